"""What game theory says of a tournament, in lines of text and as plain data."""

from collections.abc import Sequence
from typing import Any

from sim.analysis.bootstrap import FEWEST
from sim.analysis.games.tournament_game import Deviation, GameReport, Population, Profile
from sim.core.worlds import Array

MOST_MIXED = 6  # equilibria in mixed strategies that the text lists; the plain data have all
MOST_RESTS = 8  # points of rest, likewise
MOTIONS = {"attracts": "attracts", "repels": "is left", "undecided": "not decided"}
SIDES = {"party_a": "{a}", "party_b": "{b}"}


def game_lines(found: GameReport) -> list[str]:
    """Return equilibria, how sure they are, and where a population of tactics goes."""
    equilibria = [one for one in found.profiles if one.equilibrium]
    pure = [one for one in equilibria if one.played.pure]
    mixed = [one for one in equilibria if not one.played.pure]
    near = [one for one in found.profiles if not one.equilibrium]
    lines = ["equilibria: no side gains by another tactic of its own alone; each side chooses before the talks", ""]
    lines += ["  pure", *profile_block(found, pure)] if pure else ["  pure: none"]
    if mixed:
        left = f" ({len(mixed) - MOST_MIXED} more: --json)" if len(mixed) > MOST_MIXED else ""
        lines += [f"  mixed{left}", *profile_block(found, mixed[:MOST_MIXED])]
    if near:
        lines += ["  of some resamples only", *profile_block(found, near)]
    return [*lines, *sure_lines(found), "", *population_lines(found)]


def profile_block(found: GameReport, profiles: Sequence[Profile]) -> list[str]:
    """Return a line for each profile, and one for each deviation that is not told apart from it."""
    names = found.game.names
    lines = []
    for one in profiles:
        party_a, party_b = (mixture_text(names, shares) for shares in (one.played.party_a, one.played.party_b))
        lines.append(f"    {{a_short}} {party_a} | {{b_short}} {party_b}")
        lines.append(
            f"      values {one.played.party_a_value:z.3f}, {one.played.party_b_value:z.3f}{held_text(found, one)}"
        )
        if one.open:
            lines.append(f"      as good or not distinguishable: {deviation_text(found, one.open)}")
    return lines


def mixture_text(names: Sequence[str], shares: Array) -> str:
    """Return a mixed strategy in words."""
    parts = [(name, share) for name, share in zip(names, shares, strict=True) if share > 0]
    if len(parts) == 1:
        return parts[0][0]
    return " + ".join(f"{share:.2f} {name}" for name, share in parts)


def held_text(found: GameReport, one: Profile) -> str:
    """Return how sure a profile is to be an equilibrium."""
    if found.game.certain or (one.held is None and one.gain_interval[1] is None):
        return "" if one.equilibrium else f"; a side gains {one.gain:.3f}"
    held = "" if one.held is None else f"; in {100 * one.held:.0f} % of the resamples"
    high = (
        ""
        if one.gain_interval[1] is None
        else f"; a side gains at most {one.gain_interval[1]:.3f} by deviating (97.5 %)"
    )
    return held + high


def deviation_text(found: GameReport, deviations: Sequence[Deviation]) -> str:
    """Return deviations side by side, with the interval of what is gained where anything is drawn at random."""
    told = []
    for side, name in SIDES.items():
        own = [one for one in deviations if one.side == side]
        if own and (found.game.certain or own[0].interval[0] is None):
            told.append(f"{name} {', '.join(one.tactic for one in own)}")
        elif own:
            each = (f"{one.tactic} {one.gain:+z.3f} [{one.interval[0]:z.3f} to {one.interval[1]:z.3f}]" for one in own)
            told.append(f"{name} {', '.join(each)}")
    return "; ".join(told)


def sure_lines(found: GameReport) -> list[str]:
    """Return what the shares of resamples are of, and what a degenerate game means."""
    game = found.game
    if game.worlds < FEWEST:
        lines = [f"  {game.worlds} worlds: too few to say how sure this is; at least {FEWEST} are needed"]
    elif game.certain:
        lines = ["  all worlds are alike: nothing is drawn at random, and resampling changes nothing"]
    else:
        lines = [
            f"  resamples of the {game.worlds:,} worlds; in so many there is an equilibrium of just these tactics; 95 %"
        ]
    if found.degenerate:
        lines += [
            "  degenerate: ties leave more equilibria; where two that are listed share one side's strategy, all",
            "  mixtures of the other side's two are equilibria as well",
        ]
    return lines


def population_lines(found: GameReport) -> list[str]:
    """Return the points of rest of a population, those first that paths come to."""
    listed = sorted(found.populations, key=lambda one: -one.reached)
    shown = [one for one in listed if one.point.nash or one.reached > 0][:MOST_RESTS]
    wide = max(len(mixture_text(found.game.names, one.point.shares)) for one in shown) + 2 if shown else 2
    lines = [
        "a population that imitates success (replicator dynamics, one tactic for both roles), from 200 mixtures of all",
        "",
        f"    {'at rest':{wide}}{'earns':>8}{'paths that end there':>22}   nearby",
        *(population_line(found, one, wide) for one in shown),
    ]
    if found.unsettled > 0:
        lines.append(f"    {'elsewhere, or still moving':{wide}}{'':8}{100 * found.unsettled:20.0f} %")
    if found.continuum:
        lines.append("  some tactics earn the same in many shares: a population may rest at any of these")
    others = len(found.populations) - len(shown)
    return [*lines, *([f"  {others} more points of rest, which are left: --json"] if others else [])]


def population_line(found: GameReport, one: Population, wide: int) -> str:
    """Return a line on a point of rest."""
    stable = ", evolutionarily stable" if one.point.stable else ""
    name = mixture_text(found.game.names, one.point.shares)
    share = f"{100 * one.reached:20.0f} %"
    return f"    {name:{wide}}{one.point.payoff:z8.3f}{share}   {MOTIONS[one.point.motion]}{stable}"


def game_data(found: GameReport) -> dict[str, Any]:
    """Return all of it as plain data."""
    names = found.game.names
    return {
        "worlds": found.game.worlds,
        "all_worlds_alike": found.game.certain,
        "degenerate": found.degenerate,
        "profiles": [profile_data(names, one) for one in found.profiles],
        "rest_points": [
            {
                "shares": shares_data(names, one.point.shares),
                "payoff": one.point.payoff,
                "nash": one.point.nash,
                "nearby": one.point.motion,
                "evolutionarily_stable": one.point.stable,
                "paths": one.reached,
            }
            for one in found.populations
        ],
        "continuum": found.continuum,
        "paths_elsewhere": found.unsettled,
    }


def profile_data(names: Sequence[str], one: Profile) -> dict[str, Any]:
    """Return a profile as plain data."""
    return {
        "party_a": shares_data(names, one.played.party_a),
        "party_b": shares_data(names, one.played.party_b),
        "party_a_value": one.played.party_a_value,
        "party_b_value": one.played.party_b_value,
        "equilibrium": one.equilibrium,
        "held": one.held,
        "gain": one.gain,
        "gain_low": one.gain_interval[0],
        "gain_high": one.gain_interval[1],
        "not_told_apart": [
            {"side": d.side, "tactic": d.tactic, "gain": d.gain, "low": d.interval[0], "high": d.interval[1]}
            for d in one.open
        ],
    }


def shares_data(names: Sequence[str], shares: Array) -> dict[str, float]:
    """Return the tactics in use with their probability or share."""
    return {name: float(share) for name, share in zip(names, shares, strict=True) if share > 0}
