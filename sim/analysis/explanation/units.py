"""What is changed from one scenario to another as one: a setting, those the user groups, or those that need each other.

A change that is no scenario without another, as one of an event that only the other scenario has, is joined with the
fewest others with which it is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from sim.analysis.explanation.settings import ChangedSetting, played_part, with_settings, with_sources
from sim.core.errors import UserError
from sim.scenario.faults import path_text
from sim.scenario.loading import LoadedScenario, find_faults
from sim.scenario.schema.scenario import Scenario

GROUPED = "grouped by the user"
TOLD = 8  # settings named in a message


@dataclass(frozen=True)
class ChangeUnit:
    """Settings that are changed together, and why they are, where there are several."""

    settings: tuple[ChangedSetting, ...]
    reason: str = ""

    @property
    def name(self) -> str:
        """The paths of its settings."""
        return " + ".join(setting.name for setting in self.settings)


def group_settings(settings: Sequence[ChangedSetting], groups: Sequence[str]) -> list[ChangeUnit]:
    """Return the units of some settings; a group is paths with commas between, each with all that stands below it."""
    left, units = list(settings), list[ChangeUnit]()
    for group in groups:
        paths = [path.strip() for path in group.split(",")]
        for path in paths:
            if not any(is_below(setting, path) for setting in left):
                differ = ", ".join(setting.name for setting in settings[:TOLD])
                raise UserError(f"--group {group}: nothing that differs is at {path}, or it is in two groups: {differ}")
        chosen = [setting for setting in left if any(is_below(setting, path) for path in paths)]
        units.append(ChangeUnit(tuple(chosen), GROUPED))
        left = [setting for setting in left if setting not in chosen]
    units += [ChangeUnit((setting,)) for setting in left]
    return sorted(units, key=lambda unit: settings.index(unit.settings[0]))


def is_below(setting: ChangedSetting, path: str) -> bool:
    """Whether a setting stands at a path or below it."""
    return setting.name == path or setting.name.startswith((f"{path}.", f"{path}["))


@dataclass(frozen=True)
class ScenarioPair:
    """The two scenarios that are held against each other."""

    one: LoadedScenario
    other: LoadedScenario

    def mix(self, units: Sequence[ChangeUnit], subset: int) -> LoadedScenario | str:
        """Return the first scenario with a subset of the changes made, or what is wrong with it."""
        if subset == 0:
            return self.one
        if subset == 2 ** len(units) - 1:
            return self.other
        made = [setting for k, unit in enumerate(units) if subset >> k & 1 for setting in unit.settings]
        start, like = played_part(self.one.data), played_part(self.other.data)
        data = with_settings(with_sources(start, like), made, like)
        parts, found = find_faults(data)
        if found:
            path, message = found[0]
            return f"{path_text(path)}: {message.split('. ')[0]}"
        return LoadedScenario(Scenario(**parts), data, self.one.name)


Subsets = Callable[[int], Iterable[int]]  # of so many changes, those subsets that are to be played


def find_sound_units(
    pair: ScenarioPair, units: Sequence[ChangeUnit], subsets: Subsets
) -> tuple[list[ChangeUnit], dict[int, LoadedScenario]]:
    """Return units of which every subset that is asked for is a scenario, and these by their numbers."""
    found: dict[int, LoadedScenario] = {}
    for subset in sorted(subsets(len(units)), key=int.bit_count):
        mixed = pair.mix(units, subset)
        if isinstance(mixed, str):
            return find_sound_units(pair, join_units(pair, units, subset, mixed), subsets)
        found[subset] = mixed
    return list(units), found


def join_units(pair: ScenarioPair, units: Sequence[ChangeUnit], subset: int, fault: str) -> list[ChangeUnit]:
    """Return the units with those of a faulty subset made one, together with the fewest others that mend it."""
    mended = smallest_sound_superset(pair, units, subset)
    inside = [unit for k, unit in enumerate(units) if mended >> k & 1]
    first = units.index(inside[0])
    partial = " + ".join(unit.name for k, unit in enumerate(units) if subset >> k & 1)
    joined = ChangeUnit(
        tuple(setting for unit in inside for setting in unit.settings), f"{partial} alone is no scenario: {fault}"
    )
    left = [unit for unit in units if unit not in inside]
    return [*(u for u in left if units.index(u) < first), joined, *(u for u in left if units.index(u) > first)]


def smallest_sound_superset(pair: ScenarioPair, units: Sequence[ChangeUnit], subset: int) -> int:
    """Return the subset with the fewest further changes that is a scenario; all changes are one."""
    others = [1 << k for k in range(len(units)) if not subset >> k & 1]
    for further in range(1, len(others)):
        for chosen in combinations(others, further):
            if isinstance(pair.mix(units, subset | sum(chosen)), LoadedScenario):
                return subset | sum(chosen)
    return int(2 ** len(units) - 1)
