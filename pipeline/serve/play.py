"""Plays payloads: one after the other they appear on all servers that were asked for."""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import ConfigError
from pipeline.fetch.patterns import UNFINISHED
from pipeline.serve.servers import HOST, PASSWORD, USER, ftp, http, imap, post, sftp

CONNECTION = "wires"


@dataclass(frozen=True, slots=True)
class Ports:
    """A port for each server that is wanted, 0 for any that is free, None for none."""

    http: int | None = None
    ftp: int | None = None
    sftp: int | None = None
    imap: int | None = None


def play(folder: Path, ports: Ports, speed: float, say: Callable[[str], None], *, stay: bool = True) -> None:
    """Play the folder's files at ``speed`` items a second, 0 for all at once, then keep serving until interrupted.

    First ``say`` gets the records for a sources file and the variable with the credentials.
    """
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not UNFINISHED.search(path.name)]
    if not files:
        raise ConfigError(f"there is no file below {folder}: name a folder of payloads")
    with TemporaryDirectory(prefix="newswire-wires-") as name, _servers(Path(name), ports) as (records, mailbox):
        say(f"# export AIRFLOW_CONN_{CONNECTION.upper()}=wire://{USER}:{PASSWORD}@{HOST}\n\n" + "\n".join(records))
        for path in files:
            _deliver(path, Path(name) / path.relative_to(folder).as_posix().replace("/", "_"), mailbox)
            say(f"# {path.name}")
            time.sleep(1 / speed if speed else 0)
        while stay:
            time.sleep(3600)


def _deliver(path: Path, target: Path, mailbox: str | None) -> None:
    """In one step, as a good agent does: no server shows half a file."""
    payload = path.read_bytes()
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(payload)
    part.rename(target)
    if mailbox is not None:
        post(mailbox, path.name, payload)


@contextlib.contextmanager
def _servers(folder: Path, ports: Ports) -> Iterator[tuple[list[str], str | None]]:
    """The servers that are wanted: their records, and the mailbox's URL where there is one."""
    records: list[str] = []
    mailbox = None
    with contextlib.ExitStack() as stack:
        if ports.http is not None:
            url = stack.enter_context(http(folder, ports.http))
            more = (
                'feed = {entries = "linked", updated = "/updated"}\nhttp = {allow_private = true, per_second = 100}\n'
            )
            records.append(_record("feed", url, more))
        if ports.ftp is not None:
            records.append(_record("ftp", stack.enter_context(ftp(folder, ports.ftp)), _credentials()))
        if ports.sftp is not None:
            url, key = stack.enter_context(sftp(folder, ports.sftp))
            records.append(_record("sftp", url, f'{_credentials()}host_key = "{key}"\n'))
        if ports.imap is not None:
            mailbox = stack.enter_context(imap(ports.imap))
            records.append(_record("imap", mailbox, _credentials()))
        yield records, mailbox


def _record(transport: str, url: str, more: str) -> str:
    return f'[[source]]\nid = "wires-{transport}"\ntransport = "{transport}"\nurl = "{url}"\n{more}'


def _credentials() -> str:
    return f'credentials = "{CONNECTION}"\n'
