"""What happened in fact: the deal that was signed, and the moves that led to it.

Both are shown beside what comes out and never used: nothing in a run reads them.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from pydantic import ValidationInfo, model_validator

from sim.scenario.faults import KeyPath, closest_word
from sim.scenario.schema.block import Block, plain
from sim.scenario.schema.fields import Name
from sim.scenario.schema.issues import Level, levels_text
from sim.scenario.schema.quantity import LENIENT, faults_error

LONGEST_BEFORE = 366  # days before the pause of which moves may be known


class ActualMove(Block):
    """One known move: who named which level of an issue, and when."""

    date: dt.date = plain("the day it was made or reported")
    side: Name = plain("who made it: the key of a party; both: what they agreed")
    issue: Name = plain("the issue whose level it names")
    including: list[Name] = plain("other issues whose amounts are in the figure too", default=[])
    level: Level = plain("what was named; it may lie beyond the levels of the scenario", "unit of the issue")
    kind: Literal["demand", "offer", "hint", "agreed"] = plain("what kind of move it was")
    source: str = plain("where it is from", min_length=1)

    @model_validator(mode="after")
    def both_agree(self, info: ValidationInfo) -> "ActualMove":
        """What both did is agreed, and what is agreed both did."""
        if (self.side == "both") != (self.kind == "agreed") and info.context != LENIENT:
            rule = "side: both and kind: agreed go together"
            raise faults_error([(("side",), f"{rule}; found {self.side} and {self.kind}")])
        return self


class ActualSpan(Block):
    """Levels between which what was agreed lies, where no single level follows from the words."""

    low: float = plain("least level", "unit of the issue")
    high: float = plain("largest level", "unit of the issue")
    source: str = plain("where it is from, and what is assumed", min_length=1)

    @model_validator(mode="after")
    def rises(self, info: ValidationInfo) -> "ActualSpan":
        """Refuse ends out of order."""
        if self.low > self.high and info.context != LENIENT:
            raise faults_error([(("high",), f"must not be below low, {self.low:g}; found {self.high:g}")])
        return self


class ActualDeal(Block):
    """What was signed in fact. Shown beside what comes out, never used."""

    date: dt.date = plain("day of signature")
    terms: dict[Name, Level] = plain("level signed on each issue, one of its grid", "unit of the issue", min_length=1)
    spans: dict[Name, ActualSpan] = plain("levels between which an issue lies that has no single one", default={})
    bills: dict[Name, dict[str, float]] = plain(
        "tariffs that carmakers paid, by maker and quarter as 2025q2; else what `carmakers` says they reported",
        "bn {currency}",
        default={},
    )
    moves: list[ActualMove] = plain("the known moves of both sides, in order of dates", default=[])
    source: str | None = plain("where it is from", default=None)

    @model_validator(mode="after")
    def moves_in_order(self, info: ValidationInfo) -> "ActualDeal":
        """The moves stand in order of their dates."""
        dates = [move.date for move in self.moves]
        late = [k for k in range(1, len(dates)) if dates[k] < dates[k - 1]]
        if late and info.context != LENIENT:
            rule = "must not be before the move above it"
            raise faults_error([(("moves", k, "date"), f"{rule}, {dates[k - 1]}; found {dates[k]}") for k in late])
        return self


def level_message(name: str, levels: Sequence[Level], found: Level) -> str:
    """Return what is wrong with a level that is none of those with names, and the one that was meant, if any."""
    guess = closest_word(str(found), [str(level) for level in levels])
    return f"must be a level of {name}: {levels_text(levels)}; found {levels_text([found])}" + (
        f". Did you mean {guess}?" if guess else ""
    )


def actual_dates_fit(parts: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """What was signed lies between the pause and the horizon, and moves from the year before on."""
    calendar, actual = parts["calendar"], parts["actual"]
    first = calendar.pause - dt.timedelta(days=LONGEST_BEFORE)
    paths: list[KeyPath] = [("actual", "date"), *(("actual", "moves", k, "date") for k in range(len(actual.moves)))]
    for path, day in zip(paths, [actual.date, *(move.date for move in actual.moves)], strict=True):
        least = calendar.pause if path == ("actual", "date") else first
        if not least <= day <= calendar.horizon:
            yield path, f"must be from {least} to horizon, {calendar.horizon}; found {day}"


def actual_moves_fit(parts: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Moves name levels in the unit of their issue; amounts that are added have one unit.

    A move on an issue that the scenario does not have is left out of what is shown, and is no fault.
    """
    yield from actual_dates_fit(parts)
    issues = parts["issues"]
    for place, move in enumerate(parts["actual"].moves):
        here: KeyPath = ("actual", "moves", place)
        if move.side not in (*parts["parties"], "both"):
            words = [*parts["parties"], "both"]
            yield (*here, "side"), f"must be one of {', '.join(words)}; found {move.side!r}"
        known = [name for name in (move.issue, *move.including) if name in issues]
        named = [name for name in known if isinstance(issues[name].levels[0], str)]
        for name in named:
            levels = issues[name].levels
            if move.including:
                yield (*here, "including"), f"{name} has levels with names, which cannot be added"
            elif move.level not in levels:
                yield (
                    (*here, "level"),
                    level_message(name, levels, move.level),
                )
        if known and not named and isinstance(move.level, str):
            yield (*here, "level"), f"must be a number, as the levels of {known[0]} are; found {move.level}"
        if len({issues[name].unit for name in known}) > 1:
            yield (*here, "including"), f"{' and '.join(known)} have other units, and cannot be added"
