"""Names that lead somewhere: a class once, a function by what it does, a step of the day by the state it takes."""

import ast
import re
from collections import defaultdict
from functools import cache

from places import ROOT, SIM

WORDS = """
beaten become been begun bent bitten born bought bound broken brought built caught chosen clung come dealt done drawn
driven fallen fed felt flown forbidden forgiven forgotten fought found frozen given gone got gotten grown had heard held
hidden hung kept known laid lain led left lent lit lost made meant met mistaken overridden overtaken paid ridden risen
said seen sent sewn shaken shone shot shown slept sold sought spent spoken spun stolen stood strewn struck stuck sung
sunk swept sworn swum swung taken taught thought thrown told torn undergone understood undertaken undone withdrawn
withheld woken won worn wound woven written
"""
IRREGULAR = frozenset(WORDS.split())
NO_PARTICIPLES = frozenset(
    {"bed", "embed", "exceed", "feed", "indeed", "need", "proceed", "red", "seed", "speed", "succeed"}
)
FIXED_ELSEWHERE: frozenset[str] = frozenset()  # names that a library or a protocol prescribes
PROPERTIES = {"property", "cached_property", "computed_field"}
UNTYPED = re.compile(r"\b(?:model|host): Any\b")


@cache
def trees():
    """Return the path of every module of the program, from the root, and its tree."""
    paths = sorted(SIM.rglob("*.py"))
    return [(str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def is_participle(name):
    """Return whether a whole name is a past participle and nothing more."""
    word = name.strip("_")
    return word in IRREGULAR or (word.isalpha() and word.endswith("ed") and word not in NO_PARTICIPLES)


def is_property(function):
    """Return whether a function is read like a field: what a thing is may be a participle."""
    said = {ast.unparse(decorator).split("(")[0].split(".")[-1] for decorator in function.decorator_list}
    return bool(said & PROPERTIES)


def test_participles_are_known_when_seen():
    assert all(map(is_participle, ("told", "placed", "_settled", "kept")))
    assert not any(map(is_participle, ("seed", "need", "told_of", "is_settled", "tell", "place_of", "bound_to")))


def test_a_class_name_stands_once():
    places = defaultdict(list)
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path)
    twice = [f"{name}: {', '.join(found)}" for name, found in places.items() if len(found) > 1]
    assert not twice, "\n".join(twice)


def test_no_function_is_named_by_a_bare_participle():
    bare = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not is_property(node)
        if is_participle(node.name) and node.name not in FIXED_ELSEWHERE
    ]
    assert not bare, "\n".join(bare)


def test_nothing_takes_a_whole_model_untyped():
    untyped = [
        f"{path.relative_to(ROOT)}:{number} {line.strip()}"
        for path in sorted(SIM.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNTYPED.search(line)
    ]
    assert not untyped, "\n".join(untyped)
