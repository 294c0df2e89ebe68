"""The folder of deals before the vote against deals after it: tables, words, figure and how it was made.

`vote` holds a row for each measure and answer, and before them the shares of worlds that sign before the vote, after
it, and not at all.  `vote_worlds` says of each world on which side it stands and with which weight, so that each
difference can be made again from the rows of the two runs.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from sim.analysis.before_after_vote import Contrast, VoteEffect, VoteGroups
from sim.analysis.bootstrap import FEWEST
from sim.analysis.compare import ComparedRun
from sim.analysis.comparison_folder import ComparisonText, write_words
from sim.analysis.exact_intervals import wilson
from sim.runs.data_dictionary import write_dictionary
from sim.runs.folder import ResultError, put_in_place, sound_result
from sim.scenario.party_words import words_of

CONTRASTS, VOTE_WORLDS = "vote.parquet", "vote_worlds.parquet"
ANSWERS = ("raw", "comparable", "same_worlds")
SHARE = "share"  # in place of an answer: the row is of all worlds
SIDES_OF_VOTE = {"before": "signed_before", "after": "signed_after", "none": "no_deal"}  # of a world -> measure
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("run", "measure", "unit", "answer")),
        *((name, pa.float64()) for name in ("mean_before", "mean_after", "share", "difference", "low", "high")),
        *((name, pa.int64()) for name in ("worlds_before", "worlds_after")),
        ("effective_worlds", pa.float64()),
        ("few", pa.bool_()),
    ]
)
WORLD_SCHEMA = pa.schema(
    [
        ("world", pa.int64()),
        ("side_of_vote", pa.string()),
        ("comparable_weight", pa.float64()),
        ("same_worlds", pa.bool_()),
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
        "mean_before": effect.mean_before,
        "mean_after": effect.mean_after,
        "share": None,
        "difference": effect.difference,
        "low": effect.low,
        "high": effect.high,
        "worlds_before": effect.before,
        "worlds_after": effect.after,
        "effective_worlds": found.effective if answer == "comparable" else None,
        "few": found.few[answer],
    }


def share_rows(name: str, groups: VoteGroups) -> Iterator[dict[str, Any]]:
    """Yield the shares of worlds that sign before the vote, after it and not at all, with Wilson's intervals."""
    before, after, worlds = int(groups.before.sum()), int(groups.after.sum()), len(groups.before)
    for measure, count in zip(SIDES_OF_VOTE.values(), (before, after, worlds - before - after), strict=True):
        few = worlds < FEWEST
        low, high = (None, None) if few else wilson(count, worlds)
        words = {"run": name, "measure": measure, "unit": "share of worlds", "answer": SHARE}
        counts = {"worlds_before": before, "worlds_after": after, "few": few}
        yield dict.fromkeys(SCHEMA.names) | words | counts | {"share": count / worlds, "low": low, "high": high}


def world_table(plain: ComparedRun, groups: VoteGroups) -> pa.Table:
    """Return on which side of the vote each world stands, its overlap weight, and whether it is in same_worlds."""
    sides = np.select([groups.before, groups.after], ["before", "after"], "none").tolist()
    weight = groups.weights[0] + groups.weights[1]
    columns = [plain.table.column("world"), sides, weight, groups.sooner]
    return pa.table(dict(zip(WORLD_SCHEMA.names, columns, strict=True)), schema=WORLD_SCHEMA)


def save_contrasts(
    staging: Path,
    out: Path,
    plain: ComparedRun,
    found: tuple[Sequence[Contrast], VoteGroups],
    words: ComparisonText,
    force: bool,
) -> Path:
    """Write contrasts into `staging` and put them in place as `out`; ResultError if that fails.

    found: the contrasts, and the groups of worlds that they are of
    """
    rows = [*share_rows(plain.name, found[1]), *contrast_rows(plain.name, found[0])]
    table = pa.Table.from_pylist(words_of(plain.scenario).data(rows), SCHEMA)
    try:
        pq.write_table(table, staging / CONTRASTS, compression="zstd")
        pq.write_table(world_table(plain, found[1]), staging / VOTE_WORLDS, compression="zstd")
        pc.write_csv(table, staging / "vote.csv")
        write_dictionary(staging, {Path(CONTRASTS).stem: SCHEMA, Path(VOTE_WORLDS).stem: WORLD_SCHEMA})
        write_words(staging, [plain], words, "vote")
        return put_in_place(staging, out, force, words.any_number)
    except OSError as wrong:
        raise ResultError(f"{out} could not be written: {wrong.strerror}; nothing is left of it") from wrong


def read_contrasts(folder: Path) -> tuple[list[dict[str, Any]], str]:
    """Return the rows and the text of contrasts; ResultError if they cannot be read."""
    with sound_result(folder):
        rows = pq.read_table(folder / CONTRASTS).to_pylist()
        return rows, (folder / "summary.txt").read_text(encoding="utf-8").rstrip()
