"""`sim bench --only class`: what is measured of a class, and a server that does not begin."""

import asyncio
import json

import pytest
from command import command

from sim.classroom.room.load import Load, Measured, read_greeting
from sim.classroom.room.load_lines import lines_of
from sim.cli.bench import CLASS, NAMES, ONLY_HELP
from sim.core.errors import UserError


@pytest.mark.slow
def test_a_class_is_measured_where_it_is_named():
    done = command("bench", "--only", CLASS, "--quick")
    moves, slow, lost, memory = map(json.loads, done.stdout.splitlines())
    assert moves["repeats"] == moves["moves"] == 6 * 3  # students, moves of each
    assert slow["unit"] == "ms"
    assert moves["median"] <= slow["median"] <= moves["most"]
    assert (lost["median"], lost["kept"]) == (0, True)
    assert 50 < memory["median"] < 1000


def test_it_is_no_part_of_the_whole_and_stands_in_the_help():
    assert CLASS not in NAMES
    assert CLASS in ONLY_HELP


def test_a_slow_move_a_lost_one_and_much_memory_break_what_is_promised():
    got = Measured([0.01] * 18 + [0.4, 0.5], refused=[], kept=19, memory=2 * 10**9)
    lines = [line.as_data for line in lines_of(Load(60, 1), got)]
    assert [line.get("kept") for line in lines] == [None, False, False, False]
    assert lines[1]["median"] == 500  # of 20, the one above 19 of them
    assert lines[2]["median"] == 1
    many = [line.as_data for line in lines_of(Load(300, 1), got)]
    assert [line.get("kept") for line in many] == [None, None, False, None]


def test_a_server_that_ends_before_it_begins_is_said_to_have():
    async def greeting():
        lines = asyncio.StreamReader()
        lines.feed_data(b"students    http://127.0.0.1:1\n")
        lines.feed_eof()
        return await read_greeting(lines)

    with pytest.raises(UserError, match="the server ended before it had begun"):
        asyncio.run(greeting())
