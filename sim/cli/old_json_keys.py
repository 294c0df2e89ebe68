"""Keys of `--json` that have another name now: the old ones stand beside them until version 0.4, with the same value.

Which they are is said in docs/how-to/look_something_up.md.
"""

from collections.abc import Mapping
from typing import Any

OLD_KEYS = {  # key now -> its old name
    "observed": "seen",
    "worlds_recorded": "worlds_told",
    "sets_of_draws": "lucks",
    "common_random_numbers": "common_luck",
}


def with_old_keys(value: Any) -> Any:
    """Return plain data in which a key that was renamed stands under its old name too; of equal size without any."""
    if isinstance(value, Mapping):
        held = {key: with_old_keys(part) for key, part in value.items()}
        return held | {OLD_KEYS[key]: part for key, part in held.items() if OLD_KEYS.get(key, key) not in held}
    if isinstance(value, list | tuple):
        return [with_old_keys(part) for part in value]
    return value
