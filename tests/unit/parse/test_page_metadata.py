"""What pages say of themselves: dates by precedence, the right one of several articles, authors, pictures."""

import datetime as dt
import json

import pytest
from lxml.html import document_fromstring

from pipeline.parse import page
from pipeline.parse.html.dates import stamp, stamp_in_address
from pipeline.parse.html.metadata import read
from pipeline.parse.page import parse_page
from pipeline.story import Contributor, ParsedStory, Picture

TEXT = "".join(
    f"<p>{text}</p>"
    for text in (
        "The ferry to Holm will sail every hour from August, the county said on Thursday after a year of complaints.",
        "Islanders had asked for more room for cars, and for a boat late at night when the theatre in town has closed.",
    )
)
TITLE = "Holm gets an hourly ferry"


def story(
    body: str = "", *, data: object = None, head: str = "", lang: str = "en-GB", under: str = TEXT
) -> ParsedStory:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data is not None else ""
    top = f'<html lang="{lang}"><head><title>{TITLE}</title>{head}{script}</head>'
    page = f"{top}<body>{body}<div>{under}</div></body></html>"
    (found,) = parse_page(page.encode())
    return found


def day(found: ParsedStory) -> str | None:
    return found.first_created.date().isoformat() if found.first_created else None


META = '<meta property="article:published_time" content="2024-07-12T09:00:00Z">'
LINK = '<link rel="canonical" href="https://holm.example/%s">'
HEADING = f"<h1>{TITLE}</h1>"


@pytest.mark.parametrize(
    ("body", "data", "head", "expected"),
    [
        ("", {"@type": "NewsArticle", "datePublished": "2024-07-11T06:00:00Z"}, META, "2024-07-11"),
        ("", {"@type": "NewsArticle", "datePublished": "0001-01-01T00:00:00Z"}, META, "2024-07-12"),
        ("", {"@type": "NewsArticle", "datePublished": "2999-07-11"}, META, "2024-07-12"),
        ("<time datetime='2024-07-14'>14 July</time>", None, META, "2024-07-12"),
        ("<span itemprop='datePublished'>2024-07-13</span>", None, LINK % "2024/07/14/ferry", "2024-07-13"),
        ("<time>16 February 2024</time>", None, LINK % "2024/07/14/ferry", "2024-07-14"),
        (f"<p>1 May 2024</p>{HEADING}<p>15 July 2024</p>", None, "", "2024-07-15"),
        (f"{HEADING}<p>Updated 16 July 2024</p><p>Published on 15/07/2024</p>", None, "", "2024-07-15"),
        (
            f"{HEADING}Updated: <time datetime='2024-07-16'>today</time> <time datetime='2024-07-15'>x</time>",
            None,
            "",
            "2024-07-15",
        ),
        ("", None, '<script>var page = {"publishDate": "2024-07-10T08:00:00Z"}</script>', "2024-07-10"),
        ("", None, '<meta property="og:updated_time" content="2024-07-17">', "2024-07-17"),
        (f"<span>15.07.24</span>{HEADING}", None, "", "2024-07-15"),
        (f"{HEADING}<p>7/15/24 11:04am</p>", None, "", "2024-07-15"),
        (f"{HEADING}<p>15.07.24.99 is our number</p><p>13.13.24</p>", None, "", None),
        (f"<h1>Sunday 1 May 2024</h1><h2>{TITLE}</h2><p>15 July 2024</p>", None, "", "2024-07-15"),
        ("", None, '<meta property="og:title" content="A ferry | Post | 15.07.2024">', "2024-07-15"),
        ("", None, '<meta property="og:title" content="The fair of 15.07.2024">', None),
        ("", None, "", None),
    ],
)
def test_day_of_publication(body: str, data: object, head: str, expected: str | None) -> None:
    assert day(story(body, data=data, head=head)) == expected


