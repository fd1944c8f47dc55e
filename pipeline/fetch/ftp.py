"""Transport ``ftp``: files below a folder of an FTP server, over TLS where the URL says ``ftps``."""

import contextlib
import datetime as dt
import ftplib
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from pipeline.errors import BusyError, ConfigError, StoryError, TransientError
from pipeline.fetch.archive import Archive
from pipeline.fetch.credentials import credentials_of
from pipeline.fetch.http import trust
from pipeline.fetch.receipt import Desk
from pipeline.fetch.remote import MAX_DEPTH, Remote, listed
from pipeline.fetch.watermark import Cursor, Found, Watermark, take
from pipeline.sources import Source

TIMEOUT = 30.0
# What ftplib raises; ValueError for names that cannot be sent.
BROKEN = (ftplib.Error, OSError, EOFError, ValueError)
# Replies of a server that lacks a command.
NOT_KNOWN = frozenset(("500", "501", "502", "504"))
# Every byte of a name survives it; what people see is decoded by _text.
ENCODING = "latin-1"


def fetch(source: Source, archive: Archive, watermark: Watermark) -> Iterator[Found | Cursor]:
    """The files below the URL's path. Raises TransientError when the server is away, ConfigError when it refuses us."""
    session = _Session(source)
    try:
        files = list(session.files())
        yield from take(listed(files, Desk(source, archive), source.url or "", session.read), watermark)
    finally:
        session.close()


class _SecureFTP(ftplib.FTP_TLS):
    """Data connections that go on with the control connection's TLS session, as many servers demand."""

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[socket.socket, int | None]:
        connection, size = ftplib.FTP.ntransfercmd(self, cmd, rest)  # noqa: S321 (over TLS)
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        return self.context.wrap_socket(connection, server_hostname=self.host, session=session), size


@dataclass(slots=True)
class _Session:
    """One connection, made anew after a transfer that was broken off."""

    source: Source
    _ftp: ftplib.FTP | None = None

    def files(self) -> Iterator[Remote]:
        """All files below the folder."""
        root = unquote(urlsplit(self.source.url or "").path, ENCODING) or "/"
        try:
            yield from self._walk(root.rstrip("/") or "/", "", 0)
        except ftplib.error_perm as error:
            raise ConfigError(f"source {self.source.id}: the server does not list {root}: {error}") from error
        except BROKEN as error:
            raise TransientError(f"source {self.source.id}: {self.source.url} broke off: {error}") from error

    def read(self, file: Remote) -> bytes:
        """A file's bytes, over a new connection where the old one broke.

        Raises StoryError for what cannot be had of a server that is there, BusyError where it is gone.
        """
        try:
            return self._retrieve(file)
        except ftplib.error_perm as error:
            raise StoryError("fetch.unreadable", f"{file.name}: {error}") from error
        except BROKEN:
            self.close()
        except StoryError:
            self.close()
            raise
        return self._read_anew(file)

    def _read_anew(self, file: Remote) -> bytes:
        try:
            self._connected()
        except (ConfigError, *BROKEN) as error:
            raise BusyError(f"source {self.source.id}: {self.source.url} went away at {file.name}: {error}") from error
        try:
            return self._retrieve(file)
        except BROKEN as error:
            self.close()
            raise StoryError("fetch.unavailable", f"{file.name}: {error}") from error

    def close(self) -> None:
        """Let go of the connection, whatever state it is in."""
        if self._ftp is not None:
            self._ftp.close()
            self._ftp = None

    def _retrieve(self, file: Remote) -> bytes:
        parts: list[bytes] = []
        room = self.source.limits.max_bytes

        def receive(chunk: bytes) -> None:
            nonlocal room
            room -= len(chunk)
            if room < 0:
                raise StoryError("fetch.too_large", f"{file.name} is larger than limits.max_bytes", file.name)
            parts.append(chunk)

        self._connected().retrbinary(f"RETR {file.path}", receive)
        return b"".join(parts)

    def _connected(self) -> ftplib.FTP:
        if self._ftp is None:
            self._ftp = self._connect()
        return self._ftp

    def _connect(self) -> ftplib.FTP:
        url, secret = urlsplit(self.source.url or ""), credentials_of(self.source)
        ftp = ftplib.FTP(encoding=ENCODING)  # noqa: S321 (the record says so)
        if url.scheme == "ftps":
            ftp = _SecureFTP(context=trust(self.source), encoding=ENCODING)
        try:
            ftp.connect(url.hostname or "", url.port or 21, timeout=TIMEOUT)
            ftp.login(secret.login or "anonymous", secret.password or "")
            if isinstance(ftp, ftplib.FTP_TLS):
                ftp.prot_p()
        except ftplib.error_perm as error:
            ftp.close()
            message = f"source {self.source.id}: the server refuses us ({str(error)[:3]}): mend the credentials"
            raise ConfigError(message) from error
        except BaseException:
            ftp.close()
            raise
        return ftp

    def _walk(self, path: str, below: str, depth: int) -> Iterator[Remote]:
        for name, facts in self._entries(path):
            inner = f"{path.rstrip('/')}/{name}"
            if facts.get("type") == "dir" and depth < MAX_DEPTH:
                yield from self._walk(inner, f"{below}{name}/", depth + 1)
            elif facts.get("type", "file") == "file":
                size = int(facts["size"]) if facts.get("size", "").isdecimal() else None
                modified = facts.get("modify", "")
                yield Remote(_text(below + name), inner, size, modified, _seconds(modified))

    def _entries(self, path: str) -> list[tuple[str, dict[str, str]]]:
        """Names and facts by MLSD (RFC 3659), or asked for one by one where the server is older."""
        ftp = self._connected()
        try:
            return [(name, facts) for name, facts in ftp.mlsd(path) if name not in {".", ".."}]
        except ftplib.error_perm as error:
            if str(error)[:3] not in NOT_KNOWN:
                raise
        ftp.cwd(path)
        try:
            names = [name.rpartition("/")[2] for name in ftp.nlst(path)]
        except ftplib.error_perm:
            # So some servers say that a folder is empty.
            return []
        return [(name, self._facts(f"{path.rstrip('/')}/{name}")) for name in names]

    def _facts(self, path: str) -> dict[str, str]:
        """What MLSD would say of a path, as far as the server tells."""
        ftp = self._connected()
        ftp.voidcmd("TYPE I")
        try:
            facts = {"size": str(ftp.size(path))}
        except ftplib.error_perm:
            return {"type": "dir"} if self._is_folder(path) else {}
        with contextlib.suppress(ftplib.error_perm):
            facts["modify"] = ftp.voidcmd(f"MDTM {path}")[4:].strip()
        return facts

    def _is_folder(self, path: str) -> bool:
        try:
            self._connected().cwd(path)
        except ftplib.error_perm:
            return False
        return True


def _text(name: str) -> str:
    """A name as people read it: UTF-8 where it is, its odd bytes to be escaped otherwise."""
    return name.encode(ENCODING).decode("utf-8", "surrogateescape")


def _seconds(modified: str) -> float | None:
    """Seconds since 1970 of an FTP time, which is in UTC.

    >>> _seconds("19700101000010.5"), _seconds("")
    (10.0, None)
    """
    try:
        return dt.datetime.strptime(modified[:14], "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC).timestamp()
    except ValueError:
        return None
