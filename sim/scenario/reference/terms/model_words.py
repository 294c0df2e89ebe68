"""Words of the model beyond those of a scenario file, and what the field calls those."""

from sim.scenario.reference.glossary import GLOSSARY
from sim.scenario.reference.terms.term import Term

IN_THE_FIELD = {  # word of a scenario -> the field's term
    "world": "replication, or run, of a simulation; the same number in two scenarios makes a pair",
    "party": "player, or principal",
    "delegation": "agent, in the sense of principal and agent",
    "package": "outcome, or contract, of a negotiation over several issues (Raiffa 1982)",
    "level": "option of an issue",
    "mandate": "weights of an additive utility function (Keeney and Raiffa 1976)",
    "value": "utility, measured in money",
    "component": "attribute",
    "status quo": "disagreement outcome while talks go on",
    "reserve": "reservation value: the value of the best alternative to an agreement (Raiffa 1982)",
    "target": "aspiration value",
    "floor": "reservation value of the one who signs",
    "tactic": "negotiation strategy",
    "bidding": "bidding strategy (Baarslag 2016)",
    "opponent model": "opponent model (Baarslag 2016)",
    "acceptance": "acceptance condition (Baarslag 2016)",
    "breakdown": "conflict deal, disagreement",
    "surplus": "gains from trade over the disagreement point",
    "precedent": "most-favoured terms, in effect",
    "caretaker": "caretaker government",
    "sweep": "computer experiment; scenario ensemble",
    "point": "design point",
    "design": "design of experiments",
    "factor": "input, or factor, of a sensitivity analysis (Saltelli et al. 2008)",
}

MORE_WORDS: dict[str, Term] = {
    "random draws": Term(
        "what chance decides in a world: each is a function of seed, name of the decision and number of the world"
    ),
    "common random numbers": Term(
        "two scenarios, or all points of a sweep, meet the same random draws world by world, so that what differs "
        "between them is what was changed",
        "common random numbers (Law 2015, section 11.2)",
    ),
    "set of random draws": Term(
        "all that chance decides in one world; where points share them there are as many as worlds a point",
        "replication under common random numbers",
    ),
    "seed": Term("the number from which all random draws follow"),
    "recorded in full": Term(
        "a world of which every offer, answer and table of values is kept, for the diary and the figures"
    ),
    "observed": Term("what happened in fact in 2025, beside what the model gives; nothing is fitted to it"),
    "reference weights": Term(
        "fixed weights of the components at which deals of different scenarios are compared; mandates may differ "
        "between scenarios, these do not",
        "fixed weights of an index; evaluation criteria of a third party",
    ),
    "paired worlds": Term(
        "worlds of the same number and seed in two scenarios; differences are taken world by world", "matched pairs"
    ),
    "changed worlds": Term("share of paired worlds whose outcome is not the same in both"),
    "lever": Term(
        "what a party can choose, in a sweep", "policy lever (the XLRM frame: Lempert, Popper and Bankes 2003)"
    ),
    "uncertainty": Term(
        "what nobody chooses and nobody knows; each has a range",
        "exogenous uncertainty (Lempert, Popper and Bankes 2003)",
    ),
    "assumed": Term("a guess, with a range; no source says it"),
    "prior": Term("what a figure was taken for before it was known"),
    "draw": Term("a figure that differs between worlds; its column bears its dotted path", "random variate"),
    "dotted path": Term("where a key stands in a scenario, as `us.weights.headline`"),
    "guest": Term(
        "negotiator of another library, NegMAS, in the chair of a side, world by world: `tactic: {negmas: NAME}`",
        "agent of a negotiation platform",
    ),
    "diary": Term("one world told day by day in sentences: `--story`, `sim replay`", "event log"),
    "path": Term(
        "the packages of a side in the order in which it gives ground best, the dearest step for the other side first",
        "trade-off path",
    ),
    "frontier": Term("packages of which none is better for both", "Pareto frontier"),
    "Nash solution": Term(
        "the package with the largest product of gains over the reserves", "Nash bargaining solution (Nash 1950)"
    ),
    "Kalai-Smorodinsky solution": Term(
        "the package at which both get the same share of the most that each could get", "Kalai and Smorodinsky 1975"
    ),
    "red line": Term("a level that a government does not sign for", "constraint; walk-away point"),
    "audience cost": Term("what signing costs a leader at home", "audience cost (Fearon 1994)"),
    "doubt": Term(
        "what a side thinks of the chance that the other's signature does not hold", "subjective probability"
    ),
    "honour": Term("whether the government in office stands by what another one signed", "treaty compliance"),
    "voided deal": Term("a signed deal that no longer binds, after which the talks go on"),
    "stage": Term("how far a deal has come: deal in words, text, enactment"),
    "fallback": Term("an offer below the own demand of the day, made as no package met it"),
    "wait": Term("an offer that its own side would not have signed that day, as talking on was worth more to it"),
    "pressure": Term("a carmaker's loss of the last quarter over that of a quarter without a deal; it drives lobbying"),
    "lot": Term("cars that entered on one day at one rate, kept apart until they are sold", "inventory layer (FIFO)"),
    "stock": Term("cars in {a_title} that were imported and are not sold"),
    "untaxed stock": Term("cars that entered before a tariff and are sold after it"),
    "USMCA": Term("cars from Mexico and Canada under that agreement"),
    "breach": Term("a rule that must hold in every world and does not: a fault of the program"),
    "reference run": Term("a kept run that is played again to see that its rows are the same", "regression test"),
    "chunk": Term("worlds that are played at once; changes speed and memory alone", "batch"),
    "shard": Term("one of several pieces of a sweep, each played by another machine"),
    "group": Term("points of a sweep that differ in figures alone, and are played together"),
    "engine": Term("what a sweep is computed by: threads, processes, or a Dask cluster"),
    "backend": Term("compiled kernels (numba) or NumPy; the rows are the same"),
    "population of tactics": Term(
        "tactics whose shares grow as they earn more than the mean", "replicator dynamics (Taylor and Jonker 1978)"
    ),
    "structure": Term(
        "one combination of choices of rules, all figures alike", "model structure; structural uncertainty"
    ),
    "side": Term("{a} or {b}, as one plays it"),
    "instructor": Term("who holds a class and sees all pairs"),
}


def model_terms() -> dict[str, Term]:
    """Return the words of the model, those of a scenario file first."""
    return {word: Term(said, IN_THE_FIELD.get(word, "")) for word, said in GLOSSARY.items()} | MORE_WORDS
