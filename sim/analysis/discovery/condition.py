"""What is of interest in a sweep, as text: comparisons of result columns joined by and, or, not.

    not agreed
    auto_tariff <= 15 and day < 90
    winner == "lee_jae_myung" or phase in ("none", "after_lapse")
    date > "2025-07-08"            a day stands as text, year first
    party_a_value > party_b_value         two columns of one kind
    auto_tariff is None            whether there is none

A column of yes or no stands alone.  A comparison with a column that is null in a world (terms, without a deal) is
false there, whatever it asks; `not` turns it round, so that `not auto_tariff <= 15` holds without a deal.  The
text is read as a tree of these forms and of no other; nothing in it is run.
"""

import ast
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sim.core.errors import UserError
from sim.core.worlds import Flags
from sim.scenario.faults import guess_column

Rule = Callable[[pa.RecordBatch], Flags]  # rows of a result -> where it holds, (rows,)

LONGEST = 2000  # letters of a condition
YES_NO, NUMBER, TEXT, DAY = "a yes or no", "a number", "a text", "a day"
ORDERS = {ast.Lt: pc.less, ast.LtE: pc.less_equal, ast.Gt: pc.greater, ast.GtE: pc.greater_equal}
EQUALS = {ast.Eq: pc.equal, ast.NotEq: pc.not_equal}
FORMS = "Write comparisons of columns joined by and, or, not, as: agreed and auto_tariff <= 15"


@dataclass(frozen=True)
class Condition:
    """What is of interest: its text, the columns that it reads, and the rule that finds it in rows."""

    text: str
    columns: tuple[str, ...]
    rule: Rule


def read_condition(texts: Sequence[str], schema: pa.Schema) -> Condition:
    """Return the condition that all of some texts hold, over rows with these columns; UserError if one is none."""
    if not texts:
        raise UserError(f"nothing is of interest yet. {FORMS}")
    trees = [parse_text(text) for text in texts]
    reader = ConditionReader(schema)
    rules = [reader.rule(tree) for tree in trees]
    lines = [" ".join(text.split()) for text in texts]  # a text may be shown in one line of a scenario or a page
    shown = lines[0] if len(lines) == 1 else " and ".join(f"({line})" for line in lines)
    return Condition(shown, tuple(reader.columns), join_rules(np.logical_and, rules))


def parse_text(text: str) -> ast.expr:
    """Return the tree of a text; UserError if it has none."""
    if len(text) > LONGEST:
        raise UserError(f"a condition has at most {LONGEST:,} letters; found {len(text):,}")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        cure = "For equal write ==" if "=" in text and "==" not in text else FORMS
        raise UserError(f"cannot read the condition {text!r}. {cure}") from None


def join_rules(join: Any, rules: Sequence[Rule]) -> Rule:
    """Return the rule that joins others by a function of flags."""
    return lambda rows: join.reduce([rule(rows) for rule in rules])


def kind_of(kind: pa.DataType) -> str:
    """Return what a column holds, in words; nothing for what cannot be compared."""
    if pa.types.is_boolean(kind):
        return YES_NO
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return NUMBER
    if pa.types.is_date(kind):
        return DAY
    return TEXT if pa.types.is_string(kind) or pa.types.is_large_string(kind) else ""


@dataclass(frozen=True)
class Operand:
    """One side of a comparison: what it is, and its values in some rows, a column or one value for all."""

    kind: str
    values: Callable[[pa.RecordBatch], Any]
    constant: Any = None


