"""NegMAS: its negotiators at our table, and our tactics as negotiators of its own.

`tactic: {negmas: BoulwareTBNegotiator}` seats one in the chair of a side, see `rule` and `chairs`; `negotiator` makes a
class of its kind out of a tactic, for its mechanisms and tournaments.  NegMAS is free software under the AGPL, and is
installed on request only (the extra `negmas`); nothing outside this package imports it, and this package does so only
once a guest sits down or such a class is made.

Source: Y. Mohammad, S. Nakadai and A. Greenwald (2021), "NegMAS: a platform for automated negotiations", PRIMA 2020,
Lecture Notes in Computer Science 12568, 343-351.
"""

from typing import Any


def negotiator(tactic: str, **parameters: Any) -> Any:
    """Return a class of NegMAS negotiators that bargain by a tactic of ours, as `negotiator("timed", beta=2)`.

    Parameters are those of the tactic.  Beside them, `offer`, `acceptance`, `opponent` and `opening` name the other
    rules, each a name or {name: {parameter: value}}, by default `worst`, `next`, `fixed` and `own_best`; `worst` is
    NegMAS's own way to offer, the package of least own value that meets the demand.  `slack`, 0 if not stated, is by
    how much less in utility will do as well (NegMAS's timed negotiators call it eps, and take 0.0001).  UserError for
    a name or a parameter that there is not, and where NegMAS is missing.
    """
    from sim.negmas.library import require_negmas

    require_negmas()
    from sim.negmas.own_negotiator import negotiator_class

    return negotiator_class(tactic, **parameters)
