"""The table of cities."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from pipeline.cities import Cities, City, cities, key


def test_a_table_that_numpy_wrote_is_read(tmp_path: Path) -> None:
    entries = sorted([(key("Holm"), 0, True), (key("Holm"), 1, True), (key("Århavn"), 1, False)])
    np.savez_compressed(
        tmp_path / "cities.npz",
        names=np.frombuffer(b"Holm\nHolm", np.uint8),
        countries=np.array(["NO", "SE"], "S2"),
        regions=np.array(["03", "7"], "S8"),
        geonames=np.array([11, 12], np.uint32),
        populations=np.array([90_000, 80_000], np.uint32),
        keys=np.array([number for number, _, _ in entries], np.uint64),
        cities=np.array([at for _, at, _ in entries], np.uint16),
        own=np.packbits(np.array([own for _, _, own in entries], bool)),
    )
    table = Cities(tmp_path / "cities.npz")
    larger, smaller = City("Holm", "NO", "03", 11, 90_000, own=True), City("Holm", "SE", "7", 12, 80_000, own=True)
    assert table.named("holm ") == [larger, smaller]
    assert table.named("århavn") == [City("Holm", "SE", "7", 12, 80_000, own=False)]
    assert table.named("Lund") == []


def test_unknown_names_have_no_cities() -> None:
    assert [name for name in map("nowhere {}".format, range(50)) if cities().named(name)] == []
    assert cities().named("Oslo")[0].country == "NO"


def test_the_clean_stage_does_without_numpy() -> None:
    code = "import sys, pipeline.clean; pipeline.clean.cleaner(); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
