"""The JSON Schema of a scenario, with which editors complete and check keys.

It is made from the blocks, with what a reader may write in short put beside the long form: a bare
number for a figure, `next` for {next: {}}, `none` for no election.  A file with `extends` is held
to the same keys, but need not state them all.
"""

from collections.abc import Callable
from typing import Any

from sim.scenario.partial import MAY_BE_ABSENT
from sim.scenario.party_words import reference_words, usual_words
from sim.scenario.schema.choice import ALL_REGISTRIES, IN_SHORT
from sim.scenario.schema.quantity import SHAPES
from sim.scenario.schema.scenario import Scenario

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REFERENCE = "#/$defs/"
DIFFERENCE = "Difference"  # ends the name of a block of which not all keys need be stated
OWN_KEYWORDS = {"low", "high", "strict", "title"}
MORE_EVENTS = "events that come behind those of the scenario extended"
BY_NAME = "or what differs in single ones, by name; null takes one out"
EXTENDS = {"description": "scenario file, sought beside this one, from which this one differs", "type": "string"}

LEFT_OUT = ("", "0001-01-01")  # what stands for a level or a day that is left out, and is that of another

Node = dict[str, Any]


def json_schema() -> Node:
    """Return the JSON Schema of a scenario, units included."""
    whole = reference_words().data(use_standard_keywords(Scenario.model_json_schema()))
    defs: Node = whole.pop("$defs")
    defs["Scenario"] = whole
    for name in MAY_BE_ABSENT:
        whole["properties"][name]["anyOf"].append({"const": "none"})
    for name in ("assembly", "election"):
        defs["PartyPart"]["properties"][name]["anyOf"].append({"const": "none"})
    whole["properties"]["deadline"] = allow_words_alone(whole["properties"]["deadline"], ["firm", "none"])
    for name in ALL_REGISTRIES:
        defs[name] = allow_words(
            defs[name], [rule for rule in ALL_REGISTRIES[name] if not needs_parameters(defs, name, rule)]
        )
    defs["MarketPart"]["properties"]["cars"] = allow_file(defs["MarketPart"]["properties"]["cars"])
    defs["FactorPart"] = allow_ends(defs["FactorPart"])
    defs["Proposer"] = allow_words(defs["Proposer"], ["alternate", *usual_words().keys])
    whole["properties"]["parties"] = allow_list(whole["properties"]["parties"])
    variants = {name + DIFFERENCE: relax_block(held) for name, held in defs.items()}
    listed = {**variants["Scenario" + DIFFERENCE]["properties"]["events"], "description": MORE_EVENTS}
    variants["Scenario" + DIFFERENCE]["properties"] |= {"extends": EXTENDS, "more_events": listed}
    allow_changes(variants["Scenario" + DIFFERENCE], "events", by_null=False)
    allow_changes(variants["ElectionPart" + DIFFERENCE], "candidates", by_null=True)
    defs["Quantity"] = allow_number({**defs["Quantity"], "oneOf": [{"required": [shape]} for shape in SHAPES]})
    variants["Quantity" + DIFFERENCE] = allow_number(variants["Quantity" + DIFFERENCE])
    for rule in (ALL_REGISTRIES["Bidding"][name].__name__ for name in IN_SHORT):
        defs[rule], variants[rule + DIFFERENCE] = allow_text(defs[rule]), allow_text(variants[rule + DIFFERENCE])
    defs["Scenario"] = whole = require_usual_parties(whole)
    return {
        "$schema": DIALECT,
        "title": "Scenario",
        "description": whole["description"],
        "if": {"required": ["extends"]},
        "then": {"$ref": f"{REFERENCE}Scenario{DIFFERENCE}"},
        "else": {"$ref": f"{REFERENCE}Scenario"},
        "$defs": defs | variants,
    }


def require_usual_parties(whole: Node) -> Node:
    """Return the schema of a whole scenario, in which the parties of 2025 have blocks unless others are named."""
    rules = [
        {"if": {"properties": {"parties": {"type": "object", "required": [key]}}}, "then": {"required": [key]}}
        for key in usual_words().keys
    ]
    return {**whole, "allOf": rules}


def map_nodes(node: Any, change: Callable[[Node], Node]) -> Any:
    """Return a schema with every node in it changed, the inner ones first."""
    if isinstance(node, list):
        return [map_nodes(item, change) for item in node]
    if not isinstance(node, dict):
        return node
    held = {}
    for key, value in node.items():
        if key in ("properties", "patternProperties", "$defs"):
            held[key] = {name: map_nodes(below, change) for name, below in value.items()}
        else:
            held[key] = value if key == "default" else map_nodes(value, change)
    return change(held)


