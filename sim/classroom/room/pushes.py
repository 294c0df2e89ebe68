"""Server-sent events: a browser is told that something is new, and asks for it by itself; nothing else is sent.

An event has no content, so that what is confidential has one way out only.  A browser that cannot listen asks
every few seconds.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence

BEAT = 15.0  # seconds after which a sign of life is sent
NEW, ALIVE = b"event: new\ndata: {}\n\n", b": still here\n\n"
MOST_LISTENERS = 2000


class Pushes:
    """Who listens to what; `tell` may be called from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listeners: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._stopped = False

    def start(self) -> None:
        """Begin; to be called in the loop that serves."""
        self._loop, self._stopped = asyncio.get_running_loop(), False

    def stop(self) -> None:
        """Let go of all listeners; to be called in the loop that serves."""
        self._stopped = True
        for events in self._listeners.values():
            for event in events:
                event.set()

    @property
    def is_full(self) -> bool:
        """Whether nobody more may listen."""
        return sum(map(len, self._listeners.values())) >= MOST_LISTENERS

    def tell(self, channel: str) -> None:
        """Tell all who listen to a channel that something is new."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake, channel)

    def _wake(self, channel: str) -> None:
        for event in self._listeners.get(channel, ()):
            event.set()

    async def listen(self, channels: Sequence[str]) -> AsyncIterator[bytes]:
        """Yield an event whenever something is new on some channels, and at the beginning."""
        event = asyncio.Event()
        for channel in channels:
            self._listeners[channel].add(event)
        try:
            yield NEW
            while not self._stopped:
                try:
                    await asyncio.wait_for(event.wait(), BEAT)
                except TimeoutError:
                    yield ALIVE
                    continue
                event.clear()
                if not self._stopped:
                    yield NEW
        finally:
            for channel in channels:
                self._listeners[channel].discard(event)
