"""A class under load, in figures: `python tests/load/class_load.py [STUDENTS] [ROOMS]`; without them, what is held to.

The 95th percentile of a move under 300 ms, none lost, memory under 1 GB: 60 students in one room and in six.  300
students: none lost.  Exit 1 where something does not hold.
"""

import asyncio
import sys

from sim.classroom.room.load import Load, play_class

HELD = ((60, 1, 0.3), (60, 6, 0.3), (300, 1, None))  # students, rooms, seconds of the 95th percentile
MEMORY = 10**9  # bytes


def measure(students: int, rooms: int, most: float | None) -> bool:
    """Play a class, print what was measured, and return whether it holds."""
    got = asyncio.run(play_class(Load(students, rooms)))
    quantiles = ", ".join(f"{share:.0%} {1000 * got.quantile(share):.0f} ms" for share in (0.5, 0.95, 0.99))
    print(
        f"{students} students, {rooms} rooms: {len(got.seconds)} moves in {got.wall:.0f} s, {quantiles}; "
        f"lost {got.lost}, refused {len(got.refused)}, memory {got.memory / 1e6:.0f} MB, "
        f"processor {1000 * got.work / max(1, len(got.seconds)):.0f} ms a move",
        flush=True,
    )
    quick = most is None or got.quantile(0.95) < most
    return quick and not got.lost and not got.refused and (most is None or got.memory < MEMORY)


def main() -> None:
    """Measure what was asked for, or everything."""
    asked = [int(word) for word in sys.argv[1:3]]
    plan = [(asked[0], (asked[1:] or [1])[0], None)] if asked else HELD
    kept = [measure(*one) for one in plan]  # all of them, whatever the first says
    sys.exit(not all(kept))


if __name__ == "__main__":
    main()
