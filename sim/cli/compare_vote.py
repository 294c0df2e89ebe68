"""What `sim compare SCENARIO --vote` does: deals before the vote against deals after it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.app import PlayRequest
from sim.cli.output import Saving, as_json, begin_folder, command_line, say, say_overridden, speak_of
from sim.cli.pictures import encode, picture_format
from sim.cli.progress import ProgressBar
from sim.core.errors import UserError

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.analysis.before_after_vote import Contrast
    from sim.analysis.compare import ComparedRun
    from sim.reporting.report.sides import SideSource


def compare_vote(request: PlayRequest, saving: Saving, json: bool) -> None:
    """Play a scenario as it is and with a free and certain signature, print and save the three answers."""
    from sim.analysis.before_after_vote import contrasts_by_side, vote_groups
    from sim.analysis.comparison_folder import ComparisonText
    from sim.analysis.contrast_folder import save_contrasts
    from sim.reporting.vote_text import contrast_data, contrast_text

    if request.scenario.is_dir():
        raise UserError(f"{request.scenario} is a saved run: --vote plays a scenario twice, so give its file")
    with begin_folder(saving, "vote") as folder:
        plain, free = play_twice(request)
        groups = vote_groups(plain, free)
        found = contrasts_by_side(plain, free, groups)
        text = contrast_text(found, plain)
        image, report = vote_pages(request, (plain, free), found, folder.place) if saving.figures else (None, None)
        words = ComparisonText(text, image, command_line(), folder.any_number, picture_format(), report)
        saved = save_contrasts(folder.staging, folder.place, plain, (found, groups), words, folder.force)
    say(as_json([contrast_data(c) for c in found]) if json else f"{text}\n\nsaved       {saved}")


def play_twice(request: PlayRequest) -> "tuple[ComparedRun, ComparedRun]":
    """Return the scenario as it is, and with a free and certain signature."""
    from sim.analysis.free_signature import play_with_free_signature
    from sim.scenario.loading import load

    loaded = speak_of(load(request.scenario, request.settings))
    say_overridden(loaded.overridden)
    count = request.worlds or loaded.scenario.worlds
    with ProgressBar(2 * count) as tick:
        return play_with_free_signature(request.scenario, request.settings, count, request.seed, tick, workers=None)


def vote_pages(
    request: PlayRequest, runs: "tuple[ComparedRun, ComparedRun]", found: "Sequence[Contrast]", place: Path
) -> "tuple[bytes, Callable[[dict[str, Any]], str]]":
    """Return the figure as a file, and what writes the report."""
    from sim.reporting.figures import vote
    from sim.reporting.figures.brief import large_picture
    from sim.reporting.figures.vote_brief import draw_vote_brief
    from sim.reporting.report.vote_report import VotePage, vote_report
    from sim.reporting.report.vote_words import FREE, VOTE_CAPTION

    plain, free = runs[0], replace(runs[1], name=FREE)
    drawn = vote.figure(plain, found)
    pictures = {"vote": large_picture(drawn, VOTE_CAPTION)} if drawn.axes else {}
    page = VotePage(plain, free, vote_sources(request), found, draw_vote_brief(plain, free), pictures, place)
    return encode(drawn), partial(vote_report, page)


def vote_sources(request: PlayRequest) -> "list[SideSource]":
    """Return where both runs come from."""
    from sim.analysis.free_signature import costless_signature_settings
    from sim.reporting.report.sides import SideSource
    from sim.scenario.loading import load

    free = costless_signature_settings(speak_of(load(request.scenario, request.settings)))
    file, settings = str(request.scenario), list(request.settings)
    return [SideSource(file, settings), SideSource(file, [*settings, *free])]
