"""Two-level games: what a doubtful ratification, a divided house and a coming vote do.

Every expectation is that of the paper named beside it, and is worked out by the functions that a run
uses.  Where the full talks go against a paper, the test holds what they do and says why.

Tested elsewhere by the same functions: the closed form of A8 on any range and every A8 case
(test_theory, test_ratification: passing, discounted, nash); Iida's screening with stated chances
(test_mandates); waiting for a vote only if both are optimists, and 18 silent rounds (test_equilibrium:
solve and Branching, which sim.analysis.talks_game uses); .6901952 (test_election: chances, which the government
uses); the caretaker's floor (test_mandates, test_variants, test_counterfactuals).
"""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from places import SCENARIOS
from runs import played

import sim.analysis.talks_game
import sim.bargaining.negotiator.negotiator
import sim.model.agents.government
import sim.model.race
from sim.analysis.bootstrap import mean_intervals
from sim.analysis.compare import ComparedRun, compare
from sim.analysis.validation.theory.verdict import CASE, judge_case
from sim.bargaining.equilibrium import solve
from sim.bargaining.payoffs import discount_value, package_value
from sim.bargaining.sides import SIDES
from sim.bargaining.solutions import BargainingProblem, nash
from sim.model.talks import Talks
from sim.politics import election
from sim.politics.honour import MandateHonour, passing_chance
from sim.scenario.loading import load

WORLDS, FEW = 800, 60
VOTE = 55  # day of the vote
FREE = "korea.governments.caretaker.audience_cost=0"  # so that there are early deals to look at
CALM = "korea.governments.caretaker.ambition=0"
SURE = "election.honour=certain"
DIVIDED = "assembly.majority=200"  # no party has one: the pivot decides whoever wins
STRICT = "assembly.pivot.threshold={}"
UNSURE = "assembly.pivot.scale={{value: {}, range: [0.05, 10]}}"
RACE = "election.polls.shares={{lee_jae_myung: {}, kim_moon_soo: {}, lee_jun_seok: 7.5}}"


def test_the_functions_tested_here_are_those_of_a_run():
    assert sim.analysis.talks_game.solve is solve
    assert sim.model.agents.assembly.passing_chance is passing_chance
    assert sim.model.race.election is election
    assert (
        sim.analysis.talks_game.discount_value is sim.bargaining.negotiator.negotiator.discount_value is discount_value
    )


# --- a bar that nobody knows, and one that only one side knows -----------------------------------------


def at_the_nash_point(middle, width):
    """Return the share agreed, its chance to pass and what it promises, for a bar uniform around a middle."""
    bar = {"low": middle - width, "high": middle + width}
    stated = {"name": "bar", "type": "ratification", "threshold": bar, "tolerance": 0}
    got = judge_case(CASE.validate_python({**stated, "expected": {"share_1": 0, "probability": 0}})).got
    return got["share_1"], got["probability"], got["share_1"] * got["probability"]


@pytest.mark.parametrize(
    ("middle", "width", "share", "chance"),
    [(0.5, 0.5, 0.75, 0.75), (0.6, 0.2, 0.8, 1.0), (0.7, 0.2, 0.853555, 0.883888), (0.8, 0.2, 0.879436, 0.698590)],
)
def test_a_bar_that_nobody_knows(middle, width, share, chance):
    """THEORY A8: x = ((3 + 2a) + sqrt((3 + 2a)^2 - 16a)) / 8, at most b."""
    assert at_the_nash_point(middle, width)[:2] == pytest.approx((share, chance), abs=3e-4)


def test_a_tighter_mandate_helps_and_then_hurts():
    """THEORY A8': the share agreed for the side that must pass it rises (Schelling 1960), its promise falls."""
    shares, _, promises = zip(*(at_the_nash_point(m, 0.2) for m in (0.3, 0.5, 0.6, 0.7, 0.8)), strict=True)
    assert np.all(np.diff(shares) > 0)
    assert promises[0] < promises[1] < promises[2]
    assert promises[2:] == pytest.approx((0.8, 0.754, 0.614), abs=5e-4)


