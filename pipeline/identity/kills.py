"""Which story a kill means that names no provider's id: one, or none until a person has looked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.identity.rule import identity_rule


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that has the slug or message number which a kill names.

    ``age`` is how long before the kill its version came.
    """

    story: int
    age: dt.timedelta
    same_slug: bool


def meant(agency: str | None, candidates: Iterable[Candidate], *, by_number: bool) -> set[int]:
    """The stories that a kill of the agency may mean; it is carried out where that is exactly one.

    Numbers recur: of several stories with one number, that with the kill's slug is meant.
    """
    rule = identity_rule(agency)
    reach = dt.timedelta(hours=rule.number_hours) if by_number else rule.window
    near = [candidate for candidate in candidates if candidate.age <= reach]
    found = {candidate.story for candidate in near}
    named = {candidate.story for candidate in near if candidate.same_slug}
    return named if len(found) > 1 and named else found
