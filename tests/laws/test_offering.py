"""Packages against plain enumeration, and what every rule of offering must do."""

from dataclasses import FrozenInstanceError, fields, replace
from itertools import product

import numpy as np
import pytest

from sim.bargaining import packages as module
from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.concessions import concessions
from sim.bargaining.packages import MOST_PACKAGES, Packages, best_below
from sim.bargaining.tradeoff import trade_off_path
from sim.bargaining.view import Options
from sim.core.worlds import take_rows, take_worlds
from sim.tactics.offering.iso_random import IsoRandom
from sim.tactics.offering.least import Least
from sim.tactics.offering.trade_off import TradeOff
from sim.tactics.registry import OFFERING

WORLDS = 24
EACH = np.linspace(0, 1, WORLDS)
EXAMPLES = {
    "trade_off": [TradeOff()],
    "iso_random": [IsoRandom(), IsoRandom(width=EACH), IsoRandom(width=0.0)],
    "least": [Least()],
}
every_rule = pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=f"{name}-{k}") for name, rules in EXAMPLES.items() for k, rule in enumerate(rules)]
)
every_seed = pytest.mark.parametrize("seed", range(6))
every_sharing = pytest.mark.parametrize("shared", ["nothing", "own", "estimate", "all"])
SOME = [np.random.default_rng(9).permutation(WORLDS), *(np.array([world]) for world in range(0, WORLDS, 5))]


def agenda(seed):
    """Return a small agenda; one issue is off the table."""
    chance = np.random.default_rng(seed)
    counts = chance.integers(1, 5, 4)
    off = int(chance.integers(0, 4))
    return Agenda(
        tuple(
            Issue(f"issue_{i}", "", tuple(float(level) for level in range(n)), 0, int(chance.integers(0, n)), i != off)
            for i, n in enumerate(counts)
        )
    )


def table(chance, worlds, counts, whole=False):
    """Return a random table, the last level of a shorter issue repeated; of whole numbers, for ties."""
    longest = max(counts)
    found = (
        chance.integers(0, 4, (worlds, len(counts), longest))
        if whole
        else chance.normal(size=(worlds, len(counts), longest))
    )
    for i, count in enumerate(counts):
        found[:, i, count:] = found[:, i, count - 1 : count]
    return found.astype(float)


def options(seed, shared="nothing", whole=False, worlds=WORLDS):
    """Return options on a random agenda; the demand may be out of reach, the limit may bind."""
    chance, held = np.random.default_rng(seed), agenda(seed)
    counts = tuple(len(issue.levels) for issue in held.issues)
    own = table(chance, 1 if shared in ("own", "all") else worlds, counts, whole)
    estimate = table(chance, 1 if shared in ("estimate", "all") else worlds, counts, whole)
    way = trade_off_path(concessions(own, estimate, held), held.lapsed, np.ones((1, len(counts))))
    mine, theirs = way.table_values(own), way.table_values(estimate)
    best = mine[:, 0]
    demand = best - chance.uniform(-0.3, 3, worlds)
    most = np.where(chance.random(worlds) < 0.5, np.inf, theirs[:, 0] + chance.uniform(-1, 3, worlds))
    if whole:
        demand = np.round(demand)
    return Options(
        path=way,
        mine=mine,
        theirs=theirs,
        allowed=(mine >= demand[:, None] - 1e-9) & (theirs <= most[:, None] + 1e-9),
        own=own,
        estimate=estimate,
        demand=demand,
        most_asked=most,
        counts=counts,
        open=held.open,
        fixed=held.lapsed,
        luck=chance.random(worlds),
    )


def every_package(held):
    """Return all packages by nested loops, (packages, issues)."""
    levels = [range(n) if i in held.open else [held.fixed[i]] for i, n in enumerate(held.counts)]
    return np.array(list(product(*levels)))


def values(table, packages, world):
    rows = take_rows(table, np.array([world]))[0]
    return np.array([sum(rows[i, level] for i, level in enumerate(package)) for package in packages])


def choices(held, world):
    """Return all packages with own value and value to the other, and which of them may be offered."""
    packages = every_package(held)
    own, other = values(held.own, packages, world), values(held.estimate, packages, world)
    return packages, own, other, (own >= held.demand[world] - 1e-9) & (other <= held.most_asked[world] + 1e-9)


def space(held):
    return Packages(held.counts, held.open, held.fixed)


# --- all packages ---------------------------------------------------------------------------------


@every_seed
@every_sharing
def test_packages_and_their_values_are_those_of_nested_loops(seed, shared):
    held = options(seed, shared)
    expected = every_package(held)
    assert space(held).size == len(expected)
    numbers = np.arange(len(expected))
    np.testing.assert_array_equal(space(held).decode(numbers), expected)
    sums = space(held).package_values(held.own)
    assert len(sums) == len(held.own)
    for world in range(len(held.own)):
        np.testing.assert_allclose(sums[world], values(held.own, expected, world), atol=1e-12)