@pytest.mark.parametrize("high", [0.0, 0.3, 0.49, 0.51, 0.8, 1.0])
def test_who_does_not_know_which_mandate_will_judge_screens_while_it_is_seldom_strict(high):
    """Iida (1993), THEORY A8'': screens iff q < 1 - .3/.6, by the belief that a run forms over two winners."""
    given, sharp = np.arange(101)[None, :] / 100, 1e-4
    gains = [given - 0.4 + 0.005, given - 0.7 + 0.005]
    passes = [passing_chance(gain, np.zeros(1), np.full(1, sharp), "uniform") for gain in gains]
    held = MandateHonour(scale=sharp)(np.array([[1 - high, high]]), gains, passes)[0]
    own, other = (discount_value(value, np.zeros(101), held) for value in (1 - given[0], given[0]))
    chosen = nash(BargainingProblem(np.column_stack([own, other]), np.zeros(2)), power=1.0)
    place = int(np.argmin(np.abs(own - chosen[0]) + np.abs(other - chosen[1])))
    assert given[0, place] == pytest.approx(0.4 if high < 0.5 else 0.7)
    assert held[place] == pytest.approx(1 - high if high < 0.5 else 1.0, abs=1e-9)


# --- the belief that a signature holds, as parties form it when the talks open -------------------------


@cache
def opened(*settings, until=15):
    """Return the talks of `early_deadline` on a day, in few worlds."""
    model = Talks(load(SCENARIOS / "early_deadline.yaml", (FREE, *settings)).scenario, FEW, 1)
    while model.day < until:
        model.step()
    return model


PACKAGES = np.random.default_rng(3).integers(0, 3, (200, 7)) * np.array([5, 3, 3, 3, 3, 1, 0])


def along(table):
    """Return what the packages are worth by a table, (worlds, packages)."""
    return np.stack([package_value(table, np.tile(package, (FEW, 1))) for package in PACKAGES], axis=1)


def gains(model, table):
    """Return what they are worth over no deal."""
    return along(table) - model.state.main.reserve(table, model.party_b, np.arange(FEW))[:, None]


def honour(model):
    """Return the belief that a signature under each package holds, (worlds, packages)."""
    return model.government.honour(np.arange(FEW), lambda signed, standing: gains(model, signed))


def test_a_stricter_pivot_is_believed_to_hold_less():
    """Milner and Rosendorff (1997): a legislature that is harder to please makes an agreement less likely to hold."""
    held = [honour(opened(DIVIDED, STRICT.format(bar))) for bar in (-1, 0, 1, 2)]
    for mild, strict in pairwise(held):
        assert np.all(strict <= mild)
        assert strict.mean() < mild.mean() - 0.005


def test_a_winner_with_a_majority_is_believed_to_hold_more_where_the_pivot_is_harder_to_please():
    """Divided government: the pivot's mandate is stricter than the winner's, so a majority can only help there."""
    united, divided = honour(opened()), honour(opened(DIVIDED))
    model = opened()
    easier = gains(model, model.government.tables[1]) >= gains(model, model.government.pivot)
    assert easier.mean() > 0.9
    assert np.all((united >= divided - 1e-9)[easier])
    assert united.mean() > divided.mean()


def test_an_uncertain_pivot_is_believed_to_hold_less_where_it_gains_and_more_where_it_loses():
    """The chance to pass goes to one half as the spread grows: that is the rule's own logistic."""
    model = opened(DIVIDED)
    sure, unsure = (honour(opened(DIVIDED, UNSURE.format(scale))) for scale in (0.5, 3))
    gain = gains(model, model.government.pivot)
    assert np.all((unsure <= sure)[gain > 0])
    assert np.all((unsure >= sure)[gain < 0])


def test_a_larger_lead_raises_the_honour_of_what_the_leader_keeps_more_surely():
    """The belief is the candidates' own, weighed by their chances: a lead has no sign of its own."""
    even, ahead = (honour(opened(DIVIDED, RACE.format(*shares))) for shares in ((37, 37), (46.6, 27.8)))
    model = opened(DIVIDED)
    more = gains(model, model.government.tables[1]) - gains(model, model.government.tables[2])
    shown = np.abs(ahead - even) > 1e-12  # both keep the best packages for sure
    assert shown.mean() > 0.9
    np.testing.assert_array_equal(np.sign(ahead - even)[shown], np.sign(more)[shown])
    assert ahead.mean() < even.mean()  # Lee's mandate is the stricter one in this scenario


def test_a_longer_blackout_makes_parties_alike_in_what_they_believe_and_not_surer():
    """The last published poll stands for today's: it is older, but the spread counts only the days to the vote."""
    short, long = (opened(f"election.polls.blackout_days={days}", until=49) for days in (6, 40))
    lee = [
        election.win_chances(m.government.race.published, VOTE - 49.0, m.government.race.poll_error)[:, 0]
        for m in (short, long)
    ]
    assert lee[0].std() > 0.01
    assert lee[1].std() < 1e-9 + lee[0].std() / 2  # spreads are the same in every world
    assert np.unique(long.government.race.published, axis=0).shape == (1, 3)  # the poll of 2 May
    assert np.unique(short.government.race.published, axis=0).shape[0] == FEW
    before = [honour(opened(f"election.polls.blackout_days={days}")) for days in (6, 40)]
    np.testing.assert_array_equal(*before)


