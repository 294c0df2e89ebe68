"""A difference and whose it is, in words: the changes, then a table for each outcome."""

from typing import Any

from sim.analysis.bootstrap import FEWEST
from sim.analysis.explanation.difference import Explanation, PairEffect, Share, SharedDifference
from sim.analysis.explanation.settings import ABSENT
from sim.analysis.explanation.units import GROUPED, ChangeUnit
from sim.reporting.comparison_text import signed_figure
from sim.scenario.party_words import PartyWords, usual_words

WIDEST = 48  # letters of a change's name in a table
SHOWN = 48  # letters of what stood at a path
NOTE = (
    "share: the Shapley value, what a change adds on average over all orders in which the changes can be made;\n"
    "shares add up to the difference. Brackets: sampling error, 95 % by resampling worlds; * they leave out 0;\n"
    "? too few: under {few} worlds, or under 6 that differ"
)
EXACT_NOTE = (
    "alone: what a change does by itself; together: what a pair does beyond its two alone, averaged over what\n"
    "else is changed (Shapley-Taylor index of order 2). These add up to the difference too"
)
ORDERS_NOTE = (
    "{orders} orders of the changes, in pairs of one and its reverse; intervals hold the error of that choice too"
)
DEALS_NOTE = "{of}: means over the worlds that have one, which are not the same with every change"


def explanation_text(found: Explanation, parties: PartyWords | None = None) -> str:
    """Return a whole explanation, in the words for the parties, those of 2025 where none are given."""
    blocks = [heading(found), *(outcome_block(found, outcome) for outcome in found.outcomes), notes(found)]
    return (parties or usual_words()).text("\n\n".join(blocks))


def heading(found: Explanation) -> str:
    """Return what is explained: two scenarios, and the changes between them."""
    wide = max(len(short_name(unit.name)) for unit in found.changes) + 2
    number = len(found.changes)
    lines = [
        f"from {found.one} to {found.other}: {number} change{'s' if number > 1 else ''}, {found.runs} runs of "
        f"{found.worlds:,} worlds, paired; seed {found.seed}",
        "",
    ]
    for unit in found.changes:
        lines += [f"  {short_name(unit.name):{wide}}{change_words(unit)}", *reason_lines(unit)]
    return "\n".join(lines)


def short_name(name: str) -> str:
    """Return a name, of a long one its end."""
    return name if len(name) <= WIDEST else f"..{name[2 - WIDEST :]}"


def change_words(unit: ChangeUnit) -> str:
    """Return what stood there and what stands there now, of a change of one setting."""
    if len(unit.settings) > 1:
        return f"{len(unit.settings)} settings"
    setting = unit.settings[0]
    return f"{held_words(setting.before)} -> {held_words(setting.after)}"


def reason_lines(unit: ChangeUnit) -> list[str]:
    """Return why settings are changed as one."""
    if not unit.reason:
        return []
    said = "as grouped" if unit.reason == GROUPED else unit.reason
    return [f"    one change: {said}"]


def held_words(held: Any) -> str:
    """Return a setting in few words."""
    if held is ABSENT:
        return "none"
    if isinstance(held, dict):
        stated = {key: value for key, value in held.items() if key not in {"source", "note", "range", "known_by"}}
        held = stated["value"] if set(stated) == {"value"} else stated
    said = str(held).replace("'", "")
    if len(said) <= SHOWN:
        return said
    if isinstance(held, list):
        return f"{len(held)} items"
    return str(next(iter(held))) if isinstance(held, dict) and len(held) == 1 else "a block"


