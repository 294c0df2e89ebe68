"""Kernels of the car market: of `sim.economy.market.products` and `sim.economy.market.pricing`.

Arrays come by world and line or group; loops take them the other way round, so that worlds lie side by side.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import attempt, compile_for, compile_into_loops

NEWTON_TOLERANCE, TOLERANCE, NEWTON_RANGE = 1e-7, 1e-12, 0.1  # these and the next are those of the rules:
NEWTON_ITERATIONS = 50  # a test compares them
TOGETHER = 256  # worlds taken together, so that what is worked out for them stays close at hand


def sum_by_label(values: Any, label: Any, labels: Any = None) -> Any:
    """Return sums over the last axis by label, (worlds, labels)."""
    if values.ndim != 2:
        return NotImplemented
    try:
        found = _sum_by_label(values.T, label, -1 if labels is None else labels)
    except TypeError:  # arrays of another kind
        return NotImplemented
    return found.T if len(found) else NotImplemented


@compile_for("f8[:,::1](f8[:,::1], i8[::1], i8)", "f8[:,::1](f8[:,:], i8[::1], i8)")
def _sum_by_label(entries: Any, label: Any, labels: Any) -> Any:
    """Return sums, (labels, worlds), of entries, (places, worlds); none where each has its own, or labels are none."""
    highest, in_order, sound = -1, True, len(label) == len(entries)
    for k in range(len(label)):
        highest, in_order = max(highest, label[k]), in_order and label[k] == k
        sound = sound and label[k] >= 0
    if labels < 0:
        labels = highest + 1
    if not sound or labels <= highest or (in_order and labels == len(label)):
        return np.zeros((0, 0))
    found = np.zeros((labels, entries.shape[1]))
    for k in range(len(label)):
        own = label[k]
        for w in range(entries.shape[1]):
            found[own, w] += entries[k, w]
    return found


def weighted_sum(values: Any, weights: Any) -> Any:
    """Return the sum of some of the values, (places, groups, worlds), each with its place and its weight."""
    if not isinstance(values, np.ndarray) or values.ndim != 3:
        return NotImplemented
    places, shares = np.array([place for place, _ in weights], np.int64), np.array([share for _, share in weights])
    found = np.empty(values.shape[1:])
    done = attempt(_weighted_sum, values, places, shares, found)
    return NotImplemented if done is NotImplemented else found


@compile_for("(f8[:,:,::1], i8[::1], f8[::1], f8[:,::1])")
def _weighted_sum(values: Any, places: Any, weights: Any, found: Any) -> None:
    """Write it, (groups, worlds)."""
    for g in range(values.shape[1]):
        total = found[g]
        for w in range(len(total)):
            total[w] = 0.0
        for k in range(len(places)):
            held, weight = values[places[k], g], weights[k]
            for w in range(len(total)):
                total[w] += weight * held[w]


def iterate_markups(held: Any, turn: int) -> Any:
    """Return the changes of markups after one more iteration, (worlds, groups), and where they had not settled."""
    demand, groups = held.demand, held.demand.products.groups
    if turn >= NEWTON_ITERATIONS:
        return NotImplemented
    pulls = np.multiply(held.change, -demand.price_slope)
    pulls = np.ascontiguousarray(np.exp(pulls, out=pulls).T)
    total = np.zeros((len(demand.nest_units), len(held.change)))
    weight, base, change = (np.ascontiguousarray(each.T) for each in (held.weight, held.base_markups, held.change))
    _pull(pulls, weight, groups.nest, total)
    power = np.ascontiguousarray((total.T ** (1 - demand.sigma[..., None])).T)
    shares, moved = demand.base_nest_shares.T, np.empty(pulls.shape)
    moving = np.empty(len(held.change), dtype=np.bool_)
    least = NEWTON_TOLERANCE if len(total) == 1 else TOLERANCE
    _iterate(
        *(pulls, total, power, shares, demand.figures, base, change, groups.nest, groups.firm, least, moved, moving)
    )
    return moved.T, moving


@compile_for("(f8[:,::1], f8[:,::1], i8[::1], f8[:,::1])")
def _pull(pulls: Any, weight: Any, label: Any, total: Any) -> None:
    """Weigh what groups pull, (groups, worlds), in place, and add it up by label, (labels, worlds)."""
    for g in range(len(label)):
        own, held, weights = total[label[g]], pulls[g], weight[g]
        for w in range(len(held)):
            held[w] *= weights[w]
        for w in range(len(held)):
            own[w] += held[w]


@compile_into_loops
def _add_step(change: Any, more: Any, step: Any, farthest: Any, moved: Any) -> None:
    """Write the changes of a group, (worlds,), after Newton's step where it is near, after the map's elsewhere."""
    for w in range(len(moved)):
        moved[w] = change[w] + (step[w] if farthest[w] <= NEWTON_RANGE else more[w])


@compile_into_loops
def _empty(sums: Any, size: int) -> None:
    """Begin sums, (kinds, worlds), of some of the first worlds anew."""
    for k in range(len(sums)):
        for w in range(size):
            sums[k, w] = 0.0


@compile_into_loops
def _share_nests(span: Any, power: Any, shares: Any, figures: Any, whole: Any, share: Any) -> None:
    """Write the share of each nest among all who might buy, (nests, worlds of the span); whole, their sum."""
    start, stop = span
    outside = figures[2, start:stop]
    for n in range(len(share)):
        for w in range(stop - start):
            share[n, w] = shares[n, start + w] * power[n, start + w]
            whole[w] = whole[w] + share[n, w] if n else share[n, w]
    for w in range(stop - start):
        whole[w] = outside[w] + whole[w]
    for n in range(len(share)):
        for w in range(stop - start):
            share[n, w] /= whole[w]


@compile_into_loops
def _earn(span: Any, pulls: Any, total: Any, base: Any, change: Any, nest: Any, inside: Any, earned: Any) -> None:
    """Write each group's share of its nest, and that times its markup, (groups, worlds of the span)."""
    start, stop = span
    for g in range(len(pulls)):
        pull, whole, part, got = pulls[g, start:stop], total[nest[g], start:stop], inside[g], earned[g]
        known, more = base[g, start:stop], change[g, start:stop]
        for w in range(stop - start):
            part[w] = pull[w] / whole[w]
        for w in range(stop - start):
            got[w] = part[w] * (known[w] + more[w])


