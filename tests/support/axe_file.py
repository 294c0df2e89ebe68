"""Fetch axe-core, the checker of accessibility, into the test environment: one pinned file, by npm.

It is used by tests alone, stands under a licence of its own (MPL-2.0), and is no part of what is built.
"""

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "axe-core@4.14.1"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"  # of the file
PLACE = Path(os.environ.get("NINETY_DAYS_AXE") or Path(sys.prefix) / "share" / "axe-core" / "axe.min.js")


def fetch() -> bytes:
    """Return the file as npm's own registry hands it out."""
    with tempfile.TemporaryDirectory() as folder:
        asked = ["npm", "pack", "--silent", PACKAGE]
        said = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=True, timeout=300)
        with tarfile.open(Path(folder) / said.stdout.split()[-1]) as archive:
            return archive.extractfile("package/axe.min.js").read()


def sound(text: bytes) -> bool:
    """Whether this is the file that is pinned."""
    return hashlib.sha256(text).hexdigest() == SHA256


def main() -> None:
    """Put the file in its place, if it is not there; where npm cannot be had, say so and go on."""
    if PLACE.is_file() and sound(PLACE.read_bytes()):
        return
    try:
        text = fetch()
    except (OSError, subprocess.SubprocessError) as fault:
        print(f"axe-core was not fetched, accessibility of pages is not tested: {fault}", file=sys.stderr)
        return
    if not sound(text):
        sys.exit(f"{PACKAGE} is not the file that is pinned in {Path(__file__).name}")
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    PLACE.write_bytes(text)


if __name__ == "__main__":
    main()
