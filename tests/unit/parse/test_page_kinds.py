"""Pages of other kinds than the plain article: walls, lists, live blogs, galleries, AMP, other scripts."""

import datetime as dt
import json

import pytest

from pipeline.errors import NotAStoryError
from pipeline.flow import preview
from pipeline.parse.page import body_text, parse_page
from pipeline.story import Article, BlockKind, Link, ParsedStory, Picture

LEAD = "The council of Tarn voted on Monday to reopen the mountain railway, which has stood idle since the flood."
SECOND = "Trains are to run from June, mayor Lise Aune said, with tickets at the price of the bus they replace."
THIRD = "The line's viaduct was rebuilt in stone from the old quarry, and engineers have tested it with loaded wagons."
MORE = "Hotels along the valley expect more guests, while farmers fear for the meadows that the new halt will take."
BODY = "".join(f"<p>{text}</p>" for text in (LEAD, SECOND, THIRD, MORE))
TITLE = "Tarn reopens its railway"
ADDRESS = "https://tarn.example/2024/railway"


def page(body: str, *data: dict[str, object], title: str = TITLE, head: str = "", lang: str = "en") -> bytes:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in data)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title>{head}'
        f'<link rel="canonical" href="{ADDRESS}">{scripts}</head><body>{body}</body></html>'
    ).encode()