@compile_into_loops
def _map(
    span: Any, base: Any, change: Any, figures: Any, labels: Any, share: Any, earned: Any, aside: Any, more: Any
) -> None:
    """Write what the map adds to markups, (groups, worlds of the span); aside, markups alone and what firms earn."""
    (start, stop), (nest, firm), (usual, own) = span, labels, aside
    alpha, sigma = figures[0, start:stop], figures[1, start:stop]
    for w in range(stop - start):
        usual[w] = (1 - sigma[w]) / alpha[w]
    _empty(own, stop - start)
    for g in range(len(earned)):
        of_nest, of_firm, got = share[nest[g]], own[firm[g]], earned[g]
        for w in range(stop - start):
            of_firm[w] += got[w] * of_nest[w]
    for g in range(len(earned)):
        of_firm, got, found = own[firm[g]], earned[g], more[g]
        known, moved = base[g, start:stop], change[g, start:stop]
        for w in range(stop - start):
            found[w] = usual[w] + sigma[w] * got[w] + (1 - sigma[w]) * of_firm[w]
        for w in range(stop - start):
            found[w] -= known[w] + moved[w]


@compile_into_loops
def _measure(span: Any, more: Any, farthest: Any) -> None:
    """Write the longest move of each world, (worlds of the span,); nan where one is."""
    for w in range(len(farthest)):
        farthest[w] = 0.0
    for g in range(len(more)):
        step = more[g]
        for w in range(span[1] - span[0]):
            size = abs(step[w])
            if not size <= farthest[w] and farthest[w] == farthest[w]:
                farthest[w] = size


@compile_into_loops
def _take_newton(
    span: Any, figures: Any, nest: Any, share: Any, inside: Any, earned: Any, more: Any, aside: Any, step: Any
) -> None:
    """Write Newton's step, (groups, worlds of the span), where the map adds `more`; see the rule.

    aside: two sums of nests and the pull of groups, (nests, nests, groups; worlds of the span) each.
    """
    start, stop = span
    sigma, slope, size = figures[1, start:stop], figures[3, start:stop], stop - start
    of_alone, of_pull, pull = aside
    _empty(of_alone, size)
    _empty(of_pull, size)
    for g in range(len(more)):
        part, got, of_nest = inside[g], earned[g], share[nest[g]]
        added, pulls, steps = more[g], pull[g], step[g]
        for w in range(size):
            kept, fall = sigma[w] + (1 - sigma[w]) * of_nest[w], slope[w] * got[w]
            left = 1 - kept * (part[w] - fall)
            square = (1 - sigma[w]) * (1 - sigma[w])
            pulls[w] = fall * (kept - square * of_nest[w] * (1 - of_nest[w])) / left
            steps[w] = added[w] / left
        alone, pulled = of_alone[nest[g]], of_pull[nest[g]]
        for w in range(size):
            alone[w] += part[w] * steps[w]
            pulled[w] += part[w] * pulls[w]
    for n in range(len(share)):
        for w in range(size):
            of_alone[n, w] /= 1 - of_pull[n, w]
    for g in range(len(more)):
        together, pulls, steps = of_alone[nest[g]], pull[g], step[g]
        for w in range(size):
            steps[w] += pulls[w] * together[w]


@compile_for(
    "(f8[:,::1], f8[:,::1], f8[:,::1], f8[:,:], f8[:,::1], f8[:,::1], f8[:,::1],"
    " i8[::1], i8[::1], f8, f8[:,::1], b1[::1])"
)
def _iterate(
    pulls: Any,
    total: Any,
    power: Any,
    shares: Any,
    figures: Any,
    base: Any,
    change: Any,
    nest: Any,
    firm: Any,
    least: Any,
    moved: Any,
    moving: Any,
) -> None:
    """Write the changes after one more iteration, (groups, worlds), and whether they had not settled, (worlds,)."""
    groups, worlds = pulls.shape
    size = min(worlds, TOGETHER)
    share, inside, earned = np.empty((len(total), size)), np.empty((groups, size)), np.empty((groups, size))
    more, step, farthest = np.empty((groups, size)), np.empty((groups, size)), np.empty(size)
    aside, of_all = (np.empty(share.shape), np.empty(share.shape), np.empty((groups, size))), np.empty(size)
    for start in range(0, worlds, TOGETHER):
        span = (start, min(start + TOGETHER, worlds))
        _share_nests(span, power, shares, figures, of_all, share)
        _earn(span, pulls, total, base, change, nest, inside, earned)
        _map(span, base, change, figures, (nest, firm), share, earned, (of_all, step), more)
        _measure(span, more, farthest)
        _take_newton(span, figures, nest, share, inside, earned, more, aside, step)
        for w in range(span[1] - start):
            moving[start + w] = not farthest[w] <= least
        for g in range(groups):
            _add_step(change[g, start : span[1]], more[g], step[g], farthest, moved[g, start : span[1]])
