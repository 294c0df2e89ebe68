"""The methods by name, the designs that they fit, and the method of a design, where none is asked for.

By design:

sobol with a base               sobol           grid, table      regression
morris                          morris          one_at_a_time    none: nothing moves together
fast                            fast
sobol, latin_hypercube, random  rbd_fast
"""

from collections.abc import Sequence

from sim.analysis.sensitivity.delta import DELTA
from sim.analysis.sensitivity.fast import FAST
from sim.analysis.sensitivity.method import SensitivityMethod
from sim.analysis.sensitivity.morris import MORRIS
from sim.analysis.sensitivity.pawn import PAWN
from sim.analysis.sensitivity.rbd_fast import RBD_FAST
from sim.analysis.sensitivity.regression import REGRESSION
from sim.analysis.sensitivity.sobol import SOBOL
from sim.core.errors import UserError
from sim.sweeps.designs.design import Design

METHODS: dict[str, SensitivityMethod] = {  # a design's own method stands before all others that fit it
    method.name: method for method in (SOBOL, MORRIS, FAST, RBD_FAST, REGRESSION, DELTA, PAWN)
}


def fitting_methods(design: Design) -> list[SensitivityMethod]:
    """Return the methods that fit a design, its own first."""
    return [method for method in METHODS.values() if method.fits(design)]


def chosen_methods(design: Design, names: Sequence[str] | None = None) -> list[SensitivityMethod]:
    """Return the methods of some names, or a design's own; UserError for one that is not there or does not fit."""
    fitting = fitting_methods(design)
    if not fitting:
        raise UserError(
            f"no method of sensitivity fits the design {design_words(design)}{choice_words(design)}: it does not move "
            "factors together, some are choices, or some are levers (sim robust compares them). "
            "Play a sweep with design: sobol and a base, morris, or latin_hypercube"
        )
    if names is None:
        return fitting[:1]
    return [chosen_method(name, design, fitting) for name in dict.fromkeys(names)]


def chosen_method(name: str, design: Design, fitting: Sequence[SensitivityMethod]) -> SensitivityMethod:
    """Return a method by its name; UserError if there is none or it does not fit."""
    if name not in METHODS:
        raise UserError(f"no method {name}; there are {', '.join(METHODS)}")
    method = METHODS[name]
    if method not in fitting:
        others = ", ".join(held.name for held in fitting)
        raise UserError(
            f"{name} does not fit the design {design_words(design)}: it needs {method.needs}{choice_words(design)}. "
            f"What fits: {others}"
        )
    return method


def choice_words(design: Design) -> str:
    """Return which of the factors are no numbers, in words, "" where all are."""
    named = [path for path in design.paths if design.table.column(path).type == "string"]
    return f" ({', '.join(named)}: a choice)" if named else ""


def design_words(design: Design) -> str:
    """Return what a design is, in words."""
    has_base = design.block is not None and design.block.base is not None
    return f"{design.kind} with a base" if design.kind == "sobol" and has_base else design.kind
