"""The version of the rules that a story was cleaned and extracted by."""

import hashlib
from functools import lru_cache
from pathlib import Path

from pipeline import __version__

_PACKAGE = Path(__file__).parent
# Everything that decides what a story becomes and is data, not code: the package's version stands for the code.
_DATA = (
    "agencies/*.toml",
    "clean/*.toml",
    "*.npz",
    "gazetteer.toml",
    "clean/*.crfsuite",
    "extract/data/*.csv",
    "extract/data/*.npz",
)


@lru_cache(maxsize=1)
def rules_version() -> str:
    """A short hash over package version, profiles, word lists and recogniser model: equal versions give equal articles.

    >>> len(rules_version())
    12
    """
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(path for pattern in _DATA for path in _PACKAGE.glob(pattern)):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
