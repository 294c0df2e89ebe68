"""The model by the ODD protocol: complete, by the program's own lists, and true of what a model holds."""

import json
import re
from functools import cache

import numpy as np
import pytest
from places import DOCS, ROOT, SCENARIOS, SIM

from sim.core.chance import Chance
from sim.model.agents.parties import PLAIN
from sim.model.play import DAY, Play
from sim.model.records import Records
from sim.scenario.loading import load

ODD = (DOCS / "explanation" / "odd.md").read_text(encoding="utf-8")
PARAMETERS = (DOCS / "explanation" / "odd_parameters.md").read_text(encoding="utf-8")
ELEMENTS = (  # Grimm and others 2020, table 1
    *("Purpose and patterns", "Entities, state variables, and scales", "Process overview and scheduling"),
    *("Design concepts", "Initialization", "Input data", "Submodels"),
)
CONCEPTS = (  # the same, in the order of the protocol
    *("Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing"),
    *("Interaction", "Stochasticity", "Collectives", "Observation"),
)
HELD = {  # heading of a table -> the objects of a model whose arrays it lists
    "State of the talks": lambda s: [s.main.ledger, s.main],
    "Terms without a deal": lambda s: [s.main.terms],
    "Delegation": lambda s: [s.main.party_a, s.main.party_a.offer_memory, s.main.own, s.main.own.offer_memory],
    "Governments of both parties": lambda s: [s.administration, s.government],
    "Electorate": lambda s: [s.government.race],
    "Carmakers": lambda s: [s.industry, s.industry.trade, *chain(s.industry.trade)],
    "Car market": lambda s: [s.industry.market],
    "World outside": lambda s: [s.peers, s.values, s.industry.exchange],
    "Deals in stages": lambda s: [s.stages, s.stages.force, s.stages.text, s.rulings] if s.stages else [],
    "Another partner's talks": lambda s: s.partners,
}
FIXED = {  # arrays that never change in a world: parameters as drawn, or worked out from them on day 0
    "Carmakers": {
        *("money", "frozen_until", "dutiable", "usual_partner_units", "full_loss", "replaces", "parts_value", "relief"),
        *("capacities", "parts_since", "trend", "customs", "partner_value", "content", "imported", "credited"),
        *("parts_each", "parts_fixed", "direct", "stored", "figures"),
    },
    "Car market": {"world", "lines", "step", "nest", "inside", "none_frozen", "exponent_each", "power"},
    "World outside": {"sd", "dutiable", "parts"},
}
WORKED_OUT = {  # arrays that follow from the state variables of the same day, kept so as not to be worked out twice
    "Delegation": {
        *(
            "slope_factors",
            "walks",
            "first_values",
            "issue_ranges",
            "total_range",
            "least_values",
            "public",
            "at_stake",
        ),
    },
    "Electorate": {"known"},
    "Carmakers": {"supported_by", "freed", "today", "entering", "rates_known", "alike"},
    "Car market": {"followed_goal", "followed_rates", "nest_shares", "whole", "buyers"},
    "World outside": {"stale"},
    "Deals in stages": {"first_gap", "put_off", "held_over"},  # of the talks on the text, listed with the first ones
    "Another partner's talks": {
        "first_gap",
        "put_off",
        "held_over",
        "governing",
    },  # likewise; of the government of the U.S.
}
SPAN = re.compile(r"^(?:(-?\d+) to (\d+)|at least (-?\d+)|(any)|(true or false))$")


def chain(trade):
    """Return the stocks of makers that keep them by lot."""
    return [trade.chain, trade.chain.queue] if hasattr(trade, "chain") else []


def section(title, level="###"):
    """Return the text under a heading that begins with a title."""
    found = re.search(rf"^{level} (?:\d )?{re.escape(title)}[^\n]*\n(.*?)(?=^##|\Z)", ODD, re.MULTILINE | re.DOTALL)
    assert found, title
    return found.group(1)


def table(text):
    """Return the rows of the first table of a text, without its head."""
    lines = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE).group().split("\n")[:-1]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@cache
def played(name, setting=None, days=130, worlds=4):
    """Return the state of a scenario after some days, in few worlds."""
    spec = load(SCENARIOS / f"{name}.yaml", [setting] if setting else []).scenario
    play = Play(spec, Chance(1, 0, worlds), 0, Records(daily=worlds, in_full=1), PLAIN)
    while play.running and play.setting.day < days:
        play.live_day()
    return play.state


STATES = (("two_stages_ruling", None), ("japan_played", None), ("defence_threat", "industry.stock=untaxed_only"))


def arrays(held):
    """Yield the names and values of all arrays that an object holds itself, in a mapping or in a list."""
    for name, value in vars(held).items():
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else [value]
        found = [part for part in parts if isinstance(part, np.ndarray)]
        if found and not name.startswith("_"):
            yield name, found


# --- the elements of the protocol ------------------------------------------------------------------


def test_the_seven_elements_stand_in_order():
    assert re.findall(r"^## \d (.*)$", ODD, re.MULTILINE) == list(ELEMENTS)


def test_every_design_concept_has_its_heading_and_some_text_in_the_order_of_the_protocol():
    concepts = ODD.split("## 4 ")[1].split("\n## 5 ")[0]
    assert re.findall(r"^### (.*)$", concepts, re.MULTILINE) == list(CONCEPTS)
    assert not [name for name in CONCEPTS if len(section(name).split()) < 30]


