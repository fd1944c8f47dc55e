"""What stories hold beside paragraphs, amid them and at their end: questions, verses, facts, subheads in boxes."""

import pytest

from pipeline.parse.page import body_text, read
from tests.unit.parse.pier import TEXTS, TITLE

QUESTIONS = (
    ("Who pays for it?", "The county."),
    ("When will the last crane go?", "In spring, the board said, and not before the ice has left."),
)


def each(pattern: str, *texts: str) -> str:
    return "".join(pattern.replace("@", text) for text in texts)


def asked(pattern: str) -> str:
    return "".join(pattern.format(question, answer) for question, answer in QUESTIONS)


TOLD = [text for pair in QUESTIONS for text in pair]
VERSES = ("Grey is the sea at five", "and grey the coats of men", "the coal is not alive", "but it will burn again")
FACTS = ("Built in 1871 by the town", "Eighteen cranes and one shed")
SHAPES = {
    "questions in boxes": (asked("<div class=q><p class=a>{}</p><p class=b>{}</p></div>"), TOLD),
    "questions in a list": (f"<dl>{asked('<dt>{}</dt><dd>{}</dd>')}</dl>", TOLD),
    "questions that lead to themselves": (asked("<section><h2><a href=#q>{}</a></h2><p>{}</p></section>"), TOLD),
    "questions that unfold": (
        asked("<div class=q><h3><button aria-expanded=false>{}</button></h3><div hidden><p>{}</p></div></div>"),
        TOLD,
    ),
    "verses": (f"<div class=v>{each('<p>@</p>', *VERSES)}</div>", VERSES),
    "verses in boxes": (f"<div class=v>{each('<div>@</div>', *VERSES)}</div>", VERSES),
    "years": (
        each("<div class=y><p>@</p></div>", "1871: a pier", "1957: six hundred men", "Now: none"),
        ("Now: none",),
    ),
    "facts aside": (f"<aside><h3>The pier</h3><ul>{each('<li>@</li>', *FACTS)}</ul></aside>", FACTS),
    "facts in a callout": (f"<div class=callout><h3>The pier</h3><ul>{each('<li>@</li>', *FACTS)}</ul></div>", FACTS),
    "a word in a callout": (
        f"<div class=callout><div>!</div><div>{FACTS[0]}, and not on a Monday.</div></div>",
        FACTS[:1],
    ),
    "people with their pictures": (
        asked("<div class=m><img src=/a.jpg><h3>{}</h3><p>{}</p></div>"),
        TOLD,
    ),
    "subheads in boxes": (each("<div class=sub>@</div>", "A long wait", "What is next"), ("A long wait",)),
    "a subhead whose id is its words": ('<h2 id="the-price-of-coal">The price of coal</h2>', ("The price of coal",)),
    "a life": ("<p>Inga Moe, docker, born 3 May 1941; died 12 April 2024</p>", ("died 12 April 2024",)),
}


def text(*parts: str) -> str:
    body = f"<article><h1>{TITLE}</h1><div class=t>{''.join(parts)}</div></article>"
    head = f'<title>{TITLE}</title><meta property="og:type" content="article">'
    return body_text(read(f"<html lang=en><head>{head}</head><body>{body}</body></html>".encode()).story)


@pytest.mark.parametrize(("shape", "told"), SHAPES.values(), ids=SHAPES)
def test_shape_amid_the_text_is_text(shape: str, told: tuple[str, ...]) -> None:
    found = text(each("<p>@</p>", *TEXTS[:3]), shape, each("<p>@</p>", *TEXTS[3:]))
    assert [each for each in (*TEXTS, *told) if found.count(each) != 1] == []


def test_quote_in_a_box_made_as_those_of_the_paragraphs_is_text() -> None:
    quote = "The ships will not come back, said one man."
    found = text(
        each("<div class=p><div><p>@</p></div></div>", *TEXTS), f"<div class=c><blockquote>{quote}</blockquote></div>"
    )
    assert found.split("\n\n") == [*TEXTS, quote]


@pytest.mark.parametrize(("shape", "told"), [SHAPES[name] for name in SHAPES if not name.startswith(("sub", "a "))])
def test_shape_at_the_end_is_text(shape: str, told: tuple[str, ...]) -> None:
    found = text(each("<p>@</p>", *TEXTS), shape)
    assert [each for each in (*TEXTS, *told) if found.count(each) != 1] == []


@pytest.mark.parametrize(
    "box", ["<div class=k onclick='go()'>@</div>", "<div class=k role=link>@</div>", "<a href=/x>@</a>"]
)
def test_boxes_that_lead_on_are_no_sections(box: str) -> None:
    cards = asked(box.replace("@", "<h3>{}</h3><p>{} So the company says of its ferries in the north.</p>"))
    assert text(each("<p>@</p>", *TEXTS), cards) == "\n\n".join(TEXTS)
