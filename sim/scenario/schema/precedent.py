"""What other partners' deals do to this one, and whether deals are kept."""

import datetime as dt

from pydantic import ValidationInfo, field_validator

from sim.scenario.schema.block import Block, amount, number_text, plain
from sim.scenario.schema.calendar import LONGEST
from sim.scenario.schema.fields import KnownBy, Source
from sim.scenario.schema.quantity import LENIENT, Quantity, faults_error


class TariffPrecedent(Block):
    """Contagion and parity on one tariff."""

    before: Quantity = amount(
        "{a_adj} loss per point below the believed rate, before any peer deal", "bn USD a year a point", 0
    )
    after: Quantity = amount("{a_adj} loss per point below a peer's rate", "bn USD a year a point", 0)
    parity: Quantity | None = amount(
        "{b_adj} loss per point above a peer's rate", "bn USD a year a point", 0, default=None
    )


class PricePrecedent(Block):
    """A peer's pledge sets what is expected of {b}."""

    issue: str = plain("issue that holds the pledge")
    loss: Quantity = amount("{a_adj} loss per bn below the expected pledge", "bn USD a year per bn", 0)
    share: Quantity = amount("expected pledge as a share of the peer's; above 1 with a range", "share", 0)

    @field_validator("share")
    @classmethod
    def is_meant(cls, held: Quantity, info: ValidationInfo) -> Quantity:
        """Refuse more than the peer's pledge where no range says that it is meant."""
        most, limit = held.span[1], 1.0 if held.range is None else held.range[1]
        if held.prior is not None and held.prior.span[1] > limit and info.context != LENIENT:
            rule = f"must be at most {number_text(limit)}; found {number_text(held.prior.span[1])}"
            raise faults_error([(("prior",), rule)])
        if most > 1 and held.range is None and info.context != LENIENT:
            rule = f"must be at most 1; found {number_text(most)}. It is a share: {number_text(most)} percent is "
            meant = f"If it is meant, state a range beside it: range: [0, {number_text(most)}]"
            raise faults_error([((), f"{rule}{number_text(most / 100)}. {meant}")])
        return held


class PrecedentPart(Block):
    """What other partners' deals do to this one."""

    believed_rate: Quantity | None = amount(
        "rate that others are believed to get until one does; asked for by `tariffs`", "percent", 0, 100, default=None
    )
    tariffs: dict[str, TariffPrecedent] = plain("contagion and parity, by the issue that holds the tariff", default={})
    price: PricePrecedent | None = plain("what a peer's pledge makes of this one, if anything", default=None)
    source: Source = None
    known_by: KnownBy = None

    @property
    def issues(self) -> list[str]:
        """The issues on which others' deals count."""
        return [*self.tariffs, *([self.price.issue] if self.price else [])]


class EnforcementPart(Block):
    """Whether deals are kept: by what each side gives and gets, until the reporting horizon."""

    until: dt.date = plain("the reporting horizon: deals are looked at until this day")
    every: int = plain("days between two looks, from the opening of the talks", "days", ge=1, le=LONGEST)
    impatience: dict[str, Quantity] = amount("rate at which each party discounts", "share a year", 0)
    answer: dict[str, Quantity] = amount("days until a breach by each party is answered", "days", 0)
    breach: Quantity = amount(
        "chance, at a look, that a party breaks a deal which it would gain by breaking", "share", 0, 1
    )
    source: Source = None
    known_by: KnownBy = None
