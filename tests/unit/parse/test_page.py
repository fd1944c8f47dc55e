"""News pages: the article out of what stands around it, its metadata, and input that no newsroom sends."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.errors import NotAStoryError, StoryError
from pipeline.parse import parse
from pipeline.parse.page import body_text, parse_page, read
from pipeline.story import BlockKind, CleanStory, ParsedStory, Picture
from tests.speed import within

LEAD = "The harbour board of Nordvik voted on Tuesday to close its last coal pier, ending a trade that began in 1871."
SECOND = "Dockers will be retrained for the wind terminal, board chair Inga Moe said, and no one is to lose their pay."
THIRD = "The ministry welcomed the vote, which still needs the assent of the county, and promised to pay half the cost."
ARTICLE = f"{LEAD}\n\n{SECOND}\n\n{THIRD}"
BODY = f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>"
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Nordvik closes its coal pier | The Harbour Gazette</title>
<link rel="canonical" href="https://gazette.example/2024/05/14/coal-pier">
<meta property="og:site_name" content="The Harbour Gazette">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle",
"headline": "Nordvik closes its coal pier", "datePublished": "2024-05-14T09:30:00+02:00",
"dateModified": "2024-05-14T12:00:00+02:00", "author": [{"@type": "Person", "name": "Kari Lund"}, {"name": "Ole Berg"}],
"keywords": ["harbours", "coal"], "image": {"@type": "ImageObject", "caption": "A crane.", "creditText": "Per Ask"}}]}
</script></head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Nordvik closes its coal pier</h1><div class="byline">By Kari Lund and Ole Berg</div>%s</article>
<aside class="related-stories"><h2>Related</h2>
<ul><li><a href="/a">Ferry fares rise again this summer</a></li></ul></aside>
<footer>Copyright The Harbour Gazette. All rights reserved.</footer></body></html>"""


def story_of(body: str) -> ParsedStory:
    (story,) = parse_page((PAGE % body).encode())
    return story


def texts(story: ParsedStory, *kinds: BlockKind) -> list[str]:
    return [story.source_text[b.start : b.end] for b in story.blocks if not kinds or b.kind in kinds]


def test_article_without_what_stands_around_it() -> None:
    byline = "By Kari Lund and Ole Berg"
    assert texts(story_of(BODY)) == ["Nordvik closes its coal pier", byline, LEAD, SECOND, THIRD]


def test_text_of_the_body_leaves_the_title_out() -> None:
    assert body_text(story_of(BODY)) == ARTICLE


def test_metadata_of_the_page() -> None:
    story = story_of(BODY)
    assert (story.headline, story.byline) == ("Nordvik closes its coal pier", "Kari Lund and Ole Berg")
    assert (story.language, story.guid) == ("en-GB", "https://gazette.example/2024/05/14/coal-pier")
    assert story.version_created == dt.datetime(2024, 5, 14, 10, tzinfo=dt.UTC)
    assert story.first_created == dt.datetime(2024, 5, 14, 7, 30, tzinfo=dt.UTC)
    assert (story.keywords, story.source) == (("harbours", "coal"), "The Harbour Gazette")
    assert story.pictures == (Picture("A crane.", "Per Ask"),)


def test_figure_gives_caption_and_credit() -> None:
    figure = (
        '<figure><img src="a.jpg"><figcaption>The pier in May.<span class="credit">Per Ask</span></figcaption></figure>'
    )
    story = story_of(f"<p>{LEAD}</p>{figure}<p>{SECOND}</p><p>{THIRD}</p>")
    assert texts(story, BlockKind.CAPTION) == ["The pier in May."]
    assert texts(story, BlockKind.CREDIT) == ["Per Ask"]


def test_figure_around_a_table_is_no_picture() -> None:
    story = story_of(BODY + "<figure><table><tr><td>Coal</td><td>1,200</td></tr></table></figure>")
    assert texts(story, BlockKind.TABLE) == ["Coal 1,200"]


def test_kinds_of_blocks() -> None:
    story = story_of(
        f"{BODY}<h2>What comes next</h2><ul><li>The county votes in June.</li></ul>"
        "<blockquote><p>We are not coal people any more, and have not been for years.</p></blockquote>"
    )
    assert [block.kind for block in story.blocks][-3:] == [BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE]


