"""The two sides of a negotiation: side 0 and side 1, as in columns, keys of scenarios and names of draws."""

SIDES = ("us", "korea")
