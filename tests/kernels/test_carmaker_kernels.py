"""Kernels of the carmakers' day and of their market, held to the rules they stand for."""

from copy import deepcopy
from importlib import import_module

import numpy as np
import pytest
from two_makers import FIRST, PARTS_BEGIN, SOLD, WORLDS, lot_state, parts, untaxed_state

from sim.core.backend import REFERENCES, load_kernel
from sim.economy.carmakers import accounts, day
from sim.economy.carmakers.supply_chain import ChainDay
from sim.economy.market import rivals

MANY, NESTS, LINES = 10_000, 3, 7
NEST = np.array([0, 2, 0, 1, 2, 2, 0])
KEPT = ("bank", "recent_loss", "recent_support", "pressure", "support_paid", "made", "freed")
CHAIN = ("own", "dealers", "at_sea")


def both(name):
    """Return a kernel and its rule."""
    return load_kernel(name), REFERENCES[name]


def same(found, expected):
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other)


def columns(luck, low, high, *shape):
    """Return random values, (worlds, ...), worlds one after the other in memory, some of them alike."""
    return np.round(luck.uniform(low, high, (*reversed(shape[1:]), shape[0])), 2).T


# --- the carmakers' day -----------------------------------------------------------------------------


def makers(worlds, seed, **han):
    """Return Han and Sol in many worlds, their stocks unlike anywhere and here and there none."""
    luck = np.random.default_rng(seed)
    held = lot_state(np.arange(worlds) % WORLDS, **han)
    goods = held.order.count
    for name in CHAIN:
        setattr(held.chain, name, getattr(held.chain, name) * columns(luck, 0, 2, worlds, goods).round(1))
    held.chain.queue.amounts[0][:] *= columns(luck, 0, 2, worlds, goods).round(1)
    held.bank = columns(luck, 0, 1, worlds, 2) * 1e-3
    return held


def show(held, luck, worlds):
    """Let a market sell at random, at rates that change in some worlds."""
    room, cut = held.daily_market, np.where(luck.random(worlds) < 0.2, 0.6, 1.0)
    room.sold = columns(luck, 0, 2, worlds, 5) * SOLD
    room.asked = columns(luck, -1, 4, worlds, 5)
    room.followed_rates = np.asfortranarray(room.followed_rates * cut[:, None])


def states(held):
    chain, queue = held.chain, held.chain.queue
    return (
        [getattr(held, name) for name in KEPT] + [getattr(chain, name) for name in CHAIN] + [queue.amounts, queue.rates]
    )


@pytest.mark.parametrize(
    ("worlds", "han"), [(MANY, {}), (1, {}), (700, {"parts": parts()[1].parts}), (513, {"plants": {}})]
)
def test_days_of_lots(worlds, han):
    """Six days: rates fall, support begins, parts begin to pay, refunds fall due and lots run out."""
    luck, (kernel, rule) = np.random.default_rng(3), both("carmaker_day.lots_day")
    fast = makers(worlds, 2, **han)
    fast.keep_entries()
    plain = deepcopy(fast)
    for k, number in enumerate((FIRST, FIRST + 1, FIRST + 2, PARTS_BEGIN, PARTS_BEGIN + 1, PARTS_BEGIN + 60)):
        show(fast, luck, worlds)
        for name in ("sold", "asked", "followed_rates"):
            setattr(plain.daily_market, name, getattr(fast.daily_market, name).copy(order="K"))
        if k == 3:
            fast.refunds = tuple(columns(luck, 0, 1, worlds, 2) * 1e-4 for _ in range(3))
            plain.refunds = fast.refunds
        tariff = np.where(luck.random(worlds) < 0.1, 0.0, 25.0)
        support = None if k < 2 else luck.uniform(0, 2e-6, worlds)
        found, expected = (way(held, number, tariff, 25.0, support) for way, held in ((kernel, fast), (rule, plain)))
        assert found.keys() == expected.keys()
        same([found[name] for name in expected], expected.values())
        same(states(fast), states(plain))
        same(*(vars(held.last_day).values() for held in (fast, plain)))
        assert fast.daily_market.freed == plain.daily_market.freed
        assert fast.refunds is plain.refunds is None
    for name in ("landed", "direct", "rates"):
        same(*(getattr(held.chain.entries, name) for held in (fast, plain)))


