"""Scenario discovery: the region of a sweep in which something happens, as boxes and as a tree.

    condition      what is of interest, as text: `not agreed`
    cases          the worlds of a sweep as cases, their factors as inputs
    boxes          a box, what lies in it, coverage, density and mass
    prim           boxes by patient rule induction: peeling and pasting
    trees          a classification tree as a second opinion
    stability      intervals, quasi-p-values and reproducibility, by resampling points and lucks
    discover       all of it, in one call
    box_scenario   a box as a scenario that can be played

Source: B. P. Bryant and R. J. Lempert (2010), "Thinking inside the box: a participatory, computer-assisted
approach to scenario discovery", Technological Forecasting and Social Change 77(1), 34-49.
"""
