"""What parsers need to know of an agency: the ``[wire]`` table of its profile in ``pipeline/agencies``.

It tells under which names and ids the agency signs its copy, which clock its naive times follow, and where its dialect
of a format departs from the standard.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

# More than mending double escapes and typewriter marks ever takes.
LEAST_TEXT = 0.98
FOLDER = Path(__file__).parents[1] / "agencies"


@dataclass(frozen=True, slots=True)
class Dialect:
    """An agency's own XML or feed elements: story field to element name; ``root`` is the document element's name."""

    root: str | None = None
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WireProfile:
    """The ``[wire]`` table of one agency.

    ``names`` are the agency's names as providers, creditlines and copyright holders print them, among them the
    profile's ``name`` and ``marks``; ``ids`` are parts of the guids it gives. ``country`` is that of the papers it
    writes for, whose own money its bare dollars at home are. ``timezone`` is the IANA zone of times
    without offset; with ``utc_mark_is_local`` a ``Z`` means that zone too. ``schemes`` maps the agency's subject
    schemes to the IPTC's where they use the same codes. ``slug_regions`` are two-letter regions that desks put before
    a slug, ``slug_subjects`` maps the first part of a slug to an IPTC subject code,
    ``line_marks`` the characters that begin header lines to story fields where a service has its own. ``least_text``
    is the share of a payload's text that must be kept, 0 to 1; below it the item goes to quarantine.
    """

    id: str
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    country: str | None = None
    timezone: str | None = None
    utc_mark_is_local: bool = False
    schemes: dict[str, str] = field(default_factory=dict)
    feed: Dialect = Dialect()
    xml: Dialect = Dialect()
    slug_regions: tuple[str, ...] = ()
    slug_subjects: dict[str, str] = field(default_factory=dict)
    line_marks: dict[str, str] = field(default_factory=dict)
    least_text: float = LEAST_TEXT

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone of times without offset."""
        return ZoneInfo(self.timezone) if self.timezone else None


@lru_cache(maxsize=1)
def wire_profiles() -> dict[str, WireProfile]:
    """All agencies' wire tables by agency id, which is the file's stem."""
    profiles = {}
    for path in sorted(FOLDER.glob("*.toml")):
        profile = tomllib.loads(path.read_text("utf-8"))
        table = profile.get("wire", {})
        names = [*table.get("names", ()), profile["name"], *profile.get("marks", ())]
        profiles[path.stem] = msgspec.convert({**table, "id": path.stem, "names": names}, WireProfile)
    return profiles


def wire_profile(agency: str | None) -> WireProfile:
    """The agency's wire table; one without any knowledge for an agency that has none."""
    return wire_profiles().get(agency or "") or WireProfile(agency or "")


def recognise_agency(signatures: Iterable[str | None], guid: str | None = None) -> str | None:
    """The agency that signs with one of the names, in their order, or else gives such guids; None if none does."""
    names, ids = _known()
    for signature in signatures:
        found = names.get(_folded(signature or ""))
        if found:
            return found
    return next((agency for part, agency in ids if part in (guid or "")), None)


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, str], list[tuple[str, str]]]:
    profiles = wire_profiles().values()
    names = {_folded(name): profile.id for profile in profiles for name in profile.names}
    return names, [(part, profile.id) for profile in profiles for part in profile.ids]


def _folded(name: str) -> str:
    return re.sub(r"[\s\-–—_/]+", " ", name).strip().casefold()
