"""Elections of the party named first, of the second, and of both: who governs, what holds, and which luck is met."""

import numpy as np
import pytest
from places import SCENARIOS
from test_roles_of_parties import assembly
from two_elections import (
    BOTH,
    BUYERS,
    GAME,
    OPINION,
    SALE,
    SELLERS,
    exchange_names,
    played,
    played_exchanged,
    talks,
    vote,
)

from sim.bargaining.payoffs import package_value
from sim.core.chance import Chance
from sim.model.agents.administration import Administration
from sim.model.agents.government import Government
from sim.model.play import Play
from sim.model.ratification import hold_votes
from sim.model.records import Records
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load

SIX_WEEKS = np.array([13, 2, 0])  # a payment of 65; worth 57 to the buyer, a cost counted as 83.3 to the seller


def logistic(x):
    """Return 1 / (1 + exp(-x))."""
    return 1 / (1 + np.exp(-x))


# --- parties change places ----------------------------------------------------------------------------

CARETAKER = f"audience_cost: COST, {OPINION}"


def of_buyer(chances, rule="{mandates: {scale: 0.001}}", day="02-03", cost=0, worth=0.5, more=""):
    """Return an election of the buyer, whose first candidate multiplies what delivery is worth."""
    board = CARETAKER.replace("COST", str(cost))
    return (
        f"buyer.governments={{board: {{{board}}}, new: {{formation_days: 3, multiples: {{worth: {worth}}}}}, "
        "old: {formation_days: 5, tactic: {timed: {beta: 0.5}}, "
        "red_lines: {delivery: {levels: [eight, six], cost: 9}}}}",
        "buyer.in_office=board",
        "election=" + vote(day, dict(zip(("new", "old"), chances, strict=True)), rule, ", party: buyer" + more),
    )


POLLS = (
    "polls: {date: 2025-01-06, shares: {new: 40, old: 45}, interviews: 900, sd_day: 0.05, sd_error: 0.1, "
    "blackout_days: 3, source: assumed}"
)
SPREAD = "{mandates: {scale: 30}}"
ROLES = {
    "the first candidate wins for certain": of_buyer((1, 0), worth=0.1),
    "the second wins for certain": of_buyer((0, 1)),
    "any winner keeps it": of_buyer((1, 0), "certain"),
    "either may win": of_buyer((0.4, 0.6), SPREAD),
    "an early vote, and a caretaker held to its public": of_buyer((0.4, 0.6), SPREAD, day="01-20", cost=60),
    "the other side demands sure values": (*of_buyer((0.4, 0.6), SPREAD), "seller.doubt.demand=sure"),
    "the other side holds expected values": (*of_buyer((0.4, 0.6), SPREAD), "seller.doubt.demand=expected"),
    "the party doubts its own vote alone": (
        *of_buyer((0.4, 0.6), SPREAD),
        "seller.doubt.vote=false",
        "buyer.doubt.vote=true",
    ),
    "an assembly of its own": (*of_buyer((0.4, 0.6), SPREAD), "buyer.assembly=" + assembly(25, 20)),
    "a majority of its own": (
        *of_buyer((0.4, 0.6), SPREAD),
        "buyer.assembly=" + assembly(25, 20).replace("seats: {}", "seats: {new: 5}, majority: 3"),
    ),
    "an assembly of the other": (*of_buyer((0.4, 0.6), SPREAD), "seller.assembly=" + assembly(62, 20)),
    "polls": [text.replace("chances: {new: 0.4, old: 0.6}", POLLS) for text in of_buyer((0.4, 0.6), SPREAD)],
    "an event hands over": (
        *[
            text.replace("old: {", "crew: {formation_days: 4, multiples: {payment: 1.2}}, old: {", 1)
            for text in of_buyer((0.4, 0.6), SPREAD)
        ],
        "events=[{name: fall, date: 2025-01-15, probability: 0.5, hands_over_to: crew, source: assumed}]",
    ),
    "both have an election": BOTH,
}


OF_GOVERNMENTS = ("winner", "handover", "caretaker_signed", "caretaker_standing")


def exchanged_name(name, both):
    """Return the column in which the exchanged run tells what a column tells here."""
    if both and name.removeprefix("buyer_") in OF_GOVERNMENTS:  # those of the party named second have no party's name
        return name.removeprefix("buyer_") if name.startswith("buyer_") else f"buyer_{name}"
    return exchange_names(name)


