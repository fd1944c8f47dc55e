"""What a page sets behind the text in rows and sentences of its own, and text of nearly that shape, which stays."""

import pytest

from tests.unit.clean.stories import kept

LONG = (
    "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road by day.",
    "A spokeswoman said that the repair had cost less than planned, and that no further work was needed this year.",
    "Boats that had lain in the old harbour since the spring were moved, and their owners will be paid for it now.",
    "The mayor thanked the engineers, the owners and the council, and asked the town to be on the bridge by noon.",
)
SHARE = ("Share", "Facebook", "Twitter", "Email", "Print", "Reddit", "Pinterest")
LAST = "Nobody was hurt, and the ferry sails again."
TITLES = (
    "Two men held after fire on the northern ferry",
    "Museum of the lighthouse opens its cellar again",
    "Wolves seen near the southern villages at night",
)


def test_sentences_among_a_pages_lines_go_and_so_do_the_lines() -> None:
    page = (*SHARE, "Advertisement", "The Harbour Letter", "We tell you what sails.", "Most read", *TITLES)
    assert kept(*LONG, *page) == list(LONG)


@pytest.mark.parametrize(
    "said",
    [
        "Nobody knew by the evening when the lamps of the pier will burn again.",
        '"We will have to live with it for as long as we remember the night," she said.',
        "「私たちは忘れない。」と市長は話した。",
    ],
)
def test_a_sentence_behind_many_lines_that_speaks_to_no_reader_stays(said: str) -> None:
    assert said in kept(*LONG, *SHARE, "Advertisement", said, "Most read", *TITLES)


def test_a_text_that_speaks_to_its_readers_goes_on_behind_many_lines() -> None:
    told = tuple(f"You need {number} ropes to tie up a boat, and your neighbour needs as many." for number in "2345")
    said = "You need no rope to sail."
    assert said in kept(*told, *SHARE, "Advertisement", said, "Most read", *TITLES)


@pytest.mark.parametrize(
    "lines",
    [
        ("Advertisement", LAST, "Share", "Facebook", "Related stories", TITLES[0]),
        ("Read also", *TITLES, LAST, *SHARE),
        (*SHARE, LONG[0], LONG[1], LAST, *SHARE),
        ("Advertisement", "Barley 12", "Oats 14", "Rye 9", "Wheat 17", "Maize 20", "Share", "Facebook", LAST),
        ("First to sail:", "Alder", "Holm", "Port Ann", LAST, *SHARE),
    ],
)
def test_the_last_sentence_behind_a_few_pieces_stays(lines: tuple[str, ...]) -> None:
    assert LAST in kept(*LONG, *lines)


@pytest.mark.parametrize(
    "days", [("17 May 2026", "16 May 2026", "9 May 2026"), ("2026年5月17日", "2026年5月16日", "2026年5月9日")]
)
def test_titles_over_their_days_go(days: tuple[str, ...]) -> None:
    row = [line for pair in zip(TITLES, days, strict=True) for line in pair]
    assert kept("Share", *LONG, "Advertisement", "In other papers", *row) == list(LONG)


def test_titles_under_their_numbers_go() -> None:
    row = [line for pair in zip("123", TITLES, strict=True) for line in pair]
    assert kept("Share", *LONG, "Advertisement", "Tips of the day", *row) == list(LONG)


@pytest.mark.parametrize(
    "row",
    [
        ("17 May 2026", TITLES[0], "16 May 2026", TITLES[1]),
        ("Choir at the pier", "17 May 2026", "Harbour fair", "18 May 2026"),
        (TITLES[0], "17 May 2026", TITLES[1], "16 May 2026", LAST),
        ("1.", "Choir at the pier", "2.", "Harbour fair", "3.", "Late walk"),
        ("4.", TITLES[0], "5.", TITLES[1], "6.", TITLES[2]),
    ],
)
def test_a_chronicle_a_programme_and_a_ranking_stay(row: tuple[str, ...]) -> None:
    assert set(row) <= set(kept("Share", *LONG, "Advertisement", *LONG[::-1], *row))


