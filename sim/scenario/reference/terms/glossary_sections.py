"""The glossary in sections, in the form in which keys and columns are listed."""

from collections.abc import Mapping

from sim.economy.market.tariff_cases import COLUMNS as CASE_COLUMNS
from sim.scenario.reference.sections import Entry, Section, column_entries, column_sections
from sim.scenario.reference.terms.figure_words import FIGURES
from sim.scenario.reference.terms.model_words import model_terms
from sim.scenario.reference.terms.outcome_words import OUTCOMES
from sim.scenario.reference.terms.statistics_words import STATISTICS
from sim.scenario.reference.terms.table_words import TABLES
from sim.scenario.reference.terms.term import Term


def glossary_sections() -> dict[str, Section]:
    """Return every word, by section: of the model, the statistics, tables, figures, outcomes and columns."""
    words = {
        "model": Section("words of the model and of scenarios", term_entries(model_terms())),
        "statistics": Section("words of the statistics", term_entries(STATISTICS)),
        "tables": Section("heads of printed tables, and first words of printed lines", term_entries(TABLES)),
        "figures": Section("labels of the axes of figures", term_entries(FIGURES)),
        "outcomes": Section("outcomes that are no columns, as `--of` takes them", term_entries(OUTCOMES)),
        "cases": Section("lines of the table of `sim cars`", column_entries(CASE_COLUMNS)),
    }
    columns = {name: said for held in column_sections().values() for name, said in held.entries.items()}
    return words | {"columns": Section("columns of a result, by table: `sim list columns`", columns)}


def term_entries(terms: Mapping[str, Term]) -> dict[str, Entry]:
    """Return terms as entries; what the field calls one stands behind it."""
    return {word: Entry(held.meaning, (f"field: {held.field}",) if held.field else ()) for word, held in terms.items()}