def told(column, exchanged=False):
    """Return the entries of a column, by the parties' own names where these are exchanged."""
    return [exchange_names(held) if exchanged and isinstance(held, str) else held for held in column.to_pylist()]


@pytest.mark.parametrize("roles", ROLES.values(), ids=ROLES)
def test_parties_that_change_places_change_outcomes(monkeypatch, roles):
    """The whole scenario with its blocks exchanged, and the luck of each chair: what one got the other gets."""
    one = played(*roles, worlds=12).worlds
    monkeypatch.setattr(Administration, "luck", Government.luck)
    monkeypatch.setattr(Government, "luck", "party_a.")
    other = played_exchanged(*roles, worlds=12).worlds
    for name in one.column_names:
        mine = told(one[name])
        if name == "buyer_share":
            theirs = [None if share is None else 1 - share for share in told(other[name])]
        else:
            theirs = told(other[exchanged_name(name, "buyer_winner" in other.column_names)], exchanged=True)
        assert mine == [held if isinstance(held, str) else pytest.approx(held) for held in theirs], name


# --- an election of the party named first -------------------------------------------------------------

BUYERS_OWN = "\n  ".join(
    [text.removeprefix("buyer.").replace("=", ": ", 1) for text in BUYERS]
    + ["election: " + vote("01-20", {"dear": 0.5, "same": 0.5})]
)
OF_BUYER = (*BUYERS, "election=" + vote("01-20", {"dear": 1, "same": 0}, "certain", ", party: buyer"))


def test_the_winner_weighs_by_its_own_multiples():
    """57 - 65 + 20 = 12 to the caretaker; 57 - 1.25 * 65 + 20 = -4.25 to the winner, to whom money weighs more."""
    model, rows = talks(*OF_BUYER), np.arange(3)
    house, offers = model.administration, np.tile(SIX_WEEKS, (3, 1))
    np.testing.assert_allclose(package_value(model.state.main.tables.signed, offers, rows), 12)
    model.setting.day = 14
    house.campaign()
    tables = model.state.main.tables
    for table in (tables.signed, tables.standing, tables.public, tables.public_standing):
        np.testing.assert_allclose(package_value(table, offers, rows), -4.25)
    np.testing.assert_allclose(house.weight("payment"), -1.25)
    model.release()


def test_no_price_is_paid_that_the_winner_would_not_pay():
    """To the winner 101 + 20 = 121 in two weeks is worth a payment of 96.8 at most, a price of 195."""
    found = played(*OF_BUYER, "no_deal.seller=94", worlds=30)
    after = found.column("agreed").astype(bool) & (found.column("day") > 14)
    assert (found.column("price")[after] <= 195).all()
    assert set(found.worlds["winner"].to_pylist()) == {"dear"}
    assert set(found.worlds["handover"].to_pylist()) == {18}  # the vote on day 14, and 4 days


def test_the_other_side_doubts_what_a_caretaker_signs():
    """The side that does not elect, as long as the vote is ahead; who is certain to keep is not doubted."""
    doubtful = OF_BUYER[2].replace("certain", "{mandates: {scale: 5}}")
    model = talks(*BUYERS, doubtful)
    parties = model.state.main.parties
    assert [party.heeds_vote() for party in parties] == [False, True]
    model.setting.day = 14
    assert [party.heeds_vote() for party in parties] == [False, False]
    model.release()
    model = talks(*OF_BUYER)
    assert [party.heeds_vote() for party in model.state.main.parties] == [False, False]
    model.release()


def test_a_party_may_state_its_election_in_its_own_block():
    """The same election at the top and in the block of its party gives the same rows."""
    own = [*BUYERS, OF_BUYER[2].replace("election=", "buyer.election=").replace(", party: buyer", "")]
    assert played(*own).worlds.equals(played(*OF_BUYER).worlds)


def test_a_variant_takes_the_election_or_a_candidate_of_a_party_away(tmp_path):
    """As at the top: the word none, and null below a candidate's name."""
    base, fewer = tmp_path / "base.yaml", tmp_path / "fewer.yaml"
    text = SALE.read_text(encoding="utf-8").replace("buyer:\n", f"buyer:\n  {BUYERS_OWN}\n", 1)
    base.write_text(text, encoding="utf-8")
    assert load(base).scenario.elections[0].candidates == ["dear", "same"]
    fewer.write_text(
        "extends: base.yaml\nquestion: And without dear?\n"
        "buyer: {election: {candidates: {dear: null}, chances: {dear: null, same: 1}}}\n",
        encoding="utf-8",
    )
    assert load(fewer).scenario.elections[0].candidates == ["same"]
    assert load(base, ["buyer.election=none"]).scenario.elections == {}


