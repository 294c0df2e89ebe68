"""What is changed in one world, as the beginning of a sentence: 'Had Canada not signed on 22 July 2025'."""

import re

from sim.analysis.explanation.draws import HIGH, LOW, DrawChange
from sim.analysis.explanation.one_world import Influence, WorldExplanation
from sim.reporting.diary_events import assembly_name
from sim.reporting.run_text import title
from sim.reporting.words import label, names_of_2025
from sim.scenario.schema.events import Event
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.tree import field_at, field_meaning

OF_PEERS = "_deal"  # ends the names of events that are deals of peers
WINNER = "election.winner"  # the draw of who wins where chances are stated
COUNT = {0: "", 1: " a second time", 2: " a third time"}
DAY = re.compile(r"day(\d+)$")


def cause_words(found: WorldExplanation, influence: Influence) -> str:
    """Return what is changed, as the beginning of a sentence."""
    change = influence.change
    if change.is_event:
        return event_words(found, change)
    if influence.figures:
        return quantity_words(influence)
    if len(change.names) > 1:
        return series_words(found, change)
    return occasion_words(found, change)


def event_words(found: WorldExplanation, change: DrawChange) -> str:
    """Return an event that is left out or put in."""
    name = change.names[0].removeprefix("events.")
    event = next(e for e in found.scenario.events if e.name == name)
    did_not, when = " not" if change.to == HIGH else "", event_date(found, event)
    if event.peer and event.regions:
        return f"Had {peer_words(event)}{did_not} signed {when}"
    if event.hands_over_to:
        return f"Had {title(event.hands_over_to)}{did_not} taken over {when}"
    return f"Had the event {label(name)}{did_not} happened {when}"


def peer_words(event: Event) -> str:
    """Return whose deal an event is: by its name, as canada_deal, else the regions it is about."""
    regions = names_of_2025()["regions"]
    if event.name.endswith(OF_PEERS):
        return title(event.name.removesuffix(OF_PEERS))
    return " and ".join(regions.get(region, region) for region in event.regions)


def event_date(found: WorldExplanation, event: Event) -> str:
    """Return when an event happened, or would have."""
    happened = [entry["day"] for entry in found.log if entry["kind"] == "event" and entry["name"] == event.name]
    when = found.calendar.date(happened[0]) if happened else event.date
    if when is not None:
        return f"on {when:%-d %B %Y}"
    return "between {:%-d %B} and {:%-d %B %Y}".format(*event.between) if event.between else ""


def quantity_words(influence: Influence) -> str:
    """Return a quantity that is put at its middle, with both figures."""
    name = influence.change.names[0]
    drawn, middle = influence.figures[name]
    field = field_at(tuple(int(key) if key.isdecimal() else key for key in re.split(r"[.\[\]]+", name.strip("]"))))
    meaning = field_meaning(field).split(";")[0] if field else ""
    said = f" ({meaning})" if meaning else ""
    return f"With {name}{said} at its median, {middle:.3g} in place of {drawn:.3g}"


OF_PARTY_A = "party_a."  # what the names of draws of the first party's election and assembly begin with


def series_words(found: WorldExplanation, change: DrawChange) -> str:
    """Return a whole series of draws that is changed."""
    if is_proposer(change):
        return f"Had {proposer_words(change)} made every offer"
    kind = change.series.removeprefix(OF_PARTY_A)
    if kind in OCCASIONS:
        return f"{decision_words(found, change, 0)} each time"
    if kind == "polls":
        whose = "{b}" if kind == change.series else "{a}"
        return f"Had opinion in {whose} not moved since the first poll, and that poll been right"
    if change.series == "exchange_rate":
        return "Had the {currency_word} not moved by chance"
    end = {LOW: "at their lowest", HIGH: "at their highest"}.get(change.to, "at their medians")
    return f"Had all draws {change.series} been {end}"


OCCASIONS = {  # by the name of a draw: at its lowest, and at its highest
    "extension": ("Had the deadline been moved{count}", "Had the deadline not been moved{count}"),
    "go_on": ("Had the talks gone on after the lapse", "Had the talks ended with the lapse"),
    "vote": ("Had {assembly} passed the deal{again}", "Had {assembly} rejected the deal{again}"),
    "keep": ("Had {government} stood by the deal{again}", "Had {government} gone back on the deal{again}"),
}


def decision_words(found: WorldExplanation, change: DrawChange, k: int) -> str:
    """Return a decision that falls the other way, the first of its kind being number 0."""
    of_a = change.series.startswith(OF_PARTY_A)
    text = OCCASIONS[change.series.removeprefix(OF_PARTY_A)][change.to != LOW]
    assembly, government = bodies(found.scenario, of_a)
    count = COUNT.get(k, " once more")
    return text.format(count=count, again=again(k), assembly=assembly, government=government)


def again(k: int) -> str:
    """Return which deal of a world it is, if not the first."""
    return f" (its {k + 1}th signature)" if k > 2 else ("", " (its second signature)", " (its third signature)")[k]


def occasion_words(found: WorldExplanation, change: DrawChange) -> str:
    """Return one draw of a decision or of a day that is changed."""
    name = change.names[0]
    kind, _, number = name.removeprefix(OF_PARTY_A).rpartition(".")
    if kind in OCCASIONS and number.isdecimal():
        return decision_words(found, change, int(number))
    if name.startswith("events."):
        return f"Had the event {label(name.split('.')[1])} come in the middle of its span"
    on = DAY.search(name)
    when = f" of {found.calendar.date(int(on[1])):%-d %B %Y}" if on else ""
    if is_proposer(change):
        return f"Had {proposer_words(change)} made the offer{when}"
    end = {LOW: "at its lowest", HIGH: "at its highest"}.get(change.to, "at its median")
    if change.series.removeprefix(OF_PARTY_A) == "polls":
        return poll_words(name.removeprefix(OF_PARTY_A), when)
    if name.removeprefix(OF_PARTY_A) == WINNER and len(found.scenario.elections) > 1:
        whose = "{a}" if name.startswith(OF_PARTY_A) else "{b}"
        return f"Had the draw of who wins the vote in {whose} been {end}"
    return f"Had the draw {name} been {end}"


def bodies(spec: Scenario, is_of_a: bool) -> tuple[str, str]:
    """Return what the assembly and the new government of a party are called, apart where there are two of a kind."""
    side, party = ("party_a", "{a}") if is_of_a else ("party_b", "{b}")
    named = assembly_name(spec, side)
    government = f"{party}'s new government" if len(spec.elections) > 1 else "the new government"
    return named[:1].lower() + named[1:] if named.startswith("The ") else named, government


def is_proposer(change: DrawChange) -> bool:
    """Whether draws say who makes an offer."""
    return change.series.rpartition(".")[2] == "proposer"


def proposer_words(change: DrawChange) -> str:
    """Return who makes an offer, in party B's talks or in those of another partner."""
    partner = change.series.rpartition(".")[0]
    if not partner:
        return "{a}" if change.to == LOW else "{b}"
    return (
        f"{{a}}, in its talks with {label(partner)}," if change.to == LOW else f"the other partner ({label(partner)})"
    )


def poll_words(name: str, when: str) -> str:
    """Return a poll, or the error of all polls, that is changed for one candidate."""
    who = title(name.split(".")[1])
    if name.endswith(".error"):
        return f"Had all polls been right about {who}"
    if name.endswith(".sample"):
        return f"Had the first poll been right about {who}"
    return f"Had {who} not gained or lost by chance in the poll{when}"
