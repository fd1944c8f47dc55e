"""Compiled forms of a package's modules, which Python takes in place of the sources beside which they lie.

``tools/compile_cleaner.py`` makes them and writes beside them the hash of each source that it compiled.
"""

import hashlib
from pathlib import Path

from pipeline.errors import ConfigError

HASHES = "compiled.sha256"


def hashes(package: Path) -> Path:
    """Where a package's compiled sources are listed; there is no such file where nothing is compiled."""
    return package / HASHES


def hash_of(source: Path) -> str:
    """The line for a source: its hash and its name, as ``sha256sum`` writes them."""
    return f"{hashlib.sha256(source.read_bytes()).hexdigest()}  {source.name}"


def refuse_stale(package: Path) -> None:
    """Raises ConfigError where a source was changed after it was compiled: Python would run what it was before."""
    known = hashes(package)
    for line in known.read_text("utf-8").splitlines() if known.exists() else ():
        source = package / line.rpartition(" ")[2]
        if not source.exists() or hash_of(source) != line:
            raise ConfigError(
                f"{source} is not what was compiled: run `make compiled` again, or `make plain` to do without"
            )
