"""Reading a scenario: every fault is told once, with its line, its path, the rule and the cure.

Each broken file in tests/golden/scenarios has the report it must give beside it, word for word.
"""

import datetime as dt
import pickle
import subprocess
import sys
from pathlib import Path

import places
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some
from places import BASELINE, ROOT
from reports import LISTS, anew, golden, told_of_scenario

from sim.scenario.faults import Fault, ScenarioError, path_text
from sim.scenario.loading import load
from sim.scenario.reading.parsing import Loader, QuickLoader, compose_yaml
from sim.scenario.reading.scalars import parse_scalar
from sim.scenario.reading.variants import merge_variant
from sim.scenario.reading.yaml_data import parse_yaml, to_yaml

AGAIN = "if this is as it should be, write it anew: python tests/support/reports.py"
BROKEN = sorted(places.BROKEN.glob("*.yaml"))


@pytest.fixture(autouse=True)
def _in_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


def faults(path, *settings):
    with pytest.raises(ScenarioError) as caught:
        load(path, settings)
    return [(fault.line, path_text(fault.path), fault.message) for fault in caught.value.found]


def variant(folder, text, name="variant.yaml"):
    file = folder / name
    content = text if isinstance(text, bytes) else text.encode()
    file.write_bytes(f"extends: {BASELINE}\n".encode() + content)
    return file


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_a_broken_file_gives_exactly_its_report(file):
    with pytest.raises(ScenarioError) as caught:
        load(file.relative_to(ROOT))
    assert told_of_scenario(caught.value) == golden(file), AGAIN
    own = [fault.line for fault in caught.value.found if fault.file == caught.value.name]
    assert own == sorted(own)


def nodes(node):
    """Return what a node holds, with the lines of all of it."""
    if node is None:
        return None
    kind, held = type(node).__name__, node.value
    if kind == "MappingNode":
        held = [(nodes(key), nodes(value)) for key, value in node.value]
    elif kind == "SequenceNode":
        held = [nodes(value) for value in node.value]
    return kind, node.tag, bool(getattr(node, "style", "")), node.start_mark.line, node.refused, held


@pytest.mark.parametrize("file", [*BROKEN, *sorted((ROOT / "scenarios").glob("*.yaml"))], ids=lambda file: file.stem)
def test_the_parser_in_c_reads_what_the_one_in_python_reads(file):
    text = file.read_bytes().decode("utf-8", "ignore")
    try:
        quick = QuickLoader(text).get_single_node()
    except yaml.YAMLError:
        with pytest.raises(ValueError, match="not valid YAML"):
            compose_yaml(text)
    else:
        assert nodes(quick) == nodes(Loader(text).get_single_node())


def test_there_are_many_broken_files_and_a_report_for_each():
    assert len(BROKEN) >= 24
    assert {file.stem for file in BROKEN} == {file.stem for file in BROKEN[0].parent.glob("*.txt")}


def test_no_report_lists_a_registry_so_a_new_rule_changes_none():
    reports = [file.read_text(encoding="utf-8") for file in places.GOLDEN.rglob("*.txt")]
    assert any("<all tactics>" in report for report in reports)
    assert not [names for names in LISTS.values() for report in reports if names in report]


@pytest.mark.parametrize("place", ["scenarios/bad_rule.yaml", "cases/shapes.json"])
def test_a_report_is_written_anew_as_it_stands(place):
    file = places.GOLDEN / place
    assert anew(file) == file.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("scenarios/baselin.yaml", "no such file. Did you mean scenarios/baseline.yaml?"),
        ("nowhere.yaml", "no such file. `sim list scenarios` names those there are"),
        ("scenarios", "a folder, not a scenario file"),
        ("", "a folder, not a scenario file"),
        ("/dev/null", "a device, not a scenario file"),
        ("pyproject.toml/x.yaml", "not readable: Not a directory"),
        ("x" * 300, "not readable: File name too long"),
        ("a\0b", "not readable: embedded null byte"),
    ],
)
def test_a_file_that_is_none_says_so(path, message):
    assert faults(path) == [(0, "", message)]


def test_the_report_of_a_missing_file_stands_without_a_line():
    with pytest.raises(ScenarioError) as caught:
        load("nowhere.yaml")
    assert str(caught.value) == (
        "nowhere.yaml: 1 fault; nothing was run\n\n      no such file. `sim list scenarios` names those there are"
    )


def test_a_link_to_itself_is_refused(tmp_path):
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    assert faults(loop) == [(0, "", "not readable: Too many levels of symbolic links")]


