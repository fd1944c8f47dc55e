"""A standfirst between the title and the element of the text: kept once, as the first block of the body."""

import pytest

from pipeline.parse.page import body_text, read
from tests.unit.parse import pier
from tests.unit.parse.pier import TITLE

SUM = "A trade of 150 years ends, and the board promises work for all who unloaded the ships"
TEXTS = (
    "The harbour board of Nordvik voted on Tuesday to close its last coal pier after a night of talks in town.",
    *pier.TEXTS[1:4],
)


def body(above: str, description: str = "", texts: tuple[str, ...] = TEXTS) -> list[str]:
    """The body's blocks of a page with something between its title and the element of its text."""
    text = "".join(f"<p>{text}</p>" for text in texts)
    head = f'<title>{TITLE}</title><meta name="description" content="{description}">'
    page = f"<div><h1>{TITLE}</h1>{above}</div><div><div>{text}</div></div>"
    return body_text(read(f"<html lang=en><head>{head}</head><body>{page}</body></html>".encode()).story).split("\n\n")


@pytest.mark.parametrize(
    ("above", "description"),
    [
        (f"<h2>{SUM}</h2>", SUM),
        (f"<div><p>{SUM}</p></div>", f"{SUM[:70]}…"),
        (f"<h2 class=article__sub-headline>{SUM}</h2>", ""),
        (f"<div class=standfirst><p>{SUM}</p></div>", "What moves the north"),
        (f"<div class=standfirst><p>{SUM}</p><p>{SUM}</p></div>", SUM),
        (f"<div class=teaser-text><p>{SUM}</p></div>", "What moves the north"),
    ],
)
def test_standfirst_is_the_first_block(above: str, description: str) -> None:
    assert body(above, description) == [SUM, *TEXTS]


@pytest.mark.parametrize(
    ("above", "description"),
    [
        (f"<h2>{SUM}</h2>", ""),
        (f"<h2><a href=/b>{SUM}</a></h2>", SUM),
        (f"<a href=/b><p>{SUM}</p></a>", SUM),
        ("<p class=subhead-date>Published on 12 July 2024 at 10.40, updated at 12.15</p>", ""),
        ("<p class=subtitle>By Ann Lee, Harbour Correspondent of the Nordvik Post</p>", ""),
        (f"<p class=standfirst>{TEXTS[0]}</p>", TEXTS[0]),
        ("<p class=standfirst>Coal goes, wind comes</p>", ""),
    ],
)
def test_what_is_no_standfirst_is_left_out(above: str, description: str) -> None:
    assert body(above, description) == list(TEXTS)


def test_standfirst_that_the_text_begins_with_is_not_doubled() -> None:
    assert body(f"<h2>{SUM}</h2>", SUM, (SUM, *TEXTS)) == [SUM, *TEXTS]