@pytest.mark.parametrize(
    "printed",
    [
        "15 July 2024", "July 15, 2024", "15. Juli 2024", "15 juillet 2024", "15 de julio de 2024", "15 luglio 2024",
        "15 июля 2024 г.",
        "15 lipca 2024", "15. července 2024", "2024. 07. 15.", "15.07.2024", "2024年7月15日", "2024년 7월 15일",
        "15 يوليو 2024",
        "15 Temmuz 2024", "15 Ιουλίου 2024", "15. heinäkuuta 2024", "Monday 15th July 2024 10:40 BST", "15-Jul-2024",
        "15 липня 2024", "2024. július 15.", "2024 m. liepos 15 d.", "15. jūlijs 2024", "15 јул 2024",
        "15.7.2024 klo 9.30", "১৫ জুলাই ২০২৪", "15 กรกฎาคม 2567", "15 ביולי 2024", "15 جولائی 2024", "1721035800000",
        "15 जुलाई 2024", "15 Hulyo 2024", "١٥ يوليو ٢٠٢٤",
    ],
)  # fmt: skip
def test_printed_dates(printed: str) -> None:
    found = stamp(printed) or stamp(printed.replace(". ", "."))
    assert found is not None
    assert found.day == dt.date(2024, 7, 15)


MIDNIGHT = '<meta property="article:published_time" content="2024-07-12T02:30:10Z">'


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (MIDNIGHT + LINK % "2024/07/11/ferry", HEADING, "2024-07-11"),
        (MIDNIGHT + LINK % "2024/07/10/ferry", HEADING, "2024-07-12"),
        (MIDNIGHT, f"{HEADING}<time datetime='2024-07-11T22:30:10-04:00'>11 July</time>", "2024-07-11"),
        (MIDNIGHT, f"{HEADING}<time datetime='2024-07-11T20:00:00-04:00'>11 July</time>", "2024-07-12"),
        (MIDNIGHT, f"{HEADING}<p>July 11, 2024 10:30 p.m. EDT</p>", "2024-07-11"),
        (MIDNIGHT, f"{HEADING}<p>Updated July 11, 2024 9:17 p.m. EDT</p>", "2024-07-12"),
        (MIDNIGHT, f"{HEADING}<p>Updated July 11, 2024 10:30 p.m. EDT</p>", "2024-07-12"),
        (MIDNIGHT, f"{HEADING}<p><b>Updated</b> <i>July 11, 2024 10:30 p.m.</i></p>", "2024-07-12"),
        (MIDNIGHT, f"{HEADING}<p>July 11, 2024 10:30 p.m. | Updated July 12, 2024 9:17 a.m.</p>", "2024-07-11"),
        (MIDNIGHT, f"{HEADING}<p>July 11, 2024 3:30 p.m.</p>", "2024-07-12"),
        (MIDNIGHT, f"{HEADING}<p>13 July 2024 at 10.30 pm</p>", "2024-07-12"),
        (META.replace("T09", "T22"), f"{HEADING}<p>13 July 2024, 8:00 AEST</p>", "2024-07-13"),
        (MIDNIGHT, f"{HEADING}<p>Stand: 11. Juli 2024, 22:30 Uhr</p>", "2024-07-11"),
    ],
)
def test_day_of_an_instant_is_the_one_that_the_page_shows(head: str, body: str, expected: str) -> None:
    text = f"<html lang=en-US><head><title>{TITLE}</title>{head}</head><body>{body}<div>{TEXT}</div></body></html>"
    published = page.read(text.encode()).metadata.published
    assert published is not None
    assert published.day.isoformat() == expected
    assert published.instant is not None
    assert published.instant.day == 12


def test_numbers_in_the_order_of_the_page_s_country() -> None:
    printed = f"{HEADING}<p>07/09/2024</p>"
    assert day(story(printed, lang="en-GB")) == "2024-09-07"
    assert day(story(printed, lang="en-US")) == "2024-07-09"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("北港最後の石炭埠頭を閉鎖へ_港湾新聞", "北港最後の石炭埠頭を閉鎖へ"),
        ("北港关闭最后煤炭码头-港口网", "北港关闭最后煤炭码头"),
        ("最後の石炭埠頭を閉鎖へ：港湾新聞デジタル", "北港、最後の石炭埠頭を閉鎖へ"),
    ],
)
def test_title_without_spaces_between_its_words(title: str, heading: str) -> None:
    page = f"<html lang=ja><head><title>{title}</title></head><body><h1>{heading}</h1>{TEXT}</body></html>"
    assert parse_page(page.encode())[0].headline == heading


