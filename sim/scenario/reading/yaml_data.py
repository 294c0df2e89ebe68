"""YAML to plain data, with the line of every key and without YAML's surprises.

PyYAML keeps the last of two equal keys without a word, follows aliases, and reads words in ways
that surprise (see `words`).  Here each of these is a fault with its cure.  Only plain data is
read: no tags, no anchors, no merge keys, nothing that names code.
"""

import re
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from sim.scenario.faults import COMMAND_LINE, Fault, KeyPath, ScenarioError, short_path
from sim.scenario.reading.files import Unreadable, read_text
from sim.scenario.reading.parsing import YAML_TAG, compose_yaml
from sim.scenario.reading.scalars import parse_scalar
from sim.scenario.reading.scenario_text import VOID, ScenarioText

TEXTS_KEPT = 4  # whose data are kept: a scenario's, and those of what it extends, which its variants extend too
REST = re.compile("0[0-9]{2}")  # of a number with a comma, as in 35,000
BREAKS = set("\x85\u2028\u2029\ufeff")  # written as escapes, as readers take them for line ends or marks


class Reader:
    """Turns YAML nodes into data and gathers faults on the way."""

    def __init__(self, file: str) -> None:
        self.text = ScenarioText(file, {})

    def note_fault(self, node: Any, path: KeyPath, message: str) -> None:
        """Note a fault at the line of a node."""
        line = 0 if self.text.file == COMMAND_LINE else node.start_mark.line + 1
        self.text.faults.append(Fault(self.text.file, line, path, message))

    def value(self, node: Any, path: KeyPath) -> Any:
        """Return the data of a node, VOID where it is at fault."""
        self.text.lines.setdefault(path, (self.text.file, node.start_mark.line + 1))
        if node.refused:
            self.note_fault(node, path, node.refused)
            self.text.void.add(path)
            return VOID
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return self.items(node, path)
        return self.word(node, path)

    def items(self, node: Any, path: KeyPath) -> list[Any]:
        """Return a list; a number with a comma, which YAML takes for two items, is told as such."""
        for before, item in pairwise(node.value):
            if is_rest_of_number(before, item):
                item.refused = f"{before.value},{item.value} is two items to YAML: write a number without commas"
        return [self.value(item, (*path, k)) for k, item in enumerate(node.value)]

    def word(self, node: Any, path: KeyPath) -> Any:
        """Return a scalar; quoted and folded text stays text."""
        if node.style:
            return node.value
        try:
            return parse_scalar(node.value)
        except ValueError as surprise:
            self.note_fault(node, path, str(surprise))
            self.text.void.add(path)
            return VOID

    def mapping(self, node: Any, path: KeyPath) -> dict[str, Any]:
        """Return a mapping; a key that stands twice is a fault."""
        data: dict[str, Any] = {}
        for (_, before), (key_node, _) in pairwise(node.value):
            if is_behind_comma(before, key_node) and key_node.value.isdigit():
                number = f"{before.value},{key_node.value}"
                key_node.refused = f"{number} is two entries to YAML: write a number without commas, and with a point"
        for key_node, value_node in node.value:
            key = self.key(key_node, path)
            if key is None:
                continue
            here = (*path, key)
            if key in data:
                first = f"stands twice; the first is on line {self.text.lines[here][1]}"
                self.note_fault(key_node, here, f"{first}. Only one would count: delete the other")
                continue
            self.text.lines[here] = (self.text.file, key_node.start_mark.line + 1)
            data[key] = self.value(value_node, here)
        return data

    def key(self, node: Any, path: KeyPath) -> str | None:
        """Return a key, or None if it is no word."""
        try:
            return key_of(node)
        except ValueError as wrong:
            self.note_fault(node, path, str(wrong))
            return None


def is_rest_of_number(before: Any, item: Any) -> bool:
    """Return whether an item such as 000 stands right behind a number and a comma, as in 35,000."""
    return is_behind_comma(before, item) and bool(REST.fullmatch(item.value))


