"""The clean story made of its judged paragraphs: body, furniture, and what that says of pictures, people, dates."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.clean.agency import Agencies
from pipeline.clean.credit import Credits
from pipeline.clean.crediting import Crediting
from pipeline.clean.dateline import Grammar
from pipeline.clean.dateline_parts import Found
from pipeline.clean.language import language_of
from pipeline.clean.located import Near, resolve
from pipeline.clean.names import Names, without_by, without_job
from pipeline.clean.notices import Notices
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.people import People
from pipeline.clean.pictures import pictures_of, with_told
from pipeline.clean.profile import Profile
from pipeline.clean.spans import body_of, furniture_of
from pipeline.parse.headline import declared_of
from pipeline.story import CleanStory, Dateline, Furniture, Kind, ParsedStory, Picture

_BYLINE: Final = Kind.BYLINE
_HEADLINE: Final = Kind.HEADLINE


class Assembly:
    """Assembles stories, and reads what their spans say."""

    def __init__(
        self, profiles: Sequence[Profile], names: Names, credits_: Credits, grammar: Grammar, agencies: Agencies
    ) -> None:
        self._credits, self._grammar, self._agencies = credits_, grammar, agencies
        self._people = People(names)
        self._notices = Notices(profiles)
        self._crediting = Crediting(profiles, names)

    def of(
        self,
        story: ParsedStory,
        paragraphs: Sequence[Paragraph],
        found: Sequence[tuple[Paragraph, Found]],
        declared: str | None,
        received: dt.datetime | None,
    ) -> CleanStory:
        """The story; ``found`` are its datelines, ``declared`` is the agency that it came in with."""
        furniture = furniture_of(story.source_text, paragraphs)
        body = body_of(story.source_text, paragraphs)
        seen = self._agencies.shown((dateline for _, dateline in found), furniture)
        agency = self._agencies.id_of(declared) or next(iter(seen), None)
        return CleanStory(
            parsed=story,
            paragraphs=body,
            furniture=furniture,
            pictures=self._pictures(story, furniture),
            dateline=self._resolved(story, found, _near(story, received)),
            byline=story.byline or _byline(furniture),
            headline=declared_of(story) or _headline(furniture) or story.headline,
            agency=agency,
            language=story.language or language_of(" ".join([p.text for p in body[:8]])),
            warnings=(*story.warnings, *self._warnings(agency, seen, bool(body))),
            contributors=self._people.of(story, furniture),
            notices=self._notices.of(story, furniture),
        )

    def _pictures(self, story: ParsedStory, furniture: Sequence[Furniture]) -> tuple[Picture, ...]:
        """The pictures with their credits taken apart; a payload's caption may hold its credit."""
        told = [self._credits.divided(self._uncaptioned(picture)) for picture in story.pictures]
        return tuple(map(self._crediting.apart, with_told(told, pictures_of(furniture))))

    def _uncaptioned(self, picture: Picture) -> Picture:
        """A picture of which the payload tells a credit as its caption."""
        if picture.caption and picture.credit is None and self._credits.sure(picture.caption):
            return replace(picture, caption=None, credit=picture.caption)
        return picture

    def _resolved(
        self, story: ParsedStory, found: Sequence[tuple[Paragraph, Found]], near: Near | None
    ) -> Dateline | None:
        """The story's dateline: the printed one, else the one that the format carries."""
        if found:
            paragraph, dateline = found[0]
            return resolve(dateline, paragraph.text, self._grammar, near)
        if not story.dateline:
            return None
        declared = self._grammar.declared(story.dateline)
        if declared is None:
            return Dateline(story.dateline)
        return resolve(declared, story.dateline, self._grammar, near)

    def _warnings(self, agency: str | None, seen: Sequence[str], has_body: bool) -> Iterator[str]:
        if not has_body:
            yield "clean.all_furniture: nothing of the story is body"
        yield from self._agencies.warnings(agency, seen)


def _near(story: ParsedStory, received: dt.datetime | None) -> Near | None:
    """The day by which the story's dates without a year are dated; None where nobody knows one."""
    own = story.version_created or story.first_created
    if own:
        return Near(own.date())
    return Near(received.date(), received=True) if received else None


def _byline(furniture: Sequence[Furniture]) -> str | None:
    """The first byline without its "By"; its title lines are left to the furniture."""
    for each in furniture:
        if each.kind is _BYLINE:
            return _plain_byline(each.text)
    return None


def _plain_byline(text: str) -> str | None:
    plain = without_job(without_by(" ".join(text.split()).strip(" ,（）()[]")))
    return plain.rstrip("=<|/ ") or None


def _headline(furniture: Sequence[Furniture]) -> str | None:
    for each in furniture:
        if each.kind is _HEADLINE:
            return " ".join(each.text.strip("^< ").split())
    return None
