"""Contributors in Chinese, Japanese and Korean lines, which set no spaces or put the job beside the name."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.fold import fold
from pipeline.clean.names import EMAIL, alternatives, known_place
from pipeline.clean.script import is_eastern
from pipeline.clean.wording import words_of
from pipeline.story import Contributor

_HANGUL: Final = re.compile(r"[가-힣]")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{3}")
# A given name of one character may stand off.
_NAME: Final = r"(?:[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff][ \u3000][\u4e00-\u9fff](?![\u4e00-\u9fff]))"
_KATAKANA_PLACE: Final = re.compile(
    r"(?P<place>[\u30a0-\u30ff]{2,12})[＝=・ ]?(?P<name>[\u3400-\u9fff][\u3041-\u9fff]{1,5})"
)
_JAPANESE_NAME: Final = re.compile(
    r"[\u3400-\u9fff々\u3041-\u30ff]{2,7}|[\u3400-\u9fff々]{1,3}[ \u3000][\u3400-\u9fff々\u3041-\u30ff]{1,4}"
)
# ``글 김민수``: the work before the name.
_KOREAN_LABEL: Final = re.compile(r"(?:글|기자|취재|글·사진)[ =:]{1,3}(?P<name>[가-힣]{2,4})")
_EDGES: Final = " \u3000()（）[]【】〔〕「」=＝。.、"


class Eastern:
    """Reads them by the jobs of ``people.toml``."""

    def __init__(self, marks: frozenset[str]) -> None:
        words = words_of("people")
        jobs = words["east"]
        self._marks = marks
        self._ko = re.compile(
            rf"(?P<names>[가-힣]{{2,4}}(?:\s?[·,、]\s?[가-힣]{{2,4}})*)\s?(?P<title>(?:{alternatives(jobs['ko'])}))(?![가-힣])"
        )
        titles = alternatives([*jobs["zh"], *jobs["zh_editor"]])
        self._zh = re.compile(
            rf"(?P<agency>[\u4e00-\u9fff]{{2,6}}?{alternation(jobs['zh_outlets'])})?"
            rf"(?P<title>{titles})[ :：\u3000]{{0,3}}(?P<names>{_NAME}(?:[、,， \u3000]+{_NAME})*)"
        )
        self._zh_editors = frozenset(jobs["zh_editor"])
        # What reads as a name and is none.
        self._nobody = frozenset((*words["nobody"], *jobs["zh"]))
        self._ja = re.compile(rf"(?P<name>.{{2,9}}?)(?P<title>{alternatives(jobs['ja'])})?")
        labels = {label: role for role, opening in words["roles"].items() for label in opening if is_eastern(label)}
        self._labels = labels
        self._label = re.compile(alternatives(labels))

    def byline(self, text: str) -> list[Contributor] | None:
        """The authors of a byline; None where it is not of these scripts."""
        if not is_eastern(text):
            return None
        if _HANGUL.search(text):
            return list(self._korean(text, "author"))
        if _LATIN_WORD.search(EMAIL.sub("", text)):
            return None
        chinese = list(self._chinese(text, "author"))
        return chinese or list(self._by_label(text)) or list(self._japanese(text))

    def signoff(self, text: str) -> list[Contributor] | None:
        """The people of a sign-off; None where it is not of these scripts."""
        if not is_eastern(text):
            return None
        if _HANGUL.search(text):
            return list(self._korean(text, "author"))
        labelled = list(self._by_label(text))
        return list(self._chinese(text, "reporter")) or labelled

    def _korean(self, text: str, role: str) -> Iterator[Contributor]:
        named = _KOREAN_LABEL.fullmatch(text.strip(_EDGES))
        if named:
            yield Contributor(named["name"], role)
            return
        position = 0
        for match in self._ko.finditer(text):
            address = EMAIL.match(text[match.end() :].lstrip(" =("))
            place = text[position : match.start()].strip(_EDGES + "[,·")
            position = match.end()
            for name in re.split(r"\s?[·,、]\s?", match["names"]):
                yield Contributor(
                    name,
                    role,
                    match["title"],
                    place=place if _is_korean_place(place) else None,
                    email=address["address"] if address else None,
                )

    def _chinese(self, text: str, role: str) -> Iterator[Contributor]:
        for match in self._zh.finditer(text):
            agency = match["agency"] if match["agency"] and fold(match["agency"]) in self._marks else None
            editor = match["title"] in self._zh_editors
            for name in re.findall(_NAME, match["names"]):
                if name in self._nobody:
                    continue
                yield Contributor(name, "editor" if editor else role, match["title"], agency)

    def _japanese(self, text: str) -> Iterator[Contributor]:
        for piece in re.split(r"[、,，・/／]|\s{2,}", text.strip(_EDGES)):
            person = self._ja.fullmatch(piece.strip(_EDGES))
            if person is None:
                continue
            place, name = _place_and_name(person["name"].strip(_EDGES))
            known = fold(name) in self._marks or name in self._nobody
            if _JAPANESE_NAME.fullmatch(name) and not known:
                yield Contributor(name, "author", person["title"], place=place)

    def _by_label(self, text: str) -> Iterator[Contributor]:
        labels = list(self._label.finditer(text))
        for number, label in enumerate(labels, 1):
            end = labels[number].start() if number < len(labels) else len(text)
            for name in re.split(r"[、,，・;；]", text[label.end() : end].partition("）")[0]):
                if _JAPANESE_NAME.fullmatch(name.strip(_EDGES)):
                    yield Contributor(name.strip(_EDGES), self._labels[label[0]])


def _place_and_name(text: str) -> tuple[str | None, str]:
    """``カイロ金子`` and ``北京松岡大地`` as place and name."""
    match = _KATAKANA_PLACE.fullmatch(text)
    if match:
        return match["place"], match["name"]
    if "＝" in text or "=" in text:
        place, _, name = text.replace("=", "＝").partition("＝")
        return place, name
    for size in (3, 2):
        if len(text) - size >= 3 and known_place(text[:size]):
            return text[:size], text[size:]
    return None, text


def _is_korean_place(text: str) -> bool:
    return bool(re.fullmatch(r"[가-힣]{2,6}(?:[·, ]{1,2}[가-힣]{2,6}){0,3}", text))
