"""YAML to plain data, with the line of every key and without YAML's surprises.

YAML 1.1, which PyYAML reads, keeps the last of two equal keys without a word, takes `on` and `no`
for true and false, `010` for 8, `12:30` for 750, and `1e5` for text.  Here each of these is a
fault with its cure.  Only plain data is read: no tags, no merge keys, nothing that names code.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from sim.scenario.faults import Fault, Place, ScenarioError, short

INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}

SURPRISES = [
    (
        re.compile(r"[-+]?[0-9.]+[eE][-+]?[0-9]+"),
        "YAML 1.1 takes it for text or a number, depending on its form. Write it out, as {plain}",
    ),
    (re.compile(r"[-+]?0[0-9_]+"), "YAML 1.1 reads a leading 0 as octal. Write {plain}"),
    (re.compile(r"[-+]?[0-9][0-9_,]*_[0-9_]*"), "write the number without underscores"),
    (re.compile(r"[0-9]+(:[0-5]?[0-9])+"), "YAML 1.1 reads it as a number to base 60. Put it in quotes if it is text"),
    (re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE), "a figure must be finite"),
    (
        re.compile(r"on|off|yes|no|y|n|true|false|null", re.IGNORECASE),
        "YAML 1.1 may take it for true, false or nothing. Write true or false, or put it in quotes if it is text",
    ),
]


@dataclass
class Text:
    """The plain data of one file, and the line of each path in it."""

    file: str
    data: dict[str, Any]
    lines: dict[Place, tuple[str, int]] = field(default_factory=dict)


def plainly(text: str) -> str:
    """Return a number as it should be written."""
    try:
        value = float(text)
    except ValueError:
        return "a plain number"
    return f"{value:.10f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else "a plain number"


def scalar(text: str) -> Any:
    """Return what a bare word means; ValueError with the cure where YAML would surprise."""
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    if DECIMAL.fullmatch(text):
        return float(text)
    if DATE.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError as wrong:
            raise ValueError(f"{text} is no date: {wrong}") from wrong
    for pattern, cure in SURPRISES:
        if pattern.fullmatch(text):
            raise ValueError(f"{text} is ambiguous: {cure.format(plain=plainly(text))}")
    return text


class Reader:
    """Turns YAML nodes into data and gathers faults on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Place, tuple[str, int]] = {}
        self.found: list[Fault] = []

    def fault(self, node: Any, path: Place, message: str) -> None:
        self.found.append(Fault(self.file, node.start_mark.line + 1, path, message))

    def value(self, node: Any, path: Place) -> Any:
        """Return the data of a node."""
        self.lines.setdefault(path, (self.file, node.start_mark.line + 1))
        if not node.tag.startswith("tag:yaml.org,2002:"):
            self.fault(node, path, f"tag {node.tag} is not allowed: a scenario is plain data")
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, k)) for k, item in enumerate(node.value)]
        return self.word(node, path)

    def word(self, node: Any, path: Place) -> Any:
        """Return a scalar; quoted and folded text stays text."""
        if node.style is not None:
            return node.value
        try:
            return scalar(node.value)
        except ValueError as surprise:
            self.fault(node, path, str(surprise))
            return None

    def mapping(self, node: Any, path: Place) -> dict[str, Any]:
        """Return a mapping; a key that stands twice is a fault."""
        data: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self.word(key_node, path) if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str):
                if key is not None or not self.found or self.found[-1].line != key_node.start_mark.line + 1:
                    self.fault(key_node, path, "a key must be a word")
                continue
            here, line = (*path, key), key_node.start_mark.line + 1
            if key in data:
                self.fault(
                    key_node,
                    here,
                    f"stands twice; the first is on line {first[key]}. YAML would keep the last without a word: delete one",
                )
                continue
            first[key] = line
            self.lines[here] = (self.file, line)
            data[key] = self.value(value_node, here)
        return data


def content(path: Path) -> str:
    """Return the text of a file; ScenarioError if there is none to read."""
    name = short(path)
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise ScenarioError(name, [Fault(name, 0, (), "no such file. Scenarios are in scenarios/")]) from None
    except IsADirectoryError:
        raise ScenarioError(name, [Fault(name, 0, (), "is a folder, not a scenario file")]) from None
    except PermissionError:
        raise ScenarioError(name, [Fault(name, 0, (), "may not be read: check its permissions")]) from None
    except UnicodeDecodeError as wrong:
        text_before = wrong.object[: wrong.start].count(b"\n") + 1
        raise ScenarioError(
            name, [Fault(name, text_before, (), "is not a text file: a scenario is YAML in UTF-8")]
        ) from None
    if "\0" in text:
        raise ScenarioError(name, [Fault(name, 1, (), "is not a text file: it holds a zero byte")])
    return text


def parse(path: Path) -> Text:
    """Return the data of one file with its lines; ScenarioError with every fault of its form."""
    name, text = short(path), content(path)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        what = " ".join(part for part in (wrong.problem, wrong.context) if part)
        raise ScenarioError(
            name,
            [
                Fault(
                    name,
                    mark.line + 1 if mark else 0,
                    (),
                    f"not valid YAML: {what}. Check brackets, quotes and indents",
                )
            ],
        ) from None
    except yaml.YAMLError as wrong:
        raise ScenarioError(name, [Fault(name, 1, (), f"not valid YAML: {wrong}")]) from None
    if node is None:
        raise ScenarioError(
            name, [Fault(name, 1, (), "is empty. Start from `extends: baseline.yaml` and list what differs")]
        )
    if not isinstance(node, yaml.MappingNode):
        raise ScenarioError(name, [Fault(name, 1, (), "must be a list of `key: value` lines")])
    reader = Reader(name)
    data = reader.value(node, ())
    if reader.found:
        raise ScenarioError(name, reader.found)
    return Text(name, data, reader.lines)


def phrase(text: str) -> Any:
    """Return the data of one value as it may stand on the command line; ValueError if it has none."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    reader = Reader("--set")
    data = reader.value(node, ()) if node is not None else None
    if reader.found:
        raise ValueError(reader.found[0].message)
    return data


class Writer(yaml.SafeDumper):
    """Writes data so that this reader, and any other, reads the same back."""


def _float(writer: Writer, value: float) -> Any:
    text = format(Decimal(repr(value)), "f")
    return writer.represent_scalar("tag:yaml.org,2002:float", text if "." in text else text + ".0")


def _text(writer: Writer, value: str) -> Any:
    try:
        bare = scalar(value) == value
    except ValueError:
        bare = False
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style=None if bare else "'")


Writer.add_representer(float, _float)
Writer.add_representer(str, _text)


def written(data: dict[str, Any]) -> str:
    """Return data as YAML that reads back the same."""
    return str(yaml.dump(data, Dumper=Writer, sort_keys=False, allow_unicode=True, width=110))
