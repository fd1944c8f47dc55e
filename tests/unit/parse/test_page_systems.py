"""Pages in the shapes of common publishing systems, written for this project: one story, one byline, one date each."""

import datetime as dt

import pytest

from pipeline.clean import clean
from pipeline.parse.page import Page, read
from pipeline.story import CleanStory, Kind
from tests.unit.parse import pier
from tests.unit.parse.pier import TITLE

TEXTS = pier.TEXTS[:5]
BODY = "".join(f"<p>{text}</p>" for text in TEXTS)
LINKS = "".join(f"<a href=/{n}>Section {n} of the paper and what is in it</a> " for n in range(120))

WORDPRESS = f"""<div class="wp-site-blocks"><nav class="wp-block-navigation"><ul><li><a href="/">Home</a></li></ul>
</nav>
<main class="wp-block-group"><h1 class="wp-block-post-title">{TITLE}</h1><div class="wp-block-group is-layout-flex">
<div class="wp-block-post-date"><time datetime="2024-05-14T09:30:00+02:00">14 May 2024</time></div><p>By</p>
<div class="wp-block-post-author-name">Kari Lund</div></div><figure class="wp-block-post-featured-image">
<img src="/a.jpg">
</figure><div class="entry-content wp-block-post-content">{BODY}<div class="wp-block-jetpack-subscriptions">
<p>Subscribe to get the latest posts sent to your email.</p></div></div><div class="wp-block-comments">
<h2>Leave a Reply</h2>
<p>Your email address will not be published. Required fields are marked *</p></div></main></div>"""

ARC = f"""<div id="fusion-app"><article class="b-article"><h1 class="b-headline">{TITLE}</h1><div class="ts-byline">
<div class="ts-byline__names">By <a href="/author/kari-lund">Kari Lund</a></div>
<time class="c-date" datetime="2024-05-14T07:30:00Z">May 14, 2024</time></div><article class="b-article-body">
{BODY}<h4 class="c-heading">Read more:</h4><ul><li><a href="/x">Ferry fares rise again this summer</a></li>
<li><a href="/y">Wind terminal to open in autumn</a></li></ul></article></article></div>"""

GHOST = f"""<main class="gh-main"><article class="gh-article"><header class="gh-article-header">
<a href="/tag/ports/">Ports</a>
<h1 class="gh-article-title">{TITLE}</h1><div class="gh-article-meta"><h4 class="gh-article-author-name">
<a href="/author/kari/">Kari Lund</a></h4><time datetime="2024-05-14">May 14, 2024</time> <span>2 min read</span>
</div></header>
<section class="gh-content">{BODY}<div class="kg-card kg-signup-card"><h2>Sign up for The Gazette</h2>
<p>News of the harbour in your inbox each week.</p></div></section></article><div class="gh-read-next">
<h2>Read next</h2>
<h3><a href="/x">Ferry fares rise again this summer</a></h3><div>The ferry company asks for more from July.</div>
</div></main>"""

DRUPAL = f"""<article class="node node--type-article"><h1 class="page-title">{TITLE}</h1>
<div class="field field--name-field-byline">By Kari Lund</div>
<div class="field field--name-created">Tue, 05/14/2024 - 09:30</div>
<div class="clearfix text-formatted field field--name-body field__item">{BODY}</div>
<div class="field field--name-field-tags"><div class="field__label">Tags</div><a href="/tags/coal">coal</a></div>
</article>"""

BRIGHTSPOT = f"""<main class="Page-main"><div class="Page-lead"><h1 class="Page-headline">{TITLE}</h1>
<div class="Page-byline">
<div class="Page-authors">By <a href="/author/kari-lund">Kari Lund</a></div><div class="Page-dateModified">
<bsp-timestamp>Updated May 14, 2024</bsp-timestamp></div></div></div><div class="Page-storyBody">
<div class="RichTextBody">{BODY}
<div class="Enhancement"><div class="PageListEnhancementGeneric-header">Related stories</div><div class="PagePromo">
<a href="/x">Ferry fares rise again this summer</a></div></div></div></div></main>"""

TABLES = f"""<table width=760><tr><td colspan=3>
<a href=/>Home</a> | <a href=/sport>Sport</a> | <a href=/w>Weather</a></td></tr>
<tr><td width=120><a href=/a>Ferry fares rise again this summer</a><br>
<a href=/b>Wind terminal to open in autumn</a></td>
<td><font size=5><b>{TITLE}</b></font><br><font size=1>By Kari Lund<br>May 14, 2024</font>{BODY}</td>
<td width=150><b>Advertisement</b></td></tr><tr>
<td colspan=3>Copyright The Harbour Gazette. All rights reserved.</td></tr>
</table>"""

LINE_BREAKS = f"""<div id="menu"><a href="/">Home</a> <a href="/sport">Sport</a></div><div id="story"><h1>{TITLE}</h1>
<div>By Kari Lund<br>14 May 2024</div><div class="text">{"<br><br>".join(TEXTS)}<br><br></div></div>"""

DIVISIONS = f"""<div class="x1"><h1>{TITLE}</h1><div>By Kari Lund</div><div>14 May 2024</div></div>
<div class="x3">{BODY.replace("<p>", "<div>").replace("</p>", "</div>")}</div><div class="x4">{LINKS[:400]}</div>"""

