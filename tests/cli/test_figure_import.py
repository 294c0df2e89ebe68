"""A command imports matplotlib without the help of its artists, and figures are as they are elsewhere."""

import subprocess
import sys

CODE = """
import sys
from sim.cli.figures import HELP, import_figures
assert "matplotlib" not in sys.modules
figures = import_figures()
from matplotlib.artist import Artist
from matplotlib.lines import Line2D
written = Line2D.set.__doc__
class Own(Artist):
    pass
print(sorted(figures.FIGURES), written, "Set multiple properties" in Own.set.__doc__, callable(getattr(Artist, HELP)))
"""


def test_help_is_left_out_for_the_import_alone():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == "['carmakers', 'deals', 'offers', 'terms', 'values'] None True True\n"
