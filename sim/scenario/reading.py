"""YAML to plain data, with the line of every key and without YAML's surprises.

PyYAML keeps the last of two equal keys without a word, follows aliases, and reads words in ways
that surprise (see `words`).  Here each of these is a fault with its cure.  Only plain data is
read: no tags, no anchors, no merge keys, nothing that names code.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from sim.scenario.faults import SETTING, Fault, Place, ScenarioError, short
from sim.scenario.files import Unreadable, content
from sim.scenario.text import VOID, Text
from sim.scenario.words import scalar

DEPTH = 30  # levels of nesting; the baseline has 9
BREAKS = set("\x85\u2028\u2029\ufeff")  # written as escapes, as readers take them for line ends or marks
STANDARD = "tag:yaml.org,2002:"

TROUBLE = [  # what PyYAML says, what to do; True: the line is that of the opening
    ("'\\t' that cannot start", "there is a tab: indent with spaces", False),
    ("cannot start any token", "text that begins with a sign such as % @ ` must be in quotes", False),
    ("mapping values are not allowed", "a colon stands where none can: indent the line, or put text in quotes", False),
    ("could not find expected ':'", "a line has no colon: write `key: value`", False),
    ("expected <block end>", "the indent does not fit the lines above", False),
    ("expected ',' or", "a bracket is not closed, or a comma is missing", True),
    ("the flow sequence", "a bracket is not closed, or a comma is missing", True),
    ("found unexpected end of stream", "a quote is not closed", True),
    ("another document", "there is a second document after `---`; a scenario is one", False),
]


class Loader(yaml.SafeLoader):
    """Composes nodes of plain data; a node says in `refused` what it holds beyond that."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Return the next node; ComposerError where data are nested too deep."""
        composer: Any = self
        event = composer.peek_event()
        if isinstance(event, yaml.AliasEvent):
            composer.get_event()
            mark: Any = event.start_mark
            node: Any = yaml.ScalarNode(STANDARD + "null", "", mark, mark)
            node.refused = f"the alias *{event.anchor} is not allowed: write the value out"
            return node
        if self.depth == DEPTH:
            raise yaml.composer.ComposerError(None, None, f"nested more than {DEPTH} levels deep", event.start_mark)
        refused, event.anchor = beyond_data(event), None
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        node.refused = refused
        return node


def beyond_data(event: Any) -> str:
    """Return what is wrong with a tag or an anchor on a value, or nothing."""
    if event.tag:
        tag = "!!" + event.tag.removeprefix(STANDARD) if event.tag.startswith(STANDARD) else event.tag
        return f"the tag {tag} is not allowed: a scenario is plain data and names no code. Delete the tag"
    if event.anchor:
        return f"the anchor &{event.anchor} is not allowed: write the value out wherever it is used"
    return ""


class Reader:
    """Turns YAML nodes into data and gathers faults on the way."""

    def __init__(self, file: str) -> None:
        self.text = Text(file, {})

    def fault(self, node: Any, path: Place, message: str) -> None:
        """Note a fault at the line of a node."""
        line = 0 if self.text.file == SETTING else node.start_mark.line + 1
        self.text.found.append(Fault(self.text.file, line, path, message))

    def value(self, node: Any, path: Place) -> Any:
        """Return the data of a node, VOID where it is at fault."""
        self.text.lines.setdefault(path, (self.text.file, node.start_mark.line + 1))
        if node.refused:
            self.fault(node, path, node.refused)
            self.text.void.add(path)
            return VOID
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
            self.text.void.add(path)
            return VOID

    def mapping(self, node: Any, path: Place) -> dict[str, Any]:
        """Return a mapping; a key that stands twice is a fault."""
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self.key(key_node, path)
            if key is None:
                continue
            here = (*path, key)
            if key in data:
                first = f"stands twice; the first is on line {self.text.lines[here][1]}"
                self.fault(key_node, here, f"{first}. Only one would count: delete the other")
                continue
            self.text.lines[here] = (self.text.file, key_node.start_mark.line + 1)
            data[key] = self.value(value_node, here)
        return data

    def key(self, node: Any, path: Place) -> str | None:
        """Return a key, or None if it is no word."""
        try:
            return key_of(node)
        except ValueError as wrong:
            self.fault(node, path, str(wrong))
            return None


