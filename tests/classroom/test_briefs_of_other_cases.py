"""What people are told in cases of other parties: what binds them and why, values over no deal, and nothing else."""

import pytest

from sim.classroom.game import Game, Move
from sim.scenario.loading import load

WEIGHED = "tactic: {timed: {beta: 0.5}}, opponent: none, acceptance: next, opening: own_best"
SALE = f"""
question: Do the league and the union of its players agree?
worlds: 10
seed: 1
parties:
  league: {{name: the league}}
  players: {{name: the union}}
value_unit: mn USD a season
calendar:
  talks: 2012-09-15
  deadline: 2013-01-11
  horizon: 2013-06-30
  meetings: {{every: 7}}
  proposer: {{players: true}}
  source: assumed
deadline: firm
issues:
  season:
    meaning: games or none
    unit: level
    levels: [cancelled, played]
    source: assumed
    flows: {{table: {{components: {{contagion: [0, 1000], pay: [0, 500]}}}}}}
  share:
    meaning: what is paid
    unit: mn USD
    levels: [0, 100, 200]
    source: assumed
    flows: {{table: {{components: {{paid: [0, 100, 200]}}}}}}
league:
  source: assumed
  weights: {{contagion: 1, paid: -1}}
  {WEIGHED.replace(", ", chr(10) + "  ")}
  vote: 2013-01-09
  in_office: bettman
  governments:
    bettman:
      audience_cost: {{value: 1800, range: [0, 2000]}}
      ambition: {{value: 10, range: [0, 50]}}
      opinion: {{against: 0.5, in_favour: 0.4, approval: 10, points: 20, source: assumed}}
players:
  source: assumed
  weights: {{pay: 1, paid: 1}}
  {WEIGHED.replace(", ", chr(10) + "  ")}
  in_office: fehr
  governments:
    fehr: {{says: no concessions}}
"""
PLEA = f"""
question: Is a plea agreed?
worlds: 10
seed: 1
parties: {{state: {{name: the prosecution}}, accused: {{name: the defendant}}}}
value_unit: months of prison
calendar:
  talks: 2001-01-01
  horizon: 2001-07-01
  meetings: {{every: 10}}
  proposer: {{alternate: true}}
  source: assumed
no_deal: {{state: 42, accused: -84, source: assumed}}
issues:
  served:
    meaning: time to be served
    unit: months
    levels: [12, 84, 120]
    source: assumed
    flows: {{table: {{levels: [12, 120], components: {{time: [12, 120]}}}}}}
state: {{source: assumed, weights: {{time: 0.5}}, {WEIGHED}}}
accused: {{source: assumed, weights: {{time: -1}}, {WEIGHED}}}
"""
VOTE = """
election:
  date: 2012-12-20
  candidates: [goodenow, saskin]
  chances: {goodenow: 0.5, saskin: 0.5}
  honour: {mandates: {scale: 1}}
  source: assumed
assembly:
  name: the Executive Board
  pivot: {multiples: {}, scale: 1, threshold: 0}
  vote_lag_days: 3
  void_penalty: {league: 0, players: 0}
  source: assumed
"""
CANDIDATES = """    goodenow: {formation_days: {uniform: [1, 10], range: [0, 60]}}
    saskin: {formation_days: 2}
"""
MOVED = """deadline:
  extension_days: 30
  most: 1
  common: 0
  closeness: 0
  repeat: 0
  after_lapse: {go_on: 0, days: 10}
  by: both
  source: assumed
"""


@pytest.fixture
def played(tmp_path):
    """Return what begins a game of a scenario, by its text and a chair."""

    def begin(text, side):
        file = tmp_path / "own_case.yaml"
        file.write_text(text, encoding="utf-8")
        return Game(load(file), 1, 0, [side])

    return begin


def told(game, side, language="en"):
    return " ".join(game.brief(side, language)["paragraphs"])


def test_the_first_party_is_told_its_floor_its_vote_and_why(played):
    """1,800 x .5 - 10 = 890 over no deal, which is worth 0."""
    game = played(SALE, "league")
    sight, brief = game.sight("league"), told(game, "league")
    assert sight["floor"] == pytest.approx(890)
    assert sight["floor_text"] == "the least that you may sign for now: +890.0 mn USD a season"
    for text in (sight["authority"], brief):
        assert "You act for Bettman. Before the vote of 9 January 2013 you sign nothing worth less than +890.0" in text
        assert "because 50 % of people in the league are against your signing" in text
    assert {"date": "2013-01-09", "text": "The league votes; the vote changes no government"} in sight["calendar"]
    assert "Bettman" not in told(game, "players").replace("Bettman:", "")


