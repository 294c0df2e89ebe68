"""When a column of a result is null: its null rule, said beside unit and meaning (`sim.scenario.columns`).

A column that is not named here is never null.  Null is never written as 0 or as NaN.
"""

from collections.abc import Iterable, Mapping

from sim.scenario.columns import FORCE_COLUMNS

NEVER_NULL = "never"
NO_DEAL = "without a deal in force at the end"
NO_VOTE = "without a vote of the assembly on it"
NO_ELECTION = "without an election in the scenario"
NO_OPINION = "where the scenario states no opinion of the government in office"
NO_TEXT = "without a text"
NO_RULING = "if no court struck a law down under the deal"
OPEN_ISSUE = "or where the deal leaves the issue open"

COLUMN_NULLS: dict[str, str] = {
    "day": NO_DEAL,
    "date": NO_DEAL,
    "proposer": NO_DEAL,
    "days_left": f"{NO_DEAL}, or where it was signed after a lapse",
    "first_signature": "if nothing was signed",
    **{f"{side}_{what}": NO_DEAL for side in ("party_a", "party_b") for what in ("value", "value_fixed", "reserve")},
    **{f"{side}_patience_needed": NO_DEAL for side in ("party_a", "party_b")},
    "party_a_share": f"{NO_DEAL}, or where the gains of both add up to nothing",
    "nash_ratio": f"{NO_DEAL}, or where no package on the path gives both a gain",
    "frontier_distance": NO_DEAL,
    "ratified": NO_VOTE,
    "honoured": NO_VOTE,
    "winner": NO_ELECTION,
    "handover": NO_ELECTION,
    "caretaker_standing": NO_OPINION,
    "party_a_winner": NO_ELECTION,
    "party_a_handover": NO_ELECTION,
    "party_a_caretaker_standing": NO_OPINION,
}
NO_PARTNER_DEAL = "without its deal"
PARTNER_NULLS: dict[str, str] = dict.fromkeys(  # behind a partner's name, as PARTNER_COLUMNS
    ("day", "party_a_value", "value", "party_a_reserve", "reserve"), NO_PARTNER_DEAL
)
STAGE_NULLS: dict[str, str] = {
    "stage": NO_DEAL,
    "text_day": NO_TEXT,
    "text_rounds": NO_TEXT,
    **{f"{side}_text_{what}": NO_TEXT for side in ("party_a", "party_b") for what in ("value", "reserve")},
    "enacted_day": "without an enactment",
    "withdrawn_day": "if {a} took no cuts back",
}
RULING_NULLS: dict[str, str] = {
    **dict.fromkeys(("ruling", "survived", "party_a_margin", "party_b_margin", "ruling_stage"), NO_RULING),
    "ruling_rate": f"{NO_RULING}, or where no law in its place allowed a tariff",
}


def null_rules(issues: Iterable[str], partners: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return when each column of a scenario is null; those that are not in it never are.

    issues    of the talks with party B, by their names
    partners  issues of the talks with each other partner, by its name
    """
    found = {**COLUMN_NULLS, **STAGE_NULLS, **RULING_NULLS}
    for issue in issues:
        found[issue] = f"{NO_DEAL}, {OPEN_ISSUE}"
        found |= {f"{issue}_{what}": "if the level agreed never counts" for what in FORCE_COLUMNS}
    for name, held in partners.items():
        found |= {f"{name}_{what}": rule for what, rule in PARTNER_NULLS.items()}
        found |= {f"{name}_{issue}": f"{NO_PARTNER_DEAL}, {OPEN_ISSUE}" for issue in held}
    return found