def test_the_steps_of_the_day_are_those_of_the_model_in_order_and_in_these_files():
    rows = table(ODD.split("## 3 ")[1])
    assert [row[0].strip("`") for row in rows] == [name for name, _ in DAY]
    assert [row[3].strip("`") for row in rows] == [f"{act.__module__.replace('.', '/')}.py" for _, act in DAY]


def test_every_kind_of_agent_is_an_entity():
    rows = {row[1] for row in table(ODD.split("**Entities.**")[1])}
    kinds = vars(PLAIN).values()
    assert rows == {f"`{kind.__name__}`, `{kind.__module__.replace('.', '/')}.py`" for kind in kinds}


def test_every_file_of_the_program_that_it_names_is_there():
    named = set(re.findall(r"`((?:sim/)?[a-z_]+/[a-z_/]*(?:\.py)?)`", ODD))
    places = [path for path in named if path.split("/")[0] in {"sim", *(p.name for p in SIM.iterdir() if p.is_dir())}]
    assert len(places) > 80
    assert not [path for path in places if not (ROOT / path).exists() and not (SIM / path).exists()]


def test_every_draw_of_a_run_is_in_the_list():
    names = re.findall(r"`([a-z_.]*<?[^`]*)`", "".join(row[0] for row in table(section("Stochasticity"))))
    known = [
        re.escape(name).replace("<n>", r"\d+").replace("<name>", r"\w+").replace("<side>", r"\w+") for name in names
    ]
    listed = re.compile(rf"(?:neighbour\.|text\.)?(?:{'|'.join(known)})")
    for state in (played(*state) for state in STATES):
        figures = set(state.setting.draws)
        drawn = {name for name in state.setting.chance.used if name not in figures}
        assert len(drawn) > 100
        assert not [name for name in drawn if not listed.fullmatch(name)]


# --- parameters ------------------------------------------------------------------------------------


def schema_names(part, found):
    """Collect the names of all keys that a JSON schema allows."""
    if isinstance(part, dict):
        found.update(part["properties"] if isinstance(part.get("properties"), dict) else ())
        for value in part.values():
            schema_names(value, found)
    elif isinstance(part, list):
        for value in part:
            schema_names(value, found)
    return found


def test_every_parameter_of_the_schema_is_in_it():
    schema = json.loads((SIM / "scenario" / "schema.json").read_text(encoding="utf-8"))
    figures = {"Quantity", "Normal", "Lognormal"}  # how a figure is written, not what it is of
    parts = {name: part for name, part in schema["$defs"].items() if name not in figures}
    names = schema_names({key: value for key, value in schema.items() if key != "$defs"} | {"all": parts}, set())
    written = {"mean", "sd", "median", "middle", "note"}  # of distributions, and what may stand beside any figure
    said = {word for name in re.findall(r"`([\w.]+)`", PARAMETERS) for word in name.split(".")}
    of_variants = {"extends", "more_events"}  # of the file, not of the model
    assert len(names) > 300
    assert not names - said - written - of_variants


def test_a_parameter_says_its_unit_its_values_and_what_the_baseline_has():
    rows = [line for line in PARAMETERS.split("\n") if line.startswith("| `extension_days`")]
    meaning = "length of an extension | whole number, 1 to 3650 | 24 |"
    assert rows == [f"| `extension_days` | days | {meaning}"]
    assert "| `timed.beta` | ratio |" in PARAMETERS
    caretaker = PARAMETERS.split("### `korea.governments.<name>`")[1]
    assert "triangular 2, 5, 9" in caretaker.split("`audience_cost`")[1].split("\n")[0]


# --- state variables -------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("title", HELD)
def test_every_array_of_the_state_is_in_a_table(title, state):
    listed = {row[0].strip("`") for row in table(section(title))}
    held = {array for part in HELD[title](played(*state)) for array, _ in arrays(part)}
    assert not held - listed - FIXED.get(title, set()) - WORKED_OUT.get(title, set())


@pytest.mark.parametrize("title", HELD)
def test_every_variable_of_a_table_is_kept_by_the_program(title):
    listed = {row[0].strip("`") for row in table(section(title))}
    named = {name for state in STATES for part in HELD[title](played(*state)) for name in vars(part)}
    assert not listed - named


@pytest.mark.parametrize("title", HELD)
def test_every_variable_has_a_meaning_a_range_and_what_changes_it_and_keeps_to_the_range(title):
    seen = 0
    for name, meaning, unit, span, changes in table(section(title)):
        low, high, least, free, flags = SPAN.match(span).groups()
        assert meaning
        assert changes
        assert unit or flags
        for state in STATES:
            for part in HELD[title](played(*state)):
                for values in (v for key, found in arrays(part) if key == name.strip("`") for v in found):
                    known = values[np.isfinite(values)]
                    seen += len(known)
                    assert (values.dtype == bool) == bool(flags), name
                    assert free or flags or np.all(known >= float(least or low)), name
                    assert high is None or np.all(known <= float(high)), name
    assert seen


def test_what_is_said_to_be_fixed_does_not_change():
    early, late = (played("japan_played", days=days) for days in (60, 130))
    assert not [
        name
        for title, names in FIXED.items()
        for one, other in zip(HELD[title](early), HELD[title](late), strict=True)
        for (name, before), (_, after) in zip(arrays(one), arrays(other), strict=False)
        if name in names - {"capacities"} and name in dict(arrays(other))
        for a, b in zip(before, dict(arrays(other))[name], strict=True)
        if a.shape != b.shape or not np.array_equal(a, b)
    ]
