"""Textbook cases with other figures than the shipped ones, against formulas and plain enumeration.

Expectations are worked out here, from the papers' formulas or by going through every point with
whole numbers and fractions, and never by the code that is judged.
"""

import json
from fractions import Fraction
from itertools import product
from math import erf, log, prod, sqrt
from pathlib import Path

import numpy as np
import pytest
from places import CASES
from reports import golden

from sim.analysis.validation.theory.verdict import CASE, SHIPPED, is_within_tolerance, judge_case, read_cases
from sim.core.errors import UserError

GAME = {"pie": 1.0, "step": 2e-4, "rounds": 301}


def came_out(kind, **stated):
    """Return what comes out of a case, by name."""
    case = CASE.validate_python({"name": kind, "type": kind, "tolerance": 0, **stated})
    return judge_case(case).got


def value(side=1, **game):
    """Return the value of a game to a side."""
    return came_out("equilibrium", game={**GAME, **game}, expected={f"value_{side}": 0})[f"value_{side}"]


# --- the shipped file -----------------------------------------------------------------------------


def test_every_shipped_case_passes():
    assert [verdict.name for verdict in map(judge_case, read_cases()) if not verdict.ok] == []


def test_the_shipped_file_is_read_as_it_stands():
    stated = json.loads(SHIPPED.read_text(encoding="utf-8"))
    cases = read_cases()
    assert [case.name for case in cases] == [given["name"] for given in stated]
    assert len({case.name for case in cases}) == len(cases) == 33
    for case, given in zip(cases, stated, strict=True):
        assert case.expected == given["expected"]
        assert case.tolerance == given["tolerance"]
        assert case.type == given["type"]
        assert list(judge_case(case).got) == list(given["expected"])


def test_every_type_is_shipped():
    assert {case.type for case in read_cases()} == set(CASE.json_schema()["discriminator"]["mapping"])


@pytest.mark.parametrize("place", range(33))
def test_every_shipped_case_fails_when_something_else_is_expected(place):
    case = read_cases()[place]
    off = {
        name: None if wanted is None else (np.asarray(wanted) + 2 * case.tolerance + 0.01).tolist()
        for name, wanted in case.expected.items()
    }
    assert not judge_case(case.model_copy(update={"expected": off})).ok


# --- games of offers ------------------------------------------------------------------------------


@pytest.mark.parametrize("one", [0.5, 0.8, 0.9])
@pytest.mark.parametrize("two", [0.3, 0.7, 0.9])
def test_rubinstein(one, two):
    """Rubinstein (1982): the proposer gets (1 - d_other) / (1 - d1 d2)."""
    close = 2 * GAME["step"] / (1 - one * two)
    lead = (1 - two) / (1 - one * two)
    assert value(delta=(one, two)) == pytest.approx(lead, abs=close)
    assert value(2, delta=(one, two)) == pytest.approx(1 - lead, abs=close)
    follow = (1 - one) / (1 - one * two)
    second = {"delta": (one, two), "proposer": "alternate_2_first"}
    assert value(2, **second) == pytest.approx(follow, abs=close)
    assert value(**second) == pytest.approx(1 - follow, abs=close)


@pytest.mark.parametrize(("delta", "rounds"), [(0.9, 5), (0.9, 10), (0.5, 4), (0.99, 7), (0.99, 8), (0.0, 3)])
def test_stahl(delta, rounds):
    """Stahl (1972): with T offers and nothing after, the first proposer gets (1 - (-d)^T) / (1 + d)."""
    lead = (1 - (-delta) ** rounds) / (1 + delta)
    assert value(delta=(delta, delta), rounds=rounds) == pytest.approx(lead, abs=rounds * GAME["step"])


def test_stahl_with_unequal_patience():
    """Backwards by hand: the last proposer takes all, so 1 - d2 of two offers, 1 - d2 (1 - d1) of three."""
    assert value(delta=(0.7, 0.8), rounds=2) == pytest.approx(0.2, abs=1e-3)
    assert value(delta=(0.7, 0.8), rounds=3) == pytest.approx(1 - 0.8 * 0.3, abs=1e-3)


