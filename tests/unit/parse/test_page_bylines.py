"""Bylines that pages print: kept as furniture, never body, their names among the contributors."""

import pytest

from pipeline.clean import clean
from pipeline.parse.page import body_text, parse_page, read
from pipeline.story import CleanStory, Kind

STANDFIRST = "The county wants the old pier gone by spring and has found the money for it, its council says."
BODY = """<p>The harbour board of Nordvik voted on Tuesday to close its last coal pier, ending a trade of 150 years.</p>
<p>Dockers will be retrained for the wind terminal, board chair Inga Moe said, and no one is to lose their pay.</p>
<p>The ministry welcomed the vote, which still needs the assent of the county, and promised to pay half the cost.</p>"""
PAGE = """<html lang="{lang}"><head><title>Nordvik closes its coal pier</title>{head}</head><body><article>
<h1>Nordvik closes its coal pier</h1>{before}{body}{after}</article></body></html>"""


def cleaned(before: str = "", *, head: str = "", after: str = "", lang: str = "en") -> CleanStory:
    (story,) = parse_page(PAGE.format(lang=lang, head=head, before=before, body=BODY, after=after).encode())
    return clean(story)


def bylines(story: CleanStory) -> list[str]:
    return [piece.text for piece in story.furniture if piece.kind is Kind.BYLINE]


def names(story: CleanStory) -> list[str]:
    return [person.name for person in story.contributors]


@pytest.mark.parametrize(
    ("lang", "line", "expected"),
    [
        ("en", "By Kari Lund and Ole Berg", ["Kari Lund", "Ole Berg"]),
        ("en", "By KARI LUND", ["KARI LUND"]),
        ("en", "by Kari Lund", ["Kari Lund"]),
        ("en", "By Kari Lund, Northport Correspondent", ["Kari Lund"]),
        ("en", "Kari Lund, Northport Correspondent", ["Kari Lund"]),
        ("en", "Kari Lund | Reuters", ["Kari Lund"]),
        ("en", "By Kari Lund | Wednesday, May 15, 2024 10:02", ["Kari Lund"]),
        ("en", "Written by Kari Lund", ["Kari Lund"]),
        ("fr", "Par Jean Dupont avec AFP", ["Jean Dupont"]),
        ("de", "Von Max Frei", ["Max Frei"]),
        ("de", "Von Max Frei und Eva Roth", ["Max Frei", "Eva Roth"]),
        ("es", "Por Ana Ruiz", ["Ana Ruiz"]),
        ("it", "Di Carla Bini", ["Carla Bini"]),
        ("nl", "Door Piet de Boer", ["Piet de Boer"]),
        ("ru", "Текст: Анна Лунева", ["Анна Лунева"]),
    ],
)
@pytest.mark.parametrize("place", ["<p>{}</p>", '<p class="byline">{}</p>', "<h4>{}</h4>", "<div><p>{}</p></div>"])
def test_byline_is_furniture_and_names_contributors(lang: str, line: str, expected: list[str], place: str) -> None:
    story = cleaned(place.format(line), lang=lang)
    assert [line.startswith(byline) for byline in bylines(story)] == [True]
    assert names(story) == expected
    assert len(story.paragraphs) == 3


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="article-meta"><span class="byline">By <a href="/a/kari">Kari Lund</a></span> <i>May 14</i></div>',
        '<div class="byline"><span>By</span><div><a href="/kari">Kari Lund</a></div><button>Follow</button></div>',
        '<ul class="byline-list"><li>By Kari Lund</li><li>14 May 2024</li></ul>',
        "<p>By</p><p>Kari Lund</p>",
    ],
)
def test_byline_in_what_stands_beside_the_article(markup: str) -> None:
    story = cleaned(markup)
    assert " ".join(bylines(story)) == "By Kari Lund"
    assert (names(story), len(story.paragraphs)) == (["Kari Lund"], 3)


def test_byline_after_a_standfirst_which_stays() -> None:
    story = cleaned(f"<p>{STANDFIRST}</p><p>By Kari Lund</p>")
    assert story.body.startswith(STANDFIRST)
    assert bylines(story) == ["By Kari Lund"]


def test_short_standfirst_between_title_and_byline_stays() -> None:
    story = cleaned("<p>A pier goes, a trade ends</p><p>By Kari Lund</p>")
    assert story.paragraphs[0].text == "A pier goes, a trade ends"


def test_author_of_the_data_and_of_the_byline_is_one_person() -> None:
    story = cleaned("<p>By KARI LUND in Holm</p>", head='<meta name="author" content="Kari Lund">')
    assert names(story) == ["Kari Lund"]


