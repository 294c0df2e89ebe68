"""The key numbers of a run, from the figures of its summary and its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sim.analysis.bootstrap import FEWEST
from sim.analysis.exact_intervals import wilson
from sim.analysis.example_world import world_at_level, world_nearest
from sim.reporting.report.key_numbers import KeyNumber, NumberGroup
from sim.reporting.report.run_words import (
    DAY,
    DUTIES,
    DUTY,
    LEVEL_RULE,
    MEDIAN,
    MIDDLES,
    OF_DEALS,
    RUN_SHARES,
    SHARES,
    TERMS,
    VALUES,
)
from sim.reporting.report.words import OF_WORLDS
from sim.reporting.run_text import title
from sim.reporting.words import fixed_text, label, level_name
from sim.runs.run import Outcome
from sim.scenario.party_words import words_of
from sim.scenario.schema.scenario import Scenario
from sim.scenario.value_zero import NO_DEAL, counted_from

VALUE_UNIT = "bn USD a year"
TO = " to "


@dataclass(frozen=True)
class RunNumbers:
    """A run and its figures; `play` is the command that plays one of its worlds, in which `{world}` stands for it."""

    outcome: Outcome
    figures: dict[str, Any]
    play: str

    def example(self, world: int | None) -> str:
        """Return the command that plays a world; nothing where there is none."""
        return "" if world is None else self.play.format(world=world)

    def near(self, column: str, value: float) -> str:
        """Return the command that plays the world whose figure is nearest to a value."""
        return self.example(world_nearest(self.outcome.worlds, column, value))


def run_groups(run: RunNumbers) -> list[NumberGroup]:
    """Return the key numbers of a run; of groups without numbers none is left."""
    groups = [
        NumberGroup(SHARES, list(share_numbers(run))),
        NumberGroup(TERMS, list(term_numbers(run))),
        NumberGroup(MIDDLES.format(duties=DUTIES if run.figures["duty"] else ""), list(middle_numbers(run))),
    ]
    return [group for group in groups if group.numbers]


def share_text(share: float, places: int = 1) -> str:
    """Return a share as a percentage without its sign."""
    return fixed_text(share, places, scale=100)


def share_interval(share: float, count: int, places: int = 1) -> str:
    """Return the 95 % interval of a share of so many; none of fewer than 30."""
    low, high = wilson(round(share * count), count)
    if count < FEWEST or low is None or high is None:
        return ""
    return f"95 %: {share_text(low, places)}{TO}{share_text(high, places)}"


def share_numbers(run: RunNumbers) -> Iterator[KeyNumber]:
    """Yield the shares of worlds."""
    for key, (name, meaning, column, rule) in ((k, said) for k, said in RUN_SHARES.items() if k in run.figures):
        share = run.figures[key]
        interval = share_interval(share, run.figures["worlds"])
        example = run.near(column, 1.0) if share else ""
        yield KeyNumber(name, share_text(share), interval, OF_WORLDS, meaning, column, rule, key, example)


def term_numbers(run: RunNumbers) -> Iterator[KeyNumber]:
    """Yield for each issue on the table the level agreed most often, and in which share of deals."""
    issues, deals = run.outcome.loaded.scenario.issues, round(run.figures["agreed"] * run.figures["worlds"])
    for name, held in run.figures["issues"].items():
        if not issues[name].on_table or not held["shares"]:
            continue
        level, share = next(iter(held["shares"].items()))
        unit = "" if issues[name].unit == "level" else f" {issues[name].unit}"
        yield KeyNumber(
            name=f"{label(name)}: {level_name(level)}{unit}",
            value=share_text(share),
            interval=share_interval(share, deals),
            unit=OF_DEALS,
            meaning=issues[name].meaning,
            column=name,
            rule=LEVEL_RULE,
            key=f"issues.{name}.shares",
            example=run.example(world_at_level(run.outcome.worlds, name, level)),
        )


def middle_numbers(run: RunNumbers) -> Iterator[KeyNumber]:
    """Yield the medians: the day of signature, what deals are worth and how they divide it, the carmakers' duties."""
    spec, pause = run.outcome.loaded.scenario, run.outcome.loaded.scenario.calendar.pause
    words = words_of(spec)
    yield from middle(run, "day", DAY, "date", run.figures["day"], lambda day: short_date(pause, day))
    for column, (name, meaning) in words.columns(VALUES).items():
        unit = VALUE_UNIT if column.endswith("_value") else "share"
        said = (name, meaning.replace(NO_DEAL, counted_from(spec)))
        yield from middle(run, column, said, unit, run.figures["values"][column], two_places)
    for maker, held in run.figures["duty"].items():
        yield from middle(run, f"{maker}_duty", (title(maker), duty_words(spec)), "bn USD", held, two_places)


def duty_words(spec: Scenario) -> str:
    """Return what the duty of a maker is, from when to when; nothing where there are no makers."""
    industry = spec.industry
    if industry is None:
        return ""
    days = ends_text(short_date(industry.since, 0), short_date(industry.accounts_until, 0))
    return words_of(spec).text(DUTY.format(days=days))


def short_date(pause: date, day: float) -> str:
    """Return a day as a date, its month short."""
    return (pause + timedelta(days=round(day))).strftime("%-d %b %Y")


def two_places(value: float) -> str:
    """Return a figure with two places."""
    return fixed_text(value, 2)


def ends_text(low: str, high: str) -> str:
    """Return both ends of an interval; of two dates of one year the first has none."""
    year = high.rsplit(" ", 1)[-1]
    return f"{low.removesuffix(f' {year}') if ' ' in high else low}{TO}{high}"


def middle(run: RunNumbers, column: str, said: tuple[str, str], unit: str, held: Any, text: Any) -> Iterator[KeyNumber]:
    """Yield a median with the middle 80 % of worlds; nothing where no world has the figure."""
    low, value, high = (held[name] for name in ("q10", "q50", "q90"))
    if value is None:
        return
    interval = "" if low is None or high is None else f"80 %: {ends_text(text(low), text(high))}"
    place = "day.q50" if column == "day" else f"{'duty' if column.endswith('_duty') else 'values'}.{column}.q50"
    key = place.replace("_duty.q50", ".q50")
    yield KeyNumber(said[0], text(value), interval, unit, said[1], column, MEDIAN, key, run.near(column, value))
