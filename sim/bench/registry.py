"""The benches by name, in the order in which they are run."""

from collections.abc import Callable, Iterator

from sim.bench.line import Line
from sim.bench.memory import memory
from sim.bench.mesa_rate import mesa
from sim.bench.negmas_rate import negmas
from sim.bench.negotiations import bare
from sim.bench.profile import steps
from sim.bench.settings import Bench
from sim.bench.single_world import alone
from sim.bench.throughput import worlds

BENCHES: dict[str, Callable[[Bench], Iterator[Line]]] = {
    "negotiation": bare,
    "negmas": negmas,
    "mesa": mesa,
    "alone": alone,
    "steps": steps,
    "memory": memory,
    "worlds": worlds,
}
