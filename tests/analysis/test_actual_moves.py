"""The known moves of 2025 beside the offers of a run: what stands when, worked by hand, and told on the baseline."""

import datetime as dt
import json
from types import SimpleNamespace

import numpy as np
import pytest
from places import SCENARIOS
from runs import played

from sim.analysis.validation.actual_moves import (
    FEWEST,
    amounts,
    band,
    issue_groups,
    moves,
    moves_left_out,
    place_move,
    place_moves,
    standing_offers,
)
from sim.analysis.validation.moves_test import moves_with_pit, uniform_moves_p_value
from sim.bargaining.agenda import Agenda, Issue
from sim.cli.validate_actual import WORLDS_IN_FULL
from sim.reporting.actual_text import actual_data, actual_lines
from sim.reporting.figures import actual as reality
from sim.reporting.figures import png
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load
from sim.scenario.party_words import sides_of

TALKS = 10
AGENDA = Agenda((Issue("tariff", "percent", (25, 15), 0, 0), Issue("ships", "bn USD", (0, 150), 0, 0)))


def told(*settings):
    return played("baseline", *settings, worlds=WORLDS_IN_FULL, told=WORLDS_IN_FULL)


def happened(*log):
    """Return an outcome of which only the log and the agenda are known; entries are (day, world, kind, more)."""
    entries = [{"day": day, "world": world, "kind": kind, **more} for day, world, kind, more in log]
    return SimpleNamespace(calendar=SimpleNamespace(talks=TALKS), agenda=AGENDA, log=entries)


def offer(day, side, *package, world=0):
    return day, world, "offer", {"side": side, "package": np.array(package)}


def levels(outcome, side, *about, last=18):
    return amounts(outcome, getattr(standing_offers(outcome, last), side), about)[:, 0].tolist()


NONE = pytest.approx(np.nan, nan_ok=True)


def test_an_offer_stands_until_the_next_one_and_to_the_end_of_the_day_of_signature():
    found = happened(
        offer(11, "party_a", 0, 1), offer(13, "party_a", 1, 0), offer(13, "party_b", 1, 0), (15, 0, "signature", {})
    )
    assert levels(found, "party_a", "tariff") == [NONE, 25, 25, 15, 15, 15, NONE, NONE, NONE]
    assert levels(found, "party_b", "tariff") == [NONE, NONE, NONE, 15, 15, 15, NONE, NONE, NONE]
    assert levels(found, "party_a", "tariff", "ships") == [NONE, 175, 175, 15, 15, 15, NONE, NONE, NONE]


def test_a_new_government_takes_back_what_was_said_before_it_was_formed():
    vote = (13, 0, "election", {"formed": 16.0})
    found = happened(offer(11, "party_a", 0, 0), vote, offer(14, "party_a", 1, 0), offer(17, "party_a", 0, 1))
    assert levels(found, "party_a", "tariff") == [NONE, 25, 25, 25, 15, 15, NONE, 25, 25]


def test_what_is_said_after_a_voided_deal_stands_again():
    found = happened(
        offer(11, "party_a", 0, 0), (12, 0, "signature", {}), offer(15, "party_a", 1, 0), (16, 0, "breakdown", {})
    )
    assert levels(found, "party_a", "tariff") == [NONE, 25, 25, NONE, NONE, 15, 15, NONE, NONE]


