import socket
from pathlib import Path

import pytest

from pipeline.errors import StoryError
from pipeline.parse import parse
from pipeline.parse.xml import find, find_all, local, read_xml, root_name, text_of
from tests.speed import within

LAUGHS = '<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><nitf>&c;</nitf>'
OUTSIDE = '<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf>&a;</nitf>'
PUBLIC = '<!DOCTYPE nitf [<!ENTITY a PUBLIC "-//X" "http://192.0.2.1/x">]><nitf>&a;</nitf>'


def _text(markup: str) -> str | None:
    return read_xml(markup.encode()).root.text


@pytest.mark.parametrize("markup", [LAUGHS, OUTSIDE, PUBLIC])
def test_entities_that_are_more_than_a_character_are_refused(markup: str) -> None:
    with pytest.raises(StoryError) as error:
        parse(markup.encode())
    assert error.value.check == "parse.xml_entities"


def test_parameter_entities_are_not_read() -> None:
    assert _text('<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><a>kept</a>') == "kept"


def test_entities_hidden_behind_an_early_end_are_malformed() -> None:
    with pytest.raises(StoryError) as error:
        _text('<!DOCTYPE a [<!ENTITY x "]>"> <!ENTITY y SYSTEM "file:///etc/passwd">]><a>&y;</a>')
    assert error.value.check == "parse.malformed"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<a>caf&eacute;&nbsp;&amp;&lt;</a>", "café\xa0&<"),
        ("<a>one&#11;two&#0;</a>", "one\ufffdtwo\ufffd"),
        ('<!DOCTYPE a [<!ENTITY ouml "&#246;">]><a>sch&ouml;n</a>', "schön"),
        ("<a>one\x00two\x07</a>", "one two "),
        ("\ufeff\n <?xml version='1.0'?><a>mark</a>", "mark"),
        ("<a>one<!-- a note -->two</a>", "onetwo"),
        ("<a><![CDATA[<p>&amp;</p>]]></a>", "<p>&amp;</p>"),
    ],
)
def test_text_is_read(markup: str, text: str) -> None:
    assert _text(markup) == text


@pytest.mark.parametrize(
    "markup", ["<a><b></a>", "<a>", "<a" + ">", "<a>&bogus;</a>", "<a>" * 400 + "</a>" * 400, "<a/><b/>", "no markup"]
)
def test_what_is_not_well_formed_is_refused(markup: str) -> None:
    with pytest.raises(StoryError) as error:
        _text(markup)
    assert error.value.check == "parse.malformed"


def test_too_many_elements_are_refused() -> None:
    with pytest.raises(StoryError) as error:
        _text("<a>" + "<b/>" * 500_001 + "</a>")
    assert error.value.check == "parse.too_large"


@pytest.mark.parametrize(
    ("payload", "text", "encoding"),
    [
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>".encode(), "é", "utf-8"),
        ("<?xml version='1.0' encoding='utf-8'?><a>é</a>".encode("cp1252"), "é", "windows-1252"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>".encode("latin-1"), "é", "iso-8859-1"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><a>“é”</a>".encode("cp1252"), "“é”", "windows-1252"),
        ("<?xml version='1.0' encoding='ISO-8859-15'?><a>€</a>".encode("iso-8859-15"), "€", "iso-8859-15"),
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><a>&#233;</a>", "é", "iso-8859-1"),
        ("<?xml version='1.0' encoding='utf-16'?><a>é</a>".encode("utf-16"), "é", "utf-16-le"),
    ],
)
def test_encoding_is_told_by_evidence(payload: bytes, text: str, encoding: str) -> None:
    document = read_xml(payload)
    assert (document.root.text, document.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        (b"<n:newsItem xmlns:n='u'/>", "newsItem"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <x> -->\n<!DOCTYPE nitf [<!ENTITY % a 'b'>]>\n<nitf>", "nitf"),
        ("<NewsML>".encode("utf-16"), "NewsML"),
        (b"Plain text", None),
        (b"< 5 people", None),
        (b"", None),
    ],
)
def test_root_is_named_from_the_head(payload: bytes, name: str | None) -> None:
    assert root_name(payload) == name


def test_paths_ignore_namespaces() -> None:
    root = read_xml(b"<a xmlns='u'><b><c> one <d>two</d></c><c/></b></a>").root
    assert local(root) == "a"
    assert text_of(find(root, "b/c")) == "one two"
    assert len(find_all(root, ".//c")) == 2
    assert text_of(find(root, "nothing")) is None
    assert find_all(None, "b") == []


@pytest.mark.parametrize("name", ["nitf", "NewsML", "newsItem", "rss", "feed", "report"])
def test_deep_nesting_ends_soon(name: str) -> None:
    deep = "<p>" * 100_000 + "Text." + "</p>" * 100_000

    def read() -> None:
        with pytest.raises(StoryError):
            parse(f'<?xml version="1.0"?><{name}>{deep}</{name}>'.encode())

    assert within(5, read)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("a parser opened a connection"))
    body = "<body><body.content><p>One.</p></body.content></body>"
    includes = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{secret}" parse="text"/>'
    for doctype in (
        '<!DOCTYPE nitf SYSTEM "http://127.0.0.1/nitf.dtd">',
        f'<!DOCTYPE nitf SYSTEM "file://{secret}">',
        "",
    ):
        style = f'<?xml-stylesheet href="file://{secret}"?>'
        [story] = parse(f'<?xml version="1.0"?>{doctype}{style}<nitf>{includes}{body}</nitf>'.encode())
        assert (story.source_text, "SECRET" in repr(story)) == ("One.", False)


def test_form_feeds_and_the_ends_of_old_files() -> None:
    [story] = parse(b"<nitf><body><body.content><p>One\x0b\x0ctwo&#x1;.</p></body.content></body></nitf>\x0c\x1a\x00")
    assert story.source_text == "One two\ufffd."
