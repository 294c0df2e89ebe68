"""The runs behind a comparison: how their rows are made, how one world of them is looked at, in what they differ."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.analysis.compare import ComparedRun
from sim.reporting.report import comparison_words as said
from sim.reporting.report.baseline_words import differences_table, differences_text
from sim.reporting.report.parts import command, facts, paragraph, plain_text
from sim.reporting.report.provenance import Manifest
from sim.reporting.report.scenario_words import scenario_html
from sim.scenario.differences import differences_from


@dataclass(frozen=True)
class SideSource:
    """Where a run comes from: its file, what was set in it, and its folder where it was saved before (else None)."""

    file: str
    settings: Sequence[str] = ()
    folder: str | None = None

    def rows(self, worlds: int, first: int, seed: int) -> str:
        """Return the command, or the file, that gives its rows."""
        if self.folder is not None:
            return f"sim export {shlex.quote(self.folder)} --csv"
        start = f" --first {first}" if first else ""
        return f"{self.play} --worlds {worlds}{start} --seed {seed}"

    def world(self, seed: int) -> str:
        """Return the command that shows world N."""
        return f"{self.play} --first N --worlds 1 --seed {seed} --story"

    @property
    def play(self) -> str:
        """The command without its size."""
        held = [word for setting in self.settings for word in ("--set", setting)]
        return shlex.join(["sim", "run", self.file, *held])


def side_rows(sides: Sequence[ComparedRun], sources: Sequence[SideSource]) -> Iterator[tuple[str, str]]:
    """Yield the command that gives the rows of each run."""
    for side, source in zip(sides, sources, strict=True):
        first = side.table.column("world")[0].as_py() if side.table.num_rows else 0
        yield said.SIDE_ROWS.format(name=side.name), source.rows(side.table.num_rows, first, side.seed)


def side_facts(sides: Sequence[ComparedRun], sources: Sequence[SideSource]) -> Iterator[tuple[str, str]]:
    """Yield the commands that give the rows of each run, and one world of it."""
    for side, source, rows in zip(sides, sources, side_rows(sides, sources), strict=True):
        yield rows
        yield said.SIDE_WORLD.format(name=side.name), source.world(side.seed)


def side_origins(text: str, sides: Sequence[ComparedRun], sources: Sequence[SideSource]) -> str:
    """Return what is said of where rows come from and go, and the commands."""
    return paragraph(text) + facts((name, command(held)) for name, held in side_facts(sides, sources))


def sides_html(sides: Sequence[ComparedRun]) -> str:
    """Return the reference in words, and in what each other run differs from it."""
    others = facts((side.name, plain_text(difference_sentence(sides[0], side))) for side in sides[1:])
    return scenario_html(sides[0].scenario, sides[0].data) + others


def difference_sentence(reference: ComparedRun, other: ComparedRun) -> str:
    """Return in what a run differs from the reference, the first few by name; nothing where data are not known."""
    if reference.data is None or other.data is None:
        return ""
    found = differences_from(reference.data, other.data)
    if not found:
        return said.SAME_SCENARIO.format(reference=reference.name)
    return said.DIFFERS.format(reference=reference.name) + differences_text(found) + "."


def sides_differences(sides: Sequence[ComparedRun]) -> str:
    """Return the tables of all that differs from the reference."""
    pairs = [(sides[0], side) for side in sides[1:]]
    return "\n".join(
        f"<h4>{plain_text(other.name)}</h4>\n"
        + differences_table(differences_from(one.data, other.data), (other.name, one.name))
        for one, other in pairs
        if one.data is not None and other.data is not None
    )


def side_hashes(sides: Sequence[ComparedRun], manifest: Manifest) -> dict[str, str]:
    """Return the SHA-256 of each scenario that has one, by its name; of none, the names alone."""
    known = {name: str(sha) for name, sha in manifest.get("scenario_sha256", {}).items()}
    return known or {side.name: "" for side in sides}
