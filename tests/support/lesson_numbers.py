"""What the pages of docs/teaching say in numbers, recomputed: names of runs, of differences and of measures.

`{baseline.agreed:.0f}` is a measure of a run, `{firm-baseline.day:.0f}` the mean difference of the second from the
first in the worlds in which both have it, `{handout.us:.1f}` and its like are below.
"""

import re
from functools import cache
from types import SimpleNamespace

import numpy as np
import runs
from lesson_measures import Between, Shown, outcome
from places import NOTEBOOKS

from sim.analysis.validation.theory.verdict import SHIPPED, read_cases
from sim.bargaining.solutions import BargainingProblem, nash
from sim.classroom.game.game import PersonsGame
from sim.classroom.lesson.lesson_runs import SEED, WORLD
from sim.core.party_columns import name_by_side
from sim.reporting.one_world import read_world
from sim.reporting.package_text import in_words

SIDE = {"us": "party_a", "korea": "party_b"}  # of each party by its key


@cache
def opening():
    """Return what both sides' handouts have: values on the first day at the table."""
    return PersonsGame(runs.loaded("baseline"), SEED, WORLD, tuple(SIDE)).opening


@cache
def table(side):
    """Return level -> value of a side's handout as printed, to a tenth, bn USD a year, by issue on the table."""
    issues = [(place, issue) for place, issue in enumerate(outcome("baseline").agenda.issues) if issue.on_table]
    values = opening().tables[SIDE[side]]
    return {
        issue.name: dict(zip(issue.levels, values[place].round(1).tolist(), strict=False)) for place, issue in issues
    }


def as_printed(entries):
    """Return the sum of entries that are printed to a tenth."""
    return round(sum(entries), 1) + 0.0


class Package:
    """What a package of the handouts is worth to either side, bn USD a year."""

    def __init__(self, *terms):
        self.terms = terms

    def worth(self, side):
        return as_printed(values[level] for values, level in zip(table(side).values(), self.terms, strict=True))

    us = property(lambda self: self.worth("us"))
    korea = property(lambda self: self.worth("korea"))


class Step:
    """What a step on one issue is worth to either side, bn USD a year, by the handouts."""

    def __init__(self, issue, before, after):
        self.issue, self.ends = issue, (before, after)

    def worth(self, side):
        before, after = (table(side)[self.issue][level] for level in self.ends)
        return as_printed((after, -before))

    us = property(lambda self: self.worth("us"))
    korea = property(lambda self: self.worth("korea"))
    both = property(lambda self: as_printed((self.us, self.korea)))


@cache
def told():
    return read_world(outcome("baseline"), WORLD)


def calendar():
    return outcome("baseline").calendar


def day_text(day):
    """Return a day without its year."""
    return day.strftime("%-d %B")


class World:
    """The world of the lesson on the day of signature."""

    def __getattr__(self, column):
        return told().row[name_by_side(column, tuple(SIDE))]

    def swapped(self, side):
        """Return what 12.5, 15 and 200 in place of the terms signed on cars, other goods and cash is worth."""
        agenda, row = told().agenda, told().row
        terms = {issue.name: row[issue.name] for issue in agenda.issues if issue.on_table}
        terms |= {"auto_tariff": 12.5, "reciprocal_tariff": 15.0, "investment": 200.0}
        package = np.array(
            [i.levels.index(terms[i.name]) if i.on_table else i.lapsed for i in agenda.issues], dtype=np.int64
        )
        return told().package_values(package)[("us", "korea").index(side)]

    @property
    def terms(self):
        words = [in_words(told().row[issue.name], issue.unit) for issue in told().agenda.issues if issue.on_table]
        return ", ".join(words)

    date_text = property(lambda self: day_text(told().row["date"]))
    handover_date = property(lambda self: day_text(calendar().date(int(told().row["handover"]))))

    @property
    def date_of_deadline(self):
        """The day to which the deadline was moved."""
        moved = told().row["extensions"] * runs.loaded("baseline").scenario.deadline.extension_days
        return day_text(calendar().date(calendar().deadline + moved))

    us_swapped = property(lambda self: self.swapped("us"))
    korea_swapped = property(lambda self: self.swapped("korea"))


