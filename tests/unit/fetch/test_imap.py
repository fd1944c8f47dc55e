import imaplib
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from pipeline.errors import ConfigError, TransientError
from pipeline.fetch import Archive
from pipeline.fetch.watermark import Watermark
from pipeline.serve import servers
from pipeline.sources import Limits, Source
from tests.unit.fetch.conftest import bring


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A mailbox with three messages of some thirty bytes, and a longer one."""
    with servers.imap(0) as url:
        post_three(url)
        servers.post(url, "four.txt", b"story four")
        yield url


def post_three(url: str) -> None:
    for name in ("one", "two", "three"):
        servers.post(url, f"{name}.eml", f"Subject: {name}\r\n\r\nstory {name}\r\n".encode())


@pytest.fixture
def source(url: str, monkeypatch: pytest.MonkeyPatch) -> Source:
    monkeypatch.setenv("AIRFLOW_CONN_WIRES", "wire://wires:wires@host")
    return Source("desk", "imap", url=url, credentials="wires")


@pytest.fixture
def empty(source: Source) -> Iterator[Source]:
    """A mailbox of a test's own."""
    with servers.imap(0) as url:
        yield replace(source, url=url)


def test_messages_come_once(empty: Source, archive: Archive) -> None:
    source, url = empty, str(empty.url)
    post_three(url)
    first = bring(source, archive)
    assert [archive.get(item.sha256).split(b"\r\n")[0] for item in first.items] == [
        b"Subject: one",
        b"Subject: two",
        b"Subject: three",
    ]
    assert {item.media_type for item in first.items} == {"message/rfc822"}
    assert bring(source, archive, first.watermark()).items == []
    servers.post(url, "four.txt", b"story four")
    second = bring(source, archive, first.watermark())
    assert len(second.items) == 1
    assert b"Subject: four.txt" in archive.get(second.items[0].sha256)
    assert second.cursor is not None
    assert set(second.cursor.gone) == set(first.names)


def test_limit_gets_to_the_rest(source: Source, archive: Archive) -> None:
    few = replace(source, limits=Limits(max_items=3))
    first = bring(few, archive)
    second = bring(few, archive, first.watermark())
    assert (len(first.items), len(second.items)) == (3, 1)
    assert not set(first.names) & set(second.names)


def test_a_mailbox_that_was_numbered_anew_is_read_again(source: Source, archive: Archive) -> None:
    found = bring(source, archive, Watermark(cursor={"validity": "1", "uid": 10**6}))
    assert len(found.items) == 4


def test_reading_again(source: Source, archive: Archive) -> None:
    first = bring(source, archive)
    assert len(bring(source, archive, first.watermark(reread=True)).items) == 4


def test_a_message_that_is_too_large_is_rejected(source: Source, archive: Archive) -> None:
    found = bring(replace(source, limits=Limits(max_bytes=40)), archive)
    assert len(found.items) == 3
    assert found.checks == ["fetch.too_large"]


def test_a_message_larger_than_its_server_says_is_rejected(
    source: Source, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = imaplib.IMAP4.uid
    came: list[int] = []

    def smaller(self: imaplib.IMAP4, command: str, *args: str) -> tuple[str, list[Any]]:
        status, parts = asked(self, command, *args)
        came.extend(len(part[1]) for part in parts if isinstance(part, tuple))
        return status, [re.sub(rb"SIZE \d+", b"SIZE 1", part) if isinstance(part, bytes) else part for part in parts]

    monkeypatch.setattr(imaplib.IMAP4, "uid", smaller)
    found = bring(replace(source, limits=Limits(max_bytes=40)), archive)
    assert (len(found.items), found.checks) == (3, ["fetch.too_large"])
    assert max(came) == 41


def test_what_is_wrong_with_a_mailbox(source: Source, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="no mailbox Nowhere"):
        bring(replace(source, url=str(source.url).replace("INBOX", "Nowhere")), archive)
    with pytest.raises(ConfigError, match="in ASCII"):
        bring(replace(source, url=str(source.url).replace("INBOX", "%22")), archive)
    monkeypatch.setenv("AIRFLOW_CONN_WIRES", "wire://wires:lost@host")
    with pytest.raises(ConfigError, match="refuses us"):
        bring(source, archive)
    with pytest.raises(TransientError):
        bring(replace(source, url="imap://127.0.0.1:1/INBOX"), archive)
