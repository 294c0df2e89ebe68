"""Strategies by name, as a user types them: `timed:beta=0.2`, `micro`, `{mixture: {first: micro, ...}}`."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from sim.bargaining.negotiator.strategy import Strategy
from sim.core.chance import Chance
from sim.core.errors import UserError
from sim.model.draws import Drawer
from sim.scenario.faults import KeyPath, path_text
from sim.scenario.messages import faults_of
from sim.scenario.reading.yaml_data import parse_value
from sim.scenario.schema.block import Block
from sim.scenario.schema.choice import IN_SHORT, Acceptance, Bidding, Choice, Offering, Opening, Opponent, make_rule

# where a tactic is named without the parameters it needs
ASSUMED = {"timed": {"beta": 1.0}, "resource": {"patience": 10.0}}


@dataclass(frozen=True)
class NamedStrategy:
    """A way of bidding with the other three rules beside it, and what it is called."""

    name: str
    bidding: Choice
    opponent: Choice
    acceptance: Choice
    offer: Choice
    opening: Choice

    def for_side(self, chance: Chance, side: str = "party_a") -> Strategy:
        """Return the rules as a side, party_a or party_b, holds them: each side's distributions are drawn for itself.

        UserError if a draw is outside of what a rule takes.
        """
        take = Drawer(chance).draw
        chosen = {
            "opponent": self.opponent,
            "acceptance": self.acceptance,
            "offer": self.offer,
            "opening": self.opening,
        }
        try:
            held = {role: make_rule(rule, (side, role), take) for role, rule in chosen.items()}
            return Strategy([make_rule(self.bidding, (side, "tactic"), take)], **held)
        except ValueError as wrong:
            raise UserError(f"{self.name}: {wrong}") from None


class SideRules(Block):
    """The rules of one side, named."""

    tactic: Bidding
    opponent: Opponent
    acceptance: Acceptance
    offer: Offering
    opening: Opening


class SidesBlock(Block):
    """A side's rules where a scenario has them, so that faults are told in the same words."""

    party_a: SideRules


def parse_rule(text: str) -> tuple[str, dict[str, Any]]:
    """Return the name of a rule and its parameters."""
    try:
        if text.lstrip().startswith("{"):
            ((name, stated),) = parse_value(text).items()
            return str(name), dict(stated or {})
        name, _, rest = text.partition(":")
        parts = [part for part in rest.split(",") if part]
        if name in IN_SHORT and parts and "=" not in parts[0]:
            parts[0] = f"{IN_SHORT[name]}={parts[0]}"
        pairs = [part.partition("=") for part in parts]
        if not all(sign and value for _, sign, value in pairs):
            raise ValueError(rest)
        held = {key.strip(): parse_value(value) for key, _, value in pairs}
        if len(held) < len(pairs):
            twice = next(key.strip() for key, _, _ in pairs if [k.strip() for k, _, _ in pairs].count(key.strip()) > 1)
            raise UserError(f"{text}: {twice} is stated twice; state it once")
        return name, held
    except (ValueError, TypeError, AttributeError):
        cure = "write name, name:key=value,key=value or {name: {key: value}}"
        raise UserError(f"{text}: cannot be read as a rule; {cure}") from None


def named_strategy(
    text: str, opponent: str = "fixed", acceptance: str = "next", offer: str = "trade_off", opening: str = "livable"
) -> NamedStrategy:
    """Return the strategy that texts name; UserError with all that is wrong, also with parameters."""
    texts = {"tactic": text, "opponent": opponent, "acceptance": acceptance, "offer": offer, "opening": opening}
    data = {"party_a": {role: dict([parse_rule(said)]) for role, said in texts.items()}}
    if text in ASSUMED:
        data["party_a"]["tactic"] = {text: ASSUMED[text]}
    try:
        held = SidesBlock.model_validate(data).party_a
    except ValidationError as wrong:
        raise UserError("\n".join(fault_line(texts, path, said) for path, said in faults_of(wrong, data))) from None
    found = NamedStrategy(strategy_name(text), held.tactic, held.opponent, held.acceptance, held.offer, held.opening)
    found.for_side(Chance(0, 0, 1))  # what no draw can make good is told at once
    return found


def fault_line(texts: dict[str, str], path: KeyPath, said: str) -> str:
    """Return a fault as a line: the text at fault, what in it, and the rule."""
    below = path_text(path[3:])
    return f"{texts[str(path[1])]}: {f'{below}: ' if below else ''}{said}"


def strategy_name(text: str) -> str:
    """Return the name of a strategy, with the parameters that were assumed."""
    if ":" in text or text not in ASSUMED:
        return text
    return text + ":" + ",".join(f"{key}={value:g}" for key, value in ASSUMED[text].items())
