"""Who governs the parties of a scenario, votes and ratifies: what follows from its parts."""

from typing import Any

from sim.scenario.schema.parties import AssemblyPart, ElectionPart, PartyPart


class WhoGoverns:
    """Elections, assemblies and governments of a scenario, by party.

    Where results speak of one election, or of governments without saying whose, it is those of `voting_place`.
    """

    @property
    def keys(self) -> tuple[str, str]:
        """The keys of both parties."""
        raise NotImplementedError

    def part_of(self, party: str) -> PartyPart:
        """Return the block of a party, by its key."""
        raise NotImplementedError

    def shared_part(self, name: str, party: str) -> Any:
        """Return the part of a name at the top if it is that of a party, by its key; None if it is not."""
        part = getattr(self, name)
        return part if part is not None and (part.party or self.keys[1]) == party else None

    def assembly_of(self, party: str) -> AssemblyPart | None:
        """Return the assembly that ratifies a party's signatures, by its key; None where none does."""
        return self.part_of(party).assembly or self.shared_part("assembly", party)

    def election_of(self, party: str) -> ElectionPart | None:
        """Return the election of a party's government, by its key; None where none is held."""
        return self.part_of(party).election or self.shared_part("election", party)

    @property
    def elections(self) -> dict[int, ElectionPart]:
        """The elections by the place of the party that holds one, 0 or 1."""
        held = {place: self.election_of(key) for place, key in enumerate(self.keys)}
        return {place: election for place, election in held.items() if election is not None}

    @property
    def assemblies(self) -> list[AssemblyPart]:
        """The assemblies of both parties, of those that have one."""
        return [held for held in map(self.assembly_of, self.keys) if held is not None]

    def election_path(self, place: int) -> str:
        """Return the dotted path at which the election of a party stands, by its place."""
        key = self.keys[place]
        return "election" if self.part_of(key).election is None else f"{key}.election"

    @property
    def main_election(self) -> ElectionPart | None:
        """The election that results speak of where they speak of one: the second party's if it has one."""
        return self.elections.get(self.voting_place)

    @property
    def voting_place(self) -> int:
        """The place of the party of whose governments results speak: the second, unless the first alone votes."""
        if self.elections:
            return max(self.elections)
        first, second = (len(self.part_of(key).governments) for key in self.keys)
        return 0 if first > 1 >= second else 1

    @property
    def voting_part(self) -> PartyPart:
        """The party of whose governments results speak."""
        return self.part_of(self.keys[self.voting_place])

    @property
    def has_governments(self) -> bool:
        """Whether governments of that party are told apart: there are two or more."""
        return len(self.voting_part.governments) > 1
