"""The words that stand at the head of what is printed and drawn, read from the code that writes them.

heads   words of a table's head: what is set to a width (`{'model':12}`, `"PIT".rjust(6)`), and what a `head` or the
        first of some `rows` holds
labels  the first word of a line, set off by spaces (`"saved       results/x"`)
axes    labels of axes and scales
"""

import ast
import re
from collections.abc import Iterator
from functools import cache

from places import SIM

FOLDERS = ("reporting", "cli", "sweeps", "analysis", "classroom/lesson")
LABEL = re.compile(r"^ {0,4}([A-Za-z#][^{}:;.]{0,24}?) {2,}")
HEADS = {"head", "heads", "HEAD", "HEADS"}
AXES = {"set_xlabel", "set_ylabel", "set_label", "label_axes", "label_panel"}
LONGEST = 24  # letters of a word of a head; what is longer and has no columns is a sentence
SKIPPED = re.compile(r"(HELP|EXAMPLE|NOTE|WORDS)")  # names of texts that are whole sentences


@cache
def trees() -> tuple[ast.Module, ...]:
    """Return the tree of every module that prints or draws."""
    paths = [path for folder in FOLDERS for path in sorted((SIM / folder).rglob("*.py"))]
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths)


def text_of(node: ast.AST) -> str:
    """Return a string as far as it is known: what is filled in is left out, with a break."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) if isinstance(part, ast.Constant) else "\0" for part in node.values)
    return ""


def strings_below(node: ast.AST) -> Iterator[str]:
    """Yield the strings in a tuple, a list, the values of a mapping, or an f-string."""
    if isinstance(node, ast.Dict):
        yield from (text for value in node.values for text in strings_below(value))
    elif isinstance(node, ast.Tuple | ast.List):
        yield from (text for value in node.elts for text in strings_below(value))
    elif text_of(node):
        text = text_of(node)
        yield from re.split(r"\0| {2,}", text) if "  " in text or ("\0" not in text and len(text) <= LONGEST) else ()


def found_heads(tree: ast.Module) -> Iterator[str]:
    """Yield the words of heads of tables."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.FormattedValue)
            and node.format_spec is not None
            and isinstance(node.value, ast.Constant)
        ):
            yield text_of(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("rjust", "ljust"):
            yield text_of(node.func.value)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name in HEADS:
                yield from strings_below(node.value)
            if name == "rows" and isinstance(node.value, ast.List) and node.value.elts:
                first = node.value.elts[0]
                yield from strings_below(first) if isinstance(first, ast.List) else ()


def found_labels(tree: ast.Module) -> Iterator[str]:
    """Yield the first words of lines."""
    skipped = {id(part) for node in ast.walk(tree) if is_prose(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in skipped:
            held = LABEL.match(text_of(node))
            if held:
                yield held.group(1)


def is_prose(node: ast.AST) -> bool:
    """Whether a statement holds a docstring, a help, or another text of whole sentences."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Name) and SKIPPED.search(target.id) for target in node.targets)
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in ("Option", "Argument")


def without_filling(node: ast.expr) -> ast.expr:
    """Return a text in which the names of parties are still to be filled in: what stands within `words.text(...)`."""
    filled = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "text"
    return node.args[0] if filled else node


def found_axes(tree: ast.Module) -> Iterator[str]:
    """Yield the labels of axes, without what is filled in; names that are set in the module are looked up."""
    named = {
        target.id: value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple)
        for target, value in zip(node.targets[0].elts, node.value.elts, strict=False)
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name == "Panel":
            yield text_of(node.args[1]) if len(node.args) > 1 else ""
        if name in AXES:
            first = {"label_axes": 1, "label_panel": 2}.get(name, 0)
            places = [without_filling(place) for place in node.args[first : first + (2 if first else 1)]]
            yield from (named.get(getattr(place, "id", ""), text_of(place)).split("\0")[0] for place in places)


def plain_word(text: str) -> str:
    """Return a word as the glossary has it: in small letters, without unit, interval and marks."""
    without = re.sub(r"\([^)]*\)?|\[[^\]]*\]", " ", text.replace("\n", " "))
    return " ".join(without.replace("\0", " ").split()).strip(" :;,?*-/.#").lower()


def sentences(tree: ast.Module) -> Iterator[str]:
    """Yield texts of several words that are no docstrings: what a user may read."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in prose and " " in text_of(node):
            yield text_of(node)