def test_names_alone_are_a_byline_where_the_data_name_them() -> None:
    told = '<meta name="author" content="Kari Lund">'
    assert bylines(cleaned("<p>Kari Lund</p>", head=told)) == ["Kari Lund"]
    assert bylines(cleaned("<p>Coal Harbour</p>", head=told)) == []


def test_authors_of_the_byline_where_the_data_name_none() -> None:
    page = read(PAGE.format(lang="en", head="", before="<p>By Kari Lund</p>", body=BODY, after="").encode())
    assert page.metadata.authors == ("Kari Lund",)
    assert "Kari Lund" not in body_text(page.story)


@pytest.mark.parametrize(
    "line",
    [
        "By 2030, half of the cranes will be electric.",
        "By noon the last ship had left",
        "By default, the pier is shut:",
    ],
)
def test_sentence_that_begins_like_a_byline_stays(line: str) -> None:
    story = cleaned(after=f"<p>{line}</p><p>{STANDFIRST}</p>")
    assert line in story.body
    assert bylines(story) == []


def test_picture_s_line_after_its_caption_is_no_byline() -> None:
    figure = "<figure><img src=a.jpg><figcaption>A crane at the pier.</figcaption></figure><p>Kari Lund | Reuters</p>"
    assert bylines(cleaned(figure)) == []


LINK = '<p><a href="https://gazette.example/author/kari-lund/">Kari Lund</a></p>'
REFERENCE = """<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "author": {"@id": "#kl"}},
{"@type": "Person", "@id": "#kl", "name": "Kari Lund"}]}</script>"""
STATE = '<script>window.state = {"article": {"authors": [{"id": 3, "name": "Kari Lund"}]}}</script>'


@pytest.mark.parametrize(("head", "before"), [("", LINK), (REFERENCE, ""), (STATE, "")])
def test_author_of_links_references_and_scripts(head: str, before: str) -> None:
    assert names(cleaned(before, head=head)) == ["Kari Lund"]


COMMENT = '<p class="comment-author"><b>Ole Berg</b> <span>says:</span></p>'
QUESTION = '<form><p class="form-author"><label>Name</label> <span>required</span></p></form>'


@pytest.mark.parametrize(
    "after", [COMMENT, QUESTION, f'<div id="comments"><span class="author">Ole Berg</span>{BODY}</div>']
)
def test_who_comments_wrote_no_story(after: str) -> None:
    assert names(cleaned(after=after)) == []


def test_author_on_a_page_of_the_section_comment() -> None:
    page = PAGE.format(lang="en", head="", before='<span class="author">Kari Lund</span>', body=BODY, after="")
    (story,) = parse_page(page.replace("<article>", '<div class="section-comment"><article>').encode())
    assert [person.name for person in story.contributors] == ["Kari Lund"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Posted on May 14, 2024 by Kari Lund", "Kari Lund"),
        ("Publié le 14 mai 2024 à 11h02, mis à jour le 15 mai 2024 à 9h00, par Claire Dupont", "Claire Dupont"),
        ("Veröffentlicht am 14. Mai 2024 von Klara Lund", "Klara Lund"),
        ("Publicado el 14 de mayo de 2024 por Carmen Luna", "Carmen Luna"),
        ("2024-05-14 10:35:00 来源：港口日报 作者：李月 责任编辑：王五", "李月"),
        ("作者：李月 | 2024年5月14日", "李月"),
        ("Posted on Friday, May 17, 2024 at 10:35 a.m. by Kari de la Lund", "Kari de la Lund"),
        ("Erstellt am 14.05.2024, 10:35 Uhr von Klara Lund und Max Frei", "Klara Lund"),
        ("Geplaatst op 14 mei 2024 door Jan Vos", "Jan Vos"),
    ],
)
def test_name_behind_the_date_of_publication(line: str, name: str) -> None:
    story = cleaned(f"<div>{line}</div>")
    assert names(story)[:1] == [name]
    assert len(story.paragraphs) == 3