def test_line_before_a_picture_that_has_only_a_credit_is_body() -> None:
    credit = "<figure><img src=a.jpg><figcaption><span class=credit>(Per Ask)</span></figcaption></figure>"
    steps = "<p>The plan of the board has three steps:</p>"
    story = clean(story_of(f"<p>{LEAD}</p>{steps}{credit}<p>{SECOND}</p>{credit}<p>{THIRD}</p>"))
    assert "The plan of the board has three steps:" in story.body


def test_embedded_post_stays_in_a_wrapper_that_sounds_suspect() -> None:
    quote = '<blockquote class="twitter-tweet"><p>Coal is over. Wind is next.</p></blockquote>'
    post = f'<div class="social-share">{quote}</div>'
    assert "Coal is over. Wind is next." in texts(story_of(BODY + post), BlockKind.EMBED)


def test_line_breaks_make_paragraphs() -> None:
    story = story_of(f"<div>{LEAD}<br><br>{SECOND}<br>{THIRD}</div>")
    assert body_text(story) == f"{LEAD}\n\n{SECOND}\n{THIRD}"


CARD = "<div><h3><a href='/x'>A ferry runs aground off the cape</a></h3><p>It was the second this year.</p></div>"


def test_boxes_behind_the_paragraphs_go_whatever_they_are_called() -> None:
    boxes = f"<div class='k2'>{CARD}</div><div class='k3'><p>We are read in forty countries.</p></div>"
    assert body_text(story_of(f"<div class='k1'>{BODY}</div>{boxes}")) == ARTICLE


def test_second_body_behind_an_advert_stays() -> None:
    more = f"<div><p>{THIRD[::-1]}</p><p>{SECOND[::-1]}</p></div>"
    assert THIRD[::-1] in texts(story_of(f"<div class='k1'>{BODY}</div>{more}"))


def test_wrapped_paragraphs_are_seen_as_one_body() -> None:
    paragraphs = enumerate((LEAD, SECOND, THIRD))
    wrapped = "".join(f"<div class='w{number}'><div><p>{text}</p></div></div>" for number, text in paragraphs)
    page = f"<section>{wrapped}</section><div class='z'><p>Prices and tides are those of Tuesday.</p></div>"
    assert body_text(story_of(page)) == ARTICLE


def test_gallery_that_repeats_the_title_before_the_text() -> None:
    caption = "Cranes stand over the pier as the last ship leaves, seen from the ferry that brought the dockers home."
    slides = "".join(f"<li><div>{caption} Picture {number} of the day.</div></li>" for number in range(4))
    text = f"{BODY}{''.join(f'<p>{number}. {THIRD}</p>' for number in range(12))}"
    page = f"<ul>{slides}</ul><div class='k'><h1>Nordvik closes its coal pier</h1></div><div>{text}</div>"
    assert LEAD in body_text(story_of(page))


def test_flash_behind_the_title_outweighs_longer_text_further_on() -> None:
    desk = "The desk can be reached by telephone on working days, and by letter at the old customs house on the quay."
    links = "".join(
        f"<li><a href='/{number}'>Ferry number {number} of the season is in</a></li>" for number in range(9)
    )
    page = (PAGE % f"<div><p>{LEAD}</p></div>").replace("</article>", f"</article><ul>{links}</ul><div>{desk}</div>")
    assert body_text(parse_page(page.encode())[0]) == LEAD


@pytest.mark.parametrize("tag", ["nav", "form", "button", "aside", "footer"])
def test_element_that_holds_the_good_text_is_kept_whatever_its_name(tag: str) -> None:
    assert LEAD in texts(story_of(f"<{tag}>{BODY}</{tag}>"))


