"""The pass over the whole story: what one sentence leaves open, another settles.

One label a surface form; a lone surname takes the label of the full name; repeats that were missed are
labelled; ``Full Name (ABC)`` makes ABC an organisation. A part of a longer run of capitals is left alone.
"""

import re
from collections import defaultdict

import numpy as np
import numpy.typing as npt

from pipeline.extract.acronyms import acronyms, quoted, short_names, shortened
from pipeline.extract.eastern import eastern_names
from pipeline.extract.features import CONNECTORS
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.listed import apart, bodies, peoples, storms
from pipeline.extract.runs import Run
from pipeline.extract.tokens import Tokens

Surface = tuple[str, ...]
Chances = npt.NDArray[np.float32]
LABELS = ("O", "PER", "ORG", "LOC", "MISC")
_WEIGHT = np.array((0.5, 1, 1, 1, 1), np.float32)
"""What is named once is rather a name: the label O counts for less."""
_UNTELLING = frozenset(("calendar", "title", "honorific", "direction", "function"))
_KNOWN_PLACES = frozenset(("country", "capital"))
_LINKS = CONNECTORS - {"and", "in", "the", "of", "on", "for"}
_ENDS_NAMES = frozenset(("orghead", "orgsuffix", "placehead", "eventhead", "country", "company", "calendar"))
SURELY_NONE = 0.9
"""Chance of the label O from which a surname that begins a sentence is taken for a plain word."""
_BODIES = frozenset(
    (
        "agency", "army", "assembly", "association", "authority", "bank", "bureau", "cabinet", "college", "commission",
        "committee", "company", "congress", "corporation", "council", "court", "department", "federation", "foundation",
        "institute", "ministry", "organisation", "organization", "parliament", "party", "police", "secretariat",
        "senate", "society", "union", "university",
    )
)  # fmt: skip
_COMPOUNDS = frozenset(("abd", "abdel", "abdul", "abu"))
"""What does not end an Arabic name: ``Abdel`` ``Karim Hassan``."""
_FLOOR = 0.02
"""Added to every chance, so that one sure occurrence does not outweigh all others."""
_PARTY = re.compile(r"[DRI]-")
_OFFICES = (["Judge"], ["Attorney"])
_ADDRESSED = frozenset(("Gov.", "Sen.", "Rep.", "Col.", "Lt.", "Capt.", "Sgt.", "Prof.", "Mr.", "Mrs.", "Ms."))
_PERSONAL = frozenset(("Mr", "Mrs", "Ms", "Dr", "Miss", "Sir", "Gen", "Prof"))


def agree(tokens: Tokens, runs: list[Run], chances: Chances, lexicon: Lexicon) -> list[Run]:
    """Make the names of one story agree with each other.

    ``chances`` has a row a token and a column a label of LABELS: how likely the token stands in such a name.
    """
    runs = [part for run in runs for part in apart(tokens, run, lexicon)]
    runs = [trimmed for run in runs if (trimmed := _trimmed(tokens, run, lexicon))]
    runs = [bare for run in runs if (bare := _untitled(tokens, run, lexicon))]
    runs = _with_partners(tokens, _joined(tokens, runs, lexicon))
    runs = _completed(tokens, runs, lexicon)
    eastern = _apart(eastern_names(tokens, lexicon), runs)
    sure = _merge(_merge(acronyms(tokens, runs), eastern), shortened(tokens, runs, lexicon))
    companies = quoted(tokens, runs)
    short = short_names(tokens, [*companies, *runs], lexicon)
    sure = _merge(companies, sure)
    runs = _merge(sure, runs)
    fixed = {_surface(tokens, run): run.label for run in sure}
    behind = [run for run in runs if run.first and _PARTY.fullmatch(tokens.words[run.first - 1])]
    fixed |= {_surface(tokens, run): "LOC" for run in behind}
    fixed |= {_surface(tokens, run): "PER" for run in runs if _is_addressed(tokens, run, lexicon)}
    listed = [*bodies(tokens, runs), *storms(tokens, lexicon)]
    runs = _merge(_merge(listed, runs), peoples(tokens, lexicon))
    fixed |= {_surface(tokens, run): run.label for run in [*peoples(tokens, lexicon), *listed]}
    surnames = _surnames(tokens, runs, lexicon)
    short -= {(word,) for word in surnames}
    fixed |= dict.fromkeys(short, "ORG")
    plain = {first for first, _ in tokens.sentences if chances[first, 0] > SURELY_NONE}
    plain = {at for at in plain if tokens.words[at] in surnames - {tokens.words[run.first] for run in eastern}}
    names = [*(_surface(tokens, run) for run in runs), *((word,) for word in sorted(surnames)), *sorted(short)]
    missed = _repeats(tokens, runs, _repeatable(tokens, names, lexicon), plain, lexicon)
    verdicts = _verdicts(tokens, [*runs, *missed], chances, lexicon)
    settled = {
        surface: fixed.get(surface) or _settle(surface, verdict, surnames, lexicon)
        for surface, verdict in verdicts.items()
    }
    agreed = [Run(run.first, run.past, settled[_surface(tokens, run)]) for run in [*runs, *missed]]
    return _with_places(tokens, sorted((run for run in agreed if run.label != "O"), key=lambda run: run.first))


