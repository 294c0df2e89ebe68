"""The parts of a scenario that say with whom else party A talks at the same time, over what."""

import datetime as dt

from sim.scenario.schema.block import amount, plain
from sim.scenario.schema.car_market import REGIONS
from sim.scenario.schema.fields import Name
from sim.scenario.schema.issues import IssuePart
from sim.scenario.schema.parties import Party
from sim.scenario.schema.quantity import Quantity


class PartnerPart(Party):
    """Another partner whose talks with {a} are played beside {b}'s; its deal is an event of its day."""

    talks: dt.date = plain("the day its talks open; deadline, meetings and proposer are those of {b}'s talks")
    issues: dict[Name, IssuePart] = plain(
        "its agenda, in order: issues of the same names as {b}'s, with levels and flows of its own", min_length=1
    )
    regions: list[REGIONS] = plain("whose cars pay the car tariff it signs; asked for by `market`", default=[])
    attention: Quantity = amount(
        "chance that {a} receives {b} where both are due; the other meeting is put off by a day", "share", 0, 1
    )
    contagion: Quantity = amount("its precedent to {a} per point, as a multiple of {b}'s", "ratio", 0)
    pledge_scale: Quantity | None = amount(
        "what a bn of its pledge counts as a precedent for others; without it 1",
        "ratio",
        0,
        strict=True,
        default=None,
    )


class NeighbourPart(PartnerPart):
    """A partner that stands alone, with its name: the short form of `partners` with one entry."""

    name: Name = plain("its name, which begins its columns of results")
