"""How a result was made and how it is repeated, from its manifest."""

from collections.abc import Mapping, Sequence
from typing import Any

from sim.reporting.report.parts import command, facts, plain_text
from sim.reporting.report.words import HASHED, PRIORS, WHERE_SHORT, WORDS

Manifest = Mapping[str, Any]
PACKAGES = ("python", "mesa", "numpy", "scipy", "pyarrow")


def provenance_html(
    manifest: Manifest, played: str, scenarios: Mapping[str, str], more: Sequence[tuple[str, str]]
) -> str:
    """Return how a result was made.

    played     what was played, in words: worlds, seed, engine
    scenarios  names of the scenarios with the SHA-256 of each, "" where it is not known
    more       names and commands that lead on: how to repeat it, where its numbers and rows are
    """
    count = len(manifest.get("replaced", ()))
    told = [
        ("made", command(str(manifest.get("command", "")))),
        ("program", plain_text(program_text(manifest))),
        ("played", plain_text(played)),
        ("scenario", scenarios_text(scenarios)),
        ("priors", plain_text(PRIORS.format(count=count)) if count else ""),
    ]
    commands = [(name, command(text)) for name, text in more]
    return facts([*((WORDS[name], text) for name, text in told), *commands, (WORDS["where"], plain_text(WHERE_SHORT))])


def program_text(manifest: Manifest) -> str:
    """Return the versions that decide the numbers, and the commit where it is known."""
    versions = manifest.get("versions", {})
    commit = manifest.get("commit", {}).get("id")
    packages = ", ".join(f"{name} {versions[name]}" for name in PACKAGES if name in versions)
    said = f"ninety-days {versions.get('ninety-days', '')}"
    said += f", commit {commit[:12]}" if commit else ""
    return f"{said}; {packages}" if packages else said


def scenario_text(name: str, sha: str) -> str:
    """Return a scenario's name, and the hash of what was played."""
    return plain_text(name) + (f", {WORDS['hash']} {command(sha)}" if sha else "")


def scenarios_text(scenarios: Mapping[str, str]) -> str:
    """Return the scenarios with their hashes, and of what these are."""
    told = "; ".join(scenario_text(*held) for held in scenarios.items())
    return f"{told} {plain_text(HASHED)}" if any(scenarios.values()) else told


def engine_text(manifest: Manifest) -> str:
    """Return what computed it: the engine and the processor's arithmetic."""
    machine = manifest.get("machine", {})
    return f"computed with {machine['backend']}" if "backend" in machine else ""
