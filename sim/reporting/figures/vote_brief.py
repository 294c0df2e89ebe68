"""The figures of the brief on a vote, apart from those of other briefs, which need no weights of worlds."""

from sim.analysis.compare import ComparedRun
from sim.reporting.figures import survival, vote_terms
from sim.reporting.figures.brief import brief_picture
from sim.reporting.figures.page import SINGLE
from sim.reporting.report.picture import Picture


def draw_vote_brief(plain: ComparedRun, free: ComparedRun) -> dict[str, Picture]:
    """Return when deals come, as set and with a free signature, and at what car tariff before and after the vote."""
    return {
        "survival": brief_picture("survival", survival.figure([plain, free], SINGLE, in_brief=True)),
        "vote_terms": brief_picture("vote_terms", vote_terms.figure(plain)),
    }
