"""A batch is a folder in the object store: JSON lines that the stages hand on by path.

Every file is written whole or not at all and from its inputs alone, so a task that was killed is simply run again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from upath import UPath

from pipeline.fetch.archive import write_atomic

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Batch:
    """Reads and writes the files of one batch; ``path`` is the folder's address as XCom carries it."""

    path: str

    @property
    def id(self) -> str:
        """The last part of the path: unique within its run."""
        return UPath(self.path).name

    def has(self, name: str) -> bool:
        """Whether that file has been written."""
        return bool((UPath(self.path) / f"{name}.jsonl").exists())

    def write(self, name: str, records: Iterable[object]) -> int:
        """Write ``<name>.jsonl``, a record a line, and give the number of records."""
        lines = [msgspec.json.encode(record) for record in records]
        write_atomic(UPath(self.path) / f"{name}.jsonl", b"".join(line + b"\n" for line in lines))
        return len(lines)

    def read(self, name: str, kind: type[T]) -> list[T]:
        """The records of ``<name>.jsonl``.

        Raises FileNotFoundError when it was not written, msgspec.ValidationError when they are not of that kind.
        """
        content = (UPath(self.path) / f"{name}.jsonl").read_bytes()
        decoder = msgspec.json.Decoder(kind)
        return [decoder.decode(line) for line in content.splitlines()]
