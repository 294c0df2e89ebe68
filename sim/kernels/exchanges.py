"""Kernel of an offer and its answer, where both sides go by the common rules.

What an offer compares with demands as under doubt, and where it is worth signing, is handed to the loop.  The common
rules are: an offer from the own path, acceptance of what meets the own demand, and an opponent model that does not
learn, or lets weights grow on what is repeated.  The rule is `sim.model.meeting.exchange_by_rules`.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for, compile_into_loops
from sim.kernels.learning import _grow
from sim.kernels.paths import _plain

TIE = 1e-9  # that of sim.core.ties: a test compares them

OFFERED = "i8[:,::1], i8[::1], i8[::1]"  # packages, the worlds that meet, places of these worlds among them
DOUBT = "Tuple((b1, UniTuple(f8[::1], 2), UniTuple(b1[::1], 2)))"  # whether there is any; values, worth signing
LIMITS = "UniTuple(f8[::1], 4)"  # the proposer's demand and floor, the responder's
SAID = "Tuple((i8[::1], i8[::1], i8[::1], i8[:,::1], f8[::1], f8[::1], b1[::1], i8[::1]))"
HEARD = "Tuple((i8[::1], i8[:,::1], f8[::1], f8[::1], b1[::1]))"
LEARNT = "Tuple((f8[:,::1], f8[:,::1], b1[:,::1], f8[::1], i8[::1], b1[::1]))"


def exchange_by_rules(meeting: Any, side: int, places: Any) -> Any:
    """Return what is offered, where it is accepted and meets the proposer's demand, and its values to both."""
    proposer, responder = (meeting.track.parties[place] for place in (side, 1 - side))
    one, two = (meeting.stances[place] for place in (side, 1 - side))
    guests = proposer.guests is not None or responder.guests is not None
    if meeting.track.shuts_issues or guests or not _is_plain(proposer, responder):
        return NotImplemented
    plain = not meeting.in_doubt
    package = one.valued_path.best_offers(places, one.demand[places]) if plain else meeting.make_offer(side, places)
    limits = (one.demand, one.briefing.authority, two.demand, two.briefing.authority)
    tables = (_plain(one.briefing.own), _plain(two.briefing.own))
    said, heard = _own_offers(proposer.offer_memory), _received_offers(responder.offer_memory)
    learns, doubt = responder.strategy.opponent.learns, _under_doubt(meeting, side, package, places)
    accepted, met, values = _answer(
        package, meeting.rows, places, tables, limits, meeting.may_sign, doubt, said, heard, learns, _learnt(responder)
    )
    return package, accepted, met, values if side == 0 else values[::-1]


def _is_plain(proposer: Any, responder: Any) -> bool:
    """Return whether the rules that are called are those that the kernel stands for."""
    offers, answers, model = proposer.strategy.offer, responder.strategy.acceptance, responder.strategy.opponent
    rules = getattr(offers, "best_on_path", False) and getattr(answers, "takes_demand", False)
    grows = getattr(model, "grows_on_repetition", False) and len(responder.weights) == responder.worlds
    logs = any(party.offer_memory.log is not None for party in (proposer, responder))
    return rules and (grows or not model.learns) and not logs


def _under_doubt(meeting: Any, side: int, package: Any, places: Any) -> Any:
    """Return whether there is doubt, what packages compare with demands as, and where they are worth signing.

    Of the proposer first.
    """
    if not meeting.in_doubt:
        return False, (np.empty(0), np.empty(0)), (np.empty(0, np.bool_), np.empty(0, np.bool_))
    rows, sides = meeting.rows[places], (side, 1 - side)
    held = [meeting.under_doubt(s, package, meeting.value_to(s, package, rows), places) for s in sides]
    compared, worth = zip(*held, strict=True)
    return True, tuple(map(_plain, compared)), tuple(_plain(flags, np.bool_) for flags in worth)


def _own_offers(memory: Any) -> Any:
    """Return what a proposer remembers of its own offers."""
    counts = (memory.turns, memory.fallbacks, memory.waits, memory.last_own)
    return (*counts, memory.last_demand, memory.target, memory.tabled, memory.made)


