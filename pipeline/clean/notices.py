"""Notices: what the desk tells those who use a story, with its kind and the stories, versions, paragraphs it names.

They stand in the text as furniture, before a headline, in a keyword line, and in the metadata's notes and signals. A
signal counts only where nothing printed says the same. Words and marks stand in ``notices.toml``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.fold import fold, without_brackets
from pipeline.clean.literals import AnyOf, Literals
from pipeline.clean.names import alternatives
from pipeline.clean.profile import Profile
from pipeline.clean.wording import words_of
from pipeline.story import Furniture, Kind, Notice, ParsedStory

# A notice is told no farther.
LONGEST_NOTICE: Final = 1000
MOST_NAMES: Final = 20
# No story has more of them.
MOST_NOTICES: Final = 100
_NOTICE: Final = Kind.NOTICE
_HEADLINE: Final = Kind.HEADLINE
_TELLING: Final = (_NOTICE, _HEADLINE, Kind.HEADER)
# A notice says what it is in its first characters, and what it names not much later.
TOLD_WITHIN: Final = 200
NAMING: Final = 400
_FIGURE: Final = re.compile(r"\d")
# What the metadata calls so is so, whatever the note's words.
_CERTAIN: Final = frozenset({"kill", "hold"})
_EDGES: Final = " \t\n^<="
_URL: Final = re.compile(r"https?://\S+")


class Notices:
    """Reads notices by the words of ``notices.toml`` and the months and marks of the profiles."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        words, profiles = words_of("notices"), tuple(profiles)
        self._roles: dict[str, str] = words["roles"]
        self._signals: dict[str, str] = words["signals"]
        # Their patterns are in small letters and meet text in small letters, which is faster than to ignore case.
        self._kinds = tuple((kind, AnyOf(patterns)) for kind, patterns in words["kinds"].items())
        self._telling = Literals(literal for _, patterns in self._kinds for literal in patterns.literals)
        self._mark = _marks(words["marks"])
        self._months = frozenset(name for p in profiles for names in p.months for name in names)
        self._agencies = frozenset(fold(mark) for p in profiles for mark in p.marks)
        names = words["names"]
        self._version = re.compile(names["version"])
        ordinal = rf"(?:{alternation(names['ordinal'])}|[0-9]{{1,2}}(?:st|nd|rd|th))"
        self._figures = _any_of(names["figures"], names["figures_anywhere"])
        self._hints = re.compile(alternatives(names["hints"]))
        self._worded = _any_of([each.replace("{ordinal}", ordinal) for each in names["words"]], names["words_anywhere"])

    def of(self, story: ParsedStory, furniture: Sequence[Furniture]) -> tuple[Notice, ...]:
        """All notices of a story, each once: of the text, the headline, the metadata."""
        found = [*self._printed(furniture), *self._marked(story.headline), *self._noted(story)]
        if story.take and (kind := self.kind(story.take)):
            found.append(Notice(kind, story.take, self.named(story.take)))
        kinds = {notice.kind for notice in found}
        for signal in story.signals:
            kind = self._signals.get(signal)
            if kind and kind not in kinds:
                found.append(Notice(kind, signal))
                kinds.add(kind)
        unique: dict[str, Notice] = {}
        for notice in found:
            unique.setdefault(notice.text.casefold(), notice)
        return tuple(unique.values())

    def notice(self, text: str, default: str = "other") -> Notice:
        """A notice of that text; ``default`` is its kind where its words do not tell.

        >>> from pipeline.clean.profile import profiles
        >>> Notices(profiles()).notice("(In May 4 story, corrects spelling in last paragraph)")
        Notice(kind='correction', text='In May 4 story, corrects spelling in last paragraph', \
names=('May 4 story', 'last paragraph'))
        """
        plain = without_brackets(" ".join(text[:LONGEST_NOTICE].split()).strip(_EDGES))
        return Notice(self.kind(plain) or default, plain, self.named(plain))

    def kind(self, text: str) -> str | None:
        """The kind that a notice's first words tell, None where they tell none."""
        text = text[:TOLD_WITHIN].lower()
        held = self._telling.held(text)
        return next((kind for kind, patterns in self._kinds if patterns.may_fit(held) and patterns.search(text)), None)

    def named(self, text: str) -> tuple[str, ...]:
        """Stories, versions, dates, paragraphs and messages that a notice names, as printed, each once."""
        text = _URL.sub(" ", text[:NAMING])
        found = list(self._with_figures(text)) if _FIGURE.search(text) else []
        if self._hints.search(text.casefold()):
            found += self._worded.finditer(text)
        found.sort(key=lambda match: match.start())
        return tuple(dict.fromkeys(" ".join(match[0].split()) for match in found))[:MOST_NAMES]

    def _with_figures(self, text: str) -> Iterator[re.Match[str]]:
        match = self._figures.search(text)
        while match:
            sound = self._sound(match)
            if sound:
                yield match
            match = self._figures.search(text, match.end() if sound else match.start() + 1)

    def _sound(self, match: re.Match[str]) -> bool:
        """Whether a match's month is a month and its mark an agency's."""
        if match.lastgroup is None:
            return True
        word = match[match.lastgroup].casefold()
        return word in (self._agencies if match.lastgroup == "mark" else self._months)

    def _printed(self, furniture: Sequence[Furniture]) -> Iterator[Notice]:
        told = [piece for piece in furniture if piece.kind in _TELLING]
        for piece in told[:MOST_NOTICES]:
            if piece.kind is _NOTICE:
                if piece.text[0] != "#" and any(letter.isalpha() for letter in piece.text):
                    yield self.notice(piece.text)
            elif piece.kind is _HEADLINE:
                yield from self._marked(piece.text)
            elif version := self._version.search(piece.text):
                yield Notice("update", version[0], self.named(version[0]))

    def _marked(self, headline: str | None) -> Iterator[Notice]:
        """The mark before a headline."""
        match = self._mark.match(headline) if headline else None
        if match and match.lastgroup:
            text = match[match.lastgroup]
            yield Notice(match.lastgroup.partition("_of_")[0], without_brackets(text), self.named(text))

    def _noted(self, story: ParsedStory) -> Iterator[Notice]:
        for note in story.notes[:MOST_NOTICES]:
            default = self._roles.get((note.role or "").casefold())
            if (default is None and note.role) or not note.text.strip():
                continue
            notice = self.notice(note.text, default or "")
            if notice.kind:
                yield replace(notice, kind=default) if default in _CERTAIN else notice


def _marks(tables: dict[str, dict[str, list[str]]]) -> re.Pattern[str]:
    """One pattern for all marks before a headline; a group's name begins with the kind it makes."""
    ends = {"sure": r"(?=[\s–—:：-]|\Z|(?<=[】)\]]))", "dashed": r"(?=\s?[–—:：-]|\Z)"}
    groups = [
        rf"(?P<{kind}_of_{table}>(?:{'|'.join(patterns)})){ends[table]}"
        for table, kinds in tables.items()
        for kind, patterns in kinds.items()
    ]
    return re.compile(rf"[\s^<]{{0,3}}(?:{'|'.join(groups)})")


def _any_of(at_words: Iterable[str], anywhere: Iterable[str]) -> re.Pattern[str]:
    """Any of some patterns: those that begin where a word does are not tried amid words."""
    return re.compile(rf"\b(?=\w)(?:{'|'.join(at_words)})|{'|'.join(anywhere)}", re.IGNORECASE)
