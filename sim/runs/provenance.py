"""How a result was made: versions, processor, commit, and the hash of what was played."""

import platform
import subprocess
import tomllib
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sim.core.arithmetic import arithmetic_digest
from sim.core.backend import backend_data
from sim.core.processor import processor_features

PROGRAM = "ninety-days"
PACKAGES = ("mesa", "numpy", "scipy", "pyarrow", "pydantic", "pyyaml", "matplotlib")


CHECKOUT = Path(__file__).resolve().parents[2]  # in an installed package, the folder of all packages


def program_version() -> str:
    """Return the version of the program: that of the checkout it stands in, else of the package installed."""
    stated = CHECKOUT / "pyproject.toml"
    if stated.is_file() and (CHECKOUT / "scenarios").is_dir():
        return str(tomllib.loads(stated.read_text(encoding="utf-8"))["project"]["version"])
    return version(PROGRAM)


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text."""
    return sha256(text.encode("utf-8")).hexdigest()


def package_versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that decide the numbers."""
    found = {"python": platform.python_version(), PROGRAM: program_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def machine_data() -> dict[str, Any]:
    """Return what is known of the machine, nothing that names it, and of the backend that worked on it.

    Backends give the same rows: that another one is here is no reason why some should differ.
    """
    return {
        "processor": platform.machine(),
        "features": processor_features(),
        "system": platform.system(),
        "arithmetic": arithmetic_digest(),
        **backend_data(),
    }


def machine_differences(manifest: Mapping[str, Any]) -> list[str]:
    """Return in words why rows made here may differ in their last digits from those of a manifest; none: they may not.

    Versions count to their second number.
    """
    before, now = manifest.get("versions", {}), package_versions()
    told = [
        f"{name} {now[name]} (was {before.get(name)})"
        for name in ("python", "numpy", "scipy")
        if str(before.get(name)).split(".")[:2] != now[name].split(".")[:2]
    ]
    if manifest.get("machine", {}).get("arithmetic") != arithmetic_digest():
        told.append("exp, log, pow or a sum gives other last digits here")
    return told


def program_commit(tree: Path = CHECKOUT) -> dict[str, Any]:
    """Return the commit of the program's own repository, or of another checkout, and whether its tree is clean."""
    if not (tree / ".git").exists():
        return {"id": None, "clean": None}

    words = ("git", "-C", str(tree), "status", "--porcelain=v2", "--branch", "--no-ahead-behind")
    try:
        told = subprocess.run(words, capture_output=True, text=True, check=False).stdout.splitlines()
    except OSError:
        return {"id": None, "clean": None}
    named = (line.split()[2] for line in told if line.startswith("# branch.oid "))
    found = next((name for name in named if name != "(initial)"), None)
    return {"id": found, "clean": all(line.startswith("# ") for line in told)}
