"""Python of the documentation, with fewer worlds, and the blocks of any kind that cannot be tried, with the reason."""

import re

from doc_blocks import Block

FEW = 4
SMALLER = {  # in a block -> in its stead
    r"\bworlds=\d+": f"worlds={FEW}",
    r'"worlds": \d+': '"worlds": 1',
    r"WORLDS, VOTE = (.*), 2000, 55": rf"WORLDS, VOTE = \1, {3 * FEW}, 55",
    r"\b400\b": str(3 * FEW),
    r'"scenarios/pace_grid.yaml", "results/pace", seed=1, .*\)': '"little.yaml", "results/python", engine="inline")',
}
SAVED = {  # page -> a file that its reader has, and what is in it
    "docs/how-to/check_a_scenario.md": ("faulty.yaml", "extends: baseline.yaml\nus: {tactic: {timed: {bta: 0.3}}}\n"),
}
GIVEN = {  # page -> what its reader has by then
    "docs/how-to/figures_for_a_paper.md": """
import sim
from sim.analysis.compare import ComparedRun
sides = [ComparedRun.of(sim.run(name, worlds=20, seed=1)) for name in ("baseline", "no_election")]
""",
}
FILES = {  # (page, kind) -> the name under which the page's reader saves such a block
    ("docs/how-to/judge_the_bills.md", "csv"): "bills.csv",
    ("docs/explanation/theory/run_it.md", "json"): "my.json",
    ("docs/how-to/exchange_domains.md", "json"): "delivery.json",
}
IN_A_COPY = "followed step by step in a copy of the project: test_how_to.py, test_doc_pages.py"
NOT_TRIED = {  # (page, what stands in the block) -> why it is not tried; Python and shell are read all the same
    ("docs/how-to/add_a_tactic.md", ""): IN_A_COPY,
    ("docs/how-to/add_a_flow_rule.md", ""): IN_A_COPY,
    ("docs/how-to/add_a_result_column.md", ""): IN_A_COPY,
    ("docs/how-to/add_a_figure.md", '"rounds": rounds'): IN_A_COPY,
    ("docs/explanation/for_mesa_users.md", ""): "followed in tests/model/test_mesa_page.py, with what they print",
    ("docs/how-to/run_on_a_cluster.md", "nanny"): "a setting of Dask, and a cluster that waits for a key",
    ("docs/how-to/run_on_a_cluster.md", "dask_jobqueue"): "needs SLURM",
    ("docs/how-to/run_on_a_cluster.md", "dask_kubernetes"): "needs Kubernetes",
    ("docs/how-to/run_on_a_cluster.md", "mpi4py"): "needs MPI",
    ("docs/how-to/run_on_a_cluster.md", "#SBATCH"): "needs SLURM",
    ("docs/how-to/take_results_elsewhere.md", "library(arrow)"): "needs R",
    ("docs/how-to/take_results_elsewhere.md", "import "): "followed in tests/analysis/test_take_results_elsewhere.py",
    ("docs/how-to/take_results_elsewhere.md", "results/pace/parts"): "likewise",
    ("docs/how-to/take_results_elsewhere.md", "tabstat"): "needs Stata",
}


def reason_not_to_try(block: Block) -> str | None:
    """Return why a block is not tried, if it is not."""
    return next((said for (page, part), said in NOT_TRIED.items() if page == block.page and part in block.text), None)


def smaller(code: str) -> str:
    """Return Python with fewer worlds to play."""
    for held, stated in SMALLER.items():
        code = re.sub(held, stated, code)
    return code
