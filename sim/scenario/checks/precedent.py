"""Rules that tie what other partners' deals do to the issues and the events of a scenario."""

from collections.abc import Iterator
from typing import Any

from sim.scenario.checks.unknown_names import unknown_name_faults
from sim.scenario.faults import KeyPath, suggestion
from sim.scenario.schema.car_tariff import car_tariff_in
from sim.scenario.schema.issues import MONEY, PERCENT

Findings = Iterator[tuple[KeyPath, str]]
Parts = dict[str, Any]
MONEY_UNIT = "in bn of a currency, such as bn EUR"


def components_of_precedent(precedent: Any) -> set[str]:
    """Return the components that need a weight as a part says what others' deals do, where there is one."""
    parity = precedent is not None and any(rule.parity is not None for rule in precedent.tariffs.values())
    return {*(["contagion"] if precedent is not None and precedent.issues else []), *(["parity"] if parity else [])}


def peers_matter(parts: Parts) -> Findings:
    """A peer's deal sets a precedent on every issue it names."""
    cars = car_tariff_in(parts) if parts.get("market") else None  # whose cars pay it
    felt = list(dict.fromkeys([*(parts["precedent"].issues if parts["precedent"] else ()), *([cars] if cars else [])]))
    for place, event in enumerate(parts["events"]):
        for issue in event.peer or {}:
            if issue in parts["issues"] and issue not in felt:
                rule = "no precedent is stated for this issue, so it would change nothing"
                yield ("events", place, "peer", issue), f"{rule}. With one: {', '.join(felt) or 'none'}"


def precedent_fits(parts: Parts) -> Findings:
    """Precedent and industry refer to issues that exist, in the unit they need."""
    issues, precedent, industry = parts["issues"], parts["precedent"], parts["industry"]
    tariffs = [name for name, issue in issues.items() if issue.unit == PERCENT]
    named: list[tuple[KeyPath, str, list[str], str]] = []
    if precedent is not None:
        stated = precedent.tariffs
        yield from unknown_name_faults(("precedent", "tariffs"), stated, tariffs, "no issue of this name is a tariff")
        if stated and precedent.believed_rate is None:
            rule = "lacks believed_rate, from which `tariffs` count until a peer has a deal"
            yield ("precedent",), f"{rule}. Add it, in percent: `believed_rate: 20`"
        if precedent.price is not None:
            pledges = [name for name, issue in issues.items() if MONEY.fullmatch(issue.unit)]
            named.append((("precedent", "price", "issue"), precedent.price.issue, pledges, MONEY_UNIT))
    if industry is not None:
        named.append((("industry", "tariff"), industry.tariff, tariffs, "in percent"))
    for path, name, known, what in named:
        if name not in known:
            yield path, f"no issue of this name is {what}: {name}. {suggestion(name, known)}"
