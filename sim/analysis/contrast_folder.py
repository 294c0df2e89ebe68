"""The folder of deals before the vote against deals after it: tables, words, figure and how it was made."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from sim.analysis.before_after_vote import Contrast, VoteEffect
from sim.analysis.compare import ComparedRun
from sim.analysis.comparison_folder import ComparisonText, write_words
from sim.runs.data_dictionary import write_dictionary
from sim.runs.folder import ResultError, put_in_place, sound_result

CONTRASTS = "vote.parquet"
ANSWERS = ("raw", "comparable", "same_worlds")
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("run", "measure", "unit", "answer")),
        *((name, pa.float64()) for name in ("difference", "low", "high")),
        *((name, pa.int64()) for name in ("worlds_before", "worlds_after")),
        ("effective_worlds", pa.float64()),
        ("few", pa.bool_()),
    ]
)


def contrast_rows(name: str, found: Sequence[Contrast]) -> list[dict[str, Any]]:
    """Return one row for each measure and answer of a run of that name."""
    return [answer_row(name, contrast, answer) for contrast in found for answer in ANSWERS]


def answer_row(name: str, found: Contrast, answer: str) -> dict[str, Any]:
    """Return one answer of a contrast as a row; effective_worlds belongs to the weighted one."""
    effect: VoteEffect = getattr(found, answer)
    return {
        "run": name,
        "measure": found.measure,
        "unit": found.unit,
        "answer": answer,
        "difference": effect.difference,
        "low": effect.low,
        "high": effect.high,
        "worlds_before": effect.before,
        "worlds_after": effect.after,
        "effective_worlds": found.effective if answer == "comparable" else None,
        "few": found.few[answer],
    }


def save_contrasts(
    staging: Path, out: Path, plain: ComparedRun, found: Sequence[Contrast], words: ComparisonText, force: bool
) -> Path:
    """Write contrasts into `staging` and put them in place as `out`; ResultError if that fails."""
    table = pa.Table.from_pylist(contrast_rows(plain.name, found), SCHEMA)
    try:
        pq.write_table(table, staging / CONTRASTS, compression="zstd")
        pc.write_csv(table, staging / "vote.csv")
        write_dictionary(staging, {Path(CONTRASTS).stem: SCHEMA})
        write_words(staging, [plain], words, "vote")
        return put_in_place(staging, out, force, words.any_number)
    except OSError as wrong:
        raise ResultError(f"{out} could not be written: {wrong.strerror}; nothing is left of it") from wrong


def read_contrasts(folder: Path) -> tuple[list[dict[str, Any]], str]:
    """Return the rows and the text of contrasts; ResultError if they cannot be read."""
    with sound_result(folder):
        rows = pq.read_table(folder / CONTRASTS).to_pylist()
        return rows, (folder / "summary.txt").read_text(encoding="utf-8").rstrip()
