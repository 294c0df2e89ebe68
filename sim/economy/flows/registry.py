"""The flow rules a scenario may name under `flows:`.

To add one: write a frozen dataclass in a file of its own whose call takes (grid, around) and
returns component flows (worlds, levels); name it here; add an example to tests/laws/test_flows.py.
"""

from collections.abc import Callable
from typing import Any

from sim.economy.flows.capital import Capital
from sim.economy.flows.car_market import CarMarket
from sim.economy.flows.gas import Gas
from sim.economy.flows.goods import Goods
from sim.economy.flows.pledge import Pledge
from sim.economy.flows.ships import Ships
from sim.economy.flows.table import Table

FLOWS: dict[str, Callable[..., Any]] = {
    "table": Table,
    "car_market": CarMarket,
    "goods": Goods,
    "gas": Gas,
    "ships": Ships,
    "capital": Capital,
    "pledge": Pledge,
}