def use_standard_keywords(schema: Node) -> Node:
    """Return a schema with bounds in its own words and the unit in every description."""

    def change(node: Node) -> Node:
        kept = {key: value for key, value in node.items() if key not in OWN_KEYWORDS and (key, value) != ("unit", "")}
        if kept.get("default") in LEFT_OUT:
            del kept["default"]
        if isinstance(kept.get("default"), dict):  # a figure
            kept["default"] = kept["default"].get("value", kept["default"])
        if "patternProperties" in kept:
            kept["additionalProperties"] = False
        if "unit" in kept and "description" in kept:
            kept["description"] += f" [{kept['unit']}]"
        return add_bounds(kept, json_bounds(node)) if json_bounds(node) else kept

    return dict(map_nodes(schema, change))


def json_bounds(node: Node) -> Node:
    """Return the bounds of a node as JSON Schema says them."""
    low = "exclusiveMinimum" if node.get("strict") else "minimum"
    return {word: node[key] for key, word in (("low", low), ("high", "maximum")) if node.get(key) is not None}


def add_bounds(node: Any, limit: Node) -> Any:
    """Return a node with bounds beside every reference to a figure in it; they hold for bare numbers."""

    def change(inner: Node) -> Node:
        return inner | limit if inner.get("$ref") == f"{REFERENCE}Quantity" else inner

    return map_nodes(node, change)


def needs_parameters(defs: Node, name: str, rule: str) -> bool:
    """Whether a rule has parameters without a default."""
    reference = defs[name]["properties"][rule]["anyOf"][0]["$ref"]
    return bool(defs[reference.removeprefix(REFERENCE)].get("required"))


def allow_words(block: Node, words: list[str]) -> Node:
    """Return a block of which exactly one key is stated; some keys may stand alone as a word."""
    long = {key: value for key, value in block.items() if key != "description"} | {
        "minProperties": 1,
        "maxProperties": 1,
    }
    return {"description": block["description"], "anyOf": [{"enum": words}, long]}


def allow_words_alone(node: Node, words: list[str]) -> Node:
    """Return a reference to a block in whose place one of some words may stand."""
    long = {key: value for key, value in node.items() if key not in ("description", "default")}
    return {"description": node["description"], "anyOf": [{"enum": words}, long, {"type": "null"}]}


def allow_number(block: Node) -> Node:
    """Return a figure that may also be written as a bare number."""
    long = {key: value for key, value in block.items() if key != "description"}
    return {"description": block["description"], "anyOf": [{"type": "number"}, long]}


def allow_text(block: Node) -> Node:
    """Return the parameters of a rule, of which the first may stand alone as a text."""
    return {"description": block["description"], "anyOf": [{"type": "string"}, block]}


def allow_ends(block: Node) -> Node:
    """Return what is swept, which may also be written as its two ends."""
    long = {key: value for key, value in block.items() if key != "description"}
    ends = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    return {"description": block["description"], "anyOf": [ends, long]}


def allow_file(node: Node) -> Node:
    """Return a list that may also stand in a CSV file, which is then named."""
    long = {key: value for key, value in node.items() if key != "description"}
    return {"description": node["description"], "anyOf": [{"type": "string"}, long]}


def allow_list(node: Node) -> Node:
    """Return a block of which nothing but the keys need be stated, which may then be a list."""
    long = {key: value for key, value in node.items() if key != "description"}
    listed = {"type": "array", "items": {"type": "string"}}
    return {"description": node["description"], "anyOf": [listed, long]}


def allow_changes(block: Node, key: str, by_null: bool) -> None:
    """Let a list of a variant also be changed by the names of its items, in place; or these only be taken out."""
    held = block["properties"][key]
    long = {word: value for word, value in held.items() if word != "description"}
    part = {"type": "null"} if by_null else allow_null(long["items"])
    named = {"type": "object", "additionalProperties": part}
    block["properties"][key] = {"description": f"{held['description']}; {BY_NAME}", "anyOf": [long, named]}


def allow_null(node: Node) -> Node:
    """Return a node that may also be null."""
    return {"anyOf": [node, {"type": "null"}]}


def relax_block(block: Node) -> Node:
    """Return a block of a variant: no key is required, and null takes a key out."""

    def change(node: Node) -> Node:
        held = {key: value for key, value in node.items() if key != "required"}
        if "$ref" in held:
            held["$ref"] += DIFFERENCE
        named = held.get("patternProperties", {})
        if named:
            held["patternProperties"] = {name: allow_null(below) for name, below in named.items()}
        if isinstance(held.get("additionalProperties"), dict):
            held["additionalProperties"] = allow_null(held["additionalProperties"])
        return held

    return dict(map_nodes(block, change))
