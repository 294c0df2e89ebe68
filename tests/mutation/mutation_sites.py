"""Every mutant of a module: operator, occurrence, line; and a stratified sample of them."""

import ast
import random
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from mutation_operators import operators


@dataclass(frozen=True)
class Mutant:
    """One change to one module; path from the root of the project."""

    path: str
    operator: str
    occurrence: int
    line: int
    column: int

    @property
    def name(self):
        """Return what a survivor is listed by."""
        return f"{self.path}:{self.line}:{self.column} {self.operator} {self.occurrence}"


def mutated(source, mutant):
    """Return the source of a module with one mutant in it."""
    return mutate_code(source, operators()[mutant.operator], mutant.occurrence)


def changed_line(source, other):
    """Return the first line that differs, before and after, without its indentation."""
    for old, new in zip(source.splitlines(), other.splitlines(), strict=False):
        if old != new:
            return old.strip(), new.strip()
    return "", ""


def unplayed(source):
    """Return the places (line, column) from and to of what no result depends on.

    These are annotations, which no run reads; arguments of decorators (frozen, the size of a cache); and `strict` of
    zip, which guards against a slip of the programmer's alone.
    """
    for node in ast.walk(ast.parse(source)):
        parts = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        parts += getattr(node, "decorator_list", [])
        if isinstance(node, ast.Call):
            parts += [word.value for word in node.keywords if word.arg == "strict" and len(node.args) > 0]
        for part in parts:
            if isinstance(part, ast.expr):
                yield (part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset)


def mutants_of(root, path):
    """Return every mutant of a module but those of what no result depends on."""
    source = (root / path).read_text(encoding="utf-8")
    nodes = list(ast_nodes(get_ast(source)))
    left_out = list(unplayed(source))
    found = []
    for name, operator in operators().items():
        places = [place for node in nodes for place in operator.mutation_positions(node)]
        for occurrence, (start, _) in enumerate(places):
            if not any(first <= start < last for first, last in left_out):
                found.append(Mutant(path, name, occurrence, *start))
    return found


def modules(root, folders):
    """Return the modules of folders, from the root."""
    return sorted(str(path.relative_to(root)) for folder in folders for path in Path(root, folder).rglob("*.py"))


def sample(found, share, seed):
    """Return a share of the mutants of each module, at least one of each, drawn by a seed."""
    drawn = []
    for path in sorted({mutant.path for mutant in found}):
        own = [mutant for mutant in found if mutant.path == path]
        size = max(1, round(share * len(own)))
        drawn += random.Random(f"{seed} {path}").sample(own, size)
    return drawn
