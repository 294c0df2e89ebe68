"""Blocks of code on the pages of the documentation: where each stands, of what kind it is, which commands it holds."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from places import DOCS, NOTEBOOKS, ROOT, SCENARIOS

TYPED = re.compile(r"^(\$ |(sim|make|pip|python|PYTHONPATH=\S+) )", re.MULTILINE)  # how a line begins that is typed
MARKDOWN = MarkdownIt()


@dataclass(frozen=True)
class Block:
    """A block of code.

    page   the path of its page, from the root
    line   the line on which it begins, of a notebook the number of the cell
    kind   what its fence says, else `commands` where it has a line to be typed, else `text`
    """

    page: str
    line: int
    kind: str
    text: str

    @property
    def commands(self) -> list[str]:
        """The lines to be typed, each whole and without the remark beside it."""
        if self.kind != "commands":
            return []
        lines = self.text.replace("\\\n", " ").splitlines()
        typed = [line[2:] for line in lines if line.startswith("$ ")] or [line for line in lines if line.strip()]
        return [re.split(r"\s+# ", line)[0].strip() for line in typed]


def kind_of(said: str, text: str) -> str:
    """Return the kind of a block by the word of its fence, if it has one."""
    return said.strip() or ("commands" if TYPED.search(text) else "text")


def blocks_of(page: str, text: str, first: int = 1) -> Iterator[Block]:
    """Yield the blocks of a text in Markdown."""
    for token in MARKDOWN.parse(text):
        if token.type in ("fence", "code_block"):
            yield Block(page, first + token.map[0], kind_of(token.info, token.content), token.content)


def texts_of(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the Markdown of a page, or of each cell of a notebook that is text, and the line or the cell it is from."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        yield 1, text
        return
    for number, cell in enumerate(json.loads(text)["cells"]):
        if cell["cell_type"] == "markdown":
            yield number, "".join(cell["source"])


@cache
def pages() -> dict[str, tuple[Block, ...]]:
    """Return the blocks of every page that has any, by page."""
    files = [
        ROOT / "README.md",
        SCENARIOS / "README.md",
        ROOT / "findings" / "README.md",
        ROOT / "results" / "README.md",
    ]
    files += [file for file in sorted(DOCS.rglob("*.md")) if "_build" not in file.parts]
    files += sorted(NOTEBOOKS.glob("*.ipynb"))
    found = {}
    for file in files:
        page = str(file.relative_to(ROOT))
        found[page] = tuple(block for first, text in texts_of(file) for block in blocks_of(page, text, first))
    return {page: blocks for page, blocks in found.items() if blocks}


def main() -> None:
    """Print how many blocks there are of each kind, and what is not tried, with the reason."""
    import doc_commands
    import doc_scripts

    every = [block for blocks in pages().values() for block in blocks]
    print(f"{len(every)} blocks on {len(pages())} pages:", dict(Counter(block.kind for block in every)))
    lines = [line for block in every for line in block.commands]
    reasons = [(line, doc_commands.reason_not_to_try(line)) for line in lines]
    reasons += [(f"{block.page}:{block.line}", doc_scripts.reason_not_to_try(block)) for block in every]
    left_out = [(what, reason) for what, reason in reasons if reason]
    print(f"{len(lines)} commands; not tried {len(left_out)} commands and blocks:")
    print("\n".join(f"  {what}\n      {reason}" for what, reason in left_out))


if __name__ == "__main__":
    main()
