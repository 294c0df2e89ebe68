"""Choices in a scenario: one rule out of a registry, with its parameters.

    tactic: {timed: {beta: 0.5}}        acceptance: next        honour: certain

The schema of each choice is made from the registry and from what the rules declare, so a rule is
described once, in its own file.
"""

import datetime as dt
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from inspect import cleandoc
from typing import Any

from pydantic import ValidationInfo, create_model, model_validator
from pydantic_core import PydanticCustomError

from sim.bargaining.rules import BiddingRule
from sim.core.parameters import ParameterDeclaration
from sim.core.worlds import Worlds
from sim.economy.carmakers.stock_rules import STOCK
from sim.economy.flows.registry import FLOWS
from sim.negmas.rule import NegmasGuest
from sim.politics.honour import HONOUR
from sim.scenario.faults import describe_value
from sim.scenario.schema.block import Block, amount, plain
from sim.scenario.schema.quantity import LENIENT, Quantity
from sim.tactics.own_tactics import OWN
from sim.tactics.registry import ACCEPTANCE, BIDDING, DEMAND, OFFERING, OPENING, OPPONENT

IN_SHORT = {"negmas": "negotiator"}  # rules whose first parameter may stand alone: {negmas: BoulwareTBNegotiator}
BESIDE_PARAMETERS = ("source", "known_by")  # keys of a rule that are none of its parameters


def schema_type(annotation: Any) -> Any:
    """Return the type a scenario holds where a rule holds `annotation`: quantities for Worlds."""
    if annotation == Worlds:
        return Quantity
    if annotation == Worlds | None:
        return Quantity | None
    if annotation is BiddingRule:
        return SimpleBidding
    held = typing.get_args(annotation)
    origin = typing.get_origin(annotation)
    if origin in (list, dict):
        return origin[tuple(schema_type(a) for a in held)]
    return annotation


def parameters_of(rule: Any) -> type[Block]:
    """Return the block that holds a rule's parameters."""
    hints = typing.get_type_hints(rule)
    made: dict[str, Any] = {}
    for field in fields(rule):
        said: ParameterDeclaration = field.metadata["declared"]
        of = schema_type(hints[field.name])
        stated = None if of == Quantity | None else field.default
        default = {} if stated is MISSING else {"default": stated}
        if default and of is Quantity:
            default = {"default": Quantity.model_validate({"value": field.default, "source": "default of the rule"})}
        made[field.name] = (
            of,
            amount(said.meaning, said.unit, said.low, said.high, strict=said.strict, relative=said.relative, **default),
        )
    meaning = "where the figures of this rule are from, or `assumed`"
    made["source"] = (str | None, plain(meaning, default=None, min_length=1))
    known = "day by which the figures of this rule were known; without one, that of the block above"
    made["known_by"] = (dt.date | None, plain(known, default=None))
    doc = cleandoc(rule.__doc__ or "")
    return create_model(rule.__name__, __base__=Block, __doc__=doc, **made)


def in_full(name: str, stated: Any) -> Any:
    """Return what stands behind the name of a rule with its parameters named."""
    if stated is None:
        return {}
    return {IN_SHORT[name]: stated} if isinstance(stated, str) and name in IN_SHORT else stated


class Choice(Block):
    """Exactly one rule by name; the name alone is enough where the rule has no parameters."""

    @model_validator(mode="before")
    @classmethod
    def by_name(cls, given: Any) -> Any:
        """Read `next`, and `next:` with nothing behind it, as {next: {}}."""
        if isinstance(given, str):
            return {given: {}}
        if isinstance(given, dict):
            return {name: in_full(str(name), stated) for name, stated in given.items()}
        if isinstance(given, cls):
            return given
        known = ", ".join(cls.model_fields)
        raise PydanticCustomError(
            "rule", "must name one of {known}; found {found}", {"known": known, "found": describe_value(given)}
        )

    @model_validator(mode="after")
    def one_rule(self, info: ValidationInfo) -> "Choice":
        """Refuse two rules, or none."""
        known = list(type(self).model_fields)
        stated = [name for name in known if name in self.model_fields_set]
        if len(stated) != 1 and info.context != LENIENT:
            raise PydanticCustomError(
                "choice",
                "must name exactly one of {known}; found {found}",
                {"known": ", ".join(known), "found": " and ".join(stated) or "none"},
            )
        return self

    @property
    def name(self) -> str:
        """Name of the chosen rule; LookupError where none was (a part with faults, read as far as it goes)."""
        for name in self.model_fields_set:
            return name
        raise LookupError("no rule is named")

    @property
    def parameters(self) -> Block:
        """Its parameters."""
        return typing.cast(Block, getattr(self, self.name))


