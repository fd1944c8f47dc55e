import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import NotAStoryError, StoryError
from pipeline.parse import archive, parse
from pipeline.story import Link, ParsedStory

STORIES = Path(__file__).parents[3] / "seeds" / "stories"
ANPA, ZCZC = (STORIES / "anpa-1312.txt").read_bytes(), (STORIES / "zczc-story.txt").read_bytes()
WARC = (STORIES / "pages.warc").read_bytes()
PAGE = "Ferry line opens a school for pilots"


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in members.items():
            bundle.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as bundle:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            bundle.addfile(info, io.BytesIO(data))
    return out.getvalue()


def formats(stories: list[ParsedStory]) -> list[str]:
    return [story.format for story in stories]


def faults(stories: list[ParsedStory]) -> list[str]:
    return [warning for story in stories for warning in story.warnings if warning.startswith("parse.damaged")]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_members_are_read_by_their_content(pack: object) -> None:
    assert callable(pack)
    stories = parse(pack({"a/one.txt": ANPA, "two.bin": ZCZC, "empty": b""}))
    assert formats(stories) == ["anpa1312", "zczc"]
    assert Link("member", "a/one.txt") in stories[0].links


def test_bundles_in_bundles_to_a_depth() -> None:
    payload = ZCZC
    for _ in range(archive.MAX_DEPTH):
        payload = gzip.compress(payload)
    assert formats(parse(payload)) == ["zczc"]
    assert "deep in each other" in faults(parse(gzip.compress(payload)))[0]


def test_a_bad_member_leaves_its_neighbours() -> None:
    stories = parse(zipped({"a": ANPA, "b": b"%PDF-1.4 \x00\x01\x02", "c": ZCZC}))
    assert formats(stories) == ["anpa1312", "archive", "zczc"]
    assert faults(stories)[0].startswith("parse.damaged: b: ")


def test_a_damaged_member_leaves_its_neighbours() -> None:
    payload = bytearray(zipped({"a": ANPA, "b": ANPA + b"more", "c": ZCZC}))
    at = payload.index(b"PK\x03\x04", 10) + 60
    payload[at : at + 40] = b"\x00" * 40
    stories = parse(bytes(payload))
    assert [formats(stories)[0], formats(stories)[-1]] == ["anpa1312", "zczc"]
    assert len(faults(stories)) == 1


def test_an_encrypted_member_is_named() -> None:
    payload = bytearray(zipped({"a": ZCZC, "b": ZCZC}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        payload[payload.index(mark) + place] |= 1
    stories = parse(bytes(payload))
    assert formats(stories) == ["archive", "zczc"]


@pytest.mark.parametrize("payload", [b"PK\x03\x04broken", b"x" * 257 + b"ustar" + b"x" * 300])
def test_what_cannot_be_opened(payload: bytes) -> None:
    with pytest.raises(StoryError) as error:
        parse(payload)
    assert error.value.check == "parse.bundle_malformed"


def test_a_broken_gzip_file_is_told_as_a_damaged_part() -> None:
    assert faults(parse(gzip.compress(ZCZC)[:60]))[0].startswith("parse.damaged: gzip member at byte 0: ")


def test_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"zeros": b"\x00" * 30_000_000})
    with pytest.raises(StoryError) as error:
        parse(bomb)
    assert error.value.check == "parse.bundle_too_large"
    with pytest.raises(StoryError, match="times the bundle's size"):
        parse(gzip.compress(gzip.compress(b"\x00" * 30_000_000)))
    monkeypatch.setattr(archive, "MAX_MEMBERS", 2)
    with pytest.raises(StoryError, match="more than 2 members"):
        parse(zipped(dict.fromkeys("abc", ZCZC)))
    monkeypatch.setattr(archive, "MAX_MEMBER", 100)
    with pytest.raises(StoryError, match="more than 100 bytes"):
        parse(zipped({"a": ZCZC}))
    monkeypatch.setattr(archive, "MAX_TOTAL", 50)
    with pytest.raises(StoryError, match="more than 50 bytes"):
        parse(gzip.compress(ZCZC))


def test_a_bundle_without_stories() -> None:
    with pytest.raises(NotAStoryError):
        parse(zipped({}))
    with pytest.raises(NotAStoryError):
        parse(zipped({"empty": b" "}))


def test_pages_of_a_web_archive() -> None:
    for payload in (WARC, gzip.compress(WARC)):
        [story] = parse(payload)
        assert (story.format, story.headline) == ("html", PAGE)
        assert Link("member", "https://news.example/school") in story.links


def records() -> list[bytes]:
    """The three records of the specimen."""
    starts = [0, WARC.index(b"WARC/1.0", 5), WARC.rindex(b"WARC/1.0")]
    return [WARC[start:end] for start, end in zip(starts, [*starts[1:], len(WARC)], strict=True)]


def test_a_wrong_length_does_not_hide_the_next_record() -> None:
    info, request, response = records()
    for digits in (b"", b"9", b"99999"):
        wrong = request.replace(b"Content-Length: ", b"Content-Length: 1" + digits)
        assert [story.headline for story in parse(info + wrong + response + response)] == [PAGE, PAGE]


def test_a_page_that_speaks_of_records() -> None:
    info, _, response = records()
    quoting = response.replace(b"has to be learnt", b"\r\nWARC/1.0\r\nWARC-Type: response\r\n has to be learnt")
    length = int(response.partition(b"Content-Length: ")[2].split(b"\r")[0])
    longer = str(length + len(quoting) - len(response)).encode()
    quoting = quoting.replace(str(length).encode(), longer, 1)
    assert len(parse(info + quoting + response)) == 2


def test_a_damaged_gzip_member_does_not_hide_the_next() -> None:
    info, _, response = (gzip.compress(record) for record in records())
    damaged = response[:200] + b"\x00" * 50 + response[250:]
    stories = parse(info + damaged + response)
    assert formats(stories) == ["html", "archive"]
    assert faults(stories)[0].startswith(f"parse.damaged: gzip member at byte {len(info)}: ")


def test_records_that_are_no_pages_are_passed_over() -> None:
    missing = WARC.replace(b"200 OK", b"404 NO")
    with pytest.raises(NotAStoryError):
        parse(missing)


def test_pictures_without_words_and_marks_of_file_systems_are_passed_over() -> None:
    members = {"a": ZCZC, "__MACOSX/._a": b"\x00\x05\x16\x07", ".DS_Store": b"\x00", "b.png": b"\x89PNG\r\n\x1a\n"}
    assert formats(parse(zipped(members))) == ["zczc"]
