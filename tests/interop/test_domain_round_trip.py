"""What is written is read again to the last digit, in every form; shares keep what a change of scale must keep."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from sim.analysis.strategies import named_strategy
from sim.bargaining.session import OfferProtocol, negotiate
from sim.core.chance import Chance
from sim.interop import KINDS, DomainError, read_domain, scale_domain, solve_domain, write_domain
from sim.interop.least_package import least_package
from sim.interop.named_domain import NamedIssue, PartyProfile, make_named_domain

FEW = settings(max_examples=25, deadline=None, phases=[Phase.generate], derandomize=True)
figures = st.floats(-1000, 1000, allow_subnormal=False).map(lambda x: round(x, 6))
NAMES = ["no", "15 %", "a & b", "<low>", 'say "yes"', "Malmö", "1e3", "05", " apart ", "2025-01-01", "null"]
numbers = st.lists(figures, min_size=2, max_size=5, unique=True)
names = st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True)


@st.composite
def domains(draw):
    levels = draw(st.lists(st.one_of(numbers, names), min_size=1, max_size=4))
    issues = [NamedIssue(f"issue {k} & more", "", tuple(one)) for k, one in enumerate(levels)]
    profiles = []
    for party in ("first side", "second"):
        values = tuple(tuple(draw(figures) for _ in one) for one in levels)
        profiles.append(PartyProfile(party, values, draw(figures)))
    named = make_named_domain("any domain", "native", issues, profiles, "bn USD a year")
    assume(all(sum(float(np.ptp(row)) for row in named.levels_of(side)) > 1e-3 for side in (0, 1)))
    return named


def read_again(named, kind):
    with tempfile.TemporaryDirectory() as folder:
        write_domain(named, folder, kind)
        return read_domain(Path(folder))


def assert_same_agenda(one, other):
    assert [issue.name for issue in one.issues] == [issue.name for issue in other.issues]
    assert [issue.levels for issue in one.issues] == [issue.levels for issue in other.issues]
    assert one.counts == other.counts
    for mine, theirs in zip(one.domain.values, other.domain.values, strict=True):
        np.testing.assert_array_equal(mine, theirs)


@FEW
@given(domains())
def test_our_own_form_holds_every_value_to_the_last_digit(named):
    again = read_again(named, "native")
    assert_same_agenda(named, again)
    assert (again.reserves, again.parties, again.unit) == (named.reserves, named.parties, named.unit)


@pytest.mark.parametrize("kind", ["genius", "negmas"])
@FEW
@given(domains())
def test_shares_are_read_again_to_the_last_digit(kind, named):
    scaled = scale_domain(named)[0]
    assume(max(scaled.reserves) <= 1)
    again = read_again(scaled, kind)
    assert_same_agenda(scaled, again)
    assert again.reserves == scaled.reserves
    assert again.parties == ("first_side", "second")


@FEW
@given(domains())
def test_geniusweb_keeps_every_share_and_the_packages_as_good_as_no_deal(named):
    scaled = scale_domain(named)[0]
    assume(all(best_value(scaled, side) >= scaled.reserves[side] for side in (0, 1)))
    again = read_again(scaled, "geniusweb")
    assert_same_agenda(scaled, again)
    for side in (0, 1):
        values = all_values(scaled.levels_of(side))
        held = values >= scaled.reserves[side] - 1e-9
        np.testing.assert_array_equal(held, values >= again.reserves[side] - 1e-12)


def best_value(named, side):
    return sum(float(row.max()) for row in named.levels_of(side))


def all_values(rows):
    """Return every package's value, added up one by one."""
    found = np.zeros(1)
    for row in rows:
        found = (found[:, None] + row).ravel()
    return found


@FEW
@given(domains(), figures)
def test_the_least_package_at_or_above_a_value_is_that_of_all_packages(named, value):
    rows = named.levels_of(0)
    values = all_values(rows)
    package = least_package(rows, value)
    if package is None:
        assert values.max() < value + 1e-9
        return
    found = sum(row[level] for row, level in zip(rows, package, strict=True))
    assert found == pytest.approx(values[values >= value - 1e-9].min(), abs=2e-9)


