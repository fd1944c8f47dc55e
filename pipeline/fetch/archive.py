"""The raw archive: payloads by the SHA-256 of their bytes, in a folder or any store that fsspec knows."""

import hashlib
import os
import uuid
from dataclasses import dataclass
from pathlib import Path

from upath import UPath

from pipeline.errors import StoryError


def write_atomic(path: UPath, payload: bytes) -> None:
    """Write a file whole or not at all, also when the process is killed on the way.

    Object stores show an object only once it is complete; a folder needs a rename.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.protocol not in {"", "file"}:
        path.write_bytes(payload)
        return
    part = Path(f"{path.path}.{uuid.uuid4().hex}.part")
    try:
        part.write_bytes(payload)
        os.replace(part, path.path)  # noqa: PTH105 (the target is a UPath)
    finally:
        part.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Archive:
    """Payloads under ``root/ab/cd/<sha256>``: written once, never changed, the same bytes kept once."""

    root: UPath

    def path(self, sha256: str) -> UPath:
        """Where the payload of that digest lies, whether or not it is there."""
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def put(self, payload: bytes) -> str:
        """Keep a payload and give its digest; a payload that is there already is not written again."""
        sha256 = hashlib.sha256(payload).hexdigest()
        path = self.path(sha256)
        if not path.exists():
            write_atomic(path, payload)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The payload of that digest. Raises StoryError when it is not there or not what was put in."""
        try:
            payload = self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            message = f"the archive {self.root} holds no payload {sha256}: restore it from a copy or fetch it again"
            raise StoryError("parse.not_archived", message, sha256) from error
        found = hashlib.sha256(payload).hexdigest()
        if found != sha256:
            message = f"the payload under {sha256} now has the digest {found}: restore it from a copy"
            raise StoryError("parse.archive_damaged", message, found)
        return payload