# --- complete information: Schelling's conjecture holds -------------------------------------------------


@cache
def foreseen(*settings):
    """Return the fixed-weight values of what the equilibrium signs before the vote, (2, worlds), nan without."""
    spec = load(SCENARIOS / "early_deadline.yaml", (FREE, DIVIDED, *settings)).scenario
    prospect = sim.analysis.talks_game.TalksGame(spec, FEW, 1, 0)
    held, point, _ = prospect.equilibrium_agreement(np.zeros(FEW, dtype=np.int64))
    early = (held >= 0) & (held < prospect.first_meeting_after_vote) & (point >= 0)
    package = prospect.points.package(np.maximum(point, 0))
    values = np.stack([package_value(prospect.model.state.fixed[side], package) for side in SIDES])
    return np.where(early, values, np.nan)


def moved(before, after):
    """Return mean, low and high of the differences, U.S. and Korea, in worlds that have both."""
    between = (after - before).T
    known = np.isfinite(between)
    ends = mean_intervals(between, known)
    return [(float(d[k].mean()), low, high) for d, k, (low, high) in zip(between.T, known.T, ends, strict=True)]


@pytest.mark.parametrize(("one", "other"), [(SURE, STRICT.format(0)), (STRICT.format(0), STRICT.format(1))])
def test_in_equilibrium_doubt_about_ratification_brings_korea_better_terms(one, other):
    """Schelling (1960), Putnam (1988, p. 440): a smaller win-set moves what both can sign towards its owner."""
    party_a, party_b = moved(foreseen(one), foreseen(other))
    assert party_a[2] < 0 < party_b[1]


# --- the full talks -------------------------------------------------------------------------------------

LIVABLE = "early_deadline_livable"  # openings with which there are deals before the vote to look at
SURE_DEMANDS = tuple(
    f"{side}.doubt.demand=sure" for side in ("us", "korea")
)  # the other openings and rules: validity.md


def talks(*settings, name=LIVABLE):
    return played(name, FREE, *settings, worlds=WORLDS, told=WORLDS)


def change(one, other, name=LIVABLE):
    """Return the differences of two runs by measure."""
    runs = [ComparedRun.of(talks(*settings, name=name)) for settings in (one, other)]
    sides = [ComparedRun(name, r.scenario, r.table, r.seed) for name, r in zip(("one", "other"), runs, strict=True)]
    return {d.measure: d for d in compare(*sides)["other"]}


@cache
def fixed():
    """Return the tables at fixed weights, which are the same in all these runs."""
    return Talks(load(SCENARIOS / "early_deadline.yaml").scenario, WORLDS, 1).state.fixed


def signed_early(*settings):
    """Return the fixed-weight values of the first signature before the vote, kept or not, (2, worlds)."""
    found = np.full((2, WORLDS), np.nan)
    for entry in talks(*settings).log:
        row = np.array([entry["world"]])
        if entry["kind"] == "offer" and entry["accepted"] and entry["day"] < VOTE and np.isnan(found[0, row[0]]):
            found[:, row[0]] = [package_value(fixed()[side], entry["package"][None], row)[0] for side in SIDES]
    return found


def voided(*settings, name=LIVABLE):
    """Return the share of worlds with a signature in which one was voided."""
    outcome = talks(*settings, name=name)
    return outcome.column("reopened")[np.isfinite(outcome.column("first_signature"))].mean()


HARDER = pytest.mark.parametrize("pivot", [STRICT.format(1), UNSURE.format(3)], ids=["stricter", "less certain"])


@HARDER
@pytest.mark.parametrize("demands", [(), SURE_DEMANDS], ids=["waiting", "sure"])
def test_a_harder_pivot_voids_more(pivot, demands):
    """What is signed is worth signing to most pivots, so that a wider spread too can mostly void it."""
    assert voided(DIVIDED, pivot, *demands) > voided(DIVIDED, *demands)


@HARDER
def test_against_demands_in_sure_values_a_harder_pivot_brings_fewer_deals(pivot):
    """Milner and Rosendorff (1997), propositions on divided government: agreement is less likely."""
    found = change((DIVIDED, *SURE_DEMANDS), (DIVIDED, pivot, *SURE_DEMANDS))
    assert found["agreed"].high < 0
    assert found["caretaker_signed"].high < 0  # doubted beforehand, so that fewer are signed at all