def test_titles_over_their_days_stay_in_copy_that_shows_no_page() -> None:
    row = (TITLES[0], "17 May 2026", TITLES[1], "16 May 2026")
    assert set(row) <= set(kept(*LONG, *row))


TOLD = (
    "FIRE AT SEA",
    "Two men held after fire on the northern ferry",
    "The fire broke out on a northern ferry with forty aboard.",
    "IN THE WOODS",
    "Wolves seen near the southern villages at night",
    "Two farmers say that wolves were seen near their villages in the south.",
)


def test_a_digest_of_titles_and_sentences_stays() -> None:
    assert kept(*LONG, *TOLD) == [*LONG, *TOLD]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "How the pillars of the bridge were damaged",
            "The pillars were damaged by a storm that brought timber down the river.",
            "What the council pays to owners of the boats",
            "The owners are paid by the council for as long as their boats are moved.",
        ),
        (*TOLD, LONG[1], LONG[2]),
        TOLD[1:3],
        ("Fire at sea", TOLD[2], "Wolves", TOLD[5]),
        (*TOLD[1:3], *TOLD[4:]),
        (TOLD[1], f"HOLM, May 4 (NORD) - {TOLD[2]}", TOLD[4], f"ALDER, May 4 (NORD) - {TOLD[5]}"),
    ],
)
def test_subheads_and_items_of_a_digest_stay(lines: tuple[str, ...]) -> None:
    assert [line.rpartition(" - ")[2] for line in lines if line.endswith(".")] == [
        line for line in kept(*LONG, *lines)[len(LONG) :] if line.endswith(".")
    ]


HEAD = ("Harbour bridge of Holm to open again within a week", "By Mara Linden and Tom Reis", *LONG)


@pytest.mark.parametrize(
    "line",
    [
        "Mara Linden is the boats editor of the paper. She lives in Holm.",
        "Tom Reis covers the coast for Northern Press.",
        "Tom Reis, who writes about boats, is a sailor himself.",
        "Mara Linden can be reached at mara@example.org.",
    ],
)
def test_who_wrote_it_goes_wherever_the_page_says_it(line: str) -> None:
    told = line.startswith("Tom Reis, who")
    assert (line in kept(*HEAD, line)) is told
    assert (line in kept(*HEAD, "Advertisement", line, "More of it in the letter.", "Share")) is told


@pytest.mark.parametrize(
    "line",
    [
        "Mara Linden: How long will it take?",
        "Mara Linden was on the bridge when the storm came over the town.",
        "Ann Keller is the mayor of the harbour town.",
        "Mara Linden sailed with the boats for two days and nights.",
        "Linden is the name of the street that leads to the bridge.",
    ],
)
def test_who_speaks_and_what_somebody_did_stays(line: str) -> None:
    assert line in kept(*HEAD, line, "Share")


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("Mara Linden is at the wheel when the first wave breaks over the bow.", HEAD[:2]),
        ("Mara Linden reports from the pier that the ferry has sailed.", HEAD[:2]),
        ("Mara Linden joined the paper in 1981 and was its editor until May.", HEAD[:2]),
        ("Mara Linden is a writer who knows her boats.", (HEAD[0], "By Mara Linden", "Alder House, 310 pages")),
        ("Mara Linden is the director of the port.", (HEAD[0], "Interview by Tom Reis with Mara Linden")),
        ("Tom Reis is the author of the plan.", (HEAD[0], "By Tom Reis, as told to Ann Keller")),
    ],
)
def test_whom_the_text_tells_of_stays_though_a_line_over_it_names_them(line: str, head: tuple[str, ...]) -> None:
    assert line in kept(*head, *LONG, line)


def test_a_name_over_text_stays() -> None:
    assert "Tom Reis" in kept(*HEAD, "Tom Reis", *LONG[::-1])


