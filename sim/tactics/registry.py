"""The tactics a scenario may name.

To add one: write it in a file of its own under bidding/, offering/, acceptance/ or opponent/; name it
here; add an example where one law is tested for all of its kind: tests/laws/test_tactics.py (bidding),
test_offering.py, test_acceptance.py, test_opponents.py.
"""

from collections.abc import Callable
from typing import Any

from sim.tactics.acceptance.combi import Combi
from sim.tactics.acceptance.constant import Constant
from sim.tactics.acceptance.gap import Gap
from sim.tactics.acceptance.logit import Logit
from sim.tactics.acceptance.next import Next
from sim.tactics.acceptance.optimal import OptimalStopping
from sim.tactics.acceptance.previous import Previous
from sim.tactics.acceptance.time import Time
from sim.tactics.bidding.absolute_tit_for_tat import AbsoluteTitForTat
from sim.tactics.bidding.averaged_tit_for_tat import AveragedTitForTat
from sim.tactics.bidding.equilibrium import Equilibrium
from sim.tactics.bidding.hardliner import Hardliner
from sim.tactics.bidding.hybrid import Hybrid
from sim.tactics.bidding.micro import Micro
from sim.tactics.bidding.mixture import Mixture
from sim.tactics.bidding.nice_tit_for_tat import NiceTitForTat
from sim.tactics.bidding.random import Random
from sim.tactics.bidding.resource import Resource
from sim.tactics.bidding.timed import Timed
from sim.tactics.bidding.tit_for_tat import TitForTat
from sim.tactics.bidding.zeuthen import Zeuthen
from sim.tactics.demand.expected import Expected
from sim.tactics.demand.sure import Sure
from sim.tactics.demand.waiting import Waiting
from sim.tactics.offering.iso_random import IsoRandom
from sim.tactics.offering.least import Least
from sim.tactics.offering.trade_off import TradeOff
from sim.tactics.opening.anchored import Anchored
from sim.tactics.opening.livable import Livable
from sim.tactics.opening.own_best import OwnBest
from sim.tactics.opponent.bayesian import Bayesian
from sim.tactics.opponent.fixed import Fixed
from sim.tactics.opponent.frequency import Frequency
from sim.tactics.opponent.none import NoModel
from sim.tactics.opponent.oracle import Oracle
from sim.tactics.opponent.smith import Smith
from sim.tactics.opponent.windowed import Windowed

BIDDING: dict[str, Callable[..., Any]] = {
    "timed": Timed,
    "resource": Resource,
    "tit_for_tat": TitForTat,
    "absolute_tit_for_tat": AbsoluteTitForTat,
    "averaged_tit_for_tat": AveragedTitForTat,
    "nice_tit_for_tat": NiceTitForTat,
    "micro": Micro,
    "hybrid": Hybrid,
    "zeuthen": Zeuthen,
    "equilibrium": Equilibrium,
    "mixture": Mixture,
    "random": Random,
    "hardliner": Hardliner,
}
OPPONENT: dict[str, Callable[..., Any]] = {
    "frequency": Frequency,
    "smith": Smith,
    "windowed": Windowed,
    "bayesian": Bayesian,
    "fixed": Fixed,
    "none": NoModel,
    "oracle": Oracle,
}
ACCEPTANCE: dict[str, Callable[..., Any]] = {
    "next": Next,
    "constant": Constant,
    "previous": Previous,
    "gap": Gap,
    "time": Time,
    "combi": Combi,
    "optimal": OptimalStopping,
    "logit": Logit,
}
OFFERING: dict[str, Callable[..., Any]] = {"trade_off": TradeOff, "iso_random": IsoRandom, "least": Least}
OPENING: dict[str, Callable[..., Any]] = {"livable": Livable, "own_best": OwnBest, "anchored": Anchored}
DEMAND: dict[str, Callable[..., Any]] = {"sure": Sure, "expected": Expected, "waiting": Waiting}