def test_a_band_needs_worlds_and_holds_levels_that_occur():
    few, many = np.full(40, np.nan), np.full(40, np.nan)
    few[: FEWEST - 1], many[:FEWEST] = 5.0, np.repeat([0.0, 25.0], FEWEST // 2)
    found = band(np.stack([few, many]))
    assert np.isnan(found[0]).all()
    assert set(found[1]) == {0, 25}


def test_a_move_is_placed_by_the_offers_below_it_and_half_of_those_at_it():
    outcome = told()
    move = next(m for m in moves(outcome) if m.level == 12.5)
    found = place_move(outcome, move, "party_b", np.array([5.0, 12.5, 12.5, 15.0, 20.0]))
    assert (found.quantile, found.median, found.worlds) == (pytest.approx(0.4), 12.5, 5)
    nothing = place_move(outcome, move, "party_b", np.zeros(0))
    assert (nothing.quantile, nothing.median, nothing.worlds) == (None, None, 0)


# --- on the baseline ------------------------------------------------------------------------------


def test_the_known_moves_are_placed_on_the_baseline():
    found = place_moves(told())
    assert [p.date for p in found] == sorted(p.date for p in found)
    before = [p for p in found if p.date < dt.date(2025, 4, 24)]
    assert before
    assert all(p.quantile is None and p.worlds == 0 for p in before)
    assert all(0 <= p.quantile <= 1 and p.worlds > 100 for p in found if p not in before)
    both = [p for p in found if p.side == "both"]
    assert [p.offers_of for p in both] == ["party_a", "party_b"] * (len(both) // 2)
    free = next(p for p in found if p.issue == "reciprocal_tariff" and p.level == 0 and p.worlds)
    assert (free.pit, free.quantile) == ((0, 1), 0.5)  # Korea opens with its own best: no tariff at all
    total = next(p for p in found if p.issue == "investment and shipbuilding" and p.side == "party_a")
    assert (total.level, total.unit) == (400, "bn USD")


def test_what_stands_is_what_was_offered_last_and_agrees_with_what_was_signed():
    outcome = told()
    stands = standing_offers(outcome, 200)
    rows = outcome.worlds.to_pylist()
    signed = [row for row in rows if row["agreed"]]
    assert len(signed) > 100
    for row in signed[:50]:
        made = getattr(stands, sides_of(outcome.loaded.scenario.keys)[row["proposer"]])[
            row["day"] - stands.first, row["world"]
        ]
        tariff = outcome.agenda.issues[0].levels[made[0]]
        assert tariff == row["auto_tariff"]
        assert (stands.party_a[row["day"] + 1 - stands.first :, row["world"]] == -1).all()


def test_terms_that_no_move_names_count_as_agreed_on_the_day_seen():
    outcome = told()
    cash = [m for m in moves(outcome) if m.issue == "investment" and not m.including]
    assert [(m.level, m.kind, m.date) for m in cash] == [(200, "agreed", dt.date(2025, 7, 30))]
    assert [t for t in issue_groups(outcome) if len(t) > 1] == [("investment", "shipbuilding")]


def test_moves_on_what_a_scenario_does_not_have_are_left_out():
    move = "{date: 2025-07-29, side: us, issue: coal, level: 3, kind: demand, source: x}"
    outcome = told(f"actual.moves=[{move}]")
    assert moves_left_out(outcome) == ["coal"]
    assert {m.kind for m in moves(outcome)} == {"agreed"}
    assert "coal" in actual_lines(outcome, "x")[-1]


def test_where_nothing_known_is_an_issue_of_the_scenario_only_the_date_is_left():
    outcome = told(
        "actual.moves=[]",
        "actual.terms={coal: 3, auto_tariff: null, reciprocal_tariff: null, shipbuilding: null, "
        "investment: null, farm_access: null}",
    )
    assert place_moves(outcome) == []
    assert len(reality.figure(outcome).axes) == 2
    assert "what is known to have been said" in "\n".join(actual_lines(outcome, "x"))


def test_more_worlds_told_change_no_row():
    few = played("baseline", worlds=60)
    assert played("baseline", worlds=60, told=60).worlds.equals(few.worlds)
    assert len({entry["world"] for entry in few.log}) == 20


def test_data_and_lines_hold_every_move():
    outcome = told()
    data = json.loads(json.dumps(actual_data(outcome), default=str))
    assert len(data["moves"]) == len(place_moves(outcome))
    assert {"date", "side", "kind", "issue", "level", "quantile", "worlds", "source"} <= set(data["moves"][0])
    lines = "\n".join(actual_lines(outcome, "baseline"))
    assert "29 Jul 2025   U.S.   demand  investment and shipbuilding" in lines
    assert "Nothing is fitted to it." in lines


def test_the_figure_has_a_panel_and_a_strip_for_each_issue_with_units():
    outcome = told()
    drawn = reality.figure(outcome)
    about = issue_groups(outcome)
    assert len(drawn.axes) == 2 + 2 * len(about)
    panels = [axes for axes in drawn.axes if axes.get_title(loc="left")]
    assert len(panels) == len(about)
    assert all(axes.get_ylabel() in ("percent", "bn USD", "level") for axes in panels)
    assert png(drawn).startswith(b"\x89PNG")
    assert drawn.get_size_inches()[0] * drawn.dpi == pytest.approx(1600, abs=2)


# --- faults ---------------------------------------------------------------------------------------

MOVE = "{date: 2025-07-29, side: us, issue: auto_tariff, level: 15, kind: demand, source: x}"
EARLY = "{date: 2025-05-01, side: us, issue: lng, level: 2, kind: hint, source: x}"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("side: us", "side: both"), "side: both and kind: agreed go together; found both and demand"),
        (("level: 15", "level: high"), "must be a number, as the levels of auto_tariff are; found high"),
        (("level: 15", "level: 150"), "must be from 0 to 100; found 150. The unit is percent"),
        (("auto_tariff, level: 15", "investment, level: -15"), "must be at least 0; found -15. The unit is bn USD"),
        (("auto_tariff", "auto_tarif"), "no such issue: auto_tarif. Did you mean auto_tariff?"),
        (("level: 15", "including: [auto_tariff], level: 15"), "auto_tariff is in the figure already: delete one"),
        (("auto_tariff", "farm_access"), "must be a level of farm_access: none, partial, full"),
        (("level: 15", "including: [lng], level: 15"), "auto_tariff and lng have other units, and cannot be added"),
        (("}, {", "}, {"), "must not be before the move above it, 2025-07-29; found 2025-05-01"),
        ((", source: x}", "}"), "source"),
        (("2025-07-29", "2925-07-29"), "must be from 2024-04-08 to horizon, 2029-01-20; found 2925-07-29"),
    ],
)
def test_a_faulty_move_is_told(change, told):
    text = f"[{MOVE.replace(*change) if change[0] != '}, {' else MOVE + ', ' + EARLY}]"
    with pytest.raises(ScenarioError) as fault:
        load(SCENARIOS / "baseline.yaml", [f"actual.moves={text}"])
    assert told in str(fault.value)


