"""What `sim run` puts into a result folder beside the tables: summary, story, figures and the report."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.output import command_line
from sim.cli.pictures import encode, is_form_asked, picture_format

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from collections.abc import Mapping

    import pyarrow as pa

    from sim.reporting.report.picture import Picture
    from sim.runs.results import Extras
    from sim.runs.run import Outcome


def extras_of(
    outcome: "Outcome", said: tuple[dict[str, Any], str], place: Path | None, theory: "pa.Table | None", seconds: float
) -> "Extras":
    """Return what goes into the folder beside the tables: figures and report, where there is to be a page.

    said   the figures of the run, as plain data and in words
    place  where the folder will stand; None for no figures and no page
    """
    from sim.reporting.diary_page import story_markdown
    from sim.runs.results import Extras

    if place is None:
        return Extras(said[1], {}, None, command_line(), seconds, theory, story=story_markdown(outcome))
    from sim.cli.figures import import_figures

    drawn = import_figures().begin_to_draw(outcome)
    from sim.analysis.compare import ComparedRun
    from sim.reporting.figures.brief import draw_brief
    from sim.reporting.report.run_report import RunPage, run_report

    story, brief, pictures = story_markdown(outcome), draw_brief([ComparedRun.of(outcome)]), drawn()
    report, form = partial(run_report, RunPage(outcome, said[0], pictures, brief, place)), picture_format()
    return Extras(said[1], figure_files(outcome, pictures), report, command_line(), seconds, theory, form, story)


def figure_files(outcome: "Outcome", pictures: "Mapping[str, Picture]") -> dict[str, bytes]:
    """Return the figures of a run as files: those of the report, or drawn anew in the form asked for."""
    if not is_form_asked():
        return {name: picture.image for name, picture in pictures.items()}
    from sim.reporting.figures import FIGURES

    return {name: encode(figure(outcome)) for name, figure in FIGURES.items()}
