"""Parts that a scenario leaves out: what they are read as, what is played without them, and what is not shown."""

import datetime as dt

import numpy as np
import pytest
from matplotlib.text import Text
from places import BASELINE, SUPPORT

import sim
from sim.reporting.figures import FIGURES
from sim.reporting.run_text import run_text
from sim.runs.summary import summarize_run
from sim.scenario.absent_columns import OPTIONAL_COLUMNS, absent_columns
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load

SALE = SUPPORT / "machine_sale.yaml"
NO_ROOM = "no_deal.seller=70"  # 66 are to be shared, so that no deal is good for both
SIX_FIGURES = (
    "deadline={extension_days: 1, most: 0, common: 0, closeness: 0, repeat: 0, after_lapse: {go_on: 0, days: 1}, "
    "source: assumed}"
)
ONE_SEAT = (
    "assembly={seats: {}, majority: 1, vote_lag_days: 0, void_penalty: {buyer: 0, seller: 0}, source: assumed, "
    "pivot: {multiples: {}, scale: 1, threshold: -1000}}"
)


def sale(*settings, worlds=40):
    """Return the sale of a machine, played."""
    return sim.run(load(SALE, settings), worlds, seed=1)


@pytest.fixture(scope="module")
def plain():
    """The sale of a machine as its file states it."""
    return sale()


def same_rows(one, other, without=()):
    """Assert that two runs have the same figures in all columns that both have but some."""
    names = [name for name in one.worlds.column_names if name in other.worlds.column_names and name not in without]
    assert len(names) > 40
    for name in names:
        assert one.worlds.column(name).to_pylist() == other.worlds.column(name).to_pylist(), name


# --- what is read -------------------------------------------------------------------------------------


def test_a_level_that_is_left_out_is_the_first_and_stays():
    issue = load(SALE).scenario.issues["delivery"]
    assert (issue.now, issue.lapsed, issue.track, issue.on_table) == ("ten", "ten", "trade", True)
    later = load(SALE, ["issues.delivery.now=six"]).scenario.issues["delivery"]
    assert (later.now, later.lapsed) == ("six", "six")


def test_the_pause_begins_with_the_talks_and_nobody_believes_in_an_extension():
    spec = load(SALE).scenario
    assert spec.calendar.pause == spec.calendar.talks == dt.date(2025, 1, 6)
    belief = spec.party_a.extension_belief
    assert (belief.first.central, belief.later.central) == (0, 0)


def test_without_reference_weights_the_central_ones_count():
    """Those of the baseline were written down from its central weights; it gives contagion and parity none."""
    stated, left_out = load(BASELINE).scenario, load(BASELINE, ["reference_weights=none"]).scenario
    for key, unused in (("us", "contagion"), ("korea", "parity")):
        assert left_out.reference_of(key) == {**stated.reference_of(key), unused: 1.0}


def test_the_end_of_talks_without_a_deadline_leaves_room_for_the_vote():
    """The last vote comes a day before the last day that counts, 20 January 2029, so 30 days and two before that."""
    spec = load(BASELINE, ["deadline=none"]).scenario
    assert spec.calendar.deadline == dt.date(2029, 1, 20) - dt.timedelta(days=32)
    assert all(issue.lapsed == issue.now for issue in spec.issues.values())
    assert not spec.has_deadline


# --- what is played -----------------------------------------------------------------------------------


def test_a_firm_deadline_is_what_six_figures_said(plain):
    same_rows(plain, sale(SIX_FIGURES))


def test_talks_end_with_a_firm_deadline():
    """Daily meetings from day 0 to day 30."""
    found = sale(NO_ROOM, worlds=8)
    assert not found.column("agreed").any()
    np.testing.assert_array_equal(found.column("rounds"), 31)