# --- elections of both --------------------------------------------------------------------------------


def test_a_signature_holds_if_both_winners_keep_it():
    """The product of both chances: to dear and same it is worth -4.25 and 12, to slow and cheap 129.95 and 46.65."""
    model, rows = talks(*BOTH), np.arange(3)
    main, offers = model.state.main, np.tile(SIX_WEEKS, (3, 1))

    def gain(signed, standing, side):
        return package_value(signed, offers, rows) - main.reserve(standing, main.parties[side], rows)

    buyers = 0.25 * logistic(-4.25 / 40) + 0.75 * logistic(12 / 40)
    sellers = 0.5 * logistic(129.95 / 20) + 0.5 * logistic(46.65 / 20)
    np.testing.assert_allclose(main.honour(rows, gain), buyers * sellers)
    model.setting.day = 14  # the buyer has voted
    np.testing.assert_allclose(main.honour(rows, gain), sellers)
    model.setting.day = 20
    assert main.honour(rows, gain) is None
    model.release()


def test_doubt_is_resolved_once_both_have_formed():
    """Pairs of winners, at the product of their chances, on the later of two days: 14 + 4 or 2, and 20 + 6 or 1."""
    model, rows = talks(*BOTH), np.arange(3)
    found = model.state.main.resolutions(rows)
    np.testing.assert_allclose([branch.chance for branch in found], np.tile([[0.125], [0.125], [0.375], [0.375]], 3))
    assert [branch.days for branch in found] == [26, 21, 26, 21]
    worth = [
        [package_value(branch.tables[side][0], np.tile(SIX_WEEKS, (3, 1)), rows)[0] for side in (0, 1)]
        for branch in found
    ]
    np.testing.assert_allclose(worth, [[-4.25, 129.95], [-4.25, 46.65], [12, 129.95], [12, 46.65]])
    model.setting.day = 15
    assert [branch.days for branch in model.state.main.resolutions(rows)] == [11, 6]
    model.release()


def test_nobody_signs_before_both_have_formed_and_the_clock_counts_from_the_later():
    """Talks open on day 0; on day 22 three of four worlds have a buyer that may sign, two of them a seller too."""
    model, rows = talks(*BOTH, worlds=4), np.arange(4)
    main = model.state.main
    np.testing.assert_array_equal(main.clock_start(rows), 0)
    assert main.may_sign(rows).all()
    model.setting.day = 22
    model.administration.formed[:] = [18, 22, 23, 16]
    model.government.formed[:] = [21, 20, 21, 26]
    np.testing.assert_array_equal(main.may_sign(rows), [True, True, False, False])
    np.testing.assert_array_equal(main.clock_start(rows), [21, 22, 21, 16])
    model.release()


def test_each_side_doubts_while_the_other_has_a_vote_to_come():
    model = talks(*BOTH)
    for day, heeds in ((0, [True, True]), (14, [True, False]), (20, [False, False])):
        model.setting.day = day
        assert [party.heeds_vote() for party in model.state.main.parties] == heeds
    model.release()


def test_a_caretakers_signature_outlasts_both_votes_by_two_lucks():
    """Both winners keep it with one half: a quarter of 800 worlds holds, give or take four standard errors of .0153."""
    model, rows = talks(*BOTH, worlds=800), np.arange(800)
    ledger = model.ledger
    for house in model.state.main.executives:
        house.take_over(np.zeros(800, dtype=np.int64))
        house.formed[:] = 21
        house.keeps = lambda rows, gain, signer: np.full(len(rows), 0.5)
    ledger.live[:], ledger.pending[:], ledger.agreed[:], ledger.vote_day[:] = False, True, True, 0
    model.setting.day = 19
    hold_votes(model.state)
    assert ledger.pending.all()  # the seller votes on day 20
    model.setting.day = 20
    hold_votes(model.state)
    assert ledger.pending.all()  # nobody may sign before day 21
    model.setting.day = 21
    hold_votes(model.state)
    luck = model.setting.shared_luck
    np.testing.assert_array_equal(ledger.agreed, (luck["keep.0"] < 0.5) & (luck["party_a.keep.0"] < 0.5))
    assert ledger.agreed.mean() == pytest.approx(0.25, abs=0.0612)
    np.testing.assert_array_equal(ledger.honoured[rows] == 1, ledger.agreed)
    model.release()