def test_tags_that_the_text_says_go_before_a_page() -> None:
    tags = ("Harbour", "Storm", "Bridge", "Old road", "Owners")
    assert kept(*LONG[:3], *tags, "Share", "Facebook", "Related stories", TITLES[0]) == list(LONG[:3])


@pytest.mark.parametrize(
    "lines",
    [
        ("Mara Linden", "Tom Reis", "Ann Keller", "Jonas Berg", "Ida Vik"),
        ("Harbour 12", "Storm 4", "Bridge 9", "Road 3", "Owners 1"),
        ("Harbour, by Ann", "Storm, by Tom", "Bridge, by Ida", "Road, by Jon", "Owners, by Per"),
        ("Barley", "Oats", "Rye", "Wheat", "Maize"),
    ],
)
def test_lists_of_the_text_stay_before_a_page(lines: tuple[str, ...]) -> None:
    assert set(lines) <= set(kept(*LONG[:3], *lines, "Share", "Facebook", "Related stories", TITLES[0]))


OWN = [
    (LAST, "Ida Vik, master of the lock", "Jonas Berg, cook on the ferry", "Ann Keller, clerk of the town"),
    (
        LAST,
        "Ida Vik as the queen of the herrings",
        "Jonas Berg as a lock keeper",
        "Ann Keller as the moon over the sea",
    ),
    (LAST, "Ida Vik mit Liedern", "Jonas Berg mit Bildern vom Fluss", "Anna Keller mit Puppen", "Vier Hunde"),
    (LAST, "Best boat – Alder", "Best lock – Holm", "Best bell – Port Ann"),
    ("The prizes went to the following.", "The lock of Holm", "The bells of Alder", "The kitchen of the ferry"),
    (
        "受賞者は次の通り。",
        "最優秀船舶賞 北の海へ帰る青い小舟",
        "料理賞 ホルム港の魚のスープと黒パン",
        "功労賞 灯台守を四十年務めた男性",
    ),
    ("Fish is sold at Holm, Alder and Port Ann.", "Holm", "Alder", "Port Ann"),
    (LAST, "The gulls have seen it all", "The tide goes out", "And takes the wall", "Along the route"),
    (
        LAST,
        "Check the ropes before you leave the pier",
        "Keep clear of the lock at night",
        "Slow down near the nets of others",
        "Tell the port where you are bound",
    ),
    (
        "The crews ask for three things.",
        "1.",
        "A rest of eleven hours between two tours",
        "2.",
        "A second cook on each of the night ferries",
        "3.",
        "New boots for all who work on the deck",
    ),
    (
        "The clubs chose these boats.",
        "1",
        "The Alder, built of oak by two brothers",
        "2",
        "The Port Ann, which sailed round the cape",
        "3",
        "The Holm, with a stove from the old mill",
    ),
    (
        "Two nights are still to come.",
        "Songs of the harbour with the choir of Holm",
        "17 May 2026",
        "A talk on lights at sea by the old keeper",
        "24 May 2026",
    ),
]


@pytest.mark.parametrize("lines", OWN)
@pytest.mark.parametrize("behind", [(), ("Share", "Facebook", "Related stories", TITLES[0])])
def test_the_texts_own_list_stays_whatever_stands_round_it(lines: tuple[str, ...], behind: tuple[str, ...]) -> None:
    assert set(lines) <= set(kept("Advertisement", "Share", *LONG, *lines, *behind))
    assert set(lines) <= set(kept(*LONG, *LONG, *lines))
    assert set(lines) <= set(kept("Advertisement", "Share", *LONG[:3], *lines))


def test_keywords_go_from_copy_without_a_page_and_a_list_of_two_stays() -> None:
    assert kept(*LONG, "Storm", "Ferries", "Lighthouse") == list(LONG)
    assert len(kept(*LONG, "A bridge for those who walk or ride", "A boat for all the others")) == len(LONG) + 2