@FEW
@given(domains())
def test_a_change_of_scale_keeps_the_nash_point(named):
    """Packages count once if equal to 9 decimals, of which shares lose three where values go into the thousands."""
    scaled, scales = scale_domain(named)
    mine, theirs = (solve_domain(one).points.get("nash") for one in (named, scaled))
    assert (mine is None) == (theirs is None)
    if mine and theirs:
        back = [s.least + s.size * v for s, v in zip(scales, theirs.values, strict=True)]
        room = 1e-8 * scales[0].size * scales[1].size
        assert product(back, named) == pytest.approx(product(mine.values, named), abs=room)


def product(values, named):
    return (values[0] - named.reserves[0]) * (values[1] - named.reserves[1])


def test_best_levels_of_shares_sum_to_1_and_the_worst_package_or_no_deal_is_0():
    """Values 3 to 7 and -2 to 2, no deal at -5: least is -5, size 14; no deal is worse than any package."""
    issues = [NamedIssue("a", "", (1.0, 2.0)), NamedIssue("b", "", (1.0, 2.0))]
    one = PartyProfile("one", ((3, 7), (-2, 2)), -5)
    scaled, scales = scale_domain(make_named_domain("x", "native", issues, [one, one]))
    assert (scales[0].least, scales[0].size) == (-5, 14)
    np.testing.assert_allclose(scaled.domain.values[0][0], [[6 / 14, 10 / 14], [0, 4 / 14]], atol=1e-12)
    assert best_value(scaled, 0) == 1
    assert scaled.reserves[0] == 0


def test_what_a_kind_cannot_say_is_refused(tmp_path):
    issues = [NamedIssue("a", "", (1.0, 2.0))]
    plain, low = PartyProfile("one", ((0, 1),), 0), PartyProfile("two", ((-1, 1),), 0)
    named = make_named_domain("x", "native", issues, [plain, low])
    for kind in ("genius", "geniusweb"):
        with pytest.raises(DomainError, match="Scale the domain first"):
            write_domain(named, tmp_path / kind, kind)
    dear = make_named_domain("x", "native", issues, [plain, PartyProfile("two", ((0, 1),), 2)])
    with pytest.raises(DomainError, match="no package is worth as much as no deal to two"):
        write_domain(dear, tmp_path / "dear", "geniusweb")
    hasty = make_named_domain("x", "native", issues, [plain, PartyProfile("two", ((0, 1),), 0, discount=0.5)])
    with pytest.raises(DomainError, match=r"two discounts by 0\.5"):
        write_domain(hasty, tmp_path / "hasty", "geniusweb")
    with pytest.raises(DomainError, match="must be one of genius, geniusweb, negmas, native"):
        write_domain(named, tmp_path / "other", "excel")
    with pytest.raises(DomainError, match="every package is worth the same to two"):
        scale_domain(make_named_domain("x", "native", issues, [plain, PartyProfile("two", ((1, 1),), 0)]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_discount_is_read_again(tmp_path, kind):
    if kind == "geniusweb":
        pytest.skip("profiles of GeniusWeb know no discount")
    issues = [NamedIssue("a", "", (1.0, 2.0))]
    parties = [PartyProfile("one", ((0, 1),), 0, discount=0.5), PartyProfile("two", ((1, 0),), 0)]
    write_domain(make_named_domain("x", "native", issues, parties), tmp_path, kind)
    assert read_domain(tmp_path).discounts == (0.5, 1.0)


def test_a_domain_that_was_read_is_one_that_a_session_plays():
    named = read_domain(Path(__file__).parent / "data" / "harbour_genius")
    timed = named_strategy("timed:beta=1").for_side(Chance(0, 0, 4))
    ended = negotiate(named.domain, (timed, timed), OfferProtocol(20), Chance(1, 0, 4))
    assert ended.agreed.all()
    assert (ended.values[0] >= 0.3 - 1e-9).all()
