"""What `sim compare SCENARIO --vote` does: deals before the vote against deals after it."""

from sim.cli.app import PlayRequest
from sim.cli.output import as_json, say
from sim.cli.progress import ProgressBar
from sim.core.errors import UserError


def compare_vote(request: PlayRequest, json: bool) -> None:
    """Play a scenario as it is and with a free and certain signature, and print the three answers."""
    from sim.analysis.before_after_vote import contrasts, play_with_free_signature
    from sim.reporting.vote_text import contrast_data, contrast_text
    from sim.scenario.loading import load

    path = request.scenario
    if path.is_dir():
        raise UserError(f"{path} is a saved run: --vote plays a scenario twice, so give its file")
    count = request.worlds or load(path, request.settings).scenario.worlds
    with ProgressBar(2 * count) as tick:
        plain, free = play_with_free_signature(path, request.settings, count, request.seed, tick, workers=None)
    found = contrasts(plain, free)
    say(as_json([contrast_data(c) for c in found]) if json else contrast_text(found, plain))