@pytest.mark.parametrize("coin", [0.0, 0.3, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("rounds", [1, 20])
def test_a_coin_divides_the_pie_by_its_chance(coin, rounds):
    """With equal patience the expected shares are p and 1 - p, whatever T and d are (THEORY A2''')."""
    game = {"proposer": {"coin": coin}, "rounds": rounds, "delta": (0.9, 0.9)}
    assert value(**game) == pytest.approx(coin, abs=2e-3)
    assert value(2, **game) == pytest.approx(1 - coin, abs=2e-3)


@pytest.mark.parametrize("outside", [0.0, 0.3, 0.47, 0.48, 0.6, 0.95])
def test_the_responders_outside_option(outside):
    """Binmore, Shaked and Wolinsky (1989): it binds only above d / (1 + d)."""
    game = {"delta": (0.9, 0.9), "outside": (None, outside)}
    assert value(**game) == pytest.approx(1 - max(0.9 / 1.9, outside), abs=2.5e-3)
    mirrored = {"delta": (0.9, 0.9), "outside": (outside, None), "proposer": "alternate_2_first"}
    assert value(2, **mirrored) == pytest.approx(1 - max(0.9 / 1.9, outside), abs=2.5e-3)


@pytest.mark.parametrize("outside", [0.2, 0.6, 0.8])
def test_the_first_proposers_outside_option(outside):
    """Side 2 must then offer it w at least, so side 1 leaves side 2 only d (1 - w): 1 - d (1 - max(w, d/(1+d)))."""
    held = 1 - 0.9 * (1 - max(outside, 0.9 / 1.9))
    assert value(delta=(0.9, 0.9), outside=(outside, None)) == pytest.approx(held, abs=2.5e-3)


@pytest.mark.parametrize(
    ("delta", "flow", "pie"),
    [((0.9, 0.9), (0.03, 0.0), 1), ((0.9, 0.8), (0.03, -0.02), 2), ((0.7, 0.9), (-0.05, -0.05), 1)],
)
def test_flows_while_there_is_no_deal(delta, flow, pie):
    """An inside option: [S (1 - d2) - g2 + d2 g1] / (1 - d1 d2) (THEORY A4)."""
    (one, two), (mine, other) = delta, flow
    lead = (pie * (1 - two) - other + two * mine) / (1 - one * two)
    assert value(delta=delta, flow=flow, pie=pie) == pytest.approx(lead, abs=3 * GAME["step"] / (1 - one * two))


@pytest.mark.parametrize("coin", [0.0, 0.2, 0.5, 1.0])
@pytest.mark.parametrize("rounds", [1, 30])
def test_a_deadline_with_costs_of_waiting(coin, rounds):
    """D1' + p (S - D1' - D2') + (T - 1) [p c2 - (1 - p) c1] with D' = D - c (THEORY A4-T)."""
    pie, after, cost = 10.0, (-1.0, -2.5), (0.01, 0.03)
    end = [d - c for d, c in zip(after, cost, strict=True)]
    waiting = coin * cost[1] - (1 - coin) * cost[0]
    lead = end[0] + coin * (pie - sum(end)) + (rounds - 1) * waiting
    game = {"pie": pie, "step": 0.002, "pie_range": (-5, 15), "rounds": rounds, "proposer": {"coin": coin}}
    flow = tuple(-c for c in cost)
    assert value(**game, flow=flow, terminal=after) == pytest.approx(lead, abs=0.002 * rounds)


@pytest.mark.parametrize("breakdown", [0.05, 0.3, 1.0])
@pytest.mark.parametrize("pay", [(0.0, 0.0), (0.3, 0.1)])
def test_breakdown(breakdown, pay):
    """Binmore, Rubinstein and Wolinsky (1986): [(1 - b2) + (1 - p) b1] / (2 - p)."""
    lead = ((1 - pay[1]) + (1 - breakdown) * pay[0]) / (2 - breakdown)
    close = 2 * GAME["step"] / breakdown
    assert value(breakdown=breakdown, breakdown_pay=pay) == pytest.approx(lead, abs=close)


# --- solutions ------------------------------------------------------------------------------------


def unbeaten(points):
    """Return the points that no other beats, the first of equal ones."""
    return [
        k
        for k, (a, b) in enumerate(points)
        if not any(
            (c >= a and d >= b and (c, d) != (a, b)) or ((c, d) == (a, b) and j < k) for j, (c, d) in enumerate(points)
        )
    ]


def enumerated(points, disagreement, tenths):
    """Return the classic solutions of whole or broken numbers, by place, or None; power in tenths."""
    held = [k for k, p in enumerate(points) if p[0] >= disagreement[0] and p[1] >= disagreement[1]]
    names = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "minimum_difference")
    if not held:
        return dict.fromkeys(names)
    gains = {k: tuple(Fraction(v) - d for v, d in zip(points[k], disagreement, strict=True)) for k in held}
    ideal = [max(gains[k][side] for k in held) or 1 for side in (0, 1)]
    share = {k: (g[0] / ideal[0], g[1] / ideal[1]) for k, g in gains.items()}
    front = [k for k in unbeaten(points) if k in gains]
    scores = {
        "nash": lambda k: (share[k][0] ** tenths * share[k][1] ** (10 - tenths), sum(share[k])),
        "kalai_smorodinsky": lambda k: (min(share[k]), sum(share[k])),
        "egalitarian": lambda k: (min(gains[k]), sum(gains[k])),
        "utilitarian": lambda k: (sum(gains[k]), min(gains[k])),
        "minimum_difference": lambda k: (-abs(points[k][0] - points[k][1]), sum(points[k])),
    }
    return {name: max(front if name == "minimum_difference" else held, key=scores[name]) for name in names}


def drawn_points(seed, count=40, low=0, high=30):
    """Return points of whole numbers, so few that many are tied."""
    return np.random.default_rng(seed).integers(low, high, (count, 2)).tolist()


@pytest.mark.parametrize("tenths", [0, 3, 5, 10])
@pytest.mark.parametrize("scale", [1e-3, 1, 1e3])
@pytest.mark.parametrize(
    ("points", "disagreement"),
    [
        (drawn_points(1), (0, 0)),
        (drawn_points(2), (5, 12)),
        (drawn_points(3, low=-20, high=1), (-15, -8)),
        (drawn_points(4), (28, 10)),  # nearly all are excluded
        (drawn_points(5), (30, 30)),  # all are
        (drawn_points(6, count=60, high=5), (1, 1)),  # most are tied
        ([[3, 3]], (3, 3)),
        ([[4, 1], [1, 4], [4, 1], [1, 4]], (0, 0)),
    ],
)
def test_solutions_are_those_of_plain_enumeration(points, disagreement, scale, tenths):
    chosen = enumerated(points, disagreement, tenths)
    scaled = [[v * scale for v in p] for p in points]
    held = {"points": scaled, "disagreement": [d * scale for d in disagreement], "power": tenths / 10}
    got = came_out("solution", **held, expected=dict.fromkeys(chosen))
    assert got == {name: None if k is None else scaled[k] for name, k in chosen.items()}


# --- agendas --------------------------------------------------------------------------------------


def tables(seed, counts, most=12):
    """Return issues with values of whole numbers, opposed."""
    draw = np.random.default_rng(seed)
    return [
        {
            "us": np.sort(draw.integers(0, most, n))[::-1].tolist(),
            "korea": np.sort(draw.integers(0, most, n)).tolist(),
        }
        for n in counts
    ]


@pytest.mark.parametrize("scale", [1, 0.001])
@pytest.mark.parametrize(
    ("issues", "disagreement"),
    [
        (tables(1, [7]), (0, 0)),
        (tables(2, [1]), (0, 0)),
        (tables(3, [2, 3, 2, 3, 2, 3], most=40), (60, 40)),
        (tables(4, [4, 4, 4], most=4), (3, 3)),
        ([{"us": [5, 5, 5], "korea": [2, 2, 2]}, {"us": [0, 1], "korea": [1, 0]}], (0, 0)),
        (tables(5, [3, 4, 3], most=50), (500, 500)),
        ([{"us": [-3, -7], "korea": [-9, -2]}, {"us": [-1, -4, -6], "korea": [-8, -3, -1]}], (-12, -12)),
    ],
)
def test_agendas_are_those_of_plain_enumeration(issues, disagreement, scale):
    packages = list(product(*(zip(i["us"], i["korea"], strict=True) for i in issues)))
    totals = sorted({(sum(u for u, _ in p), sum(k for _, k in p)) for p in packages}, reverse=True)
    front = [totals[k] for k in unbeaten(totals)]
    chosen = enumerated(front, disagreement, 5)
    stated = [{side: [v * scale for v in i[side]] for side in ("us", "korea")} for i in issues]
    names = ["packages", "frontier_size", *chosen]
    got = came_out(
        "agenda", issues=stated, disagreement=[d * scale for d in disagreement], expected=dict.fromkeys(names)
    )
    assert got["packages"] == prod(len(i["us"]) for i in issues) == len(packages)
    assert got["frontier_size"] == len(front)
    for name, k in chosen.items():
        wanted = None if k is None else [v * scale for v in front[k]]
        assert is_within_tolerance(got[name], wanted, 1e-12), name


# --- ratification, election, time -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high"),
    [(0, 1), (0.2, 1), (0.5, 0.9), (0.1, 0.76), (-1, 1), (0.4, 0.6), (0.5, 0.85), (0.6, 0.6), (0.1, 0.3), (0.2, 0.2)],
)
def test_ratification(low, high):
    """4 x^2 - (3 + 2a) x + a = 0, capped at b; past b every share passes, so never below one half (THEORY A8)."""
    root = ((3 + 2 * low) + sqrt((3 + 2 * low) ** 2 - 16 * low)) / 8
    share = root if root < high else max(high, 0.5)
    chance = 1.0 if share >= high else (share - low) / (high - low)
    got = came_out("ratification", threshold={"low": low, "high": high}, expected={"share_1": 0, "probability": 0})
    assert got["share_1"] == pytest.approx(share, abs=2e-4)
    assert got["probability"] == pytest.approx(chance, abs=2e-3)


