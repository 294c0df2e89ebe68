"""What a run of one world says: how that world ended.  It has no shares, and no spread."""

from typing import Any

from sim.reporting.words import label, level_name
from sim.scenario.schema.scenario import Scenario


def end_line(figures: dict[str, Any], signed: str, has_two_votes: bool = False) -> str:
    """Return whether the world ends with a deal, when it was signed, and by whom, where one party alone has a vote."""
    if not figures["agreed"]:
        return "agreed      no: the talks end without a deal that holds"
    by = " by {in_office}" if figures.get("caretaker_signed") else " by a government with full authority"
    late = ", in the last days of a deadline" if figures.get("late") else ""
    told = by if "caretaker_signed" in figures and not has_two_votes else ""
    return f"agreed      yes: signed on {signed}{told}{late}"


def deadline_line(figures: dict[str, Any]) -> list[str]:
    """Return what became of the deadline, and whether a deal came to nothing, in one line; none without either."""
    moved = "moved" if figures.get("extended") else "not moved"
    lapsed = "{the_pause} lapsed" if figures.get("lapsed") else "{the_pause} did not lapse"
    ends = [*([moved] if "extended" in figures else []), *([lapsed] if "lapsed" in figures else [])]
    said = [*ends, *(["a deal was voided"] if figures.get("voided") else [])]
    if not said:
        return []
    return [f"deadline    {'; '.join(said)}" if ends else f"signed      {'; '.join(said)}"]


def terms_lines(figures: dict[str, Any], spec: Scenario) -> list[str]:
    """Return the terms of the deal in two lines; none without one."""
    held = {name: next(iter(one["shares"]), None) for name, one in figures["issues"].items()}
    units = {name: "" if part.unit == "level" else f" {part.unit}" for name, part in spec.issues.items()}
    known = {name: level for name, level in held.items() if level is not None and spec.issues[name].on_table}
    said = [f"{label(name)} {level_name(str(level))}{units[name]}" for name, level in known.items()]
    half = (len(said) + 1) // 2
    return [f"terms       {'; '.join(said[:half])}", f"            {'; '.join(said[half:])}"] if said else []
