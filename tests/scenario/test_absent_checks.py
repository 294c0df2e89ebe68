"""What a scenario may do without, and what it may not do without it: each refusal in one clear fault."""

from datetime import date

import pytest
from runs import loaded
from two_parties import FILE, two_parties

from sim.scenario.as_known import load_as_known
from sim.scenario.faults import ScenarioError
from sim.scenario.unused_weights import unused_weights

MAKERLESS = ("carmakers=none", "industry=none")
NOTHING = ("market=none", *MAKERLESS, "precedent=none", "events=[]")
BY_TABLE = "issues.auto_tariff.flows={table: {levels: [25, 0], components: {export_value: [0, 3]}}}"


def faults(*settings):
    """Return what is wrong with the baseline under settings, as (path, message)."""
    with pytest.raises(ScenarioError) as wrong:
        loaded("baseline", *settings)
    return [(".".join(map(str, fault.path)), fault.message) for fault in wrong.value.found]


@pytest.mark.parametrize(
    ("settings", "path", "said"),
    [
        (NOTHING, "issues.auto_tariff.flows.car_market", "needs `market`, which this scenario does not have"),
        (("carmakers=none",), "industry", "needs `carmakers`, which this scenario does not have"),
        (("industry=none",), "carmakers", "needs `industry`, which this scenario does not have"),
        ((*MAKERLESS, BY_TABLE), "market", "no issue's flows come from it and there are no carmakers"),
        (("market=none", BY_TABLE, "events=[]", "carmakers=none"), "industry", "needs `carmakers` and `market`"),
        (("industry.tariff=auto",), "industry.tariff", "no issue of this name is in percent: auto"),
        (
            ("precedent.price.issue=lng", "events=[]"),
            "precedent.price.issue",
            "no issue of this name is in bn of a currency, such as bn EUR: lng",
        ),
        (("precedent.believed_rate=null",), "precedent", "lacks believed_rate"),
        (("precedent.price.share={value: 3, range: null}",), "precedent.price.share", "must be at most 1; found 3"),
        (("us.weights.headlne=1",), "us.weights.headlne", "no issue has this component. Did you mean headline?"),
        (("issues.lng.unit=Percent",), "issues.lng.unit", "must be written percent; found 'Percent'"),
        (("issues.lng.unit='%'",), "issues.lng.unit", "must be written percent; found '%'"),
    ],
)
def test_what_is_lacking_is_told_once(settings, path, said):
    found = faults(*settings)
    assert [at for at, _ in found] == [path], found
    assert said in found[0][1]


def test_a_peer_changes_nothing_where_nothing_counts_it():
    told = dict(faults("precedent=none"))
    assert set(told) == {"events.0.peer.reciprocal_tariff", "events.0.peer.investment"}
    assert all(said.endswith("With one: auto_tariff") for said in told.values())  # whose rate the peer's cars pay


def test_regions_of_a_peer_need_a_market():
    settings = ("market=none", *MAKERLESS, BY_TABLE)
    (path, said), *more = faults(*settings)
    assert (path.endswith("regions"), more) == (True, [])
    assert "this scenario has no `market`" in said


@pytest.mark.parametrize(
    ("settings", "absent"),
    [
        ((*NOTHING[:3], BY_TABLE, "events=[]"), {"market", "carmakers", "industry"}),
        (MAKERLESS, {"carmakers", "industry"}),
        (("precedent=none", "events=[]"), {"precedent"}),
    ],
)
def test_a_part_is_left_out_by_a_word(settings, absent):
    spec = loaded("baseline", *settings).scenario
    assert {name for name in ("market", "carmakers", "industry", "precedent") if getattr(spec, name) is None} == absent


def test_the_car_tariff_is_what_the_market_prices():
    assert loaded("baseline").scenario.car_tariff == "auto_tariff"
    assert loaded("baseline", *MAKERLESS).scenario.car_tariff == "auto_tariff"
    assert two_parties().scenario.car_tariff is None
    assert two_parties().scenario.leading_issue == "price"


def test_units_are_free_and_money_holds_a_pledge():
    assert two_parties().scenario.issues["price"].unit == "thousand EUR"
    assert (
        loaded("baseline", "issues.investment.unit=bn EUR", "actual=null").scenario.issues["investment"].unit
        == "bn EUR"
    )
    (path, said), *_ = faults("issues.investment.unit=years", "actual=null")
    assert path == "precedent.price.issue"
    assert said.startswith("no issue of this name is in bn of a currency, such as bn EUR: investment")


def test_a_share_above_one_is_read_with_its_range():
    spec = loaded("baseline", "precedent.price.share={value: 3, range: [0, 4]}").scenario
    assert spec.precedent.price.share.central == 3.0


def test_weights_that_nothing_asks_for_are_told_and_change_nothing():
    spec = two_parties("buyer.weights.gas=1", "buyer.weights.contagion=1").scenario
    assert list(unused_weights(spec)) == ["buyer.weights.gas", "buyer.weights.contagion"]
    assert list(unused_weights(loaded("baseline").scenario)) == []


def test_others_are_the_regions_that_pay_on_the_whole():
    market = loaded("baseline").scenario.market
    assert market.others == ["JP", "EU", "OT"]  # Mexico pays on part of its value


def test_what_was_known_is_read_without_the_parts():
    assert load_as_known(FILE, (), date(2025, 1, 10)).scenario.market is None