def test_heading_of_a_site_in_japanese_is_no_title() -> None:
    page = f"<html><head><title>石炭埠頭を閉鎖へ：港湾新聞</title></head><body><h1>港湾新聞デジタル</h1>{TEXT}"
    assert parse_page(page.encode())[0].headline == "石炭埠頭を閉鎖へ：港湾新聞"


SITE = '<meta property="og:site_name" content="Holm Courier">'


@pytest.mark.parametrize(
    ("title", "bold", "head", "headline"),
    [
        (f"Holm Courier: {TITLE}", TITLE, SITE, TITLE),
        (f"Holm Courier: {TITLE}", TITLE, LINK % "a", f"Holm Courier: {TITLE}"),
        (f"Holm Courier: {TITLE}", TITLE, '<link rel=canonical href="https://www.holmcourier.example/a">', TITLE),
        ("Reis: The bridge must close", "The bridge must close", SITE, "Reis: The bridge must close"),
        ("Reis: The bridge must close", "The bridge must close", "", "Reis: The bridge must close"),
        ("Live: A beat B: Report and goals", "Report and goals", SITE, "Live: A beat B: Report and goals"),
        ("Holm Courier: Reis: Close the bridge", "Reis: Close the bridge", SITE, "Reis: Close the bridge"),
    ],
)
def test_title_in_bold_on_a_page_without_headings(title: str, bold: str, head: str, headline: str) -> None:
    text = f"<font size=5><b>{bold}</b></font>{TEXT}"
    page = f"<html><head><title>{title}</title>{head}</head><body>{text}</body></html>"
    assert parse_page(page.encode())[0].headline == headline


def test_keywords_between_other_marks_and_section_of_microdata() -> None:
    told = '<meta name="news_keywords" content="ferry; Holm，harbour"><meta itemprop="articleSection" content="Local">'
    found = story(head=told)
    assert (found.keywords, found.section) == (("ferry", "Holm", "harbour"), "Local")


def test_zone_is_kept_as_an_instant() -> None:
    found = story(data={"@type": "NewsArticle", "datePublished": "2024-07-11T23:30:00-05:00"})
    assert found.first_created == dt.datetime(2024, 7, 12, 4, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://holm.example/2024/jul/15/ferry", dt.date(2024, 7, 15)),
        ("https://holm.example/ferry-20240715.html", dt.date(2024, 7, 15)),
        ("https://holm.example/2024-07-15-ferry/", dt.date(2024, 7, 15)),
    ],
)
def test_day_in_an_address(address: str, expected: dt.date) -> None:
    found = stamp_in_address(address)
    assert found is not None
    assert found.day == expected


@pytest.mark.parametrize("address", ["https://holm.example/20241399/", "https://holm.example/a-123456789.html"])
def test_number_in_an_address_that_is_no_day(address: str) -> None:
    assert stamp_in_address(address) is None


def test_of_several_articles_in_the_data_the_one_of_this_page_counts() -> None:
    others = [
        {"@type": "NewsArticle", "headline": "A bridge", "author": "Ole Berg", "datePublished": "2024-07-01", "url": "https://holm.example/bridge"},
        {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-07-15", "mainEntityOfPage": {"@id": "https://www.holm.example/ferry/#page"}},
    ]  # fmt: skip
    found = story(data={"@graph": others}, head=LINK % "ferry?from=home")
    assert (found.headline, day(found), found.byline) == (TITLE, "2024-07-15", None)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"author": {"@type": "Person", "name": "Kari Lund"}}, (Contributor("Kari Lund", "author"),)),
        (
            {"author": [{"name": "Kari Lund", "jobTitle": "Reporter", "worksFor": {"name": "The Holm Post"},
                         "email": "mailto:k@holm.example"}]},
            (Contributor("Kari Lund", "author", title="Reporter", agency="The Holm Post", email="k@holm.example"),),
        ),
        ({"author": "Kari Lund, Ole Berg"}, (Contributor("Kari Lund", "author"), Contributor("Ole Berg", "author"))),
        ({}, ()),
    ],
)  # fmt: skip
def test_authors_are_contributors(data: dict[str, object], expected: tuple[Contributor, ...]) -> None:
    assert story(data={"@type": "NewsArticle", **data}).contributors == expected