@every_seed
@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("shared", [False, True])
def test_the_best_package_below_a_limit_is_that_of_all(seed, whole, shared):
    held = options(seed, whole=whole)
    own = held.own[:1] if shared else held.own
    packages = Packages(held.counts, held.open, held.fixed)
    every = [values(own, every_package(held), 0 if shared else world) for world in range(WORLDS)]
    chance = np.random.default_rng(seed)
    limits = np.array([chance.choice(v) + chance.choice([0.0, 0.3, -1e-10, 1e-10, -50]) for v in every])
    found = best_below(own, packages, limits)
    for world, all_values in enumerate(every):
        lower = all_values[all_values < limits[world] - 1e-9]
        expected = lower.max() if len(lower) else np.nan
        np.testing.assert_allclose(found[world], expected, atol=1e-12)


def test_a_world_finds_its_package_below_a_limit_whatever_its_neighbours():
    own = np.random.default_rng(3).normal(size=(40, 6, 7))
    packages, limits = Packages((7,) * 6, (0, 1, 2, 4, 5), np.full(6, 2)), np.linspace(-3, 6, 40)
    together = best_below(own, packages, limits)
    alone = [best_below(own[k : k + 1], packages, limits[k : k + 1])[0] for k in range(40)]
    np.testing.assert_array_equal(together, alone)


def test_the_best_package_below_a_limit_of_a_large_agenda_needs_no_enumeration():
    own = np.random.default_rng(1).normal(size=(3, 12, 9))
    best = own.max(axis=2).sum(axis=1)
    found = best_below(own, Packages((9,) * 12, tuple(range(12)), np.zeros(12, dtype=int)), best)
    second = best - (np.sort(own, axis=2)[:, :, -1] - np.sort(own, axis=2)[:, :, -2]).min(axis=1)
    np.testing.assert_allclose(found, second)


def test_too_many_packages_are_refused_in_one_sentence():
    large = Packages((10,) * 7, tuple(range(7)), np.zeros(7, dtype=int))
    with pytest.raises(ValueError, match=r"at most 1,000,000 of them; this agenda has 10,000,000$"):
        large.package_values(np.zeros((1, 7, 10)))
    assert MOST_PACKAGES == 1_000_000


def test_slices_cover_all_worlds_and_stay_small():
    large = Packages((10,) * 6, tuple(range(6)), np.zeros(6, dtype=int))
    small = Packages((2, 3), (0, 1), np.zeros(2, dtype=int))
    assert list(large.world_slices(3)) == [slice(0, 1), slice(1, 2), slice(2, 3)]
    assert list(small.world_slices(3)) == [slice(0, 3)]
    assert list(small.world_slices(0)) == []


# --- laws -----------------------------------------------------------------------------------------


def test_every_rule_has_an_example():
    assert EXAMPLES.keys() == OFFERING.keys()
    for name, rules in EXAMPLES.items():
        assert {type(rule) for rule in rules} == {OFFERING[name]}
        assert OFFERING[name]()  # the name alone is enough
    assert {name for name, rule in OFFERING.items() if rule.enumerates} == {"iso_random", "least"}
    assert {name for name, rule in OFFERING.items() if rule.reads} == {"iso_random"}


@every_rule
def test_a_rule_cannot_be_changed_and_every_parameter_says_what_it_means(rule):
    with pytest.raises(FrozenInstanceError):
        rule.width = 1.0
    assert all(field.metadata["declared"].meaning for field in fields(rule))


@every_rule
@every_seed
@every_sharing
def test_what_is_offered_meets_demand_and_limit_or_is_the_own_best(rule, seed, shared):
    held = options(seed, shared)
    found = rule(held)
    assert found.shape == (WORLDS, len(held.counts))
    assert found.dtype == np.int64
    for world in range(WORLDS):
        packages, own, _, able = choices(held, world)
        place = np.flatnonzero((packages == found[world]).all(axis=1))
        assert len(place) == 1  # a package on the table, every other issue kept
        assert able[place[0]] or own[place[0]] == pytest.approx(own.max())


@every_rule
@every_seed
@every_sharing
def test_a_world_does_not_depend_on_its_neighbours(rule, seed, shared):
    held = options(seed, shared)
    together = rule(held)
    for rows in SOME:
        np.testing.assert_array_equal(take_worlds(rule, rows)(part(held, rows)), together[rows])


def part(held, rows):
    """Return the options of some worlds."""
    return replace(take_worlds(replace(held, fixed=None, path=None), rows), fixed=held.fixed, path=held.path.only(rows))


@every_rule
def test_slicing_the_worlds_changes_nothing(rule, monkeypatch):
    held = options(seed=2)
    whole = rule(held)
    monkeypatch.setattr(module, "SLICE_VALUES", 1)
    np.testing.assert_array_equal(rule(held), whole)


