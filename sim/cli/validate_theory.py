"""What `sim validate --theory` does: textbook cases beside their known answers."""

from pathlib import Path

from sim.cli.output import as_json, say


def validate_theory(cases: Path | None, json: bool) -> None:
    """Work out textbook cases and print them beside what is expected; exit 1 if one fails."""
    from sim.analysis.validation.theory.verdict import SHIPPED, judge_case, read_cases
    from sim.reporting.theory_text import theory_lines

    found = [judge_case(case) for case in read_cases(cases or SHIPPED)]
    say(as_json([vars(verdict) for verdict in found]) if json else "\n".join(theory_lines(found)))
    if not all(verdict.ok for verdict in found):
        raise SystemExit(1)