@pytest.mark.parametrize(
    "body",
    [
        "<a rel='author' href='/k'>Kari Lund</a>",
        "<span class='byline__name'>By Kari Lund</span>",
        "<div><span>By</span> <a href='/k'>Kari Lund</a></div>",
        "<script>var a = 'By the way'</script><div>By Kari Lund</div>",
        "<div>By Kari Lund klund@holm.example</div>",
        f"<div><img src='a'><p><b>{'The ferry at Holm. ' * 9}</b><i>By Ann Ask</i></p></div><div>By Kari Lund</div>",
        "<figure><img src='a.jpg'><span>By Ann Ask</span></figure><div>By Kari Lund</div>",
        # Alone, a name by a picture is the author's.
        "<figure><img src='a.jpg'><figcaption>By Kari Lund</figcaption></figure>",
        f"<header><img src='a'><p>{'The ferry at Holm. ' * 9}<em>By Kari Lund</em></p></header><div>By Ann Ask</div>",
        f"<div><img src='a'><p>{'The ferry at Holm. ' * 9}<em>By Kari Lund</em></p></div>",
        f"<div><img src='a'><b>Ferry</b><p>{'The ferry. ' * 20}<em>By Kari Lund</em></p></div><div>By Ann Ask</div>",
        "<figure><img src='a'><figcaption>A boat <i>By Ann Ask</i></figcaption></figure><div>By Kari Lund</div>",
        f"<figure><img src='a'><div>By Kari Lund</div><div>{TEXT * 9}</div>",
    ],
)
def test_authors_of_the_markup(body: str) -> None:
    assert story(HEADING + body).byline == "Kari Lund"


def test_section_keywords_and_address() -> None:
    found = story(
        data={"@type": ["Article", "NewsArticle"], "articleSection": "Transport", "keywords": "ferries, islands"},
        head='<meta property="og:url" content="https://holm.example/ferry">',
    )
    assert (found.section, found.keywords) == ("Transport", ("ferries", "islands"))
    assert (found.url, found.guid) == ("https://holm.example/ferry", "https://holm.example/ferry")


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("https://holm.example/a.jpg", Picture(None, None, href="https://holm.example/a.jpg")),
        ({"url": "a.jpg", "caption": "A ferry.", "creditText": "Reis"}, Picture("A ferry.", "Reis", href="a.jpg")),
        (["https://holm.example/1x1.jpg", "https://holm.example/2x1.jpg"],
         Picture(None, None, href="https://holm.example/1x1.jpg")),
    ],
)  # fmt: skip
def test_picture_of_the_data(image: object, expected: Picture) -> None:
    assert story(data={"@type": "NewsArticle", "image": image}).pictures == (expected,)


def test_picture_of_open_graph() -> None:
    found = story(head='<meta property="og:image" content="https://holm.example/o.jpg">')
    assert found.pictures == (Picture(None, None, href="https://holm.example/o.jpg"),)


@pytest.mark.parametrize(
    "broken", ["[[", '{"@type": 1}', '{"@type": "NewsArticle", "author": [[]], "image": [null, 3]}', '"x"', "{}"]
)
def test_broken_data_says_nothing(broken: str) -> None:
    page = f"<html><head><script type='application/ld+json'>{broken}</script></head><body>{HEADING}{TEXT}</body></html>"
    (found,) = parse_page(page.encode())
    assert (found.headline, found.contributors, found.pictures) == (TITLE, (), ())