def test_a_file_that_may_not_be_read_says_so(tmp_path, monkeypatch):
    file = variant(tmp_path, "worlds: 1\n")

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert faults(file) == [(0, "", "not readable: check its permissions")]


DEEP = "nested more than 30 levels deep"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"calendar:\n\tdeadline: 2025-07-09\n", (3, "not valid YAML: there is a tab: indent with spaces")),
        (b"question: " + b"[" * 5000 + b"]" * 5000, (2, f"not valid YAML: {DEEP}")),
        (b"question:\n  " + b"- " * 5000 + b"x\n", (3, f"not valid YAML: {DEEP}")),
        (b"question: a\x07b\n", (2, "not valid YAML: there is a control character (code 7)")),
        (b"question: 'What if\nworlds: 3\n", (2, "not valid YAML: a quote is not closed")),
        (
            b"question: What if: so?\n",
            (2, "not valid YAML: a colon stands where none can: indent the line, or put text in quotes"),
        ),
        (b"worlds\nseed: 3\n", (3, "not valid YAML: a line has no colon: write `key: value`")),
        (
            b"us:\n    opponent: fixed\n  acceptance: next\n",
            (4, "not valid YAML: the indent does not fit the lines above"),
        ),
        (
            b"question: %what\n",
            (2, "not valid YAML: text that begins with a sign such as % @ ` must be in quotes"),
        ),
        (
            b"---\nworlds: 3\n",
            (2, "not valid YAML: there is a second document after `---`; a scenario is one"),
        ),
        (b"worlds: 3\n\0\0", (3, "not a text file: it holds a zero byte")),
        (b"# " + b"x" * 1_000_000, (0, "larger than 1,000,000 bytes: no scenario is")),
    ],
)
def test_what_is_no_yaml_gives_one_fault_and_its_line(tmp_path, content, found):
    line, message = found
    assert faults(variant(tmp_path, content)) == [(line, "", message)]


@pytest.mark.parametrize("content", [b"- a\n- b\n", b"hello\n", b"5\n", b'"\xc3\xa9"'])
def test_a_file_of_something_else_is_no_scenario(tmp_path, content):
    file = tmp_path / "other.yaml"
    file.write_bytes(content)
    assert faults(file) == [(1, "", "must be `key: value` lines; found a list or text")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "latin-1"])
def test_another_encoding_is_refused(tmp_path, encoding):
    file = tmp_path / "other.yaml"
    file.write_bytes("question: Was wäre, wenn es früher wäre?\n".encode(encoding))
    assert faults(file)[0][2].startswith("not a text file")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_change_nothing(tmp_path, ending, mark):
    text = f"extends: {BASELINE}\nquestion: What if it rained?\nseed: -1\n".replace("\n", ending)
    file = tmp_path / "variant.yaml"
    file.write_bytes(mark + text.encode())
    assert faults(file) == [(3, "seed", "must be at least 0; found -1")]


def test_a_key_must_be_a_word(tmp_path):
    text = "5: a\ntrue: b\n? [x, y]\n: c\nnull: d\n2025-01-01: e\n1e5: f\non: g\n"
    assert [(line, message.split(";")[0].split(":")[0]) for line, _, message in faults(variant(tmp_path, text))] == [
        (2, "a key must be a word"),
        (3, "a key must be a word"),
        (4, "a key must be a word"),
        (6, "a key must be a word"),
        (7, "a key must be a word"),
        (8, "1e5 is ambiguous"),
        (9, "on is ambiguous"),
    ]


def test_an_alias_bomb_is_refused_and_costs_nothing(tmp_path):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]" for k in range(1, 10)]
    messages = [message for _, _, message in faults(variant(tmp_path, "\n".join([*lines, "b: *a9"])))]
    anchors = [f"the anchor &a{k} is not allowed: write the value out wherever it is used" for k in range(10)]
    assert messages == [*anchors, "the alias *a9 is not allowed: write the value out"]


def test_a_list_that_holds_itself_is_refused(tmp_path):
    assert faults(variant(tmp_path, "events: &a [*a]\n"))[0][1] == "events"


