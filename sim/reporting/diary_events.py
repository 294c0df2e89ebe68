"""The diary's sentences on what is no offer: events, partners' deals, polls, votes, signatures, deadlines."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from sim.bargaining.sides import SIDES
from sim.reporting.diary_line import Entry
from sim.reporting.diary_words import (
    SUBJECT,
    UNIT,
    date_text,
    level_text,
    list_text,
    package_terms,
    share_text,
    term_text,
    value_text,
)
from sim.reporting.package_text import WHO
from sim.reporting.run_text import title
from sim.reporting.stage_sentences import STAGE_SENTENCES, left_open, ruling
from sim.reporting.words import label, names_of_2025
from sim.runs.run import Outcome
from sim.scenario.schema.scenario import Scenario

Sentences = Callable[[Entry, Outcome, Sequence[str]], list[str]]


def event(entry: Entry, outcome: Outcome, sides: Sequence[str]) -> list[str]:
    """Return the sentence of an event, with what it does."""
    held = event_of(entry, outcome)
    done, what = effects(outcome.loaded.scenario, held), event_name(entry["name"])
    changed = [f"It changes {', '.join(held.changes)}."] if held.changes else []
    if held.peer:
        whose = peer_name(entry["name"])
        terms = list_text(peer_terms(entry, outcome))
        signs = f"{whose} signs with {{a}}" if whose else what
        return [f"Elsewhere: {signs}: {'; '.join([terms, *done])}.", *changed]
    said = f": {'; '.join(done)}" if done else ""
    return [f"{what}{said}.", *changed]


def event_name(name: str) -> str:
    """Return an event's name at the start of a sentence."""
    words = label(name)
    return words[0].upper() + words[1:]


def event_of(entry: Entry, outcome: Outcome) -> Any:
    """Return the event of an entry, as the scenario has it."""
    return next(e for e in outcome.loaded.scenario.events if e.name == entry["name"])


def peer_name(name: str) -> str:
    """Return whose deal an event is by its name, as canada_deal; nothing where it does not say."""
    return title(name.removesuffix("_deal")) if name.endswith("_deal") else ""


def peer_terms(entry: Entry, outcome: Outcome) -> list[str]:
    """Return the terms of a peer's deal as they were in this world."""
    spec = outcome.loaded.scenario
    names = event_of(entry, outcome).peer
    held = zip(names, entry["peer"], strict=True)
    return [f"{label(name)} {level_text(round(float(rate), 1), spec.issues[name].unit)}" for name, rate in held]


def effects(scenario: Any, held: Any) -> list[str]:
    """Return what an event does beside a peer's terms and changed figures, in words."""
    units, said = {name: part.unit for name, part in scenario.issues.items()}, []
    for issue, levels in held.no_deal.items():
        stated = {"now": levels.now, "once {the_pause} has lapsed": levels.lapsed}
        if levels.now == levels.lapsed:
            stated = {"from now on": levels.now}
        told = [f"{level_text(level, units[issue])} {when}" for when, level in stated.items() if level is not None]
        said.append(f"without a deal {label(issue)} is {' and '.join(told)}")
    said += [f"{label(issue)} comes on the table" for issue in held.opens]
    said += [f"{title(held.hands_over_to)} takes over"] if held.hands_over_to else []
    said += [f"{label(statute)} no longer hold" for statute in held.voids]
    return [*said, *(["no further extension is promised"] if held.letter else [])]


def neighbour(entry: Entry, outcome: Outcome, sides: Sequence[str]) -> list[str]:
    """Return the sentence of another partner's deal."""
    terms = neighbour_terms(entry, outcome)
    return [f"Elsewhere: {title(entry['who'])} signs with {{a}}: {list_text(list(terms.values()))}."]


def neighbour_terms(entry: Entry, outcome: Outcome) -> Mapping[str, str]:
    """Return the terms of another partner's deal, by issue."""
    spec = outcome.loaded.scenario
    part = spec.partners.get(entry["who"], spec.neighbour)
    held = zip(part.issues.items() if part else (), entry["package"], strict=bool(part))
    return {name: f"{label(name)} {level_text(issue.levels[int(place)], issue.unit)}" for (name, issue), place in held}


def put_off(entry: Entry, outcome: Outcome, sides: Sequence[str]) -> list[str]:
    """Return the sentence of a meeting put off because party A receives somebody else."""
    late, received = (WHO.get(entry[name]) or title(entry[name]) for name in ("who", "instead"))
    return [f"{{A}} receives {received} today and puts {late} off to tomorrow."]


def election(entry: Entry, outcome: Outcome, sides: Sequence[str]) -> list[str]:
    """Return the sentence of the vote."""
    formed = date_text(outcome, entry["formed"])
    letter = "ab"[SIDES.index(entry.get("party", SIDES[1]))]
    wins = f"{{{letter.upper()}}} votes: {title(entry['winner'])} wins."
    stands = f"Nobody can sign for {{{letter}}} until its government stands on {formed}."
    return [wins] if entry["formed"] <= entry["day"] else [wins, stands]