def outcome_block(found: Explanation, outcome: SharedDifference) -> str:
    """Return the table of one outcome."""
    head = f"{outcome.measure}: {outcome.meaning}{f' ({outcome.unit})' if outcome.unit else ''}"
    if outcome.before is None or outcome.after is None or outcome.difference is None:
        return f"{head}\n  no world has one in some of the {found.runs} runs, so that nothing can be shared out"
    places = digits(outcome)
    names = [found.one, found.other, *(s.change for s in outcome.shares)]
    wide = 2 + max(len(name) for name in [*map(short_name, names), *map(pair_name, clear_pairs(outcome))])
    lines = [
        head,
        f"  {short_name(found.one):{wide}}{outcome.before:10.{places}f}",
        f"  {short_name(found.other):{wide}}{outcome.after:10.{places}f}",
        f"  {'':{wide}}{'share':>10}  {'95 % interval':24}{'alone' if outcome.pairs is not None else '':>10}",
        f"  {'difference':{wide}}{figures_text(outcome, outcome.difference, places)}",
        *(share_line(share, wide, places) for share in outcome.shares),
        *(
            f"  {pair_name(pair):{wide}}{figures_text(pair, pair.value, places)}    together"
            for pair in clear_pairs(outcome)
        ),
    ]
    return "\n".join(line.rstrip() for line in lines)


def digits(outcome: SharedDifference) -> int:
    """Return how many places an outcome is told to: three for shares, else two."""
    return 3 if max(abs(outcome.before or 0), abs(outcome.after or 0)) <= 1 else 2


def clear_pairs(outcome: SharedDifference) -> list[PairEffect]:
    """Return the pairs that do something together, the strongest first."""
    held = [pair for pair in outcome.pairs or () if pair.value]
    return sorted(held, key=lambda pair: -abs(pair.value or 0))


def pair_name(pair: PairEffect) -> str:
    """Return both names of a pair, each short."""
    return " x ".join(f"..{name[-20:]}" if len(name) > 22 else name for name in pair.changes)


def share_line(share: Share, wide: int, places: int) -> str:
    """Return the line of one change."""
    alone = "" if share.alone is None else f"{signed_figure(share.alone, places):>10}"
    return f"  {short_name(share.change):{wide}}{figures_text(share, share.value, places)}{alone}".rstrip()


def figures_text(held: Share | PairEffect | SharedDifference, value: float | None, places: int) -> str:
    """Return a value with its interval."""
    value = None if value is None else round(value, places) + 0.0  # no zero has a sign of its own
    if held.low is None or held.high is None:
        return f"{signed_figure(value, places):>10}  {'?':24}"
    star = "*" if held.low > 0 or held.high < 0 else ""
    interval = f"[{signed_figure(held.low, places)} to {signed_figure(held.high, places)}]{star}"
    return f"{signed_figure(value, places):>10}  {interval:24}"


def notes(found: Explanation) -> str:
    """Return how to read the tables."""
    of_deals = [outcome.measure for outcome in found.outcomes if outcome.of_deals]
    lines = [NOTE.format(few=FEWEST)]
    lines += [EXACT_NOTE] if found.orders is None else [ORDERS_NOTE.format(orders=found.orders)]
    lines += [DEALS_NOTE.format(of=", ".join(of_deals))] if of_deals else []
    return "\n".join(lines)


def explanation_data(found: Explanation, parties: PartyWords | None = None) -> dict[str, Any]:
    """Return an explanation as plain data, in the words for the parties, those of 2025 where none are given."""
    told: dict[str, Any] = (parties or usual_words()).data(
        {
            "from": found.one,
            "to": found.other,
            "worlds": found.worlds,
            "seed": found.seed,
            "runs": found.runs,
            "orders": found.orders,
            "changes": [
                {
                    "name": unit.name,
                    "reason": unit.reason,
                    "settings": [
                        {"path": s.name, "before": plain_data(s.before), "after": plain_data(s.after)}
                        for s in unit.settings
                    ],
                }
                for unit in found.changes
            ],
            "outcomes": [outcome_data(outcome) for outcome in found.outcomes],
        }
    )
    return told


def plain_data(held: Any) -> Any:
    """Return what stands at a path, None where nothing does."""
    return None if held is ABSENT else held


def outcome_data(outcome: SharedDifference) -> dict[str, Any]:
    """Return one outcome as plain data."""
    pairs = None if outcome.pairs is None else [vars(pair) for pair in outcome.pairs]
    return vars(outcome) | {"shares": [vars(share) for share in outcome.shares], "pairs": pairs}
