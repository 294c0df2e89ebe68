"""Limits of what one sender may ask: a bucket of requests each, which fills again with time."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_SENDERS = 10_000  # remembered


@dataclass(frozen=True)
class Rate:
    """So many requests at once, and so many a second in the long run."""

    at_once: float
    per_second: float


PLAYERS = Rate(60, 15)  # of one cookie
STRANGERS = Rate(600, 60)  # of one address without a cookie: a whole class may sit behind one
SECRETS = Rate(5, 0.1)  # tries of the instructor's secret, from all addresses together
CODES = Rate(400, 5)  # tries of a room's code, from one address


class Buckets:
    """Buckets of one rate, one for each sender."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self._clock = rate, clock
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()  # sender -> what is left, and when

    def take(self, sender: str) -> bool:
        """Take one request out of a sender's bucket; False if it is empty."""
        with self._lock:
            now = self._clock()
            left, when = self._held.pop(sender, (self.rate.at_once, now))
            left = min(self.rate.at_once, left + (now - when) * self.rate.per_second)
            self._held[sender] = (left - 1 if left >= 1 else left, now)
            while len(self._held) > MOST_SENDERS:
                self._held.popitem(last=False)
            return left >= 1