def moved(*pits, kind="demand"):
    return [SimpleNamespace(kind=kind, pit=ends, worlds=100) for ends in pits]


def test_one_move_at_a_tenth_has_a_p_value_of_a_fifth():
    # one PIT u lies max(u, 1 - u) from the straight line, and P(that or more) = 2 min(u, 1 - u)
    assert uniform_moves_p_value(moved((0.1, 0.1))) == pytest.approx(0.2)
    assert uniform_moves_p_value(moved((0.5, 0.5))) == pytest.approx(1.0)


def test_a_move_that_ties_with_all_offers_says_nothing():
    # its PIT is uniform itself, so 2 min(u, 1 - u) is too, and the median of that is a half
    assert uniform_moves_p_value(moved((0.0, 1.0))) == pytest.approx(0.5, abs=0.08)


def test_what_both_agreed_and_what_has_no_offers_beside_it_is_not_tested():
    assert moves_with_pit(moved((0.1, 0.2), kind="agreed") + moved(None)) == []
    assert uniform_moves_p_value(moved(None)) is None


def test_openings_with_the_own_best_are_not_rejected_by_the_known_moves_and_those_the_other_could_live_with_are():
    livable = ("us.opening=livable", "korea.opening=livable")
    assert uniform_moves_p_value(place_moves(told())) > 0.1
    assert uniform_moves_p_value(place_moves(told(*livable))) < 0.05
