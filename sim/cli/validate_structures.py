"""What `sim validate --structures` does: the headline results under every named choice of rule."""

from sim.cli.app import PlayRequest
from sim.cli.output import as_json, say, speak_of
from sim.cli.progress import ProgressBar

WORLDS = 1000  # of a structure in one circumstance, where the user does not say


def validate_structures(request: PlayRequest, json: bool) -> None:
    """Play every structure in every circumstance and print in how many the sign of each headline result survives."""
    from sim.analysis.validation.structures import StructureTask, declared_structures, judge_all, play_structures
    from sim.analysis.validation.structures.circumstances import circumstances, day_of_vote
    from sim.reporting.structures_text import structures_data, structures_lines
    from sim.scenario.loading import load

    loaded = speak_of(load(request.scenario, request.settings))
    changed, structures = circumstances(loaded), declared_structures(loaded, request.scenario)
    worlds = WORLDS if request.worlds is None else request.worlds
    seed = loaded.scenario.seed if request.seed is None else request.seed
    vote = day_of_vote(loaded.scenario)
    with ProgressBar(len(structures) * len(changed) * worlds) as tick:
        played = StructureTask(request.scenario, tuple(request.settings), worlds, seed, until=vote)
        runs = play_structures(structures, changed, played, tick)
    found = judge_all(structures, runs, vote)
    lines = structures_lines(found, request.scenario.stem, worlds, seed)
    say(as_json(structures_data(found, worlds, seed)) if json else "\n".join(lines))
