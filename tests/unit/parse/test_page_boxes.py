"""Boxes in a page's text, on pages whose classes say nothing: what is body, caption, offer or pointer."""

import json

import pytest

from pipeline.parse.html.markup import tree
from pipeline.parse.html.state import body_in_state
from pipeline.parse.page import body_text, read
from pipeline.story import BlockKind, ParsedStory
from tests.unit.parse import pier
from tests.unit.parse.pier import TITLE

TEXTS = pier.TEXTS[:4]
PARAGRAPHS = [f"<p>{text}</p>" for text in TEXTS]
IMAGE = '<img src="/a.jpg">'


def story(box: str, *, at: int = 2, wrapper: str = "{}") -> ParsedStory:
    """The story of a page with a box among its paragraphs."""
    parts = [wrapper.format(part) for part in PARAGRAPHS]
    body = "".join((*parts[:at], wrapper.format(box), *parts[at:]))
    head = f'<title>{TITLE}</title><meta property="og:type" content="article">'
    text = f"<div class=q1><h1>{TITLE}</h1><div class=q2>{body}</div></div>"
    return read(f"<html lang=en><head>{head}</head><body>{text}</body></html>".encode()).story


def of_kind(found: ParsedStory, kind: BlockKind) -> list[str]:
    return [found.source_text[block.start : block.end] for block in found.blocks if block.kind is kind]


@pytest.mark.parametrize("wrapper", ["{}", "<div class=q3>{}</div>"])
@pytest.mark.parametrize("at", [0, 2])
def test_text_beside_a_picture_is_its_caption(at: int, wrapper: str) -> None:
    caption = "Cranes at the pier of Nordvik wait for scrap on Monday."
    box = f"<div class=q4><div>{IMAGE}</div><div class=q5>{caption}</div></div>"
    found = story(box, at=at, wrapper=wrapper)
    assert of_kind(found, BlockKind.CAPTION) == [caption]
    assert body_text(found) == "\n\n".join(TEXTS)


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=q4><a href=/b>{IMAGE}<h4>Fares rise more</h4><p>The company asks for more in July.</p></a></div>",
        f"<div class=q4>{IMAGE}<a href=/b>Ferry fares rise again this year</a><p>The company asks for more.</p></div>",
        "<div class=q4><b>The Pier</b><p>What matters at the port, each Friday at noon.</p><input type=email></div>",
        "<div class=q4><p>The Pier</p><p>What matters at the port, in your inbox each Friday at noon.</p></div>",
        "<div class=q4><p>Bet 5, get 100 in bonus bets if the pier closes in time.</p></div>",
        "<div class=q4><p>“We have waited ten years for this”</p></div>",
    ],
)
def test_box_of_the_pages_own_is_left_out(box: str) -> None:
    assert body_text(story(box)) == "\n\n".join(TEXTS)


@pytest.mark.parametrize(
    "box",
    [
        "<details class=q4><summary>When will the last ship come?</summary><p>{}</p></details>",
        "<div class=q4><h4>When will the last ship come?</h4><p>{}</p></div>",
    ],
)
def test_box_of_the_story_stays(box: str) -> None:
    answer = "In September, the board says, with the coal that will heat the school for a last winter."
    told = (*TEXTS[:2], "When will the last ship come?", answer, *TEXTS[2:])
    assert body_text(story(box.format(answer))) == "\n\n".join(told)


@pytest.mark.parametrize(("kind", "title"), [("q2", "<a href=/{0}>{0} of the town of Nordvik</a>"), ("q4", "{0}")])
def test_last_sections_are_text(kind: str, title: str) -> None:
    told = [f"The {who} of Nordvik pay as much as ever, the ferry company said." for who in ("dockers", "bakers")]
    section = f"<div class={kind}><h3>{title}</h3><p>{{1}}</p><ul><li>Now {{2}} crowns</li></ul></div>"
    text = body_text(story("".join(section.format(each.split()[1], each, len(each)) for each in told), at=4))
    assert all(each in text and f"Now {len(each)} crowns" in text for each in told)


def test_list_beside_a_vote_is_text() -> None:
    voted = "<p>How the board voted:</p><ul><li>For: the Greens, 12 seats</li><li>Against: Labour, 9 seats</li></ul>"
    found = story(f"<div class=q4>{voted}<form><input type=radio>Yes<input type=radio>No</form></div>")
    assert of_kind(found, BlockKind.LIST_ITEM) == ["For: the Greens, 12 seats", "Against: Labour, 9 seats"]
    assert "How the board voted:" in body_text(found)


def test_paragraph_beside_a_picture_before_the_text_is_the_lead() -> None:
    lead = "Nordvik, which has burned and shipped coal since the king was a boy, turns to the wind."
    assert lead in body_text(story(f"<div class=q4>{IMAGE}<p>{lead}</p></div>", at=0))


def test_sections_that_have_a_picture_each_are_text() -> None:
    sections = "".join(f"<div class=q4>{IMAGE}<p>{text.replace('Nordvik', 'Holm')}</p></div>" for text in TEXTS)
    text = body_text(story(sections))
    assert text.count("Holm") == sum("Nordvik" in each for each in TEXTS)


def state(data: object) -> str | None:
    page = f'<html><script type="application/json">{json.dumps(data)}</script><div id=app></div></html>'
    return body_in_state(tree(page.encode()), TITLE)


BLOCKS = [{"type": "p", "content": text} for text in TEXTS]


