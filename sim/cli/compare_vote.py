"""What `sim compare SCENARIO --vote` does: deals before the vote against deals after it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.cli.app import PlayRequest
from sim.cli.output import Saving, as_json, begin_folder, command_line, say, say_overridden
from sim.cli.progress import ProgressBar
from sim.core.errors import UserError

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.analysis.before_after_vote import Contrast
    from sim.analysis.compare import ComparedRun


def compare_vote(request: PlayRequest, saving: Saving, json: bool) -> None:
    """Play a scenario as it is and with a free and certain signature, print and save the three answers."""
    from sim.analysis.before_after_vote import contrasts
    from sim.analysis.comparison_folder import ComparisonText
    from sim.analysis.contrast_folder import save_contrasts
    from sim.reporting.vote_text import contrast_data, contrast_text

    if request.scenario.is_dir():
        raise UserError(f"{request.scenario} is a saved run: --vote plays a scenario twice, so give its file")
    with begin_folder(saving, "vote") as folder:
        plain, free = play_twice(request)
        found = contrasts(plain, free)
        text = contrast_text(found, plain)
        image = contrast_png(plain, found) if saving.figures else None
        words = ComparisonText(text, image, command_line(), folder.any_number)
        saved = save_contrasts(folder.staging, folder.place, plain, found, words, folder.force)
    say(as_json([contrast_data(c) for c in found]) if json else f"{text}\n\nsaved       {saved}")


def play_twice(request: PlayRequest) -> "tuple[ComparedRun, ComparedRun]":
    """Return the scenario as it is, and with a free and certain signature."""
    from sim.analysis.before_after_vote import play_with_free_signature
    from sim.scenario.loading import load

    loaded = load(request.scenario, request.settings)
    say_overridden(loaded.overridden)
    count = request.worlds or loaded.scenario.worlds
    with ProgressBar(2 * count) as tick:
        return play_with_free_signature(request.scenario, request.settings, count, request.seed, tick, workers=None)


def contrast_png(plain: "ComparedRun", found: "Sequence[Contrast]") -> bytes:
    """Return the figure as a PNG image."""
    from sim.reporting.figures import png, vote

    return png(vote.figure(plain, found))
