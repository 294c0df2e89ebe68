"""What a scenario says of its governments, votes and assemblies that is legal and yet rarely meant."""

from collections.abc import Iterator

from sim.scenario.schema.parties import AssemblyPart, ElectionPart, GovernmentPart, PartyPart
from sim.scenario.schema.scenario import Scenario

FEWEST_PERCENT = 2  # below which poll shares in percent can hardly add up


def odd_politics(spec: Scenario) -> Iterator[str]:
    """Yield a sentence on each such thing."""
    for key in spec.keys:
        part, election, assembly = spec.part_of(key), spec.election_of(key), spec.assembly_of(key)
        yield from unbound_governments(key, part, votes=election is not None or part.vote is not None)
        yield from vote_without_cost(key, part)
        if election is not None:
            yield from shares_of_one(key, election)
        if assembly is not None:
            yield from unreachable_majority(key, assembly)


def unbound_governments(key: str, part: PartyPart, votes: bool) -> Iterator[str]:
    """Yield of each government whether its audience cost has no effect, and whether opinions of it exceed all."""
    for name, held in part.governments.items():
        here = f"{key}.governments.{name}"
        if held.audience_cost is not None and held.opinion is None:
            yield f"{here}.audience_cost has no effect without `opinion`, which says how many are against a signature"
        elif held.audience_cost is not None and not votes:
            yield f"{here}.audience_cost has no effect without a vote to come: state `{key}.vote`, or an election"
        yield from opinions_above_one(here, held)


def opinions_above_one(here: str, held: GovernmentPart) -> Iterator[str]:
    """Yield whether those against a signature and those in favour are more than all."""
    opinion = held.opinion
    if opinion is not None and opinion.against.central + opinion.in_favour.central > 1:
        yield f"{here}.opinion: against and in_favour are shares of the public, and add up to more than 1"


def vote_without_cost(key: str, part: PartyPart) -> Iterator[str]:
    """Yield whether a vote binds nobody."""
    if part.vote is not None and not any(held.audience_cost is not None for held in part.governments.values()):
        yield f"{key}.vote has no effect without a government with `audience_cost` and `opinion`"


def shares_of_one(key: str, election: ElectionPart) -> Iterator[str]:
    """Yield whether poll shares read as parts of 1, where they are percent."""
    shares = election.polls.shares.values() if election.polls else ()
    if shares and sum(shares) < FEWEST_PERCENT:
        yield f"the poll shares of {key}'s election add up to {sum(shares):g} percent: write 46.6, not 0.466"


def unreachable_majority(key: str, assembly: AssemblyPart) -> Iterator[str]:
    """Yield whether all seats that are stated together are no majority."""
    seats = sum(assembly.seats.values())
    if 0 < seats < assembly.majority:  # none is said where no government ever has one
        yield f"the majority of {key}'s assembly, {assembly.majority}, is more than the {seats} seats that are stated"
