"""The currency in which carmakers count, which a scenario may state: its code, and the columns of money in it.

    {currency}         in text, the code                     KRW, JPY
    {currency_word}    in text, the word where one is known   won, JPY
    duty_local         as code names what accounts have in it
    duty_won           the same column of a table, where the currency is the usual one
    duty_jpy           and where it is another: its code behind the item

A table says in its metadata of the parties which currency it has; one that says nothing has the usual one.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from sim.core.party_columns import parties_of_schema

CURRENCY_FILE = Path(__file__).parent / "usual_currency.json"  # of a scenario that states none
CURRENCY_KEY = "currency"  # among what tables say of each party, where it is not the usual one
CODE = re.compile("[A-Z]{3}")  # ISO 4217
LOCAL = "_local"
CHEAP = 20  # units for a dollar, assumed: from there on bn of a currency are shown without digits behind the point
TOKEN = "{currency}"  # in text


@cache
def usual_names_of_currency() -> dict[str, str]:
    """Return code, word and ending of columns of the currency of a scenario that states none."""
    found: dict[str, str] = json.loads(CURRENCY_FILE.read_text(encoding="utf-8"))
    return found


def usual_currency() -> str:
    """Return the code of the currency of a scenario that states none."""
    return usual_names_of_currency()["code"]


def currency_tokens(code: str) -> dict[str, str]:
    """Return what stands in text for the tokens of a currency: its word is its code where no other is known."""
    return {"currency": code, "currency_word": usual_names_of_currency()["word"] if code == usual_currency() else code}


def column_ending(code: str) -> str:
    """Return how the names of columns end whose money is in a currency."""
    return f"_{usual_names_of_currency()['column'] if code == usual_currency() else code.lower()}"


def money_digits(rate: float) -> int:
    """Return how many digits behind the point bn of a currency are shown with; rate, units of it for a dollar."""
    return 0 if rate >= CHEAP else 3


def currency_of_schema(schema: Any) -> str:
    """Return the code of the currency of a table, or of the rows of a file, by its schema."""
    said = parties_of_schema(schema) or {}
    return next((held[CURRENCY_KEY] for held in said.values() if CURRENCY_KEY in held), usual_currency())


def local_name(item: str, code: str) -> str:
    """Return the name in a table of an item of accounts: duty_jpy for duty_local."""
    return item.removesuffix(LOCAL) + column_ending(code) if item.endswith(LOCAL) else item


def name_in_code(column: str, code: str) -> str:
    """Return the name in code of a column of accounts: duty_local for duty_jpy."""
    ending = column_ending(code)
    return column.removesuffix(ending) + LOCAL if column.endswith(ending) else column


def local_column(table: Any, item: str) -> Any:
    """Return a column of accounts by the item's name in code; KeyError if there is none."""
    return table.column(local_name(item, currency_of_schema(table.schema)))
