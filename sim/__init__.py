"""Ninety days: negotiations of two parties under a deadline, played in many parallel worlds.

    import sim
    outcome = sim.run("scenarios/baseline.yaml", worlds=2000, seed=1)
    outcome.table.to_pandas()

    model = sim.Talks(sim.load("scenarios/baseline.yaml").scenario, worlds=1)   # a Mesa model
    model.step()

Everything that a script or a notebook needs is a name of this package:

    load                      read a scenario, with settings as "a.b=c"; every fault is listed
    ScenarioError             what is raised for a scenario that cannot be played
    run                       play a scenario in many worlds
    Outcome                   what came out of a run: a row for each world, daily series, logs
    Talks                     the Mesa model itself, to be stepped day by day
    sweep                     play a scenario at many points, into a folder
    resume_sweep              go on with a sweep that was stopped
    open_sweep                read a sweep from its folder
    to_xarray                 a table of a run, a sweep or a result folder as a dataset of xarray

    compare                   what differs between runs of the same worlds
    differences_where_events_happen   the same in the worlds in which an event happens
    ComparedRun               a run that is compared: ComparedRun.of(outcome)
    explain                   whose a difference between two scenarios is, setting by setting
    explain_world             what one world hung on, draw by draw
    play_with_free_signature  a scenario as it is, and with a signature that is free and sure to hold
    contrasts                 deals before the vote against deals after it, from these two
    shares_signed_before_vote share of worlds that sign before the vote, under changed settings
    declared_structures       every combination of the named choices of rule, each as settings
    predict                   what bargaining theory says of each world of a run
    compare_with_theory       the same in means, beside what happened
    equilibrium_timing        how early the equilibrium of a run signs
    sensitivity               what moves outcomes of a sweep, by any method, and what is worth finding out
    sweep_means               means of a sweep, with intervals over its points and random draws
    sobol                     which factors of a sweep move a figure: Sobol' indices
    discover                  where in a sweep something happens: boxes (PRIM) and a tree
    DiscoverRules             what such boxes must be like
    PrimRules                 how boxes are peeled
    box_scenario              a box of a sweep as a scenario file

    Chance                    random draws by name: a seed, a first world, a number of worlds
    unit_pie                  a domain: two sides divide one pie
    logrolling_domain         a domain: four issues with opposite priorities
    OfferProtocol             how many rounds, and whose turn it is
    negotiate                 one bare negotiation between two strategies
    register_tactic           a way of bidding of your own, under a name that scenarios then know
    View                      what a party may know when it acts: what a tactic is handed
    parameter                 a field of a tactic, with meaning, unit and bounds
    Worlds                    the type of a parameter that may be a number or one for each world
    named_strategy            a strategy by its name and parameters, as "timed:beta=0.2"
    round_robin               every strategy against every other, in both roles
    play_tournament           the same with what each side got in every world
    empirical_game            the game of a tournament: mean payoffs, and those of resampled worlds
    solve_game                its equilibria, how sure they are, and where a population of tactics goes
    Bimatrix                  a game of two players: what each gets for every pair of strategies
    find_equilibria           its equilibria, pure and mixed
    find_rest_points          which populations of tactics do not change, and whether others come to them
    replicator_paths          how a population of tactics changes that imitates success
    read_payoffs              what each choice of a party brings at every uncertain point of a sweep
    judge_choices             which choice does well wherever the assumptions may lie: regret, satisficing
    exact_frontier            the exact Pareto frontier of a domain
    nash                      the Nash solution of a bargaining problem
    kalai_smorodinsky         the Kalai-Smorodinsky solution
    last_mover_values         what the first side gets of a pie that shrinks, by rounds and by whose turn it is

    diary                     one world, day by day, in plain English
    pick_world                the first world recorded in full that ended with a deal
    comparison_paragraph      a comparison in words
    explanation_text          whose a difference is, in words and tables
    world_explanation_text    what one world hung on, in words
    contrast_paragraph        deals before and after the vote in words
    actual_lines              the deal and the moves of 2025 among those of a run, as lines
    FIGURES                   the figures of a run, by name
    actual_figure             what happened in 2025 over what comes out
    comparison_figure         runs side by side
    explanation_figure        shares of a difference, with intervals
    tournament_figure         a round robin as heat maps
    replicator_figure         where a population of tactics goes
    robust_figure             choices over uncertain points: payoff and regret
    last_mover_figure         who gains from the last offer
    sensitivity_figure        Sobol' indices as bars
    index_figure              what moves outcomes of a sweep, by any method, as bars
    heat_map                  a figure of a sweep over two of its factors
    discovery_lines           where in a sweep something happens, in words
    trajectory_figure         density against coverage of boxes, as they were peeled
    box_pairs_figure          a box over the factors that it limits, in pairs
    parallel_figure           all factors beside each other, a line a point, and a box
"""

from importlib import import_module
from typing import Any