@pytest.mark.parametrize(
    "body",
    [
        # A date that the template holds, and one of the latest change, for machines only.
        f"<h1>{TITLE}</h1><time datetime='2019-09-03'>July 15, 2024 7:30am</time>",
        f"<h1>{TITLE}</h1><time datetime='2024-07-18T14:44Z'>Posted: Jul 15, 2024 10:27 | Updated: Jul 18, 2024</time>",
        f"<h1>{TITLE}</h1><time datetime='2024-07-18'>Jul 15, 2024 10:27 AM | Last updated: Jul 18, 2024 14:44</time>",
        f"<h1>{TITLE}</h1><div>Published 15 July 2024, 09:30 | Updated 18 July 2024, 11:00</div>",
        f"<h1>{TITLE}</h1><span>- 07/15/24 12:24 PM ET</span>",
        f"<h1>{TITLE}</h1><span>7/15/24 11:04 PM EST</span>",
        # Numbers can be read in two orders: machines are told the day.
        f"<h1>{TITLE}</h1><time datetime='2024-07-15'>07/12/2024</time>",
        f"<h1>{TITLE}</h1><time itemprop='datePublished' datetime='2024-07-15T10:00:00-04:00'>12/07/2024</time>",
        # What dates a change, or stands with more than the date, is no other day of publication.
        f"<h1>{TITLE}</h1><time datetime='2024-07-15T10:00Z'>Updated Jul 18, 2024 | Published Jul 15, 2024</time>",
        f"<h1>{TITLE}</h1><time datetime='2024-07-15T10:00Z'>Last updated July 18, 2024</time>",
        f"<h1>{TITLE}</h1><time datetime='2024-07-15T10:00Z'>May 2, 2019 | Updated July 18, 2024</time>",
        f"<h1>{TITLE}</h1><time datetime='2024-07-15T10:30Z'>Today<p>On May 2, 1998 the first ferry left the harbour.",
        f"<h1>{TITLE}</h1><div itemprop='datePublished' content='2024-07-15'>The fair of May 2, 2019 is back.</div>",
        # A year is no date, and a clock behind the word dates the change as well.
        f"<h1>{TITLE}</h1><p>Election 2024 | Updated 15 July 2024</p>",
        f"<h1>{TITLE}</h1><p>15 July 2024, 09:30 | Updated 11:00</p><p>16 July 2024</p>",
        # Scores, versions and what is on are no days.
        f"<h1>{TITLE}</h1><p>- 6.3.10</p><p>15 July 2024</p>",
        f"<h1>{TITLE}</h1><p>“3.2.10”</p><p>15 July 2024</p>",
        f"<h1>{TITLE}</h1><p>* 10/12/23 8:30 pm show</p><p>15 July 2024</p>",
        f"<h1>{TITLE}</h1><p>* 10/12/23 8:30 show</p><p>15 July 2024</p>",
        f"<h1>{TITLE}</h1>15 July 2024<div itemprop='comment'><time datetime='2024-07-18'>18 July 2024</time></div>",
        f"<h1>{TITLE}</h1><div itemprop='comment'><time datetime='2024-07-18'>18 July</time></div><p>15 July 2024</p>",
        f"<h1>{TITLE}</h1><div itemtype='http://schema.org/Comment'><p>18 July 2024</p></div><p>15 July 2024</p>",
        # The card of the story stands in a menu above other dates.
        f"<h3>{TITLE}</h3><p>3 May 2023</p>{'<i></i>' * 200}<h1>{TITLE}</h1><p>15 July 2024</p>",
        f"<h1>{TITLE}</h1>15 July 2024<p itemprop='comment'><time itemprop='datePublished'>18 July 2024</time></p>",
    ],
)
def test_day_beside_the_headline(body: str) -> None:
    assert day(story(body, lang="en-US")) == "2024-07-15"


@pytest.mark.parametrize(
    "body",
    [
        "<p>Published 15 July 2024, 09:30 | Updated 18 July 2024, 11:00</p>",
        "<p>Publié le 15 juillet 2024 à 9h30, mis à jour le 18 juillet 2024 à 11h</p>",
        "<p>Utworzono: 15 lipca 2024, 10:35. Ostatnia aktualizacja: 18 lipca 2024 r. 12:01</p>",
        "<p>Giriş Tarihi: 15.07.2024 10:35 Güncelleme Tarihi: 18.07.2024 11:00</p>",
        "<p>公開日：2024年7月15日 20:00　更新日：2024年7月18日 09:00</p>",
        "<p>By Ann Lee <b>·</b> 15 July 2024 · Updated: 18 July 2024</p>",
        "<p>Stand: 18.07.2024 09:01 Uhr</p><p>Erstellt: 15.07.2024</p>",
        "<p>15 July 2024</p><p>18 July 2024 (updated)</p>",
        "<time itemprop='datePublished'>15 July 2024</time> Changed <time itemprop='dateModified'>18 July 2024</time>",
        "<abbr class='published' title='2024-07-15T20:00:00Z'>20:00</abbr><abbr class='updated' title='2024-07-18'/>",
        '<script>s = {"publishedAt": "2024-07-15T09:00Z", "updatedAt": "2024-07-18T09:00Z"}</script>',
        '<script>s = {"updated_at": "2024-07-18T09:00Z", "published_at": "2024-07-15T09:00Z"}</script>',
    ],
)
def test_days_of_publication_and_of_change(body: str) -> None:
    found = story(HEADING + body)
    assert day(found) == "2024-07-15"
    assert found.version_created is not None
    assert found.version_created.date() == dt.date(2024, 7, 18)


