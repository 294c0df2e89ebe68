"""JSON and YAML of foreign files as one kind of tree, each value with its line, numbers kept as they are written."""

import json
import json.decoder
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.interop.faults import DomainError, fault, shorten
from sim.interop.files import read_text
from sim.scenario.reading.parsing import compose_yaml

SCAN_TEXT: Any = json.decoder.scanstring  # type: ignore[attr-defined]
NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
SPACE = re.compile(r"[ \t\r\n]*")
WORD = re.compile(r"[^\s,\]}]+")
NOT_FINITE = {".inf": math.inf, "-.inf": -math.inf, ".nan": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
NOT_FINITE |= {"NaN": math.nan, "+.inf": math.inf, ".Inf": math.inf, "-.Inf": -math.inf, ".NaN": math.nan}
CONSTANTS = {"null": None, "~": None, "": None, "Null": None, "NULL": None, "true": True, "false": False}


@dataclass(frozen=True)
class Number:
    """A number as it is written; infinities and NaN by their own names."""

    text: str


@dataclass(frozen=True)
class Node:
    """A value, dict of text to Node, list of Node, text, Number, bool or None, with the file and the line it is on."""

    value: Any
    file: Path
    line: int

    def fault(self, said: str) -> DomainError:
        """Return the error for what is wrong here."""
        return fault(self.file, self.line, said)

    def table(self, what: str) -> dict[str, "Node"]:
        """Return the keys and values; DomainError if this is something else."""
        if not isinstance(self.value, dict):
            raise self.fault(f"{what}: found {self.said}, must be names with values")
        return self.value

    def items(self, what: str) -> list["Node"]:
        """Return the items; DomainError if this is no list."""
        if not isinstance(self.value, list):
            raise self.fault(f"{what}: found {self.said}, must be a list")
        return self.value

    def get(self, key: str) -> "Node | None":
        """Return the value of a key; None without it, or if this has no keys, or where it is null."""
        found = self.value.get(key) if isinstance(self.value, dict) else None
        return found if found is not None and found.value is not None else None

    @property
    def said(self) -> str:
        """What this is, for a message."""
        if isinstance(self.value, Number):
            return self.value.text
        kinds = {dict: "names with values", list: "a list", type(None): "nothing"}
        return kinds.get(type(self.value)) or shorten(self.value)

    @property
    def text(self) -> str | None:
        """The text or number as it is written, None for what is neither."""
        return (
            self.value.text if isinstance(self.value, Number) else self.value if isinstance(self.value, str) else None
        )


class JsonReader:
    """Reads JSON that is known to be valid, with the line of each value."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text, self.place, self.line, self.seen = path, text, 0, 1, 0

    def here(self) -> int:
        """Go over white space and return the line."""
        self.place = SPACE.match(self.text, self.place).end()  # type: ignore[union-attr]
        self.line += self.text.count("\n", self.seen, self.place)
        self.seen = self.place
        return self.line

    def read(self) -> Node:
        """Return the next value."""
        line, sign = self.here(), self.text[self.place]
        readers: dict[str, Callable[[], Any]] = {"{": self.read_table, "[": self.read_list, '"': self.read_text}
        return Node(readers.get(sign, self.read_word)(), self.path, line)

    def read_text(self) -> str:
        """Return the next text."""
        found, self.place = SCAN_TEXT(self.text, self.place + 1, False)
        return str(found)

    def read_word(self) -> Any:
        """Return the next number or constant."""
        word = WORD.match(self.text, self.place).group()  # type: ignore[union-attr]
        self.place += len(word)
        return CONSTANTS[word] if word in CONSTANTS else Number(word)

    def more(self, closing: str) -> bool:
        """Go over a comma or the closing bracket; return whether anything follows."""
        self.here()
        self.place += self.text[self.place] in (closing, ",")
        return self.text[self.place - 1] != closing

    def read_table(self) -> dict[str, Node]:
        """Return the next table; DomainError for a key that stands twice."""
        found: dict[str, Node] = {}
        self.place += 1
        self.here()
        if self.text[self.place] == "}":
            self.place += 1
            return found
        while True:
            line, key = self.here(), self.read_text()
            if key in found:
                raise stands_twice(self.path, line, key, found[key].line)
            self.here()
            self.place += 1
            found[key] = self.read()
            if not self.more("}"):
                return found

    def read_list(self) -> list[Node]:
        """Return the next list."""
        found: list[Node] = []
        self.place += 1
        self.here()
        if self.text[self.place] == "]":
            self.place += 1
            return found
        while True:
            found.append(self.read())
            if not self.more("]"):
                return found


def stands_twice(path: Path, line: int, key: str, first: int) -> DomainError:
    """Return the error for a name that stands twice."""
    return fault(
        path, line, f"the name {shorten(key)} stands twice, first on line {first}; one would be lost. Delete one"
    )


def read_json(path: Path) -> Node:
    """Return the data of a JSON file; DomainError with the line if it is no JSON."""
    text = read_text(path)
    try:
        json.loads(text)
        return JsonReader(path, text).read()
    except json.JSONDecodeError as wrong:
        raise fault(path, wrong.lineno, f"not valid JSON: {wrong.msg}. Correct or restore the file") from None
    except (RecursionError, ValueError) as wrong:
        if isinstance(wrong, DomainError):
            raise
        raise fault(path, 0, "not valid JSON: nested too deep, or a number too long") from None


def read_yaml_tree(path: Path) -> Node:
    """Return the data of a YAML file; DomainError with the line if it is no YAML, or more than plain data."""
    try:
        root = compose_yaml(read_text(path))
    except ValueError as wrong:
        if isinstance(wrong, DomainError):
            raise
        raise fault(path, *wrong.args) from None
    if root is None:
        raise fault(path, 0, "the file is empty; a domain or a profile was expected")
    return yaml_node(path, root)


def yaml_node(path: Path, node: Any) -> Node:
    """Return a node of YAML as one of this module; DomainError for what is more than plain data."""
    line = node.start_mark.line + 1
    if node.refused:
        raise fault(path, line, node.refused)
    if node.id == "sequence":
        return Node([yaml_node(path, item) for item in node.value], path, line)
    if node.id == "mapping":
        return Node(yaml_table(path, node), path, line)
    return Node(node.value if node.style else yaml_word(node.value), path, line)


def yaml_table(path: Path, node: Any) -> dict[str, Node]:
    """Return the keys, as they are written, and values of a YAML mapping."""
    found: dict[str, Node] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.id != "scalar" or key.refused:
            raise fault(path, line, "a name must be a word or a number; found a list or a block")
        if key.value in found:
            raise stands_twice(path, line, key.value, found[key.value].line)
        found[key.value] = yaml_node(path, value)
    return found


def yaml_word(word: str) -> Any:
    """Return what a bare word of YAML stands for: a number, a constant, or itself."""
    if word in CONSTANTS:
        return CONSTANTS[word]
    return Number(word) if NUMBER.fullmatch(word) or word in NOT_FINITE else word
