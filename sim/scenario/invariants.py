"""What must hold in every world of every run, by name; see `sim.model.invariants`."""

from dataclasses import dataclass

WEEKLY = "every seventh day and at last"
SIGNED = "at every signature, before it is entered"
BILLIONTH = "1e-9 of the figure, or of 1 bn USD"


@dataclass(frozen=True)
class Invariant:
    """A rule that must hold: what it says, when it is looked at, and by how much figures may differ."""

    says: str
    looked_at: str
    tolerance: str = "none"


RULES: dict[str, Invariant] = {
    "finite": Invariant(
        "values, demands, floors, prices and sales of a live world are finite, and so is what waiting brought",
        "demands and floors at every meeting of {b}'s; the others every seventh day",
    ),
    "clock": Invariant(
        "a world is live, awaits its vote or is closed; talks end by their deadline; it moves as often as may be",
        "every day while any world is live, then every seventh",
    ),
    "closed": Invariant(
        "a closed world is never written again, unless its deal is voided",
        "every 28th day and at last: dates, terms, votes, waiting, offers",
    ),
    "shares": Invariant(
        "polls, chances of winning, and market shares with those who do not buy sum to one",
        WEEKLY,
        "1e-6 of polls and chances, 1e-9 of the market",
    ),
    "authority": Invariant(
        "who signs may: the talks are live, their deadline has not passed, the government has been formed", SIGNED
    ),
    "grid": Invariant(
        "a signed package is on the grid: a level of each issue on the table, all others as without a deal", SIGNED
    ),
    "floor": Invariant(
        "a signed package is worth at least no deal to both sides, and what each may sign for", SIGNED, "2e-9"
    ),
    "components": Invariant(
        "a signed package is worth the sum of its flows times weights, with precedent and red lines", SIGNED, "2e-9"
    ),
    "duty": Invariant(
        "duty on {b_adj} cars at entry is the rate in force times their customs value times what enters",
        "every seventh day of the accounts",
        BILLIONTH,
    ),
    "lots": Invariant(
        "duty paid is duty expensed and duty on what is in stock, lot by lot, refunds apart",
        "on the accounts' last day",
        BILLIONTH,
    ),
    "money": Invariant(
        "what buyers pay is cost, profit and duty: what one pays another gets",
        "every seventh day of the accounts",
        BILLIONTH,
    ),
    "treasury": Invariant(
        "duty by carmakers' accounts is what was taken day by day, less refunds; support is what Seoul paid",
        "added up every day, compared on the accounts' last",
        BILLIONTH,
    ),
}