def article(**more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-03-04T08:00:00Z", **more}


def story(payload: bytes) -> ParsedStory:
    (found,) = parse_page(payload)
    return found


def previewed(payload: bytes) -> Article:
    (found,) = preview(payload)
    return found


def texts(found: ParsedStory, kind: BlockKind) -> list[str]:
    return [found.source_text[b.start : b.end] for b in found.blocks if b.kind is kind]


def refusal(payload: bytes) -> str:
    with pytest.raises(NotAStoryError) as caught:
        parse_page(payload)
    return caught.value.check


WALLED = f"<h1>{TITLE}</h1><p>{LEAD}</p><div class='wall'>%s</div>"
CARD = (
    "<article><h2><a href='/{0}'>What the valley says of plan number {0}</a></h2>"
    "<p>{0} voices from the villages on it.</p></article>"
)


@pytest.mark.parametrize(
    "words",
    [
        "Subscribe to continue reading this article",
        "This article is for subscribers only.",
        "Sie möchten weiterlesen? Jetzt testen und weiterlesen.",
        "Cet article est réservé aux abonnés",
        "Contenido exclusivo para suscriptores",
        "この記事は有料会員限定です",
    ],
)
def test_first_sentence_before_a_paywall_is_no_story(words: str) -> None:
    assert refusal(page(WALLED % words, article(isAccessibleForFree="False"))) == "parse.paywall"


def test_beginning_of_an_article_before_a_paywall_is_a_story_with_a_warning() -> None:
    found = story(
        page(
            WALLED.replace("</p>", f"</p><p>{SECOND}</p><p>{THIRD}</p>") % "Subscribe to keep reading.",
            article(isAccessibleForFree=False),
        )
    )
    assert "parse.page.paywalled" in found.warnings
    assert body_text(found).startswith(LEAD)


def test_paywalled_page_that_holds_the_text_is_a_story() -> None:
    text = BODY * 1 + "".join(f"<p>{n}. {MORE} {THIRD}</p>" for n in range(6))
    found = story(
        page(f"<h1>{TITLE}</h1>{text}<div>Subscribe to continue reading</div>", article(isAccessibleForFree=False))
    )
    assert "parse.page.paywalled" not in found.warnings
    assert "parse.page.not_free" in found.warnings


def test_flash_beside_a_hidden_offer_to_subscribe_is_a_story() -> None:
    found = story(
        page(
            f"<h1>{TITLE}</h1><div><p>{LEAD}</p><p>{SECOND}</p></div><dialog>Subscribe to continue reading</dialog>",
            article(),
        )
    )
    assert body_text(found) == f"{LEAD}\n\n{SECOND}"


@pytest.mark.parametrize(
    "text",
    [
        "Before you continue: we and our partners use cookies and data to deliver and measure ads. You may accept all.",
        "Wir und unsere Partner bitten um Ihre Einwilligung. Mehr im Datenschutz.",
        "Please enable JavaScript and cookies to continue. Checking your browser.",
    ],
)
def test_question_of_consent_is_no_story(text: str) -> None:
    assert refusal(page(f"<main><p>{text}</p></main>", title="One moment")) == "parse.consent_wall"


def test_article_about_cookies_is_a_story() -> None:
    text = f"<p>Bakers of Tarn sold cookies with the consent of the mayor, whose privacy policy they mocked.</p>{BODY}"
    assert "cookies" in body_text(story(page(f"<h1>Cookies</h1>{text}", article(headline="Cookies"))))


@pytest.mark.parametrize(
    ("title", "body", "data", "check"),
    [
        ("404 - Page not found", f"<p>{LEAD}</p><p>{SECOND}</p>", [], "parse.page.not_found"),
        ("Seite nicht gefunden", f"<p>{LEAD}</p><p>{SECOND}</p>", [], "parse.page.not_found"),
        ("Search results for railway", "".join(CARD.format(n) for n in range(9)), [], "parse.page.search"),
        ("The Tarn Post", "".join(CARD.format(n) for n in range(9)), [], "parse.page.index"),
        ("Railways", BODY, [{"@type": "CollectionPage"}], "parse.page.index"),
        (
            "Watch the first train",
            "<video src=a.mp4></video><p>The first train.</p>",
            [{"@type": "VideoObject"}],
            "parse.page.video",
        ),
        ("Tarn", "<p>Nothing here.</p>", [], "parse.page.no_article"),
    ],
)
def test_other_pages_are_refused_with_their_reason(
    title: str, body: str, data: list[dict[str, object]], check: str
) -> None:
    assert refusal(page(body, *data, title=title)) == check


def test_article_with_linked_headings_around_it_is_no_list() -> None:
    around = "".join(f"<h3><a href='/{n}'>Another story of the valley, number {n}</a></h3>" for n in range(9))
    assert body_text(
        story(page(f"<h1>{TITLE}</h1><div class='t'>{BODY}</div><div class='u'>{around}</div>"))
    ).startswith(LEAD)


ENTRIES = [
    ("The mayor cuts the ribbon", "2024-06-01T10:40:00+02:00", [LEAD, SECOND]),
    ("First train leaves", "2024-06-01T10:05:00+02:00", [THIRD]),
    ("Crowds gather at the halt", "2024-06-01T09:30:00+02:00", [MORE]),
]
BLOG = "".join(
    f"<div class='entry'><time datetime='{at}'>{at[11:16]}</time><h2>{head}</h2><p>{'</p><p>'.join(told)}</p></div>"
    for head, at, told in ENTRIES
)
TOLD: dict[str, object] = {
    "@type": "LiveBlogPosting",
    "headline": TITLE,
    "datePublished": "2024-06-01T07:00:00Z",
    "liveBlogUpdate": [
        {"@type": "BlogPosting", "headline": head, "datePublished": at, "articleBody": " ".join(told)}
        for head, at, told in ENTRIES
    ],
}
HEADS = [
    ("The mayor cuts the ribbon", dt.datetime(2024, 6, 1, 8, 40, tzinfo=dt.UTC), "The mayor cuts the ribbon"),
    ("First train leaves", dt.datetime(2024, 6, 1, 8, 5, tzinfo=dt.UTC), "First train leaves"),
    ("Crowds gather at the halt", dt.datetime(2024, 6, 1, 7, 30, tzinfo=dt.UTC), "Crowds gather at the halt"),
]


def entries(payload: bytes) -> list[tuple[str | None, dt.datetime | None, str]]:
    found = previewed(payload)
    return [(each.headline, each.at, found.paragraphs[each.paragraph]) for each in found.updates]


def test_live_blog_is_one_story_of_dated_entries() -> None:
    assert entries(page(f"<h1>{TITLE}</h1><div>{BLOG}</div>", TOLD)) == HEADS


def test_live_blog_by_the_times_that_it_prints() -> None:
    told = {key: value for key, value in TOLD.items() if key != "liveBlogUpdate"}
    assert entries(page(f"<h1>{TITLE}</h1><div>{BLOG}</div>", told)) == HEADS


def test_live_blog_whose_entries_only_scripts_show() -> None:
    found = previewed(page(f"<h1>{TITLE}</h1><div id='app'></div>", TOLD))
    assert [each.at for each in found.updates] == [at for _, at, _ in HEADS]
    assert THIRD in found.body


def test_article_with_times_of_publication_and_change_is_no_live_blog() -> None:
    times = "<time datetime='2024-03-04T08:00:00Z'>8:00</time> <time datetime='2024-03-04T09:00:00Z'>9:00</time>"
    assert previewed(page(f"<h1>{TITLE}</h1>{times}{BODY}", article())).updates == ()


@pytest.mark.parametrize(
    "classes", ["twitter-tweet", "instagram-media", "tiktok-embed", "bluesky-embed", "text-post-media"]
)
def test_embedded_posts_are_marked(classes: str) -> None:
    post = f'<blockquote class="{classes}"><p>All aboard, at last.</p>&mdash; Lise Aune (@lise)</blockquote>'
    found = previewed(page(f"<h1>{TITLE}</h1><div>{BODY}{post}<p>{MORE[::-1]}</p></div>", article()))
    kinds = dict(zip(found.paragraphs, found.paragraph_kinds, strict=True))
    assert kinds["All aboard, at last."] == "embed"


def test_gallery_keeps_its_pictures_in_order() -> None:
    figures = "".join(
        f'<figure><img data-src="/p/{n}.jpg" src="data:x"><figcaption>The viaduct, view {n}.'
        f'<span class="credit">Per Ask</span></figcaption></figure>'
        for n in range(3)
    )
    found = previewed(page(f"<h1>{TITLE}</h1><div>{BODY}{figures}</div>", article()))
    assert found.pictures == tuple(
        Picture(f"The viaduct, view {n}.", "Per Ask", "Per Ask", href=f"https://tarn.example/p/{n}.jpg")
        for n in range(3)
    )


@pytest.mark.parametrize(
    ("following", "links"),
    [
        (f"{ADDRESS}?page=2", (Link("next", f"{ADDRESS}?page=2"),)),
        ("/2024/railway/2/", (Link("next", f"{ADDRESS}/2/"),)),
        ("https://tarn.example/2024/bridge", ()),
    ],
)
def test_next_page_of_the_article_is_noted_and_the_next_article_is_not(following: str, links: tuple[Link, ...]) -> None:
    found = story(page(f"<h1>{TITLE}</h1>{BODY}", article(), head=f'<link rel="next" href="{following}">'))
    assert found.links == links


def test_amp_page() -> None:
    body = (
        f"<article><h1>{TITLE}</h1><amp-img src='a.jpg'></amp-img><amp-ad>Buy a hat</amp-ad><div>{BODY}</div></article>"
        "<amp-sidebar><p>Every story of the week at one glance, and the tides.</p></amp-sidebar>"
    )
    assert body_text(story(page(body, article()))) == "\n\n".join((LEAD, SECOND, THIRD, MORE))


def test_microdata() -> None:
    body = (
        f"<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>{TITLE}</h1>"
        "<span itemprop='author'>Kari Lund</span>"
        "<span itemprop='datePublished' content='2024-03-04T08:00:00+01:00'>Monday</span>"
        f"<div itemprop='articleBody'>{BODY}</div></div>"
    )
    found = story(page(body))
    assert (found.byline, found.first_created) == ("Kari Lund", dt.datetime(2024, 3, 4, 7, tzinfo=dt.UTC))


ARABIC = [
    "صوّت مجلس بلدية تارن يوم الاثنين على إعادة فتح السكة الحديدية الجبلية المتوقفة منذ الفيضان الذي ضرب الوادي.",
    "وقالت رئيسة البلدية إن القطارات ستنطلق في يونيو بأسعار تماثل أسعار الحافلات التي كانت تخدم القرى سابقا.",
]
JAPANESE = [
    "タルン町議会は月曜日、洪水の後に止まっていた登山鉄道の運転を六月から再開する案を賛成多数で可決した。",
    "町長は記者会見で、運賃は代替バスと同じ額に据え置くと述べ、観光客だけでなく住民の足になると強調した。",
]


@pytest.mark.parametrize(
    ("lang", "title", "paragraphs", "printed"),
    [
        ("ar", "تارن تعيد فتح سكتها الحديدية", ARABIC, "4 مارس 2024"),
        ("ja", "タルンの登山鉄道が再開へ", JAPANESE, "2024年3月4日"),
    ],
)
def test_other_scripts(lang: str, title: str, paragraphs: list[str], printed: str) -> None:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    around = "<footer><p>Copyright. All rights reserved.</p></footer>"
    found = story(page(f"<h1>{title}</h1><span>{printed}</span><div>{body}</div>{around}", title=title, lang=lang))
    assert (found.headline, found.language) == (title, lang)
    assert body_text(found) == "\n\n".join(paragraphs)
    assert found.first_created == dt.datetime(2024, 3, 4, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Search for missing boat off Tarn ends", BODY),
        ("404 people on the first train of Tarn", BODY),
        (
            "Railway of Tarn fined over cookies",
            (
                "<p>By law a page must ask for consent before it sets cookies, the court said on Monday.</p>"
                "<p>That of the railway told readers to accept all, and its privacy policy named no buyers.</p>"
            ),
        ),
    ],
)
def test_story_in_the_words_of_walls_is_no_wall(title: str, text: str) -> None:
    found = story(page(f"<main><h1>{title}</h1>{text}</main>", title=title))
    assert body_text(found).count("\n\n") + 1 == text.count("<p>")
