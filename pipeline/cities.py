"""Cities over 15,000 inhabitants by all their names, from GeoNames; built by ``tools.train_recogniser``."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

DATA = Path(__file__).with_suffix(".npz")


CACHED = 20_000
"""Names that are looked up once a process: the same ones come in story after story."""


def key(name: str) -> int:
    """Return the 64-bit number under which a city's name is stored; case and spacing do not count."""
    plain = " ".join(name.replace("’", "'").casefold().split())
    return int.from_bytes(hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class City:
    """A city; ``region`` is GeoNames' code of its first-order division, ``own`` says: found under its main name."""

    name: str
    country: str
    region: str
    geonames: int
    population: int
    own: bool


class Cities:
    """The cities of GeoNames by all their names."""

    def __init__(self, path: Path = DATA) -> None:
        with np.load(path) as arrays:
            self._names = arrays["names"].tobytes().decode().split("\n")
            self._countries = arrays["countries"]
            self._regions = arrays["regions"]
            self._geonames = arrays["geonames"]
            self._populations = arrays["populations"]
            self._keys = arrays["keys"]
            self._cities = arrays["cities"]
            self._own = np.unpackbits(arrays["own"])
        self._found = lru_cache(maxsize=CACHED)(self._find)

    def named(self, name: str) -> list[City]:
        """Return the cities that bear a name, the largest first."""
        return list(self._found(name))

    def _find(self, name: str) -> tuple[City, ...]:
        number = np.uint64(key(name))
        first = int(self._keys.searchsorted(number))
        if first == len(self._keys) or self._keys[first] != number:
            return ()
        past = int(self._keys.searchsorted(number, "right"))
        return tuple(self._city(int(self._cities[at]), own=bool(self._own[at])) for at in range(first, past))

    def _city(self, at: int, *, own: bool) -> City:
        return City(
            self._names[at], self._countries[at].decode(), self._regions[at].decode(),
            int(self._geonames[at]), int(self._populations[at]), own,
        )  # fmt: skip


@lru_cache(maxsize=1)
def cities() -> Cities:
    """The table of cities, read once."""
    return Cities()
