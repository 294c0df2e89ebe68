"""Whether NegMAS is there, and which of its negotiators a name means; NegMAS itself is imported only when asked.

A scenario may come from elsewhere, and importing a module runs its code: so a class of a user's own is taken only from
a module that this process has imported already, or that the user names in the environment variable NINETY_DAYS_GUESTS.
"""

import os
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from sim.core.errors import UserError

VARIABLE = "NINETY_DAYS_GUESTS"  # modules that guests may come from, with commas between
MISSING = "NegMAS is not installed: pip install 'ninety-days[negmas]'"


def require_negmas() -> None:
    """Raise UserError where NegMAS is not installed."""
    if find_spec("negmas") is None:
        raise UserError(MISSING)


@cache
def negotiator_named(name: str) -> Any:
    """Return the class of negotiators that a name means: one of NegMAS's, or `module.Class` of a user's own.

    ValueError for a name that means none.
    """
    from negmas.gb.negotiators.base import GBNegotiator

    module, _, kind = name.rpartition(".")
    found = getattr(own_module(module, name), kind, None) if module else stock_negotiators().get(name)
    if not (isinstance(found, type) and issubclass(found, GBNegotiator)):
        near = get_close_matches(name, stock_negotiators(), n=1)
        hint = f"Did you mean {near[0]}?" if near else "Write one of its names, or module.Class for one of your own"
        raise ValueError(f"{name} is no negotiator of NegMAS's alternating offers. {hint}")
    if getattr(found, "__abstractmethods__", None):
        raise ValueError(f"{name} is a beginning that others are built on: it lacks what a negotiator must say itself")
    return found


def own_module(module: str, name: str) -> Any:
    """Return a module of a user's own; ValueError if it is not allowed for, or cannot be imported."""
    if module in sys.modules:
        return sys.modules[module]
    if module not in os.environ.get(VARIABLE, "").replace(" ", "").split(","):
        raise ValueError(f"{name}: guests may not come from {module}. Import it first, or set {VARIABLE}={module}")
    try:
        return import_module(module)
    except ImportError as wrong:
        raise ValueError(f"{name} cannot be imported: {wrong}. Is its folder on PYTHONPATH?") from None


@cache
def stock_negotiators() -> dict[str, Any]:
    """Return NegMAS's own negotiators of alternating offers, by name."""
    held = import_module("negmas.sao.negotiators")
    return {name: getattr(held, name) for name in held.__all__}


def require_options(kind: Any, options: Mapping[str, Any]) -> None:
    """Raise ValueError where a class of negotiators cannot be made with some options."""
    try:
        kind(**options)
    except Exception as wrong:
        raise ValueError(f"{kind.__name__} cannot be made with {dict(options)}: {wrong}") from None
