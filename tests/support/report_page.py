"""A report as a test reads it: its tags, its text, its tables row by row, and what is wrong with its HTML."""

from collections import Counter
from html.parser import HTMLParser

from browser import leave_out


class ReportPage(HTMLParser):
    """Collects tags with their attributes, text, and the cells of each row of a table."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.rows: list[dict[str, str]] = []
        self.cell: str | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        self.tags.append((tag, held))
        if tag == "tr":
            self.rows.append({})
        if tag == "td":
            self.cell = held["data-column"]
            self.rows[-1][self.cell] = ""

    def handle_endtag(self, tag):
        if tag == "td":
            self.cell = None

    def handle_data(self, data):
        self.text += data
        if self.cell is not None:
            self.rows[-1][self.cell] += data.replace("\u00a0", " ")

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def numbers(self) -> list[dict[str, str]]:
        """The rows of the table of key numbers."""
        return [row for row in self.rows if {"Value", "Interval", "Unit"} <= set(row)]

    def number(self, column: str) -> dict[str, str]:
        """Return the row of the key number of a column."""
        (found,) = [row for row in self.numbers if row["Column"] == column]
        return found

    def strange(self) -> list[str]:
        """Return what is wrong: names used twice, links that lead nowhere or out of the page, what would be fetched."""
        names = Counter(held["id"] for _, held in self.tags if "id" in held)
        links = [held["href"] or "" for held in self.all("a") if "href" in held]
        twice = [f"{name} is there {count} times" for name, count in names.items() if count > 1]
        lost = [f"{link} leads nowhere" for link in links if link[:1] != "#" or link[1:] not in names]
        told = [(tag, value) for tag, held in self.tags for key, value in held.items() if key != "http-equiv" and value]
        out = [f"{tag} names {value}" for tag, value in told if "http" in value]
        kinds = {"script", "link", "iframe", "object"} & {tag for tag, _ in self.tags}
        return [*twice, *lost, *out, *kinds]


def check_html(text: str) -> None:
    """Fail where a page is not valid HTML, by html5lib's strict parser, or has strange names and links."""
    assert not ReportPage(text).strange()
    try:
        from html5lib import HTMLParser as StrictParser
    except ModuleNotFoundError:
        leave_out("no html5lib here: pip install html5lib")
    StrictParser(strict=True).parse(text)
