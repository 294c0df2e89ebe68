"""What theory says of the game a run plays: its equilibrium and solutions, and the table beside the run.

Directions are theory's, and hold world by world with the same luck:

    who proposes more gets no less                              Rubinstein (1982), THEORY A2'''
    the last mover of many short rounds takes all               Stahl (1972), THEORY A2''
    nobody signs for less than refusing brings, or its floor    subgame perfection
    talks go on only while no package beats that for both       complete information
    doubt that a signature holds costs the other side           Putnam (1988)
    audience costs keep a caretaker from signing                Fearon (1994)
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pyarrow as pa
import pytest
import runs
from places import SCENARIOS

from sim.analysis.first_day import first_day_domain
from sim.analysis.prediction_table import ANSWERS, compare_with_theory
from sim.analysis.predictions import predict
from sim.analysis.talks_game import TalksGame
from sim.bargaining.equilibrium import Game, solve
from sim.bargaining.equilibrium.solution import EquilibriumPlay
from sim.reporting.tables import prediction_lines
from sim.runs.run import Outcome, run
from sim.runs.summary import float_column
from sim.scenario.loading import load

NAMES = ("baseline", "no_election", "early_deadline", "no_extension", "bundled_defence")
WORLDS = 40
CLOSE = 1e-9
RULES = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "minimum_difference")


@cache
def scenario(name, *settings):
    return load(SCENARIOS / f"{name}.yaml", settings)


def played(name, *settings, worlds=WORLDS) -> Outcome:
    return runs.played(name, *settings, worlds=worlds)


@cache
def foreseen(name, *settings, worlds=WORLDS) -> pa.Table:
    return predict(played(name, *settings, worlds=worlds))


def in_chunks(outcome, first, worlds, chunk) -> Outcome:
    """Return some worlds of an outcome, as if they had been played in chunks of a size."""
    settings = replace(outcome.settings, first=first, worlds=worlds, chunk=chunk)
    return replace(outcome, settings=settings, worlds=outcome.worlds.slice(first, worlds))


@dataclass(frozen=True, eq=False)
class Solved:
    """The game of a scenario, and how it is played."""

    prospect: TalksGame
    game: Game
    play: EquilibriumPlay

    @property
    def value(self):
        return self.play.value

    @property
    def parts(self):
        """Return the game before the vote and those after it, each with its play."""
        return [
            (self.game, self.play),
            *zip(self.game.branching.games if self.game.branching else (), self.play.branch_plays, strict=True),
        ]


@cache
def solved(name, *settings) -> Solved:
    prospect = TalksGame(scenario(name, *settings).scenario, WORLDS, 1, 0)
    game = prospect.whole_game()
    return Solved(prospect, game, solve(game))


def by_meeting(figure, rounds):
    """Return a figure of a side at every meeting, (worlds, meetings)."""
    held = np.asarray(figure)
    return np.broadcast_to(held if held.ndim == 2 else np.reshape(held, (-1, 1)), (WORLDS, rounds))


def at(values, point):
    """Return the value of one point a world, (worlds,)."""
    return np.broadcast_to(values, (len(point), values.shape[1]))[np.arange(len(point)), np.maximum(point, 0)]


# --- the table ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_row_for_every_world_of_the_run(name):
    theory, outcome = foreseen(name), played(name)
    assert theory.column("world").to_pylist() == outcome.worlds.column("world").to_pylist() == list(range(WORLDS))
    values = [f"{rule}_{side}_value" for rule in ("equilibrium", *RULES) for side in ("us", "korea")]
    issues = [f"equilibrium_{issue}" for issue in outcome.agenda.names]
    assert set(theory.column_names) == {"world", "equilibrium_agreed", "equilibrium_day", *values, *issues}


@pytest.mark.parametrize("name", NAMES)
def test_an_equilibrium_without_a_deal_is_null_throughout(name):
    theory = foreseen(name)
    agreed = theory.column("equilibrium_agreed").to_numpy()
    for held in theory.column_names:
        if held.startswith("equilibrium_") and held != "equilibrium_agreed":
            np.testing.assert_array_equal(theory.column(held).is_valid().to_numpy(), agreed)


def test_there_are_worlds_without_an_equilibrium_deal():
    agreed = foreseen("early_deadline").column("equilibrium_agreed").to_numpy()
    assert 0 < agreed.mean() < 1  # the winner forms too late


@pytest.mark.parametrize("name", ["baseline", "early_deadline"])
def test_neither_chunks_nor_the_first_world_change_a_row(name):
    whole = foreseen(name, worlds=100)
    assert predict(in_chunks(played(name, worlds=100), 0, 100, 7)).equals(whole)
    assert predict(in_chunks(played(name, worlds=100), 41, 30, 11)).equals(whole.slice(41, 30))


def test_foreseeing_leaves_the_run_as_it_was():
    before = played("baseline").worlds
    predict(played("baseline"))
    assert run(scenario("baseline"), WORLDS, 1).worlds.equals(before)


# --- the timetable --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_deals_fall_on_meetings_and_never_while_a_government_forms(name):
    theory, prospect = foreseen(name), solved(name).prospect
    days = float_column(theory, "equilibrium_day")
    known = np.isfinite(days)
    assert np.isin(days[known], prospect.meetings).all()
    assert prospect.meetings[0] == prospect.model.setting.calendar.talks
    assert (np.diff(prospect.meetings) > 0).all()
    winners = played(name).worlds.column("winner").to_pylist()
    government = prospect.model.government
    for world in np.flatnonzero(known & (days >= prospect.vote)):
        forming = government.part.governments[winners[world]].formation_days
        assert days[world] >= prospect.vote + np.broadcast_to(forming, WORLDS)[world]


@pytest.mark.parametrize("vote", ["2025-04-25", "2025-04-30", "2025-05-02"])
def test_a_vote_just_after_the_talks_open(vote):
    settings = (f"election.date={vote}", "election.polls.date=2025-04-15")
    theory = foreseen("baseline", *settings, worlds=20)
    assert theory.num_rows == 20
    assert theory.column("equilibrium_agreed").to_numpy().mean() > 0.5


def test_a_vote_after_the_last_meeting_leaves_it_to_the_caretaker():
    game = solved("baseline", "election.date=2025-09-20")
    assert game.game.branching is None
    assert game.prospect.first_meeting_after_vote == len(game.prospect.meetings)
    theory = foreseen("baseline", "election.date=2025-09-20")
    floor = by_meeting(game.game.floors[1], game.game.rounds).min(axis=1)
    party_b = float_column(theory, "equilibrium_korea_value")
    assert (party_b >= floor - CLOSE)[np.isfinite(party_b)].all()


def test_the_last_offer_takes_all_that_the_other_may_sign_for():
    """Nothing comes after it: the proposer takes the best the other does not refuse (Stahl, T = 1)."""
    game = solved("no_election", "calendar.proposer=us")
    point, refusal = game.play.point[-1, 0], game.play.refusal[-1, 1]
    ours, theirs = game.game.values
    least = np.maximum(refusal, by_meeting(game.game.floors[1], game.game.rounds)[:, -1])
    best = np.where(theirs >= least[:, None] - CLOSE, ours, -np.inf).max(axis=1)
    np.testing.assert_allclose(at(ours, point), best)


# --- what theory says of any game -----------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_nobody_signs_for_less_than_refusing_brings_or_its_floor(name):
    signed = 0
    for game, play in solved(name).parts:
        for number, side in np.ndindex(play.point.shape[:2]):
            held = play.point[number, side] >= 0
            signed += held.sum()
            for party in (0, 1):
                floor = by_meeting(game.floors[party], game.rounds)[:, number]
                least = np.maximum(play.refusal[number, party], floor)
                assert (at(game.values[party], play.point[number, side]) >= least - CLOSE)[held].all()
    assert signed


@pytest.mark.parametrize("name", NAMES)
def test_talks_go_on_only_while_no_package_beats_that_for_both(name):
    waited = 0
    for game, play in solved(name).parts:
        for number, side in np.ndindex(play.point.shape[:2]):
            floors = [by_meeting(floor, game.rounds)[:, number] for floor in game.floors]
            least = [np.maximum(play.refusal[number, party], floors[party])[:, None] for party in (0, 1)]
            more = [game.values[party] > least[party] + 1e-6 for party in (0, 1)]
            may = np.broadcast_to(game.signing, (WORLDS, game.rounds))[:, number]
            waits = may & (play.point[number, side] < 0)
            waited += waits.sum()
            assert not (more[0] & more[1]).any(axis=1)[waits].any()
    assert waited


@pytest.mark.parametrize("name", NAMES)
def test_no_package_is_better_for_both_than_what_is_agreed(name):
    for game, play in solved(name).parts:
        for point in play.point.reshape(-1, WORLDS):
            more = [game.values[party] > at(game.values[party], point)[:, None] + 1e-6 for party in (0, 1)]
            assert not (more[0] & more[1]).any(axis=1)[point >= 0].any()


@pytest.mark.parametrize("name", NAMES)
def test_solutions_are_rational_and_each_is_best_at_its_own(name):
    theory = foreseen(name)
    domain = first_day_domain(scenario(name).scenario, WORLDS, 1)
    gains = {
        rule: [
            float_column(theory, f"{rule}_{side}_value") - domain.reserves[k] for k, side in enumerate(("us", "korea"))
        ]
        for rule in RULES
    }
    assert all((gain >= -CLOSE).all() for pair in gains.values() for gain in pair)
    for measure, rule in ((np.multiply, "nash"), (np.minimum, "egalitarian"), (np.add, "utilitarian")):
        for other in RULES:
            assert (measure(*gains[rule]) >= measure(*gains[other]) - CLOSE).all()


def test_solutions_know_nothing_of_the_vote():
    names = [f"{rule}_{side}_value" for rule in RULES for side in ("us", "korea")]
    assert foreseen("no_election").select(names).equals(foreseen("baseline").select(names))


# --- directions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("no_election", ()),
        ("baseline", ("election.honour={certain: {}}",)),
        pytest.param(
            *("baseline", ()),
        ),
    ],
)
def test_who_proposes_more_gets_no_less(name, settings):
    protocols = ("korea", "{coin: 0.3}", "{coin: 0.5}", "{coin: 0.7}", "us")
    values = np.stack([solved(name, f"calendar.proposer={held}", *settings).value for held in protocols])
    party_a, party_b = np.diff(values[:, 0], axis=0), np.diff(values[:, 1], axis=0)
    assert (party_a.mean(axis=1) > 0.1).all()
    assert (party_b.mean(axis=1) < -0.1).all()
    assert (party_a >= -CLOSE).mean() > 0.95  # packages are discrete
    assert (party_b <= CLOSE).mean() > 0.95


@pytest.mark.parametrize(
    "settings",
    [
        ("election.honour={certain: {}}",),
        pytest.param(()),
    ],
)
def test_the_us_values_what_follows_the_vote_as_it_will_then(settings):
    """Its table is the same before and after: only signatures before the vote are in doubt."""
    for later in solved("baseline", *settings).play.branch_plays:
        np.testing.assert_allclose(later.watcher_values[0], later.value[0])


@pytest.mark.parametrize(("coin", "protocol"), [(0, "korea"), (1, "us")])
def test_a_coin_that_always_falls_one_way_is_a_fixed_order(coin, protocol):
    one, other = (foreseen("no_election", f"calendar.proposer={held}") for held in (f"{{coin: {coin}}}", protocol))
    assert one.equals(other)


def test_the_last_mover_of_many_short_rounds_takes_all():
    """To a step of the packages: at a turn of its own the U.S. may get the next one up, if that costs Korea no week."""
    turn, last = solved("no_election", "calendar.proposer=alternate"), solved("no_election", "calendar.proposer=korea")
    assert len(turn.prospect.meetings) % 2 == 0  # Korea makes the last offer
    np.testing.assert_allclose(turn.value[1], last.value[1], atol=0.05)
    packages, held = last.game.values[0], last.value[0]
    step = np.where(packages > held[:, None] + CLOSE, packages, np.inf).min(axis=1) - held
    assert (turn.value[0] >= held - 0.05).all()
    assert (turn.value[0] <= held + np.maximum(step, 0.05) + CLOSE).all()
    np.testing.assert_allclose(np.median(turn.value[0] - held), 0, atol=0.001)


def test_only_a_caretaker_has_a_floor_above_its_reserve():
    free, bound = solved("no_election"), solved("baseline")
    for side in (0, 1):
        opening = by_meeting(free.game.floors[side], free.game.rounds)[:, 0]
        np.testing.assert_allclose(opening, free.prospect.reserve(side))
    floor = by_meeting(bound.game.floors[1], bound.game.rounds)[:, 0]
    assert (floor > bound.prospect.reserve(1) + 0.5).mean() > 0.9
    np.testing.assert_array_equal(free.game.values[0], free.prospect.sure_values(0)[0])


def test_without_an_election_floors_change_nothing():
    """Refusing brings each side its reserve of the day at least, so that a floor at the reserve never binds."""
    held = solved("no_election")
    free = solve(replace(held.game, floors=(-np.inf, -np.inf)))
    np.testing.assert_allclose(held.value, free.value, atol=0.02)


@pytest.mark.parametrize("demand", ["expected", "waiting"])
def test_doubt_costs_the_other_side(demand):
    """A doubtful signature is worth something between a sure one and what is left where it is undone.

    That is no deal ever, or by the rule of the baseline, `waiting`, the talks after the vote.
    """
    doubted, sure = solved("baseline", f"us.doubt.demand={demand}"), solved("baseline", "election.honour={certain: {}}")
    plain, reserve = sure.game.values[0], sure.prospect.reserve(0)
    left = reserve if demand == "expected" else doubted.prospect.value_after_void()
    between = doubted.game.values[0]
    np.testing.assert_array_equal(plain, sure.prospect.sure_values(0)[0])
    assert (left > reserve).all() == (demand == "waiting")
    assert (between <= np.maximum(plain, left[:, None]) + CLOSE).all()
    assert (between >= np.minimum(plain, left[:, None]) - CLOSE).all()
    assert sure.value[0].mean() > doubted.value[0].mean()


def test_audience_costs_keep_a_caretaker_from_signing():
    cost = "korea.governments.caretaker.audience_cost={}"
    certain = "election.honour=certain"  # with doubt it signs too rarely to tell
    free, stated, dear = (solved("baseline", cost.format(held), certain) for held in (0, 5, 10))
    signs = [(held.play.point >= 0).mean() for held in (free, stated, dear)]
    assert signs[0] > signs[1] > signs[2]


# --- in words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_table_beside_a_run_is_the_means_of_its_rows(name):
    outcome, theory = played(name), foreseen(name)
    found = compare_with_theory(outcome.worlds, theory)
    assert list(found) == list(ANSWERS)
    happened, equilibrium = found["what happened"], found["equilibrium"]
    assert happened["agreed"] == outcome.column("agreed").mean()
    assert happened["day"] == np.nanmedian(float_column(outcome.worlds, "day"))
    assert equilibrium["agreed"] == theory.column("equilibrium_agreed").to_numpy().mean()
    assert equilibrium["us_value"] == pytest.approx(theory.column("equilibrium_us_value").to_pandas().mean())
    assert found["Nash"]["korea_value"] == pytest.approx(theory.column("nash_korea_value").to_numpy().mean())
    assert found["Nash"]["day"] is None


def test_lines_say_the_figures_and_a_dash_where_there_are_none():
    nothing = {"agreed": 0.0, "day": None, "us_value": None, "korea_value": None}
    lines = prediction_lines(
        {"what happened": {"agreed": 0.25, "day": 91.0, "us_value": 1.234, "korea_value": -0.5}}
        | {"equilibrium": nothing}
    )
    assert lines[1].split() == ["what", "happened", "25%", "91", "1.23", "-0.50"]
    assert lines[2].split() == ["equilibrium", "0%", "-", "-", "-"]
    assert len({len(line) for line in lines[:3]}) == 1
    assert "bn USD a year" in " ".join(lines[3:])


def test_a_run_without_any_deal_has_nothing_to_average():
    who = ("us", "korea", *(f"korea.governments.{g}" for g in ("lee_jae_myung", "kim_moon_soo", "lee_jun_seok")))
    hard = tuple(f"{w}.tactic={{hardliner: {{}}}}" for w in who)
    outcome = played("no_extension", *hard, worlds=6)
    found = compare_with_theory(outcome.worlds, foreseen("no_extension", *hard, worlds=6))
    assert found["what happened"] == {"agreed": 0.0, "day": None, "us_value": None, "korea_value": None}
    assert found["equilibrium"]["agreed"] > 0.5