def _with_places(tokens: Tokens, runs: list[Run]) -> list[Run]:
    """Join a body with the place that it names itself by: ``Supreme Court`` ``of`` ``Nigeria``."""
    joined: list[Run] = []
    for run in runs:
        before = joined[-1] if joined else None
        link = tokens.words[before.past : run.first] if before else []
        body = before and before.label == "ORG" and tokens.words[before.past - 1].lower() in _BODIES
        if before and body and run.label == "LOC" and link in (["of"], ["of", "the"]):
            joined[-1] = Run(before.first, run.past, "ORG")
        else:
            joined.append(run)
    return joined


def _verdicts(tokens: Tokens, runs: list[Run], chances: Chances, lexicon: Lexicon) -> dict[Surface, str]:
    """Return the most likely label of each surface form over all of its occurrences in the story."""
    if not runs:
        return {}
    sums = np.concatenate([np.zeros((1, len(LABELS)), np.float32), chances.cumsum(axis=0)])
    first, past = np.array([run.first for run in runs]), np.array([run.past for run in runs])
    rows = np.log((sums[past] - sums[first]) / (past - first)[:, None] * _WEIGHT + _FLOOR)
    surfaces: dict[Surface, int] = {}
    numbers = [surfaces.setdefault(_surface(tokens, run), len(surfaces)) for run in runs]
    total = np.zeros((len(surfaces), len(LABELS)))
    np.add.at(total, numbers, rows)
    _share(total, surfaces, lexicon)
    return {surface: LABELS[label] for surface, label in zip(surfaces, total.argmax(axis=1).tolist(), strict=True)}


def _share(total: npt.NDArray[np.float64], surfaces: dict[Surface, int], lexicon: Lexicon) -> None:
    """Let a lone word that is read as a person speak for the full name that it may stand for."""
    person = LABELS.index("PER")
    for surface, row in surfaces.items():
        if not 1 < len(surface) < 5 or total[row].argmax() == person:
            continue
        lone = [surfaces[(word,)] for word in (surface[0], surface[-1]) if (word,) in surfaces]
        said = [total[at, person] - np.delete(total[at], person).max() for at in lone]
        if said and max(said) > 0 and not any(_ENDS_NAMES.intersection(lexicon.word(w.lower()).flags) for w in surface):
            total[row, person] += max(said)


def _trimmed(tokens: Tokens, run: Run, lexicon: Lexicon) -> Run | None:
    """Drop small words that a name does not begin with, the party before a state, and what belongs to an office behind
    the country (``U.S.`` ``District Judge``); None if nothing is left.
    """
    first, label = run.first, run.label
    last, behind = tokens.words[run.past - 1], tokens.words[run.past : run.past + 1]
    if label == "ORG" and last == "District" and behind in _OFFICES:
        return Run(first, first + 1, "LOC") if "country" in lexicon.word(tokens.words[first].lower()).flags else None
    if _PARTY.fullmatch(tokens.words[first]):
        first, label = first + 1, "LOC"
    while first < run.past and _is_small(tokens.words[first], label, lexicon):
        first += 1
    return Run(first, run.past, label) if first < run.past else None


def _is_small(word: str, label: str, lexicon: Lexicon) -> bool:
    """Whether a word cannot begin a name; places may begin with ``northern``, persons with ``al`` or ``bin``."""
    if not word.islower():
        return False
    flags = lexicon.word(word).flags
    return "function" in flags if label == "LOC" else "particle" not in flags


