"""The polls of one world, as they were published."""

from sim.core.chance import Chance
from sim.model.play import Play
from sim.model.records import Records
from sim.scenario.loading import LoadedScenario


def published_polls(loaded: LoadedScenario, seed: int, world: int) -> dict[str, list[float | None]]:
    """Return each candidate's published share, 0 to 1, from day 0 to the day before the vote; None before any poll.

    The world is played again, in its own luck.  Nobody, where there is no vote or its chances are stated.
    """
    vote = loaded.scenario.main_election
    if vote is None or vote.polls is None:
        return {}
    play = Play(loaded.scenario, Chance(seed, world, 1), world, Records(daily=0, in_full=0, first=world))
    race = play.state.voting.race
    found: dict[str, list[float | None]] = {name: [] for name in vote.candidates}
    while race is not None and play.running and play.setting.day < race.day_of_vote:
        day = play.setting.day
        play.live_day()
        for name, share in zip(found, race.last_shares(day, 0), strict=True):
            found[name].append(share)
    return found