def test_where_demands_weigh_doubt_a_harder_pivot_brings_no_fewer_signatures():
    """The paper's parties accept or refuse; here a side that doubts a signature asks less for it."""
    strict, unsure = (change((DIVIDED,), (DIVIDED, pivot)) for pivot in (STRICT.format(1), UNSURE.format(3)))
    assert strict["caretaker_signed"].low > 0
    assert unsure["caretaker_signed"].difference > -0.02
    assert unsure["agreed"].high < 0  # but fewer that last


def test_a_majority_for_the_winner_brings_more_deals_and_voids_fewer():
    """The same: united government ratifies more.  With the baseline's openings, where most is signed after the vote."""
    found = change((DIVIDED,), (), "early_deadline")
    assert found["agreed"].low > 0
    assert voided(name="early_deadline") < voided(DIVIDED, name="early_deadline")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((DIVIDED, SURE), (DIVIDED,)),
        ((DIVIDED,), (DIVIDED, STRICT.format(1))),
        ((DIVIDED,), (DIVIDED, UNSURE.format(3))),
    ],
    ids=["doubt", "stricter", "less certain"],
)
def test_in_the_talks_doubt_brings_korea_better_terms(one, other):
    """Schelling (1960), as in the equilibrium above: for a doubtful signature the U.S. asks less."""
    party_a, party_b = moved(signed_early(*one), signed_early(*other))
    assert party_a[2] < 0 < party_b[1]


def test_against_demands_in_sure_values_doubt_brings_korea_no_better_terms():
    """Where demands do not weigh doubt the conjecture fails.

    A doubtful signature is worth h * value + (1 - h) * reserve to the U.S., which holds that against the same
    demand, and so asks for more where it signs at all; the little by which more for Korea would raise h does not
    make up for it.
    """
    doubtful = signed_early(DIVIDED, *SURE_DEMANDS)
    party_a, party_b = moved(signed_early(DIVIDED, SURE), doubtful)  # without doubt the rules are one
    assert party_b[2] < 0 < party_a[1]
    party_a, party_b = moved(doubtful, signed_early(DIVIDED, UNSURE.format(3), *SURE_DEMANDS))
    assert party_b[2] < 0 < party_a[1]
    _, party_b = moved(doubtful, signed_early(DIVIDED, STRICT.format(1), *SURE_DEMANDS))
    assert party_b[1] < 0.05  # a stricter pivot moves terms little, and not towards Korea


# --- a vote that changes nothing ------------------------------------------------------------------------

CANDIDATES = ("lee_jae_myung", "kim_moon_soo", "lee_jun_seok")
ALIKE = tuple(f"korea.governments.{name}.{key}=null" for name in CANDIDATES for key in ("multiples", "tactic"))
IDLE = (FREE, CALM, SURE, *ALIKE)


def said_before(outcome, day=VOTE):
    """Return every offer and signature before a day, with its terms and its value to both sides."""
    what = ("day", "world", "kind", "side", "party_a_value", "party_b_value", "accepted")
    return [
        (*(entry.get(key) for key in what), *entry["package"])
        for entry in outcome.log
        if entry["kind"] in ("offer", "signature") and entry["day"] < day
    ]


@pytest.mark.parametrize(
    ("name", "settings"),
    [("baseline", IDLE), ("early_deadline", IDLE), (LIVABLE, IDLE), (LIVABLE, (FREE, SURE))],
    ids=["baseline", "early_deadline", "livable openings", "candidates of the scenario"],
)
def test_a_vote_without_cost_or_doubt_changes_nothing_before_it_bit_for_bit(name, settings):
    """Equal beliefs and mandates and full authority: no reason to wait (THEORY A9).

    Other mandates of the candidates change nothing either: with a sure signature nobody asks what they are.
    """
    vote, none = (played(name, *held, worlds=120, told=120) for held in (settings, ("election=none",)))
    assert said_before(vote) == said_before(none)
    assert len(said_before(none)) > 700
    signed = none.column("first_signature") < VOTE
    np.testing.assert_array_equal(vote.column("first_signature") < VOTE, signed)
    assert signed.any() == (name == LIVABLE)


@pytest.mark.parametrize("cause", [FREE, SURE], ids=["cost of signing", "doubt"])
def test_each_reason_to_wait_shows_before_the_vote(cause):
    told = {"worlds": 120, "told": 120}
    some = played(LIVABLE, *(setting for setting in IDLE if setting != cause), **told)
    assert said_before(some) != said_before(played(LIVABLE, "election=none", **told))
