"""Plain data as YAML, quickly: blocks for the two topmost levels, each value below on one line."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any


def inline(held: Any) -> str:
    """Return a value on one line."""
    if isinstance(held, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {inline(value)}" for key, value in held.items())
            + "}"
        )
    if isinstance(held, list | tuple):
        return "[" + ", ".join(map(inline, held)) + "]"
    if held is None or isinstance(held, bool):
        return {None: "null", True: "true", False: "false"}[held]
    if isinstance(held, float):
        text = format(Decimal(repr(held)), "f")
        return text if "." in text else text + ".0"
    return f"{held}" if isinstance(held, int | dt.date) else json.dumps(held, ensure_ascii=False)


def quick_yaml(data: dict[str, Any]) -> str:
    """Return data as the text of a scenario."""
    lines = []
    for key, held in data.items():
        if isinstance(held, dict) and held:
            lines.append(f"{key}:")
            lines += [f"  {json.dumps(below, ensure_ascii=False)}: {inline(value)}" for below, value in held.items()]
        else:
            lines.append(f"{key}: {inline(held)}")
    return "\n".join(lines) + "\n"