def _untitled(tokens: Tokens, run: Run, lexicon: Lexicon) -> Run | None:
    """Drop ``Mr`` and its like before a name; what bears such a title is a person. None if nothing else is left."""
    first = run.first
    while first < run.past - 1:
        word = tokens.words[first]
        flags = lexicon.word(word.lower()).flags
        if word.rstrip(".") in _PERSONAL or (run.label == "PER" and ("honorific" in flags or "title" in flags)):
            first += 1
        else:
            break
    if first == run.past - 1 and tokens.words[first].rstrip(".") in _PERSONAL:
        return None
    return run if first == run.first else Run(first, run.past, "PER")


def _is_addressed(tokens: Tokens, run: Run, lexicon: Lexicon) -> bool:
    """Whether what reads like a place is a person by the title before it: ``Gov.`` ``Haruto Miyagi``."""
    before = tokens.words[run.first - 1] if run.first else ""
    place = _ENDS_NAMES.intersection(lexicon.word(tokens.words[run.past - 1].lower()).flags)
    return run.label == "LOC" and run.past - run.first > 1 and before in _ADDRESSED and not place


def _joined(tokens: Tokens, runs: list[Run], lexicon: Lexicon) -> list[Run]:
    """Join the parts of a person's name that a particle parts: ``Mohammed`` ``bin`` ``Salman``."""
    joined: list[Run] = []
    for run in runs:
        if joined and _continues(tokens, joined[-1], run, lexicon):
            joined[-1] = Run(joined[-1].first, run.past, "PER")
        else:
            if joined and _is_title_of(tokens, joined[-1], run, lexicon):
                joined.pop()
            joined.append(run)
    return joined


def _with_partners(tokens: Tokens, runs: list[Run]) -> list[Run]:
    """Take in the partner before the sign ``&`` of an organisation: ``Lind`` ``&`` ``Holm AG``."""
    joined: list[Run] = []
    for run in runs:
        partner = run.first - 2
        linked = run.label == "ORG" and partner >= 0 and tokens.words[run.first - 1] == "&"
        if not linked or not tokens.words[partner][0].isupper():
            joined.append(run)
            continue
        before = joined.pop() if joined and joined[-1].past == run.first - 1 else None
        joined.append(Run(before.first if before else partner, run.past, "ORG"))
    return joined


def _is_title_of(tokens: Tokens, before: Run, run: Run, lexicon: Lexicon) -> bool:
    """Whether a run is no name but the title of the person behind it: ``Sheikh`` ``Mohammed``."""
    titles = {"title", "honorific"}.intersection(lexicon.word(tokens.words[before.first].lower()).flags)
    return bool(titles) and before.past - before.first == 1 and before.past == run.first and run.label == "PER"


def _continues(tokens: Tokens, before: Run, run: Run, lexicon: Lexicon) -> bool:
    if before.label != "PER" or run.label != "PER" or run.first - before.past > 1:
        return False
    if run.first == before.past and "particle" in lexicon.word(tokens.words[run.first - 1].lower()).flags:
        return True
    if before.past == run.first and tokens.words[before.past - 1].lower() in _COMPOUNDS:
        return True
    link = tokens.words[before.past]
    return "particle" in lexicon.word(link.lower()).flags and (link.islower() or run.first == before.past)


def _completed(tokens: Tokens, runs: list[Run], lexicon: Lexicon) -> list[Run]:
    """Take in the last part of a name such as ``Moon Jae In`` that reads like a plain word."""
    taken = {run.first for run in runs} | {first for first, _ in tokens.sentences}
    words = [*tokens.words, ""]
    return [
        Run(run.first, run.past + 1, "PER")
        if run.label == "PER"
        and run.past - run.first == 2
        and run.past not in taken
        and words[run.past].istitle()
        and not words[min(run.past + 1, len(words) - 1)][:1].isupper()
        and {"function", "family"}.intersection(lexicon.word(words[run.past].lower()).flags)
        and "family" in lexicon.word(words[run.first].lower()).flags
        else run
        for run in runs
    ]


def _surface(tokens: Tokens, run: Run) -> Surface:
    return tuple(tokens.words[run.first : run.past])


def _merge(runs: list[Run], added: list[Run]) -> list[Run]:
    """Put runs in that do not overlap the others."""
    taken = {at for run in runs for at in range(run.first, run.past)}
    fresh = [run for run in added if taken.isdisjoint(range(run.first, run.past))]
    return sorted([*runs, *fresh], key=lambda run: run.first)


def _apart(names: list[Run], runs: list[Run]) -> list[Run]:
    """Leave out names that a longer name holds: ``Kim Il Sung University``."""
    longer = {at for run in runs for at in range(run.first, run.past) if run.past - run.first > 3}
    return [name for name in names if longer.isdisjoint(range(name.first, name.past))]


