"""The columns of a result, with unit and meaning: the public names of what comes out.

Beside these stand one column for each issue, by its name, with its level in its unit; `<maker>_`
columns for each carmaker; those of other partners' talks, of stages and of rulings, where they are played;
and one for each draw of the scenario, by its dotted path.
"""

from collections.abc import Iterable

PHASES = ("none", "before_election", "after_election", "after_extension", "after_lapse")

COLUMNS: dict[str, tuple[str, str]] = {
    "world": ("", "number of the world"),
    "status": ("", "agreed, or breakdown"),
    "agreed": ("", "whether a deal is in force at the end"),
    "day": ("days", "day of signature; day 0 is the day the pause began"),
    "date": ("", "date of signature"),
    "phase": ("", f"when it was signed: {', '.join(PHASES)}; none without a deal"),
    "proposer": ("", "who tabled the offer that was signed: us, korea"),
    "days_left": ("days", "days left to the deadline in force; null after a lapse"),
    "rounds": ("meetings", "meetings held"),
    "us_offers": ("offers", "offers the U.S. made"),
    "us_fallbacks": ("offers", "of these, those below its own demand of the day, as no package met it"),
    "us_waits": ("offers", "of these, those it would not have signed that day, as talking on was worth more to it"),
    "korea_offers": ("offers", "offers Korea made"),
    "korea_fallbacks": ("offers", "of these, those below its own demand of the day, as no package met it"),
    "korea_waits": ("offers", "of these, those it would not have signed that day, as talking on was worth more to it"),
    "first_signature": ("days", "day of the first signature, also of one that was voided later"),
    "us_value": ("bn USD a year", "value of the deal to the U.S. by its mandate on that day"),
    "korea_value": ("bn USD a year", "value of the deal to Korea by its mandate on that day"),
    "us_value_fixed": ("bn USD a year", "value to the U.S. at the reference weights"),
    "korea_value_fixed": ("bn USD a year", "value to Korea at the reference weights"),
    "us_value_filled": ("bn USD a year", "us_value, or the value of no deal"),
    "korea_value_filled": ("bn USD a year", "korea_value, or the value of no deal"),
    "us_reserve": ("bn USD a year", "value to the U.S. of never agreeing, on the day of signature"),
    "korea_reserve": ("bn USD a year", "value to Korea of never agreeing, on the day of signature"),
    "us_patience_needed": ("share", "discount factor from which the deal enforces itself for the U.S.: given over got"),
    "korea_patience_needed": ("share", "discount factor from which the deal enforces itself for Korea: given over got"),
    "us_share": ("share", "U.S. share of the joint gain over the reserves"),
    "nash_ratio": ("share", "product of gains over the best on the trade-off path"),
    "frontier_distance": ("bn USD a year", "what both could still have gained at once"),
    "us_waiting": ("bn USD", "flows to the U.S. before the deal, less penalties of a voided one"),
    "korea_waiting": ("bn USD", "flows to Korea before the deal, less support and penalties"),
    "ratified": ("", "whether the Assembly passed it; null without a vote"),
    "honoured": ("", "whether the government in office stood by it; null without a vote"),
    "reopened": ("", "whether a deal was voided or broken and the talks went on"),
    "winner": ("", "who won the election"),
    "handover": ("days", "day from which the winner may sign, whoever takes over after it"),
    "caretaker_signed": ("", "whether the caretaker signed, also if it was voided later"),
    "caretaker_standing": ("percentage points", "net approval of the acting president after it"),
    "extensions": ("extensions", "how often the deadline was moved"),
    "lapsed": ("", "whether the pause lapsed"),
    "peer_deal": ("", "whether a peer had signed before this deal, or before the breakdown"),
}
MAKER_COLUMNS: dict[str, tuple[str, str]] = {  # all from the first tariff to the accounts' last day
    "duty": ("bn USD", "duty on cars built in Korea, expensed when sold, to the accounts' last day"),
    "other_duty": ("bn USD", "duty on cars from third countries and on parts, to the accounts' last day"),
    "profit_change": ("bn USD", "profit against no new tariffs, to the accounts' last day"),
    "units": ("vehicles", "Korean-built vehicles sold to the accounts' last day"),
    "made": ("vehicles", "vehicles built in U.S. plants in place of Korean ones, to the accounts' last day"),
    "pressure": ("share", "loss of the last quarter, net of support, over that of one without a deal, on that day"),
    "support": ("bn USD", "worth of emergency support to the accounts' last day"),
    "index": ("100 = no tariff", "market index on the accounts' last day"),
    "landed": ("vehicles", "Korean-built vehicles that entered the U.S. and owed duty, to the accounts' last day"),
    "duty_paid": ("bn USD", "duties owed at entry, parts' before the credit, less refunds, to the accounts' last day"),
    "parts_duty": ("bn USD", "duty on parts net of the U.S. credit, within other_duty, to the accounts' last day"),
    "parts_credit": ("bn USD", "U.S. credit taken off the duty on parts, to the accounts' last day"),
    "shipped": ("vehicles", "Korean-built vehicles that left for the U.S., to the accounts' last day"),
    "refund": ("bn USD", "duty given back where a rate was cut for days gone by, to the accounts' last day"),
}
PARTNER_COLUMNS: dict[str, tuple[str, str]] = {  # behind a partner's name, beside its issues
    "signed": ("", "whether it has signed with the U.S."),
    "day": ("days", "day of its signature"),
    "us_value": ("bn USD a year", "value of its deal to the U.S. on that day, precedent included"),
    "value": ("bn USD a year", "value of its deal to itself on that day"),
    "us_reserve": ("bn USD a year", "value to the U.S. of never agreeing with it, on that day"),
    "reserve": ("bn USD a year", "value to itself of never agreeing, on that day"),
    "rounds": ("meetings", "meetings held with it"),
    "put_off": ("meetings", "meetings with it put off by a day because another was received"),
    "put_off_korea": ("meetings", "meetings with Korea put off by a day because it was received"),
    "extensions": ("extensions", "how often its deadline was moved"),
    "lapsed": ("", "whether the pause lapsed for it"),
}
STAGE_COLUMNS: dict[str, tuple[str, str]] = {  # where a scenario has stages
    "stage": ("", "how far the deal has come: deal, text, enacted, or unfinished, where the talks on a text failed"),
    "text_day": ("days", "day of the text; null without one"),
    "text_rounds": ("meetings", "meetings held on the text; null without one"),
    "us_text_value": ("bn USD a year", "value of deal and text to the U.S. on the day of the text"),
    "us_text_reserve": ("bn USD a year", "value to the U.S. of never agreeing on a text, on that day"),
    "korea_text_value": ("bn USD a year", "value of deal and text to Korea on the day of the text"),
    "korea_text_reserve": ("bn USD a year", "value to Korea of never agreeing on a text, on that day"),
    "enacted_day": ("days", "day of enactment; null without it"),
    "withdrawn_day": ("days", "day on which the U.S. first took promised cuts back; null if it did not"),
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
    "us_margin": ("bn USD a year", "by how much keeping the deal then beat breaking it for the U.S."),
    "korea_margin": ("bn USD a year", "by how much keeping the deal then beat breaking it for Korea"),
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
