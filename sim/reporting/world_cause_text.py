"""Why one world ended as it did: a sentence for each event and draw without which it would have ended otherwise."""

from textwrap import fill
from typing import Any

from sim.analysis.explanation.one_world import (
    Ending,
    Influence,
    WorldExplanation,
    days_moved,
    terms_moved,
)
from sim.reporting.cause_text import cause_words
from sim.reporting.package_text import WHO, in_words
from sim.reporting.words import label
from sim.scenario.party_words import words_of
from sim.scenario.schema.scenario import Scenario

MOST = 20  # sentences, unless more are asked for
WIDE = 118  # letters of a line
TOGETHER = "\N{NO-BREAK SPACE}"


def world_text(found: WorldExplanation, most: int = MOST) -> str:
    """Return how a world ended, and what it hung on, the strongest first."""
    ended = f"{found.name}, world {found.world}, seed {found.seed}: {ending_words(found, found.ending)}."
    told = [influence_sentence(found, influence) for influence in found.influences[:most]]
    more = len(found.influences) - len(told)
    lines = [
        wrap_text(words_of(found.scenario).text(ended)),
        "",
        *(wrap_text(f"{place:3}. {sentence}", "     ") for place, sentence in enumerate(told, start=1)),
        *(["     Nothing that was drawn would have changed the end by itself."] if not told else []),
        *([f"     ... and {more} more (--json)"] if more > 0 else []),
        "",
        f"Each of {found.draws} draws was changed alone, all other draws as they were; {found.worth_only} more change",
        "only what the same deal is worth. Values in bn USD a year at the reference weights, no deal counted as 0.",
    ]
    return "\n".join(lines)


def wrap_text(sentence: str, indent: str = "") -> str:
    """Return a sentence in lines, none of which begins with the sign of a percentage."""
    kept = sentence.replace(" %", f"{TOGETHER}%")
    return fill(kept, WIDE, subsequent_indent=indent, break_on_hyphens=False).replace(TOGETHER, " ")


def date_of(found: WorldExplanation, day: int) -> str:
    """Return a day as a date in words."""
    return f"{found.calendar.date(day):%-d %B %Y}"


def ending_words(found: WorldExplanation, ending: Ending) -> str:
    """Return how a world ends."""
    if not ending.agreed or ending.day is None:
        return "no deal"
    worth = " and ".join(f"{ending.values[side]:+.2f} to {name}" for side, name in WHO.items())
    terms = ", ".join(f"{label(name)} {term_words(found.scenario, name, held)}" for name, held in ending.terms.items())
    return f"a deal on {date_of(found, ending.day)}, worth {worth}: {terms}"


def term_words(spec: Scenario, name: str, held: Any) -> str:
    """Return a level in words, as short as its unit allows."""
    if held is None:
        return "left open"
    unit = spec.issues[name].unit
    return f"{held:g} %" if unit == "percent" and not isinstance(held, str) else in_words(held, unit)


def influence_sentence(found: WorldExplanation, influence: Influence) -> str:
    """Return one sentence: what is changed, and how the world would have ended."""
    return words_of(found.scenario).text(f"{cause_words(found, influence)}, {effect_words(found, influence.ending)}.")


def effect_words(found: WorldExplanation, other: Ending) -> str:
    """Return how a world would have ended, beside how it did."""
    one = found.ending
    if not other.agreed or other.day is None:
        return "there would have been no deal"
    if not one.agreed:
        return f"there would have been {ending_words(found, other)}"
    worth = ", ".join(f"{other.values[side] - one.values[side]:+.2f} to {name}" for side, name in WHO.items())
    moved = terms_words(found, other)
    return f"the deal would have {timing_words(found, other)}{moved} ({worth})"


def timing_words(found: WorldExplanation, other: Ending) -> str:
    """Return by how much a deal would have come earlier or later."""
    days = days_moved(found.ending, other)
    if not days or other.day is None:
        return "come on the same day"
    count = f"{abs(days)} day{'s' if abs(days) > 1 else ''}"
    return f"come {count} {'earlier' if days < 0 else 'later'}, on {date_of(found, other.day)}"


def terms_words(found: WorldExplanation, other: Ending) -> str:
    """Return the terms that would have been others."""
    moved = terms_moved(found.ending, other)
    said = [f"{label(name)} {change_words(found.scenario, name, *pair)}" for name, pair in moved.items()]
    return f", with {', '.join(said)}" if said else ", on the same terms"


def change_words(spec: Scenario, name: str, was: Any, now: Any) -> str:
    """Return what a term is and was, the unit once."""
    if isinstance(was, int | float) and isinstance(now, int | float):
        return f"{now:g} in place of {term_words(spec, name, was)}"
    return f"{term_words(spec, name, now)} in place of {term_words(spec, name, was)}"


def world_data(found: WorldExplanation) -> dict[str, Any]:
    """Return the explanation of a world as plain data."""
    told: dict[str, Any] = words_of(found.scenario).data(
        {
            "scenario": found.name,
            "world": found.world,
            "seed": found.seed,
            "ending": vars(found.ending),
            "draws": found.draws,
            "worth_only": found.worth_only,
            "influences": [
                {
                    "draws": list(influence.change.names),
                    "to": influence.change.to,
                    "figures": {name: list(pair) for name, pair in influence.figures.items()},
                    "ending": vars(influence.ending),
                    "sentence": influence_sentence(found, influence),
                }
                for influence in found.influences
            ],
        }
    )
    return told