def key_of(node: Any) -> str:
    """Return the word of a key; ValueError if it is none."""
    if node.refused:
        raise ValueError(f"a key must be a word: {node.refused}")
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("a key must be a word; found a list or a block")
    if node.style is None and node.value == "<<":
        raise ValueError("merge keys (<<) are not allowed: name a file in `extends`")
    key = node.value if node.style is not None else scalar(node.value)
    if not isinstance(key, str):
        raise ValueError(f"a key must be a word; found {node.value or 'nothing'}")
    return key


def composed(text: str) -> Any:
    """Return the root node of a text; ValueError(line, message) if it is not valid YAML."""
    try:
        return Loader(text).get_single_node()
    except yaml.MarkedYAMLError as wrong:
        said = " ".join(part for part in (wrong.problem, wrong.context) if part)
        cure, opening = next(((c, o) for sign, c, o in TROUBLE if sign in said), (said, False))
        mark = (opening and wrong.context_mark) or wrong.problem_mark or wrong.context_mark
        raise ValueError(mark.line + 1 if mark else 0, f"not valid YAML: {cure}") from None
    except yaml.reader.ReaderError as wrong:
        line = text[: wrong.position].count("\n") + 1
        raise ValueError(line, f"not valid YAML: there is a control character (code {wrong.character})") from None


def read(path: Path) -> Text:
    """Return the data of one file with the faults of its form; Unreadable if it has no data at all."""
    text = content(path)
    try:
        node = composed(text)
    except ValueError as wrong:
        raise Unreadable(*wrong.args) from None
    if node is None:
        raise Unreadable(1, "is empty. Begin with `extends: baseline.yaml` and list what differs")
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable(1, "must be `key: value` lines; found a list or text")
    reader = Reader(short(path))
    data = reader.value(node, ())
    reader.text.data = data if isinstance(data, dict) else {}
    return reader.text


def parse(path: Path) -> Text:
    """Return the data of one file with its lines; ScenarioError with every fault of its form."""
    name = short(path)
    try:
        text = read(path)
    except Unreadable as wrong:
        raise ScenarioError(name, [Fault(name, wrong.line, (), wrong.message)]) from None
    if text.found:
        raise ScenarioError(name, text.found)
    return text


def phrase(words: str) -> Any:
    """Return the data of one value as it may stand on the command line; ValueError if it has none."""
    try:
        node = composed(words)
    except ValueError as wrong:
        raise ValueError(wrong.args[1]) from None
    if node is None:
        raise ValueError("has no value after the equals sign; write null for none")
    reader = Reader(SETTING)
    data = reader.value(node, ())
    if reader.text.found:
        raise ValueError(". ".join(fault.message for fault in reader.text.found))
    return data


class Writer(yaml.SafeDumper):
    """Writes data so that this reader, and any other, reads the same back."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write a value out wherever it stands."""
        return True


def _float(writer: Writer, value: float) -> Any:
    text = format(Decimal(repr(value)), "f")
    return writer.represent_scalar(STANDARD + "float", text if "." in text else text + ".0")


def _text(writer: Writer, value: str) -> Any:
    try:
        bare = scalar(value) == value
    except ValueError:
        bare = False
    style = '"' if BREAKS.intersection(value) else None if bare else "'"
    return writer.represent_scalar(STANDARD + "str", value, style=style)


Writer.add_representer(float, _float)
Writer.add_representer(str, _text)


def written(data: dict[str, Any]) -> str:
    """Return data as YAML that reads back the same."""
    return str(yaml.dump(data, Dumper=Writer, sort_keys=False, allow_unicode=True, width=110))


def inline(value: Any) -> str:
    """Return one value on one line, as it may stand on the command line; `phrase` reads it back."""
    form: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": 10**9, "default_flow_style": True}
    return str(yaml.dump([value], Dumper=Writer, **form)).strip()[1:-1]
