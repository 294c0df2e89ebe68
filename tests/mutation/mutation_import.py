"""A pytest plugin: one module is read from another file, which holds its mutant."""

import os
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location

NAME = os.environ["MUTANT"].removesuffix(".py").replace("/", ".")


class Mutated(SourceFileLoader):
    """Compiles the mutant under the module's own name and place, and writes no bytecode."""

    def get_code(self, fullname):
        """Return the code of the mutant."""
        with open(os.environ["MUTANT_SOURCE"], encoding="utf-8") as file:
            return compile(file.read(), self.path, "exec", dont_inherit=True)


class Finder:
    """Finds one module, and leaves all others to the next finder."""

    @staticmethod
    def find_spec(name, path, target=None):
        """Return the mutant's spec if it is the module asked for."""
        if name != NAME.removesuffix(".__init__"):
            return None
        file = os.path.abspath(os.environ["MUTANT"])
        return spec_from_file_location(name, file, loader=Mutated(name, file))


sys.meta_path.insert(0, Finder())