FIGURE = "<figure><img src=a.jpg><figcaption>{}</figcaption></figure>"
COMMENT = "<ol id=comments><div class=comment><abbr class=published title=2019-06-01>x</abbr></div></ol>"


@pytest.mark.parametrize(
    "body",
    [
        "<p>Stand: 15.07.2024, 10:30 Uhr</p><div><a href=/x>Der Hafen</a> <span>12.03.2022</span></div>",
        "<p>Stand: 15.07.2024, 10:30 Uhr</p>" + FIGURE.format("12.03.2022"),
        FIGURE.format("Archivbild vom 12.03.2019") + "<p>Stand: 15.07.2024, 10:30 Uhr</p>",
        FIGURE.format("<span>Archivbild vom</span> <time datetime=2019-03-12>12. März</time>") + "<p>15.07.2024</p>",
        "<p class=wp-caption-text>Archivbild vom 12.03.2019</p><p>15.07.2024</p>",
        "<p>Updated July 15, 2024</p><p>Related: <b>12 March 2022</b></p>",
        "<p>Updated July 15, 2024</p><abbr class=published title=2019-06-01>1 June</abbr>",
        f"<div class=hentry><h1>{TITLE}</h1><p>Updated July 15, 2024</p></div>{COMMENT}",
    ],
)
def test_change_before_days_of_captions_teasers_and_comments(body: str) -> None:
    assert day(story(body if "<h1>" in body else HEADING + body)) == "2024-07-15"


ABBR = "<abbr class=published title=2024-07-15>15 July</abbr>"
OTHER = "<abbr class=published title=2019-06-01>1 June</abbr>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{HEADING}{ABBR}", "2024-07-15"),
        (f"{ABBR}{HEADING}", "2024-07-15"),
        (f"<div class='post hentry'>{HEADING}{TEXT}{TEXT}<div>{ABBR}</div></div>{OTHER}", "2024-07-15"),
        (f"<div class=hentry>{OTHER}</div><div class=hentry>{HEADING}{TEXT}<a>{ABBR}</a></div>", "2024-07-15"),
        (f"<div class=hentry>{HEADING}{TEXT}</div><div class=hentry>{OTHER}</div>", None),
        (f"<div class=hentry>{HEADING}{TEXT}<ul><li>{OTHER}</ul></div>", None),
        (f"<div class=hentry>{HEADING}{TEXT}{COMMENT}</div>", None),
        (f"{HEADING}{COMMENT}", None),
        (f"{HEADING}{TEXT}<div class=related>{OTHER}</div>", None),
        (f"{HEADING}<ul><li>{OTHER}</ul>", None),
        (f"<div>{OTHER}</div>", None),
    ],
)
def test_day_of_an_abbreviation_of_the_headline_s_entry(body: str, expected: str | None) -> None:
    assert day(story(body)) == expected


