"""What the reports on sweeps and on discoveries in them say."""

# --- the page of a sweep --------------------------------------------------------------------------

SWEEP_KIND = "Report on a sweep: {name}; {points} points of {worlds}, seed {seed}"
SWEEP_ANSWER = (
    "Over {worlds} at {points} points {agreed} end with a deal{interval}; among points it is between {lowest} "
    "and {highest}."
)
SWEEP_COLUMNS = (
    "Measure",
    "Mean",
    "95 % interval",
    "By draws alone",
    "Lowest point",
    "Highest point",
    "Unit",
    "Column",
)
FACTOR_COLUMNS = ("Factor", "Varied over", "Unit", "In the scenario itself")
INDEX_COLUMN = "Factor"
POINT_COLUMNS = ("Point", "Deals (% of worlds)", "Mean day", "Settings")
DESIGN_WORDS = {
    "grid": "grid: every value of a factor with every value of the others",
    "table": "table: points that were listed",
    "one_at_a_time": "one factor at a time, the others as in the scenario",
    "sobol": "Sobol' sequence: points spread evenly over all factors at once",
    "latin_hypercube": "Latin hypercube: each factor in equal strata, combined by chance",
    "random": "random points, drawn evenly",
    "morris": "Morris trajectories: steps of one factor after the other from random starts",
    "fast": "curves of the Fourier amplitude sensitivity test",
}
NOT_FINISHED = "Not finished: {missing} chunks are missing, and numbers are of what is there."
FAILED = "{failed} worlds could not be played, and are left out."
SWEEP_NOTE = (
    "A point is one choice of all factors; at each the same number of worlds is played. Means are over all worlds that "
    "have the figure (terms and values: those with a deal). The 95 % interval is sampling error over points and "
    "random draws; “by draws alone” is half of the interval that is left however many points there are. Too few: fewer "
    "than 30 points that are laid out independently, or sets of random draws. The lowest and the highest point show "
    "how far what is varied moves the mean, random draws included."
)
LUCK_SAME = "All points meet the same {draws} sets: world 7 has the same chance events and figures drawn at each point."
LUCK_OWN = "Each point has random draws of its own."
INDEX_NOTE = (
    "Index “{index}” of the method {method}, with 95 % intervals ({says}). The dummy input is a factor that does "
    "nothing: what it gets is error, and others must be clear of it. Last row: of the variance of a single world, the "
    "share that lies between points; the rest is random draws. The appendix has all indices."
)
DUMMY = "dummy input"
BETWEEN_POINTS = "share of variance between points"
ALL_INDICES = "All indices of the main measures"
NO_INDICES = "No index is given of {measure}: {reason}."
NO_INTERVAL = " (no interval: too few points or sets of random draws)"
POINTS = "Points"
SWEEP_ORIGIN = (
    "Means are in the answer of `sim show {place} --json` under means, by the column named here. `sim export {place} "
    "--csv` writes the rows that they are made of: {files} One world of a point is looked at with its settings, "
    "written out in full so that its row comes out the same (put its number in place of N):"
)
SWEEP_FILES = "a row a point as points.csv, a row a world as rows.csv"
LOWEST, HIGHEST = "Point with fewest deals: {point}{tie}", "Point with most deals: {point}{tie}"
TIES = " (as many at {count} others)"
FIRST_POINTS = "The first {shown} of {count} points; `sim export` writes all."
WORDS_OF_SWEEP = {
    "kind": "Design",
    "points": "Points",
    "luck": "Random draws",
    "left": "Left out",
}

# --- the page of a discovery ----------------------------------------------------------------------

DISCOVERY_KIND = "Report on a discovery in the sweep {name}: {cases} at {points} points"
DISCOVERY_QUESTION = "Where in the sweep {name} does this hold: {condition}?"
DISCOVERY_ANSWER = "Of {cases} {hits} are of interest, {share}: those in which this holds: {condition}{columns}."
CONDITION_COLUMNS = " ({columns})"
BOX_ANSWER = (
    "Where {limits}, {density} of the worlds are of interest{interval}, against {all} over all; {coverage} of all "
    "worlds of interest lie there, in {mass} of all worlds."
)
BOX_INTERVAL = " (95 %: {low} to {high})"
NO_BOX_INTERVAL = (
    "No interval is given: fewer than 30 points, sets of random draws or worlds of interest are there to be drawn "
    "again, so that such a region may be chance."
)
NO_BOX = "No box was found: no cut of a single factor makes the cases of interest denser."
BOX_GROUP = "Box {number}: {limits}"
BOX_NUMBERS = {  # name of a share -> name, meaning
    "coverage": ("coverage", "of all worlds of interest, the part that lies in the box"),
    "density": ("density", "of the worlds in the box, the part that is of interest"),
    "mass": ("mass", "of all worlds, the part that lies in the box"),
}
SHARE_OF = {"coverage": "% of worlds of interest", "density": "% of worlds in the box", "mass": "% of all worlds"}
SHARE_RULES = {
    "coverage": "worlds of interest in the box over all of interest",
    "density": "worlds of interest in the box over all in it",
    "mass": "worlds in the box over all",
}
LIMIT_COLUMNS = ("Limit", "Of", "Unit", "Density without it", "Quasi-p", "Resampled p", "Reproduced")
LIMIT_NOTE = (
    "Density without it: the share of interest in the box if this limit were taken away. Quasi-p: probability of "
    "as many worlds of interest in the box, or more, if the share were that without the limit (binomial; too "
    "small where worlds share a point or draws). Resampled p: share of resamples, of points and draws, in which "
    "the limit does not raise the density. Reproduced: share of resampled searches that limit the same factor, in "
    "the box nearest in coverage and in that nearest in density. Too few: fewer than 30 points, sets of random draws "
    "or worlds of interest to draw again."
)
BOX_LIMITS = (
    "A box says where it happens among the factors that were varied, over the ranges that were set, and not why. Boxes "
    "are sought by many cuts, so that the density of a box is too high by what chance gave it: by "
    "about {optimism} here."
)
NOT_DENSE = (
    "No box is as dense as asked for ({wanted}, `--density`); shown is the one with the most worlds of interest beyond "
    "those that as many worlds have over all."
)
FEW_CASES = "Fewer than 30 worlds are of interest: boxes of so few may be chance."
TREE_COLUMNS = ("Part", "Density", "Coverage", "Mass")
TREE_NOTE = (
    "The same cases cut by a tree (CART), its parts with the densest first, as shares; it should point the same way."
)
DISCOVERY_ORIGIN = (
    "Every number is in discovery.json in {place}. A case is one world of the sweep in {sweep}: its rows are those of "
    "`sim export {sweep} --csv`, with the columns of the condition and a column for each factor. {files} A box that "
    "can be played stands in {place} as a scenario:"
)
SWEEP_COMMAND = "The sweep"
ROWS_HASH = "SHA-256 of the sweep's rows"
BOX_SCENARIO = "Box {number}"
TRAJECTORY_CAPTION = (
    "Each mark is a box on the way of the search, with the number of cuts made so far: to the right more of the worlds "
    "of interest, upwards denser."
)
BOX_CAPTION = "Box {number} over the factors that it limits."
PARALLEL_CAPTION = "All factors beside each other, a line for each point; the limits of the first box are marked."
