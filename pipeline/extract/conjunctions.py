"""Scores of conjunctions: small numbers (cluster, shape, gazetteer class) of a token and its neighbours together.

A family of conjunctions has few cells, so that each has a place in one table and is found without a search.
"""

from math import prod

import numpy as np
import numpy.typing as npt

from pipeline.extract.features import CONJUNCTIONS, SIZES

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_CELLS = [[SIZES.get(name, SIZES["class"]) for name, _ in family] for family in CONJUNCTIONS]
"""How many numbers each part of each family has; what is no channel is the class of a slot's word."""
_BASES = np.cumsum([0, *map(prod, _CELLS)]).tolist()


def conjunction_key(family: int, values: tuple[int, ...]) -> int:
    """Pack a conjunction's number and its values into 64 bits, as the model's file has them.

    >>> conjunction_key(2, (5,)) == (3 << 48) + 5
    True
    """
    key = family + 1
    for value in (0,) * (3 - len(values)) + values:
        key = (key << 16) + value
    return key


def channel(name: str, offset: int, channels: dict[str, Ints], slots: dict[str, Ints]) -> Ints:
    """Return a channel's numbers as each token sees them; ``headclass`` is the class of the word in slot ``head``."""
    if name in slots:
        return channels["class"][slots[name]]
    if name.endswith("class") and name != "class":
        return channels["class"][slots[name.removesuffix("class")]]
    return channels[name][slots[f"{offset:+d}" if offset else "0"]]


class Conjunctions:
    """The shipped weights of conjunctions, found by their parts' numbers."""

    def __init__(self, keys: Ints, values: npt.NDArray[np.float16]) -> None:
        self._values: Floats = np.concatenate([np.zeros_like(values[:1]), values]).astype(np.float32)
        self._rows = np.zeros(_BASES[-1], np.int32)
        for family, sizes in enumerate(_CELLS):
            own = np.flatnonzero(keys >> 48 == family + 1)
            parts = [keys[own] >> (16 * (len(sizes) - 1 - at)) & 0xFFFF for at in range(len(sizes))]
            self._rows[_cell(family, parts)] = own + 1

    def scores(self, channels: dict[str, Ints], slots: dict[str, Ints]) -> Floats:
        """Return what all conjunctions of each token add to its labels; channels and slots begin with the boundary."""
        total = np.zeros((len(slots["0"]), self._values.shape[1]), np.float32)
        for family, parts in enumerate(CONJUNCTIONS):
            seen = [channel(name, offset, channels, slots) for name, offset in parts]
            total += self._values[self._rows[_cell(family, seen)]]
        return total


def _cell(family: int, parts: list[Ints]) -> Ints:
    cell: Ints = np.zeros_like(parts[0])
    for values, size in zip(parts, _CELLS[family], strict=True):
        cell = cell * size + values
    return cell + np.int64(_BASES[family])