def _surnames(tokens: Tokens, runs: list[Run], lexicon: Lexicon) -> set[str]:
    """Return the words of the full names of persons that could stand for the person alone."""
    words: set[str] = set()
    for run in runs:
        if run.label == "PER" and run.past - run.first > 1:
            words.update(word for word in _surface(tokens, run) if len(word) > 1 and word[0].isupper())
    return {word for word in words if "particle" not in lexicon.word(word.lower()).flags}


def _settle(surface: Surface, verdict: str, surnames: set[str], lexicon: Lexicon) -> str:
    """Label a name of one word by what is known of the word and of the story's full names.

    Nationalities and religions are MISC; a country or capital stays a place where its government is meant; a lone
    surname is a person.
    """
    if len(surface) > 1:
        return "ORG" if _is_body(surface, verdict, lexicon) else verdict
    flags = set(lexicon.word(surface[0].lower()).flags)
    if flags & {"demonym", "religion"} and not flags & {"country", "last"}:
        return "MISC"
    if flags & _KNOWN_PLACES and "demonym" not in flags and verdict != "PER":
        return "LOC"
    if surface[0] in surnames and not flags & {"country", "region", "demonym", "capital"}:
        return "PER"
    return verdict


def _is_body(surface: Surface, verdict: str, lexicon: Lexicon) -> bool:
    """Whether a name is that of a body though its sentence says another: ``Central Bank of Kenya``, ``High Court``.

    What is listed or stands in the east, west or south is a place all the same: ``West Bank``.
    """
    if "of" in surface[1:-1]:
        return surface[surface.index("of", 1) - 1].lower() in _BODIES
    words = [word.lower() for word in surface]
    listed = any(past == len(words) for _, past, _ in lexicon.phrases(words, [0]))
    compass = "direction" in lexicon.word(words[0]).flags and words[0] not in (
        "central",
        "greater",
        "new",
        "upper",
        "lower",
    )
    return verdict == "LOC" and words[-1] in _BODIES and not listed and not (compass and len(words) == 2)


def _repeats(
    tokens: Tokens, runs: list[Run], starts: dict[str, list[Surface]], plain: set[int], lexicon: Lexicon
) -> list[Run]:
    """Find what of ``starts`` stands unlabelled, but not within a longer run of capitals, nor at ``plain`` words."""
    taken = {at for run in runs for at in range(run.first, run.past)}
    free = taken | _plain_capitals(tokens, lexicon)
    found = []
    for at, word in enumerate(tokens.words):
        if word not in starts or at in taken or at in plain:
            continue
        for surface in sorted(starts[word], key=len, reverse=True):
            past = at + len(surface)
            if tuple(tokens.words[at:past]) == surface and _stands_alone(tokens, at, past, free):
                found.append(Run(at, past, "O"))
                break
    return found


def _repeatable(tokens: Tokens, names: list[Surface], lexicon: Lexicon) -> dict[str, list[Surface]]:
    """The names to look for, by their first word, with countries and capitals."""
    starts: dict[str, list[Surface]] = defaultdict(list)
    for surface in dict.fromkeys(names):
        if surface[0][0].isupper() and _telling(surface, lexicon):
            starts[surface[0]].append(surface)
    for word in set(tokens.words).difference(starts):
        if word.istitle() and _KNOWN_PLACES.intersection(lexicon.word(word.lower()).flags):
            starts[word].append((word,))
    return starts


def _telling(surface: Surface, lexicon: Lexicon) -> bool:
    if len(surface) > 1:
        return True
    flags = lexicon.word(surface[0].lower()).flags
    return len(surface[0]) > 1 and not _UNTELLING.intersection(flags)


def _stands_alone(tokens: Tokens, first: int, past: int, free: set[int]) -> bool:
    """Whether no capital stands before or behind that could belong to the name; ``free`` may bear one."""
    before = tokens.words[first - 1] if first else ""
    after = tokens.words[past] if past < len(tokens.words) else ""
    inside = before[:1].isupper() and first - 1 not in free
    return not inside and not after[:1].isupper() and before not in _LINKS


def _plain_capitals(tokens: Tokens, lexicon: Lexicon) -> set[int]:
    """The places of capitals that belong to no name: last words of sentences and plain words that begin one."""
    ends = {past - 1 for _, past in tokens.sentences}
    return ends | {
        first for first, _ in tokens.sentences if "function" in lexicon.word(tokens.words[first].lower()).flags
    }
