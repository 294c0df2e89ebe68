"""What `sim validate --reference` does: reference runs, played again."""

from sim.cli.output import as_json, say
from sim.cli.progress import ProgressBar


def validate_reference(json: bool) -> None:
    """Play the reference runs of the working folder again and hold them against what was kept; exit 1 if one moved."""
    from sim.analysis.validation.reference.repeat import REFERENCE, judge_reference, reference_folders
    from sim.reporting.reference_text import reference_data, reference_lines

    folders, found = reference_folders(REFERENCE), []
    with ProgressBar(len(folders)) as tick:
        for folder in folders:
            found.append(judge_reference(folder))
            tick(len(found) / len(folders))
    say(as_json(reference_data(found)) if json else "\n".join(reference_lines(found)))
    if not all(verdict.ok for verdict in found):
        raise SystemExit(1)
