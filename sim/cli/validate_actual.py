"""What `sim validate --actual` does: where the moves and the deal of 2025 lie among the model's."""

from pathlib import Path

from sim.cli.app import PlayRequest
from sim.cli.output import as_json, require_writable, say, say_drawn, say_overridden, speak_of
from sim.cli.pictures import save_figure
from sim.cli.progress import ProgressBar

WORLDS_IN_FULL = 400  # worlds whose offers are held against the known moves


def validate_actual(request: PlayRequest, figure: Path | None, json: bool) -> None:
    """Play a scenario and print where the real deal, and what led to it, lie; draw it where a file is named."""
    from sim.analysis.validation.actual_deal import stated_deal
    from sim.reporting.actual_text import actual_data, actual_lines
    from sim.runs.run import run
    from sim.scenario.loading import load

    require_writable(figure)
    loaded = speak_of(load(request.scenario, request.settings))
    say_overridden(loaded.overridden)
    stated_deal(loaded)
    with ProgressBar(request.worlds or loaded.scenario.worlds) as tick:
        outcome = run(loaded, request.worlds, request.seed, tick=tick, recorded=WORLDS_IN_FULL)
    text = as_json(actual_data(outcome)) if json else "\n".join(actual_lines(outcome, request.scenario.stem))
    if figure is not None:
        from sim.reporting.figures import actual

        save_figure(actual.figure(outcome), figure)
    say(text)
    if not json:
        say_drawn(figure)
