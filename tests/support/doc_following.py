"""Following a page of the documentation: each block is tried, in its order, in one folder."""

import io
import re
import shlex
from contextlib import ExitStack, redirect_stdout
from html import unescape
from pathlib import Path

import doc_cluster
import doc_commands
import doc_scripts
from command import command
from doc_blocks import Block, Step
from doc_output import missing_lines
from doc_servers import answer_once
from doc_shell import smaller_line, type_into_bash
from places import ROOT

from sim.scenario.loading import load
from sim.scenario.reading.yaml_data import parse_yaml
from sim.scenario.schema.party_names import party_keys
from sim.scenario.schema.scenario import Scenario

SERVES = re.compile(r"sim (class|dashboard|play)\b")


class Reader:
    """Somebody who follows a page: the folder, what was typed so far, and the names that its Python left."""

    def __init__(self, page: str, place: Path) -> None:
        self.page, self.place = page, place
        self.typed: set[str] = set()
        self.names: dict[str, object] = {"__name__": "page"}
        self.printed = ("", True)  # by the Python just above, and whether it is what the page shows, to the digit
        self.open = ExitStack()
        self.cluster = ""
        self.files: list[Path] = []  # written part by part, see doc_scripts.put_part

    def follow(self, block: Block) -> None:
        """Try a block, by its kind."""
        getattr(self, f"follow_{block.kind}")(block)

    def follow_commands(self, block: Block) -> None:
        """Type what a block says, once each; what leads to a folder of results may be typed again."""
        faults = {step.line: fault for step in block.steps if (fault := self.type(step))}
        assert not faults, (self.page, faults)

    def type(self, step: Step) -> str:
        """Type a command unless it is tried elsewhere; return what is wrong, if anything is."""
        line = step.line
        small = smaller_line(line)
        again = small in self.typed and "results/" not in line and "--out" not in line
        self.typed.add(small)
        if again or step.needs or doc_commands.is_elsewhere(line) or doc_commands.is_another_s(self.page, line):
            return ""
        if SERVES.match(line):
            return lacking(step, answer_once(shlex.join(doc_commands.smaller(line)), self.place), exact=False)
        return self.type_sim(step) if line.startswith("sim ") else self.type_other(step)

    def type_sim(self, step: Step) -> str:
        """Type a command of this program, in this process."""
        words = doc_commands.smaller(self.on_cluster(step.line))
        done = command(*words[1:], cwd=self.place)
        if done.returncode != (step.line in doc_commands.REFUSED):
            return done.stderr[-400:]
        if step.line in doc_commands.KEPT:
            return lacking(step, (ROOT / doc_commands.KEPT[step.line]).read_text(encoding="utf-8"), exact=True)
        return lacking(step, done.stdout + done.stderr, doc_commands.is_told_again(step.line))

    def type_other(self, step: Step) -> str:
        """Type a command of another program."""
        if step.line.startswith("export "):
            doc_cluster.follow_export(step.line)
            return ""
        done = type_into_bash(step.line, self.place)
        return done.stderr[-400:] or "failed" if done.returncode else lacking(step, done.stdout, exact=False)

    def on_cluster(self, line: str) -> str:
        """Return a command with the address of the page's own cluster, which is started where one is asked for."""
        if ("--cluster" in line or "--scheduler-file" in line) and not self.cluster:
            self.cluster = self.open.enter_context(doc_cluster.cluster_of_the_page(self.place))
        return line.replace("tcp://host:8786", self.cluster)

    def follow_python(self, block: Block) -> None:
        """Run Python, and keep what it prints for the text that shows it."""
        if "LocalCluster" in block.text:
            return  # started where a command asks for it
        code = doc_scripts.smaller(block.text)
        with redirect_stdout(io.StringIO()) as printed:
            exec(compile(code, self.page, "exec"), self.names)
        self.printed = (printed.getvalue(), code == block.text)

    def follow_text(self, block: Block) -> None:
        """Hold a text to what the Python above it printed, or to what stands in the report that it is taken from."""
        printed, exact = self.printed
        if self.page in doc_scripts.REPORTS:
            printed, exact = words_of_page(self.place / doc_scripts.REPORTS[self.page]), False
        missing = missing_lines(block.text.splitlines(), printed, exact)
        assert not missing, (self.page, missing)

    def follow_yaml(self, block: Block) -> None:
        """Read a scenario as it stands, and a part of one laid over the baseline; a setting of Dask as Dask does."""
        if block.page == doc_cluster.PAGE:
            doc_cluster.follow_setting_file(block.text, self.place)
            return
        if block.page in doc_scripts.GROWING:
            doc_scripts.put_part(block.text, self.place, self.files)
            return
        file = self.place / "part.yaml"
        file.write_text(block.text, encoding="utf-8")
        stated = parse_yaml(file).data if block.text.strip("\n").partition("#")[0].strip() else {}
        assert set(stated) <= {*Scenario.model_fields, *party_keys(stated), "extends", "more_events", "sweep"}, block
        if "extends" not in stated:
            file.write_text(f"extends: baseline.yaml\nquestion: tried\n{block.text}", encoding="utf-8")
        assert load(file).scenario.question

    def follow_bash(self, block: Block) -> None:
        """Play what each job of a batch script is given."""
        for words in doc_cluster.words_of_shards(block.text):
            done = command(*doc_commands.smaller(shlex.join(words))[1:], cwd=self.place)
            assert done.returncode == 0, done.stderr

    def follow_file(self, block: Block) -> None:
        """Save a file under the name by which the page calls it."""
        name = doc_scripts.FILES[block.page, block.kind]
        (self.place / name).write_text(block.text, encoding="utf-8")

    follow_json = follow_csv = follow_file

    def follow_bibtex(self, block: Block) -> None:
        """Hold that an entry is one, with as many braces opened as closed."""
        assert re.fullmatch(r"@\w+\{\w+,\n.*\n\}\n", block.text, re.DOTALL)
        assert block.text.count("{") == block.text.count("}")


def words_of_page(file: Path) -> str:
    """Return what is read on a page, a line for each row and paragraph."""
    text = re.sub(r"</(tr|p|h\d|li)>", "\n", re.sub(r"\s+", " ", file.read_text(encoding="utf-8")))
    return unescape(re.sub(r"<[^>]+>", " ", text))


def lacking(step: Step, printed: str, exact: bool) -> str:
    """Return the lines that the page shows under a command and that it does not print."""
    few = () if exact else (*doc_commands.FROM_THIRTY_ON, *doc_commands.BY_CHANCE)
    missing = missing_lines([line for line in step.printed if not line.strip().startswith(few)], printed, exact)
    return f"shown and not printed, of\n{printed}\n: {missing}" if missing else ""
