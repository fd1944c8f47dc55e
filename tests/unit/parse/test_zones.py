"""A time without offset is local at the agency, in every format that carries times."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest

from pipeline.parse import parse

# STT works in Helsinki: two hours before Greenwich in winter, three in summer.
AGENCY = "stt"
WINTER, SUMMER = "2026-01-15T12:00:00", "2026-07-15T12:00:00"


def _payloads(time: str) -> Iterator[tuple[str, str]]:
    compact = time.replace("-", "").replace(":", "")
    moment = dt.datetime.fromisoformat(time)
    yield "newsml-g2", f"<newsItem guid='a'><itemMeta><versionCreated>{time}</versionCreated></itemMeta></newsItem>"
    revised = f"<ThisRevisionCreated>{compact}</ThisRevisionCreated>"
    yield "newsml-1", f"<NewsML><NewsItem><NewsManagement>{revised}</NewsManagement></NewsItem></NewsML>"
    yield "nitf", f"<nitf><head><docdata><date.issue norm='{compact}'/></docdata></head><body/></nitf>"
    yield "ninjs", json.dumps({"uri": "a", "headline": "Ferry", "versioncreated": time})
    yield "media-api", json.dumps({"data": {"item": {"altids": {"itemid": "a"}, "versioncreated": time}}})
    entry = f"<title>Ferry</title><id>a</id><updated>{time}</updated><content>Text.</content>"
    yield "feed", f"<feed xmlns='http://www.w3.org/2005/Atom'><entry>{entry}</entry></feed>"
    yield "email", f"From: a@b.example\nSubject: Ferry\nDate: {moment:%a, %d %b %Y %H:%M:%S}\n\nText.\n"
    trailer = f"{moment:%d%H%M %b %y}"
    yield "iptc7901", f"\x01npr012 4 pl 12 npr 0012\r\na/\r\n\x02Ferry =\r\n\r\nText.\r\n\x03{trailer}\x04"
    yield (
        "anpa1312",
        (
            "\x16\x16\x01a0001\x1fwestn\r\nr n\x13\x11 BC-Ferry 01-15 0012\r\n\x02^BC-Ferry,12<\r\n\t   Text.\r\n"
            f"\x03NP-WF-{moment:%m-%d-%y %H%M}<\x0c\x04"
        ),
    )


@pytest.mark.parametrize(
    ("name", "winter", "summer"),
    [(n, w, s) for (n, w), (_, s) in zip(_payloads(WINTER), _payloads(SUMMER), strict=True)],
)
def test_naive_times_are_the_agency_s(name: str, winter: str, summer: str) -> None:
    for payload, hour in ((winter, 10), (summer, 9)):
        [story] = parse(payload.encode(), agency=AGENCY)
        assert story.format == name
        assert story.version_created is not None
        assert (story.version_created.hour, story.version_created.minute) == (hour, 0)
        assert "parse.time_without_zone" not in story.warnings


@pytest.mark.parametrize("payload", [payload for _, payload in _payloads(WINTER)])
def test_without_a_zone_a_naive_time_is_utc_and_said_so(payload: str) -> None:
    [story] = parse(payload.encode())
    assert story.version_created == dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)
    assert "parse.time_without_zone" in story.warnings