def same_books(found, expected):
    assert list(found) == list(expected) == list(accounts.ITEMS)
    same(found.values(), expected.values())


@pytest.mark.parametrize("read", [None, 0, 100, 600, MANY])
def test_days_of_lots_that_are_entered(read):
    """Three days go straight into a book; figures of a day are those of the worlds that are read, in whole blocks."""
    luck, (kernel, rule) = np.random.default_rng(4), both("carmaker_day.lots_day")
    fast, books = makers(MANY, 3), (accounts.Book(), accounts.Book())
    plain, fast.read = deepcopy(fast), read
    for k, number in enumerate((FIRST, FIRST + 1, PARTS_BEGIN)):
        show(fast, luck, MANY)
        for name in ("sold", "asked", "followed_rates"):
            setattr(plain.daily_market, name, getattr(fast.daily_market, name).copy(order="K"))
        if k == 1:
            fast.refunds = plain.refunds = tuple(columns(luck, 0, 1, MANY, 2) * 1e-4 for _ in range(3))
        given = number, np.full(MANY, 25.0), 25.0, luck.uniform(0, 2e-6, MANY)
        found, expected = (
            way(*held) for way, *held in ((kernel, fast, *given, books[0]), (rule, plain, *given, books[1]))
        )
        told = len(found["duty"])
        assert told >= (MANY if read is None else read)
        same([found[name] for name in expected], [values[:told] for values in expected.values()])
        same_books(books[0], {name: books[1][name] for name in accounts.ITEMS})
        same(states(fast)[:5] + states(fast)[7:], states(plain)[:5] + states(plain)[7:])
        same([fast.duty_taken], [plain.duty_taken])


UNTAXED = ("stock", "recent_loss", "recent_support", "pressure", "support_paid", "freed", "duty_taken")


@pytest.mark.parametrize("read", [None, 0, 100])
@pytest.mark.parametrize(
    ("worlds", "han"), [(MANY, {}), (1, {}), (513, {"parts": parts()[1].parts}), (700, {"plants": {}})]
)
def test_days_of_untaxed_stock(worlds, han, read):
    """Six days: stocks run out, some without a tariff, support begins, and parts begin to pay."""
    luck, (kernel, rule) = np.random.default_rng(5), both("untaxed_day.untaxed_day")
    fast, books = untaxed_state(np.arange(worlds) % WORLDS, **han), (accounts.Book(), accounts.Book())
    fast.stock = fast.stock * columns(luck, 0, 2, worlds, 5) * (luck.random(worlds) < 0.7)[:, None] * 0.1
    plain, fast.read = deepcopy(fast), read
    for k, number in enumerate((FIRST, FIRST + 1, FIRST + 2, PARTS_BEGIN, PARTS_BEGIN + 1, PARTS_BEGIN + 60)):
        show(fast, luck, worlds)
        for name in ("sold", "asked", "followed_rates"):
            setattr(plain.daily_market, name, getattr(fast.daily_market, name).copy(order="K"))
        support = None if k < 2 else luck.uniform(0, 2e-6, worlds)
        given = number, np.where(luck.random(worlds) < 0.1, 0.0, 25.0), 25.0 if k else 0.0, support
        found, expected = (
            way(*held) for way, *held in ((kernel, fast, *given, books[0]), (rule, plain, *given, books[1]))
        )
        told = len(found["duty"])
        assert told >= min(worlds, worlds if read is None else read)
        same([found[name] for name in expected], [values[:told] for values in expected.values()])
        same_books(*books)
        same(*([getattr(held, name) for name in UNTAXED] for held in (fast, plain)))
        assert fast.daily_market.freed == plain.daily_market.freed


