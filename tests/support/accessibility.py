"""Faults of accessibility on a page, as axe-core finds them (its rules of WCAG 2 A and AA, and good practice).

axe-core is a file of the test environment, fetched by axe_file.py; NINETY_DAYS_AXE names another place.
"""

from typing import Any

from axe_file import PLACE
from browser import leave_out

GRAVE = ("serious", "critical")
LOOK = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.flatMap(
  rule => rule.nodes.map(node => [rule.impact, rule.id, rule.help, node.html, node.failureSummary]))"""


def accessibility_faults(page: Any) -> list[str]:
    """Return the serious and critical faults of an open page as it is shown now, one line each."""
    if not PLACE.is_file():
        leave_out("no axe-core here: python tests/support/axe_file.py (which needs npm)")
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(PLACE.read_text(encoding="utf-8") + "\n;0")
    found = page.evaluate(LOOK)
    return [" | ".join(" ".join(word.split()) for word in words) for words in found if words[0] in GRAVE]


def check_accessibility(page: Any) -> None:
    """Fail where an open page has serious or critical faults."""
    faults = accessibility_faults(page)
    assert not faults, "\n".join(faults)
