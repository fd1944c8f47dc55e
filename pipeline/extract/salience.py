"""How much of a story is about each of its entities."""

import re
from collections.abc import Sequence

from pipeline.extract.grouping import Group
from pipeline.extract.names import surname

LEAD = 0.15
"""Part of the body that counts as its lead, from the first paragraph on."""
HEADLINE_WEIGHT, LEAD_WEIGHT, BODY_WEIGHT = 4.0, 2.0, 1.0
CAPTION_WEIGHT = 0.5
"""A dateline or byline says where and by whom, not of what: it counts nothing, nor does a name in metadata alone."""


def salience(groups: Sequence[Group], headline: str | None, body: str) -> list[float]:
    """The share of each entity, 0 to 1; together 1 unless nothing that counts is mentioned.

    A mention in the headline counts four, in the first paragraph two, in the rest of the body one, in a caption a half.
    """
    lead = max(body.find("\n\n"), int(len(body) * LEAD))
    weights = [_weight(group, lead) + HEADLINE_WEIGHT * _in_headline(group, headline) for group in groups]
    whole = sum(weights)
    return [round(weight / whole, 4) if whole else 0.0 for weight in weights]


def _weight(group: Group, lead: int) -> float:
    body = [mention for mention in group.mentions if mention.zone == "body"]
    captions = sum(mention.zone == "caption" for mention in group.mentions)
    early = sum(mention.start < lead for mention in body)
    return LEAD_WEIGHT * early + BODY_WEIGHT * (len(body) - early) + CAPTION_WEIGHT * captions


def _in_headline(group: Group, headline: str | None) -> bool:
    """Whether the headline prints one of the names, or the surname, that the story uses."""
    if not headline:
        return False
    names = {mention.surface for mention in group.mentions} | {group.name}
    if group.kind == "person":
        names.add(surname(group.words))
    # Abbreviations such as US are words of the language in small letters.
    long = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if len(name) > 3)
    short = "|".join(re.escape(name) for name in names if len(name) <= 3)
    forms = [form for form in (long and f"(?i:{long})", short) if form]
    return re.search(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", headline) is not None