@pytest.mark.parametrize(
    ("shares", "days", "day", "error"),
    [
        ((52, 48), 0, 0.02, 0.1),
        ((46.6, 27.8), 32, 0.04, 0.11),
        ((1, 3), 10, 0.05, 0.2),
        ((0.3, 0.3), 90, 0.02, 0.0),
        ((400, 380), 365, 0.01, 0.05),
    ],
)
def test_election(shares, days, day, error):
    """Phi(ln(p1/p2) / sqrt(sd_day^2 t + sd_error^2)); only the ratio of the shares matters (THEORY A15)."""
    z = log(shares[0] / shares[1]) / sqrt(day**2 * days + error**2)
    chance = (1 + erf(z / sqrt(2))) / 2
    stated = {"shares": shares, "days": days, "sd_day": day, "sd_error": error}
    got = came_out("election", **stated, expected={"win_1": 0, "win_2": 0})
    assert got == pytest.approx({"win_1": chance, "win_2": 1 - chance}, abs=1e-6)


@pytest.mark.parametrize("exponent", [0.1, 0.5, 2, 3, 10])
def test_two_timed_tactics_meet_where_both_ask_for_half(exponent):
    """1 - t^e = 1/2 at t = 2^(-1/e), to two of 400 rounds."""
    got = came_out("timed", exponent=exponent, expected={"time": 0})["time"]
    assert got == pytest.approx(0.5 ** (1 / exponent), abs=0.005)