PLAIN = f"""<div>{LINKS}</div><h1>{TITLE}</h1><p>By Kari Lund</p><p>14 May 2024</p>{BODY}<div>{LINKS}</div>"""

SECTIONS = f"""<article><h1>{TITLE}</h1><p>By Kari Lund</p><time datetime="2024-05-14">Tuesday</time>
<section><section>{BODY[: BODY.index("<p>The ministry")]}</section>
<section>{BODY[BODY.index("<p>The ministry") :]}</section>
</section></article>"""

READERS = f"""<div id="onetrust-banner">
<p>We and our partners use cookies to store and access information on a device, such as
unique identifiers, and process personal data, such as your choices and more of this kind.</p></div><article>
<h1>{TITLE}</h1>
<p>By Kari Lund</p><p>Published: May 14, 2024</p>{BODY}<p>
<em>Kari Lund is a reporter who covers ports for The Harbour Gazette.
</em></p></article><section class="comments"><h3>3 Comments</h3>
<p>I have worked at this pier for twenty years, and I say it is
about time that the board did what it long promised us.</p></section><footer>
<p>Published by Gazette Media, 1 Pier Street.</p>
</footer>"""

SYSTEMS = {
    "WordPress": WORDPRESS,
    "Arc": ARC,
    "Ghost": GHOST,
    "Drupal": DRUPAL,
    "Brightspot": BRIGHTSPOT,
    "tables": TABLES,
    "line breaks": LINE_BREAKS,
    "divisions": DIVISIONS,
    "plain": PLAIN,
    "sections": SECTIONS,
    "readers": READERS,
}


def page_of(body: str) -> Page:
    return read(
        f"<html lang=en><head><title>{TITLE} | The Harbour Gazette</title></head><body>{body}</body></html>".encode()
    )


def bylines(story: CleanStory) -> list[str]:
    return [piece.text for piece in story.furniture if piece.kind is Kind.BYLINE]


@pytest.mark.parametrize("name", SYSTEMS)
def test_one_story_with_its_byline_and_date(name: str) -> None:
    page = page_of(SYSTEMS[name])
    story = clean(page.story)
    assert tuple(paragraph.text for paragraph in story.paragraphs) == TEXTS
    assert [person.name for person in story.contributors] == ["Kari Lund"]
    assert " ".join(bylines(story)).removeprefix("By ") == "Kari Lund"
    stamp = page.metadata.published
    assert (page.metadata.headline, stamp and stamp.day) == (TITLE, dt.date(2024, 5, 14))
    assert story.pictures == ()


def test_first_picture_above_the_text() -> None:
    figure = "<figure><figcaption>Cranes at the pier. <small class=credit>(Per Ask)</small></figcaption></figure>"
    beside = f'<div class="related">{figure.replace("Cranes", "Ferries")}</div>'
    story = clean(page_of(f"<h1>{TITLE}</h1>{beside}<div>{figure}</div><div class=article-body>{BODY}</div>").story)
    assert [(picture.caption, picture.credit) for picture in story.pictures] == [("Cranes at the pier.", "Per Ask")]
    assert tuple(paragraph.text for paragraph in story.paragraphs) == TEXTS


def test_table_of_figures_stays_a_table() -> None:
    table = "<table><tr><th>Year</th><th>Tonnes</th></tr><tr><td>2023</td><td>1,200</td></tr></table>"
    page = page_of(f"<article><h1>{TITLE}</h1>{BODY}{table}<p>{TEXTS[0].replace('coal', 'oil')}</p></article>")
    assert "2023 1,200" in page.story.source_text


@pytest.mark.parametrize(
    ("charset", "title", "byline", "name", "text"),
    [
        ("windows-1251", "Порт закрывает причал", "Автор: Анна Лунева", "Анна Лунева",
         "Совет порта Нордвик во вторник проголосовал за закрытие последнего угольного причала в городе."),
        ("gbk", "北港关闭煤炭码头", "记者 林一", "林一",
         "北港市港务局周二投票决定关闭最后一座煤炭码头，结束了该市延续一百五十年的煤炭贸易，工人将接受再培训。"),
        ("euc-kr", "북항 석탄 부두 폐쇄", "김한결 기자", "김한결",
         "북항 항만위원회는 화요일 마지막 석탄 부두를 폐쇄하기로 의결했다. 백오십 년 이어진 석탄 무역이 끝난다."),
        ("utf-8", "إغلاق رصيف الفحم", "بقلم: سمير حداد", "سمير حداد",
         "صوت مجلس ميناء نوردفيك يوم الثلاثاء على إغلاق آخر رصيف للفحم منهيا تجارة استمرت مئة وخمسين عاما في المدينة."),
    ],
)  # fmt: skip
def test_other_scripts_and_charsets(charset: str, title: str, byline: str, name: str, text: str) -> None:
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    body = "".join(f"<p>{text} {number}</p>" for number in range(3))
    head = f"<html><head>{declared}<title>{title}</title></head><body><div><h1>{title}</h1><p>{byline}</p>"
    page = read(f"{head}{body}</div></body></html>".encode(charset))
    story = clean(page.story)
    assert [paragraph.text for paragraph in story.paragraphs] == [f"{text} {number}" for number in range(3)]
    assert [person.name for person in story.contributors] == [name]
    assert page.metadata.authors == (name,)