def test_day_of_change_far_from_that_of_publication_in_scripts_is_another_objects() -> None:
    data = f'{{"publishedAt": "2024-07-15T09:00Z", "x": "{"x" * 300}", "updatedAt": "2024-07-18T09:00Z"}}'
    found = story(f"{HEADING}<script>{data}</script>")
    assert found.version_created == found.first_created == dt.datetime(2024, 7, 15, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize("printed", ["- 05/07/24 12:24 PM BST", "5/7/24 14:30 CET", "05/07/2024 14:30 CEST"])
def test_zones_where_the_day_stands_first(printed: str) -> None:
    assert day(story(f"{HEADING}<span>{printed}</span>", lang="en-US")) == "2024-07-05"


def test_a_date_within_a_quoted_post_is_not_the_pages() -> None:
    post = "<blockquote><p>Great day in Holm!</p><a>March 3, 2020</a></blockquote>"
    root = document_fromstring(f"<html><body><h1>A ferry</h1>{post}</body></html>")
    assert read(root, list(root.iter())).published is None
    printed = document_fromstring(f"<html><body><h1>A ferry</h1><p>4 March 2020</p>{post}</body></html>")
    assert read(printed, list(printed.iter())).published == stamp("2020-03-04")


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("The Harbour Blog » A ferry for Holm", '<h1><a href="/">The Harbour Blog</a></h1><h3>A ferry for Holm</h3>'),
        ("A ferry for Holm – harbourblog", "<h1>harbourblog</h1><h2>A ferry for Holm</h2>"),
        ("A ferry - for Holm | Post - Ships . Ports", "<h1>Ships . Ports</h1><h2>A ferry <br>for Holm</h2>"),
    ],
)
def test_part_of_the_title_that_is_a_heading_is_the_headline(title: str, headings: str) -> None:
    page = f"<html><head><title>{title}</title></head><body>{headings}</body></html>"
    root = document_fromstring(page)
    assert read(root, list(root.iter())).headline == "A ferry for Holm"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A ferry for the people of Holm « The Harbour Blog", "A ferry for the people of Holm"),
        ("Holm juge « trop lents » ses navires", "Holm juge « trop lents » ses navires"),
    ],
)
def test_mark_before_the_name_of_the_site(title: str, expected: str) -> None:
    text = f"<html lang=fr><head><title>{title}</title></head><body><div>{TEXT}</div></body></html>"
    assert page.read(text.encode()).metadata.headline == expected


OPEN_GRAPH = f'<meta property="og:title" content="{TITLE}">'


@pytest.mark.parametrize(
    "heading",
    [
        f"<h1><span>At sea</span>{TITLE}</h1>",
        f"<h1>{TITLE} <span class=x>Subscribers</span></h1>",
        f"<h1><a href=/opinion>Opinion | </a><span>{TITLE} | Editorial</span></h1>",
        "<h1><b>Holm gets</b><b>an hourly</b><b>ferry</b></h1>",
    ],
)
def test_kicker_and_label_in_the_heading_are_no_part_of_the_title(heading: str) -> None:
    found = story(heading, head=OPEN_GRAPH)
    assert found.headline == TITLE
    assert page.body_text(found).startswith("The ferry to Holm will sail")


HOUSE = {"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Holm Online"}}


@pytest.mark.parametrize(
    ("data", "line", "expected"),
    [
        (HOUSE, "<p class=x1><a class='AuthorLink-x7' href=/ann>Ann Lee</a></p>", ("Ann Lee",)),
        (HOUSE, "<h4>By <span>Associated Press</span></h4>", ("Associated Press",)),
        (HOUSE, "", ("Holm Online",)),
        ({"@type": "NewsArticle", "author": "Ann Lee"}, "<p>By Ann Lee and Per Ask</p>", ("Ann Lee", "Per Ask")),
        ({"@type": "NewsArticle", "author": "Ann Lee"}, "<p>By Ann Lee and Holm Media</p>", ("Ann Lee",)),
        ({"@type": "NewsArticle", "author": "Ann Lee"}, "<p>By Kim Dahl and Per Ask</p>", ("Ann Lee",)),
    ],
)
def test_byline_tells_more_than_the_data(data: dict[str, object], line: str, expected: tuple[str, ...]) -> None:
    script = f"<script type=application/ld+json>{json.dumps(data)}</script>"
    text = (
        f"<html lang=en><head><title>{TITLE}</title>{script}</head><body>{HEADING}{line}<div>{TEXT}</div></body></html>"
    )
    assert page.read(text.encode()).metadata.authors == expected


@pytest.mark.parametrize(("more", "expected"), [("", None), ("<p>The ferry sails.</p>" * 20, "2020-03-04")])
def test_a_caption_that_was_not_closed_dates_the_page(more: str, expected: str | None) -> None:
    root = document_fromstring(f"<html><body><h1>A ferry</h1><figcaption><p>4 March 2020</p>{more}")
    found = read(root, list(root.iter())).published
    assert found == (stamp(expected) if expected else None)
