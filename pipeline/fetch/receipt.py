"""What every transport does with a payload: archive it first, then speak of it."""

import datetime as dt
import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.errors import NotAStoryError, StoryError
from pipeline.fetch.archive import Archive
from pipeline.outcome import Outcome, Reason, Rejection, Severity
from pipeline.sources import Source
from pipeline.story import RawItem


@dataclass(frozen=True, slots=True)
class Payload:
    """Bytes as received, and what the server said of them."""

    content: bytes
    media_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the payloads of a source come in."""

    source: Source
    archive: Archive

    def receive(self, name: str, uri: str, read: Callable[[], Payload | None]) -> RawItem | Rejection | None:
        """The item that ``read`` gives, its rejection where it raises StoryError, None where it gives none."""
        try:
            payload = read()
        except StoryError as error:
            return self.reject(name, uri, error)
        return None if payload is None else self.accept(name, uri, payload)

    def accept(self, name: str, uri: str, payload: Payload) -> RawItem:
        """Archive a payload; what cannot be written as UTF-8 in its name is escaped."""
        name = printable(name)
        return RawItem(
            source=self.source.id,
            name=name,
            sha256=self.archive.put(payload.content),
            uri=printable(uri),
            size=len(payload.content),
            fetched_at=dt.datetime.now(dt.UTC),
            media_type=payload.media_type or mimetypes.guess_type(name)[0],
            agency=self.source.agency,
            headers={key: printable(value) for key, value in payload.headers.items()},
        )

    def reject(self, name: str, uri: str, error: StoryError, payload: Payload | None = None) -> Rejection:
        """The rejection of a payload; of one that could not be had it stands with an empty one."""
        value = None if error.value is None else printable(error.value)
        severity = Severity.INFO if isinstance(error, NotAStoryError) else Severity.CRITICAL
        reason = Reason(error.check, printable(str(error)), value, severity)
        outcome = Outcome.IGNORED if isinstance(error, NotAStoryError) else Outcome.QUARANTINED
        return Rejection(self.accept(name, uri, payload or Payload(b"")), 0, "fetch", outcome, (reason,))

    def fits(self, name: str, size: int) -> None:
        """Raises StoryError for a payload larger than the source's limit."""
        most = self.source.limits.max_bytes
        if size > most:
            remedy = "raise the limit or have it split"
            message = f"{name} has {size} bytes, the source's limits.max_bytes is {most}: {remedy}"
            raise StoryError("fetch.too_large", message, str(size))


def printable(text: str) -> str:
    r"""Text that can be stored; bytes of a file name that are no UTF-8 are escaped.

    >>> printable(b"caf\xe9.txt".decode("utf-8", "surrogateescape"))
    'caf\\xe9.txt'
    """
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
