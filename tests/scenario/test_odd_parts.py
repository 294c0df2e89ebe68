"""What is rarely meant is refused or told by `check`, by sentences written here; own cases in 30 lines of YAML."""

import copy
from datetime import date

import pytest
import yaml
from command import command
from places import SCENARIOS

from sim.reporting.diary_reasons import cause_of_change
from sim.reporting.words import count_text
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load
from sim.scenario.odd_parts import odd_parts
from sim.scenario.party_words import words_of
from sim.scenario.value_zero import counted_from

PARTY = {
    "source": "assumed",
    "tactic": {"timed": {"beta": 1}},
    "opponent": {"frequency": {"step": 0.2}},
    "acceptance": "next",
    "opening": "own_best",
}
LAPSE = {
    "extension_days": 7,
    "most": 0,
    "common": 0,
    "closeness": 1,
    "repeat": 1,
    "after_lapse": {"go_on": 1, "days": 30},
    "source": "assumed",
}


def own_case(**changes):
    """Return a case of two unions and owners over one issue, in which `work` gives way to a strike after a lapse."""
    issue = {
        "meaning": "work or strike",
        "unit": "level",
        "levels": ["strike", "work"],
        "now": "work",
        "lapsed": "strike",
        "source": "assumed",
        "flows": {"table": {"components": {"pay": [0, 10]}}},
    }
    held = {
        "question": "When does the strike end?",
        "worlds": 10,
        "seed": 1,
        "value_unit": "mn EUR a year",
        "parties": {"unions": {"name": "the unions"}, "owner": {"name": "the owner"}},
        "calendar": {
            "talks": date(2026, 1, 5),
            "deadline": date(2026, 3, 31),
            "horizon": date(2027, 12, 31),
            "meetings": {"every": 7},
            "proposer": "alternate",
            "source": "assumed",
        },
        "deadline": copy.deepcopy(LAPSE),
        "issues": {"work": issue},
        "unions": copy.deepcopy(PARTY) | {"weights": {"pay": 1}},
        "owner": copy.deepcopy(PARTY) | {"weights": {"pay": -1}},
    }
    return held | changes


@pytest.fixture
def read(tmp_path):
    """Write a case and read it."""

    def write(held):
        file = tmp_path / "own.yaml"
        file.write_text(yaml.safe_dump(held, sort_keys=False), encoding="utf-8")
        return load(file)

    return write


def with_issue(**changes):
    """Return the case with keys of its issue replaced."""
    held = own_case()
    held["issues"]["work"] |= changes
    return held


def told(loaded):
    """Return what is said of a case, but for the plural name of its unions."""
    return [said for said in odd_parts(loaded.scenario, loaded.data) if not said.startswith("parties.unions")]


def test_a_case_without_oddities_is_told_of_its_plural_name_alone(read):
    loaded = read(own_case())
    assert told(loaded) == []
    assert list(odd_parts(loaded.scenario, loaded.data)) == [
        "parties.unions: text says `the unions opens`, `its demand`: a `name` of one reads better"
    ]


def test_an_issue_of_one_level_is_told(read):
    held = own_case()
    single = {"levels": ["paid"], "now": "paid", "lapsed": "paid", "flows": {"table": {"components": {"pay": [10]}}}}
    held["issues"]["leave"] = held["issues"]["work"] | single
    assert told(read(held)) == ["issues.leave has one level: nothing of it can be negotiated"]


def test_an_empty_precedent_is_told(read):
    (said,) = told(read(own_case(precedent={"tariffs": {}, "source": "assumed"})))
    assert said.startswith("precedent names no issue")


def test_the_unit_of_values_is_told_where_it_is_not_stated(read):
    held = own_case()
    del held["value_unit"]
    assert told(read(held)) == ["values are told in bn USD a year, as no `value_unit` is stated"]


@pytest.mark.parametrize("name", ["baseline.yaml", "us_eu_2025.yaml", "labour_dispute.yaml", "brexit_deadline.yaml"])
def test_nothing_is_said_of_shipped_cases(name):
    loaded = load(SCENARIOS / name)
    assert list(odd_parts(loaded.scenario, loaded.data)) == []


