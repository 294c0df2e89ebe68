"""The page of a lesson: every slide with its question, and links to the handouts; no script, nothing is fetched."""

from collections.abc import Mapping, Sequence
from html import escape

from sim.classroom.lesson.slide_words import ENGLISH_INDEX, ENGLISH_SLIDES, ENGLISH_TABLE

STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
img { display: block; width: 100%; height: auto; }
figure { margin: 1rem 0 2rem; } .picture { overflow-x: auto; } a { color: #0b4f8a; }
@media (max-width: 40rem) { img { min-width: 40rem; } }
""".strip()


def index_page(slides: Mapping[str, str], handouts: Sequence[tuple[str, str]], worlds: int, seed: int) -> str:
    """Return the page.

    slides     name -> what is read where the slide is not seen, in the order of the lesson
    handouts   title and file of each
    """
    words = ENGLISH_INDEX
    links = "\n".join(f'<li><a href="{escape(file)}">{escape(title)}</a></li>' for title, file in handouts)
    shown = "\n".join(slide_block(name, alternative) for name, alternative in slides.items())
    return (
        f'<!doctype html>\n<html lang="{words["language"]}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(words['title'])}</title>\n<style>\n{STYLE}\n</style>\n<main>\n<h1>{escape(words['title'])}</h1>\n"
        f"<p>{escape(words['about'].format(worlds=f'{worlds:,}', seed=seed))}</p>\n"
        f"<h2>{words['handouts']}</h2>\n<p>{words['confidential']}</p>\n<ul>\n{links}\n</ul>\n"
        f'<p><a href="figures.txt">{escape(ENGLISH_TABLE["link"])}</a></p>\n{shown}\n</main>\n</html>\n'
    )


def slide_block(name: str, alternative: str) -> str:
    """Return a slide as HTML: part of the lesson, question, picture, and its files."""
    part, question = ENGLISH_SLIDES[name]
    files = ", ".join(f'<a href="{name}.{form}">{name}.{form}</a>' for form in ("svg", "png"))
    return (
        f"<section>\n<h2>{escape(part)}: {escape(question)}</h2>\n<figure>\n"
        f'<div class="picture" role="region" tabindex="0" aria-label="{escape(question)}">'
        f'<img src="{name}.png" alt="{escape(alternative)}"></div>\n'
        f"<figcaption>{ENGLISH_INDEX['files']}: {files}</figcaption>\n</figure>\n</section>"
    )
