"""The peace of a host: what all sources and processes of one home ask it for, together.

A file a host says when it was last asked, how long the pause after that is, and until when it wants to be left alone;
a few lock files say how many ask it at once. The locks are the system's, so a process that dies leaves none behind.
"""

import fcntl
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from pipeline.errors import BusyError, ConfigError

# What lies further ahead was written by a clock that has been set back since.
FURTHEST = 3600.0
# A server that asks for more is asked again after a day all the same.
LONGEST_REST = 86_400.0


@dataclass(frozen=True, slots=True)
class _State:
    """``asked`` and ``until`` in seconds since 1970, ``gap`` in seconds."""

    asked: float = 0.0
    gap: float = 0.0
    until: float = 0.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Lets requests to a host through one by one; ``folder`` is where its users find each other."""

    folder: Path

    @contextmanager
    def turn(self, host: str, gap: float, *, at_once: int, patience: float, longest: float) -> Iterator[None]:
        """Wait for one's turn, and hold it while the request lasts.

        ``gap`` is the least time in seconds since the last request of anybody; the slower of two callers sets the
        pace between them. At most ``at_once`` turns are held at a time. Raises BusyError where the host has asked to
        be left alone for more than ``patience`` seconds, or the turn is more than ``longest`` away.
        """
        with self._place(host, at_once):
            wait = self._reserved(host, gap, patience, longest)
            if wait > 0:
                time.sleep(wait)
            yield

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long, whoever asks."""
        until = time.time() + min(seconds, LONGEST_REST)
        with self._open(host, "json") as file:
            known = _read(file)
            _write(file, _State(known.asked, known.gap, max(known.until, until)))

    def _reserved(self, host: str, gap: float, patience: float, longest: float) -> float:
        """Seconds until the turn that is ours from now on."""
        with self._open(host, "json") as file:
            known, now = _read(file), time.time()
            if known.until - now > patience:
                raise BusyError(f"{host} wants {known.until - now:.0f} s of peace, as it has told one of its readers")
            asked = known.asked if known.asked - now < FURTHEST else 0.0
            turn = max(now, known.until, asked + max(gap, known.gap))
            if turn - now > longest:
                raise BusyError(f"{host} wants {turn - now:.0f} s between two requests, longer than limits.max_seconds")
            _write(file, _State(turn, gap, known.until))
            return turn - now

    @contextmanager
    def _place(self, host: str, at_once: int) -> Iterator[None]:
        """One of the places at the host; where all are taken, wait for one of them."""
        for number in range(at_once):
            try:
                with self._open(host, str(number), fcntl.LOCK_EX | fcntl.LOCK_NB):
                    yield
                    return
            except BlockingIOError:
                continue
        with self._open(host, str(threading.get_native_id() % at_once)):
            yield

    @contextmanager
    def _open(self, host: str, kind: str, how: int = fcntl.LOCK_EX) -> Iterator[IO[str]]:
        path = self.folder / f"{hashlib.sha256(host.encode()).hexdigest()[:32]}.{kind}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            opened = path.open("a+", encoding="utf-8")
        except OSError as error:
            raise ConfigError(f"{path} cannot be written: {error}; set NEWSWIRE_HOME to a folder of ours") from error
        with opened as file:
            fcntl.flock(file, how)
            yield file


def _read(file: IO[str]) -> _State:
    """What the file says; a file that is new or damaged knows nothing."""
    file.seek(0)
    try:
        return _State(**{key: float(value) for key, value in json.loads(file.read()).items()})
    except (ValueError, TypeError, AttributeError):
        return _State()


def _write(file: IO[str], state: _State) -> None:
    file.seek(0)
    file.truncate()
    json.dump(asdict(state), file)
    file.flush()