def test_a_level_after_a_lapse_beside_no_deal_is_said(read):
    (said,) = told(read(own_case(no_deal={"unions": 1, "owner": 2, "source": "assumed"})))
    assert said.startswith("issues.work.lapsed changes no value: `no_deal` says")
    assert told(read(with_issue(lapsed="work") | {"no_deal": {"unions": 1, "owner": 2, "source": "assumed"}})) == []


@pytest.mark.parametrize(
    ("pay", "said"),
    [
        ([0, 10], "no deal after a lapse"),  # counted from the strike
        ([-10, 0], "no deal before a lapse"),  # counted from work, which is in force first
        ([3, 7], "the levels at which flows are 0"),
    ],
)
def test_values_are_said_to_be_counted_from_where_flows_are_0(read, pay, said):
    spec = read(with_issue(flows={"table": {"components": {"pay": pay}}})).scenario
    assert counted_from(spec) == said


def test_nothing_lapses_without_another_level_or_a_deadline(read):
    zero_at_work = {"table": {"components": {"pay": [-10, 0]}}}
    assert counted_from(read(with_issue(lapsed="work", flows=zero_at_work)).scenario) == "no deal"
    held = own_case()
    del held["deadline"]
    assert counted_from(read(held).scenario) == "no deal"


def test_flows_that_are_not_0_without_a_deal_are_said(read):
    """Work, which is in force and stays so, is worth 10: a deal on work would be a gain of 10 over itself."""
    held = with_issue(lapsed="work")
    spec = read(held).scenario
    assert counted_from(spec) == "the levels at which flows are 0"
    assert any(line.startswith("issues.work: flows are not 0 at its level without a deal") for line in told(read(held)))
    stated = held | {"no_deal": {"unions": 1, "owner": 2, "source": "assumed"}}
    assert not any("flows are not 0" in line for line in told(read(stated)))


def test_baseline_is_counted_from_a_lapse():
    assert counted_from(load(SCENARIOS / "baseline.yaml").scenario) == "no deal after a lapse"


def test_what_is_of_several_takes_one_apostrophe(read):
    words = words_of(read(own_case()).scenario)
    assert words.text("{a}'s demand, {B}'s, {a}") == "the unions' demand, The owner's, the unions"


def test_counts_agree_with_their_noun():
    assert [count_text(1, "factor"), count_text(0, "factor"), count_text(12, "factor")] == [
        "1 factor",
        "0 factors",
        "12 factors",
    ]


