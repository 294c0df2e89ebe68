"""What this machine's functions give, to the last bit: exp, log and pow differ between kinds of processor."""

from hashlib import sha256

import numpy as np

from sim.core.normal import normal_cdf, normal_quantile

ARGUMENTS = 4096
_known: list[str] = []  # the digest, once it is known


def arithmetic_digest() -> str:
    """Return the digest of the functions in use, found once in a process; see `find_digest`."""
    if not _known:
        keep_digest(find_digest())
    return _known[0]


def keep_digest(digest: str) -> None:
    """Keep the digest that a copy of this process has found."""
    _known[:] = [digest]


def find_digest() -> str:
    """Return 16 hexadecimal digits of what the functions in use give for 4,096 fixed arguments each.

    Equal digits: with equal versions, rows are expected to be equal bit for bit.  Functions differ by one unit in
    the last place between kinds of processor and versions of libraries, sums and means by their order.
    """
    share = np.arange(1, ARGUMENTS + 1) / (ARGUMENTS + 1.0)
    wide, square = 40.0 * share - 20.0, share.reshape(64, -1)
    found = [
        *(np.exp(wide), np.log(share), np.tanh(wide), np.sqrt(share), np.logaddexp(wide, share)),
        *(share**1.7, wide**3, normal_cdf(wide), normal_quantile(share)),
        *(np.cumsum(np.exp(wide)), np.mean(np.exp(square), axis=0), np.mean(np.exp(square), axis=1)),
        *(np.sum(np.log(share), keepdims=True), np.quantile(wide, share), np.einsum("ri,ik->rk", square, square)),
    ]
    return sha256(b"".join(np.asarray(part, dtype="<f8").tobytes() for part in found)).hexdigest()[:16]
