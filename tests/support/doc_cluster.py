"""The page on clusters, followed on this machine: its own cluster of Dask, its settings, its batch script.

The page's Python for workers on one machine is saved and started, with one of them; what the page calls
`tcp://host:8786` and `scheduler.json` is that cluster.  The batch script is run by bash once for each shard, with
`srun` in the place of SLURM's: it hands over the words that it is given, which are then played here.
"""

import os
import re
import shlex
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from doc_blocks import pages
from places import ROOT

PAGE = "docs/how-to/run_on_a_cluster.md"
SETTING = "distributed.nanny.pre-spawn-environ"
READ_SETTING = f"import dask; print(dask.config.get('{SETTING}'))"
SHARDS = 2
SRUN = r"""srun() { printf '%s\n' "$*"; }; source() { :; }; """


def block_with(part: str) -> str:
    """Return the one block of the page that holds some text."""
    (found,) = [block.text for block in pages()[PAGE] if part in block.text and not block.needs]
    return found


def read_setting(**surroundings: str) -> str:
    """Return what Dask takes for the setting of its workers' environment."""
    command = [sys.executable, "-c", READ_SETTING]
    return subprocess.run(
        command, env={**os.environ, **surroundings}, capture_output=True, text=True, check=True
    ).stdout


def follow_export(line: str) -> None:
    """Hold that Dask takes the exported setting as the page means it."""
    name, _, value = shlex.split(line)[1].partition("=")
    assert read_setting(**{name: value}) == "{'MALLOC_TRIM_THRESHOLD_': None}\n"


def follow_setting_file(text: str, place: Path) -> None:
    """Hold that Dask takes the file as the page means it, where its files of settings lie."""
    folder = place / "dask"
    folder.mkdir()
    (folder / "distributed.yaml").write_text(text, encoding="utf-8")
    assert read_setting(DASK_CONFIG=str(folder)) == "{'MALLOC_TRIM_THRESHOLD_': None}\n"


@contextmanager
def cluster_of_the_page(place: Path):
    """Yield the address of the page's cluster on this machine; `scheduler.json` names it too."""
    from distributed import Client

    file = place / "cluster.py"
    file.write_text(block_with("LocalCluster").replace("n_workers=2", "n_workers=1"), encoding="utf-8")
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, file], env=surroundings, text=True, **pipes)
    try:
        address = process.stdout.readline().strip()
        assert address.startswith("tcp://127.0.0.1:"), address
        with Client(address, set_as_default=False) as client:
            client.write_scheduler_file(str(place / "scheduler.json"))
        yield address
        process.stdin.write("\n")  # Enter
        process.stdin.close()
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def words_of_shards(script: str) -> list[list[str]]:
    """Return the words that each job of the batch script gives to srun, with fewer shards than it says."""
    jobs = int(re.search(r"#SBATCH --array=1-(\d+)", script)[1])
    assert f'"$SLURM_ARRAY_TASK_ID/{jobs}"' in script
    text = SRUN + script.replace(f"_ID/{jobs}", f"_ID/{SHARDS}")
    found = []
    for number in range(1, SHARDS + 1):
        surroundings = {**os.environ, "SLURM_ARRAY_TASK_ID": str(number)}
        done = subprocess.run(["bash", "-eu", "-c", text], env=surroundings, capture_output=True, text=True, check=True)
        found.append(shlex.split(done.stdout))
    return found