_PLACES = {  # name -> module, and the name there if it has another
    "load": "sim.scenario.loading",
    "ScenarioError": "sim.scenario.faults",
    "run": "sim.runs.run",
    "Outcome": "sim.runs.run",
    "Talks": "sim.model.talks",
    "sweep": "sim.sweeps.sweep",
    "resume_sweep": "sim.sweeps.sweep",
    "open_sweep": "sim.sweeps.storage.reader",
    "to_xarray": "sim.analysis.export.datasets",
    "compare": "sim.analysis.compare",
    "differences_where_events_happen": "sim.analysis.where_events_happen",
    "ComparedRun": "sim.analysis.compare",
    "explain": "sim.analysis.explanation.difference",
    "explain_world": "sim.analysis.explanation.one_world",
    "play_with_free_signature": "sim.analysis.free_signature",
    "contrasts": "sim.analysis.before_after_vote",
    "shares_signed_before_vote": "sim.analysis.free_signature",
    "declared_structures": "sim.analysis.validation.structures.choices",
    "predict": "sim.analysis.predictions",
    "compare_with_theory": "sim.analysis.prediction_table",
    "equilibrium_timing": "sim.analysis.predictions",
    "sensitivity": "sim.analysis.sensitivity.sweep_sensitivity",
    "sweep_means": "sim.analysis.sweep_intervals",
    "sobol": "sim.analysis.sensitivity.sobol_index",
    "discover": "sim.analysis.discovery.discover",
    "DiscoverRules": "sim.analysis.discovery.discover",
    "PrimRules": "sim.analysis.discovery.prim",
    "box_scenario": "sim.analysis.discovery.box_scenario",
    "Chance": "sim.core.chance",
    "unit_pie": "sim.bargaining.domains",
    "logrolling_domain": "sim.bargaining.domains",
    "OfferProtocol": "sim.bargaining.session",
    "negotiate": "sim.bargaining.session",
    "register_tactic": "sim.tactics.own_tactics",
    "View": "sim.bargaining.view",
    "parameter": "sim.core.parameters",
    "Worlds": "sim.core.worlds",
    "named_strategy": "sim.analysis.strategies",
    "round_robin": "sim.analysis.tournament",
    "play_tournament": "sim.analysis.tournament",
    "empirical_game": "sim.analysis.games.tournament_game",
    "solve_game": "sim.analysis.games.tournament_game",
    "Bimatrix": "sim.analysis.games.bimatrix",
    "find_equilibria": "sim.analysis.games.equilibria",
    "find_rest_points": "sim.analysis.games.rest_points",
    "replicator_paths": "sim.analysis.games.replicator",
    "read_payoffs": "sim.analysis.robust_choice.crossed_levers",
    "judge_choices": "sim.analysis.robust_choice.robust_choice",
    "exact_frontier": "sim.analysis.first_day",
    "nash": "sim.bargaining.solutions",
    "kalai_smorodinsky": "sim.bargaining.solutions",
    "last_mover_values": "sim.analysis.last_mover",
    "diary": "sim.reporting.diary",
    "pick_world": "sim.reporting.one_world",
    "comparison_paragraph": "sim.reporting.comparison_text",
    "explanation_text": "sim.reporting.explanation_text",
    "world_explanation_text": "sim.reporting.world_cause_text:world_text",
    "contrast_paragraph": "sim.reporting.vote_text",
    "actual_lines": "sim.reporting.actual_text",
    "FIGURES": "sim.reporting.figures",
    "actual_figure": "sim.reporting.figures.actual:figure",
    "comparison_figure": "sim.reporting.figures.comparison:figure",
    "explanation_figure": "sim.reporting.figures.explanation:figure",
    "tournament_figure": "sim.reporting.figures.tournament:figure",
    "replicator_figure": "sim.reporting.figures.replicator:figure",
    "robust_figure": "sim.reporting.figures.robust_choice:figure",
    "last_mover_figure": "sim.reporting.figures.last_mover:figure",
    "sensitivity_figure": "sim.reporting.figures.sweeps:bars",
    "index_figure": "sim.reporting.figures.index_bars:figure",
    "heat_map": "sim.reporting.figures.sweeps",
    "discovery_lines": "sim.reporting.discovery_text",
    "trajectory_figure": "sim.reporting.figures.discovery",
    "box_pairs_figure": "sim.reporting.figures.discovery",
    "parallel_figure": "sim.reporting.figures.parallel_coordinates",
}

__all__ = list(_PLACES)


def __getattr__(name: str) -> Any:
    """Import what is asked for, when it is asked for: Mesa takes a second."""
    if name not in _PLACES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    module, _, other = _PLACES[name].partition(":")
    return getattr(import_module(module), other or name)


def __dir__() -> list[str]:
    """Return the names of this package, for who asks for them by the tab key."""
    return sorted([*globals(), *_PLACES])
