"""Lines of a web page; Markdown is rendered to one first, so that both are read alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.intake.line import Line, clean
from knowledge.intake.source import Source

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_UNSEEN = ("script", "style", "noscript", "template", "nav", "head", "iframe", "svg", "form", "button", "del")
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|center|d[dlt]|details|div|fieldset|fig(?:caption|ure)|footer|h[1-6r]"
    "|header|html|li|main|[ou]l|p|pre|section|summary|table|tr|t(?:body|foot|head)"
)
_MOST_TAGS = 500_000


def read_html(text: str, source: Source) -> tuple[Line, ...]:
    """The lines a reader of the page sees. Raises `InputError` where the page is too large or cannot be parsed."""
    import warnings

    from bs4 import BeautifulSoup, ParserRejectedMarkup

    if text.count("<") > _MOST_TAGS:
        raise source.refuse("the page has more than 500,000 tags", "save it as plain text")
    try:
        with warnings.catch_warnings(action="ignore"):
            soup = BeautifulSoup(text, "html.parser")
        _number_lists(soup)
        return tuple(_lines(soup))
    except (ParserRejectedMarkup, RecursionError, AssertionError) as error:
        raise source.refuse("the page cannot be parsed", "save it as plain text") from error


def read_markdown(text: str, source: Source) -> tuple[Line, ...]:
    """The lines of a Markdown text, each line of a paragraph by itself. Raises `InputError`."""
    from markdown_it import MarkdownIt

    # A law's paragraphs are often indented by four blanks; as code they would keep their marks.
    parser = MarkdownIt("commonmark", {"breaks": True, "html": False}).enable("table").disable("code")
    return read_html(parser.render(text), source)


def _number_lists(soup: BeautifulSoup) -> None:
    """Puts the numbers that a browser draws before the points of a list into their text."""
    for points in soup.find_all("ol"):
        first = str(points.get("start", "1"))
        number = int(first) if first.isascii() and first.isdigit() and len(first) < 6 else 1
        for point in points.find_all("li", recursive=False):
            point.insert(0, f"{number}. ")
            number += 1


def _lines(soup: BeautifulSoup) -> Iterator[Line]:
    for tag in soup.find_all(_UNSEEN):
        tag.decompose()
    gathered: list[str] = []
    block: Tag | None = None
    for text, holder in _texts(soup):
        if holder is not block:
            yield from _line(gathered, block)
            gathered, block = [], holder
        gathered.append(text)
    yield from _line(gathered, block)


def _texts(soup: BeautifulSoup) -> Iterator[tuple[str, Tag | None]]:
    """Every text with the block that holds it; line breaks and what parts the cells of a row are texts of their own.

    What holds a tag is kept from its parent, for a page may nest its tags as deeply as it likes.
    """
    from bs4 import Tag
    from bs4.element import NavigableString

    holders: dict[int, tuple[Tag | None, bool]] = {id(soup): (None, False)}
    for node in soup.descendants:
        block, as_written = holders[id(node.parent)]
        if isinstance(node, Tag):
            inner = node if _BLOCK.fullmatch(node.name) else block
            holders[id(node)] = (inner, as_written or node.name == "pre")
            if node.name == "br":
                yield "\n", block
            elif node.name in ("td", "th") and node.find_previous_sibling(("td", "th")):
                yield " | ", block
        elif type(node) is NavigableString:
            yield (str(node) if as_written else re.sub(r"\s+", " ", str(node))), block


def _line(gathered: list[str], block: Tag | None) -> Iterator[Line]:
    level = int(block.name[1]) if block is not None and re.fullmatch("h[1-6]", block.name) else 0
    for raw in "".join(gathered).split("\n"):
        if words := clean(raw):
            yield Line(words, level)
