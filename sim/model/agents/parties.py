"""How the parties of the talks are made: plainly, or as agents of a Mesa model (see `mesa_agents`)."""

from collections.abc import Callable
from dataclasses import dataclass

from sim.model.agents.administration import Administration
from sim.model.agents.carmaker import Carmaker
from sim.model.agents.delegation import Delegation
from sim.model.agents.government import Government


@dataclass(frozen=True)
class Parties:
    """What makes a party of each kind."""

    administration: Callable[..., Administration] = Administration
    government: Callable[..., Government] = Government
    delegation: Callable[..., Delegation] = Delegation
    carmaker: Callable[..., Carmaker] = Carmaker


PLAIN = Parties()
