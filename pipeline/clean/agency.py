"""Whose copy a story is: agencies by name, by profile, and by the marks that the copy bears."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pipeline.clean.dateline_parts import Found
from pipeline.clean.fold import fold
from pipeline.clean.profile import Profile
from pipeline.story import Furniture, Kind

# The parts of a mark with which several have signed.
_PARTS: Final = re.compile(r"[/,·]| - |-| ")
_SIGNOFF: Final = Kind.SIGNOFF
_SHOWING: Final = frozenset({Kind.DATELINE, Kind.SIGNOFF, Kind.NOTICE})


class Agencies:
    """The agencies of the profiles by their ids, names and marks."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._marks = {fold(mark): profile.id for profile in profiles for mark in profile.marks}
        # A profile without marks describes a kind of copy, not who wrote it.
        self._nobody = frozenset(profile.id for profile in profiles if not profile.marks)
        self._ids = {fold(name): profile.id for profile in profiles for name in (profile.id, profile.name)}
        self._known = frozenset(self._ids.values())

    def id_of(self, agency: str | None) -> str | None:
        """The profile's id for an agency's id, name or mark; what no profile knows as it is."""
        return (self._ids.get(fold(agency)) or self._marks.get(fold(agency)) or agency) if agency else None

    def of_mark(self, name: str) -> str | None:
        """The profile's id for a mark as printed, or for the first known part of it."""
        own = self._marks.get(fold(name))
        return own or next((mark for part in _PARTS.split(name) if (mark := self._marks.get(fold(part)))), None)

    def shown(self, found: Iterable[Found], furniture: Sequence[Furniture]) -> list[str]:
        """The agencies whose marks the story bears in datelines and sign-offs, the surest first."""
        printed = [dateline.agency for dateline in found if dateline.agency]
        signed = [f.text.strip(" ()[]/（）【】.=") for f in furniture if f.kind is _SIGNOFF and len(f.text) <= 40]
        ids = [self.of_mark(name) for name in (*printed, *signed)]
        ids += [f.rule.partition(".")[0] for f in furniture if f.kind in _SHOWING]
        return [each for each in dict.fromkeys(ids) if each and each not in self._nobody]

    def warnings(self, agency: str | None, seen: Sequence[str]) -> Iterator[str]:
        """What is odd about the agency that the story is held for, and those whose marks were seen."""
        others = [each for each in seen if each != agency]
        if others:
            yield f"clean.several_agencies: the copy bears marks of {', '.join([agency or '', *others])}"
        if agency and agency not in self._known:
            yield f"clean.unknown_agency: there is no profile {agency}"
