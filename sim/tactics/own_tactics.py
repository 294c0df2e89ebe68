"""Tactics of a user's own, from a file outside the package: registered under a name that scenarios then know.

What a scenario may name is made once, when the first one is read, so that a tactic is registered before.  It is known
in this process alone: a saved result that names it is played again only where it is registered first.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

from sim.bargaining.view import DEEP, View
from sim.core.errors import UserError
from sim.tactics.registry import BIDDING

NAME = re.compile(r"[a-z][a-z0-9_]*")


class OwnTactics:
    """Tactics registered in this process, by name, and whether more may be."""

    def __init__(self) -> None:
        self.by_name: dict[str, Any] = {}
        self.is_closed = False

    def close(self) -> None:
        """Take no more: what a scenario may name is made of those there are."""
        self.is_closed = True


OWN = OwnTactics()


def register_tactic(name: str, rule: type) -> None:
    """Register a way of bidding under a name, for scenarios and `named_strategy` in this process.

    rule: a frozen dataclass whose fields are declared by `sim.parameter`, with `reads`, the names of what it reads of
    the view, and a call that takes a `sim.View` and returns the value demanded, (worlds,), bn USD a year, from the
    reserve to the best.  The same rule may be registered again.  UserError for a name that is taken, a rule that is
    no such thing, or once a scenario has been read.
    """
    if OWN.by_name.get(name) is rule:
        return
    if OWN.is_closed:
        raise UserError(
            f"{name} comes too late: a scenario has been read, and what it may name is fixed. Register tactics right "
            "behind `import sim`; in a notebook, restart the kernel first"
        )
    if not NAME.fullmatch(name):
        raise UserError(f"a tactic's name has small letters, digits and _, a letter first; found {name!r}")
    if name in BIDDING:
        raise UserError(f"there is a tactic {name} already; give yours another name")
    faults = list(faults_of_tactic(rule))
    if faults:
        raise UserError(f"{name} is no tactic yet: {'; '.join(faults)}. docs/how-to/add_a_tactic.md shows one")
    OWN.by_name[name] = BIDDING[name] = rule


def faults_of_tactic(rule: Any) -> Iterator[str]:
    """Yield what a class lacks to be a way of bidding."""
    if not (isinstance(rule, type) and is_dataclass(rule) and vars(rule)["__dataclass_params__"].frozen):
        yield "it must be a class under @dataclass(frozen=True, eq=False)"
        return
    if not (rule.__doc__ or "").strip() or str(rule.__doc__).startswith(f"{rule.__name__}("):
        yield "it needs a docstring that says what it demands"
    for field in fields(rule):
        if "declared" not in field.metadata:
            yield f"its field {field.name} must be declared by sim.parameter(meaning, unit)"
    if "__call__" not in dir(rule):
        yield "it needs __call__(self, view), which returns the value demanded"
    read = getattr(rule, "reads", None)
    if isinstance(read, property):  # said by each instance, as by one that is made of others
        return
    if not isinstance(read, tuple):
        yield "it needs `reads`, a tuple with the names of what it reads of the view"
        return
    known = set(view_names())
    yield from (f"there is no {name} in the view to read" for name in read if name not in known)


def view_names() -> Iterator[str]:
    """Yield the names of all that a view holds, as a tactic writes them in `reads`."""
    hints = get_type_hints(View)
    for field in fields(View):
        yield field.name
        if field.name in DEEP:
            yield from (f"{field.name}.{inner.name}" for inner in fields(hints[field.name]))
