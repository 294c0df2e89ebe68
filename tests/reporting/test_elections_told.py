"""Whose election it is, in the diary, the report, the figures, a game and the dashboard: the party's that has one."""

from pathlib import Path

import pytest
from places import BASELINE
from two_elections import BOTH, BUYERS, GAME, SALE, exchange_names, played, played_exchanged, vote

from sim.analysis.free_signature import costless_signature_settings, require_vote
from sim.analysis.prediction_table import run_figures
from sim.analysis.predictions import predict
from sim.classroom.dashboard.settings import election_settings
from sim.classroom.game import Game
from sim.core.errors import UserError
from sim.reporting.cause_text import bodies
from sim.reporting.diary import diary_lines
from sim.reporting.figures.marks import election
from sim.reporting.figures.style import phases
from sim.reporting.report.government_words import government_sentences
from sim.reporting.report.run_report import RunPage, run_report
from sim.reporting.run_text import run_text
from sim.runs.polls import published_polls
from sim.runs.run import run
from sim.scenario.loading import load
from sim.scenario.office_names import holder_name

OF_BUYER = (
    *BUYERS,
    "election=" + vote("01-20", {"dear": 0.5, "same": 0.5}, more=", party: buyer"),
    "buyer.governments.board.audience_cost=30",
    "buyer.governments.board.opinion={against: 0.7, in_favour: 0.3, approval: 0, points: 10, source: assumed}",
)
SENATE = "{multiples: {headline: 1.5}, formation_days: 20}"
US = (
    "election=none",
    f"us.governments={{house: {{}}, senate: {SENATE}, green: {{}}}}",
    "us.in_office=house",
    "us.election={date: 2025-06-05, candidates: [senate, green], honour: {mandates: {scale: 5}}, source: assumed, "
    "polls: {date: 2025-05-02, shares: {senate: 45, green: 40}, interviews: 1000, sd_day: 0.04, sd_error: 0.1, "
    "blackout_days: 3, source: assumed}}",
)


@pytest.fixture(scope="module")
def sale():
    """Return the sale in which the buyer has an election, with all offers kept."""
    return run(load(SALE, [*GAME, *OF_BUYER]), 12, 5, recorded=12)


def told(outcome, kind, world=0):
    """Return what the diary of a world tells of a kind."""
    return [line.text for line in diary_lines(outcome, world) if line.kind == kind]


def test_the_diary_says_which_party_votes(sale):
    (said,) = told(sale, "election")
    winner = sale.worlds["winner"][0].as_py()
    assert said.startswith(f"Buyer votes: {winner.title()} wins. Nobody can sign for buyer until its government stands")
    both = run(load(SALE, [*GAME, *BOTH]), 2, 5, recorded=2)
    assert [line.split(":")[0] for line in told(both, "election")] == ["Buyer votes", "Seller votes"]


def test_the_diary_tells_the_floor_of_the_party_that_is_held_to_it(sale):
    """30 at .7 against is 21 over no deal; the seller has none."""
    offers = " ".join(told(sale, "offer"))
    assert "Its board may sign for no less than +21.0 bn USD a year: 70 % of the public are against" in offers


def test_the_report_says_who_governs_until_when(sale):
    spec = sale.loaded.scenario
    (said,) = government_sentences(spec)
    assert said.startswith("{A} is governed by the board")
    assert "20 January 2025" in said
    page = run_report(RunPage(sale, run_figures(sale.worlds, spec), {}, {}, Path("results/sale-1")), {})
    assert "Buyer is governed by the board" in page


def test_the_report_names_both_elections_and_stated_chances():
    spec = load(SALE, [*GAME, *BOTH]).scenario
    second, first = government_sentences(spec)
    assert second.startswith(
        "{B} is governed by the crew, in office as the talks open, until the vote of 26 January 2025"
    )
    assert "Slow (50 %) and Cheap (50 %) stand (the chance of each to win)" in second
    assert "until the vote of 20 January 2025, at which Dear (25 %) and Same (75 %) stand" in first


def test_each_vote_is_marked_and_no_government_is_said_to_have_signed_alone():
    both, one = played(*BOTH), run(load(SALE, [*GAME, *BOTH]), 1, 5)
    marks = {mark.words: both.calendar.date(int(mark.day)).isoformat() for mark in election(both)}
    assert marks == {"buyer votes": "2025-01-20", "seller votes": "2025-01-26"}
    assert phases(both)["before_election"].label == "before the last election"
    spec = both.loaded.scenario
    half = run_figures(both.worlds, spec) | {"caretaker_signed": 0.5}
    assert "signed for seller in 50.0 %" in run_text(half, spec, "sale", 5)
    assert "full authority" not in run_text(run_figures(one.worlds, spec), spec, "sale", 5)


def test_what_a_world_hung_on_tells_two_assemblies_and_votes_apart():
    spec = load(SALE, [*GAME, *BOTH]).scenario
    assert [bodies(spec, of_a)[1] for of_a in (True, False)] == ["{a}'s new government", "{b}'s new government"]
    one = load(BASELINE).scenario
    assert bodies(one, False) == ("the National Assembly", "the new government")


def test_a_government_is_an_office_or_has_a_name():
    assert [holder_name(key) for key in ("caretaker", "samaras", "shadow_cabinet")] == [
        "the caretaker",
        "Samaras",
        "the shadow cabinet",
    ]


def test_a_game_says_who_votes_and_limits_the_side_that_does():
    game = Game(load(SALE, [*GAME, *OF_BUYER]), 5, 0, ["buyer", "seller"])
    sights = {side: game.sight(side) for side in ("buyer", "seller")}
    assert sights["buyer"]["floor"] == pytest.approx(21)
    assert sights["seller"]["floor"] is None
    assert "Buyer votes" in [line["text"] for line in sights["seller"]["calendar"]]
    briefs = {side: str(game.brief(side)) for side in sights}
    assert "You then speak for the new one" in briefs["buyer"]
    assert "may not stand by what has been signed before" in briefs["seller"]


def test_the_polls_are_those_of_the_party_that_votes():
    loaded = load(BASELINE, US)
    polls = published_polls(loaded, 1, 0)
    assert set(polls) == {"senate", "green"}
    assert polls["senate"][30] + polls["green"][30] == pytest.approx(1)


def test_before_and_after_the_vote_is_that_of_the_election_there_is():
    loaded = load(SALE, [*GAME, *OF_BUYER])
    assert require_vote(loaded).isoformat() == "2025-01-20"
    assert costless_signature_settings(loaded) == ["buyer.governments.board.audience_cost=0", "election.honour=certain"]
    assert require_vote(load(SALE, [*GAME, *BOTH])).isoformat() == "2025-01-26"  # the later of the two
    assert election_settings(load(BASELINE, US), "2025-06-12") == ["us.election.date=2025-06-12"]


def test_the_theory_plays_the_election_of_either_party():
    """The blocks of the parties exchanged: by complete information each gets what the other got in its chair."""
    certain = [text.replace("dear: 0.5, same: 0.5", "dear: 0, same: 1") for text in OF_BUYER]
    one, other = predict(played(*certain, worlds=4)), predict(played_exchanged(*certain, worlds=4))
    assert all(one["equilibrium_agreed"].to_pylist())
    for name in ("equilibrium_day", "equilibrium_price", "equilibrium_buyer_value", "equilibrium_seller_value"):
        assert one[name].to_pylist() == pytest.approx(other[exchange_names(name)].to_pylist()), name
    with pytest.raises(UserError, match="not worked out where both parties have an election"):
        predict(played(*BOTH, worlds=4))
