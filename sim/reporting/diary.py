"""The diary of one world: its days in plain English, for teaching."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sim.bargaining.sides import SIDES
from sim.reporting.package_text import WHO, in_words, level, sentence_start, terms
from sim.reporting.run_text import title
from sim.reporting.stage_sentences import STAGE_SENTENCES, left_open, ruling
from sim.reporting.words import label
from sim.runs.run import Outcome
from sim.scenario.schema.quantity import Quantity


def offer(entry: dict[str, Any], outcome: Outcome, before: Any, sides: Sequence[str] = SIDES) -> str:
    """Return the sentence of an offer; `before` is the side's last one, or None; `sides`, whose values are told."""
    who, other = WHO[entry["side"]], WHO[{"us": "korea", "korea": "us"}[entry["side"]]]
    if before is None:
        said = f"{sentence_start(who)} opens: {terms(outcome, entry['package'])}"
    elif (entry["package"] == before).all():
        said = f"{sentence_start(who)} repeats its offer"
    else:
        said = f"{sentence_start(who)} moves: {terms(outcome, entry['package'], before)}"
    worth = ", ".join(f"{entry[f'{side}_value']:+.1f} for {WHO[side]}" for side in sides)
    return f"{said} ({worth}, bn USD a year). {sentence_start(other)} {'accepts' if entry['accepted'] else 'declines'}."


def event(entry: dict[str, Any], outcome: Outcome) -> str:
    """Return the sentence of an event, with what it does."""
    held = next(e for e in outcome.loaded.scenario.events if e.name == entry["name"])
    done = effects(outcome.loaded.scenario, held)
    where = "Elsewhere: " if held.peer else ""
    return f"{where}{(label if where else title)(entry['name'])}{f' ({done})' if done else ''}."


def effects(scenario: Any, held: Any) -> str:
    """Return what an event does, in words."""
    units = {name: part.unit for name, part in scenario.issues.items()}
    said = [f"{label(issue)} {rate_text(rate)} {units[issue]}" for issue, rate in (held.peer or {}).items()]
    for issue, levels in held.no_deal.items():
        stated = [("now", levels.now), ("once the pause has lapsed", levels.lapsed)]
        told = [f"{in_words(level, units[issue])} {when}" for when, level in stated if level is not None]
        said.append(f"without a deal {label(issue)} {' and '.join(told)}")
    said += [f"{label(issue)} comes on the table" for issue in held.opens]
    said += [f"{title(held.hands_over_to)} takes over"] if held.hands_over_to else []
    return ", ".join([*said, *(["no further extension is promised"] if held.letter else [])])


def rate_text(rate: float | Quantity) -> str:
    """Return a peer's level: a number, or the span within which it was drawn."""
    if isinstance(rate, Quantity):
        return "from {:g} to {:g}".format(*rate.span) if rate.shape != "value" else f"{rate.central:g}"
    return f"{rate:g}"


def neighbour(entry: dict[str, Any], outcome: Outcome) -> str:
    """Return the sentence of another partner's deal."""
    spec, who = outcome.loaded.scenario, entry["who"]
    part = spec.partners.get(who, spec.neighbour)
    if part is None:
        return ""
    held = zip(part.issues.items(), entry["package"], strict=True)
    terms = [f"{label(name)} {in_words(issue.levels[int(place)], issue.unit)}" for (name, issue), place in held]
    return f"Elsewhere: {title(who)} signs with the U.S. ({', '.join(terms)})."


def put_off(entry: dict[str, Any], outcome: Outcome) -> str:
    """Return the sentence of a meeting put off because the U.S. receives somebody else."""
    late, received = (WHO.get(entry[name]) or title(entry[name]) for name in ("who", "instead"))
    return f"The U.S. receives {received} today and puts {late} off to tomorrow."


def election(entry: dict[str, Any], outcome: Outcome) -> str:
    """Return the sentence of the vote."""
    formed = outcome.calendar.date(int(entry["formed"]))
    return f"Korea votes: {title(entry['winner'])} wins. A new government can sign from {formed:%-d %B}."


def vote(entry: dict[str, Any], outcome: Outcome) -> str:
    """Return the sentence of a ratification vote."""
    if not entry["kept"]:
        return "The new government does not stand by the deal; the talks are open again."
    verdict = "passes the deal" if entry["passed"] else "rejects the deal; the talks are open again"
    return f"The National Assembly {verdict}."


def signature(entry: dict[str, Any], outcome: Outcome) -> str:
    """Return the sentence of a signature."""
    said = f"A deal is signed on the offer of {WHO[entry['side']]}: {terms(outcome, entry['package'])}."
    return f"{said}{left_open(outcome)}"


def lapse(entry: dict[str, Any], outcome: Outcome) -> str:
    """Return the sentence of a lapse, with the tariffs then in force."""
    rates = [
        f"{label(issue.name)} {level(outcome, place, entry['package'])}"
        for place, issue in enumerate(outcome.agenda.issues)
        if issue.unit == "percent"
    ]
    return f"The deadline comes without a deal and the pause lapses: {', '.join(rates)}."


def breach(entry: dict[str, Any], outcome: Outcome) -> str:
    """Return the sentence of a deal that is not kept."""
    return f"{sentence_start(WHO[entry['side']])} no longer keeps the deal; the talks are open again."


SENTENCES: dict[str, Callable[[dict[str, Any], Outcome], str]] = {
    "event": event,
    "neighbour": neighbour,
    "put_off": put_off,
    "election": election,
    "vote": vote,
    "breach": breach,
    "signature": signature,
    "lapse": lapse,
    "extension": lambda entry, outcome: "The deadline comes without a deal; the U.S. moves it.",
    "breakdown": lambda entry, outcome: "The talks break down.",
    **STAGE_SENTENCES,
}


def diary_sentences(outcome: Outcome, world: int, sides: Sequence[str] = SIDES) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield what happened in one world, each entry of the log with its sentence; `sides`, whose values are told."""
    last: dict[str, Any] = {}
    for entry in outcome.log:
        if entry["world"] != world:
            continue
        if entry["kind"] == "offer":
            yield entry, offer(entry, outcome, last.get(entry["side"]), sides)
            last[entry["side"]] = entry["package"]
        elif entry["kind"] == "ruling":
            yield entry, ruling(entry, outcome, sides)
        else:
            yield entry, SENTENCES[entry["kind"]](entry, outcome)


def diary(outcome: Outcome, world: int | None = None) -> list[str]:
    """Return the days of one world (the first, unless named), a line for each thing that happened."""
    told = outcome.worlds.column("world")[0].as_py() if world is None else world
    opening = outcome.calendar.date(outcome.calendar.talks)
    first = (
        f"{opening:%-d %b %Y}  The delegations meet for the first time (world {told}, seed {outcome.settings.seed})."
    )
    said = diary_sentences(outcome, told)
    return [first, *(f"{outcome.calendar.date(entry['day']):%-d %b %Y}  {sentence}" for entry, sentence in said)]
