"""The cars of a market: what was sold in a year without new tariffs, line by line.

A line is a brand built in a region.  Units are thousand vehicles a year, prices thousand USD, so
that their product is mn USD a year.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.core.backend import has_kernel
from sim.core.stream_names import usual_names
from sim.core.worlds import Array, Flags, Whole, contiguous_columns

HOME, PARTNER = usual_names()[
    "regions"
]  # of the first scenario: whose cars pay no duty; on whose cars it is negotiated


@dataclass(frozen=True, eq=False)
class Products:
    """The lines of a market; tuples of names and arrays of shape (lines,).

    nests: None puts all cars into one nest, beside the choice not to buy.
    """

    brand: tuple[str, ...]  # the name on the car
    firm: tuple[str, ...]  # who sets the price
    region: tuple[str, ...]  # where it is built
    units: Array  # thousand a year
    price: Array  # thousand USD
    customs_share: Array  # customs value over price
    base_rate: Array  # duty already in the price, share of customs value
    nests: tuple[int, ...] | None = None
    home: str = HOME  # region whose cars pay no duty
    partner: str = PARTNER  # region on whose cars the tariff is negotiated

    @cached_property
    def partner_built(self) -> Flags:
        """Which lines are built where the tariff is negotiated, (lines,)."""
        return self.built_in(self.partner)

    @cached_property
    def home_built(self) -> Flags:
        """Which lines are built at home, (lines,)."""
        return self.built_in(self.home)

    def __post_init__(self) -> None:
        twice = {line for line in self.lines if self.lines.count(line) > 1}
        if twice:
            brand, region = min(twice)
            raise ValueError(f"two lines are {brand} built in {region}: add them up")

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Brand and region of each line."""
        return list(zip(self.brand, self.region, strict=True))

    @cached_property
    def customs_value(self) -> Array:
        """What duty falls on, thousand USD a car, (lines,)."""
        return self.customs_share * self.price

    @cached_property
    def nest_units(self) -> Array:
        """Units of each nest, thousand a year, (nests,)."""
        return sum_by_label(self.units, self.groups.nest_of_line)

    @cached_property
    def inside(self) -> Array:
        """Share of each line in its nest, (lines,)."""
        return np.asarray(self.units / self.nest_units[self.groups.nest_of_line])

    def built_in(self, region: str) -> Flags:
        """Return which lines are built in a region, (lines,)."""
        return np.array([held == region for held in self.region])

    def of_firms(self, *firms: str) -> Flags:
        """Return which lines some firms price, (lines,)."""
        return np.array([firm in firms for firm in self.firm])

    def place_of(self, brand: str, region: str) -> int:
        """Return the place of a line; ValueError if there is none."""
        try:
            return self.lines.index((brand, region))
        except ValueError:
            raise ValueError(f"no cars of the brand {brand} are built in {region}") from None

    @cached_property
    def groups(self) -> "MarkupGroups":
        """The lines of one firm in one nest, which share one markup."""
        return MarkupGroups.of(self)


@dataclass(frozen=True, eq=False)
class MarkupGroups:
    """Lines sorted into groups, one for each firm and nest, by nest; and groups by firm.

    of_line (lines,)   group of each line        nest (groups,), firm (groups,)   of each group
    """

    of_line: Whole
    nest: Whole
    firm: Whole

    @classmethod
    def of(cls, products: Products) -> "MarkupGroups":
        """Return the groups of some products."""
        nests = products.nests or (0,) * len(products.firm)
        pairs = sorted(set(zip(nests, products.firm, strict=True)))
        firms, numbers = sorted({firm for _, firm in pairs}), sorted(set(nests))
        return cls(
            of_line=np.array([pairs.index(pair) for pair in zip(nests, products.firm, strict=True)]),
            nest=np.array([numbers.index(nest) for nest, _ in pairs]),
            firm=np.array([firms.index(firm) for _, firm in pairs]),
        )

    @cached_property
    def one_nest_per_firm(self) -> bool:
        """Whether every firm has its cars in one nest."""
        return in_order(np.sort(self.firm), int(self.firm.max()) + 1)

    @cached_property
    def nest_of_line(self) -> Whole:
        """Nest of each line, (lines,)."""
        return self.nest[self.of_line]

    def sum_by_group(self, values: Array) -> Array:
        """Return sums of a value of each line by group, (..., groups)."""
        return sum_by_label(values, self.of_line)

    def sum_by_nest(self, values: Array) -> Array:
        """Return sums of a value of each group by nest, (..., nests)."""
        return sum_by_label(values, self.nest)

    def sum_by_firm(self, values: Array) -> Array:
        """Return sums of a value of each group by firm, (..., firms)."""
        return sum_by_label(values, self.firm)


@has_kernel("bertrand")
def sum_by_label(values: Array, label: Whole, labels: int | None = None) -> Array:
    """Return sums over the last axis by label, (..., labels); labels count from 0, to the highest if not stated.

    Entries are added one by one in order, so that a sum is the same however many worlds there are, and lie
    label by label in memory.
    """
    count = int(label.max()) + 1 if labels is None else labels
    if in_order(label, count):
        return values
    entries = values.T
    found = np.zeros((count, *entries.shape[1:]))
    for place, entry in zip(label.tolist(), entries, strict=True):
        found[place] += entry
    return found.T


def by_owner(values: Array, label: Whole) -> Array:
    """Return the value of each label's owner, (..., len(label)), or (..., 1) where all share one."""
    owners = values.shape[-1]
    return values if owners == 1 or in_order(label, owners) else contiguous_columns(values, label)


def in_order(label: Whole, labels: int) -> bool:
    """Return whether labels are 0, 1, 2 ... up to the last, each once."""
    return len(label) == labels and bool((label == np.arange(labels)).all())
