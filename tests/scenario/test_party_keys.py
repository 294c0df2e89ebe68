"""The block of the parties: two, by keys that stand for nothing else, with words for text; and what goes by their keys.

Expected values come from the file as it is written here, from the columns that results declare, or from a second file.
"""

import re

import pyarrow.compute as pc
import pytest
from exchanged_names import exchanged_scenario

from sim.runs.run import run
from sim.scenario.columns import COLUMNS
from sim.scenario.faults import ScenarioError, path_text
from sim.scenario.loading import load
from sim.scenario.party_words import words_of
from sim.scenario.schema.party_key_rules import key_faults, reserved_words
from sim.sweeps.sweep import sweep


def told(path, *settings):
    """Return path and message of every fault in a file."""
    with pytest.raises(ScenarioError) as caught:
        load(path, settings)
    return {path_text(fault.path): fault.message for fault in caught.value.found}


@pytest.fixture(scope="module")
def river(tmp_path_factory):
    """Return a file on the Rhine League and Danubia."""
    return exchanged_scenario(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def renamed(river, tmp_path):
    """Return a function that writes the file with other keys for its parties, or another block."""

    def write(first="rhone", second="danube", block=None):
        text = river.read_text(encoding="utf-8")
        for old, new in (("rhone", "FIRST"), ("danube", "SECOND"), ("FIRST", first), ("SECOND", second)):
            text = re.sub(rf"\b{old}\b", new, text)
        file = tmp_path / "renamed.yaml"
        named = text if block is None else re.sub(r"parties:\n(?: .*\n)+", f"parties: {block}\n", text)
        file.write_text(named, encoding="utf-8")
        return file

    return write


@pytest.fixture
def variant(river):
    """Return a function that writes a file that extends that on the Rhine League and says something else beside it."""

    def write(text):
        file = river.parent / "variant.yaml"
        file.write_text(f"question: What else?\nextends: {river.name}\n{text}\n", encoding="utf-8")
        return file

    return write


# --- two parties, and their keys ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ("[rhone]", "rhone"),
        ("[]", "none"),
        ("{rhone: {}}", "rhone"),
        ("[rhone, danube, elbe]", "rhone, danube, elbe"),
    ],
)
def test_there_are_two_parties(block, found, renamed):
    assert told(renamed(block=block))["parties"].startswith(f"must name two parties; found {found}")


def test_a_variant_cannot_add_a_party(variant):
    found = told(variant("parties: {elbe: {}}"))["parties"]
    assert "found rhone, danube, elbe. A variant has the parties of the file" in found


@pytest.mark.parametrize(
    "key", ["both", "pairs", "all", "public", "date", "game", "world", "mean", "deal", "coin", "worlds"]
)
def test_a_word_of_columns_or_options_is_no_key(key, renamed):
    assert told(renamed(first=key, block=f"[{key}, danube]"))[f"parties.{key}"] == (
        f"{key} cannot be the key of a party: columns of results, options or other keys use this word. "
        f"Take another, such as {key}_side"
    )


def test_no_word_of_a_column_is_free():
    words = {word for name in COLUMNS if "party" not in name for word in name.split("_")}
    assert {"agreed", "proposer", "caretaker", "nash"} <= words
    assert all(key_faults([word, "danube"]) for word in words)
    assert not reserved_words() & {"us", "korea", "eu", "uk", "japan", "brazil", "buyer", "seller", "firm", "union"}


@pytest.mark.parametrize(("first", "second", "wrong"), [("us", "us_2", "us_2"), ("eu_north", "eu", "eu_north")])
def test_no_key_begins_as_the_columns_of_the_other_party(first, second, wrong, renamed):
    assert f"{wrong} cannot be the key of a party beside" in told(renamed(first, second))[f"parties.{wrong}"]


@pytest.mark.parametrize(
    "keys", [("party_a", "party_b"), ("party_b", "party_a"), ("copy", "json"), ("keys", "has_pause")]
)
def test_what_a_scenario_holds_under_another_name_is_no_key(keys, renamed):
    assert set(told(renamed(*keys))) >= {f"parties.{key}" for key in keys}