@pytest.mark.parametrize("word", [".nan", ".inf", "-.INF", "nan", "inf", "9" * 400, "1" + "0" * 350 + ".0", "9" * 5000])
def test_figures_are_finite(tmp_path, word):
    (fault,) = faults(variant(tmp_path, f"us: {{weights: {{headline: {word}}}}}\n"))
    assert fault[:2] == (2, "us.weights.headline")
    assert fault[2].startswith("must be finite; found")


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("1E-3", "Write 0.001"),
        ("1e400", "Write a plain number"),
        ("010", "Write 10"),
        ("-007", "Write -7"),
        ("1_000", "without underscores"),
        ("0x1F", "with decimal digits"),
        ("12:30", "base 60"),
        ("No", "true or false"),
        ("True", "true or false"),
        ("y", "true or false"),
        ("2025-02-30", "no such day"),
        ("2025-13-01", "no such day"),
    ],
)
def test_words_that_surprise_are_refused_with_their_cure(word, message):
    with pytest.raises(ValueError, match=message):
        parse_scalar(word)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("5", 5),
        ("-5", -5),
        ("0", 0),
        ("0.10", 0.1),
        (".5", 0.5),
        ("true", True),
        ("~", None),
        ("none", "none"),
        ("5 percent", "5 percent"),
        ("2025-07-08", dt.date(2025, 7, 8)),
        ("2025-7-8", "2025-7-8"),
    ],
)
def test_words_that_do_not_surprise_are_read(word, value):
    assert parse_scalar(word) == value


plain_data = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(10**12), 10**12)
    | some.floats(allow_nan=False, allow_infinity=False)
    | some.dates(dt.date(1000, 1, 1))
    | some.text(some.characters(exclude_categories=["Cs"]), max_size=12)
    | some.sampled_from(
        ["on", "010", "1e5", "12:30", "null", "2025-07-08", "2025-02-30", "<<", "a: b", "# x", "\ufeff"]
    ),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(some.text(some.characters(exclude_categories=["Cs"]), max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(some.dictionaries(some.sampled_from(["a", "b c", "on", "1", "<<", ""]), plain_data, min_size=1, max_size=4))
def test_what_is_written_reads_back_the_same(tmp_path_factory, data):
    file = tmp_path_factory.getbasetemp() / "written.yaml"
    file.write_text(to_yaml(data), encoding="utf-8")
    assert parse_yaml(file).data == data


# --- extends ------------------------------------------------------------------------------------


def test_a_chain_of_three_is_read_from_the_bottom_up(tmp_path):
    variant(tmp_path, "worlds: 10\nseed: 5\n", "first.yaml")
    (tmp_path / "second.yaml").write_text("extends: first.yaml\nseed: 6\nquestion: What if?\n")
    (tmp_path / "third.yaml").write_text("extends: second.yaml\nquestion: What then?\n")
    scenario = load(tmp_path / "third.yaml").scenario
    assert (scenario.worlds, scenario.seed, scenario.question) == (10, 6, "What then?")


def test_a_fault_in_a_chain_is_told_where_it_stands(tmp_path):
    variant(tmp_path, "worlds: 0\nseed: 1e3\n", "first.yaml")
    (tmp_path / "second.yaml").write_text("extends: first.yaml\nquestion: 3\n")
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path / "second.yaml")
    second, first = str(tmp_path / "second.yaml"), str(tmp_path / "first.yaml")
    assert caught.value.name == second
    assert [(fault.file, fault.line) for fault in caught.value.found] == [(second, 2), (first, 2), (first, 3)]
    assert f"\n  {first} line 3  seed\n" in str(caught.value)


def test_bad_yaml_in_a_chain_is_told_with_what_is_wrong_above(tmp_path):
    (tmp_path / "first.yaml").write_text("question: [\n")
    (tmp_path / "second.yaml").write_text("extends: first.yaml\nworlds: 1e3\n")
    (tmp_path / "third.yaml").write_text("extends: second.yaml\n")
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path / "third.yaml")
    assert [Path(fault.file).name for fault in caught.value.found] == ["first.yaml", "second.yaml"]


def test_a_list_that_is_replaced_forgets_the_lines_of_the_old_one(tmp_path):
    text = "events:\n  - {name: japan_deal, date: 2025-05-09, source: assumed}\n"
    assert faults(variant(tmp_path, text)) == [
        (3, "events[0]", "lacks the key probability: share of worlds in which it happens [share]")
    ]


@pytest.mark.parametrize("target", ["[a, b]", "", "''", "5", "{}", '"a\\0b"'])
def test_what_is_extended_must_be_named(tmp_path, target):
    file = tmp_path / "variant.yaml"
    file.write_text(f"# first\nextends: {target}\n")
    assert faults(file) == [(2, "extends", "must be the name of a scenario file")]


