"""One bad item among a thousand is one damaged story, in each format that carries many items one after another."""

from collections.abc import Callable

import pytest

from pipeline.parse import parse

COUNT, BAD = 1000, 517


def anpa(number: int) -> bytes:
    head = b"\x16\x16\x01a%04d\x1fwestn\r\nr n\x13\x11 BC-XX--Ferry%d 03-09 0012\r\n" % (number, number)
    return head + b"\x02^BC-XX--Ferry %d,12<\r\n^Ferry sails<\r\n\tFerry %d sailed.\r\n\x03\x04" % (number, number)


def iptc7901(number: int) -> bytes:
    head = b"\x01npr%04d 4 vm 020 npr %04d\r\n\r\nferry/\r\n" % (number, number)
    return head + b"\x02Ferry sails =\r\n\r\nFerry %d sailed.\r\n\x03251512 GMT Nov 26\x04" % number


def zczc(number: int) -> bytes:
    return b"ZCZC NPR%04d\r\n$a\r\n^Ferry sails\r\n\r\nFerry %d sailed.\r\nNNNN\r\n" % (number, number)


def mail(number: int) -> bytes:
    return (
        b"From desk@npr.example Wed Nov 25 10:00:00 2026\nFrom: a@npr.example\nSubject: Ferry\n\nFerry %d sailed.\n\n"
        % (number)
    )


def json_line(number: int) -> bytes:
    return b'{"uri": "urn:x:%d", "headline": "Ferry sails", "body_text": "Ferry %d sailed."}\n' % (number, number)


def document(number: int) -> bytes:
    body = b"<body.content><p>Ferry %d sailed.</p></body.content>" % number
    return b'<?xml version="1.0"?>\n<nitf><head><title>Ferry sails</title></head><body>%b</body></nitf>\n' % body


def without(mark: bytes) -> Callable[[bytes], bytes]:
    return lambda item: item.replace(mark, b"", 1)


def cut(item: bytes) -> bytes:
    return item[: 2 * len(item) // 3] + b"\n"


@pytest.mark.parametrize(
    ("make", "break_"),
    [
        *((anpa, break_) for break_ in (without(b"\x02"), without(b"\x03\x04"), cut)),
        *((iptc7901, break_) for break_ in (without(b"\x02"), without(b"\x03251512 GMT Nov 26\x04"), cut)),
        *((zczc, break_) for break_ in (without(b"NNNN"), without(b"ZCZC"))),
        *((json_line, break_) for break_ in (cut, without(b'"'))),
        *((document, break_) for break_ in (cut, without(b"</p>"))),
    ],
)
def test_one_bad_item(make: Callable[[int], bytes], break_: Callable[[bytes], bytes]) -> None:
    stories = parse(b"".join(break_(make(n)) if n == BAD else make(n) for n in range(COUNT)))
    damaged = [any("parse.damaged" in warning for warning in story.warnings) for story in stories]
    assert [n for n, bad in enumerate(damaged) if bad] == [BAD]
    good = [story.source_text for story, bad in zip(stories, damaged, strict=True) if not bad]
    assert good == [f"Ferry {n} sailed." for n in range(COUNT) if n != BAD]


def test_a_message_without_a_sender_leaves_the_rest_of_its_mailbox() -> None:
    stories = parse(b"".join(without(b"From: a@npr.example\n")(mail(n)) if n == BAD else mail(n) for n in range(COUNT)))
    assert [story.source_text for story in stories if "Ferry 517" not in story.source_text] == [
        f"Ferry {n} sailed." for n in range(COUNT) if n != BAD
    ]
