"""What stands in for what was not yet known: for parts of a scenario that are no figures, and as a record."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sim.scenario.schema.block import Block, plain


class KnownLater(Block):
    """What stands at a path of the scenario when it is played as known before a day."""

    known_by: dt.date = plain("day by which what stands at the path was known")
    prior: Any = plain("what stands there before that day; keys of a block replace its own, null takes one out")
    source: str = plain("where the prior is from, or `assumed`", min_length=1)


@dataclass(frozen=True)
class Replacement:
    """One thing that was not yet known: where it stands, by when it was known, and what was played instead."""

    path: str
    known_by: str
    prior: str
