"""How alike two texts are, from 128 numbers each: MinHash over runs of three words.

Two signatures agree in about the share of their numbers that the texts have of their runs in common (Jaccard). Bands of
three numbers each are what Postgres looks texts up by: texts that share half of their runs share a band in 19 of 20
cases, unrelated ones hardly ever.
"""

import re

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

Signature = tuple[int, ...]
PERMUTATIONS = 128
BANDS, ROWS = 20, 3
WORDS_A_RUN = 3
# A change of any of these, or of rensa's own algorithm, makes stored signatures useless.
SEED = 1312
# Scripts without spaces count by letter.
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\W_]+")
_SIGNED = 1 << 31
# An odd number without pattern (of the golden ratio): products spread over all 64 bits.
_MIX = np.uint64(0x9E3779B97F4A7C15)


def signature(text: str) -> Signature | None:
    """The text's 128 numbers, as signed 32-bit integers; None for a text without a word.

    >>> similarity(signature("Talks went on in Rome today."), signature("TALKS went on, in Rome, today"))
    1.0
    """
    words = _WORD.findall(text.casefold())
    if not words:
        return None
    following = zip(*(words[offset:] for offset in range(WORDS_A_RUN)), strict=False)
    runs = list(map(" ".join, following)) or [" ".join(words)]
    sketch = RMinHash(PERMUTATIONS, SEED)
    sketch.update(runs)
    return tuple((np.array(sketch.digest(), dtype=np.int64) - _SIGNED).tolist())


def similarity(one: Signature, other: Signature) -> float:
    """The share of the runs of three words that the texts have in common, 0 to 1, give or take .04."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / PERMUTATIONS


def similarities(one: Signature, others: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    """The same against many, one a row."""
    shares: npt.NDArray[np.float64] = (others == np.array(one, dtype=np.int32)).mean(axis=1)
    return shares


def bands(signatures: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """20 numbers for each of the signatures, one a row, of which similar texts share at least one."""
    rows = signatures[:, : BANDS * ROWS].astype(np.int64).astype(np.uint64).reshape(-1, BANDS, ROWS)
    mixed = np.full(rows.shape[:2], _MIX, dtype=np.uint64) + np.arange(BANDS, dtype=np.uint64)
    for n in range(ROWS):
        mixed = (mixed ^ rows[:, :, n]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return mixed.view(np.int64)