# --- judging --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("got", "wanted", "tolerance", "ok"),
    [
        (1.0, 1.0, 0, True),
        (1.0, 1.25, 0.25, True),
        (1.0, 1.2500001, 0.25, False),
        (None, None, 0, True),
        (None, 0.0, 9, False),
        (0.0, None, 9, False),
        ([1.0, 2.0], [1.0, 2.1], 0.2, True),
        ([1.0, 2.0], [1.0, 2.3], 0.2, False),
        ([1.0, 1.0], 1.0, 0.2, False),
        ([1.0], [1.0, 1.0], 0.2, False),
        (float("nan"), 1.0, 9, False),
    ],
)
def test_what_is_near(got, wanted, tolerance, ok):
    assert is_within_tolerance(got, wanted, tolerance) is ok


def test_one_figure_off_fails_the_case():
    stated = {"name": "x", "type": "election", "shares": (1, 1), "days": 1, "sd_day": 1, "sd_error": 1}
    case = CASE.validate_python({**stated, "expected": {"win_1": 0.5, "win_2": 0.6}, "tolerance": 0.01})
    assert not judge_case(case).ok


# --- files that cannot be used --------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(CASES.glob("*.json")), ids=lambda file: file.stem)
def test_a_file_of_faulty_cases_is_reported_case_by_case(file, monkeypatch):
    monkeypatch.chdir(CASES)
    with pytest.raises(UserError) as refused:
        read_cases(Path(file.name))
    assert f"{refused.value}\n" == golden(file)


def test_reading_leaves_a_sound_file_alone(tmp_path):
    file = tmp_path / "cases.json"
    file.write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    assert [judge_case(case).ok for case in read_cases(file)] == [True] * 33
    assert file.read_bytes() == SHIPPED.read_bytes()