def choice_schema(title: str, registry: Mapping[str, Any]) -> type[Choice]:
    """Return the schema of a choice among the rules of a registry."""
    made: dict[str, Any] = {
        name: (parameters_of(rule) | None, amount(cleandoc(rule.__doc__ or ""), "", default=None))
        for name, rule in registry.items()
    }
    return create_model(title, __base__=Choice, __doc__=f"One of: {', '.join(registry)}.", **made)


ALL_BIDDING: dict[str, Any] = {**BIDDING, "negmas": NegmasGuest}  # guests sit in the chair of a side, not in a rule
OWN.close()  # no tactic may come once this is made of those there are
SIMPLE_BIDDING = {
    name: rule for name, rule in BIDDING.items() if BiddingRule not in typing.get_type_hints(rule).values()
}
SimpleBidding: Any = choice_schema("SimpleBidding", SIMPLE_BIDDING)
Bidding: Any = choice_schema("Bidding", ALL_BIDDING)
Opponent: Any = choice_schema("Opponent", OPPONENT)
Acceptance: Any = choice_schema("Acceptance", ACCEPTANCE)
Offering: Any = choice_schema("Offering", OFFERING)
Opening: Any = choice_schema("Opening", OPENING)
Demand: Any = choice_schema("Demand", DEMAND)
FlowRule: Any = choice_schema("FlowRule", FLOWS)
HonourRule: Any = choice_schema("HonourRule", HONOUR)
StockRule: Any = choice_schema("StockRule", STOCK)

TakeQuantity = Callable[[tuple[str | int, ...], Quantity], Any]


def resolve_quantities(held: Any, path: tuple[str | int, ...], take: TakeQuantity) -> Any:
    """Return a value with every quantity in it replaced by `take(path, quantity)`."""
    if isinstance(held, Quantity):
        return take(path, held)
    if isinstance(held, Choice):
        return make_rule(held, path, take)
    if isinstance(held, dict):
        return {k: resolve_quantities(v, (*path, k), take) for k, v in held.items()}
    if isinstance(held, list):
        return [resolve_quantities(v, (*path, k), take) for k, v in enumerate(held)]
    return held


def make_rule(chosen: Choice, path: tuple[str | int, ...], take: TakeQuantity) -> Any:
    """Return the chosen rule with its parameters resolved; ValueError if it refuses them."""
    (rule, stated), here = rule_of(chosen), (*path, chosen.name)
    return rule(**{name: resolve_quantities(held, (*here, name), take) for name, held in stated.items()})


def rule_of(chosen: Choice) -> tuple[Any, dict[str, Any]]:
    """Return what makes the chosen rule, and its parameters as they are stated."""
    stated = chosen.parameters
    names = [name for name in type(stated).model_fields if name not in BESIDE_PARAMETERS]
    rule = ALL_REGISTRIES[type(chosen).__name__][chosen.name]
    return rule, {name: getattr(stated, name) for name in names}


REGISTRIES: dict[str, Mapping[str, Any]] = {
    "Bidding": ALL_BIDDING,
    "Opponent": OPPONENT,
    "Acceptance": ACCEPTANCE,
    "Offering": OFFERING,
    "Opening": OPENING,
    "Demand": DEMAND,
    "FlowRule": FLOWS,
    "HonourRule": HONOUR,
    "StockRule": STOCK,
}

ALL_REGISTRIES: dict[str, Mapping[str, Any]] = {
    **REGISTRIES,
    "SimpleBidding": SIMPLE_BIDDING,
}  # also those inside other rules
