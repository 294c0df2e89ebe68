"""A class under load: scripted students who play over loopback against a server of its own process.

Each student looks at the table, thinks for a while and moves; what is measured is the time from sending a move to its
answer, which comes once the move is written.  What was answered is compared with what the store holds.
"""

import asyncio
import json
import os
import random
import re
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sim.core.errors import UserError

IDLE = 20.0  # seconds
START = 60.0  # seconds that the server may take
BEGIN = re.compile(r"instructor +http://(\S+):(\d+)/desk\nsecret +(\S+)")


@dataclass(frozen=True)
class Load:
    """So many students in so many rooms, so many moves of each, so long a thought before each, seconds (assumed)."""

    students: int = 60
    rooms: int = 1
    moves: int = 15
    thought: tuple[float, float] = (1.0, 3.0)


@dataclass
class Measured:
    """What came out.

    seconds   of each move that was answered, from sending to answer
    refused   answers other than success
    kept      moves that the store holds
    memory    most that the server held, bytes
    wall      seconds of the whole play
    work      seconds of the processor that the server took for it
    """

    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    kept: int = 0
    memory: int = 0
    wall: float = 0.0
    work: float = 0.0

    @property
    def lost(self) -> int:
        """Moves that were answered and are not in the store."""
        return len(self.seconds) - self.kept

    @property
    def work_of_move(self) -> float:
        """Milliseconds of the processor that the server took for a move."""
        return 1000 * self.work / max(1, len(self.seconds))

    def quantile(self, share: float) -> float:
        """Return a quantile of the seconds of a move."""
        held = sorted(self.seconds)
        return held[min(len(held) - 1, int(share * len(held)))]


class Browser:
    """One connection that is kept, with its cookies."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port, self.cookie = host, port, ""
        self._last = 0.0
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, message: dict[str, Any] | None = None) -> tuple[int, Any]:
        """Return the status and what was told."""
        if self._streams is None or time.monotonic() - self._last > IDLE:  # after which a server may have closed it
            self.close()
            self._streams = await asyncio.open_connection(self.host, self.port)
        reader, writer = self._streams
        body = b"" if message is None else json.dumps(message).encode()
        kind = "GET" if message is None else "POST"
        lines = [f"{kind} {path} HTTP/1.1", f"host: {self.host}:{self.port}", "content-type: application/json"]
        lines += [f"content-length: {len(body)}", *([f"cookie: {self.cookie}"] if self.cookie else [])]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        told = await reader.readexactly(int(length[1]) if length else 0)
        self._last = time.monotonic()
        given = re.search(r"set-cookie: ([^;]+)", head, re.IGNORECASE)
        self.cookie = given[1] if given else self.cookie
        return int(head.split()[1]), json.loads(told or b"null")

    def close(self) -> None:
        """Close the connection."""
        if self._streams is not None:
            self._streams[1].close()


@asynccontextmanager
async def server_process(folder: Path) -> AsyncIterator[tuple[Browser, int]]:
    """Yield the instructor's browser at a server that runs in a process of its own, and its number."""
    words = ["class", "--port", "0", "--database", str(folder / "load.sqlite")]
    code = "import sys; from sim.cli import main; sys.argv[0] = 'sim'; main()"
    # in a process of its own, as a server is; its standard error is ours
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, *words, stdout=asyncio.subprocess.PIPE, env=dict(os.environ)
    )
    try:
        assert process.stdout is not None
        host, port, secret = await read_greeting(process.stdout)
        desk = Browser(host, int(port))
        await desk.ask("/api/desk/login", {"secret": secret})
        yield desk, process.pid
        desk.close()
    finally:
        process.terminate()
        await process.wait()


async def read_greeting(lines: asyncio.StreamReader) -> tuple[str, ...]:
    """Return host, port and secret that a server prints; UserError if it ends, or has not begun in time."""
    text = ""
    while not (found := BEGIN.search(text)):
        try:
            line = await asyncio.wait_for(lines.readline(), START)
        except TimeoutError:
            raise UserError(f"the server has not begun in {START:g} s; nothing was measured") from None
        if not line:
            raise UserError("the server ended before it had begun; nothing was measured")
        text += line.decode()
    return found.groups()


async def play_student(student: Browser, load: Load, luck: random.Random, out: Measured) -> None:
    """Play one student: offers on the grid where they are due, else reject."""
    for _ in range(load.moves):
        status, told = await student.ask("/api/table")
        if status != 200 or not told["sight"] or not told["sight"]["legal"]:
            out.refused += [] if status == 200 else [str(told)]
            break
        await asyncio.sleep(luck.uniform(*load.thought))
        sight = told["sight"]
        message: dict[str, Any] = {"kind": "reject", "turn": sight["turn"]}
        if "offer" in sight["legal"]:
            package = [luck.randrange(len(i["levels"])) if i["on_table"] else i["no_deal"] for i in sight["issues"]]
            message = {"kind": "offer", "turn": sight["turn"], "package": package}
        start = time.perf_counter()
        status, told = await student.ask("/api/move", message)
        if status == 200:
            out.seconds.append(time.perf_counter() - start)
        else:
            out.refused.append(str(told))


async def play_class(load: Load) -> Measured:
    """Play a whole class and return what was measured."""
    out = Measured()
    with TemporaryDirectory() as folder:
        async with server_process(Path(folder)) as (desk, number):
            codes = [
                (await desk.ask("/api/desk/rooms", {"seed": 1, "apart": True}))[1]["code"] for _ in range(load.rooms)
            ]
            students = [Browser(desk.host, desk.port) for _ in range(load.students)]
            for k, student in enumerate(students):
                await student.ask("/api/join", {"code": codes[k % load.rooms], "name": f"student {k}"})
            for code in codes:
                await desk.ask(f"/api/desk/{code}/begin", {})
            start, before = time.perf_counter(), processor_time(number)
            await asyncio.gather(*(play_student(one, load, random.Random(k), out) for k, one in enumerate(students)))
            out.wall, out.work = time.perf_counter() - start, processor_time(number) - before
            views: Sequence[Any] = [(await desk.ask(f"/api/desk/{code}"))[1] for code in codes]
            out.kept = sum(game["moves"] for view in views for game in view["games"])
            out.memory = most_memory(number)
            for student in students:
                student.close()
    return out


def most_memory(number: int) -> int:
    """Return the most that a process has held in memory, bytes; 0 where the system does not say."""
    status = Path(f"/proc/{number}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8")) if status.exists() else None
    return 1024 * int(found[1]) if found else 0


def processor_time(number: int) -> float:
    """Return the seconds of the processor that a process has taken; 0 where the system does not say."""
    file = Path(f"/proc/{number}/stat")
    held = file.read_text(encoding="utf-8").rsplit(")", 1)[-1].split() if file.exists() else ["0"] * 13
    return (int(held[11]) + int(held[12])) / os.sysconf("SC_CLK_TCK")
