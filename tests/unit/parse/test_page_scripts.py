"""Scripts are taken out before a page is parsed; what only looks like one stays for the parser."""

import pytest

from pipeline.parse.html.markup import opened
from pipeline.parse.html.scripts import apart
from pipeline.parse.page import parse_page

PARAGRAPHS = [
    "The ferry to Holm will sail every hour from August, the county said on Thursday after a year of complaints.",
    "Islanders had asked for more room for cars, and for a boat late at night when the theatre in town has closed.",
]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


@pytest.mark.parametrize(
    "page",
    [
        f"<!-- <script> -->{BODY}<script>a()</script>",
        f"<script src='a.js'/>{BODY}<script>a()</script>",
        f"<svg class='a'/>{BODY}<svg><path d='M0'/></svg>",
        f"<svg><svg><path/></svg>{BODY}<svg></svg>",
        f"<script data-a='b>c'>let a = '<p>no'</script>{BODY}",
        f"<SCRIPT>let a = 1</SCRIPT>{BODY}",
        f"{BODY}<script>let a",
        f"{BODY}<script",
        f"<style>p {{ color: red }}</style>{BODY}<!-- <svg>",
    ],
)
def test_text_around_scripts_is_kept(page: str) -> None:
    (story,) = parse_page(f"<html><body><div>{page}</div></body></html>".encode())
    assert story.source_text == "\n\n".join(PARAGRAPHS)


def test_a_page_in_another_charset_keeps_its_scripts() -> None:
    page, (script,), encoding = opened("<meta charset=iso-8859-1><script>a='é'</script><p>caf\u00e9".encode("latin-1"))
    assert (page.decode()[-5:], script.text, encoding) == (">café", "a='é'", "cp1252")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "page",
    [
        b"<script>" * 300_000,
        b"<script/>" * 300_000,
        b"<script " * 300_000 + b">",
        b"<!-- <script> " * 300_000,
        b"<svg>" * 300_000 + b"</svg>" * 300_000,
        b"<svg/><script '>" * 200_000 + b"</script>",
    ],
)
def test_hostile_pages_cost_no_more_than_their_length(page: bytes) -> None:
    assert len(apart(page)[0]) <= len(page)
