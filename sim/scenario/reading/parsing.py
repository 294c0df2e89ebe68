"""YAML's text to nodes of plain data: one grammar, two parsers of it, and words for what is not YAML."""

from typing import Any

import yaml

DEPTH = 30  # levels of nesting; the baseline has 9
MOST_VALUES = 40_000  # keys and values of a file; the baseline, written out whole, has 4,000
YAML_TAG = "tag:yaml.org,2002:"

PARSER_MESSAGES = [  # what PyYAML says, what to do; True: the line is that of the opening
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


class Composer(yaml.composer.Composer):
    """Composes nodes of plain data; a node says in `refused` what it holds beyond that."""

    depth = 0
    values = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Return the next node; ComposerError where data are nested too deep."""
        composer: Any = self
        event = composer.peek_event()
        self.values += 1
        if self.values > MOST_VALUES:
            said = f"more than {MOST_VALUES:,} keys and values: no scenario has so many"
            raise yaml.composer.ComposerError(None, None, said, event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            composer.get_event()
            mark: Any = event.start_mark
            node: Any = yaml.ScalarNode(YAML_TAG + "null", "", mark, mark)
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

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """Return one tag for every node: what a bare word means is not for YAML to say (see `scalars`)."""
        return YAML_TAG + "str"

    def descend_resolver(self, parent: Any, index: Any) -> None:
        """Keep no path for tags."""

    def ascend_resolver(self) -> None:
        """Keep no path for tags."""


class Loader(Composer, yaml.SafeLoader):
    """Reads with the parser in Python, whose words about what is no YAML are known here."""


FASTEST_LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class QuickLoader(Composer, FASTEST_LOADER):  # type: ignore[misc]
    """Reads with the parser in C where there is one, seven times as fast."""

    def __init__(self, text: str) -> None:
        FASTEST_LOADER.__init__(self, text)
        Composer.__init__(self)


def beyond_data(event: Any) -> str:
    """Return what is wrong with a tag or an anchor on a value, or nothing."""
    if event.tag:
        tag = "!!" + event.tag.removeprefix(YAML_TAG) if event.tag.startswith(YAML_TAG) else event.tag
        return f"the tag {tag} is not allowed: a scenario is plain data and names no code. Delete the tag"
    if event.anchor:
        return f"the anchor &{event.anchor} is not allowed: write the value out wherever it is used"
    return ""


def compose_yaml(text: str) -> Any:
    """Return the root node of a text; ValueError(line, message) if it is not valid YAML."""
    try:
        return QuickLoader(text).get_single_node()
    except yaml.YAMLError:
        return compose_with_messages(text)


def compose_with_messages(text: str) -> Any:
    """Return the root node of a text by the parser that says best what is wrong; ValueError(line, message)."""
    try:
        return Loader(text).get_single_node()
    except yaml.MarkedYAMLError as wrong:
        said = " ".join(part for part in (wrong.problem, wrong.context) if part)
        cure, opening = next(((c, o) for sign, c, o in PARSER_MESSAGES if sign in said), (said, False))
        mark = (opening and wrong.context_mark) or wrong.problem_mark or wrong.context_mark
        raise ValueError(mark.line + 1 if mark else 0, f"not valid YAML: {cure}") from None
    except yaml.reader.ReaderError as wrong:
        line = text[: wrong.position].count("\n") + 1
        raise ValueError(line, f"not valid YAML: there is a control character (code {wrong.character})") from None