def test_offers_of_a_party_without_an_adjective(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(yaml.safe_dump(own_case(), sort_keys=False), encoding="utf-8")
    done = command("run", file, "--worlds", 10, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "of those of the unions and" in done.stdout
    assert "of the owner's; not to be signed" in done.stdout


@pytest.mark.parametrize("verb", ["compare", "run", "sweep", "explain"])
def test_too_many_worlds_are_refused_by_each_verb(verb):
    names = ("baseline.yaml", "baseline.yaml") if verb in ("compare", "explain") else ("baseline.yaml",)
    done = command(verb, *(SCENARIOS / name for name in names), "--worlds", 10**15)
    assert done.returncode == 2
    assert "at most 1,000,000,000 worlds; found 1,000,000,000,000,000" in done.stderr


def test_too_many_worlds_of_a_file_are_refused(read):
    with pytest.raises(ScenarioError, match="worlds"):
        read(own_case(worlds=10**15))


def test_keys_are_listed_by_the_names_of_a_case(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(yaml.safe_dump(own_case(), sort_keys=False), encoding="utf-8")
    said = command("list", "keys", "governments", "--for", file).stdout
    assert "unions.governments.<name>.formation_days" in said
    assert "mn EUR a year" in said
    assert (
        "us and korea stand for the two parties: a file that names others has their keys (--for SCENARIO)"
        in command("list", "keys", "governments").stdout
    )
    assert not {"us", "korea"} & {line.split(".")[0] for line in said.splitlines()}


@pytest.mark.parametrize(
    ("place", "key", "given", "unwritten"),
    [
        (("calendar",), "talks", "soon", "calendar.pause"),
        (("issues", "work"), "now", "holiday", "issues.work.lapsed"),
        (("issues", "work"), "levels", [True, "work"], "issues.work.now"),
    ],
)
def test_a_fault_is_told_at_a_key_that_was_written(read, place, key, given, unwritten):
    held = own_case()
    for name in (unwritten.rpartition(".")[2], "now" if key == "levels" else ""):
        held["issues"]["work"].pop(name, None)
    if key == "levels":
        held["issues"]["work"].pop("lapsed")
    part = held
    for name in place:
        part = part[name]
    part[key] = given
    with pytest.raises(ScenarioError) as wrong:
        read(held)
    paths = {".".join(map(str, fault.path)) for fault in wrong.value.found}
    assert any(path.startswith(".".join((*place, key))) for path in paths)
    assert unwritten not in paths


@pytest.mark.parametrize(
    ("lapsed", "said"), [(True, ": the deadline has lapsed, and talks go on"), (False, ": the deadline has moved")]
)
def test_a_demand_that_rises_after_a_lapse_is_not_laid_to_a_deadline_that_moved(lapsed, said):
    before = {"side": "party_a", "party_a_demand": 5, "party_a_reserve": 0, "days_left": 1, "lapsed": False}
    entry = before | {"party_a_demand": 6, "days_left": 60, "lapsed": lapsed}
    assert cause_of_change(entry, before, None, None) == said


OPINION = {"against": 0.6, "in_favour": 0.3, "approval": 0, "points": 0, "source": "assumed"}


def with_government(vote=None, **government):
    """Return a case in which the owner's board governs, with a vote of the owner on a day or without one."""
    held = own_case(parties={"union": {"name": "the union"}, "owner": {"name": "the owner"}})
    held["union"] = held.pop("unions")
    held["owner"] |= {"in_office": "board", "governments": {"board": government}}
    held["owner"] |= {"vote": vote} if vote else {}
    return held


@pytest.mark.parametrize(
    ("vote", "government", "said"),
    [
        (
            None,
            {"audience_cost": 3, "opinion": OPINION},
            "owner.governments.board.audience_cost has no effect without a vote",
        ),
        (
            date(2026, 2, 2),
            {"audience_cost": 3},
            "owner.governments.board.audience_cost has no effect without `opinion`",
        ),
        (date(2026, 2, 2), {}, "owner.vote has no effect without a government with `audience_cost`"),
        (
            date(2026, 2, 2),
            {"audience_cost": 3, "opinion": OPINION | {"in_favour": 0.5}},
            "owner.governments.board.opinion: against and in_favour are shares of the public, and add up",
        ),
    ],
)
def test_parts_of_politics_without_effect_are_said(read, vote, government, said):
    assert [line for line in told(read(with_government(vote, **government))) if line.startswith(said)]


def test_what_binds_is_not_said(read):
    held = with_government(date(2026, 2, 2), audience_cost=3, opinion=OPINION)
    assert not [line for line in told(read(held)) if line.startswith("owner.")]


def test_poll_shares_of_1_and_a_majority_out_of_reach_are_said(read):
    held = with_government()
    held["owner"]["governments"] = {"board": {}, "heirs": {}}
    held["election"] = {
        "date": date(2026, 2, 2),
        "candidates": ["board", "heirs"],
        "polls": {"date": date(2026, 1, 1), "shares": {"board": 0.6, "heirs": 0.3}, "interviews": 900}
        | {"sd_day": 0.04, "sd_error": 0.1, "blackout_days": 0, "source": "assumed"},
        "honour": "certain",
        "source": "assumed",
    }
    held["assembly"] = {
        "seats": {"board": 40, "heirs": 50},
        "majority": 100,
        "pivot": {"multiples": {}, "scale": 1, "threshold": 0},
        "vote_lag_days": 1,
        "void_penalty": {"union": 0, "owner": 0},
        "source": "assumed",
    }
    said = told(read(held))
    assert "the poll shares of owner's election add up to 0.9 percent: write 46.6, not 0.466" in said
    assert "the majority of owner's assembly, 100, is more than the 90 seats that are stated" in said
