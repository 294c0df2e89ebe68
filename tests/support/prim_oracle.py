"""What the EMA workbench's PRIM and scikit-learn's tree find: written down once, so that tests need neither.

`python tests/support/prim_oracle.py`, where ema-workbench 2.5 and scikit-learn are installed, writes prim_oracle.json
anew.  Inputs that are published come with the EMA workbench and stay there: only their hash is kept here.

    bryant  the data of Bryant and Lempert (2010), as in the workbench's example sd_prim_bryant_and_lempert.py
    flu     1000 runs of the flu model of E. Pruyt and C. Hamarat (2010), as in its example sd_prim_flu.py
    ishigami, mixed, worlds   drawn here, by a formula
"""

import csv
import hashlib
import importlib.util
import io
import json
import math
import tarfile
from pathlib import Path

import numpy as np

KEPT = Path(__file__).with_name("prim_oracle.json")
DEATHS = 1_000_000  # of the flu, above which a run is of interest
CASES = {  # name -> how boxes are peeled, how many are sought, how dense the workbench wants them
    "bryant": {"alpha": 0.1, "objective": "lenient1", "boxes": 1, "threshold": 0.8},
    "flu": {"alpha": 0.05, "objective": "lenient1", "boxes": 1, "threshold": 0.8},
    "ishigami": {"alpha": 0.05, "objective": "lenient1", "boxes": 2, "threshold": 0.2},
    "ishigami_lenient2": {"alpha": 0.08, "objective": "lenient2", "boxes": 1, "threshold": 0.2},
    "ishigami_original": {"alpha": 0.05, "objective": "original", "boxes": 1, "threshold": 0.2},
    "mixed": {"alpha": 0.05, "objective": "lenient1", "boxes": 2, "threshold": 0.2},
    "worlds": {"alpha": 0.05, "objective": "lenient1", "boxes": 1, "threshold": 0.2},
}
WORLDS = 5  # of a point, in the case `worlds`


def workbench_data():
    """Return the folder of the workbench's examples, None where it is not installed."""
    spec = importlib.util.find_spec("ema_workbench")
    return None if spec is None else Path(spec.origin).parent / "examples" / "data"


def numbers(raw):
    """Return the rows of a CSV text without its head, as text."""
    return list(csv.reader(io.StringIO(raw.decode())))[1:]


def bryant():
    """Return inputs, outcome and hash: nine factors of 882 runs; more than 90 % above the base's cost."""
    raw = (workbench_data() / "bryant et al 2010 data.csv").read_bytes()
    rows = numbers(raw)
    x = [[float(cell) for cell in row[2:11]] for row in rows]
    return np.array(x), np.array([int(row[15]) for row in rows]), hashlib.sha256(raw).hexdigest()


def flu():
    """Return inputs, outcome and hash: nineteen factors of 1000 runs."""
    with tarfile.open(workbench_data() / "1000 flu cases no policy.tar.gz") as held:
        inputs, deaths = (
            held.extractfile(f"{name}.csv").read() for name in ("experiments", "deceased_population_region_1")
        )
    x = np.array([[float(cell) for cell in row[:19]] for row in numbers(inputs)])
    last = np.array([float(row[-1]) for row in numbers(deaths)])
    return x, (last > DEATHS).astype(int), hashlib.sha256(inputs + deaths).hexdigest()


def uniforms(seed, shape):
    return np.random.Generator(np.random.Philox(seed)).random(shape)


def ishigami():
    """Return inputs, one of them inert, and where Ishigami's function is above 7."""
    x = uniforms(1, (1500, 4))
    a, b, c = (math.pi * (2 * x[:, k] - 1) for k in range(3))
    return x, (np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a) > 7).astype(int), ""


def mixed():
    """Return inputs, the last of them a choice among three, and two regions of interest."""
    u = uniforms(2, (1200, 5))
    choice = np.floor(3 * u[:, 3])
    first = (u[:, 0] > 0.55) & (u[:, 1] < 0.4) & (choice != 1)
    second = (u[:, 0] < 0.3) & (u[:, 2] > 0.6)
    return np.column_stack([u[:, :3], choice]), ((first | second) & (u[:, 4] < 0.9)).astype(int), ""


