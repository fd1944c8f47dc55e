"""Cities over 15,000 inhabitants by all their names, from GeoNames; built by ``tools.train_recogniser``."""

import ast
import hashlib
import re
import zipfile
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

DATA = Path(__file__).with_suffix(".npz")
_NUMBERS = {"<u8": "Q", "<u4": "I", "<u2": "H", "|u1": "B"}
"""NumPy's names of numbers, and those of ``memoryview``."""

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
        with zipfile.ZipFile(path) as arrays:
            self._names = _Lines(bytes(_values(arrays.read("names.npy"))))
            self._countries = _Texts(arrays.read("countries.npy"))
            self._regions = _Texts(arrays.read("regions.npy"))
            self._geonames, self._populations, self._keys, self._cities, self._own = (
                _numbers(arrays.read(f"{name}.npy")) for name in ("geonames", "populations", "keys", "cities", "own")
            )
        self._found = lru_cache(maxsize=CACHED)(self._find)

    def named(self, name: str) -> list[City]:
        """Return the cities that bear a name, the largest first."""
        return list(self._found(name))

    def _find(self, name: str) -> tuple[City, ...]:
        number, keys = key(name), self._keys
        first = past = bisect_left(keys, number)
        while past < len(keys) and keys[past] == number:
            past += 1
        return tuple(map(self._entry, range(first, past)))

    def _entry(self, at: int) -> City:
        """Return the city of an entry; whether it is its main name is one of eight bits, the highest first."""
        city = self._cities[at]
        return City(
            self._names.at(city), self._countries.at(city), self._regions.at(city),
            self._geonames[city], self._populations[city], bool(self._own[at // 8] >> (7 - at % 8) & 1),
        )  # fmt: skip


class _Lines:
    """The lines of a text: where each ends takes a sixteenth of the memory that texts of their own would take."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._ends = array("I", chain((end.start() for end in re.finditer(b"\n", text)), (len(text),)))

    def at(self, number: int) -> str:
        """Return the line of that number."""
        start = self._ends[number - 1] + 1 if number else 0
        return self._text[start : self._ends[number]].decode()


class _Texts:
    """Texts of so many bytes each as the array's header says, filled up with zeros."""

    def __init__(self, array: bytes) -> None:
        self._values = _values(array)
        self._size = int(_header(array)["descr"].removeprefix("|S"))

    def at(self, number: int) -> str:
        """Return the text of that number."""
        return bytes(self._values[number * self._size : (number + 1) * self._size]).rstrip(b"\0").decode()


def _numbers(array: bytes) -> "memoryview[int]":
    return _values(array).cast(_NUMBERS[_header(array)["descr"]])  # type: ignore[call-overload, no-any-return]


def _values(array: bytes) -> "memoryview[int]":
    """Return the values of an array in NumPy's format, byte by byte.

    It is read here, for NumPy itself takes 16 MB of a process and a sixth of a second, and the clean stage needs no
    more of it.
    """
    return memoryview(array)[10 + int.from_bytes(array[8:10], "little") :]


def _header(array: bytes) -> dict[str, str]:
    header: dict[str, str] = ast.literal_eval(array[10 : 10 + int.from_bytes(array[8:10], "little")].decode("ascii"))
    return header


@lru_cache(maxsize=1)
def cities() -> Cities:
    """The table of cities, read once."""
    return Cities()