@pytest.mark.parametrize(
    ("block", "path", "message"),
    [
        ("3", "parties", "must be a block of `key: value` lines; found 3"),
        ("{rhone: {nam: x}, danube: {}}", "parties.rhone.nam", "no such key. Did you mean name?"),
        ("{rhone: {name: 3}, danube: {}}", "parties.rhone.name", "must be text; found 3."),
        ("{rhone: {name: ''}, danube: {}}", "parties.rhone.name", "must not be empty"),
        ("{'a b': {}, danube: {}}", "parties.a b", "must be a plain name"),
    ],
)
def test_what_is_no_block_of_parties_is_told_with_its_place(block, path, message, renamed):
    assert told(renamed(block=block))[path].startswith(message)


def test_a_party_without_its_block_is_missed(river):
    assert "lacks the key danube" in told(river, "danube=null")[""]


# --- what they are called -------------------------------------------------------------------------


def test_what_is_not_said_of_a_party_is_taken_from_what_is(renamed):
    words = words_of(load(renamed(block="{rhone: {name: the Rhine League}, danube: {}}")).scenario)
    assert words.text("{A} and {b}; {a_title}, {b_title}; {a_short}; {B}") == (
        "The Rhine League and danube; the Rhine League, danube; Rhine League; Danube"
    )
    assert "Rhine League" in words.text("{a_adj}")
    assert words.text("{b_adj} cars") == "danube cars"
    assert words.text("party_a_value") == "rhone_value"


def test_a_list_of_keys_is_as_blocks_of_which_nothing_is_said(renamed):
    short = load(renamed(block="[rhone, danube]")).scenario.parties
    assert short == load(renamed(block="{rhone: {}, danube: {}}")).scenario.parties
    assert list(short) == ["rhone", "danube"]


# --- what goes by their keys ----------------------------------------------------------------------


@pytest.mark.parametrize("stated", ["elbe", "{elbe: true}"])
def test_whoever_always_proposes_is_a_party(stated, river):
    found = told(river, f"calendar.proposer={stated}")
    assert found == {"calendar.proposer.elbe": "no such party: elbe. Known: rhone, danube"}


def test_a_proposer_that_is_none_is_told_that_a_party_may_be(river):
    assert told(river, "calendar.proposer={coin: 0.5, rhone: true}") == {
        "calendar.proposer": "must name exactly one of coin, alternate, a party's key; found coin and rhone"
    }


def test_reference_weights_are_of_parties(variant):
    found = told(variant("reference_weights: {danub: {headline: 1}}"))
    assert found == {"reference_weights.danub": "no such party: danub. Did you mean danube?"}


@pytest.mark.parametrize("name", ["danube_barges", "danube"])
def test_no_maker_has_a_name_as_columns_of_a_party_begin(name, river, tmp_path):
    file = tmp_path / "maker.yaml"
    file.write_text(re.sub(r"\bsava\b", name, river.read_text(encoding="utf-8")), encoding="utf-8")
    assert f"{name} cannot be told from a party" in told(file)[f"carmakers.{name}"]


def test_a_sweep_over_figures_of_a_party_plays_what_a_setting_plays(river, variant, tmp_path):
    over = "{rhone.tactic.timed.beta: {values: [0.3, 0.8]}}"
    points = sweep(
        variant(f"sweep: {{design: grid, worlds_per_point: 6, over: {over}}}"), tmp_path / "swept", seed=3, workers=1
    )
    alone = run(load(river, ["rhone.tactic.timed.beta=0.8"]), worlds=6, seed=3)
    assert points.keys == ("rhone", "danube")
    rows = points.table().filter(pc.field("point") == 1)
    assert rows.column("rhone_value").to_pylist() == alone.worlds.column("rhone_value").to_pylist()
    assert rows.column("day").to_pylist() == alone.worlds.column("day").to_pylist()
