"""The agenda of a scenario on a day of a world, as a domain of its own: what is negotiated then, and what it is worth.

Whose view it is:

    private   a side's own table as it truly is, and what the public knows of the other's: what that side's delegation
              goes by; without a side both as they truly are, which nobody at the table knows
    public    both tables as the public knows them, at central weights

The tables are those by which offers of that day are made: after its events, polls and mandates, before its meeting.
A reserve is what never agreeing is worth on that day, given how long each side expects to wait.  Issues off the table,
or still shut, stay at their level without a deal: what they are worth is taken off the reserve.  A mandate that asks
for more than the reserve, and doubt that a signature holds, are no part of a domain.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np

from sim.bargaining.domains import Domain
from sim.core.chance import Chance
from sim.core.errors import UserError
from sim.core.worlds import Array, Whole
from sim.interop.named_domain import NamedDomain
from sim.model.play import DAY, Play
from sim.model.records import Records
from sim.model.track import Track
from sim.runs.chunk import RunSettings
from sim.scenario.loading import LoadedScenario

VIEWS = ("private", "public")
MEETINGS = "5"  # the step of a day at which offers are made


def agenda_of_day(
    loaded: LoadedScenario, settings: RunSettings, day: int, side: int | None = None, view: str = "private"
) -> NamedDomain:
    """Return the agenda of a scenario on a day of world `settings.first`, values in the scenario's unit.

    side   whose view it is, 0 or 1; None, nobody's
    view   one of VIEWS

    UserError for a day on which that world does not negotiate any more, and for no issue on the table.
    """
    play = play_until(loaded, settings, day)
    track = play.state.tracks[0]
    own = [view == "private" and side in (None, place) for place in (0, 1)]
    open_issues = issues_on_table(play, track)
    if not open_issues:
        raise UserError(f"world {settings.first} has no issue on the table on day {day}: there is nothing to export")
    pairs = [side_tables(track, place, known) for place, known in enumerate(own)]
    tables = [table[0, open_issues] for table, _ in pairs]
    shut = [fixed_value(table[0], track.agenda.lapsed, open_issues) for table, _ in pairs]
    reserves = [np.array([reserve - off]) for (_, reserve), off in zip(pairs, shut, strict=True)]
    issues = tuple(track.agenda.issues[place] for place in open_issues)
    longest = max(len(issue.levels) for issue in issues)
    values = tables[0][None, :, :longest], tables[1][None, :, :longest]
    agenda = replace(track.agenda, issues=issues, left_open=())
    held = reserves[0], reserves[1]
    name = f"{Path(loaded.name).stem}-world{settings.first}-day{day}"
    return NamedDomain(
        name, "", Domain(agenda, values, held, values, held), loaded.scenario.keys, unit=loaded.scenario.value_unit
    )


def play_until(loaded: LoadedScenario, settings: RunSettings, day: int) -> Play:
    """Return a world as it is when offers of a day are made; UserError if it does not negotiate then."""
    world = settings.first
    chance = Chance(settings.seed, world, 1, held_quantities=settings.plan)
    play, last = Play(loaded.scenario, chance, world, Records(daily=0, in_full=0, first=world)), 0
    live = play.state.tracks[0].ledger.live
    while play.running and play.setting.day < day:
        last = play.setting.day if live[0] else last
        play.live_day()
    if play.setting.day < day or not live[0]:
        said = f"world {world} does not negotiate on day {day}: its talks were last open on day {last}"
        raise UserError(f"{said}. Name a day up to that")
    for _, act in DAY[: next(k for k, (name, _) in enumerate(DAY) if name.startswith(MEETINGS))]:
        act(play.state)
    return play


def issues_on_table(play: Play, track: Track) -> list[int]:
    """Return the places of the issues that are negotiated today: on the table, and not shut any more."""
    shut = {place for place, flags in play.state.values.shut.items() if flags[0]}
    return [place for place in track.agenda.open if place not in shut]


def side_tables(track: Track, side: int, private: bool) -> tuple[Array, float]:
    """Return a side's table of a signed package, (1, issues, levels), and what never agreeing is worth to it."""
    tables, party = track.tables, track.parties[side]
    if side == 0:
        signed, standing = (tables.signed, tables.standing) if private else (tables.public, tables.public_standing)
    else:
        signed = standing = tables.own if private else tables.own_public
    return signed, float(track.reserve(standing, party, np.zeros(1, dtype=np.int64))[0])


def fixed_value(table: Array, lapsed: Whole, open_issues: list[int]) -> float:
    """Return what the issues off the table are worth at their level without a deal, by a table (issues, levels)."""
    return float(sum(table[place, lapsed[place]] for place in range(len(table)) if place not in open_issues))