@pytest.mark.parametrize(
    "line",
    [
        "Published on 14 May 2024 by popular demand",
        "Posted by the 9 o'clock boat",
        "Published 2024 by Random House",
        "Published 14 May 2024 by Random House",
        "Veröffentlicht 2024 von Suhrkamp Verlag",
        "Veröffentlicht am 14. Mai 2024 von Suhrkamp Verlag",
        "Posted on Friday, May 17, 2024 by Mayor Anna Holm.",
        "Posted on Friday, May 17 by Mayor Anna Holm",
        "Published on May 4, the report by Mara Linden",
        "Published on May 4, 2024, the report by Mara Linden",
        "Published on 4 May by Transparency International.",
        "Published on 4 May 2024 by Transparency International",
        "Published on 4 May 2024 by Gallimard",
        "Publié le 4 mai 2024 par Gallimard, le roman de la ville a été vendu",
        "（原作者：金庸）",
        "2024-05-14 原作者：金庸",
        "歌曲作者：金庸 2024-05-14",
        "2024-05-14 来源：港口日报 作者：港口日报",
        "2024年5月14日，作者：金庸的书出版",
    ],
)
def test_words_behind_a_date_that_are_no_name(line: str) -> None:
    assert names(cleaned(f"<div>{line}</div>")) == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Kari Lund For The Nordvik Mail", ("Kari Lund",)),
        ("By Anna Kari Lund and Ole Berg for CNN", ("Anna Kari Lund", "Ole Berg")),
        ("By Kari Lund for Nordvik Radio", ("Kari Lund",)),
        ("By Kari Lund as told to Ole Berg", ("Kari Lund", "Ole Berg")),
        ("By Kari Lund, reviewed by Ann Lee", ("Kari Lund",)),
        ("Por Clara Lima — Porto Norte", ("Clara Lima",)),
        ("كتب: أحمد علي", ("أحمد علي",)),
        ("記者李月／台北報導", ("李月",)),
        ("記者 李月 台北報導", ("李月",)),
    ],
)
def test_names_of_a_byline_without_what_stands_beside_them(line: str, names: tuple[str, ...]) -> None:
    page = PAGE.format(lang="en", head="", before=f"<p>{line}</p>", body=BODY, after="")
    assert read(page.encode()).metadata.authors == names


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Center for Public Integrity", ["Center for Public Integrity"]),
        ("Doctors for Peace", ["Doctors for Peace"]),
        ("Holm Doctors for Peace", ["Holm Doctors for Peace"]),
        ("Holm Institute for The News", ["Holm Institute for The News"]),
        ("Stiftung für Politik", ["Stiftung für Politik"]),
        ("Médecins pour Tous", ["Médecins pour Tous"]),
        ("Banksy, Moby, Cher", ["Banksy", "Moby", "Cher"]),
        ("Budi, Wahyu, Sari", ["Budi", "Wahyu", "Sari"]),
        ("Kari Lund, Ole Berg for CNN", ["Kari Lund", "Ole Berg"]),
    ],
)
def test_names_that_the_page_tells_are_whole(author: str, expected: list[str]) -> None:
    assert names(cleaned(head=f'<meta name="author" content="{author}">')) == expected


def test_row_of_buttons_under_the_byline_s_name_names_nobody() -> None:
    for labels in (("Small", "Medium", "Large"), ("Facebook", "Share", "Print")):
        sizes = f"<ul><li>{'</li><li>'.join(labels)}</li></ul>"
        assert names(cleaned(f'<div class="byline"><span>AA</span><button>+</button>{sizes}</div>')) == []


def test_organisation_of_the_printed_byline_before_that_of_the_data() -> None:
    data = '{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Harbour X"}}'
    head = f'<script type="application/ld+json">{data}</script>'
    assert names(cleaned('<p class="byline">by <a>University of Holm</a></p>', head=head)) == ["University of Holm"]
    assert names(cleaned(head=head)) == ["Harbour X"]


@pytest.mark.parametrize("house", ["Harbour X", "Harbour News"])
def test_organisation_of_the_data_before_authors_of_other_stories_in_scripts(house: str) -> None:
    data = f'{{"@type": "NewsArticle", "author": {{"@type": "Organization", "name": "{house}"}}}}'
    script = '<script>var s = {"related": [{"author": {"name": "Tom Reis"}}]}</script>'
    assert names(cleaned(head=f'<script type="application/ld+json">{data}</script>{script}')) == [house]
    assert names(cleaned(head=script)) == ["Tom Reis"]


def test_author_in_an_object_in_a_meta_tag() -> None:
    head = """<meta name="author" content='{"@type": "Person", "name": "Kari Lund"}'>"""
    assert names(cleaned(head=head)) == ["Kari Lund"]


def body(before: str = "", after: str = "") -> str:
    page = PAGE.format(lang="ar", head="", before=before, body=BODY, after=after)
    return body_text(read(page.encode()).story)


@pytest.mark.parametrize(
    "line",
    [
        "记者调查、走访 多家媒体报道",
        "记者林一 在北港报道",
        "记者发现 多家报纸报道",
        "كتب: لن نترك الجسر للريح",
        "كتب: لن نترك، أبدا",
        "كتب: الجسر",
    ],
)
def test_words_of_a_byline_in_the_text_stay(line: str) -> None:
    assert line in body(f"<p>{line}</p>")


def test_arabic_byline_stands_only_before_the_text() -> None:
    line = "<p>كتب: أحمد علي</p>"
    assert "كتب" not in body(line)
    assert "كتب" in body(after=line + BODY)
