"""Short texts of a story that stand apart from its paragraphs: questions, years, times, what heads a list."""

import pytest

from pipeline.parse.page import body_text, read
from tests.unit.parse.pier import TEXTS, TITLE

BODY = "".join(f"<p>{text}</p>" for text in TEXTS)
ASKED = (("When does it close?", "In September, with the last load."), ("Who pays?", "Both, half each, says Moe."))
YEARS = (("1874", "The pier opens."), ("1957", "Its best year."), ("2011", "The first loss."))


def texts(inside: str) -> list[str]:
    """The texts of a page with this in its article."""
    head = f'<title>{TITLE}</title><meta property="og:type" content="article">'
    body = f"<article><h1>{TITLE}</h1><div>{inside}</div></article>"
    return body_text(read(f"<html lang=en><head>{head}</head><body>{body}</body></html>".encode()).story).split("\n\n")


@pytest.mark.parametrize("rows", [ASKED, YEARS])
def test_pairs_in_boxes_made_alike_are_text(rows: tuple[tuple[str, str], ...]) -> None:
    boxes = "".join(f"<div class=a><div class=b>{one}</div><div class=c>{other}</div></div>" for one, other in rows)
    assert texts(f"<p>{TEXTS[0]}</p>{boxes}{BODY}")[1 : 1 + 2 * len(rows)] == [text for row in rows for text in row]


def test_text_that_heads_the_list_that_is_the_story_stays() -> None:
    items = "".join(f"<li>{text}</li>" for text in TEXTS)
    assert texts(f"<p>What the vote means:</p><ul>{items}</ul>") == ["What the vote means:", *TEXTS]


@pytest.mark.parametrize(("times", "stay"), [(("9:00", "10:30", "12.00"), True), (("9:00",), False)])
def test_times_in_a_row_with_what_happens_are_text(times: tuple[str, ...], stay: bool) -> None:
    events = [f"{time} The board meets" for time in times]
    found = texts(f"{BODY}{''.join(f'<p>{event}</p>' for event in events)}")
    assert (found[len(TEXTS) :] == events) is stay


@pytest.mark.parametrize("name", ["subtitle", "story-intro"])
def test_text_that_is_called_a_standfirst_stays_where_all_of_the_article_is_chosen(name: str) -> None:
    said = "The ministry pays half of what it costs"
    inside = f"<div class='{name}'>{said} now</div><div>{BODY}</div>"
    assert f"{said} now" in texts(inside)


@pytest.mark.parametrize(("days", "stay"), [(("May 12, 2024", "May 13, 2024"), True), (("May 12, 2024",), False)])
def test_days_that_head_the_parts_of_a_diary_are_text(days: tuple[str, ...], stay: bool) -> None:
    parts = "".join(f"<p><b>{day}</b></p><p>{text}</p>" for day, text in zip(days, TEXTS[4:], strict=False))
    found = texts("".join(f"<p>{text}</p>" for text in TEXTS[:4]) + parts)
    assert set(days).issubset(found) is stay
