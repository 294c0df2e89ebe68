"""Every word of a table, an axis, a column and an option is in the glossary, and the words that went are gone."""

import re
from functools import cache

import pytest
from places import ROOT
from printed_words import found_axes, found_heads, found_labels, plain_word, sentences, trees

from sim.cli.option_list import option_section
from sim.cli.verbs import VERBS
from sim.economy.carmakers.accounts import ITEMS
from sim.scenario import columns
from sim.scenario.party_words import usual_words
from sim.scenario.reference.terms.glossary_sections import glossary_sections

PAGE = (ROOT / "docs" / "reference" / "glossary.md").read_text(encoding="utf-8")
SECTIONS = glossary_sections()
NAMED = usual_words().text  # the glossary has the names of the first scenario
WORDS = {plain_word(NAMED(word)) for held in SECTIONS.values() for word in held.entries}


@cache
def words_of(found):
    """Return the words of one kind in all of the program, as the glossary would have them."""
    return {plain_word(NAMED(text)) for tree in trees() for text in found(tree)} - {""}


@cache
def all_sentences():
    return [text for tree in trees() for text in sentences(tree)]


def unknown(found):
    """Return the words that are not in the glossary, with commas as they are or part by part."""
    parts = {word: [word, *map(plain_word, word.split(","))] for word in words_of(found) if re.search("[a-z]", word)}
    return sorted(word for word, held in parts.items() if held[0] not in WORDS and not set(held[1:]) <= WORDS)


def test_every_head_of_a_printed_table_is_in_it():
    assert unknown(found_heads) == []


def test_every_first_word_of_a_printed_line_is_in_it():
    assert unknown(found_labels) == []


def test_every_label_of_an_axis_is_in_it():
    assert unknown(found_axes) == []


def test_the_words_are_really_collected():
    heads, labels, axes = words_of(found_heads), words_of(found_labels), words_of(found_axes)
    assert {"observed", "left on the table", "pit", "effect", "density without", "regret, mean"} <= heads
    assert {"deadline", "draws", "saved", "coverage"} <= labels
    assert {"coverage", "value to korea", "date of signature", "stock", "worlds without a deal"} <= axes


def test_every_column_is_in_it():
    tables = (columns.COLUMNS, ITEMS, columns.RULING_COLUMNS, columns.STAGE_COLUMNS)
    names = {name for table in tables for name in table}
    names |= {f"<maker>_{name}" for name in columns.MAKER_COLUMNS} | {f"<partner>_{n}" for n in columns.PARTNER_COLUMNS}
    assert names <= SECTIONS["columns"].entries.keys()
    assert not [name for name in names if f"`{NAMED(name)}`" not in PAGE]


def test_every_option_of_every_verb_is_in_it():
    from typer.main import get_command

    from sim.cli.verbs import make_app

    held = option_section().entries
    listed = {opt for name in held for opt in name.split(", ")}
    commands = get_command(make_app()).commands
    assert commands.keys() == VERBS.keys()
    options = {
        opt for command in commands.values() for p in command.params if p.param_type_name == "option" for opt in p.opts
    }
    assert len(options) > 90
    assert options <= listed
    assert not [name for name in held if f"`{name}`".replace("|", "\\|") not in PAGE]


def test_what_comparisons_list_beside_columns_is_in_it():
    from sim.analysis.compare import measures
    from sim.scenario.kept import load_kept

    scenario = load_kept(ROOT / "scenarios" / "baseline.yaml").scenario
    named = {measure.name for measure in measures(scenario)} - scenario.issues.keys()
    known = SECTIONS["columns"].entries.keys() | SECTIONS["outcomes"].entries.keys()
    assert {name for name in named if not name.endswith("_profit_change")} <= known


def test_no_word_is_explained_by_itself_or_twice_in_a_section():
    for held in SECTIONS.values():
        small = [word.lower() for word in held.entries]
        assert len(small) == len(set(small))
        assert all(said.meaning and said.meaning.lower() != word.lower() for word, said in held.entries.items())


@pytest.mark.parametrize("word", ["yardstick", "luck", "lucks", "told in full", "worlds that moved"])
def test_words_that_gave_way_to_those_of_the_field_do_not_come_back_in_text(word):
    there = [text for text in all_sentences() if re.search(rf"\b{word}\b", text)]
    assert there == []