def is_behind_comma(before: Any, item: Any) -> bool:
    """Return whether a bare word stands right behind a whole number and a comma."""
    if not (isinstance(before, yaml.ScalarNode) and isinstance(item, yaml.ScalarNode)) or before.style or item.style:
        return False
    return item.start_mark.index == before.end_mark.index + 1 and before.value.isdigit()


def key_of(node: Any) -> str:
    """Return the word of a key; ValueError if it is none."""
    if node.refused:
        raise ValueError(f"a key must be a word: {node.refused}")
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("a key must be a word; found a list or a block")
    if not node.style and node.value == "<<":
        raise ValueError("merge keys (<<) are not allowed: name a file in `extends`")
    key = node.value if node.style else parse_scalar(node.value)
    if not isinstance(key, str):
        raise ValueError(f"a key must be a word; found {node.value or 'nothing'}")
    return key


@lru_cache(maxsize=TEXTS_KEPT)
def read_once(text: str, name: str) -> ScenarioText:
    """Return the data of a file's text, to be copied and left as it is; Unreadable if it has no data at all."""
    try:
        node = compose_yaml(text)
    except ValueError as wrong:
        raise Unreadable(*wrong.args) from None
    if node is None:
        raise Unreadable(
            1,
            "is empty. Begin with `extends: baseline.yaml` and list what differs, or with: sim new NAME.yaml",
        )
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable(1, "must be `key: value` lines; found a list or text")
    reader = Reader(name)
    data = reader.value(node, ())
    reader.text.data = data if isinstance(data, dict) else {}
    return reader.text


def read_yaml(path: Path) -> ScenarioText:
    """Return the data of one file with the faults of its form; Unreadable if it has no data at all."""
    return read_once(read_text(path), short_path(path)).copy()


def parse_yaml(path: Path) -> ScenarioText:
    """Return the data of one file with its lines; ScenarioError with every fault of its form."""
    name = short_path(path)
    try:
        text = read_yaml(path)
    except Unreadable as wrong:
        raise ScenarioError(name, [Fault(name, wrong.line, (), wrong.message)]) from None
    if text.faults:
        raise ScenarioError(name, text.faults)
    return text


def parse_value(words: str) -> Any:
    """Return the data of one value as it may stand on the command line; ValueError if it has none."""
    try:
        node = compose_yaml(words)
    except ValueError as wrong:
        raise ValueError(wrong.args[1]) from None
    if node is None:
        raise ValueError("has no value after the equals sign; write null for none")
    reader = Reader(COMMAND_LINE)
    data = reader.value(node, ())
    if reader.text.faults:
        raise ValueError(". ".join(fault.message for fault in reader.text.faults))
    return data


class Writer(yaml.SafeDumper):
    """Writes data so that this reader, and any other, reads the same back."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write a value out wherever it stands."""
        return True


def _float(writer: Writer, value: float) -> Any:
    text = format(Decimal(repr(value)), "f")
    return writer.represent_scalar(YAML_TAG + "float", text if "." in text else text + ".0")


def _text(writer: Writer, value: str) -> Any:
    try:
        bare = parse_scalar(value) == value
    except ValueError:
        bare = False
    style = '"' if BREAKS.intersection(value) else None if bare else "'"
    return writer.represent_scalar(YAML_TAG + "str", value, style=style)


class InlineWriter(Writer):
    """Writes data on one line: a text that holds a line's end is written with escapes."""


def _inline_text(writer: Writer, value: str) -> Any:
    return writer.represent_scalar(YAML_TAG + "str", value, style='"') if "\n" in value else _text(writer, value)


Writer.add_representer(float, _float)
Writer.add_representer(str, _text)
InlineWriter.add_representer(str, _inline_text)


def to_yaml(data: dict[str, Any]) -> str:
    """Return data as YAML that reads back the same."""
    return str(yaml.dump(data, Dumper=Writer, sort_keys=False, allow_unicode=True, width=110))


def to_inline_yaml(value: Any) -> str:
    """Return one value on one line, as it may stand on the command line; `phrase` reads it back."""
    form: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": 10**9, "default_flow_style": True}
    return str(yaml.dump([value], Dumper=InlineWriter, **form)).strip()[1:-1]