@cache
def theory(name):
    """Return what side 1 gets in a textbook case, worked out anew."""
    case = next(case for case in read_cases(SHIPPED) if case.name == name)
    return float(case.answers()["value_1"]())


class Structures:
    """In how many combinations of rules a headline result holds or is the opposite, as saved."""

    def count(self, number, place):
        table = (NOTEBOOKS / "structures.txt").read_text(encoding="utf-8")
        return int(re.search(rf"^{number} \D+ [+-] +(\d+) +(\d+)", table, re.MULTILINE).group(place))

    doubt_delays = property(lambda self: self.count(2, 1))
    doubt_hastens = property(lambda self: self.count(2, 2))
    precedent = property(lambda self: self.count(5, 1))


def halves(separately):
    """Return what side 1 gets of issues worth (3, 1) and (1, 3), in halves: each by itself, or both at once."""
    shares = np.array([0, 0.5, 1])
    issues = [np.stack([mine * shares, theirs * (1 - shares)], axis=1) for mine, theirs in ((3, 1), (1, 3))]
    if separately:
        return float(sum(nash(BargainingProblem(points, np.zeros(2)))[0] for points in issues))
    both = (issues[0][:, None, :] + issues[1][None, :, :]).reshape(-1, 2)
    return float(nash(BargainingProblem(both, np.zeros(2)))[0])


SIGNED = (15.0, 20.0, 20.0, 150.0, 100.0, "none")
NAMED = {
    "world": World,
    "structures": Structures,
    "japan": lambda: SimpleNamespace(**runs.loaded("baseline").data["events"][0]["peer"]),
    "actual": lambda: SimpleNamespace(**runs.loaded("baseline").scenario.actual.terms),
    "us_handout": lambda: SimpleNamespace(no_deal=opening().no_deal["party_a"]),
    "korea_handout": lambda: SimpleNamespace(
        no_deal=opening().no_deal["party_b"], floor=opening().bounds["party_b"].floor
    ),
    "signed": lambda: Package(*SIGNED),
    "cars_125": lambda: Package(12.5, *SIGNED[1:]),
    "middle": lambda: Package(12.5, 12.5, 20.0, 150.0, 350.0, "partial"),
    "a": lambda: Step("auto_tariff", 15.0, 10.0),
    "b": lambda: Step("reciprocal_tariff", 20.0, 25.0),
    "c": lambda: Step("investment", 100.0, 200.0),
    "d": lambda: Step("lng", 20.0, 40.0),
    "e": lambda: Step("shipbuilding", 150.0, 0.0),
    "f": lambda: Step("farm_access", "none", "full"),
    "g": lambda: Step("auto_tariff", 15.0, 20.0),
    "stahl_2": lambda: theory("stahl T=2 delta=0.9"),
    "stahl_3": lambda: theory("stahl T=3 delta=0.9"),
    "outside_0": lambda: theory("outside option 0.3 delta=0.9"),
    "outside_6": lambda: theory("outside option 0.6 delta=0.9"),
    "inside": lambda: theory("waiting flows 0.02/0.01"),
    "halves": lambda: halves(separately=True),
    "logrolled": lambda: halves(separately=False),
}


class Names(dict):
    """What may stand in braces, found when it is asked for."""

    def __missing__(self, name):
        if name in NAMED:
            return NAMED[name]()
        return Between(*name.split("-")) if "-" in name else Shown(name)


def filled(sentence):
    """Return a sentence with its numbers, a true minus before what is negative."""
    return re.sub(r"(?<![\w-])-(?=\d)", "\N{MINUS SIGN}", sentence.format_map(Names()))