def test_each_winner_has_a_column_where_both_have_an_election():
    """One uniform below .25 for the buyer's, one below .5 for the seller's; each formed as many days after its vote."""
    found = played(*BOTH, worlds=400).worlds
    buyers, sellers = (np.array(found[name].to_pylist()) for name in ("buyer_winner", "winner"))
    assert (buyers == "dear").mean() == pytest.approx(0.25, abs=0.09)
    assert (sellers == "slow").mean() == pytest.approx(0.5, abs=0.1)
    assert ((buyers == "dear") & (sellers == "slow")).mean() == pytest.approx(0.125, abs=0.07)
    np.testing.assert_array_equal(found["buyer_handover"].to_numpy(), np.where(buyers == "dear", 18, 16))
    np.testing.assert_array_equal(found["handover"].to_numpy(), np.where(sellers == "slow", 26, 21))
    assert "buyer_winner" not in played(*OF_BUYER).worlds.column_names


def test_a_deal_is_signed_before_the_election_while_one_is_to_come():
    """With both, until the last vote is over, on day 20."""
    held = played(*BOTH, "buyer.tactic.timed.beta={value: 4}", "seller.tactic.timed.beta={value: 4}", worlds=60).worlds
    days, phases = np.array(held["day"].to_pylist(), dtype=float), np.array(held["phase"].to_pylist())
    assert (days[phases == "before_election"] < 20).all()
    assert (days[phases == "after_election"] >= 20).all()
    assert (phases == "before_election").any()


# --- what is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ([BOTH[-1].replace("source", "party: bank, source")], "no such party: bank"),
        ([*BOTH, OF_BUYER[2]], "`election` is that of buyer already: delete one, or name another party there"),
        (
            [*BUYERS, "buyer.election=" + vote("01-20", {"dear": 1}, "certain", ", party: seller")],
            "must be buyer, whose",
        ),
        ([*BUYERS, "buyer.election=" + vote("01-20", {"deer": 1}, "certain")], "no such government: deer"),
        ([*BUYERS, "buyer.election=" + vote("01-05", {"dear": 1}, "certain")], "must be after talks, 2025-01-06"),
        ([*BUYERS, "buyer.election=" + vote("01-20", {"dear": 0.5}, "certain")], "must add up to 1; found 0.5"),
        (
            [
                *BUYERS,
                SELLERS[0].replace("slow", "dear"),
                SELLERS[1],
                "events=[{name: fall, date: 2025-01-15, probability: 1, hands_over_to: dear, source: assumed}]",
            ],
            "both parties have a government dear: call one of them otherwise",
        ),
    ],
)
def test_an_election_that_cannot_be_is_refused(settings, said):
    with pytest.raises(ScenarioError, match=said):
        load(SALE, [*GAME, *settings])


# --- other partners -----------------------------------------------------------------------------------


def test_other_partners_meet_the_government_of_the_party_named_first():
    """The vote is on day 41: nobody signs with Japan for 20 days; the winner weighs headlines by 1.5."""
    settings = [
        "us.governments={house: {}, senate: {multiples: {headline: 1.5}, formation_days: 20}}",
        "us.in_office=house",
        "us.election={date: 2025-05-20, candidates: [senate], chances: {senate: 1}, honour: certain, source: assumed}",
    ]
    spec = load(SCENARIOS / "japan_played.yaml", settings).scenario
    play = Play(spec, Chance(1, 0, 6), 0, Records(daily=0, in_full=0))
    (track,), rows = play.state.partners, np.arange(6)
    while play.setting.day < 43:
        play.live_day()
    assert not track.may_sign(rows).any()
    house, drawn = play.state.administration, play.setting.drawn.party_a.weights
    np.testing.assert_allclose(house.governing_weights["headline"], 1.5 * drawn["headline"])
    np.testing.assert_allclose(house.governing_weights["imports"], drawn["imports"])
    expected = track.values.table({name: w * (1.5 if name == "headline" else 1) for name, w in drawn.items()})
    np.testing.assert_allclose(track.tables.standing, expected)
    while play.setting.day < 61:
        play.live_day()
    assert track.may_sign(rows).all()