@every_rule
def test_nothing_is_written_to(rule):
    held = options(seed=3)
    for field in fields(held):
        if isinstance(getattr(held, field.name), np.ndarray):
            getattr(held, field.name).flags.writeable = False
    np.testing.assert_array_equal(rule(held), rule(held))


# --- each rule ------------------------------------------------------------------------------------


@every_seed
@pytest.mark.parametrize("whole", [False, True])
def test_trade_off_takes_the_first_of_the_best_allowed_on_the_path(seed, whole):
    held = options(seed, whole=whole)
    found = TradeOff()(held)
    for world in range(WORLDS):
        allowed = np.flatnonzero(held.allowed[world])
        best = max(allowed, key=lambda k: (held.theirs[world, k], -k)) if len(allowed) else 0
        np.testing.assert_array_equal(found[world], held.path.package(np.full(WORLDS, best))[world])


@every_seed
@pytest.mark.parametrize("whole", [False, True])
def test_least_is_the_least_value_that_meets_the_demand_and_of_equals_the_best_for_the_other(seed, whole):
    held = options(seed, whole=whole)
    found = Least()(held)
    for world in range(WORLDS):
        packages, own, other, able = choices(held, world)
        if able.any():
            among = [k for k in np.flatnonzero(able) if own[k] <= own[able].min() + 1e-9]
            top = max(other[k] for k in among)
            first = next(k for k in among if other[k] >= top - 1e-12)
            np.testing.assert_array_equal(found[world], packages[first])


@every_seed
@pytest.mark.parametrize("width", [0.0, 0.05, 0.5, 1.0])
def test_iso_random_stays_in_its_band_or_takes_the_next_above(seed, width):
    held = options(seed)
    found = IsoRandom(width=width)(held)
    for world in range(WORLDS):
        packages, own, _, able = choices(held, world)
        if able.any():
            top = held.demand[world] + width * (own.max() - held.demand[world])
            near = able & (own <= max(top, own[able].min()) + 1e-9)
            assert any((packages[k] == found[world]).all() for k in np.flatnonzero(near))


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_iso_random_is_uniform_over_its_set(seed):
    one = options(seed, shared="all", worlds=1)
    one = replace(one, demand=one.mine[:, 0] - 1.5, most_asked=np.array([np.inf]))
    worlds = 6000
    many = replace(
        one,
        demand=np.repeat(one.demand, worlds),
        most_asked=np.full(worlds, np.inf),
        luck=(np.arange(worlds) + 0.5) / worlds,
    )
    _, own, _, able = choices(one, 0)
    top = one.demand[0] + 0.8 * (own.max() - one.demand[0])
    expected = int((able & (own <= max(top, own[able].min()) + 1e-9)).sum())
    _, times = np.unique(IsoRandom(width=0.8)(many), axis=0, return_counts=True)
    assert len(times) == expected
    assert np.ptp(times) <= 1  # even luck is shared out evenly


def test_the_last_of_the_luck_is_still_a_package():
    held = options(seed=4)
    for luck in (0.0, np.nextafter(1.0, 0.0)):
        IsoRandom(width=1.0)(replace(held, luck=np.full(WORLDS, luck)))


def test_by_hand():
    """Own 3, 2, 0 and 2, 0; the other side 0, 1, 4 and 0, 3: six packages in order."""
    own = np.array([[[3.0, 2.0, 0.0], [2.0, 0.0, 0.0]]])
    estimate = np.array([[[0.0, 1.0, 4.0], [0.0, 3.0, 3.0]]])
    held = Agenda((Issue("a", "", (0.0, 1.0, 2.0), 0, 0), Issue("b", "", (0.0, 1.0), 0, 0)))
    way = trade_off_path(concessions(own, estimate, held), held.lapsed, np.ones((1, 2)))
    demand = np.array([2.5, 2.0, 0.5, 6.0, 2.0])  # own values are 5 3 4 2 2 0, the other's 0 3 1 4 4 7
    most = np.array([np.inf, np.inf, np.inf, np.inf, 3.0])
    mine, theirs = way.table_values(own), way.table_values(estimate)
    at = Options(
        path=way,
        mine=mine,
        theirs=theirs,
        allowed=(mine >= demand[:, None]) & (theirs <= most[:, None]),
        own=own,
        estimate=estimate,
        demand=demand,
        most_asked=most,
        counts=(3, 2),
        open=(0, 1),
        fixed=held.lapsed,
        luck=np.full(5, 0.5),
    )
    np.testing.assert_array_equal(Least()(at), [[0, 1], [1, 1], [1, 1], [0, 0], [0, 1]])
    np.testing.assert_array_equal(IsoRandom(width=0.0)(at), [[0, 1], [2, 0], [2, 0], [0, 0], [0, 1]])


@pytest.mark.parametrize(("value", "found"), [(1.1, "1.1$"), (-0.1, "-0.1$"), (float("nan"), "nan$")])
def test_a_bad_width_is_named_with_its_value(value, found):
    with pytest.raises(ValueError, match=f"width must be from 0 to 1; found {found}"):
        IsoRandom(width=value)