class ConditionReader:
    """Makes rules of trees, over rows with known columns, and gathers which of these they read."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self.columns: dict[str, None] = {}

    def rule(self, node: ast.expr) -> Rule:
        """Return the rule of a tree; UserError for a form that is not allowed."""
        if isinstance(node, ast.BoolOp):
            join = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
            return join_rules(join, [self.rule(part) for part in node.values])
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = self.rule(node.operand)
            return lambda rows: ~inner(rows)
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            pairs = zip(sides[:-1], node.ops, sides[1:], strict=True)
            return join_rules(np.logical_and, [self.comparison(*pair) for pair in pairs])
        held = self.operand(node)
        if held.kind != YES_NO or held.constant is not None:
            raise UserError(f"{ast.unparse(node)} is {held.kind}, and no condition. Compare it with something")
        return lambda rows: as_flags(held.values(rows))

    def comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Rule:
        """Return the rule of one comparison."""
        if isinstance(operator, ast.Is | ast.IsNot):
            return self.absence(left, right, isinstance(operator, ast.Is))
        if isinstance(operator, ast.In | ast.NotIn):
            return self.membership(left, right, isinstance(operator, ast.In))
        first, second = alike(self.operand(left), self.operand(right), f"{ast.unparse(left)}, {ast.unparse(right)}")
        if type(operator) in ORDERS and first.kind in (YES_NO, TEXT):
            raise UserError(f"{ast.unparse(left)} is {first.kind}: it is equal or not, and never more or less")
        compare = (ORDERS | EQUALS)[type(operator)]
        return lambda rows: as_flags(compare(first.values(rows), second.values(rows)))

    def absence(self, left: ast.expr, right: ast.expr, absent: bool) -> Rule:
        """Return the rule that a column has no value in a world, or that it has one."""
        if not (isinstance(right, ast.Constant) and right.value is None):
            raise UserError("after `is` stands None, as in: auto_tariff is None. For equal write ==")
        held = self.operand(left)
        if held.constant is not None:
            raise UserError(f"{ast.unparse(left)} is no column")
        return lambda rows: as_flags(held.values(rows).is_null()) ^ (not absent)

    def membership(self, left: ast.expr, right: ast.expr, wanted: bool) -> Rule:
        """Return the rule that a column is one of some values, or that it has another."""
        if not isinstance(right, ast.Tuple | ast.List) or not right.elts:
            raise UserError('after `in` stands a list of values, as in: phase in ("none", "after_lapse")')
        pairs = [alike(self.operand(left), self.operand(item), ast.unparse(item)) for item in right.elts]
        held, among = pairs[0][0], [item.constant for _, item in pairs]
        if held.constant is not None or None in among:
            raise UserError("before `in` stands a column, and behind it values")

        def find(rows: pa.RecordBatch) -> Flags:
            values = held.values(rows)
            known, among_these = as_flags(values.is_valid()), as_flags(pc.is_in(values, value_set=pa.array(among)))
            return known & (among_these if wanted else ~among_these)

        return find

    def operand(self, node: ast.expr) -> Operand:
        """Return a side of a comparison; UserError if it is neither a column nor a value."""
        name = dotted_name(node)
        if name.lower() in ("true", "false") and name not in self.schema.names:
            node, name = ast.Constant(name.lower() == "true"), ""
        if name:
            return self.column(name)
        negative = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
        held: Any = getattr(node.operand if isinstance(node, ast.UnaryOp) and negative else node, "value", None)
        if not isinstance(held, bool | int | float | str) or (negative and isinstance(held, bool | str)):
            raise UserError(f"{ast.unparse(node)} cannot stand in a condition. {FORMS}")
        value = -held if negative and not isinstance(held, str) else held
        kind = YES_NO if isinstance(held, bool) else TEXT if isinstance(held, str) else NUMBER
        return Operand(kind, lambda rows: pa.scalar(value), value)

    def column(self, name: str) -> Operand:
        """Return a column as a side; UserError if there is none of the name, or nothing in it compares."""
        if name not in self.schema.names:
            raise UserError(f"the result has no column {name}. {guess_column(name, self.schema.names)}")
        kind = kind_of(self.schema.field(name).type)
        if not kind:
            raise UserError(f"{name} is {self.schema.field(name).type}, which cannot be compared")
        self.columns[name] = None
        return Operand(kind, lambda rows: rows.column(name))


def dotted_name(node: ast.expr) -> str:
    """Return the name that a node spells, its parts joined by dots; nothing if it is no name."""
    if isinstance(node, ast.Name):
        return node.id
    above = dotted_name(node.value) if isinstance(node, ast.Attribute) else ""
    return f"{above}.{node.attr}" if isinstance(node, ast.Attribute) and above else ""


def alike(first: Operand, second: Operand, words: str) -> tuple[Operand, Operand]:
    """Return both sides of a comparison; a text beside a day is read as one. UserError if they cannot be compared."""
    if first.constant is not None and second.constant is not None:
        raise UserError(f"{words}: one of the two must be a column")
    if first.kind == DAY and second.kind == TEXT:
        return first, as_day(second)
    if first.kind == TEXT and second.kind == DAY:
        return as_day(first), second
    if first.kind != second.kind:
        raise UserError(f"{words}: {first.kind} cannot be compared with {second.kind}")
    return first, second


def as_day(held: Operand) -> Operand:
    """Return a text as the day that it names; UserError if it names none."""
    try:
        day = dt.date.fromisoformat(str(held.constant))
    except ValueError:
        raise UserError(f'a day has the form "2025-07-08"; found {held.constant!r}') from None
    return Operand(DAY, lambda rows: pa.scalar(day), day)


def as_flags(found: Any) -> Flags:
    """Return yes or no of each row, (rows,), no where it is not known."""
    return np.asarray(found.fill_null(False)).astype(bool)
