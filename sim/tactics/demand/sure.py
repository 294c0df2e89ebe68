"""Sure: a demand stated in sure values is held against expected ones.

Of a signature that holds with chance h a side asks 1/h times as much over its reserve as of one that is
certain.  This is how many models of bargaining under doubt are written, and it makes doubt look as if it
delayed deals where it only raises what is asked; see docs/explanation/validity.md.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, eq=False)
class Sure:
    """Expected values against demands in sure values."""

    rescales: ClassVar[bool] = False
    waits: ClassVar[bool] = False
