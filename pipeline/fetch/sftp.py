"""Transport ``sftp``: files below a folder of an SSH server whose key is known."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import asyncssh

from pipeline.errors import ConfigError, StoryError, TransientError
from pipeline.fetch.archive import Archive
from pipeline.fetch.credentials import credentials_of
from pipeline.fetch.receipt import Desk
from pipeline.fetch.remote import MAX_DEPTH, Remote, listed
from pipeline.fetch.watermark import Cursor, Found, Watermark, take
from pipeline.sources import Source

TIMEOUT = 30.0
FOLDER, FILE = asyncssh.FILEXFER_TYPE_DIRECTORY, asyncssh.FILEXFER_TYPE_REGULAR


def fetch(source: Source, archive: Archive, watermark: Watermark) -> Iterator[Found | Cursor]:
    """The files below the URL's path; links are not followed.

    Raises TransientError when the server is away, ConfigError when it refuses us or is not the one we know.
    """
    with asyncio.Runner() as runner:
        session = _Session(source)
        try:
            files = runner.run(session.files())

            def read(file: Remote) -> bytes:
                return runner.run(session.read(file))

            yield from take(listed(files, Desk(source, archive), source.url or "", read), watermark)
        finally:
            runner.run(session.close())


@dataclass(slots=True)
class _Session:
    """One connection, made when it is first needed."""

    source: Source
    _connection: asyncssh.SSHClientConnection | None = None
    _sftp: asyncssh.SFTPClient | None = None

    async def files(self) -> list[Remote]:
        """All files below the folder."""
        root = unquote(urlsplit(self.source.url or "").path) or "/"
        with _named(self.source):
            return [file async for file in self._walk(await self._connected(), root.rstrip("/") or "/", "", 0)]

    async def read(self, file: Remote) -> bytes:
        """A file's bytes, at most one more than the limit."""
        try:
            async with (await self._connected()).open(file.path, "rb") as opened:
                content = await opened.read(self.source.limits.max_bytes + 1)
                return content.encode() if isinstance(content, str) else content
        except asyncssh.SFTPNoSuchFile as error:
            raise FileNotFoundError(file.path) from error
        except asyncssh.SFTPPermissionDenied as error:
            raise StoryError("fetch.unreadable", f"{file.name}: {error}") from error
        except (OSError, asyncssh.Error) as error:
            await self.close()
            raise StoryError("fetch.unavailable", f"{file.name}: {error}") from error

    async def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            with contextlib.suppress(OSError, asyncssh.Error):
                await self._connection.wait_closed()
        self._connection = self._sftp = None

    async def _connected(self) -> asyncssh.SFTPClient:
        if self._sftp is None:
            self._connection = await asyncssh.connect(**_options(self.source))
            self._sftp = await self._connection.start_sftp_client(path_encoding="utf-8", path_errors="surrogateescape")
        return self._sftp

    async def _walk(self, sftp: asyncssh.SFTPClient, path: str, below: str, depth: int) -> AsyncIterator[Remote]:
        async for entry in sftp.scandir(path):
            name, facts = str(entry.filename), entry.attrs
            inner = f"{path.rstrip('/')}/{name}"
            if facts.type == FOLDER and name not in {".", ".."} and depth < MAX_DEPTH:
                async for file in self._walk(sftp, inner, f"{below}{name}/", depth + 1):
                    yield file
            elif facts.type == FILE:
                modified = facts.mtime
                yield Remote(
                    below + name, inner, facts.size, str(modified), None if modified is None else float(modified)
                )


def _options(source: Source) -> dict[str, Any]:
    """What to connect with; only the named credentials are offered, never an agent's or the user's own keys."""
    url, secret = urlsplit(source.url or ""), credentials_of(source)
    key = secret.extra.get("private_key")
    options: dict[str, Any] = {
        "host": url.hostname or "",
        "port": url.port or 22,
        "username": secret.login or (),
        "password": secret.password,
        "client_keys": [asyncssh.import_private_key(key, secret.extra.get("private_key_passphrase"))] if key else None,
        "agent_path": None,
        "config": None,
        "connect_timeout": TIMEOUT,
        "login_timeout": TIMEOUT,
    }
    if source.host_key is not None:
        host = url.hostname if url.port in {None, 22} else f"[{url.hostname}]:{url.port}"
        options["known_hosts"] = asyncssh.import_known_hosts(f"{host} {source.host_key}\n")
    return options


@contextlib.contextmanager
def _named(source: Source) -> Iterator[None]:
    try:
        yield
    except asyncssh.HostKeyNotVerifiable as error:
        remedy = "put its public key into host_key, if it is the right one"
        raise ConfigError(f"source {source.id}: the server of {source.url} is not the one we know: {remedy}") from error
    except (asyncssh.PermissionDenied, asyncssh.KeyImportError) as error:
        raise ConfigError(f"source {source.id}: the server refuses us: mend the credentials") from error
    except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPPermissionDenied) as error:
        raise ConfigError(f"source {source.id}: {source.url} cannot be listed: {error}") from error
    except (OSError, TimeoutError, asyncssh.Error) as error:
        raise TransientError(f"source {source.id}: {source.url} is away: {error}") from error
