"""What the page for Mesa users prints is what its blocks of code print: run from the first to the last."""

import contextlib
import io
from itertools import pairwise

import pytest
from doc_blocks import pages

PAGE = "docs/explanation/for_mesa_users.md"
pytest.importorskip("mesa.batchrunner")  # a block uses it; Mesa 4 has none


@pytest.mark.slow
def test_every_block_prints_what_stands_below_it():
    held = {"__name__": "page"}
    blocks = pages()[PAGE]
    tried = 0
    for block, below in pairwise(blocks):
        if (block.kind, below.kind) == ("python", "text"):
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                exec(compile(block.text, f"{PAGE}:{block.line}", "exec"), held)
            assert said.getvalue() == below.text, f"{PAGE}:{block.line}"
            tried += 1
    assert tried == 4
