"""Strategies by name, as a user types them: `timed:beta=0.2`, `micro`, `{mixture: {first: micro, ...}}`."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from sim.chance import Chance
from sim.drawn import Drawer
from sim.refusal import Refusal
from sim.scenario.choice import Acceptance, Bidding, Choice, Offering, Opponent, made
from sim.scenario.faults import dotted, meant
from sim.scenario.reading import phrase
from sim.turn.bargainer import Rules

# where a tactic is named without the parameters it needs
ASSUMED = {"timed": {"beta": 1.0}, "resource": {"patience": 10.0}}


@dataclass(frozen=True)
class Strategy:
    """A way of bidding with the other three rules beside it, and what it is called."""

    name: str
    bidding: Choice
    opponent: Choice
    acceptance: Choice
    offer: Choice

    def rules(self, chance: Chance) -> Rules:
        """Return the rules, their parameters one number each."""
        take = Drawer(chance).take
        held = [made(c, ("duel", k), take) for k, c in (("tactic", self.bidding), ("opponent", self.opponent))]
        more = [made(c, ("duel", k), take) for k, c in (("acceptance", self.acceptance), ("offer", self.offer))]
        return Rules([held[0]], held[1], *more)


def named(kind: Any, text: str, what: str) -> Choice:
    """Return the rule that a text names, as `timed:beta=0.2` or in YAML; Refusal if there is none."""
    name, parameters = split(text)
    if kind is Bidding and not parameters:
        parameters = dict(ASSUMED.get(name, {}))
    if name not in kind.model_fields:
        raise Refusal(f"{text}: no such {what}. {meant(name, kind.model_fields)}")
    try:
        found: Choice = kind.model_validate({name: parameters})
    except ValidationError as fault:
        raise Refusal(f"{text}: " + "; ".join(worded(e, name) for e in fault.errors(include_url=False))) from None
    return found


def split(text: str) -> tuple[str, dict[str, Any]]:
    """Return the name of a rule and its parameters."""
    try:
        if text.lstrip().startswith("{"):
            ((name, stated),) = phrase(text).items()
            return str(name), dict(stated or {})
        name, _, rest = text.partition(":")
        pairs = [part.partition("=") for part in rest.split(",") if part]
        if not all(sign and value for _, sign, value in pairs):
            raise ValueError(rest)
        return name, {key.strip(): phrase(value) for key, _, value in pairs}
    except (ValueError, TypeError, AttributeError):
        cure = "write name, name:key=value,key=value or {name: {key: value}}"
        raise Refusal(f"{text}: cannot be read as a rule; {cure}") from None


def worded(fault: Any, name: str) -> str:
    """Return a fault of a rule's parameters in a few words."""
    place = dotted(tuple(k for k in fault["loc"] if k not in (name, "value"))) or name
    return f"{place}: {fault['msg'][0].lower()}{fault['msg'][1:]}"


def strategy(text: str, opponent: str = "fixed", acceptance: str = "next", offer: str = "trade_off") -> Strategy:
    """Return the strategy that texts name; Refusal with what is wrong, also with its parameters."""
    found = Strategy(
        called(text),
        named(Bidding, text, "tactic"),
        named(Opponent, opponent, "opponent model"),
        named(Acceptance, acceptance, "acceptance rule"),
        named(Offering, offer, "offer rule"),
    )
    try:
        found.rules(Chance(0, 0, 1))
    except ValueError as fault:
        raise Refusal(f"{text}: {fault}") from None
    return found


def called(text: str) -> str:
    """Return the name of a strategy, with the parameters that were assumed."""
    if ":" in text or text not in ASSUMED:
        return text
    return text + ":" + ",".join(f"{key}={value:g}" for key, value in ASSUMED[text].items())
