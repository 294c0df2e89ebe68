"""`sim list`: answers fit a screen, longer ones are paged on a terminal, and a part can be asked for."""

import json
import os
import shutil

import pytest
from rich.pager import SystemPager

from sim.scenario.columns import COLUMNS
from sim.scenario.party_words import usual_words
from sim.scenario.reference.sections import column_sections, key_sections

SCREEN = 45  # lines of a terminal on a laptop
LISTS = ["rules", "invariants", "columns", "keys", "scenarios", "figures"]


@pytest.fixture
def terminal(monkeypatch):
    """Return a way to say how large the terminal is that is printed to; what went through the pager is kept."""
    paged = []
    monkeypatch.setattr(SystemPager, "show", lambda self, content: paged.append(content))

    def of_size(columns, lines):
        monkeypatch.setattr("sim.cli.long_text.screen_size", lambda: os.terminal_size((columns, lines)))
        return paged

    return of_size


@pytest.mark.parametrize("what", LISTS)
def test_without_an_argument_a_list_fits_a_screen_or_is_paged(what, told, terminal):
    paged = terminal(100, SCREEN)
    shown = told("list", what)
    assert len(shown.splitlines()) <= SCREEN
    assert bool(shown) != bool(paged)
    assert max(len(line) for line in "".join([shown, *paged]).splitlines()) <= 100


@pytest.mark.parametrize("what", ["keys", "columns"])
def test_long_lists_name_their_sections_with_counts(what, told, terminal):
    paged = terminal(100, SCREEN)
    shown = told("list", what)
    assert not paged
    assert f"`sim list {what} --all` everything" in " ".join(shown.split())


def test_each_section_is_counted_and_holds_what_it_counts(told):
    lines = told("list", "keys").splitlines()
    rows = lines[: lines.index("")]
    counts = {line.split()[0]: int(line.split()[1]) for line in rows}
    assert counts["election"] == 12  # date, party, polls, chances, candidates, honour; six of polls
    assert sum(counts.values()) == int(lines[len(rows) + 1].split()[0].replace(",", ""))
    shown = told("list", "keys", "election").splitlines()
    assert len(shown) == 2 + counts["election"]
    assert "election.polls.interviews" in told("list", "keys", "election")


def usual_columns():
    """Return the columns as the first scenario names them."""
    return usual_words().columns(COLUMNS)


def test_one_column_and_one_block_can_be_asked_for(told):
    assert f"us_value  {usual_columns()['us_value'][1]} [bn USD a year]" in told("list", "columns", "us_value")
    names = [line.split()[0] for line in told("list", "keys", "election.polls").splitlines()[2:]]
    assert names[0] == "election.polls"
    assert len(names) == 7
    assert all(name.startswith("election.polls") for name in names)


def test_a_rule_is_listed_with_its_parameters(told):
    shown = told("list", "keys", "timed")
    assert "timed.beta" in shown
    assert "below 1 is firm until late (Boulware)" in shown


def test_all_is_the_whole_reference(told):
    from sim.scenario.reference.guide import markdown

    assert told("list", "keys", "--all").rstrip("\n") == markdown().rstrip("\n")
    shown = told("list", "columns", "--all")
    assert all(usual_words().text(name) in shown for held in column_sections().values() for name in held.entries)


def test_every_key_and_column_is_in_one_section():
    for sections in (key_sections(), column_sections()):
        assert all(held.entries and held.about for held in sections.values())
    names = [name for held in key_sections().values() for name in held.entries]
    assert {"question", "worlds", "korea.governments.<name>.opinion.decay", "market.cars.<place>.maker"} & set(names)
    assert len(names) > 400


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("keys", "elektion"), 1, "no section and no entry elektion in keys. Did you mean election?"),
        (("columns", "zzz"), 1, "`sim list columns` names its sections"),
        (("figures", "survival"), 1, "`sim list figures` has no sections and prints all"),
        (("keys", "election", "--all"), 2, "--all prints all"),
    ],
)
def test_what_is_not_there_is_said(words, status, message, ended):
    code, out, err = ended("list", *words)
    assert (code, out) == (status, "")
    assert message in " ".join(err.split())


def test_a_part_is_plain_data_too(told):
    found = json.loads(told("list", "columns", "rulings", "--json"))
    assert found["rulings"]["entries"]["ruling"]["more"] == ["days"]
    whole = json.loads(told("list", "columns", "--json"))
    assert whole["us_value"] == {
        "unit": "bn USD a year",
        "meaning": usual_columns()["us_value"][1],
        "section": "worlds",
    }


def test_a_pipe_gets_whole_lines(told):
    longest = max(len(line) for line in told("list", "columns", "worlds").splitlines())
    assert longest > shutil.get_terminal_size().columns > 0
