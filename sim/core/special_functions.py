"""SciPy's special functions, without the rest of `scipy.special`.

The import of that package takes as long as a world is played: nearly all of it writes help, and makes ready for other
array libraries.  Its compiled functions are a module of their own, `scipy.special._ufuncs`, which is imported alone
where it can be; the package still imports as ever, and then holds the very same functions.
"""

import sys
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

PACKAGE = "scipy.special"
COMPILED = f"{PACKAGE}._ufuncs"
_found: list[Any] = []
_lock = Lock()


def special_functions() -> Any:
    """Return a module that holds SciPy's special functions, the same in all calls."""
    with _lock:
        if not _found:
            alone = None if PACKAGE in sys.modules else compiled_alone()
            _found.append(alone or import_module(PACKAGE))
    return _found[0]


def compiled_alone() -> ModuleType | None:
    """Return the compiled functions, imported without their package; None where this SciPy has no such module."""
    package = ModuleType(PACKAGE)
    package.__path__ = [str(Path(str(import_module("scipy").__file__)).parent / "special")]
    sys.modules[PACKAGE] = package
    try:
        found = import_module(COMPILED)
    except ImportError:
        return None
    finally:
        del sys.modules[PACKAGE]
    return found if hasattr(found, "ndtr") and hasattr(found, "ndtri") else None
