"""Rules on stages and statutes that tie them to the rest of a scenario."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from sim.scenario.checks.party_keys import keyed_by_party
from sim.scenario.columns import COLUMNS, MAKER_COLUMNS, REFUND, RULING_COLUMNS, stage_columns
from sim.scenario.faults import KeyPath, suggestion
from sim.scenario.schema.car_tariff import car_tariff_in
from sim.scenario.schema.stages import STAGES, StagesPart

Findings = Iterator[tuple[KeyPath, str]]
Parts = dict[str, Any]


def left_to_text(stages: StagesPart) -> dict[str, Any]:
    """Return the issues that a deal leaves to a text, with their readings."""
    return stages.text.settles if stages.text else {}


def issues_are_settled_once(parts: Parts) -> Findings:
    """Every issue on the table is settled by one stage, and no other is."""
    stages, issues = parts["stages"], parts["issues"]
    named: list[tuple[KeyPath, str]] = [
        (("stages", "deal", "settles", place), name) for place, name in enumerate(stages.deal.settles)
    ]
    named += [(("stages", "text", "settles", name), name) for name in left_to_text(stages)]
    seen: set[str] = set()
    for path, name in named:
        if name not in issues:
            yield path, f"no such issue: {name}. {suggestion(name, issues)}"
        elif not issues[name].on_table:
            yield path, f"{name} is not on the table: set issues.{name}.on_table: true, or delete it here"
        if name in seen:
            yield (
                path,
                f"{name} is settled twice: name it below stages.deal.settles or stages.text.settles, not in both",
            )
        seen.add(name)
    for name, issue in issues.items():
        if issue.on_table and name not in seen:
            yield (
                ("stages", "deal", "settles"),
                f"{name} is on the table and no stage settles it: name it here or below text",
            )


def readings_fit(parts: Parts) -> Findings:
    """Each reading has one figure for each level, and gives some level a chance."""
    issues = parts["issues"]
    for name, part in left_to_text(parts["stages"]).items():
        stated = part.__pydantic_extra__ or {}
        yield from keyed_by_party(("stages", "text", "settles", name), stated, parts)
        for key, odds in stated.items() if name in issues else ():
            path: KeyPath = ("stages", "text", "settles", name, key)
            count = len(issues[name].levels)
            if len(odds) != count:
                yield path, f"must be {count} figures, one for each level of {name}; found {len(odds)}"
            elif not any(quantity.span[0] > 0 for quantity in odds):
                yield path, "gives no level a chance: one figure at least must be above 0 in every world"


def deal_settles_precedents(parts: Parts) -> Findings:
    """The car tariff, and what others' deals speak of, are settled by the deal; what an event opens is too."""
    needed = {car_tariff_in(parts), *(parts["precedent"].issues if parts["precedent"] else ())}
    needed |= {name for event in parts["events"] for name in event.opens}
    needed |= {name for statute in parts["statutes"].values() for name in statute.issues}
    for name in left_to_text(parts["stages"]):
        if name in needed:
            rule = "the car tariff and issues of `precedent`, `statutes` and `opens` must be settled by the deal"
            yield ("stages", "text", "settles", name), f"{rule}; move {name} to stages.deal.settles"


def force_fits(parts: Parts) -> Findings:
    """Issues come into force with a stage that there is, and not before they are settled."""
    stages = parts["stages"]
    later = left_to_text(stages)
    known = [*stages.deal.settles, *later]
    for name, rule in stages.in_force.items():
        path: KeyPath = ("stages", "in_force", name)
        if name not in known:
            yield path, f"no stage settles this issue. {suggestion(name, known)}"
        if rule.stage == "text" and stages.text is None:
            yield (*path, "stage"), "there is no stage text here. Name deal or enactment, or state stages.text"
        elif name in later and rule.stage == STAGES[0]:
            yield (*path, "stage"), f"the text settles {name}, so that it cannot come into force with the deal"
        if rule.stage == "deal" and rule.retroactive_to == "deal":
            yield (*path, "retroactive_to"), "it comes into force with the deal as it is: delete this key"
    for place, name in enumerate(stages.withdraws):
        if name not in known:
            yield ("stages", "withdraws", place), f"no stage settles this issue. {suggestion(name, known)}"


