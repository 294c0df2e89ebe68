"""The benches by name, in the order in which they are run."""

from collections.abc import Callable, Iterator

from sim.bench.line import BenchLine
from sim.bench.long_runs import bench_long_runs
from sim.bench.memory import bench_memory
from sim.bench.mesa_rate import bench_mesa
from sim.bench.negmas_rate import bench_negmas
from sim.bench.negotiations import bench_negotiations
from sim.bench.profile import bench_steps
from sim.bench.settings import Bench
from sim.bench.single_world import bench_single_world
from sim.bench.starts import bench_starts
from sim.bench.throughput import bench_worlds

BENCHES: dict[str, Callable[[Bench], Iterator[BenchLine]]] = {
    "negotiation": bench_negotiations,
    "negmas": bench_negmas,
    "mesa": bench_mesa,
    "alone": bench_single_world,
    "steps": bench_steps,
    "memory": bench_memory,
    "start": bench_starts,
    "worlds": bench_worlds,
    "long": bench_long_runs,
}
