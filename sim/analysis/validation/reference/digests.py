"""One digest of all that a reference keeps: its rows move it, the form of its files does not."""

from hashlib import sha256
from pathlib import Path

from sim.analysis.validation.reference.repeat import kept_tables
from sim.sweeps.storage.digest import rows_hash


def reference_digest(folder: Path) -> str:
    """Return 16 hexadecimal digits of the tables that a reference keeps."""
    whole = sha256()
    for name, table in kept_tables(folder).items():
        whole.update(f"{name} {rows_hash(table.to_batches(), table.schema)}\n".encode())
    return whole.hexdigest()[:16]
