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
OPTION = re.compile(r"^  --\w")  # a line below a command: the same command with this option
REMARK = re.compile(r"\s+# ")
NEEDS = re.compile(r"not run in the tests: (needs\s[^.;)]+)", re.IGNORECASE)  # beside a command, or just above a block
MARKDOWN = MarkdownIt()


def said_to_need(words: str) -> str | None:
    """Return what a page says is needed that the tests do not have, if it says so."""
    found = NEEDS.search(words)
    return " ".join(found[1].split()) if found else None


@dataclass(frozen=True)
class Step:
    """A command to be typed.

    line     as typed, whole and without the remark beside it
    remark   what is said beside it
    printed  the lines below it, which it prints; `...` stands for those that are left out
    """

    line: str
    remark: str
    printed: tuple[str, ...]

    @property
    def needs(self) -> str | None:
        """What it needs that the tests do not have, by the remark."""
        return said_to_need(self.remark)


def steps_of(text: str) -> Iterator[Step]:
    """Yield the commands of a block; a line with an option alone is the command above it with that option."""
    prompt, base, found = "$ " if re.search(r"^\$ ", text, re.MULTILINE) else "", "", []
    for line in re.sub(r"\s*\\\n\s*", " ", text).splitlines():
        if line.strip() and line.startswith(prompt):
            base = line.removeprefix(prompt)
            found.append([base])
        elif found and len(found[-1]) == 1 and OPTION.match(line):
            found.append([f"{REMARK.split(base)[0]} {line.strip()}"])
        elif found:
            found[-1].append(line)
    for typed, *printed in found:
        line, *remark = REMARK.split(typed, maxsplit=1)
        yield Step(line.strip(), "".join(remark), tuple(line for line in printed if line.strip()))


@dataclass(frozen=True)
class Block:
    """A block of code.

    page   the path of its page, from the root
    line   the line on which it begins, of a notebook the number of the cell
    kind   what its fence says, else `commands` where it has a line to be typed, else `text`
    needs  what it needs that the tests do not have, where the page says so above it
    """

    page: str
    line: int
    kind: str
    text: str
    needs: str | None = None

    @property
    def steps(self) -> list[Step]:
        """The commands of the block, each with what it prints."""
        return list(steps_of(self.text)) if self.kind == "commands" else []

    @property
    def commands(self) -> list[str]:
        """The lines to be typed."""
        return [step.line for step in self.steps]


def kind_of(said: str, text: str) -> str:
    """Return the kind of a block by the word of its fence, if it has one."""
    return said.strip() or ("commands" if TYPED.search(text) else "text")


def blocks_of(page: str, text: str, first: int = 1) -> Iterator[Block]:
    """Yield the blocks of a text in Markdown."""
    above = ""
    for token in MARKDOWN.parse(text):
        if token.type == "inline":
            above = token.content
        elif token.type in ("fence", "code_block"):
            kind = kind_of(token.info, token.content)
            yield Block(page, first + token.map[0], kind, token.content, said_to_need(above))
            above = ""


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
    """Print how many blocks and commands there are and where they are tried; which are not, with what each needs."""
    import doc_commands
    import doc_scripts

    every = [block for blocks in pages().values() for block in blocks]
    print(f"{len(every)} blocks on {len(pages())} pages:", dict(Counter(block.kind for block in every)))
    others = [block for block in every if (block.page, block.kind) in doc_scripts.ELSEWHERE]
    print(f"  {len(others)} are followed by tests of their own, {len([b for b in every if b.needs])} are not run")
    steps = [(block, step) for block in every for step in block.steps]
    marked = [(f"{block.page}:{block.line} {step.line}", block.needs or step.needs) for block, step in steps]
    marked += [(f"{block.page}:{block.line}", block.needs) for block in every if not block.steps]
    marked = [(what, needs) for what, needs in marked if needs]
    twice = [step for block, step in steps if doc_commands.is_another_s(block.page, step.line)]
    elsewhere = [step for _, step in steps if doc_commands.is_elsewhere(step.line)]
    print(f"{len(steps)} commands: {len(twice)} stand on a later page too, {len(elsewhere)} are tried elsewhere")
    print("not run, as the pages say:")
    print("\n".join(f"  {what}: {needs}" for what, needs in marked))


if __name__ == "__main__":
    main()
