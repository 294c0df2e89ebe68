"""Do the headline results hang on a choice of rule?  Each is measured under every named choice.

A structure is one combination of choices that the evidence leaves open: what is demanded under doubt,
where demands begin, how offers are made, in one stage or two.  `choices` lists them, `circumstances` what
is changed, `headlines` the results and the sign that theory gives each, `structure_runs` plays all in the
same worlds, `verdict` counts the structures in which a sign survives at 95 %.
"""

from sim.analysis.validation.structures.choices import Structure, declared_structures
from sim.analysis.validation.structures.structure_runs import StructureTask, play_structures
from sim.analysis.validation.structures.verdict import HeadlineSummary, HeadlineVerdict, StructuralEnsemble, judge_all

__all__ = [
    "HeadlineSummary",
    "HeadlineVerdict",
    "StructuralEnsemble",
    "Structure",
    "StructureTask",
    "declared_structures",
    "judge_all",
    "play_structures",
]