def test_the_floor_that_is_told_is_the_one_that_the_table_enforces(played):
    """Signing is open from the day of the vote on alone: of the season the league gains 1,000, and pays 200 at most."""
    game = played(SALE.replace("value: 1800", "value: 1840"), "league")  # 1,840 x .5 - 10 = 910 > 1,000 - 100
    while game.due:
        sight, offer = game.sight("league"), game.sight("league")["offers"][-1]
        assert ("accept" in sight["legal"]) == (sight["floor"] is None or offer["value"] >= sight["floor"])
        assert (sight["floor"] is None) == (sight["date"] >= "2013-01-09")
        game.move("league", Move("wait"), game.turn)


@pytest.mark.parametrize(
    ("against", "said"),
    [(0.51, "because most people in the league are"), (0.3, "because 30 % of people in the league")],
)
def test_most_are_against_only_above_half(played, against, said):
    assert said in played(SALE.replace("against: 0.5", f"against: {against}"), "league").sight("league")["authority"]


def test_values_are_told_over_a_stated_no_deal(played):
    """For the state .5 x 84 - 42 = 0; for the defendant 84 - 84 = 0, 84 - 12 = 72 and 84 - 120 = -36."""
    for side, rows in (
        ("state", [("-36.0", "a heavy cost"), ("0.0", "as without a deal"), ("+18.0", "a large gain")]),
        ("accused", [("+72.0", "a large gain"), ("0.0", "as without a deal"), ("-36.0", "a heavy cost")]),
    ):
        game = played(PLEA, side)
        tables = {table["title"]: table["rows"] for table in game.brief(side)["tables"]}
        assert [(figure, words) for _, figure, words in tables["served"]] == rows
        assert [row[0] for row in tables["What counts for you"]] == ["time"]
        assert "over no deal, which is taken off the values of served" in told(game, side)


@pytest.mark.parametrize(("text", "sides"), [(PLEA, ("state", "accused")), (SALE, ("league", "players"))])
def test_a_brief_speaks_of_nothing_that_the_case_has_not(played, text, sides):
    strange = (
        "election",
        "polls",
        "others sign",
        "who wins",
        "move the deadline",
        "daily in",
        "government of",
        "other countries",
    )
    for side in sides:
        found = all_text(played(text, side).brief(side))
        assert [words for words in strange if words in found] == []


def test_components_of_another_case_have_their_keys_and_a_case_without_deadline_none(played):
    assert "contagion" in all_text(played(SALE, "league").brief("league"))
    assert "against no deal once the deadline has lapsed" in told(played(SALE, "league"), "league")
    assert "lapsed" not in told(played(PLEA, "state"), "state")


def test_an_office_keeps_its_article_and_its_own_name_of_a_component(played):
    game = Game(load("baseline"), 1, 0, ["us"])
    assert game.sight("us")["phase_text"] == "the caretaker governs Korea; the vote is still to come"
    assert "what other countries will then ask for" in all_text(game.brief("us"))


def all_text(brief):
    return " ".join(
        [*brief["paragraphs"], *(cell for table in brief["tables"] for row in table["rows"] for cell in row)]
    )


def test_votes_days_of_forming_and_the_assembly_are_told_by_name(played):
    text = SALE.replace("    fehr: {says: no concessions}\n", "    fehr: {says: no concessions}\n" + CANDIDATES) + VOTE
    league, players = (told(played(text, side), side) for side in ("league", "players"))
    for found in (league, players):
        assert "The union votes on 20 December 2012. Until then Fehr governs; the winner needs 1 to 10 days" in found
        assert "Everybody hears of elections. Roughly" in found
    assert "What the union signs is put to the Executive Board, 3 days after the signature" in league
    assert "What you sign is put to the Executive Board" in players
    assert "nor who wins the vote." in league
    assert "who wins the vote" not in players
    game = played(text, "players")
    assert game.sight("players")["phase_text"] == "Fehr governs the union; the vote is still to come"
    korean = told(game, "players", "ko")
    assert "대통령" not in korean
    assert "선거를 치릅니다. 그때까지는 Fehr" in korean


def test_both_sides_move_a_deadline(played):
    game = played(SALE.replace("deadline: firm\n", MOVED), "players")
    texts = [told(game, "players"), *(line["text"] for line in game.sight("players")["calendar"])]
    assert sum("unless both sides move it" in text for text in texts) == 2
    assert "nor whether it will move the deadline" in texts[0]
    assert "moves it" not in " ".join(texts)
