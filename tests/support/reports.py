"""Golden reports: what is told of files with faults, word for word, but for what any new rule would change.

Where a report lists all rules of a registry it holds a mark, `<all tactics>`, and the comparing tests put the
list in.  `python tests/support/reports.py` writes all reports in tests/golden anew: do so when a message was
changed on purpose, and read `git diff tests/golden` as you would read code.
"""

import re
from contextlib import chdir
from pathlib import Path

from places import BROKEN, CASES, ROOT

from sim.analysis.validation.theory.verdict import read_cases
from sim.core.errors import UserError
from sim.scenario.checks.flows import MARKET_RULE
from sim.scenario.loading import load
from sim.scenario.schema.choice import ALL_REGISTRIES

MARKS = {  # mark -> the names it stands for
    "<all tactics>": ALL_REGISTRIES["Bidding"],
    "<all tactics without parts>": ALL_REGISTRIES["SimpleBidding"],
    "<all opponent models>": ALL_REGISTRIES["Opponent"],
    "<all acceptance rules>": ALL_REGISTRIES["Acceptance"],
    "<all offer rules>": ALL_REGISTRIES["Offering"],
    "<all flow rules>": ALL_REGISTRIES["FlowRule"],
    "<all flow rules but the market>": [name for name in ALL_REGISTRIES["FlowRule"] if name != MARKET_RULE],
    "<all honour rules>": ALL_REGISTRIES["HonourRule"],
}
LISTS = {mark: ", ".join(names) for mark, names in MARKS.items()}


def with_marks(report: str) -> str:
    """Return a report with a mark where a registry is listed."""
    for mark, names in LISTS.items():
        report = report.replace(names, mark)
    return report


def with_lists(report: str) -> str:
    """Return a report with the registry listed where a mark stands."""
    for mark, names in LISTS.items():
        report = report.replace(mark, names)
    return report


def golden(file: Path) -> str:
    """Return the report that must be given of a file."""
    return with_lists(file.with_suffix(".txt").read_text(encoding="utf-8"))


def told_of_scenario(fault: Exception) -> str:
    """Return what is told of a scenario, but for the lines of the baseline, which may move."""
    return re.sub(r"(baseline\.yaml line) \d+", r"\1 #", f"{fault}\n")


def anew(file: Path) -> str:
    """Return the report that is given of a file now: a scenario is read from the root, cases from their own folder."""
    is_scenario = file.suffix == ".yaml"
    with chdir(ROOT if is_scenario else CASES):
        try:
            load(file.relative_to(ROOT)) if is_scenario else read_cases(Path(file.name))
        except UserError as fault:
            return with_marks(told_of_scenario(fault) if is_scenario else f"{fault}\n")
    raise SystemExit(f"{file} has no fault to report")


if __name__ == "__main__":
    for file in sorted([*BROKEN.glob("*.yaml"), *CASES.glob("*.json")]):
        file.with_suffix(".txt").write_text(anew(file), encoding="utf-8")