def test_suspect_names_of_the_paragraphs_themselves() -> None:
    paragraphs = "".join(f'<div class="subscriber-only"><p>{text}</p></div>' for text in (LEAD, SECOND, THIRD))
    assert body_text(story_of(f'<div class="article-body">{paragraphs}</div>')) == ARTICLE


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Read more: Ferry fares rise again",
        "Sign up for our daily newsletter",
        "Published 14 May 2024, 9:30",
        "3 min read",
        '<a href="/b">Ferry fares rise again this summer</a>',
        "Kari Lund is a reporter at the Gazette.",
        "Kari Lund, who grew up in Nordvik, is a senior fellow of the Ports Institute.",
        "Updated at 9:05 a.m.",
        "14/05/2024 - Posted by: Kari Lund - Category: Ports - Tags: coal, wind",
        "The Pier is a weekly newsletter on ports. It comes to your inbox on Fridays.",
        "Comments will be moderated before they appear.",
        "See more from the port here.",
        " ".join(f'<a href="/{n}">Ferry fares rise again this summer</a>' for n in range(30)),
        "© 2024 The Harbour Gazette",
    ],
)
def test_line_of_the_page_is_left_out(line: str) -> None:
    assert body_text(story_of(f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p><p>{line}</p>")) == ARTICLE


@pytest.mark.parametrize(
    "line",
    [
        "The board’s newsletter, which is delivered to 4,000 homes, had asked people for their views, she said.",
        "His comments on the pier were moderated by a wish for peace with the union, people who know him said later.",
        "OSLO, May 14, 2024",
    ],
)
def test_line_of_the_text_stays(line: str) -> None:
    assert line in texts(story_of(f"<p>{line}</p>{BODY}"))


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="content-header__accreditation"><div>{}</div></div>',
        '<div class="quote"><blockquote>{}</blockquote><div class="quote-attribution">Inga Moe</div></div>',
        '<div class="article__photo-text"><p>' + LEAD * 8 + "</p><p>{}</p></div>",
    ],
)
def test_part_of_a_name_makes_no_caption_or_credit(markup: str) -> None:
    story = story_of(
        markup.format("No coal leaves the port of Nordvik by ship any more, and few there miss it.") + BODY
    )
    assert "No coal leaves the port of Nordvik by ship any more, and few there miss it." in texts(story)
    assert not texts(story, BlockKind.CAPTION, BlockKind.CREDIT)


def test_next_article_on_the_page_is_another_story() -> None:
    follows = f"</article><article><header><h1>Ferry fares rise</h1></header><p>{THIRD[::-1]}</p>"
    assert body_text(story_of(BODY + follows)) == ARTICLE


@pytest.mark.parametrize(
    ("page", "check"),
    [
        ("<html><body><p>We value your privacy. Accept all cookies to go on.</p></body></html>", "parse.consent_wall"),
        ("<html><body><ul><li><a href=/>Home</a></ul></body></html>", "parse.page.no_article"),
        ("<html></html>", "parse.page.no_article"),
    ],
)
def test_page_without_an_article_is_no_story(page: str, check: str) -> None:
    with pytest.raises(NotAStoryError) as caught:
        parse_page(page.encode())
    assert caught.value.check == check


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("cp1252", "iso-8859-1"),
        ("utf-16", "utf-16"),
        ("utf-8-sig", "utf-8"),
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    body = (
        BODY.replace("Inga Moe", "Ægir “Sjø” Þór") if encoding != "cp1252" else BODY.replace("Inga Moe", "Ægir “Sjø”")
    )
    page = (PAGE % body).replace("<head>", f'<head><meta charset="{declared}">')
    assert "Ægir “Sjø”" in parse_page(page.encode(encoding))[0].source_text


def test_charset_of_the_transport() -> None:
    page = (PAGE % BODY.replace("Moe", "Мое")).encode("koi8-r")
    assert "Мое" in parse_page(page, media_type="text/html; charset=koi8-r")[0].source_text


def test_page_is_recognised_by_its_content() -> None:
    assert parse((PAGE % BODY).encode())[0].format == "html"


def test_nul_and_controls_do_not_reach_the_story() -> None:
    page = (PAGE % BODY.replace("coal pier", "coal\x00\x01 pier")).replace("The Harbour", "The\\u0000 Harbour")
    story = parse_page(page.encode())[0]
    assert not any(ord(c) < 32 and c != "\n" for c in f"{story.source_text}{story.source}{story.headline}")


def test_article_that_only_the_metadata_holds() -> None:
    told = (PAGE % "").replace('"headline":', f'"articleBody": "{LEAD}\\n\\n{SECOND}\\n\\n{THIRD}", "headline":')
    (story,) = parse_page(told.encode())
    assert (body_text(story), story.warnings) == (ARTICLE, ("parse.page.text_from_metadata",))


def test_flash_of_one_sentence_is_a_story_where_the_page_says_so() -> None:
    flash = "Nordvik closes its last coal pier, board says."
    assert body_text(story_of(f"<p>{flash}</p>")) == flash


def test_live_blog_is_noted() -> None:
    page = (PAGE % BODY).replace('"@type": "NewsArticle"', '"@type": "LiveBlogPosting"')
    assert "parse.page.live_blog" in parse_page(page.encode())[0].warnings


