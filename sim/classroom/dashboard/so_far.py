"""What is known of talks that are still being played: one world told in full, and the deals of all.

It reads a model between two days and changes nothing in it.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from sim.bargaining.agenda import Issue
from sim.classroom.dashboard.request import Request
from sim.core.worlds import Array
from sim.model.recording import tables_of_the_day
from sim.model.talks import Talks
from sim.reporting.diary import diary_sentences
from sim.reporting.figures.day_deals import DealAxes, DealsSoFar
from sim.reporting.one_world import OneWorld
from sim.reporting.package_text import in_words
from sim.reporting.run_text import title
from sim.reporting.words import label, with_unit
from sim.runs.chunk import RunSettings
from sim.runs.run import Outcome
from sim.scenario.loading import LoadedScenario
from sim.scenario.party_words import words_of

NOTHING_YET = pa.table({})


def world_so_far(talks: Talks, request: Request) -> OneWorld:
    """Return the shown world: its log, and its tables of the day of signature, or as they stand after the last day."""
    ledger, place, records = talks.ledger, request.place, talks.play.state.records
    scene = records.scenes.get(request.world)
    if scene is None:
        scene = {name: held[place].copy() for name, held in tables_of_the_day(talks.play.state).items()}
    values: dict[str, Any] = {
        name: ledger.measures[name][place] for name in ("party_a_value", "party_b_value") if name in ledger.measures
    }
    row: dict[str, Any] = {"agreed": bool(ledger.agreed[place]), "day": int(ledger.day[place]), **values}
    words = words_of(talks.play.setting.spec)
    return OneWorld(request.world, talks.play.state.main.agenda, row, log_so_far(talks, request), scene, words)


def log_so_far(talks: Talks, request: Request) -> list[dict[str, Any]]:
    """Return what has happened in the shown world."""
    return [entry for entry in talks.play.state.records.log if entry["world"] == request.world]


def diary_so_far(talks: Talks, loaded: LoadedScenario, request: Request) -> Iterator[tuple[str, str]]:
    """Yield date and sentence of what has happened in the shown world."""
    outcome = outcome_so_far(talks, loaded, request)
    for entry, sentence in diary_sentences(outcome, request.world):
        if sentence and entry["day"] <= talks.day:  # the diary begins with the day on which the talks will open
            yield f"{outcome.calendar.date(entry['day']):%-d %B}", sentence


def outcome_so_far(talks: Talks, loaded: LoadedScenario, request: Request) -> Outcome:
    """Return the run as far as it has been played: its log, without any row yet."""
    state = talks.play.state
    return Outcome(
        loaded=loaded,
        settings=RunSettings(request.worlds, request.seed, request.first),
        calendar=state.setting.calendar,
        agenda=state.main.agenda,
        worlds=NOTHING_YET,
        accounts=NOTHING_YET,
        days=NOTHING_YET,
        series={name: held.astype(float) for name, held in state.records.series.items()},
        log=log_so_far(talks, request),
        scenes=dict(state.records.scenes),
    )


def maker_lines(talks: Talks, request: Request, what: str) -> dict[str, Array]:
    """Return a daily figure of each carmaker in the shown world so far, (days,), by its name in words."""
    series, found = talks.play.state.records.series, {}
    for maker in talks.makers:
        daily = series.get(f"{maker.name}_{what}", np.zeros((0, request.place + 1)))
        found[title(maker.name)] = daily[:, request.place].astype(float)
    return found


def last_day(talks: Talks) -> int:
    """Return the last day on which the talks may end, or the carmakers' accounts do, whichever comes later."""
    calendar, rules = talks.setting.calendar, talks.spec.deadline
    longest = calendar.deadline + rules.most * rules.extension_days + rules.after_lapse.days
    industry = talks.play.state.industry
    return longest if industry is None else max(longest, industry.accounts_until)


def deals_so_far(talks: Talks, name: str) -> DealsSoFar:
    """Return the deals that stand, in all worlds."""
    ledger = talks.ledger
    levels = ledger.package[ledger.agreed, tariff_place(talks)]
    days = ledger.day[ledger.agreed]
    return DealsSoFar(name=name, days=days, levels=levels, worlds=talks.worlds)


def tariff_place(talks: Talks) -> int:
    """Return the place of the issue that the carmakers live by, or of the first on the table."""
    return list(talks.spec.issues).index(talks.spec.leading_issue)


def deal_axes(talks: Talks) -> DealAxes:
    """Return the axes of the deals: days from the opening of the talks on, and the levels of the leading issue."""
    calendar, vote = talks.setting.calendar, talks.spec.main_election
    issue: Issue = talks.play.state.main.agenda.issues[tariff_place(talks)]
    days = [(calendar.deadline, "deadline")]
    days += [] if vote is None else [(calendar.day_number(vote.date), "election")]
    return DealAxes(
        pause=calendar.pause,
        first=calendar.talks,
        last=last_day(talks),
        marks=tuple(days),
        issue=with_unit(label(issue.name), issue.unit),
        levels=tuple(in_words(level, "").strip() for level in issue.levels),
    )