def vote(entry: Entry, outcome: Outcome, sides: Sequence[str]) -> list[str]:
    """Return the sentences of a ratification vote; what the deal is worth at home is told to its party alone."""
    if not entry["kept"]:
        who, gain, party = title(entry["government"]), entry["gain"], entry.get("party", SIDES[1])
        said = f"The new government of {who} does not stand by the deal; the talks are open again."
        return [
            said,
            *([f"To it the deal is worth {value_text(gain)} {UNIT} over none."] if party in sides else []),
        ]
    verdict = "passes the deal" if entry["passed"] else "rejects the deal; the talks are open again"
    worth = f"To those who decide there it is worth {value_text(entry['decisive_gain'])} {UNIT} over no deal."
    party = entry.get("party", "party_b")
    return [f"{assembly_name(outcome.loaded.scenario, party)} {verdict}.", *([worth] if party in sides else [])]


def assembly_name(spec: Scenario, party: str) -> str:
    """Return what a side's assembly is called, at the start of a sentence; by the party where both have one."""
    whose = f"the {{{'ab'[SIDES.index(party)]}_adj}} assembly" if len(spec.assemblies) > 1 else "the assembly"
    key = spec.keys[SIDES.index(party)]
    stated = spec.assembly_of(key)
    who = (stated.name if stated else None) or names_of_2025()["assemblies"].get(key, whose)
    return f"{who[:1].upper()}{who[1:]}"


MOVERS = {"party_a": ("{a}", "moves"), "party_b": ("{b}", "moves"), "both": ("both sides", "move")}


def mover_of(spec: Scenario) -> str:
    """Return which side moves the deadline, or `both`."""
    return "both" if spec.deadline.by == "both" else SIDES[spec.keys.index(spec.deadline.by or spec.keys[0])]


def signature(entry: Entry, outcome: Outcome, sides: Sequence[str]) -> list[str]:
    """Return the sentences of a signature."""
    terms = list_text(package_terms(outcome, entry["package"]))
    return [f"A deal is signed on the offer of {WHO[entry['side']]}: {terms}.", *left_open(outcome)]


def lapse(entry: Entry, outcome: Outcome, sides: Sequence[str]) -> list[str]:
    """Return the sentence of a lapse, with the tariffs then in force."""
    rates = [
        term_text(outcome, place, entry["package"])
        for place, issue in enumerate(outcome.agenda.issues)
        if issue.unit == "percent"
    ]
    what = "the pause lapses" if outcome.loaded.scenario.has_pause else "what was in force until then lapses"
    lapses = f"The deadline comes without a deal and {what}{f': {list_text(rates)}' if rates else ''}."
    return [lapses, *apart(entry, sides)]


def extension(entry: Entry, outcome: Outcome, sides: Sequence[str]) -> list[str]:
    """Return the sentence of an extension."""
    who, verb = MOVERS[mover_of(outcome.loaded.scenario)]
    moved = f"The deadline comes without a deal; {who} {verb} it to {date_text(outcome, entry['until'])}."
    return [moved, *apart(entry, sides)]


def apart(entry: Entry, sides: Sequence[str]) -> list[str]:
    """Return how far apart the offers are at a deadline, which decides on it; told to who knows both sides' values."""
    if len(sides) < len(SIDES) or not np.isfinite(entry["gap"]):
        return []
    first = f" ({entry['first_gap']:.1f} at first)" if np.isfinite(entry["first_gap"]) else ""
    return [f"The offers are {entry['gap']:.1f} {UNIT} apart{first}."]


def poll_text(entry: Entry, told: Entry | None) -> list[str]:
    """Return the sentence of a poll, beside the one told last, if any."""
    names, shares = entry["candidates"], entry["shares"]
    before = [None] * len(names) if told is None else told["shares"]
    said = [
        f"{title(str(name))} {share_text(share)}{'' if old is None else f' ({100 * old:.0f} before)'}"
        for name, share, old in zip(names, shares, before, strict=True)
    ]
    return [f"{'The polls' if told is None else 'The polls move'}: {list_text(said)}."]


def breach(entry: Entry, outcome: Outcome, sides: Sequence[str]) -> list[str]:
    """Return the sentence of a deal that is not kept."""
    return [f"{SUBJECT[entry['side']]} no longer keeps the deal; the talks are open again."]


SENTENCES: dict[str, Sentences] = {
    "event": event,
    "neighbour": neighbour,
    "put_off": put_off,
    "election": election,
    "vote": vote,
    "breach": breach,
    "signature": signature,
    "lapse": lapse,
    "extension": extension,
    "breakdown": lambda entry, outcome, sides: ["The talks break down."],
    "ruling": ruling,
    **STAGE_SENTENCES,
}
IN_CONFIDENCE = frozenset({"put_off"})  # kinds of these that the public is not told