def _received_offers(memory: Any) -> Any:
    """Return what a responder remembers of the other side's offers."""
    return memory.offers, memory.last_received, memory.received, memory.received_before, memory.news


def _learnt(party: Any) -> Any:
    """Return what a responder's opponent model is made of."""
    model, weights = party.strategy.opponent, party.weights
    grown = party.memory["weight"] if model.learns else np.zeros((1, 1))
    step = np.atleast_1d(np.asarray(model.step if model.learns else 0.0, dtype=float))
    places = np.array(party.agenda.open)
    return grown, weights, _plain(party.at_stake, np.bool_), _plain(step), places, party.path_cache.fresh


@compile_into_loops
def _worth(tables: Any, r: int, packages: Any, k: int) -> Any:
    """Return the value of a package by a table of all worlds, or of one that holds for all."""
    w = r if len(tables) > 1 else 0
    found = tables[w, 0, packages[k, 0]]
    for i in range(1, packages.shape[1]):
        found += tables[w, i, packages[k, i]]
    return found


@compile_into_loops
def _learn(
    r: int, grown: Any, weights: Any, stake: Any, step: Any, places: Any, before: Any, packages: Any, k: int,
    has_before: bool, stayed: Any,
) -> None:  # fmt: skip
    """Let a responder's weights grow on the issues on which an offer repeats the one before."""
    if has_before:
        for j in range(len(places)):
            stayed[0, j] = packages[k, places[j]] == before[r, places[j]]
        _grow(grown, r, stayed, 0, stake, r if len(stake) > 1 else 0, step[r if len(step) > 1 else 0])
    for j in range(len(places)):
        weights[r, places[j]] = grown[r, j]


@compile_for(f"({OFFERED}, UniTuple(f8[:,:,::1], 2), {LIMITS}, b1[::1], {DOUBT}, {SAID}, {HEARD}, b1, {LEARNT})")
def _answer(
    packages: Any, met: Any, places: Any, tables: Any, limits: Any, may_sign: Any, doubt: Any, said: Any, heard: Any,
    learns: bool, learnt: Any,
) -> Any:  # fmt: skip
    """Return where offers are accepted and meet the own demand, and both values, (worlds,) each; both sides note it."""
    turns, fallbacks, waits, own_last, own_demand, target, tabled, made = said
    offers, last, received, earlier, news = heard
    grown, weights, stake, step, issues_open, fresh = learnt
    (party_a, own), (least, floor, other_least, other_floor), (doubts, compared, worth) = tables, limits, doubt
    count, issues = packages.shape
    accepted, enough = np.empty(count, np.bool_), np.empty(count, np.bool_)
    one, two, stayed = np.empty(count), np.empty(count), np.empty((1, issues), np.bool_)
    for k in range(count):
        p = places[k]
        r = met[p]
        one[k], two[k] = _worth(party_a, r, packages, k), _worth(own, r, packages, k)
        mine, theirs, signs = one[k], two[k], may_sign[p]
        if doubts:
            mine, theirs = compared[0][k], compared[1][k]
            signs = signs and worth[0][k] and worth[1][k]
            waits[r] += not worth[0][k]
        floors = one[k] >= floor[p] - TIE and two[k] >= other_floor[p] - TIE
        accepted[k] = theirs >= other_least[p] - TIE and floors and signs
        enough[k] = mine >= least[p] - 2 * TIE
        turns[r] += 1
        fallbacks[r] += not enough[k]
        if learns:
            _learn(r, grown, weights, stake, step, issues_open, last, packages, k, offers[r] > 0, stayed)
            fresh[r if len(fresh) > 1 else 0] = False
        for i in range(issues):
            last[r, i] = own_last[r, i] = packages[k, i]
        news[r], earlier[r], received[r] = True, received[r], two[k]
        own_demand[r], tabled[r] = target[r], True
        offers[r] += 1
        made[r] += 1
    return accepted, enough, (one, two)
