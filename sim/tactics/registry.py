"""The tactics a scenario may name.

To add one: write it in a file of its own under bidding/, opponent/ or acceptance/; name it here;
add an example to tests/test_tactics.py, where one law is tested for all.
"""

from collections.abc import Callable
from typing import Any

from sim.tactics.acceptance.constant import Constant
from sim.tactics.acceptance.next import Next
from sim.tactics.bidding.hardliner import Hardliner
from sim.tactics.bidding.timed import Timed
from sim.tactics.bidding.tit_for_tat import TitForTat
from sim.tactics.opponent.fixed import Fixed
from sim.tactics.opponent.frequency import Frequency

BIDDING: dict[str, Callable[..., Any]] = {"timed": Timed, "tit_for_tat": TitForTat, "hardliner": Hardliner}
OPPONENT: dict[str, Callable[..., Any]] = {"frequency": Frequency, "fixed": Fixed}
ACCEPTANCE: dict[str, Callable[..., Any]] = {"next": Next, "constant": Constant}
