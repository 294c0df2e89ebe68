"""Values of the scenario's schema by luck: figures within their declared bounds, and whole blocks.

Luck is a `random.Random`: of a number for the long run, of hypothesis for the tests, so that both draw from
one generator and hypothesis can shrink what it finds.
"""

import datetime as dt
import math
from random import Random
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.scenario.schema.block import SMALLEST_FIGURE, declaration_of
from sim.scenario.schema.choice import Choice
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.tree import block_of, types_allowed

BESIDE = ("source", "known_by", "says", "note")  # keys that change nothing
USUAL = {  # the order of magnitude of figures without an upper bound, by name
    "exchange_rate": 1400, "tau": 3, "yearly_profit": 8, "all_days": 60, "stock_days": 40, "target_days": 60,
    "rebuild_days": 60, "sea_days": 25, "sales_level": 1, "slots": 10, "base": 50, "years": 8, "ordinary": 20,
    "budget": 3, "list_over_price": 1, "formation_days": 10, "lag_days": 8, "answer": 60, "sd_day": 0.05,
    "sd_error": 0.2, "cost": 0.02, "strain": 0.01, "worth": 0.03, "fade": 0.00005, "returns": 0.01,
    "credit_cost": 0.01, "crowding": 0.00002, "cost_rise": 0.0001, "gain_fall": 0.0001, "gain": 0.05, "scale": 1,
    "discount": 0.1, "margin_fall": 0.01, "elasticity": 1,
}  # fmt: skip
RARE = 0.04  # chance of a figure far from the usual
TINY, HUGE = 1e-6, 1e6


def rounded(number: float) -> float:
    """Return a number with at most six digits, as a person would write it; the least size there may be for less."""
    found = float(f"{number:.6g}")
    return math.copysign(SMALLEST_FIGURE, found) if 0 < abs(found) < SMALLEST_FIGURE else found


OF_A_LIBRARY = ("negmas",)  # rules that need an extra, and a name that it knows
BELOW_ONE = ("opening", "late")  # rules ask that these be below 1, and some that they be above 0


def one_number(luck: Random, name: str, low: float | None, high: float | None, strict: bool) -> float:
    """Return a number within bounds: seldom at the edge of them, seldom far out."""
    if name in BELOW_ONE and luck.random() > RARE:
        return rounded(luck.uniform(0.001, 0.9))
    if low is not None and high is not None:
        if luck.random() < 0.15 and not strict:
            return luck.choice([low, high])
        inside = low + (high - low) * luck.uniform(0.001, 0.999)
        return rounded(min(max(inside, low), high))
    size = USUAL.get(name, 1.0)
    if luck.random() < RARE:
        size = luck.choice([TINY, HUGE])
    number = rounded(size * luck.uniform(0.2, 3))
    if low is None and luck.random() < 0.3:
        return -number
    if low is not None and low < 0 and luck.random() < 0.3:
        return rounded(low * luck.random())
    return 0.0 if low is not None and not strict and luck.random() < 0.1 else number


def figure(luck: Random, name: str, declared: dict[str, Any]) -> Any:
    """Return a figure as a scenario may state it: a number, or one of the distributions."""
    low, high, strict = declared.get("low"), declared.get("high"), bool(declared.get("strict"))
    draw = [one_number(luck, name, low, high, strict) for _ in range(3)]
    shapes = ["number", "number", "value", "triangular", "uniform"]
    if high is None and (low is None or low <= 0):
        shapes.append("lognormal")
    if low is None and high is None:
        shapes.append("normal")
    return stated_figure(luck, luck.choice(shapes), draw)


def stated_figure(luck: Random, shape: str, draw: list[float]) -> Any:
    """Return a figure of one shape, from three numbers of its size."""
    if shape == "triangular":
        return {"triangular": sorted(draw)}
    if shape == "uniform":
        return {"uniform": sorted(draw[:2])}
    if shape == "normal":
        return {"normal": {"mean": draw[0], "sd": rounded(abs(draw[1]) * luck.random())}}
    if shape == "lognormal":
        return {"lognormal": {"median": abs(draw[0]) or 1.0, "sigma": rounded(luck.random())}}
    return draw[0] if shape == "number" else {"value": draw[0], "note": "assumed"}


def bounds_of(field: FieldInfo) -> tuple[float, float]:
    """Return the least and the largest value of a field that is a plain number."""
    low, high = 0.0, 10.0
    for said in field.metadata:
        low = getattr(said, "ge", None) if getattr(said, "ge", None) is not None else low
        low = getattr(said, "gt", None) + 0.1 if getattr(said, "gt", None) is not None else low
        high = getattr(said, "le", None) if getattr(said, "le", None) is not None else high
    return low, max(low, high)


def plain_value(luck: Random, kind: Any, field: FieldInfo) -> Any:
    """Return a value of a plain type."""
    low, high = bounds_of(field)
    if get_origin(kind) is Literal:
        return luck.choice(get_args(kind))
    if kind is bool:
        return luck.random() < 0.5
    if kind is int:
        return luck.randint(int(low), int(min(high, low + 12)))
    if kind is float:
        return rounded(luck.uniform(low, high))
    if kind is dt.date:
        return dt.date(2025, 1, 1) + dt.timedelta(days=luck.randint(0, 400))
    return luck.choice(["best", "average"] * 9 + ["text"])


def value_of(luck: Random, name: str, field: FieldInfo) -> Any:
    """Return a value of a field: a figure, a rule, a block, a list of few, or a plain value."""
    kinds = types_allowed(field.annotation)
    if Quantity in kinds:
        return figure(luck, name, declaration_of(field))
    block = block_of(field.annotation)
    if block is not None:
        return choice(luck, block) if issubclass(block, Choice) else made_block(luck, block)
    kind = kinds[0]
    if get_origin(kind) is list:
        of = get_args(kind)[0]
        count = luck.randint(1, 3)
        return [figure(luck, name, declaration_of(field)) if of is Quantity else "x" for _ in range(count)]
    return {} if get_origin(kind) is dict else plain_value(luck, kind, field)


def made_block(luck: Random, block: type[BaseModel], **given: Any) -> dict[str, Any]:
    """Return a block: what is given, what must stand, and some of what may."""
    held: dict[str, Any] = {}
    for name, field in block.model_fields.items():
        if name in given:
            if given[name] is not None:
                held[name] = given[name]
        elif name not in BESIDE and (field.is_required() or luck.random() < 0.4):
            held[name] = value_of(luck, name, field)
    return held


def choice(luck: Random, block: type[BaseModel], name: str | None = None, **given: Any) -> Any:
    """Return a rule by its name, with parameters."""
    chosen = name or luck.choice([rule for rule in block.model_fields if rule not in OF_A_LIBRARY])
    below = block_of(block.model_fields[chosen].annotation)
    parameters = made_block(luck, below, **given) if below is not None else {}
    return {chosen: parameters} if parameters or luck.random() < 0.3 else chosen


def some(luck: Random, things: list[Any], least: int = 0) -> list[Any]:
    """Return some of a list, in its order."""
    count = luck.randint(min(least, len(things)), len(things))
    kept = set(luck.sample(range(len(things)), count))
    return [thing for place, thing in enumerate(things) if place in kept]
