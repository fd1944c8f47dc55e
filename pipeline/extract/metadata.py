"""What the wire's own metadata name, joined with what was recognised in the text."""

from collections.abc import Sequence

from pipeline.extract.evidence import Evidence, identify
from pipeline.extract.grouping import Group
from pipeline.extract.known import known_organisation
from pipeline.extract.names import canonical, name_words, organisation_words
from pipeline.extract.organisations import spelt
from pipeline.extract.variants import person_keys
from pipeline.story import Named


def add_named(groups: list[Group], named: Sequence[Named], evidence: Evidence) -> None:
    """Mark the groups that the metadata name, give them its identifiers, and add what the text does not mention."""
    for one in named:
        made = _group(one, evidence)
        group = next((group for group in groups if _same(group, made)), None)
        if group is None:
            group = made
            groups.append(group)
        group.in_metadata = True
        group.ids = {**one.ids, **made.ids, **group.ids}


def _group(named: Named, evidence: Evidence) -> Group:
    name = canonical(named.name)
    if named.kind == "place":
        meant = identify(name, evidence)
        return Group("place", meant.name, name_words(meant.name), dict(meant.ids), [], meant.type, meant.candidates)
    known = known_organisation(name) if named.kind == "organisation" else None
    if known:
        return Group(named.kind, known.name, organisation_words(known.name), dict(known.ids))
    words = organisation_words(name) if named.kind == "organisation" else name_words(name)
    return Group(named.kind, name, words)


def _same(group: Group, made: Group) -> bool:
    if group.kind != made.kind:
        return False
    if shared := set(group.ids.items()) & set(made.ids.items()) - {("country", made.ids.get("country"))}:
        return bool(shared)
    if group.kind == "person":
        return len(group.words) > 1 and bool(person_keys(group.name) & person_keys(made.name))
    return spelt(group.words) == spelt(made.words)