def test_a_file_cannot_extend_itself(tmp_path):
    file = tmp_path / "variant.yaml"
    file.write_text("extends: ./variant.yaml\n")
    assert faults(file) == [(1, "extends", "goes in a circle: variant.yaml -> variant.yaml")]


def test_a_path_is_told_as_seen_from_the_current_folder(tmp_path, monkeypatch):
    variant(tmp_path, "worlds: 0\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError, match=r"^variant\.yaml: 1 fault; nothing was run\n\n  line 2  worlds\n"):
        load("variant.yaml")


# --- merging ------------------------------------------------------------------------------------

OLD = {"triangular": [1, 2, 3], "range": [0, 4], "unit": "days", "source": "the old one", "note": "of the old one"}


@pytest.mark.parametrize(
    ("new", "both"),
    [
        (3, {"range": [0, 4], "unit": "days", "source": "set here", "value": 3}),
        ({"uniform": [1, 2]}, {"range": [0, 4], "unit": "days", "source": "set here", "uniform": [1, 2]}),
        ({"value": 9, "range": [0, 9], "source": "me"}, {"range": [0, 9], "unit": "days", "source": "me", "value": 9}),
        ({"range": [0, 9]}, OLD | {"range": [0, 9]}),
        (None, None),
        ("text", "text"),
        (True, True),
    ],
)
def test_a_new_figure_keeps_range_and_unit_but_not_the_source(new, both):
    assert merge_variant(OLD, new, "set here") == both


def test_part_of_a_distribution_may_be_set():
    old = {"lognormal": {"median": 1, "sigma": 2}, "source": "x"}
    assert merge_variant(old, {"lognormal": {"median": 3}}, "y") == {
        "lognormal": {"median": 3, "sigma": 2},
        "source": "y",
    }


def test_a_rule_of_the_same_name_keeps_its_other_parameters():
    old = {"tactic": {"timed": {"beta": 1, "opening": 0.1}}}
    new = {"tactic": {"timed": {"opening": 0.2}}}
    assert merge_variant(old, new, "") == {"tactic": {"timed": {"beta": 1, "opening": 0.2}}}


@pytest.mark.parametrize("new", [{"hardliner": {}}, {"hardliner": None}, "hardliner"])
def test_a_rule_of_another_name_replaces_the_old(new):
    assert merge_variant({"tactic": {"timed": {"beta": 1}}}, {"tactic": new}, "") == {"tactic": new}


def test_null_takes_a_key_out():
    assert merge_variant({"a": {"b": 1, "c": 2}, "d": [1]}, {"a": {"b": None, "x": None}}, "") == {
        "a": {"c": 2, "x": None},
        "d": [1],
    }


def test_a_candidate_can_be_taken_out(tmp_path):
    text = "election: {candidates: [lee_jae_myung, kim_moon_soo], polls: {shares: {lee_jun_seok: null}}}\n"
    election = load(variant(tmp_path, text)).scenario.election
    assert list(election.polls.shares) == election.candidates


def test_the_base_is_not_changed_by_merging():
    old = {"a": {"b": [1, 2]}, "c": dict(OLD)}
    merge_variant(old, {"a": {"b": [3]}, "c": 1}, "x")
    assert old == {"a": {"b": [1, 2]}, "c": OLD}


# --- settings -----------------------------------------------------------------------------------

SET = [
    ("worlds=17", lambda s: s.worlds, 17),
    ("seed=0", lambda s: s.seed, 0),
    ("question=What if, then?", lambda s: s.question, "What if, then?"),
    ("election=none", lambda s: s.election, None),
    ("events=[]", lambda s: s.events, []),
    ("events.0.probability=0", lambda s: s.events[0].probability.value, 0),
    ("events[0].probability=0.5", lambda s: s.events[0].probability.value, 0.5),
    ("events.japan_deal.probability=0.25", lambda s: s.events[0].probability.value, 0.25),
    ("us.weights.headline=0.5", lambda s: s.party_a.weights["headline"].range, (0, 2)),
    ("us.weights.headline=0.5", lambda s: s.party_a.weights["headline"].source, "set on the command line"),
    ("us.weights.imports={triangular: [-0.2, -0.1, 0]}", lambda s: s.party_a.weights["imports"].central, -0.1),
    ("us.weights.imports.triangular.0=-0.2", lambda s: s.party_a.weights["imports"].triangular, (-0.2, -0.1, 0)),
    ("us.weights.imports.range=[-1, 0]", lambda s: s.party_a.weights["imports"].range, (-1, 0)),
    ("us.tactic.timed.beta.lognormal.median=0.3", lambda s: s.party_a.tactic.timed.beta.central, 0.3),
    ("us.tactic=tit_for_tat", lambda s: s.party_a.tactic.name, "tit_for_tat"),
    ("us.tactic.hardliner={}", lambda s: s.party_a.tactic.name, "hardliner"),
    ("us.acceptance.constant.share=0.5", lambda s: s.party_a.acceptance.parameters.share.value, 0.5),
    ("us.opponent=fixed", lambda s: s.party_a.opponent.name, "fixed"),
    ("calendar.proposer=alternate", lambda s: s.calendar.proposer.alternate, True),
    ("calendar.proposer.korea=true", lambda s: s.calendar.proposer.coin, None),
    ("calendar.deadline=2025-07-01", lambda s: s.calendar.deadline, dt.date(2025, 7, 1)),
    ("calendar.meetings.also=[2025-05-05]", lambda s: s.calendar.meetings.also, [dt.date(2025, 5, 5)]),
    ("issues.defence_cost.on_table=true", lambda s: s.issues["defence_cost"].on_table, True),
    ("korea.governments.lee_jae_myung.tactic=null", lambda s: s.party_b.governments["lee_jae_myung"].tactic, None),
    (
        "korea.governments.caretaker.multiples.farm_loss=1.2",
        lambda s: s.party_b.governments["caretaker"].multiples["farm_loss"].value,
        1.2,
    ),
]


@pytest.mark.parametrize(("setting", "held", "value"), SET, ids=[setting for setting, *_ in SET])
def test_a_setting_changes_one_value(setting, held, value):
    assert held(load(BASELINE, [setting]).scenario) == value


def test_later_settings_come_on_top_of_earlier_ones():
    loaded = load(BASELINE, ["us.tactic=tit_for_tat", "us.tactic.timed.beta=0.7", "worlds=3", "worlds=4"])
    assert loaded.scenario.party_a.tactic.timed.beta.value == 0.7
    assert loaded.data["worlds"] == 4


@pytest.mark.parametrize(
    ("setting", "path", "message"),
    [
        ("us.tactc.timed.beta=1", "us.tactc.timed.beta", "no such key: tactc. Did you mean tactic?"),
        ("us.tactic.timed.betta=1", "us.tactic.timed.betta", "no such key: betta. Did you mean beta?"),
        ("wolds=1", "wolds", "no such key: wolds. Did you mean worlds?"),
        ("us.weights.imprts=-0.1", "us.weights.imprts", "no issue has this component. Did you mean imports?"),
        (
            "korea.governments.carteker.ambition=1",
            "korea.governments.carteker.ambition",
            "no such key: carteker. Did you mean caretaker?",
        ),
        ("worlds.x=3", "worlds.x", "worlds has no keys below it"),
        ("us.weights.imports", "", "a setting has the form a.b=c; found us.weights.imports"),
        ("=3", "", "a setting has the form a.b=c; found =3"),
        ("us..weights=3", "", "a setting has the form a.b=c; found us..weights=3"),
        ("worlds=", "worlds", "has no value after the equals sign; write null for none"),
        ("worlds=010", "worlds", "010 is ambiguous: YAML takes a leading 0 for octal. Write 10"),
        ("worlds=ten", "worlds", "must be a whole number; found 'ten'. Write the figure alone"),
        ("worlds=0", "worlds", "must be at least 1; found 0"),
        ("events.1.probability=0", "events.1.probability", "no such item: 1. Known: japan_deal"),
        ("events.japan.probability=0", "events.japan.probability", "no such item: japan. Did you mean japan_deal?"),
        ("issues.lng.levels.11=1", "issues.lng.levels.11", "no such item: 11. Items count from 0 to 9"),
        ("worlds=[1", "worlds", "not valid YAML: a bracket is not closed, or a comma is missing"),
        ("us.weights.imports=*a", "us.weights.imports", "the alias *a is not allowed: write the value out"),
        (
            "us.weights.imports={triangular: [0, -1, 2]}",
            "us.weights.imports.triangular",
            "must rise; found 0, -1, 2. Write low before high",
        ),
        (
            "us.weights.imports=0.5",
            "us.weights.imports",
            "must be within its stated range -0.25 to 0; found 0.5. "
            "If it is meant, state a wider range beside it: range: [-0.25, 0.5]",
        ),
    ],
)
def test_a_bad_setting_is_told_as_one_of_the_command_line(setting, path, message):
    assert faults(BASELINE, setting) == [(0, path, message)]


@pytest.mark.parametrize(
    ("setting", "path"),
    [
        ("market.cars=nowhere.csv", "market.cars"),
        ("market.cars.1.average_price_thousand_usd=37000", "market.cars[1].average_price_thousand_usd"),
        ("market.cars.1.customs_value_share_of_price=74", "market.cars[1].customs_value_share_of_price"),
        ("market.cars.1.base_tariff_2024=2.5", "market.cars[1].base_tariff_2024"),
        ("market.cars.1.plant_region=Korea", "market.cars[1].plant_region"),
        ("market.cars.1.plant_region=US", "market.cars[1]"),
        ("market.nests=two", "market.nests"),
        ("market.outside=50", "market.outside"),
        ("market.elasticity=much", "market.elasticity"),
        ("market.margin=20", "market.margin"),
        ("market.margin_of=Hyundai", "market.margin_of"),
        ("market.tariffs.JP=null", "market.tariffs"),
        ("industry.tariff=car_tariff", "industry.tariff"),
        ("carmakers.kia.brand=Hyundai", "carmakers.kia.built_in"),
        ("carmakers.kia.brand=Kja", "carmakers.kia.brand"),
    ],
)
def test_one_mistake_about_cars_is_told_at_one_place(setting, path):
    assert {at for _, at, _ in faults(BASELINE, setting)} == {path}


def test_a_setting_inside_a_distribution_is_held_to_its_range(tmp_path):
    beta = "{lognormal: {median: 0.3, sigma: 0.5}, range: [0.1, 0.4]}"
    file = variant(tmp_path, f"us: {{tactic: {{timed: {{beta: {beta}}}}}}}\n")
    assert faults(file, "us.tactic.timed.beta.lognormal.median=0.9") == [
        (
            0,
            "us.tactic.timed.beta",
            "must be within its stated range 0.1 to 0.4; found 0.9. "
            "If it is meant, state a wider range beside it: range: [0.1, 0.9]",
        )
    ]


def test_a_fault_that_a_variant_makes_in_the_baseline_is_told_at_its_line_there(tmp_path):
    with pytest.raises(ScenarioError) as caught:
        load(variant(tmp_path, "election: {candidates: [lee_jae_myung, kim_moon_soo]}\n"))
    lines = BASELINE.read_text(encoding="utf-8").split("\n")
    (fault,) = caught.value.found
    assert (fault.file, path_text(fault.path)) == ("scenarios/baseline.yaml", "election.polls.shares.lee_jun_seok")
    assert "lee_jun_seok: 7.5" in lines[fault.line - 1]


def test_the_report_says_that_a_fault_is_on_the_command_line():
    with pytest.raises(ScenarioError, match=r"\n  command line  worlds\n      must be at least 1; found 0$"):
        load(BASELINE, ["worlds=0"])


def test_bad_settings_are_told_together_with_the_faults_of_the_file(tmp_path):
    file = variant(tmp_path, "worlds: 0\nseed: 1e1\n")
    assert [path for _, path, _ in faults(file, "us.tactc=1", "question=5")] == [
        "worlds",
        "seed",
        "question",
        "us.tactc",
    ]


def test_a_setting_can_mend_a_file(tmp_path):
    assert load(variant(tmp_path, "worlds: 0\n"), ["worlds=3"]).scenario.worlds == 3


# --- the error itself ---------------------------------------------------------------------------


def test_an_error_survives_the_way_to_another_process():
    error = ScenarioError("a.yaml", [Fault("a.yaml", 3, ("us", "weights"), "is wrong")])
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.found, again.name) == (str(error), error.found, "a.yaml")


def test_of_very_many_faults_the_first_are_told():
    many = [Fault("a.yaml", line, ("events", line), "is wrong") for line in range(1, 1000)]
    text = str(ScenarioError("a.yaml", many))
    assert text.startswith("a.yaml: 999 faults; nothing was run\n\n  line 1  events[1]\n")
    assert text.endswith("\n  and 949 more")


def test_items_of_a_list_come_in_their_order():
    many = [Fault("a.yaml", 1, ("levels", place), "is wrong") for place in (10, 2, 1)]
    assert [fault.path[1] for fault in ScenarioError("a.yaml", many).found] == [1, 2, 10]


def test_checking_a_file_needs_no_heavy_library():
    code = (
        "import sys; from sim.scenario.loading import load; load('scenarios/baseline.yaml');"
        "print([m for m in ('scipy', 'mesa', 'matplotlib', 'pyarrow', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