@pytest.mark.parametrize("behind", [("Read more",), ("Share", "Facebook")])
def test_what_one_sentence_names_is_no_row_of_tags(behind: tuple[str, ...]) -> None:
    lines = ("Her stall sells herring, crab and lobster.", LAST, "Herring", "Crab", "Lobster")
    assert set(lines) <= set(kept(*LONG[:2], *lines, *behind))


def test_titles_with_a_figure_go_where_few_have_one() -> None:
    page = (
        "Advertisement",
        "Share",
        *LONG,
        "In the north",
        *TITLES,
        "The 7 oldest bells of the province and who rings them",
    )
    assert kept(*page) == list(LONG)
    results = [f"{name} of Holm jumps over the barrels with {at} metres to spare" for at, name in enumerate("ABC", 3)]
    assert set(results) <= set(kept("Advertisement", "Share", *LONG, *results))


EASTERN = (
    "市議会は月曜日、港にかかる古い橋を一週間以内に再び開通させると発表した。嵐で二本の橋脚が壊れ、閉鎖されていた。",
    "工事の費用は当初の見込みを下回り、今年はこれ以上の工事は必要ないと、町の広報担当者が記者団に説明している。",
    "商店街は長く開通を待ち望んでおり、病院へ向かう住民も一時間の遠回りを強いられてきたと、町長は振り返った。",
    "渡し船はすべての工事が終わるまで続けられ、運賃は無料のままになると、港の事務所が火曜日に明らかにしている。",
)
CALLING = ("港の灯台、地下室を公開へ！", "北の島の渡し船で火事、二人を拘束！", "南の村に再び狼が現れた？その理由とは！")


def test_eastern_titles_that_call_out_do_not_end_the_text() -> None:
    assert kept(*EASTERN, "関連ニュース", *CALLING, "おすすめ") == list(EASTERN)
    asked = "それでも橋は、次の嵐に耐えられるのだろうか？"
    assert asked in kept(*EASTERN, asked, "関連ニュース", CALLING[0])


def test_what_somebody_says_ends_a_japanese_text() -> None:
    said = "町長は記者団にこう語った。「橋は一年ぶりに開く。町の人々が長く待ち望んできた日だ。渡し船は続ける」"
    assert said in kept("シェア", *EASTERN, said, f"{said[:-1]}という」", "シェア", "関連ニュース")


def test_prose_over_the_last_credit_is_the_texts_end() -> None:
    last = f"{LONG[0][:-1]}, which took them a quarter of an hour longer."
    assert last in kept("Boats at the pier of the harbour", "Photo: AFP", *LONG[:3], last, "Photo: AFP")


def test_a_standfirst_of_two_sentences_is_no_caption() -> None:
    deck = "Das Rathaus will die alte Brücke wieder öffnen. Ein Gespräch über Geld, Wind und Boote"
    assert deck in kept("Politik", "Wie lange hält die Brücke, Frau Linden?", deck, "Foto: Tom Reis/laif", *LONG)


COMMENTS = (
    "tom_r",
    "17 May 2026",
    "12h30",
    "I sailed there as a child, and the old pier was rotten even then. Nobody in the council wanted to hear of it.",
    "mlinden",
    "17 May 2026",
    "12h41",
    "@tom_r",
    "It is still the same.",
)


@pytest.mark.parametrize(
    "heading", ["85 commentaires | Permalien", "2 Kommentare", "Leave a comment", "コメント（2件）"]
)
def test_what_readers_wrote_goes(heading: str) -> None:
    assert kept("Share", *LONG, heading, *COMMENTS) == list(LONG)


@pytest.mark.parametrize(
    "lines",
    [
        ("The days of the storm", *COMMENTS),
        ("What commentators say", *COMMENTS),
        ("No comment", COMMENTS[3], "12h41", COMMENTS[8]),
        ("Comments by the mayor", "17 May 2026", COMMENTS[3], "18 May 2026", COMMENTS[8]),
        ("She would not comment.", *COMMENTS),
        ("Comments", *COMMENTS[:4]),
    ],
)
def test_a_log_and_an_answer_stay(lines: tuple[str, ...]) -> None:
    assert COMMENTS[3] in kept(*LONG, *lines)


