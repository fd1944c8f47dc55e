import pytest
from lxml import etree

from pipeline.parse.markup import Content, joined, mend, read_html, read_markup, read_text
from pipeline.story import BlockKind, Picture


def _read(markup: str) -> Content:
    return read_markup(etree.fromstring(f"<body>{markup}</body>"))


def _blocks(content: Content) -> list[tuple[BlockKind, str]]:
    return [(block.kind, content.text[block.start : block.end]) for block in content.blocks]


def _texts(markup: str) -> list[str]:
    return [text for _, text in _blocks(_read(markup))]


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<p>One <b>two</b> three <i>four</i>.</p>", ["One two three four."]),
        ("<p>One</p>tail<p>two</p>", ["One", "tail", "two"]),
        ("<section><section><p>deep</p></section>beside</section>", ["deep", "beside"]),
        ("<p>One<br/>two</p>", ["One\ntwo"]),
        ("<p>One<br/> <br/>two</p>", ["One", "two"]),
        ("<p>\n  <h3>Heading</h3>\n</p>", ["Heading"]),
        ("<p>wrapped by\n     the writer\n     of XML.</p>", ["wrapped by the writer of XML."]),
        ("<p/><p> \n </p>", []),
        ("<p>by <person>Ida Torv</person>, who <unknown>says</unknown> so</p>", ["by Ida Torv, who says so"]),
        ("<TEXT><RUBRIK>Title</RUBRIK><P>One</P></TEXT>", ["Title", "One"]),
        ("<script>var a</script><p>One</p>", ["One"]),
        ("<p>o&amp;#39;clock, 35&lt;endash&gt;-&lt;/endash&gt;40</p>", ["o'clock, 35-40"]),
        ("bare text", ["bare text"]),
        ("One.\n\nTwo.", ["One.", "Two."]),
    ],
)
def test_blocks(markup: str, texts: list[str]) -> None:
    assert _texts(markup) == texts
    assert _read(markup).lost == 0


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<h2>x</h2>", BlockKind.HEADING),
        ("<hl2>x</hl2>", BlockKind.HEADING),
        ("<ul><li><p>x</p></li></ul>", BlockKind.LIST_ITEM),
        ("<blockquote><p>x</p></blockquote>", BlockKind.QUOTE),
        ("<pre>x</pre>", BlockKind.PREFORMATTED),
        ("<table><tr><td><p>x</p></td></tr></table>", BlockKind.TABLE),
        ("<p>x</p>", BlockKind.PARAGRAPH),
    ],
)
def test_kinds(markup: str, kind: BlockKind) -> None:
    assert _blocks(_read(markup)) == [(kind, "x")]


def test_table_rows_keep_their_cells_apart() -> None:
    table = "<table><tr><th>Year</th><th>Guests</th></tr><tr><td>2023</td><td>1.4\n million</td></tr></table>"
    assert _texts(table) == ["Year\tGuests", "2023\t1.4 million"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert _texts("<pre>\n  East   31\n  West   40\n</pre>") == ["East   31\nWest   40"]


def test_results_in_a_paragraph_keep_their_lines() -> None:
    lines = (
        "Results of the league:\nPort Alder 2 Reedham 0\nWestmark 1 Torv 1\nHolm 3\nLind 0 Aders 2\nPlayed on Sunday"
    )
    assert _blocks(_read(f"<p>{lines}</p>")) == [(BlockKind.PREFORMATTED, lines)]


def test_indented_first_lines_begin_paragraphs() -> None:
    wrapped = (
        "The harbour bridge of Port Alder was opened on Monday and the old\nferries made their last crossing of the"
        " sound, as the port said.\n   They had crossed it for a hundred and twelve years, in storm and"
        "\nin ice, without a holiday."
    )
    assert [text[:9] for text in _texts(f"<p>{wrapped}</p>")] == ["The harbo", "They had "]


def test_pictures_leave_the_text() -> None:
    content = _read(
        "<p>One</p><media><media-reference source='a.jpg'>a.jpg</media-reference>"
        "<media-caption>A <em>heron</em>.</media-caption><media-producer>Tom Ruiz</media-producer></media>"
        "<figure><figcaption>A bridge</figcaption></figure>"
    )
    assert content.text == "One"
    assert content.pictures == (Picture("A heron.", "Tom Ruiz", href="a.jpg"), Picture("A bridge", None))
    assert content.lost == 0


def test_figures_that_hold_text_stay() -> None:
    assert _texts("<figure><table><tr><td>one</td><td>two</td></tr></table></figure>") == ["one\ttwo"]


def test_deep_markup_keeps_its_text() -> None:
    assert _texts("<div>" * 230 + "deep" + "</div>" * 230) == ["deep"]


def test_lost_text_is_told() -> None:
    assert Content("a", (), (), 100, 3).losses() == ("parse.text_loss: 97 of 100 characters kept",)
    assert Content("a", (), (), 100, 2).losses() == Content("a", (), (), 100, 3).losses(0.9) == ()


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("<P>One</P><P>Two &amp; three</P>", ["One", "Two & three"]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("Steven &lt;b&gt;x", ["Steven <b>x"]),
        ("a <b>bold</b> word", ["a bold word"]),
    ],
)
def test_text_may_hold_markup(text: str, texts: list[str]) -> None:
    assert [text for _, text in _blocks(read_text(text))] == texts


def test_html_may_be_broken() -> None:
    assert read_html("<p>One<p>Two &copy; <b>three</div>").text == "One\n\nTwo © three"
    assert read_html("") == Content()


def test_comparisons_are_no_tags() -> None:
    assert mend("if a < b and c > d") == "if a < b and c > d"


def test_contents_are_joined() -> None:
    both = joined([read_text("One"), Content(), read_text("Two")])
    assert _blocks(both) == [(BlockKind.PARAGRAPH, "One"), (BlockKind.PARAGRAPH, "Two")]
    assert both.characters == 6
