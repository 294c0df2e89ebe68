"""Checkouts of two small programs, for `sim bench --against`: in the place of this one, and of an older one."""

import pyarrow as pa
import pyarrow.parquet as pq

SIM = """
import json, os, pathlib, sys

TREE = pathlib.Path(__file__).parents[1]


def note(*words):
    with (TREE / "asked").open("a") as file:
        print(json.dumps([os.environ.get("NINETY_DAYS_BACKEND"), *map(str, words)]), file=file)


def run(scenario, worlds, seed):
    note("call", scenario, worlds, seed)
"""
CLI = """
import pathlib, shutil, sys
from sim import TREE, note


def main():
    note(*sys.argv[1:])
    if sys.argv[1] == "--help":
        return
    if sys.argv[1] == "bench":
        print('{"sessions_per_s": 1000}' if "ours" in str(TREE) else '{"sessions_per_s": 250}')
        return
    if "faulty" in sys.argv[2]:
        sys.exit("line 3: no such key")
    out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
    out.mkdir()
    shutil.copy(pathlib.Path(sys.argv[2]).with_suffix(".parquet"), out / "worlds.parquet")
"""


def checkout(place, scenarios):
    """Return a program that plays scenarios by name; its rows are those held beside the file."""
    (place / "sim" / "cli").mkdir(parents=True)
    (place / "sim" / "__init__.py").write_text(SIM)
    (place / "sim" / "cli" / "__init__.py").write_text(CLI)
    for path, day in scenarios.items():
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("worlds: 3\n")
        pq.write_table(pa.table({"world": [0, 1, 2], "day": [5, 6, day]}), file.with_suffix(".parquet"))
    return place
