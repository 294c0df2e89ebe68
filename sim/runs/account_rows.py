"""The carmakers' accounts of a scenario as a table that says whose they are, and in which currency."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from sim.core.party_columns import parties_metadata
from sim.economy.carmakers.accounts import accounts_table
from sim.scenario.party_words import usual_words, words_of
from sim.scenario.schema.scenario import Scenario


def account_rows(spec: Scenario, makers: Sequence[Any], first: int, worlds: int) -> pa.Table:
    """Return one row for each world, maker and quarter, in this order; see `accounts_table`.

    The table says in its metadata what the parties are called, and the currency, unless both are the usual ones.
    """
    words = words_of(spec)
    found = accounts_table(makers, first, worlds, words.currency)
    if not found.num_columns or words.parties == usual_words().parties:
        return found
    return found.replace_schema_metadata(parties_metadata(words.parties))
