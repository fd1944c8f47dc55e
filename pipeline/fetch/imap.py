"""Transport ``imap``: the messages of a mailbox, each once, by UIDVALIDITY and UID (RFC 3501)."""

import imaplib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from pipeline.errors import BusyError, ConfigError, StoryError, TransientError
from pipeline.fetch.archive import Archive
from pipeline.fetch.credentials import credentials_of
from pipeline.fetch.http import trust
from pipeline.fetch.receipt import Desk, Payload
from pipeline.fetch.watermark import Cursor, Found, Listed, Watermark, take
from pipeline.sources import Source

TIMEOUT = 30.0
MEDIA_TYPE = "message/rfc822"
# What imaplib raises; ValueError for an answer that makes no sense.
BROKEN = (imaplib.IMAP4.error, OSError, EOFError, ValueError)
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


def fetch(source: Source, archive: Archive, watermark: Watermark) -> Iterator[Found | Cursor]:
    """The messages that came since the last fetch; all of them where the server numbers them anew.

    The mailbox is left as it is: nothing is marked as read. Raises TransientError when the server is away,
    ConfigError when it refuses us or has no such mailbox.
    """
    mailbox = unquote(urlsplit(source.url or "").path).strip("/") or "INBOX"
    if not mailbox.isascii() or not mailbox.isprintable() or '"' in mailbox or "\\" in mailbox:
        raise ConfigError(f"source {source.id}: write the mailbox {mailbox!r} in the server's own spelling, in ASCII")
    session = _Session(source, mailbox)
    try:
        validity, uids = session.open(watermark)
        desk = Desk(source, archive)
        listed = [session.listed(f"{mailbox}/{validity}/{uid}", uid, desk) for uid in uids]
        last = max([*uids, _last(watermark, validity)])
        yield from take(listed, watermark, {"validity": validity, "uid": last})
    finally:
        session.close()


def _last(watermark: Watermark, validity: str) -> int:
    return int(watermark.cursor["uid"]) if watermark.cursor.get("validity") == validity else 0


@dataclass(slots=True)
class _Session:
    """One connection with the mailbox selected for reading."""

    source: Source
    mailbox: str
    validity: str | None = None
    _imap: imaplib.IMAP4 | None = None

    def open(self, watermark: Watermark) -> tuple[str, list[int]]:
        """Select the mailbox: its UIDVALIDITY, and the UIDs behind the last one, or all to read them again."""
        try:
            imap = self._connected()
            validity = self.validity or "0"
            last = 0 if watermark.reread else _last(watermark, validity)
            _, found = imap.uid("SEARCH", "UID", f"{last + 1}:*")
            uids = {int(uid) for part in found for uid in (part or b"").split()}
        except BROKEN as error:
            raise TransientError(f"source {self.source.id}: {self.source.url} broke off: {error}") from error
        # The highest message answers to n:* also where its UID is below n.
        return validity, sorted(uid for uid in uids if uid > last)

    def listed(self, name: str, uid: int, desk: Desk) -> Listed:
        """A message; what a UID names never changes."""
        uri = f"{self.source.url};UID={uid}"
        return Listed(name, str(uid), lambda: desk.receive(name, uri, lambda: self._payload(uid, desk)))

    def close(self) -> None:
        """Let go of the connection."""
        if self._imap is not None:
            self._imap.shutdown()
            self._imap = None

    def _payload(self, uid: int, desk: Desk) -> Payload | None:
        """None for a message that was expunged since it was listed; a broken connection is made anew once."""
        try:
            return self._message(uid, desk)
        except BROKEN:
            self.close()
        try:
            self._connected()
        except (ConfigError, *BROKEN) as error:
            message = f"source {self.source.id}: {self.source.url} went away at message {uid}: {error}"
            raise BusyError(message) from error
        try:
            return self._message(uid, desk)
        except BROKEN as error:
            self.close()
            raise StoryError("fetch.unavailable", f"message {uid}: {error}") from error

    def _message(self, uid: int, desk: Desk) -> Payload | None:
        imap = self._connected()
        _, told = imap.uid("FETCH", str(uid), "(RFC822.SIZE)")
        size = SIZE.search(b" ".join(part for part in told if isinstance(part, bytes)))
        desk.fits(f"message {uid}", int(size[1]) if size else 0)
        # A message may be larger than its server says: never more of it than the limit and one byte.
        _, parts = imap.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{self.source.limits.max_bytes + 1}>)")
        content = next((part[1] for part in parts if isinstance(part, tuple)), None)
        if content is None:
            return None
        desk.fits(f"message {uid}", len(content))
        return Payload(content, MEDIA_TYPE)

    def _connected(self) -> imaplib.IMAP4:
        if self._imap is None:
            self._imap = self._connect()
            status, _ = self._imap.select(f'"{self.mailbox}"', readonly=True)
            if status != "OK":
                raise ConfigError(f"source {self.source.id}: there is no mailbox {self.mailbox}: mend the URL's path")
            validity = (self._imap.response("UIDVALIDITY")[1][0] or b"0").decode()
            if validity != (self.validity or validity):
                raise TransientError(f"source {self.source.id}: the messages were numbered anew meanwhile")
            self.validity = validity
        return self._imap

    def _connect(self) -> imaplib.IMAP4:
        url, secret = urlsplit(self.source.url or ""), credentials_of(self.source)
        host = url.hostname or ""
        if url.scheme == "imaps":
            context = trust(self.source)
            imap: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, url.port or 993, ssl_context=context, timeout=TIMEOUT)
        else:
            imap = imaplib.IMAP4(host, url.port or 143, timeout=TIMEOUT)
        try:
            if url.scheme == "imap" and "STARTTLS" in imap.capabilities:
                imap.starttls(trust(self.source))
            imap.login(secret.login or "anonymous", secret.password or "")
        except imaplib.IMAP4.abort:
            imap.shutdown()
            raise
        except imaplib.IMAP4.error as error:
            imap.shutdown()
            raise ConfigError(f"source {self.source.id}: the server refuses us: mend the credentials") from error
        return imap