def test_talks_without_a_deadline_go_on_to_the_horizon():
    """90 days to the horizon: the last day of talks is day 88, with as many meetings and one."""
    found = sale(NO_ROOM, "deadline=none", worlds=8)
    assert not found.column("agreed").any()
    np.testing.assert_array_equal(found.column("rounds"), 89)
    np.testing.assert_array_equal(found.column("buyer_value_filled"), 0)


@pytest.mark.parametrize(
    ("settings", "said"), [((), "Deadline\n"), (("deadline=none",), None), (("deadline.most=1",), "First deadline\n")]
)
def test_offers_are_drawn_up_to_the_deadline_that_there_is(settings, said):
    figure = FIGURES["offers"](sale(*(SIX_FIGURES, *settings) if "most" in str(settings) else settings, worlds=4))
    words = [text.get_text() for text in figure.findobj(Text) if "eadline" in text.get_text()]
    assert (words == []) if said is None else (len(words) == 1 and words[0].startswith(said))


def test_no_assembly_is_one_that_passes_everything(plain):
    same_rows(plain, sale(ONE_SEAT))


def test_without_an_assembly_the_heir_of_a_signature_alone_decides():
    """One that honours all keeps all; nobody is asked to ratify."""
    settings = ["assembly=none", "calendar.deadline=2025-05-25", "election.honour=certain"]
    kept = sim.run(load(BASELINE, settings), 12, seed=3)
    assert "ratified" not in kept.worlds.column_names
    signed = np.isfinite(kept.column("first_signature"))
    np.testing.assert_array_equal(kept.column("honoured")[signed], 1)
    assert kept.column("reopened").sum() == 0


# --- what is not shown --------------------------------------------------------------------------------


def test_columns_of_what_is_absent_are_left_out(plain):
    names = set(plain.worlds.column_names)
    assert names.isdisjoint(OPTIONAL_COLUMNS - {"lapsed", "days_left"})
    assert {"lapsed", "days_left"} <= names
    assert {"days_left", "lapsed"}.isdisjoint(sale("deadline=none", worlds=2).worlds.column_names)
    assert np.isnan(plain.column("extensions")).all()


def test_a_scenario_that_states_all_has_all_columns():
    one_election = {f"party_a_{name}" for name in ("winner", "handover", "caretaker_signed", "caretaker_standing")}
    assert absent_columns(load(BASELINE).scenario) == one_election
    assert absent_columns(load(BASELINE, ["election=none"]).scenario) == one_election
    candidates = "candidates: [senate], chances: {senate: 1}, honour: certain, source: assumed"
    both = load(
        BASELINE,
        [
            "us.governments={house: {}, senate: {}}",
            "us.in_office=house",
            f"us.election={{date: 2025-06-20, {candidates}}}",
        ],
    )
    assert absent_columns(both.scenario) == set()


@pytest.mark.parametrize("settings", [(), ("deadline=none",)])
@pytest.mark.parametrize("worlds", [1, 20])
def test_text_says_nothing_of_what_is_absent(settings, worlds):
    found = sale(*settings, worlds=worlds)
    spec = found.loaded.scenario
    figures = summarize_run(found.worlds, [*spec.issues], [*spec.carmakers])
    said = run_text(figures, spec, "sale", 1).lower()
    assert "agreed" in said
    for word in ("caretaker", "assembly", "moved", "void", "after a lapse", "government"):
        assert word not in said
    assert ("deadline" in said) == (settings == ())


# --- what is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (["deadline=firmly"], "must be firm, none, or a block"),
        (["calendar.deadline=null"], "lacks the day of the deadline"),
        (["seller.in_office=board"], "no such government: board"),
        ([ONE_SEAT.replace("seats: {}", "seats: {board: 1}")], "no such government"),
        (["issues.delivery.now=one"], "must be a level of the grid: ten, eight, six, four, two; found one"),
    ],
)
def test_what_is_half_left_out_is_refused(settings, said):
    with pytest.raises(ScenarioError, match=said):
        load(SALE, settings)
