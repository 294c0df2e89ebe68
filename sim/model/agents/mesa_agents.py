"""The parties of the talks as agents of a Mesa model: what they are without it, and registered there besides.

They have numbers from 1 in each model, which do not keep the model alive: Mesa 3.3 counts in a table that holds every
model for good; newer versions count in the model, and do not ask here.
"""

from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

import mesa

from sim.model.agents import administration, carmaker, delegation, government
from sim.model.agents.parties import Parties


class NumbersByModel:
    """The next number of an agent, by its model, as long as that lives."""

    def __init__(self) -> None:
        self.held: WeakKeyDictionary[Any, Iterator[int]] = WeakKeyDictionary()

    def __getitem__(self, model: mesa.Model) -> Iterator[int]:
        """Return the numbers that a model has left."""
        return self.held.setdefault(model, count(1))


class TalksAgent(mesa.Agent):
    """An agent of the talks: made of the model, and of what the party itself is made of."""

    _ids = NumbersByModel()


def as_agent(party: type) -> Any:
    """Return a kind of party as a kind of agent, of the same name."""
    return type(party.__name__, (TalksAgent, party), {"__doc__": party.__doc__, "__module__": __name__})


Administration = as_agent(administration.Administration)
Government = as_agent(government.Government)
Delegation = as_agent(delegation.Delegation)
Carmaker = as_agent(carmaker.Carmaker)


def parties_in(model: mesa.Model) -> Parties:
    """Return the parties as agents of a model."""
    return Parties(*(partial(kind, model) for kind in (Administration, Government, Delegation, Carmaker)))


def number_agent(model: mesa.Model, agent: mesa.Agent) -> None:
    """Give an agent of whatever class the next number of its model, where Mesa counts in that table."""
    if hasattr(mesa.Agent, "_ids") and not isinstance(agent, TalksAgent):
        let_go(model)
        agent.unique_id = next(TalksAgent._ids[model])


def let_go(model: mesa.Model) -> None:
    """Forget a model that Mesa keeps alive, as some versions do."""
    ids = getattr(mesa.Agent, "_ids", None)
    if ids is not None:
        ids.pop(model, None)
