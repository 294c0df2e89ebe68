"""All fuzzing: every reader under the coverage-guided fuzzer, then the long run of whole scenarios.

    make fuzz                  20,000 inputs a reader, 2,000 scenarios
    make fuzz CASES=100000     as many scenarios; RUNS, inputs a reader; JOBS, processes of the long run

What is found is left in build/fuzz: crash-*, timeout-* and oom-* below a reader's name, the numbers of scenarios in
report-*.txt.  Exit status: 0 nothing found, 1 something found.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
READERS = ("scenario", "setting", "csv", "points", "case", "domain", "run", "sweep")
LIMITS = ("-timeout=20", "-rss_limit_mb=3000", "-max_len=20000", "-print_final_stats=0", "-verbosity=0")
KINDS = ("crash-*", "timeout-*", "oom-*", "leak-*")


def fuzz_reader(name: str, runs: int, out: Path) -> int:
    """Fuzz one reader, tell its rate, and return how many inputs were found."""
    corpus, began = out / name / "corpus", time.monotonic()
    corpus.mkdir(parents=True, exist_ok=True)
    flags = [f"-runs={runs}", f"-artifact_prefix={out / name}/", *LIMITS]
    words = [sys.executable, str(HERE / "coverage_guided.py"), name, str(corpus), str(HERE / "seeds" / name), *flags]
    with (out / name / "log.txt").open("w") as log:
        status = subprocess.run(words, stdout=log, stderr=subprocess.STDOUT, check=False).returncode
    found = [file for kind in KINDS for file in (out / name).glob(kind)]
    seconds, kept = time.monotonic() - began, len([*corpus.iterdir()])
    print(f"{name:<10} {runs:,} inputs in {seconds:.0f} s, {runs / seconds:,.0f} a second; {kept} kept", flush=True)
    for file in found:
        print(f"           found {file}; see {out / name / 'log.txt'}")
    if status and not found:
        print(f"           ended with status {status}; see {out / name / 'log.txt'}")
    return len(found) + (status != 0 and not found)


def main() -> int:
    """Fuzz everything; 1 if anything was found."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--runs", type=int, default=20_000, help="inputs of each reader")
    asked.add_argument("--cases", type=int, default=2000, help="scenarios of the long run")
    asked.add_argument("--jobs", type=int, default=1, help="processes of the long run")
    asked.add_argument("--out", type=Path, default=Path("build/fuzz"), help="folder for what is found")
    given = asked.parse_args()
    found = sum(fuzz_reader(name, given.runs, given.out) for name in READERS) if given.runs else 0
    words = ["--cases", given.cases, "--jobs", given.jobs, "--out", given.out]
    long_run = [sys.executable, str(HERE / "long_run.py"), *map(str, words)]
    found += subprocess.run(long_run, check=False).returncode if given.cases else 0
    print("nothing found" if not found else f"something was found: see {given.out}")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
