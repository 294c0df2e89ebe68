"""A domain as GENIUS XML: one file of the domain, and one profile a party."""

from xml.sax.saxutils import quoteattr

from sim.bargaining.agenda import Issue
from sim.interop.figures import level_text
from sim.interop.named_domain import NamedDomain
from sim.interop.weighing import WeighedIssue, weigh_issues

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
KIND = 'etype="discrete" type="discrete" vtype="discrete"'


def genius_files(named: NamedDomain) -> dict[str, str]:
    """Return the text of each file by its name."""
    files = {"domain.xml": domain_text(named)}
    for side, party in enumerate(named.parties):
        files[f"{side + 1}_{party}.xml"] = profile_text(named, side)
    return files


def domain_text(named: NamedDomain) -> str:
    """Return the domain."""
    body = [line for place, issue in enumerate(named.issues, start=1) for line in issue_lines(place, issue, None)]
    whole = ["<negotiation_template>", *space_lines(named, body, []), "</negotiation_template>"]
    return "\n".join([HEAD, *whole]) + "\n"


def profile_text(named: NamedDomain, side: int) -> str:
    """Return the profile of a party."""
    weighed = weigh_issues(named, side)
    body = [f'    <weight index="{place}" value="{one.weight}"/>' for place, one in enumerate(weighed, start=1)]
    for place, (issue, one) in enumerate(zip(named.issues, weighed, strict=True), start=1):
        body += issue_lines(place, issue, one)
    reserve = f'  <reservation value="{named.reserves[side]!r}"/>'
    discount = f'  <discount_factor value="{named.discounts[side]!r}"/>'
    return "\n".join([HEAD, *space_lines(named, body, [discount, reserve])]) + "\n"


def space_lines(named: NamedDomain, body: list[str], tail: list[str]) -> list[str]:
    """Return a utility space around the lines of its issues."""
    objective = (
        f'  <objective index="0" etype="objective" type="objective" description="" name={quoteattr(named.name)}>'
    )
    opening = f'<utility_space number_of_issues="{len(named.issues)}">'
    return [opening, objective, *body, "  </objective>", *tail, "</utility_space>"]


def issue_lines(place: int, issue: Issue, weighed: WeighedIssue | None) -> list[str]:
    """Return the lines of an issue; with evaluations in a profile."""
    lines = [f'    <issue index="{place}" {KIND} name={quoteattr(issue.name)}>']
    for number, level in enumerate(issue.levels):
        value = f'index="{number + 1}" value={quoteattr(level_text(level))}'
        scored = "" if weighed is None else f' evaluation="{weighed.shares[number]}"'
        lines.append(f"      <item {value}{scored}/>")
    return [*lines, "    </issue>"]
