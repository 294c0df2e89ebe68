"""No answer to a player holds a number that is another's: every answer of played games is searched for all of them.

Confidential are the other side's value of every level on every day, its value of no deal, its floor and demand, and
every draw of the world.  The engine, asked for the other side's sight, says what these are.
"""

import re

import pytest
from class_room import SEED, move, serving, table
from runs import loaded

from sim.classroom.game import Game, Move
from sim.runs.run import run

FIGURE = re.compile(r"-?\d+\.\d+")
PAGES = ("/table", "/api/brief", "/picture", "/api/picture", "/", "/desk", "/api/desk/rooms", "/nowhere")
DIGITS = 6  # of a draw: so many are no coincidence


def told_to(student):
    """Yield the text of every answer to a student, whose moves bring the talks to their end."""
    for step in range(80):
        answer = student.get("/api/table")
        seen = answer.json()["sight"]
        yield answer.text
        yield student.post("/api/estimate", json={"package": seen["no_deal"]}).text
        yield move(student, "offer", seen["turn"] + 5, package=[99] * len(seen["issues"])).text
        for page in PAGES if step % 10 == 0 or seen["over"] else ():
            yield student.get(page).text
        if seen["over"] or not seen["legal"]:
            return
        yield move(student, "wait", seen["turn"]).text


def sights(world, people, side, kinds):
    """Return what a side saw in a game with these moves, from move to move."""
    game = Game(loaded("baseline"), SEED, world, people)
    found = [game.sight(side)]
    for kind in kinds:
        game.move(min(game.due), Move(kind), game.turn)
        found.append(game.sight(side))
    return found


def value_rows(seen):
    """Return what a side values, as rows that stand in its own answers: each issue's levels, day by day."""
    return {tuple(issue["values"]) for sight in seen for issue in sight["issues"] if len(set(issue["values"])) > 2}


def figures(texts):
    """Return all figures of some answers that have a point, in their order, as one line."""
    return "|".join(",".join(FIGURE.findall(text)) for text in sorted(set(texts)))


def holds_row(line, row):
    """Whether a line holds the figures of a row that are not 0, one after the other; or turned round in sign."""
    wanted = [value for value in row if value]
    return any(",".join(str(turn * value) for value in wanted) in line for turn in (1, -1))


def draws(world):
    """Return what is drawn in a world, as texts of so many digits; round figures say nothing."""
    row = run(loaded("baseline"), 1, SEED, first=world).worlds.to_pylist()[0]
    held = [value for name, value in row.items() if "." in name and isinstance(value, float)]
    return {f"{abs(value):.{DIGITS}g}" for value in held if len(f"{abs(value):.{DIGITS}g}".strip("0.")) >= DIGITS - 1}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("room") / "class.sqlite") as held:
        yield held


@pytest.fixture(scope="module", params=["korea", "us"])
def played(request, server):
    """Return the world, every answer to one who plays in it, and what either side saw from move to move."""
    side, world = request.param, 5
    code, (student,) = server.begun("Kim", roles=side, world=world)
    texts = list(told_to(student))
    (record,) = server.parts.shelves.games(server.parts.rooms.by_code(code).id)
    kinds = [one.kind for one in server.parts.shelves.moves(record.id)]
    own, other = (sights(world, [side], seen, kinds) for seen in (side, "us" if side == "korea" else "korea"))
    return world, set(texts), own, other


def test_the_search_finds_what_a_side_may_know(played):
    """The own values are found, so that the search for the other's would find those."""
    _, texts, own_sights, _ = played
    own = value_rows(own_sights)
    assert len(texts) > 20
    assert len(own) > 5
    line = figures(texts)
    assert not [row for row in own if not holds_row(line, row)]


def test_no_answer_holds_what_the_other_side_values(played):
    _, texts, own, other = played
    rows = value_rows(other) - value_rows(own)
    assert len(rows) > 5
    line = figures(texts)
    assert not [row for row in rows if holds_row(line, row)]


def test_no_answer_holds_a_draw_of_the_world(played):
    world, texts, _, _ = played
    secret = draws(world)
    assert len(secret) > 50
    assert not [draw for draw in secret if any(draw in text for text in texts)]


def test_no_answer_names_seed_world_or_the_others_limits(played):
    _, texts, own, other = played
    limits = {one["no_deal_value"] for one in other} - {one["no_deal_value"] for one in own}
    tables = [text for text in texts if '"sight"' in text]
    for text in tables:
        assert '"seed"' not in text
        assert '"world"' not in text
        scalars = {float(found) for found in re.findall(r'"\w+":(-?\d+\.\d+)', text)}
        assert not limits & {value for value in scalars if value}


def test_in_a_pair_neither_is_told_what_the_other_values(server):
    code, students = server.begun("Ada", "Ben", roles="pairs", world=5)
    texts = {"korea": [], "us": []}
    for _ in range(24):  # moves: enough for tables to move
        seen = [table(student) for student in students]
        for student, one in zip(students, seen, strict=True):
            texts[one["side"]] += [student.get("/api/table").text, student.get("/api/brief").text]
        if seen[0]["sight"]["over"]:
            break
        student, one = next(pair for pair in zip(students, seen, strict=True) if pair[1]["sight"]["legal"])
        offers = one["sight"]["legal"][0] == "offer"
        more = {"package": one["sight"]["no_deal"]} if offers else {}
        assert move(student, "offer" if offers else "reject", one["sight"]["turn"], **more).status_code == 200
    (record,) = server.parts.shelves.games(server.parts.rooms.by_code(code).id)
    game = Game(loaded("baseline"), SEED, 5, ["us", "korea"])
    known = {side: [game.sight(side)] for side in texts}
    for one in server.parts.shelves.moves(record.id):
        game.move(one.side, Move(one.kind, one.package), one.turn)
        for side, held in known.items():
            held.append(game.sight(side))
    for side, other in (("korea", "us"), ("us", "korea")):
        rows = value_rows(known[other]) - value_rows(known[side])
        line = figures(texts[side])
        assert len(rows) > 5
        assert not [row for row in rows if holds_row(line, row)]