def stages_end(parts: Parts) -> Findings:
    """The last stage is over before the horizon, however late the deal."""
    stages, calendar, rules = parts["stages"], parts["calendar"], parts["deadline"]
    text = stages.text.opens + stages.text.days if stages.text else 0
    longest = stages.enactment.lag_days.span[1]
    days = rules.most * rules.extension_days + rules.after_lapse.days + text
    last = calendar.deadline + dt.timedelta(days=days + min(longest, 36500))
    if last >= calendar.horizon:
        found = f"with all extensions the last stage may come as late as {last}"
        yield ("stages", "enactment", "lag_days"), f"{found}; must be before the horizon, {calendar.horizon}"


def stage_columns_are_free(parts: Parts) -> Findings:
    """No issue has the name of a column of stages, nor a column of its own that is taken."""
    held = {f"{maker}_{what}" for maker in parts["carmakers"] or () for what in (*MAKER_COLUMNS, REFUND)}
    for name in parts["issues"]:
        for column in stage_columns(parts["issues"], ()):
            if name == column or column in held or (column in COLUMNS and column.startswith(name)):
                yield ("issues", name), f"{column} is the name of a column of results: give the issue another"


def statutes_fit(parts: Parts) -> Findings:
    """Both sides' figures of a law are stated; substitutes that end come before those that do not."""
    for name, statute in parts["statutes"].items():
        here: KeyPath = ("statutes", name)
        for key in ("reputation", "sunk"):
            yield from keyed_by_party((*here, key), getattr(statute, key), parts)
        for place, part in enumerate(statute.substitutes[:-1]):
            if part.days is None:
                rule = f"{part.law} holds to the horizon, so that none can follow it: state days"
                yield (*here, "substitutes", place), rule
    for name in parts["issues"]:
        if parts["statutes"] and name in RULING_COLUMNS:
            yield ("issues", name), f"{name} is the name of a column of results: give the issue another"


def tariffs_rest_on_laws(parts: Parts) -> Findings:
    """What rests on a law is a tariff on the table, other than that on cars."""
    issues, cars = parts["issues"], car_tariff_in(parts)
    tariffs = [name for name, issue in issues.items() if issue.unit == "percent" and name != cars]
    for name, statute in parts["statutes"].items():
        for place, issue in enumerate(statute.issues):
            path: KeyPath = ("statutes", name, "issues", place)
            if issue == cars:
                yield path, "the market of cars is counted from their tariff without a deal: it cannot change"
            elif issue not in tariffs:
                yield path, f"no issue of this name is a tariff: {issue}. {suggestion(issue, tariffs)}"
            elif not issues[issue].on_table:
                yield path, f"{issue} is not on the table, so that a deal leaves it alone: set on_table: true"


def voided_laws_exist(parts: Parts) -> Findings:
    """An event voids laws that the scenario states."""
    for place, event in enumerate(parts["events"]):
        for at, name in enumerate(event.voids):
            if name not in parts["statutes"]:
                yield (
                    ("events", place, "voids", at),
                    f"no such law in statutes: {name}. {suggestion(name, parts['statutes'])}",
                )


STAGE_CHECKS: list[tuple[tuple[str, ...], Callable[[Parts], Findings]]] = [
    (("stages", "issues"), issues_are_settled_once),
    (("stages", "issues"), readings_fit),
    (("stages", "precedent", "industry", "events", "statutes"), deal_settles_precedents),
    (("stages",), force_fits),
    (("stages", "calendar", "deadline"), stages_end),
    (("stages", "issues", "carmakers"), stage_columns_are_free),
    (("statutes", "issues"), statutes_fit),
    (("statutes", "issues", "industry"), tariffs_rest_on_laws),
    (("statutes", "events"), voided_laws_exist),
]
