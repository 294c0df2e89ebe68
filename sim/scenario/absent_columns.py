"""Columns of a result that a scenario has no use for, as it leaves out what they speak of.

    no governments                          caretaker_signed, caretaker_standing, winner, handover
    one election at most                    the same of party A, as party_a_winner
    no assembly                             ratified
    no assembly and no election             honoured, and reopened where nothing else can void a deal
    a firm deadline                         extensions
    no deadline                             extensions, lapsed, days_left
    a value of no deal that is stated       party_a_patience_needed, party_b_patience_needed

Whoever reads such a column of a result without it finds no figure in any world.
"""

from sim.scenario.schema.calendar import FirmDeadline, NoDeadline
from sim.scenario.schema.scenario import Scenario

OF_GOVERNMENTS = ("caretaker_signed", "caretaker_standing", "winner", "handover")
OF_TERMS_IN_FORCE = ("party_a_patience_needed", "party_b_patience_needed")
OF_NO_DEADLINE = ("extensions", "lapsed", "days_left")
OF_PARTY_A = tuple(f"party_a_{name}" for name in OF_GOVERNMENTS)
OPTIONAL_COLUMNS = frozenset(
    {*OF_GOVERNMENTS, *OF_PARTY_A, *OF_TERMS_IN_FORCE, *OF_NO_DEADLINE, "ratified", "honoured", "reopened"}
)


def absent_columns(spec: Scenario) -> set[str]:
    """Return the names of the columns, of talks with party B, that the results of a scenario are without."""
    found = set() if spec.has_governments else set(OF_GOVERNMENTS)
    found |= set() if len(spec.elections) > 1 else set(OF_PARTY_A)
    if not spec.assemblies:
        found.add("ratified")
        if not spec.elections:
            found |= {"honoured"} | (set() if may_be_voided(spec) else {"reopened"})
    if spec.no_deal is not None:
        found |= set(OF_TERMS_IN_FORCE)
    return found | columns_without_deadline(spec)


def columns_without_deadline(spec: Scenario) -> set[str]:
    """Return the names of the columns that say nothing under a firm deadline, or under none."""
    if isinstance(spec.deadline, NoDeadline):
        return set(OF_NO_DEADLINE)
    return {"extensions"} if isinstance(spec.deadline, FirmDeadline) else set()


def may_be_voided(spec: Scenario) -> bool:
    """Return whether anything but a vote may void a deal: a breach, or a law that falls."""
    return spec.enforcement is not None or bool(spec.statutes) or any(event.voids for event in spec.events)