PAGED = ("Share", "May 4, 2026, 10:30")
UNKNOWN = (
    "In the north",
    "Two men held after fire on the 3 northern ferries",
    "Museum of the lighthouse opens its cellar again",
    "Wolves seen near 12 southern villages at night",
)


def test_lines_of_which_none_is_known_end_a_page() -> None:
    assert kept(*PAGED, *LONG, *UNKNOWN) == list(LONG)


ROW = (
    "In the north",
    *TITLES,
    "Old mill of Alder is to become an inn by May",
    "Fares of the long ferry rise again in the autumn",
)
OF_PAGE = "The Harbour Letter tells what sails each morning of the week."


@pytest.mark.parametrize("row", [(*ROW, "Share"), ("Advertisement", *ROW), (*ROW[:3], "Share", *ROW[3:])])
def test_a_row_of_unknown_lines_beside_a_piece_goes_and_the_sentence_behind_it_stays(row: tuple[str, ...]) -> None:
    assert kept(*PAGED, *LONG, *row, OF_PAGE) == [*LONG, OF_PAGE]


@pytest.mark.parametrize(
    "row",
    [
        ROW,
        ("The films of the week.", *ROW, "Share"),
        ("These are the films that the jury of the harbour saw in the week before the storm.", *ROW, "Share"),
        (*ROW[:4], "Share"),
        ("Mara Linden (Labour)", "Tom Reis (Green)", "Nina Holt (Left)", "Jo Berg (Free)", "Ann Lee (Left)", "Share"),
    ],
)
def test_a_row_of_the_texts_own_lines_stays_before_its_last_sentence(row: tuple[str, ...]) -> None:
    assert [line for line in row if line != "Share"] == kept(*PAGED, *LONG, *row, OF_PAGE)[len(LONG) : -1]


def test_names_behind_bare_copy_that_the_text_does_not_say_stay() -> None:
    names = ("Ola Haug", "Lise Moen", "Per Strand", "Jon Dahl")
    assert kept(*LONG, *names) == [*LONG, *names]
    assert kept(*LONG, "Harbour", "Engineers", "Owners of boats") == list(LONG)


@pytest.mark.parametrize(
    ("over", "lines"),
    [
        ((), UNKNOWN),
        (PAGED, ("The films that won:", *UNKNOWN)),
        (PAGED, UNKNOWN[1:]),
        (PAGED, ("Holm Rovers 3 Alder 1", "Port Ann 2 Lower Holm 2", *UNKNOWN[1:])),
        (PAGED, ("Cast", "Anna: Mara Linden of the town theatre", "Miller: Tom Reis", UNKNOWN[1], UNKNOWN[3])),
        (PAGED, ("Mara Linden, 41", "Tom Reis, 35", "Nina Holt, 17", "Jo Berg, 88", "Ann Lee, 12")),
        (PAGED, (*UNKNOWN, LONG[0])),
        (
            PAGED,
            tuple(f"{day} – Holm, NL @ The Harbour Theatre of Holm" for day in ("May 3", "June 9", "July 2", "July 4")),
        ),
    ],
)
def test_lines_that_may_be_the_texts_own_stay(over: tuple[str, ...], lines: tuple[str, ...]) -> None:
    assert kept(*over, *LONG, *lines)[-len(lines) :] == list(lines)


def test_a_text_that_names_the_same_people_goes_on_behind_a_box() -> None:
    page = (*SHARE, "Advertisement", "The Harbour Letter", "Most read", *TITLES)
    text = tuple(f"Yesterday the shipper Linden said so. {told}" for told in LONG)
    own = (
        "It is 40 crowns a day for Linden, it is said.",
        "A house of Linden stands at the pier of Alder, and is let.",
    )
    assert kept(*text, *page, *own)[-2:] == list(own)
