"""Scripts, style sheets and drawings are left to the parser: what looks like one of their tags costs no text."""

import pytest

from pipeline.parse.html.markup import to_utf8, tree
from pipeline.parse.page import parse_page, read

PARAGRAPHS = [
    "The ferry to Holm will sail every hour from August, the county said on Thursday after a year of complaints.",
    "Islanders had asked for more room for cars, and for a boat late at night when the theatre in town has closed.",
]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


@pytest.mark.parametrize(
    "page",
    [
        f"<!-- <script> -->{BODY}<script>a()</script>",
        f"<script src='a.js'></script>{BODY}<script>a()</script>",
        f"<svg class='a'/>{BODY}<svg><path d='M0'/></svg>",
        f"<svg><svg><path/></svg></svg>{BODY}<svg></svg>",
        f"<script data-a='b>c'>let a = '<p>no'</script>{BODY}",
        f"<SCRIPT>let a = 1</SCRIPT>{BODY}",
        f"{BODY}<script>let a",
        f"{BODY}<script",
        f"<style>p {{ color: red }}</style>{BODY}<!-- <svg>",
        # Old pages write scripts by scripts, their ends in two parts.
        f"<SCRIPT>document.write('<script src=\"a.js\"></scr'+'ipt>')</SCRIPT>{BODY}<script>a()</script>",
        f"<script>document.write('<script src=\"a.js\"><\\/script>')</script>{BODY}<script>a()</script>",
        # Tags in the values of attributes, and elements whose names only begin as theirs.
        f'<img src="a.jpg" alt="the <style> tag">{BODY}<style>p {{ color: red }}</style>',
        f'<img src="a.jpg" alt="a <script> for the stage">{BODY}<script>a()</script>',
        f'<a title="<svg>" href="/a">More</a>{BODY}<svg><path/></svg>',
        f"<style-guide></style-guide>{BODY}<style>p {{ color: red }}</style>",
        f"<script-loader src='a.js'></script-loader>{BODY}<script>a()</script>",
        f"<svg-icon name='a'></svg-icon>{BODY}<svg><path/></svg>",
    ],
)
def test_text_around_scripts_is_kept(page: str) -> None:
    (story,) = parse_page(f"<html><body><div>{page}</div></body></html>".encode())
    assert story.source_text.removeprefix("More\n\n") == "\n\n".join(PARAGRAPHS)


def test_a_page_in_another_charset_keeps_its_scripts() -> None:
    payload = "<meta charset=iso-8859-1><script>a='é'</script><p>caf\u00e9".encode("latin-1")
    page, encoding = to_utf8(payload)
    assert (page.decode()[-5:], tree(page).findtext(".//script"), encoding) == (">café", "a='é'", "cp1252")


@pytest.mark.parametrize("kind", ["application/ld+json", "application/ld&#43;json", "application/ld&#x2B;json"])
@pytest.mark.parametrize(
    ("charset", "headline"),
    [
        ("utf-8", "Ferja går kvar time"),
        ("iso-8859-1", "Ferja går kvar time"),
        ("windows-1251", "Паром до Хольма"),
        ("shift_jis", "ホルム島への船は毎時"),
        ("gb18030", "霍尔姆岛的渡轮每小时一班"),
    ],
)
def test_data_of_any_charset_and_spelling_is_read(kind: str, charset: str, headline: str) -> None:
    data = f'{{"@type": "NewsArticle", "headline": "{headline}", "datePublished": "2024-07-15"}}'
    page = f"<meta charset={charset}><script type='{kind}'>{data}</script><div>{BODY}</div>"
    about = read(page.encode(charset)).metadata
    assert (about.headline, about.published and about.published.day.isoformat()) == (headline, "2024-07-15")
