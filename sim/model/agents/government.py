"""Party B's government: its mandate, its fear of a peer's better tariff, and what carmakers' pressure makes of it."""

from collections.abc import Mapping, Sequence

from sim.core.worlds import Array
from sim.model.agents.executive import Executive
from sim.model.agents.mandate_tables import LossByIssue, TablePair
from sim.model.precedent import PeerDeals, parity, write_partner_table


class Government(Executive):
    """Holds party B's tables, which are the same signed and standing.

    reliefs   what pressure enlarges, (worlds, levels), one for each of `names`; `relief`, that of whoever governs
    fiscal    (worlds,)   weight on the budget of whoever governs
    """

    party, luck = "party_b", ""

    reliefs: list[Array]
    relief: Array
    fiscal: Array

    @property
    def own(self) -> Array:
        """The table of whoever governs, (worlds, issues, levels), signed or not."""
        return self.signed

    def room(self, governments: int) -> list[TablePair]:
        """Return room for the tables of some governments."""
        return [(table, table) for table in (self.values.empty_table() for _ in range(governments))]

    def losses(self, peers: PeerDeals) -> tuple[LossByIssue, LossByIssue]:
        """Return what a peer's better tariff costs, which everybody knows."""
        loss = parity(self.values, self.setting.drawn.precedent, peers)
        return loss, loss

    def write_tables(
        self, pair: TablePair, weights: Mapping[str, Array], loss: LossByIssue, places: Sequence[int]
    ) -> None:
        """Write what a mandate makes of flows and of a peer's better tariff in the rows of some issues."""
        write_partner_table(pair[1], self.values, weights, loss, places)

    def pick_tables(self) -> None:
        """Pick the tables of whoever governs in each world, and the weights that pressure and support have with it."""
        super().pick_tables()
        self.relief, self.fiscal = self.pick(self.reliefs), self.weight("fiscal")

    def update_tables(self, peers: PeerDeals, places: Sequence[int] | None = None) -> None:
        """Compute every government's tables anew from flows, weights and precedent, and what pressure enlarges."""
        self.reliefs = [self.values.relief(self.mandate_weights(holder.multiples)) for holder in self.holders]
        super().update_tables(peers, places)
