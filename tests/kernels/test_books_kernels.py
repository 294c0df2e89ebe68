"""Kernels of what must hold of a carmakers' day, held to the rules they stand for on ten thousand awkward worlds."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.core.backend import REFERENCES, load_kernel
from sim.economy.market.products import sum_by_label
from sim.model.invariants.books import TOLERANCE

MANY, MAKERS, LINES = 10_000, 3, 6
OWNER = np.array([0, 0, 1, 1, 1, 2])
AWKWARD = np.array([np.nan, np.inf, -np.inf, -1.0, 0.0, -0.0])


def both(name):
    """Return a kernel and its rule."""
    return load_kernel(f"books.{name}"), REFERENCES[f"books.{name}"]


def columns(luck, worlds, count, spoilt=0.02):
    """Return random values, (worlds, count), worlds one after the other in memory, here and there an awkward one."""
    values = luck.uniform(-0.5, 2, (count, worlds))
    return np.where(luck.random(values.shape) < spoilt, luck.choice(AWKWARD, values.shape), values).T


def same(name, *given):
    """Hold a kernel to its rule."""
    with np.errstate(invalid="ignore"):
        found, expected = (way(*given) for way in both(name))
    for one, other in zip(*((found, expected) if isinstance(found, tuple) else ([found], [expected])), strict=True):
        np.testing.assert_array_equal(one, other)
    return expected


@pytest.mark.parametrize("worlds", [1, MANY])
def test_agrees(worlds):
    luck = np.random.default_rng(worlds)
    one = columns(luck, worlds, MAKERS, 0.01)
    share = luck.choice([0, 0.5, 1, 2], one.T.shape, p=[0.7, 0.1, 0.1, 0.1])
    with np.errstate(invalid="ignore"):
        other = (one.T + share * TOLERANCE * (1 + np.abs(one.T))).T
    sound = same("agrees", one, other)
    assert worlds == 1 or 0.1 < sound.mean() < 0.9


@pytest.mark.parametrize("worlds", [1, MANY])
def test_are_numbers(worlds):
    luck = np.random.default_rng(worlds)
    sound = same("are_numbers", *(columns(luck, worlds, n) for n in (LINES, LINES, MAKERS)))
    assert worlds == 1 or 0.1 < sound.mean() < 0.9


@pytest.mark.parametrize(("worlds", "nests"), [(1, 1), (MANY, 1), (MANY, 2)])
def test_are_shares_of_all(worlds, nests):
    luck = np.random.default_rng(worlds)
    shares = np.asfortranarray(luck.uniform(0, 0.5, (worlds, nests)))
    outside = 1 - shares.sum(axis=1) + luck.choice([0, TOLERANCE / 2, 2 * TOLERANCE], worlds)
    sold = columns(luck, worlds, LINES, 0.05) + 0.5
    sound = same("are_shares_of_all", shares, outside, luck.uniform(0, 20, worlds), np.asfortranarray(sold))
    assert worlds == 1 or 0.05 < sound.mean() < 0.95


@pytest.mark.parametrize("worlds", [1, MANY])
def test_spending(worlds):
    luck = np.random.default_rng(worlds)
    arrays = SimpleNamespace(owner=OWNER, partner_built=np.array([0, 2, 5]), price=luck.random(LINES))
    arrays.cost, arrays.sum_by_maker = columns(luck, worlds, LINES), lambda values: sum_by_label(values, OWNER, MAKERS)
    scale = columns(luck, worlds, 1)[:, 0]
    _, cost = same("spending_and_cost", arrays, columns(luck, worlds, LINES), columns(luck, worlds, LINES), scale)
    items = {name: columns(luck, worlds, MAKERS) for name in ("profit_change", "duty", "other_duty")}
    same("booked_spending", cost, items, columns(luck, worlds, MAKERS), scale)


def test_figures_that_lie_otherwise_are_left_to_the_rules():
    rows, kernel = np.ones((4, MAKERS)), load_kernel("books.agrees")
    assert kernel(rows, rows) is NotImplemented
