"""The contract of clean: nothing lost, nothing doubled, nothing rewritten."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.parse import parse
from pipeline.parse.text import parse_text
from pipeline.story import Block, BlockKind, CleanStory, Kind, ParsedStory, Picture
from tests.speed import within

STORIES = Path(__file__).parents[3] / "seeds" / "stories"
BODY = (
    "The council of the harbour town said on Monday that the bridge over the river would open again within a week.\n\n"
    "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road.\n\n"
    "A spokeswoman said that the repair had cost less than planned, and that no further work was needed this year."
)
# Pieces of copy that hold what rules look for, with the characters that break careless code.
_MARKS = (
    "OSLO, May 4 (AP) -- |【ソウル＝山田】|(서울=연합뉴스) |新华社北京5月4日电|(Kyodo)|[KCNA/Kyodo]|(From left: A)|[B]",
    "By Mara Linden|Photo: AFP|AP|Related|Read more|___|(Reporting by A B; Editing by C)|-0-| less|^x<|=|In this photo",
    "Word, left, and|FILE - |REUTERS/A B|© X|About Us|(END)|[TEXT]|（|）|［|］|【|】|(|)|[|]|«|»|“|”",
    "Credit...A B|Image caption A|Share on FacebookShare|May 4, 2020, 10:12 AM|Home › World|words.Mara Linden|torn (",
    "A B/AP)|Trending News|By|Author: A B|Tags: a|0 Comments|@a|OSLO 2020-05-04|Quelle: AP|(With inputs from A)",
)
_ODD = (
    "\n\n",
    "\n",
    "\r\n",
    " ",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\u202e",
    "\u2067",
    "\ufeff",
    "\u2060",
    "\ud800",
    "\udc80",
    "גשר",
    "الجسر ",
    "\u0301",
    "\u0e31",
    "e\u0301",
    "\u2028",
    "\x85",
    "\x1c",
    "a" * 130 + ".",
)
PIECES = st.sampled_from([*"|".join(_MARKS).split("|"), *_ODD, "\U0001f468\u200d\U0001f469"])
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=30).map("".join))


def story(name: str) -> CleanStory:
    return clean(parse((STORIES / name).read_bytes())[0])


def spans(cleaned: CleanStory) -> list[tuple[int, int]]:
    body = [span for paragraph in cleaned.paragraphs for span in paragraph.spans]
    return sorted([*body, *((f.start, f.end) for f in cleaned.furniture)])


def assert_divided(cleaned: CleanStory) -> None:
    """Body and furniture are disjoint, in order, and together the source, white space aside."""
    source, position = cleaned.parsed.source_text, 0
    for start, end in spans(cleaned):
        assert position <= start < end
        assert source[position:start].strip() == ""
        position = end
    assert source[position:].strip() == ""
    assert [f.start for f in cleaned.furniture] == sorted(f.start for f in cleaned.furniture)
    assert all(f.text == source[f.start : f.end] for f in cleaned.furniture)
    for paragraph in cleaned.paragraphs:
        joined = " ".join(source[start:end] for start, end in paragraph.spans)
        assert paragraph.text.split() == joined.split()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("(" * 50 + "AP" + ")" * 50)
@example("A\x1cB\x1dC\x1e\x1f")
def test_nothing_is_lost_or_doubled(text: str) -> None:
    assert_divided(clean(parse_text(text)))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.sampled_from(list(BlockKind))), max_size=12))
def test_nothing_is_lost_of_blocks_of_any_kind(pieces: list[tuple[str, BlockKind]]) -> None:
    source, blocks = "", []
    for text, kind in pieces:
        if text.strip():
            blocks.append(Block(len(source), len(source) + len(text), kind))
            source += text + "\n\n"
    assert_divided(clean(ParsedStory("page", source, tuple(blocks))))


def test_the_seed() -> None:
    seed = story("kyodo-trilateral.txt")
    assert len(seed.paragraphs) == 12
    assert seed.paragraphs[0].text.startswith("The top diplomats")
    assert seed.paragraphs[-1].text.endswith("have begun talks.")
    assert seed.agency == "kyodo"
    assert (seed.headline, seed.byline, seed.language, seed.warnings) == (None, None, "en", ())
    dateline = seed.dateline
    assert dateline is not None
    assert (dateline.text, dateline.agency) == ("SAN FRANCISCO, Kyodo -", "Kyodo")
    assert (dateline.city, dateline.region, dateline.country, dateline.date) == (
        "San Francisco",
        "California",
        "US",
        None,
    )
    assert seed.pictures == (
        Picture(
            "From left: South Korean Foreign Minister Kang Kyung Wha, U.S. Secretary of State Mike Pompeo and Japanese "
            "Foreign Minister Toshimitsu Motegi",
            "Courtesy of the Japanese Foreign Ministry",
            rights_holder="Japanese Foreign Ministry",
        ),
        Picture(
            'North Korea\'s "super-large multiple rocket launchers" test-fired on Oct. 31, 2019.',
            "KCNA/Kyodo",
            agency="Kyodo",
            rights_holder="KCNA",
        ),
    )
    assert [(f.kind, f.paragraph) for f in seed.furniture] == [
        (Kind.DATELINE, 0),
        (Kind.CAPTION, 2),
        (Kind.CREDIT, 2),
        (Kind.CAPTION, 11),
        (Kind.CREDIT, 11),
        (Kind.SIGNOFF, 13),
    ]


@pytest.mark.parametrize("path", sorted(STORIES.glob("*.txt")), ids=lambda path: path.stem)
def test_specimens_are_divided(path: Path) -> None:
    assert_divided(story(path.name))


@pytest.mark.parametrize(
    "sentence",
    [
        'The mayor told the paper that "[the bridge] is open" and that [special inspector Tom] Reis agreed.',
        "The state-run Northern News Agency (NNA) said on Monday that the bridge was open; Reuters asked the mayor.",
        "(In 2013, the mayor had the bridge closed for a year, and the town had to use the ferry instead of it.)",
        "By show of hands, the 300 members backed a plan to keep the bridge open through the winter of next year.",
        "By 2030, the town will have a second bridge.",
        "UPDATE - June 4, noon: The mayor said on the town's own page that he was sorry for the closed bridge.",
        "Harbour/Ferry - New York is where the two companies are to be merged, the mayor said on Monday.",
        "Two of the three photos that were released by KCNA were taken by a reader, the paper said on Monday.",
        "Senator Ann Lee (D-N.Y.) and Senator Tom Reis (R-Texas) were among those who crossed it first (in a tram).",
        "She has kept every picture of the bridge, left and right of the river, that was ever printed.",
        "Kyodo and AFP quoted the mayor. More on that was not known.",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_what_looks_strippable_and_is_text_stays(sentence: str, place: int) -> None:
    paragraphs = BODY.split("\n\n")
    paragraphs.insert(place, sentence)
    assert sentence in [paragraph.text for paragraph in clean(parse_text("\n\n".join(paragraphs))).paragraphs]


def test_a_separator_in_the_middle_does_not_end_the_text() -> None:
    cleaned = clean(parse_text(f"{BODY}\n\n___\n\n{BODY}"))
    assert len(cleaned.paragraphs) == 6
    assert [f.kind for f in cleaned.furniture] == [Kind.SEPARATOR]


def test_two_agencies_marks_are_told() -> None:
    cleaned = clean(parse_text(f"OSLO, May 4 (AP) -- {BODY}\n\n(Reporting by Mara Linden)\n\n(Reuters)"))
    assert cleaned.agency == "ap"
    assert [warning.partition(":")[0] for warning in cleaned.warnings] == ["clean.several_agencies"]
    assert "reuters" in cleaned.warnings[0]


def test_a_story_that_is_all_furniture() -> None:
    cleaned = clean(parse_text("Advertisement\n\nPhoto: Mara Linden/AFP\n\n(END)"))
    assert cleaned.paragraphs == ()
    assert cleaned.body == ""
    assert [warning.partition(":")[0] for warning in cleaned.warnings] == ["clean.all_furniture"]


@pytest.mark.parametrize(
    "text", ["", " ", "(", "[[[[", "))))((((", "(A [B) C]", "【ソウル", "(AP", "（（（", "[KCNA/Kyodo"]
)
def test_unbalanced_brackets_and_scraps(text: str) -> None:
    assert_divided(clean(parse_text(text)))
    assert_divided(clean(parse_text(f"{BODY}\n\n{text}\n\n{BODY}{text}")))


def test_the_agency_given_goes_before_the_one_found() -> None:
    text = f"OSLO, May 4 (AP) -- {BODY}"
    assert clean(parse_text(text), agency="Reuters").agency == "reuters"
    assert clean(parse_text(text), agency="ap").warnings == ()
    unknown = clean(parse_text(BODY), agency="northern")
    assert unknown.agency == "northern"
    assert unknown.warnings == ("clean.unknown_agency: there is no profile northern",)


def test_nothing_is_invented() -> None:
    cleaned = clean(parse_text(BODY))
    assert (cleaned.dateline, cleaned.byline, cleaned.headline, cleaned.agency) == (None, None, None, None)
    assert cleaned.pictures == ()
    assert cleaned.furniture == ()


@pytest.mark.parametrize(
    "seed",
    [
        "A, May 4 (AP) -- ",
        "^By A=<\n",
        "Word word word word word word\nAP\n",
        "[TEXT] ",
        "((",
        "Share on Facebook\n",
        "Trending News\nA line of it\n",
        "Home › ",
        "May 4, 2020, 10:12 AM\n",
        "A line (\nA B/AP)\n",
        "A pier ... more\nAP\n",
    ],
)
def test_a_megabyte_that_means_ill_takes_seconds_at_most(seed: str) -> None:
    text = seed * (1_000_000 // len(seed))
    assert within(20, lambda: assert_divided(clean(parse_text(text))))


@pytest.mark.parametrize(
    "payload",
    [
        b"ZCZC NP\n:Harbour\nThe harbour is closed, the port office said on Tuesday.\nNNNN\n",
        b'{"uri": "u:1", "type": "text", "body_text": "The harbour is closed, the port office said on Tuesday."}',
        b"<nitf><body.content>The harbour is closed, the port office said on Tuesday.</body.content></nitf>",
    ],
)
def test_a_sentence_taken_for_want_of_a_headline_stays_body(payload: bytes) -> None:
    [story] = parse(payload)
    assert story.headline == "The harbour is closed, the port office said on Tuesday."
    assert clean(story).body == story.headline
