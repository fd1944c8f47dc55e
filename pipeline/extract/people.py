"""The people of one story: which names mean the same person.

Full names come first; a shorter name goes to the full name that it can stand for: of several the one named last
before it. What cannot be decided stays a person of its own.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.extract.grouping import Group, place
from pipeline.extract.names import canonical, either_order, fold, name_words, surname, titles
from pipeline.extract.variants import plain_words, spellings
from pipeline.story import Mention

Words = tuple[str, ...]


def people(mentions: Iterable[Mention]) -> list[Group]:
    """Group the mentions of persons, each a name without its titles."""
    bare = [_without_title(mention) for mention in mentions]
    full = [mention for mention in bare if len(mention.surface.split()) > 1]
    groups = _full_names(sorted(full, key=lambda mention: -len(mention.surface.split())))
    lone = [mention for mention in bare if len(mention.surface.split()) == 1]
    return [*groups, *_lone_names(groups, lone)]


def _full_names(mentions: Sequence[Mention]) -> list[Group]:
    """Group names of several words, the longest first, with their shorter forms."""
    groups: dict[Words, Group] = {}
    forms: dict[Words, Group] = {}
    for mention in mentions:
        words = name_words(mention.surface)
        spelt = spellings(words)
        group = next((forms[form] for form in sorted(spelt) if form in forms), None)
        if group is None:
            group = groups[words] = Group("person", canonical(mention.surface), words)
            for form in (short for one in spelt for short in _shorter(one)):
                forms.setdefault(form, group)
        group.mentions.append(mention)
    return list(groups.values())


def _shorter(words: Words) -> list[Words]:
    """The forms of several words that take up a full name.

    They are the name itself, its endings, its first and last word, and the other order where that is used.
    """
    forms = [*(words[at:] for at in range(len(words) - 1)), (words[0], words[-1])]
    return [*forms, (*words[1:], words[0]), (words[-1], *words[:-1])] if either_order(words) else forms


def _lone_names(groups: Sequence[Group], mentions: Sequence[Mention]) -> list[Group]:
    """Give lone words to the full names that they can stand for; return those that stand for themselves."""
    surnames_of, given_of = defaultdict(list), defaultdict(list)
    starts = {group.words: sorted(map(place, group.mentions)) for group in groups}
    for group in groups:
        words = plain_words(group.words)
        surnames_of[surname(words)].append(group)
        for word in {words[0], words[-1]}:
            given_of[word].append(group)
    own: dict[str, Group] = {}
    for mention in mentions:
        [word] = plain_words((fold(mention.surface),))
        bearers = surnames_of.get(word) or given_of.get(word)
        if bearers:
            _nearest(bearers, place(mention), starts).mentions.append(mention)
        else:
            group = own.setdefault(word, Group("person", canonical(mention.surface), (fold(mention.surface),)))
            group.mentions.append(mention)
    return list(own.values())


def _nearest(groups: Sequence[Group], at: tuple[bool, int], starts: dict[Words, list[tuple[bool, int]]]) -> Group:
    """The group whose full name stands last before a place in the text, or first behind it."""

    def distance(group: Group) -> tuple[bool, int]:
        places = starts[group.words]
        before = bisect_left(places, at)
        return (False, -places[before - 1][1]) if before else (True, places[0][1])

    return min(groups, key=distance)


def _without_title(mention: Mention) -> Mention:
    words = mention.surface.split()
    dropped = 0
    while dropped < len(words) - 1 and words[dropped].strip(".").casefold() in titles():
        dropped += 1
    if not dropped:
        return mention
    surface = mention.surface.split(maxsplit=dropped)[dropped]
    return replace(mention, start=mention.end - len(surface), surface=surface)
