"""Several documents in one payload: none of them stops the others."""

import pytest

from pipeline.errors import NotAStoryError, StoryError
from pipeline.parse import parse
from pipeline.parse.documents import recognise

DECLARED = '<?xml version="1.0" encoding="utf-8"?>\n'


def nitf(number: int) -> str:
    body = f"<body.content><p>Ferry {number} sailed.</p></body.content>"
    return f"<nitf><head><title>Ferry {number} sails</title></head><body>{body}</body></nitf>"


def item(number: int) -> str:
    content = f"<contentSet><inlineData>Ferry {number} sailed.</inlineData></contentSet>"
    return f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:{number}">{content}</newsItem>'


def line(number: int) -> str:
    return f'{{"uri": "urn:x:{number}", "headline": "Ferry {number} sails", "body_text": "Ferry {number} sailed."}}'


def read(payload: str) -> list[str]:
    """The text of each story, or the word ``damaged``."""
    found = parse(payload.encode())
    return ["damaged" if "damaged" in "".join(story.warnings) else story.source_text for story in found]


def test_documents_with_and_without_declaration() -> None:
    whole = ["Ferry 1 sailed.", "Ferry 2 sailed.", "Ferry 3 sailed."]
    assert read(DECLARED + nitf(1) + "\n" + DECLARED + item(2) + DECLARED + nitf(3)) == whole
    assert read(nitf(1) + "\n\0" + nitf(2) + nitf(3)) == whole
    both = parse((DECLARED + nitf(1) + DECLARED + item(2)).encode())
    assert [story.format for story in both] == ["nitf", "newsml-g2"]


def test_a_document_that_was_cut_loses_no_neighbour() -> None:
    first, cut, last = (DECLARED + nitf(number) + "\n" for number in (1, 2, 3))
    assert read(first + cut[:-30] + "\n" + last) == ["Ferry 1 sailed.", "damaged", "Ferry 3 sailed."]
    assert read(cut[:-30] + "\n" + last) == ["damaged", "Ferry 3 sailed."]


def test_a_line_that_was_cut_loses_no_neighbour() -> None:
    assert read("\n".join((line(1), line(2)[:-30], line(3)))) == ["Ferry 1 sailed.", "damaged", "Ferry 3 sailed."]


@pytest.mark.parametrize(
    "payload",
    [
        nitf(1),
        f"<newsMessage>{item(1)}{item(2)}</newsMessage>",
        f"<nitf><body><body.content><p><![CDATA[\n{DECLARED}]]></p></body.content></body></nitf>",
        "<html><body><svg></svg></body></html><?xml version='1.0'?>",
        "<p>One.</p><p>Two.</p>",
        '{"uri": "urn:x:1",\n "body_text": "Text"}',
        "{Note}\n{Note}",
        f'{{"items": [\n{line(1)},\n{line(2)}\n]}}',
    ],
)
def test_one_document_is_not_divided(payload: str) -> None:
    assert not recognise(payload.encode())


def test_documents_without_a_story() -> None:
    with pytest.raises(NotAStoryError):
        parse(b'{"type": "event"}\n{"type": "event"}\n')


def test_documents_without_end_are_refused_soon() -> None:
    with pytest.raises(StoryError, match="10001 stories"):
        parse(b'{"a": 1}\n' * 100_000)