def test_a_kernel_names_what_it_finds_in_the_order_of_the_rules():
    module = vars(import_module("sim.kernels.lots")) | vars(import_module("sim.kernels.makers"))
    names = ("UNITS", "MADE", "DUTY", "OTHER_DUTY", "PROFIT_CHANGE", "SUPPORT", "LANDED_CARS", "SHIPPED_CARS")
    names += ("DUTY_PAID", "PARTS_DUTY", "CREDIT", "REFUND")
    assert [module[name] for name in names] == list(range(len(accounts.ITEMS)))
    assert tuple(accounts.ITEMS) == import_module("sim.kernels.untaxed_day").ITEMS
    told = {"landed_cars": "landed", "shipped_cars": "shipped", "credit": "parts_credit"}
    assert [told.get(name.lower(), name.lower()) for name in names] == list(accounts.ITEMS)
    assert [name.lower() for name in ("BOOKED", "LANDED", "SHIPPED", "PAID", "EXPENSED")] == list(
        ChainDay.__dataclass_fields__
    )


def test_figures_are_those_of_the_rules():
    load_kernel("carmaker_day.lots_day")
    module = {name: vars(import_module(f"sim.kernels.{name}")) for name in ("lots", "makers", "rival_sums")}
    market = vars(import_module("sim.kernels.daily_market"))
    assert (module["lots"]["BILLION"], module["makers"]["KEPT"]) == (day.BILLION, 1 - 1 / day.QUARTER)
    assert (module["rival_sums"]["TERMS"], market["LARGEST_EXPONENT"]) == (rivals.TERMS, rivals.LARGEST_EXPONENT)


# --- their market -----------------------------------------------------------------------------------


@pytest.mark.parametrize("worlds", [1, MANY])
def test_add_pulls(worlds):
    luck = np.random.default_rng(worlds)
    pulls, terms = columns(luck, 0, 3, worlds, LINES), columns(luck, -1, 2, worlds, rivals.TERMS + 1, NESTS)
    pulls[0, 0], progress = np.nan, luck.random(worlds)
    given = (luck.random(LINES), terms, progress, NEST)
    found, expected = (way(pulls.copy(order="K"), *given) for way in both("daily_market.add_pulls"))
    same(found, expected)


@pytest.mark.parametrize("worlds", [1, MANY])
@pytest.mark.parametrize("nests", [1, NESTS])
def test_sell_and_move(worlds, nests):
    luck = np.random.default_rng(worlds)
    buyers = columns(luck, 0, 1, worlds, nests), luck.random(worlds), luck.uniform(1, 2, worlds)
    pulls = tuple(columns(luck, 0, 2, worlds, n) for n in (LINES, nests, nests))
    prices = columns(luck, -1, 2, worlds, LINES), columns(luck, -1, 2, worlds, LINES), luck.random(worlds)
    way = luck.random(worlds).round(1), np.where(luck.random(worlds) < 0.1, np.nan, luck.random(worlds))
    for frozen in (np.zeros(LINES, dtype=bool), luck.random(LINES) < 0.5):
        given = buyers, pulls, NEST % nests, (*prices, frozen), way
        with np.errstate(divide="ignore", invalid="ignore"):
            found, expected = (each(*given) for each in both("daily_market.sell_and_move"))
        same(found, expected)


@pytest.mark.parametrize("worlds", [1, MANY])
def test_set_out(worlds):
    luck = np.random.default_rng(worlds)
    start, goal, ahead = (columns(luck, -1, 2, worlds, LINES) for _ in range(3))
    rows = np.flatnonzero(luck.random(worlds) < 0.7) if worlds > 1 else np.arange(1)
    given = start, goal, luck.random(worlds), rows, luck.random((len(rows), 1)), np.asfortranarray(ahead[rows])
    same(*(way(*given) for way in both("rival_sums.set_out")))


@pytest.mark.parametrize("worlds", [1, MANY])
def test_expand(worlds):
    luck = np.random.default_rng(worlds)
    exponentials, way = columns(luck, 0, 3, worlds, LINES), columns(luck, -2, 2, worlds, LINES)
    way[worlds // 2, 3] = np.nan
    given = (luck.random(LINES), way, NEST, NESTS)
    same(*(each(exponentials.copy(order="K"), *given) for each in both("rival_sums.expand")))


def test_columns_that_lie_otherwise_are_left_to_the_rules():
    rows = np.ones((3, LINES))
    terms = np.ones((3, rivals.TERMS + 1, NESTS))
    assert load_kernel("daily_market.add_pulls")(rows, np.ones(LINES), terms, np.ones(3), NEST) is NotImplemented
    assert load_kernel("rival_sums.expand")(rows, np.ones(LINES), rows, NEST, NESTS) is NotImplemented
