"""Domains of other programs, and ours for them: GENIUS XML, GeniusWeb JSON, NegMAS scenario folders, our own form.

Additive utilities, with a reserve and a discount; what is not additive is refused by name.  A domain that is read is
one that a bare negotiation (`sim.bargaining.session`), the exact frontier and the classic solutions take.
"""

from sim.interop.faults import DomainError
from sim.interop.named_domain import KINDS, NamedDomain
from sim.interop.reading import read_domain
from sim.interop.scaling import Scale, scale_domain
from sim.interop.solved import SolvedDomain, solve_domain
from sim.interop.writing import write_domain

__all__ = [
    "KINDS",
    "DomainError",
    "NamedDomain",
    "Scale",
    "SolvedDomain",
    "read_domain",
    "scale_domain",
    "solve_domain",
    "write_domain",
]
