"""Modules that a process imports and does not use: left out, so that it starts sooner."""

import sys
from types import ModuleType


class Unused(ModuleType):
    """Stands for a module that is imported but not used: every name in it is None."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


def leave_out(name: str, **stated: object) -> None:
    """Put an empty module in the place of one; stated: what is read of it all the same."""
    sys.modules[name] = Unused(name)
    vars(sys.modules[name]).update(stated)
