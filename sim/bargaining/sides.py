"""The two sides of a negotiation, side 0 and side 1, whatever the parties are called that sit there."""

SIDES = ("party_a", "party_b")
