"""What a replay shows of one world: plain data, all of it from the run.

Offers have two kinds of values: to each side on the day on which they were made, and by the tables of one day, that
of signature (of a world without one, the last), so that offers, frontier and deal are to one measure.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.bargaining.sides import SIDES
from sim.bargaining.solutions import kalai_smorodinsky, nash
from sim.core.worlds import Array
from sim.reporting.diary import diary_lines, end_lines
from sim.reporting.diary_line import Line
from sim.reporting.one_world import OneWorld, read_world
from sim.reporting.package_text import level
from sim.reporting.replay.words import ENGLISH_PARTIES
from sim.reporting.run_text import title
from sim.reporting.words import label
from sim.runs.run import Outcome
from sim.scenario.party_words import words_of

DIGITS = 6  # that matter of a figure in the page
DAYS_AFTER = 3  # shown after the last thing that happens
MAKER_SERIES = {"stock": ("untaxed stock", "vehicles"), "duty": ("duty booked so far", "bn USD")}
END_FIGURES = (  # columns of a run's rows, with their unit
    ("party_a_value", "bn USD a year"),
    ("party_b_value", "bn USD a year"),
    ("party_a_share", "of 1"),
)


def world_data(outcome: Outcome, world: int, polls: dict[str, list[float | None]]) -> dict[str, Any]:
    """Return what a page needs to tell one world of a run that was kept in full; polls by `published_polls`.

    The parties have the keys and the names of the scenario.
    """
    held = read_world(outcome, world)
    last = last_day(outcome, held)
    spec = outcome.loaded.scenario
    found: dict[str, Any] = {
        "words": ENGLISH_PARTIES,
        "scenario": Path(outcome.loaded.name).stem,
        "question": spec.question,
        "seed": outcome.settings.seed,
        "world": world,
        "dates": [outcome.calendar.date(day).isoformat() for day in range(last + 1)],
        "issues": [label(issue.name) for issue in held.agenda.issues if issue.on_table],
        "plane": plane_data(held),
        "offers": [offer_data(outcome, held, entry) for entry in held.entries("offer")],
        "no_deal": terms_data(outcome, held, np.array([issue.now for issue in held.agenda.issues])),
        "diary": diary_data(outcome, world, last),
        "lines": {
            name: round_figures(outcome.series[name][: last + 1, 0]) for name in ("party_a_target", "party_b_target")
        },
        **{name: round_figures(outcome.series[name][: last + 1, 0]) for name in ("tariff",) if name in outcome.series},
        "polls": {title(name): round_figures(np.array(held, dtype=float)) for name, held in polls.items()},
        "makers": {title(name): maker_data(outcome, name, last) for name in spec.makers},
        "maker_words": {what: list(words) for what, words in MAKER_SERIES.items()},
        "end": end_data(outcome, held),
    }
    told: dict[str, Any] = words_of(spec).data(found)
    return told


def last_day(outcome: Outcome, world: OneWorld) -> int:
    """Return the last day that is shown: soon after the last thing that happens, if series go so far."""
    happened = max((entry["day"] for entry in world.log), default=0)
    return int(min(happened + DAYS_AFTER, len(outcome.series["talking"]) - 1))


def round_figures(values: Array) -> list[float | None]:
    """Return figures with the digits that matter, None where there is none."""
    return [float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None for value in values.tolist()]


def plane_data(world: OneWorld) -> dict[str, Any]:
    """Return the frontier, reserves and solutions in the space of values, and the day by whose tables they are."""
    problem = world.problem
    rules = {"Nash": nash, "Kalai-Smorodinsky": kalai_smorodinsky}
    return {
        "frontier": [round_figures(point) for point in world.frontier],
        "reserves": round_figures(world.reserves),
        "solutions": {} if problem is None else {name: round_figures(rule(problem)) for name, rule in rules.items()},
        "deal": None if world.deal is None else round_figures(world.deal),
        "day": world.valuation_day,
    }


def offer_data(outcome: Outcome, world: OneWorld, entry: dict[str, Any]) -> dict[str, Any]:
    """Return an offer: day, side, terms, answer, values of the day, and its place in the space of values."""
    return {
        "day": entry["day"],
        "side": entry["side"],
        "accepted": bool(entry["accepted"]),
        "terms": terms_data(outcome, world, entry["package"]),
        "values": round_figures(np.array([entry[f"{side}_value"] for side in SIDES])),
        "place": round_figures(np.array(world.package_values(entry["package"]))),
    }


def terms_data(outcome: Outcome, world: OneWorld, package: Array) -> list[str]:
    """Return a package in words, issue by issue of those on the table."""
    issues = enumerate(world.agenda.issues)
    return [level(outcome, place, package) for place, issue in issues if issue.on_table]


def diary_data(outcome: Outcome, world: int, last: int) -> list[dict[str, Any]]:
    """Return the diary up to a day, line by line, with the words for each view; None where a view has another line."""
    views: dict[str, tuple[str, ...]] = {"all": SIDES, "party_a": ("party_a",), "party_b": ("party_b",), "public": ()}
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for view, sides in views.items():
        told = [*diary_lines(outcome, world, sides), *end_lines(outcome, world, sides, last)]
        for place, line in places_in_days(told):
            key = line.day, line.place, place, line.text
            held = found.setdefault(key, {"day": line.day, "kind": line.kind, "texts": dict.fromkeys(views)})
            held["texts"][view] = line.text
    return [found[key] for key in sorted(found)]


def places_in_days(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """Yield lines with their place among those of the same entry of the log."""
    counts: dict[tuple[int, float], int] = {}
    for line in lines:
        place = counts.get((line.day, line.place), 0)
        counts[line.day, line.place] = place + 1
        yield place, line


def maker_data(outcome: Outcome, name: str, last: int) -> dict[str, list[float | None]]:
    """Return a carmaker's figures by day."""
    return {what: round_figures(outcome.series[f"{name}_{what}"][: last + 1, 0]) for what in MAKER_SERIES}


def end_data(outcome: Outcome, world: OneWorld) -> dict[str, Any]:
    """Return how the world ends, as its row says: whether, when, on what terms, and what it is worth."""
    row = world.row
    signed = None if row["day"] is None else outcome.calendar.date(row["day"]).isoformat()
    terms = terms_data(outcome, world, world.entries("signature")[-1]["package"]) if row["agreed"] else []
    figures = [{"name": name, "value": row[name], "unit": unit} for name, unit in END_FIGURES]
    return {"agreed": bool(row["agreed"]), "day": row["day"], "date": signed, "terms": terms, "figures": figures}