FIGURES = "".join(
    f"<figure><img src=/{n}.jpg><figcaption>A crane at pier {n} <i class=credit>Kari Lund</i></figcaption></figure>"
    for n in range(15_000)
)
HOSTILE = {
    "nested": b"<div>" * 100_000 + BODY.encode(),
    "inline": b"<b>" * 100_000 + b"text",
    "nested in an article": (PAGE % ("<div>" * 1500 + BODY)).encode(),
    "attribute": b"<html><body><p class='" + b"a " * 2_000_000 + b"'>" + LEAD.encode(),
    "attributes": b"<p " + b"a=b " * 500_000 + b">" + LEAD.encode(),
    "unclosed": b"<a href='" + b"x" * 5_000_000,
    "paragraphs": b"<p>word word word word word" * 200_000,
    "tags": b"<p>x" * 1_000_000,
    "entities": b"<p>" + b"&amp;" * 1_000_000,
    "fifty megabytes": b"<html><body><p>" + b"coal and wind, " * 3_500_000,
    "repeated titles": (PAGE % (f"<h1>Nordvik closes its coal pier</h1><div>{BODY}</div>" * 15_000)).encode(),
    "long synopsis": (PAGE % (f"<p>{LEAD * 3000}</p><div><p>{SECOND * 3000}</p></div>" + BODY * 3000)).encode(),
    "titles": b"<html><body>"
    + b"<h2><a href=x>A title that is a link to a page</a></h2><p>One line of it.</p>" * 30_000,
    "times": b"<html><body><p>x" + b"<time datetime=2024-05-14T10:00Z>10:00</time><p>A line of a live blog." * 30_000,
    "one text": b"<html><body><p>" + b"coal and wind, " * 600_000,
    "spaces": b"<html><body><p>a" + b" " * 9_000_000 + b"b",
    "figures": (PAGE % (BODY + FIGURES)).encode(),
    "links": (PAGE % (BODY + "<a href=/x>Ferry fares rise again this summer</a> " * 60_000)).encode(),
    "scripts": b"<script>" * 200_000,
    "scripts in comments": b"<!-- <script> " * 140_000 + BODY.encode(),
    "one tag of scripts": b"<script " * 280_000 + b">" + BODY.encode(),
    "drawings": b"<svg>" * 140_000 + b"</svg>" * 140_000 + BODY.encode(),
    "quoted ends": b"<svg/><script '>" * 140_000 + b"</script>" + BODY.encode(),
    "json": b"<script type='application/ld+json'>" + b"[" * 1_000_000 + b"</script>" + BODY.encode(),
    "table": b"<table><tr><td>" * 30_000 + LEAD.encode(),
    "brackets": b"<html><body>" + b"<p>(photo " * 20_000,
}


def outcome(payload: bytes) -> ParsedStory | None:
    """The story of a page, None where it was refused with a reason of ours; any other exception is a failure."""
    try:
        return read(payload).story
    except StoryError as error:
        return None if error.check.startswith("parse.") else pytest.fail(error.check)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_page_ends_in_time(name: str) -> None:
    assert within(8, lambda: outcome(HOSTILE[name]))


def test_pictures_of_a_hostile_page_are_cleaned_in_time() -> None:
    (story,) = parse_page(HOSTILE["figures"])
    cleaned: list[CleanStory] = []
    assert within(8, lambda: cleaned.append(clean(story)))
    assert len(cleaned[-1].pictures) == 15_001


def check_blocks(story: ParsedStory | None) -> None:
    if story is not None:
        assert "\n\n".join(texts(story)) == story.source_text
        assert all(text.strip() for text in texts(story))


TAGS = "p /p div /div a /a li br table td h1 /h1 figure figcaption /figure b script /script button aside blockquote"
MARKUP = st.lists(
    st.sampled_from([*(f"<{tag}>" for tag in TAGS.split()), "<!--", "-->", "&nbsp;", LEAD, "Kari Lund", "\0"])
    | st.text(max_size=20),
    max_size=60,
)


@given(MARKUP)
@settings(max_examples=150, deadline=None)
def test_any_markup_gives_whole_blocks_or_a_reason(parts: list[str]) -> None:
    check_blocks(outcome(f"<html><body>{BODY}{''.join(parts)}".encode("utf-8", "replace")))


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_story_or_a_reason(payload: bytes) -> None:
    check_blocks(outcome(b"<html><body>" + payload))
