"""Text that a page's frame stands round: standfirsts and points under the byline, questions, signed sentences."""

import pytest

from tests.unit.clean.test_kept_text import BODY, kept, rules

DATELINED = f"PORT ALDER, May 4 (Reuters) - {BODY[0]}"
SHARING = ("Share this article", "Print", "Tweet")
POINTS = ("Bridge to open on Monday, council says", "Repair cost less than planned")


@pytest.mark.parametrize(
    "lines",
    [
        ("By Mara Linden", "May 4, 2020, 10:12 AM", "Ferry to run on four days a week until then"),
        ("By Mara Linden", "May 4, 2020, 10:12 AM", *SHARING, *POINTS),
    ],
)
def test_below_the_byline_nothing_is_a_title(lines: tuple[str, ...]) -> None:
    told = kept(*lines, DATELINED, *BODY[1:])
    assert told[0] == next(line for line in lines[2:] if line not in SHARING)
    assert told[-4:] == list(BODY)


def test_above_it_the_line_is_the_title() -> None:
    title = "Ferry to run on four days a week until then"
    assert rules(title, "By Mara Linden", "May 4, 2020, 10:12 AM", DATELINED, *BODY[1:])[title].startswith(
        "generic.headline"
    )


def test_points_under_the_line_over_them_and_a_pages_buttons_below() -> None:
    buttons = ("Text size", "Share", "Comments", "Print")
    told = kept("Bridge opens again", "May 4, 2020", "Key points", POINTS[0], *buttons, DATELINED, *BODY[1:])
    assert told[:2] == ["Key points", POINTS[0]]
    assert not set(buttons) & set(told)


@pytest.mark.parametrize("signed", ["PTI COR SBN", "/tih/ag/mis"])
def test_a_signed_sentence_over_a_credit_is_no_caption(signed: str) -> None:
    sentence = "The boats were sent back to the harbour of the old town before dark."
    glued = f"{sentence} {signed}" if signed[0] != "/" else sentence + signed
    told = kept(*BODY, glued, "Photo: Nord Harbour AG")
    assert told[-1].startswith(sentence)


def test_a_question_of_an_interview_under_a_link() -> None:
    asked = ("Who paid for the new pillars of it?", "Can a bridge be played as a bell is played?")
    answers = ("The county did, and it took four years.", "It is done already, on the first Sunday of a month.")
    link = ("Read also", "Herrings are back in the lake for good")
    told = kept(*BODY[:2], asked[0], answers[0], *link, asked[1], answers[1], *BODY[2:])
    assert told == [*BODY[:2], asked[0], answers[0], asked[1], answers[1], *BODY[2:]]


def test_what_an_agencys_reporter_asks_is_no_credit() -> None:
    assert "KNA: A bishop?" in kept(BODY[0], "KNA: A bishop?", BODY[1], "KNA: And then what?", BODY[2])


def test_a_courts_file_is_no_credit() -> None:
    ruled = "The ruling is not final yet. (Az.: 9 Ds 311/26)"
    assert kept(*BODY, ruled)[-1] == ruled


def test_a_standfirst_of_two_sentences_over_a_stamp() -> None:
    deck = "The council wants to pay for the pillars of the pier. Only twelve people at a time are to walk on it"
    assert deck in kept(deck, "Share this article", "By Mara Linden", "May 4, 2020, 10:12 AM", *BODY)


def test_the_word_over_points_below_a_title_and_buttons() -> None:
    head = ("Bridge of Holm opens again", "May 4, 2020, 10:12 AM", "Share this article", "L'essentiel")
    assert kept(*head, "The ferry runs on four days a week until then.", *BODY)[0] == "L'essentiel"


def test_a_standfirst_between_its_title_and_the_same_again() -> None:
    title, deck = (
        "Bus of Holm comes to rest in a field",
        "Forty people are led out of it unhurt by the village's firemen",
    )
    told = kept("Harbours", "Share this article", title, deck, title, "A bus in a field. Photo: AFP", *BODY)
    assert told == [deck, *BODY]


def test_a_standfirst_over_the_byline_in_a_frame() -> None:
    title = "Growers of Holm let goats in"
    deck = "A weed that nothing kills has growers near the lake looking at an old kind of sprayer with four legs"
    lines = ("Crops", title, deck, "By Mara Linden", "Reading time: 3 minutes", "Share", "Print", "Crops, News")
    assert kept(*lines, DATELINED, *BODY[1:])[0] == deck
    assert rules(*lines, DATELINED, *BODY[1:])[title] == "generic.headline.before_dateline"


def test_what_stands_in_brackets_behind_a_word_for_fouls_is_no_credit() -> None:
    assert "Red card: Linden (71./foul play)" in kept(BODY[0], "Red card: Linden (71./foul play)", *BODY[1:])


def test_a_score_under_the_byline_is_no_title() -> None:
    head = ("Rowing", "By Mara Linden", "May 4, 2020, 10:12 AM", "Holm Rovers 2-14", "Alder 1-16")
    assert kept(*head, "A late goal took Holm Rovers past Alder on Monday in the cup of the harbour towns.", *BODY)[
        :2
    ] == [
        "Holm Rovers 2-14",
        "Alder 1-16",
    ]
