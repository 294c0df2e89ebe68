"""What the agents of the talks have in common: numbers from 1 in each model, which do not keep the model alive.

Mesa 3.3 counts in a table that holds every model for good; newer versions count in the model, and do not ask here.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

import mesa


class NumbersByModel:
    """The next number of an agent, by its model, as long as that lives."""

    def __init__(self) -> None:
        self.held: WeakKeyDictionary[Any, Iterator[int]] = WeakKeyDictionary()

    def __getitem__(self, model: mesa.Model) -> Iterator[int]:
        """Return the numbers that a model has left."""
        return self.held.setdefault(model, count(1))


class TalksAgent(mesa.Agent):
    """An agent of the talks."""

    _ids = NumbersByModel()
