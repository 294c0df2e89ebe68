"""A person's move, and what the agenda allows of it.

offer    tables a package.  Where it is not `binding` it is a proposal to talk about: the other side hears it and
         learns from it, but cannot sign it.
accept   signs the package that the other side has tabled today
reject   does not
wait     as the one who offers: repeats the own last offer, as binding as it was; before any, says nothing, and the
         meeting passes.  As the one who answers: the same as reject
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sim.bargaining.agenda import Agenda
from sim.core.errors import UserError

Side = str  # the key of a party, as the scenario has it
Kind = Literal["offer", "accept", "reject", "wait"]

PROPOSERS_MOVES: tuple[Kind, ...] = ("offer", "wait")
ANSWERS: tuple[Kind, ...] = ("accept", "reject", "wait")


@dataclass(frozen=True)
class Move:
    """What a person does.

    package   of an offer: level numbers, one for each issue of the agenda in its order; None of anything else
    binding   of an offer: whether the other side may sign it today
    """

    kind: Kind
    package: tuple[int, ...] | None = None
    binding: bool = True


def require_package(agenda: Agenda, shut: Mapping[int, bool], package: object) -> None:
    """Raise UserError for what is no package of the agenda; `shut`, by place, issues that are not open yet."""
    count = len(agenda.issues)
    if not isinstance(package, tuple) or len(package) != count:
        raise UserError(f"an offer must name a level number for each of the {count} issues; found {package!r}")
    for place, (issue, number) in enumerate(zip(agenda.issues, package, strict=True)):
        if not isinstance(number, int) or isinstance(number, bool):
            raise UserError(f"{issue.name}: a level is a whole number; found {number!r}")
        if not issue.on_table or shut.get(place):
            if number != issue.lapsed:
                why = "is not on the table" if not issue.on_table else "is not on the table yet"
                raise UserError(f"{issue.name} {why}: it stays at level number {issue.lapsed}; found {number}")
        elif not 0 <= number < len(issue.levels):
            raise UserError(f"{issue.name}: level numbers go from 0 to {len(issue.levels) - 1}; found {number}")
