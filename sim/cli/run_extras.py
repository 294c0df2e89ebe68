"""What `sim run` puts into a result folder beside the tables: summary, story, figures and the report."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sim.cli.output import command_line
from sim.cli.pictures import encode, is_form_asked, picture_format

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    import pyarrow as pa

    from sim.reporting.report.picture import Picture
    from sim.runs.results import Extras
    from sim.runs.run import Outcome

Held = TypeVar("Held")


class LateMapping(Mapping[str, Held]):
    """What something gives by name, found when it is first read: tables are saved while figures are drawn elsewhere."""

    def __init__(self, find: Callable[[], Mapping[str, Held]]) -> None:
        self.find = find

    @cached_property
    def found(self) -> Mapping[str, Held]:
        """All of it."""
        return self.find()

    def __getitem__(self, name: str) -> Held:
        return self.found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)


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

    story, brief, pictures = story_markdown(outcome), draw_brief([ComparedRun.of(outcome)]), LateMapping(drawn)
    report, form = partial(run_report, RunPage(outcome, said[0], pictures, brief, place)), picture_format()
    images = LateMapping(lambda: figure_files(outcome, pictures))
    return Extras(said[1], images, report, command_line(), seconds, theory, form, story)


def figure_files(outcome: "Outcome", pictures: Mapping[str, "Picture"]) -> dict[str, bytes]:
    """Return the figures of a run as files: those of the report, or drawn anew in the form asked for."""
    if not is_form_asked():
        return {name: picture.image for name, picture in pictures.items()}
    from sim.reporting.figures import FIGURES

    return {name: encode(figure(outcome)) for name, figure in FIGURES.items()}
