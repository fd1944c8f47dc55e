"""The people of one story: which names mean the same person.

Full names come first; a shorter name goes to the full name that it can stand for: of several the one named last
before it. A word from the middle of a name counts where no name begins or ends with it. What cannot be decided stays a
person of its own.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.entity import Mention
from pipeline.extract.grouping import Group, place
from pipeline.extract.names import canonical, either_order, family_first, fold, name_words, surname, titles
from pipeline.extract.variants import plain_words, spellings

Words = tuple[str, ...]


def people(mentions: Iterable[Mention]) -> list[Group]:
    """Group the mentions of persons, each a name without its titles."""
    bare = [_without_title(mention) for mention in mentions]
    full = [mention for mention in bare if len(name_words(mention.surface)) > 1]
    groups = _full_names(sorted(full, key=_length, reverse=True))
    lone = [mention for mention in bare if len(name_words(mention.surface)) == 1]
    return [*groups, *_lone_names(groups, lone)]


def _length(mention: Mention) -> tuple[int, int]:
    """Words, then parts of words: ``Reis-Holt`` is a short name though it has two parts."""
    return len(mention.surface.split()), len(name_words(mention.surface))


def _full_names(mentions: Sequence[Mention]) -> list[Group]:
    """Group names of several parts, the longest first, with their shorter forms."""
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
    starts = {group.words: sorted(map(place, group.mentions)) for group in groups}
    tables = _bearers(groups)
    own: dict[str, Group] = {}
    for mention in mentions:
        [word] = plain_words((fold(mention.surface),))
        bearers = next((table[word] for table in tables if word in table), None)
        if bearers:
            _nearest(bearers, mention, starts).mentions.append(mention)
        else:
            group = own.setdefault(word, Group("person", canonical(mention.surface), (fold(mention.surface),)))
            group.mentions.append(mention)
    return list(own.values())


def _bearers(groups: Sequence[Group]) -> tuple[dict[str, list[Group]], ...]:
    """Word -> who can be called so: by the surname, else by the first or last word, else by any."""
    surname_of: dict[str, list[Group]] = defaultdict(list)
    outer_of: dict[str, list[Group]] = defaultdict(list)
    inner_of: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        words = plain_words(group.words)
        double = "-" in group.name.split()[-1]
        ends = {words[0]} if double else {words[0], words[-1]}
        surnames = {surname(words)} if not double or family_first(words) else set()
        # Of two words the form does not tell which is which: Kim and Lee are given names too.
        surnames |= ends - {words[0]} if len(words) == 2 else set()
        for table, called in ((surname_of, surnames), (outer_of, ends), (inner_of, set(words))):
            for word in sorted(called):
                table[word].append(group)
    return surname_of, outer_of, inner_of


def _nearest(groups: Sequence[Group], mention: Mention, starts: dict[Words, list[tuple[bool, int]]]) -> Group:
    """The group whose full name stands last before a mention in its text, or first behind it.

    Offsets in the body and in the source text do not compare: a mention in a caption goes to a full name of the
    captions, else to the one that the body prints first, and the other way round.
    """
    text, at = place(mention)

    def distance(group: Group) -> tuple[int, int]:
        places = [start for elsewhere, start in starts[group.words] if elsewhere == text]
        before = bisect_left(places, at)
        if before:
            return 0, -places[before - 1]
        return (1, places[0]) if places else (2, starts[group.words][0][1])

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