@pytest.mark.parametrize(
    "data",
    [
        {"props": {"article": {"title": TITLE, "body": BLOCKS}}},
        {"story": {"headline": {"main": TITLE}, "parts": [{"data": {"children": [{"text": text}]}} for text in TEXTS]}},
        {"story": {"name": TITLE, "html": "".join(PARAGRAPHS)}},
        {"story": {"name": TITLE, "json": json.dumps([*BLOCKS, {"type": "image", "url": "/a.jpg", "text": "Cranes"}])}},
    ],
)
def test_article_in_the_data_for_scripts(data: object) -> None:
    assert state(data) in ("\n".join(PARAGRAPHS), "".join(PARAGRAPHS))


@pytest.mark.parametrize("start", ["window.__APP_STATE__ = ", "var page=", "window['data']="])
def test_article_in_a_variable_of_the_page(start: str) -> None:
    runs = [[{"type": "text", "data": text[:30]}, {"type": "a", "children": [{"data": text[30:]}]}] for text in TEXTS]
    data = {"d3": {"headline": TITLE, "body()": {"json": [{"type": "p", "children": each} for each in runs]}}}
    page = f"<html><script>{start}{json.dumps(data)};\n</script><div id=app></div></html>"
    assert body_in_state(tree(page.encode()), TITLE) == "\n".join(PARAGRAPHS)


def test_a_longer_story_in_the_same_store_is_not_the_pages() -> None:
    other = {"headline": "Another story of another pier", "body": [*BLOCKS, *BLOCKS]}
    assert state({"1": {"headline": TITLE, "body": {"json": BLOCKS}}, "2": other}) == "\n".join(PARAGRAPHS)


def test_title_that_the_page_has_cut() -> None:
    page = f'<script type="application/json">{json.dumps({"title": TITLE, "body": BLOCKS})}</script><p>'
    assert body_in_state(tree(page.encode()), f"{TITLE[:15]} ...") == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "data",
    [
        {"article": {"title": "Another story of another pier", "body": BLOCKS}},
        {"article": {"title": TITLE, "related": [{"headline": text[:20], "summary": text} for text in TEXTS]}},
        {"article": {"title": TITLE, "summary": TEXTS[0]}},
        "no object",
    ],
)
def test_data_that_hold_no_article(data: object) -> None:
    assert state(data) is None


TEASERS = "".join(
    f"<div class=q8><h3><a href=/{n}>What the paper wrote of pier {n} before</a></h3><p>{text}</p></div>"
    for n, text in enumerate(TEXTS)
)


def test_short_story_that_ends_with_a_link_is_no_pointer() -> None:
    end = "<p><a href=/comic>The pier that nobody wanted to close</a></p>"
    head = f'<title>{TITLE}</title><meta property="og:type" content="article">'
    page = f"<html>{head}<body><h1>{TITLE}</h1><div id=q7><p>{TEXTS[0]}</p>{end}</div>{TEASERS}"
    assert body_text(read(page.encode()).story).startswith(TEXTS[0])


def test_pointers_do_not_save_a_column_that_is_suspect() -> None:
    column = f"<p>The office of the paper is open on every weekday from nine in the morning to four.</p>{TEASERS}"
    page = f"<div><div class=q7><h1>{TITLE}</h1>{''.join(PARAGRAPHS[:2])}</div><div class=sidebar>{column}</div></div>"
    text = body_text(read(f"<html><title>{TITLE}</title><body>{page}".encode()).story)
    assert text == "\n\n".join(TEXTS[:2])


def test_sections_of_an_article_are_text_though_their_names_are_suspect() -> None:
    sections = "".join(
        f'<section class="part part--ads part--{n}" id="s{n}"><h2>Part {n}</h2>{paragraph}</section>'
        for n, paragraph in enumerate(PARAGRAPHS)
    )
    text = body_text(read(f"<html><title>{TITLE}</title><body><article><h1>{TITLE}</h1>{sections}".encode()).story)
    assert all(each in text for each in TEXTS)


def test_top_headings_of_sections_end_no_story() -> None:
    parts = "".join(f"<div class=q{n}><h1>Pier {n}</h1><div>{''.join(PARAGRAPHS[n:])}</div></div>" for n in range(3))
    once = parts.replace("<p>", "<p>At pier {}: ").format(*range(9))
    text = body_text(read(f"<html><title>{TITLE}</title><body><article>{once}</article>".encode()).story)
    assert all(f"At pier {n}: " in text for n in range(9))


@pytest.mark.parametrize(
    "part",
    [
        f"<p><a href=/a.jpg>{IMAGE}</a><span>The pier of Nordvik in June. (Harbour Board/Ola Vik)</span></p>",
        f"<p>{IMAGE}</p><p><em>Cranes at the pier of Nordvik via <a href=/x>the harbour board</a></em></p>",
        f"{IMAGE}<br><center>Cranes at the pier, photographed by Ola Vik</center>",
        f"<p>{IMAGE} The pier of Nordvik waits for scrap. (Ola Vik)</p>",
    ],
)
def test_text_set_apart_by_a_picture_is_its_caption(part: str) -> None:
    found = story(part)
    assert len(of_kind(found, BlockKind.CAPTION)) == 1
    assert body_text(found) == "\n\n".join(TEXTS)


@pytest.mark.parametrize(
    "part",
    [
        f"<p>{IMAGE} 3) The coal years of Nordvik (2 discs)</p>",
        f"<p>{IMAGE} The board meets again on Monday. (More on that day.)</p>",
        f"<p>{IMAGE}</p><p><em>The board meets again on Monday.</em></p>",
        "<p>The pier lies</p><p><em>in Nordvik</em></p>",
        f"<p>{IMAGE}</p><p><em>O pier of stone by the grey sea</em></p>",
        f"{IMAGE}<br><center>The cranes are gone</center>",
        f"<p>{IMAGE} The Pier, by Ann Lee (Holm Books)</p>",
    ],
)
def test_text_by_a_picture_stays_where_nothing_calls_it_a_caption(part: str) -> None:
    assert of_kind(story(part), BlockKind.CAPTION) == []
