"""The benches by name, in the order in which they are run."""

from collections.abc import Callable, Iterator

from sim.bench.alone import alone
from sim.bench.bare import bare
from sim.bench.guests import negmas
from sim.bench.line import Line
from sim.bench.memory import memory
from sim.bench.objects import mesa
from sim.bench.setting import Bench
from sim.bench.steps import steps
from sim.bench.worlds import worlds

BENCHES: dict[str, Callable[[Bench], Iterator[Line]]] = {
    "negotiation": bare,
    "negmas": negmas,
    "mesa": mesa,
    "alone": alone,
    "steps": steps,
    "memory": memory,
    "worlds": worlds,
}
