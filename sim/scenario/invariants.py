"""What must hold in every world of every run, by name; see `sim.model.invariants`."""

RULES: dict[str, str] = {
    "finite": "values, demands, floors, prices and sales of a live world are finite, and so is what waiting brought",
    "clock": "a world is live, awaits its vote or is closed; talks end by their deadline; it moves as often as may be",
    "closed": "a closed world is never written again, unless its deal is voided",
    "shares": "polls, chances of winning, and market shares with those who do not buy sum to one",
    "authority": "who signs may: the talks are live, their deadline has not passed, the government has been formed",
    "grid": "a signed package is on the grid: a level of each issue on the table, all others as without a deal",
    "floor": "a signed package is worth at least no deal to both sides, and what each may sign for",
    "components": "a signed package is worth the sum of its flows times weights, with precedent and red lines",
    "duty": "duty at entry is the rate in force times the customs value of what enters, lot by lot",
    "lots": "duty paid is duty expensed and duty on what is in stock, refunds apart",
    "money": "what buyers pay is cost, profit and duty: what one pays another gets",
    "treasury": "duty by carmakers' accounts is what was taken day by day, less refunds; support is what Seoul paid",
}
