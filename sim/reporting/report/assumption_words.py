"""What reports say of assumptions: columns, units, how a figure is drawn, and which are the main ones."""

ASSUMPTION_COLUMNS = ("Path", "Figure", "Unit", "Range", "Note and source")
MAIN_COLUMNS = ("Assumption", "Set to", "Unit", "Range", "Path")
ASSUMPTION_NOTE = (
    "{count} quantities; a distribution is drawn once in every world, a range is how far a figure may be set"
)
SHAPE_WORDS = {  # in the brief; {0} is the middle, {1} and {2} the ends
    "value": "{0}",
    "triangular": "{0} ({1} to {2})",
    "uniform": "{1} to {2}",
    "normal": "{0} (80 %: {1} to {2})",
    "lognormal": "{0} (80 %: {1} to {2})",
}
PARAMETER_WORDS = {  # in the appendix, with all parameters
    "triangular": "triangular: least {0}, likeliest {1}, largest {2}",
    "uniform": "uniform: {0} to {1}",
    "normal": "normal: mean {0}, standard deviation {1}",
    "lognormal": "lognormal: median {0}, standard deviation of the logarithm {1}",
}
UNIT_WORDS = {"log odds": "log odds*", "ratio": "beta†"}  # in the brief, where a note explains them
ODDS_NOTE = "* Log odds of {given} are a chance of {chance}, of 0 of 50 %, of 1 of 73 %; more is likelier."
MOVED_NOTE = (
    "* Log odds x are a chance of 1/(1 + e^-x). At each deadline x is {given}, plus {closeness} times how near the "
    "offers have come (0: as far apart as at first, 1: they meet), less {repeat} for each time it was moved "
    "before (both assumed){both}: {chances}."
)
MOVED_BY_BOTH = "; both parties have to want it, each by a draw of its own"
MOVED_CHANCE = "{low} to {high} {place}"
MOVED_PLACES = ("the first time", "the second", "the third")
PACE_NOTE = (
    "† Beta: once a share t of the time to {end}, as a party expects it, is gone, it has given t^(1/beta) of "
    "the way from its first demand to no gain over no deal: at half time {share} of it with {given}, 50 % with 1."
)
HONOUR_NOTE = (
    "‡ The winner keeps a deal with a chance of 1/(1 + e^-x), x its gain divided by the spread: 50 % where it gains "
    "nothing, and where it gains 1 bn USD a year {chances}."
)
ASSEMBLY_NOTE = (
    "The assembly passes a deal with a chance of the same form, at a spread of {scale} (assumed): by the gain over "
    "no deal, bn USD a year, to the government if its party has a majority there, else to the member whose vote "
    "decides."
)
HONOUR_CHANCE = "with {chance} at a spread of {scale}"
OTHER_PACE = "† Below 1 a party gives ground late, above 1 early."
MAIN = {  # dotted path -> what it is; those of a scenario that has them are in the brief
    "party_a.tactic.timed.beta": "pace of {a_adj} concessions (1: even, below 1: late)",
    "party_b.tactic.timed.beta": "pace of {b}'s concessions{under} (1: even, below 1: late)",
    "party_b.governments.FOLLOWING.tactic.timed.beta": "the same under FOLLOWING",
    "no_deal.party_a": "what no deal is worth to {a}",
    "no_deal.party_b": "what no deal is worth to {b}",
    "audience_cost": "",  # of each party that answers to its public, where this stands
    "party_b.governments.FOLLOWING.formation_days": "days from the vote until FOLLOWING's government can sign",
    "election.honour.mandates.scale": (
        "spread‡ of the winner's choice to keep a deal (near 0: it keeps any by which it gains)"
    ),
    "party_a.weights.domestic_profit": "what a bn of its carmakers' profit counts to {a}",
    "party_b.weights.exporters_profit": "what a bn of its carmakers' profit counts to {b}",
    "issues.auto_tariff.flows.car_market.pass_through": "part of the way that car prices go to a deal's equilibrium",
    "precedent.believed_rate": (
        "tariff, one for {tariffs}, that {a} believes other countries will get until one has a deal"
    ),
    "deadline.common": "log odds of moving the deadline, offers aside",
    "deadline.after_lapse.go_on": "chance that talks go on once {the_pause} has lapsed",
}
UNDER = " under {in_office}"  # behind the pace of a party that has governments
AGAINST = ", times the share against it§ ({share})"
COST_OF_SIGNING = "cost of signing before the vote: gain over no deal that {party} needs{against}"
AGAINST_NOTE = (
    "§ Share against it{whose}, in percent: {source}; only the share against counts here. At a cost of {cost}{also} "
    "the gain needed is {cost} x {share}{less} = {need}."
)
NOTE_OF_PARTY = " in {party}"
AMBITION = (" - {own}", ", with {own} that the government itself gains by signing (assumed),")
EVENT_CHANCE = "events[{}].probability"
FIRST_EVENT = "chance of this event: {name}"

ASSUMED = (
    "The figures under “Set to” are all assumed, not measured. A single figure is the same in all worlds; others "
    "are drawn anew in each: with “80 %”, half below the first figure and 80 % between those in brackets; with "
    "other brackets, always between these, most often near the first; of “a to b” all are as likely. Range: how "
    "far it may be set, by the scenario's author, assumed too. Path: its place in the scenario, for `--set` ([0]: "
    "the first of a list). The appendix gives every figure its source or reason."
)
