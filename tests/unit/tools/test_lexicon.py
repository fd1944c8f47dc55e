from pathlib import Path

import numpy as np
import pytest

from tools.recogniser.lexicon import Gazetteer, write

NAMES = ("Northport", "Alder Town", "Brandt", "Lima", "Upper Alder", "Oslo")


def written(names: tuple[str, ...], out: Path) -> bytes:
    gazetteer = Gazetteer()
    for name in names:
        gazetteer.add(name, "city", "city")
    write({"lima": np.array((1, 2, 3), np.int16)}, {"lima": np.array((1, 1, 7, 1), np.uint8)}, gazetteer, out)
    return out.read_bytes()


def test_the_order_of_names_does_not_change_a_byte(tmp_path: Path) -> None:
    assert written(NAMES, tmp_path / "one.npz") == written(NAMES[::-1], tmp_path / "two.npz")


def test_of_two_words_with_one_number_the_same_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.recogniser.lexicon.number", len)
    assert written(NAMES, tmp_path / "one.npz") == written(NAMES[::-1], tmp_path / "two.npz")
