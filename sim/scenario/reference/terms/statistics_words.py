"""Words of the statistics: intervals, comparisons, indices, boxes, regret, scores, games."""

from sim.scenario.reference.terms.term import Term

STATISTICS: dict[str, Term] = {
    "95 % interval": Term(
        "where the figure would lie in 95 of 100 samples of other worlds of this model: sampling error alone",
        "confidence interval, here by the percentile bootstrap (Efron and Tibshirani 1993)",
    ),
    "80 % interval": Term(
        "from the value below which a tenth of worlds lie to that above which a tenth do: a spread of worlds"
    ),
    "resample": Term(
        "as many worlds (and points, where they were drawn) taken again with replacement", "bootstrap sample"
    ),
    "half-width": Term("half of an interval: what is written behind ±"),
    "half": Term("an index from the first half of the points; where it differs from the whole, more points are needed"),
    "median": Term("half of the worlds lie below it"),
    "mean": Term("sum over worlds, or over points, by their number"),
    "share": Term(
        "part of a whole, 0 to 1; of an explanation: the part of a difference that one change makes",
        "proportion; Shapley value (Shapley 1953)",
    ),
    "alone": Term("what a change does by itself, all others as they were"),
    "together": Term(
        "what a pair of changes does beyond what each does alone",
        "Shapley-Taylor interaction index (Sundararajan et al. 2020)",
    ),
    "difference": Term("mean over paired worlds of the second less the first"),
    "effect": Term(
        "a difference over the standard deviation of the paired differences", "Cohen's d of pairs (Cohen 1988)"
    ),
    "changed": Term("share of the paired worlds in which the figure differs at all"),
    "raw": Term("deals before the vote less those after it, as they are", "unadjusted difference"),
    "comparable": Term(
        "the same among worlds that might have done either, weighted toward the same means of all draws",
        "propensity score and overlap weights (Li, Morgan and Zaslavsky 2018)",
    ),
    "same worlds": Term(
        "what the same worlds sign before the vote, where signing is free and sure, less what they sign after it"
    ),
    "rank correlation": Term("correlation of ranks: how regularly one rises with the other", "Spearman's rho"),
    "p": Term("how often chance alone would give so much or more", "p-value"),
    "PIT": Term(
        "where what was observed lies among the worlds: from the share below it to the share not above it",
        "probability integral transform (Dawid 1984; of discrete outcomes: Czado et al. 2009)",
    ),
    "log score": Term(
        "logarithm of the probability given to what happened, in nats; 0 is certainty",
        "logarithmic score, strictly proper (Gneiting and Raftery 2007)",
    ),
    "nats": Term("unit of a logarithm to the base e"),
    "quantile": Term("share of offers below a level, and half of those at it"),
    "first order": Term(
        "share of the variance between points that a factor explains alone", "first-order Sobol' index (Sobol' 1993)"
    ),
    "total order": Term(
        "the same with all it does together with others", "total-order Sobol' index (Homma and Saltelli 1996)"
    ),
    "second order": Term("what two factors do together beyond both alone", "second-order Sobol' index"),
    "mean absolute effect": Term(
        "mean size of what a step of one factor does", "Morris's mu* (Campolongo et al. 2007)"
    ),
    "mean effect": Term("the same with its sign", "Morris's mu (Morris 1991)"),
    "spread of effects": Term("how far these differ between places: curvature, or other factors", "Morris's sigma"),
    "delta": Term(
        "how far knowing a factor moves the whole distribution, 0 to 1", "Borgonovo's delta (Borgonovo 2007)"
    ),
    "median distance": Term(
        "how far holding a factor moves the distribution, the median over its values", "PAWN (Pianosi and Wagener 2018)"
    ),
    "largest distance": Term("the same, the largest over its values", "PAWN"),
    "standardised coefficient": Term(
        "slope of a line through all points, in standard deviations of both", "standardised regression coefficient"
    ),
    "R squared": Term("share of the variance that the line explains", "coefficient of determination"),
    "dummy input": Term("a factor that does nothing, to show how large an index chance alone makes"),
    "shrinks it by": Term(
        "how much narrower the 80 % interval is on average once the factor is known",
        "expected value of partial information, on an interval",
    ),
    "if all were normal": Term("the same if outcome and factors were normally distributed"),
    "width left": Term("the width of the interval that remains"),
    "coverage": Term(
        "share of the cases of interest that lie in a box", "coverage, or recall (Bryant and Lempert 2010)"
    ),
    "density": Term(
        "share of the cases in a box that are of interest", "density, or precision (Bryant and Lempert 2010)"
    ),
    "mass": Term("share of all cases that lie in a box", "support, or mass, of a box (Friedman and Fisher 1999)"),
    "density without": Term("density of the box if this limit is lifted"),
    "quasi-p": Term(
        "how often chance would give the density of the box if this limit did nothing",
        "quasi-p-value (Bryant and Lempert 2010)",
    ),
    "resampled p": Term("share of resamples, of points and worlds, in which this limit does not raise the density"),
    "reproduced": Term(
        "in how many resamples a box of the same coverage, or density, limits this factor",
        "reproducibility statistic (Bryant and Lempert 2010)",
    ),
    "optimism": Term(
        "what the density may lose on new points and worlds, since the box was sought on these",
        "optimism (Efron and Tibshirani 1993, section 17.6)",
    ),
    "box": Term(
        "a region of the swept factors: a low and a high end for each that is limited",
        "PRIM box (Friedman and Fisher 1999)",
    ),
    "limit": Term("one side of a box"),
    "case": Term("one world at one point of a sweep"),
    "case of interest": Term("one in which what was asked for happens"),
    "regret": Term("what the best choice at a point brings there less what this one does", "regret (Savage 1951)"),
    "expected": Term("mean over the points, all alike", "Laplace's criterion"),
    "worst": Term("mean over worlds at the worst point", "maximin (Wald 1950)"),
    "largest": Term("largest regret over the points", "minimax regret (Savage 1951)"),
    "reaches it": Term("share of points whose mean is so much or more", "satisficing; domain criterion (Starr)"),
    "equilibrium": Term("no side gains by another tactic of its own alone", "Nash equilibrium"),
    "at rest": Term("shares of a population that no longer move", "rest point of the replicator dynamics"),
    "holds": Term("the interval of the difference lies on the side that theory expects"),
    "opposite": Term("it lies on the other side"),
    "open": Term("the interval holds 0: nothing can be said"),
    "few": Term(
        "fewer than 30 worlds compared, or fewer than 6 that differ; of a box: fewer than 30 cases of interest"
    ),
    "survives": Term("share of structures in which a result holds"),
}
