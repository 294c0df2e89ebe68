"""The columns of a result, with unit and meaning: the public names of what comes out.

Beside these stand one column for each issue, by its name, with its level in its unit; `<maker>_`
columns for each carmaker; those of other partners' talks, of stages and of rulings, where they are played;
and one for each draw of the scenario, by its dotted path.
"""

from collections.abc import Iterable

UNDER_FIRST = "without a vote, before_election means before any extension or lapse"
PHASES = ("none", "before_election", "after_election", "after_extension", "after_lapse")

COLUMNS: dict[str, tuple[str, str]] = {
    "world": ("", "number of the world"),
    "status": ("", "agreed, or breakdown"),
    "agreed": ("", "whether a deal is in force at the end"),
    "day": ("days", "day of signature, counted from `calendar.pause` or, without one, from `calendar.talks`"),
    "date": ("", "date of signature"),
    "phase": ("", f"when it was signed: {', '.join(PHASES)}; {UNDER_FIRST}; none without a deal"),
    "proposer": ("", "who tabled the offer that was signed: party_a, party_b"),
    "days_left": ("days", "days left to the deadline in force; null after a lapse"),
    "rounds": ("meetings", "meetings held"),
    "party_a_offers": ("offers", "offers {a} made"),
    "party_a_fallbacks": ("offers", "of these, those below its own demand of the day, as no package met it"),
    "party_a_waits": (
        "offers",
        "of these, those it would not have signed that day, as talking on was worth more to it",
    ),
    "party_b_offers": ("offers", "offers {b} made"),
    "party_b_fallbacks": ("offers", "of these, those below its own demand of the day, as no package met it"),
    "party_b_waits": (
        "offers",
        "of these, those it would not have signed that day, as talking on was worth more to it",
    ),
    "first_signature": ("days", "day of the first signature, also of one that was voided later"),
    "party_a_value": ("bn USD a year", "value of the deal to {a} by its mandate on that day"),
    "party_b_value": ("bn USD a year", "value of the deal to {b} by its mandate on that day"),
    "party_a_value_fixed": ("bn USD a year", "value to {a} at the reference weights"),
    "party_b_value_fixed": ("bn USD a year", "value to {b} at the reference weights"),
    "party_a_value_filled": ("bn USD a year", "party_a_value, or the value of no deal"),
    "party_b_value_filled": ("bn USD a year", "party_b_value, or the value of no deal"),
    "party_a_reserve": ("bn USD a year", "value to {a} of never agreeing, on the day of signature"),
    "party_b_reserve": ("bn USD a year", "value to {b} of never agreeing, on the day of signature"),
    "party_a_patience_needed": ("share", "discount factor from which the deal enforces itself for {a}: given over got"),
    "party_b_patience_needed": ("share", "discount factor from which the deal enforces itself for {b}: given over got"),
    "party_a_share": ("share", "{a_adj} share of the joint gain over the reserves"),
    "nash_ratio": ("share", "product of gains over the best on the trade-off path"),
    "frontier_distance": ("bn USD a year", "what both could still have gained at once"),
    "party_a_waiting": ("bn USD", "flows to {a} before the deal, less penalties of a voided one"),
    "party_b_waiting": ("bn USD", "flows to {b} before the deal, less support and penalties"),
    "ratified": ("", "whether the assembly passed it; null without a vote"),
    "honoured": ("", "whether the government in office stood by it; null without a vote"),
    "reopened": ("", "whether a deal was voided or broken and the talks went on"),
    "winner": ("", "who won the election"),
    "handover": ("days", "day from which the winner may sign, whoever takes over after it"),
    "caretaker_signed": (
        "",
        "whether the government in office as the talks opened signed, also if voided later",
    ),
    "caretaker_standing": ("percentage points", "net approval of that government after it"),
    "party_a_winner": (
        "",
        "who won the election of {a}, where both parties have one; the columns above are then {b}'s",
    ),
    "party_a_handover": ("days", "day from which that winner may sign, whoever takes over after it"),
    "party_a_caretaker_signed": (
        "",
        "whether the government of {a} in office as the talks opened signed, also if voided later",
    ),
    "party_a_caretaker_standing": ("percentage points", "net approval of that government after it"),
    "extensions": ("extensions", "how often the deadline was moved"),
    "lapsed": ("", "whether the terms in force until the deadline lapsed"),
    "peer_deal": ("", "whether a peer had signed before this deal, or before the breakdown"),
}
MAKER_COLUMNS: dict[str, tuple[str, str]] = {  # all from the first tariff to the accounts' last day
    "duty": ("bn USD", "duty on cars built in {b}, expensed when sold, to the accounts' last day"),
    "other_duty": ("bn USD", "duty on cars from third countries and on parts, to the accounts' last day"),
    "profit_change": ("bn USD", "profit against no new tariffs, to the accounts' last day"),
    "units": ("vehicles", "{b_adj}-built vehicles sold to the accounts' last day"),
    "made": ("vehicles", "vehicles built in {a_adj} plants in place of {b_adj} ones, to the accounts' last day"),
    "pressure": ("share", "loss of the last quarter, net of support, over that of one without a deal, on that day"),
    "support": ("bn USD", "worth of emergency support to the accounts' last day"),
    "index": ("100 = no tariff", "market index on the accounts' last day"),
    "landed": ("vehicles", "{b_adj}-built vehicles that entered {a} and owed duty, to the accounts' last day"),
    "duty_paid": ("bn USD", "duties owed at entry, parts' before the credit, less refunds, to the accounts' last day"),
    "parts_duty": ("bn USD", "duty on parts net of the {a_adj} credit, within other_duty, to the accounts' last day"),
    "parts_credit": ("bn USD", "{a_adj} credit taken off the duty on parts, to the accounts' last day"),
    "shipped": ("vehicles", "{b_adj}-built vehicles that left for {a}, to the accounts' last day"),
    "refund": ("bn USD", "duty given back where a rate was cut for days gone by, to the accounts' last day"),
}
PARTNER_COLUMNS: dict[str, tuple[str, str]] = {  # behind a partner's name, beside its issues
    "signed": ("", "whether it has signed with {a}"),
    "day": ("days", "day of its signature"),
    "party_a_value": ("bn USD a year", "value of its deal to {a} on that day, precedent included"),
    "value": ("bn USD a year", "value of its deal to itself on that day"),
    "party_a_reserve": ("bn USD a year", "value to {a} of never agreeing with it, on that day"),
    "reserve": ("bn USD a year", "value to itself of never agreeing, on that day"),
    "rounds": ("meetings", "meetings held with it"),
    "put_off": ("meetings", "meetings with it put off by a day because another was received"),
    "put_off_party_b": ("meetings", "meetings with {b} put off by a day because it was received"),
    "extensions": ("extensions", "how often its deadline was moved"),
    "lapsed": ("", "whether the terms in force until the deadline lapsed for it"),
}
STAGE_COLUMNS: dict[str, tuple[str, str]] = {  # where a scenario has stages
    "stage": ("", "how far the deal has come: deal, text, enacted, or unfinished, where the talks on a text failed"),
    "text_day": ("days", "day of the text; null without one"),
    "text_rounds": ("meetings", "meetings held on the text; null without one"),
    "party_a_text_value": ("bn USD a year", "value of deal and text to {a} on the day of the text"),
    "party_a_text_reserve": ("bn USD a year", "value to {a} of never agreeing on a text, on that day"),
    "party_b_text_value": ("bn USD a year", "value of deal and text to {b} on the day of the text"),
    "party_b_text_reserve": ("bn USD a year", "value to {b} of never agreeing on a text, on that day"),
    "enacted_day": ("days", "day of enactment; null without it"),
    "withdrawn_day": ("days", "day on which {a} first took promised cuts back; null if it did not"),
}
FORCE_COLUMNS: dict[str, tuple[str, str]] = {  # behind an issue's name, where a scenario has stages
    "in_force": ("days", "day from which the deal's level counts; null if it never does"),
    "in_force_date": ("", "date from which the deal's level counts; null if it never does"),
}
REFUND = "refund"  # behind a carmaker's name, where the car tariff may count from an earlier day
REFUND_COLUMN = ("bn USD", "duty paid too much and refunded, as a rate counts from an earlier day; not taken off duty")
RULING_COLUMNS: dict[str, tuple[str, str]] = {  # where a scenario has laws that may fall
    "ruling": ("days", "day on which a court struck a law down under a deal in force; null if none did"),
    "survived": ("", "whether both sides kept the deal then; null without a ruling"),
    "party_a_margin": ("bn USD a year", "by how much keeping the deal then beat breaking it for {a}"),
    "party_b_margin": ("bn USD a year", "by how much keeping the deal then beat breaking it for {b}"),
    "ruling_rate": ("percent", "tariff that the first law in its place allowed"),
    "ruling_stage": ("", "how far a deal in stages had come then: deal, text, enacted, unfinished"),
}


def stage_columns(issues: Iterable[str], makers: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return unit and meaning of the columns of a scenario in stages."""
    force = {f"{issue}_{what}": said for issue in issues for what, said in FORCE_COLUMNS.items()}
    return {**STAGE_COLUMNS, **force, **{f"{maker}_{REFUND}": REFUND_COLUMN for maker in makers}}


def partner_columns(name: str, units: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return unit and meaning of a partner's columns; `units` are those of its issues."""
    issues = {issue: (unit, "level it agreed") for issue, unit in units.items()}
    return {f"{name}_{what}": said for what, said in {**PARTNER_COLUMNS, **issues}.items()}