def worlds():
    """Return inputs and outcomes of points of five worlds each, a row for each world."""
    u, luck = uniforms(3, (400, 3)), uniforms(4, (400, WORLDS))
    y = luck < np.where((u[:, 0] > 0.5) & (u[:, 1] > 0.3), 0.8, 0.15)[:, None]
    return np.repeat(u, WORLDS, axis=0), y.astype(int).ravel(), ""


def inputs_of(name):
    """Return inputs (cases, factors), outcome (cases,) and hash of a case."""
    makers = (bryant, flu, ishigami, mixed, worlds)
    return {maker.__name__: maker for maker in makers}[name.split("_")[0]]()


def tree_inputs():
    """Return points that 32 bits hold exactly, and their cases and cases of interest."""
    u = np.floor(1024 * uniforms(5, (600, 4))) / 1024
    share = np.where(u[:, 0] > 0.62, np.where(u[:, 1] < 0.45, 0.9, 0.3), np.where(u[:, 2] > 0.8, 0.5, 0.05))
    return u, np.full(600, 20.0), np.floor(20 * share + u[:, 3])


# --- what others find -----------------------------------------------------------------------------


def boxes_of_workbench(name, rules):
    """Return the boxes on the way of each search of the workbench, and the quasi-p-values of the last."""
    import pandas as pd
    from ema_workbench.analysis import prim

    x, y, found = inputs_of(name)
    frame = pd.DataFrame(x, columns=[f"x{k}" for k in range(x.shape[1])])
    if name == "mixed":
        frame["x3"] = np.array(["a", "b", "c"])[x[:, 3].astype(int)]
    search = prim.Prim(
        frame,
        y,
        threshold=rules["threshold"],
        obj_function=prim.PRIMObjectiveFunctions(rules["objective"]),
        peel_alpha=rules["alpha"],
        paste_alpha=rules["alpha"],
    )
    ways = [one_way(search.find_box()) for _ in range(rules["boxes"])]
    return {"sha256": found, "cases": len(y), "of_interest": int(y.sum()), "ways": ways}


def one_way(box):
    """Return the boxes on the way of one search, every fifth of them with its limits, and the last."""
    last, rows = len(box.box_lims) - 1, box.peeling_trajectory
    way = {
        "cases": [int(n) for n in rows["n"]],
        "hits": [int(k) for k in rows["k"]],
        "coverage": [float(v) for v in rows["coverage"]],
        "density": [float(v) for v in rows["density"]],
        "limits": {},
    }
    for place in {*range(0, last, 5), last}:
        limits = box.box_lims[place]
        way["limits"][str(place)] = {
            name: sorted("abc".index(value) for value in limits[name][0])
            if isinstance(limits[name][0], set)
            else [float(limits[name][0]), float(limits[name][1])]
            for name in limits.columns
        }
    way["quasi_p"] = {name: [float(v) for v in values] for name, values in box.qp[last].items()}
    return way


def parts_of_tree():
    """Return the parts of scikit-learn's tree: cases, cases of interest, and the cuts that lead there."""
    from sklearn.tree import DecisionTreeClassifier

    x, cases, hits = tree_inputs()
    tree = DecisionTreeClassifier(max_leaf_nodes=4, min_weight_fraction_leaf=0.05, random_state=0)
    tree.fit(np.vstack([x, x]), np.repeat([1, 0], len(x)), np.concatenate([hits, cases - hits]))
    leaf, held = tree.apply(x.astype(np.float32)), tree.tree_
    parts = [[float(cases[leaf == n].sum()), float(hits[leaf == n].sum())] for n in np.unique(leaf)]
    cuts = [[int(f), float(t)] for f, t in zip(held.feature, held.threshold, strict=True) if f >= 0]
    return {"parts": sorted(parts), "cuts": sorted(cuts)}


def write():
    """Write down what others find."""
    from importlib.metadata import version

    versions = {name: version(name) for name in ("ema_workbench", "scikit-learn", "pandas", "numpy")}
    found = {name: boxes_of_workbench(name, rules) for name, rules in CASES.items()}
    KEPT.write_text(
        json.dumps({"versions": versions, "boxes": found, "tree": parts_of_tree()}) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    write()
