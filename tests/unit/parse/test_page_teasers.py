"""Titles over a sentence or two that end a page's text: teasers of other stories go, sections of the story stay."""

from itertools import pairwise

import pytest

from pipeline.parse.page import body_text, read
from tests.unit.parse.pier import TEXTS, TITLE

ADDRESS = "https://nordvik.example/pier"
OTHERS = (
    ("Ferry fares rise again", "The company asks for more from July, and islanders say no.", "/a"),
    ("Strike at the shipyard ends", "After three weeks the welders go back to work.", f"{ADDRESS}/b"),
    ("School gets a new roof", "The old one leaked for years.", "/c"),
)


def body(tail: str, texts: tuple[str, ...] = TEXTS) -> list[str]:
    """The texts of a page with a tail in the element of its text."""
    head = f'<title>{TITLE}</title><link rel=canonical href="{ADDRESS}"><meta property="og:type" content="article">'
    inside = "".join(f"<p>{text}</p>" for text in texts) + tail
    page = f"<html lang=en><head>{head}</head><body><main><h1>{TITLE}</h1><div>{inside}</div></main></body></html>"
    return body_text(read(page.encode()).story).split("\n\n")


def each(pattern: str, count: int = 3) -> str:
    return "".join(pattern.format(title, text, href) for title, text, href in OTHERS[:count])


@pytest.mark.parametrize(
    "tail",
    [
        each("<div><h3>{0}</h3><p>{1} <a href={2}>Read on</a></p></div>", 2),
        each("<div><h3>{0}</h3><p>{1}</p><a href={2}>Zum Artikel</a></div>", 2),
        f"<ul>{each('<li><h4><a href={2}>{0}</a></h4><p>{1}</p></li>')}</ul>",
        f"<h2>Read also</h2>{each('<h3><a href={2}>{0}</a></h3><p>{1}</p>', 2)}",
        each("<h3><a href={2}>{0}</a></h3><p>{1}</p>"),
    ],
)
def test_teasers_at_the_end_are_left_out(tail: str) -> None:
    assert body(tail) == list(TEXTS)


@pytest.mark.parametrize(
    ("tail", "texts"),
    [
        (each("<div><h3>{0}</h3><p>{1} <a href=https://else.example{2}>Website</a></p></div>", 2), TEXTS),
        (each("<div><h3>{0}</h3><p>{1} It is <a href={2}>in the letter of the board</a>.</p></div>"), TEXTS),
        (each("<div><h3>{0}</h3><p>{1} <a href={2}>More</a></p><p>The county did not say yes.</p></div>"), TEXTS),
        (each("<h3><a href={2}>{0}</a></h3><p>{1}</p>"), TEXTS[:2]),
        (each("<div><h3>{0}</h3><p>{1} <a href={2}>Read on</a></p></div>") + f"<p>{TEXTS[5]}</p>", TEXTS[:5]),
    ],
)  # fmt: skip
def test_sections_and_digests_stay(tail: str, texts: tuple[str, ...]) -> None:
    found = " ".join(body(tail, texts))
    assert all(text in found for _, text, _ in OTHERS[: tail.count("<h3>")])


@pytest.mark.parametrize("tag", ["h4", "b"])
def test_box_that_ends_with_where_to_go_on_is_an_offer(tag: str) -> None:
    box = f"<div><{tag}>The Pier Letter</{tag}><p>The coast, each Friday. <a href=/l>Get it</a></p></div>"
    assert body(f"{box}<p>{TEXTS[5]}</p>", TEXTS[:5]) == list(TEXTS)


def test_sections_that_are_the_story_keep_their_titles_though_each_leads_on() -> None:
    part = "<div><h3>Reason {0}</h3><p>{1} {2}</p><p><a href=/{0}>The full story</a></p></div>"
    pairs = pairwise(TEXTS)
    found = body("".join(part.format(at, *pair) for at, pair in enumerate(pairs)), ())
    assert [text for text in found if text.startswith("Reason")] == [f"Reason {at}" for at in range(len(TEXTS) - 1)]


@pytest.mark.parametrize("before", ["<p>How to join in:</p>", "<h3>How to join in</h3>", ""])
def test_offers_that_are_numbered_are_no_steps(before: str) -> None:
    items = "<ol><li>Subscribe now for the news of the port</li><li>Download our app</li></ol>"
    assert ("Download our app" in body(f"{before}{items}")) is bool(before)
