"""Text that stands beside a page's furniture and looks like it: subheads, lists, tables, notes."""

import pytest

from pipeline.clean import clean
from pipeline.flow import preview
from pipeline.parse.text import parse_text

_TEXT = (
    """The council of the harbour town said on Monday that the bridge over the river would open again within a week.
    The ferry is to run until then.""",
    """Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road through
    the village for most of the winter.""",
    """A spokeswoman said that the repair had cost less than planned, and that no further work was needed this year on
    any of the other bridges of the town.""",
    """The mayor thanked the fire brigade, which had kept watch on both banks for three nights while the water rose to
    the highest mark since records began.""",
)
BODY = tuple(" ".join(text.split()) for text in _TEXT)
FRAME = ("Home › World", "Share on Facebook", "By Mara Linden", "May 4, 2020, 10:12 AM")


def kept(*blocks: str) -> list[str]:
    return [p.text for p in clean(parse_text("\n\n".join(blocks))).paragraphs]


def rules(*blocks: str) -> dict[str, str]:
    return {f.text: f.rule for f in clean(parse_text("\n\n".join(blocks))).furniture}


def test_a_subhead_before_a_pictures_credit() -> None:
    blocks = (BODY[0], "A winter of high water", "Photo: Mara Linden/AFP", BODY[1], "What comes next", "Photo: AFP")
    assert kept(*blocks, BODY[2]) == [BODY[0], blocks[1], BODY[1], blocks[4], BODY[2]]


def test_and_a_caption_before_one_goes() -> None:
    caption = "Engineers look at the damaged pillars of the bridge from a boat"
    assert rules(BODY[0], caption, "Photo: AFP", BODY[1], caption, "Photo: AFP")[caption].startswith("generic.caption")


def test_a_long_list_after_an_announcement() -> None:
    goods = [f"A thing for the harbour, kind {word}" for word in "ABCDEFGH"]
    assert kept(BODY[0], "Don't miss:", *goods, "Buy now", *BODY[1:])[1:9] == goods


def test_a_line_with_a_colon_ends_a_run_of_links() -> None:
    blocks = ("Related", "Storm closes the old road", "What the council found:", "“Nobody had looked at the pillars”")
    assert kept(BODY[0], *blocks, BODY[1]) == [BODY[0], *blocks[2:], BODY[1]]


def test_a_list_at_the_end_of_which_some_lines_hold_figures() -> None:
    lines = (
        "Northport (first group): 12th year",
        "Eastport (second group): 10th year",
        "Westport: Sixth year",
        "Southport: Tenth",
    )
    assert kept(*BODY, *lines) == [*BODY, *lines]


def test_tables_between_a_pages_frame_and_the_text() -> None:
    lines = ("ROWING", "Northport d. Eastport 4-2", "Northport 1 1 2 - 4", "Eastport 0 1 1 - 2")
    assert kept("Rowing roundup: Northport beats Eastport again", *FRAME, *lines, *BODY) == [*lines, *BODY]


def test_a_summary_longer_than_the_headline() -> None:
    title, summary = (
        "Northport bridge to open again within a week",
        "Storm had damaged two of its pillars, and the ferry is to run until then",
    )
    found = rules(*FRAME[:2], title, summary, *FRAME[2:], *BODY)
    assert found[title] == "generic.headline.in_frame"
    assert summary in kept(*FRAME[:2], title, summary, *FRAME[2:], *BODY)


def test_prices_of_a_list() -> None:
    assert "$12.50" in kept(BODY[0], "Share on Facebook", "Advertisement", "Lamp", "$12.50", *BODY[1:])


def test_notes_after_a_sign_off() -> None:
    note = "[1] Pillars and floods, Linden M. Northern Review. 2015"
    assert kept(*BODY, "(Reporting by Mara Linden; Editing by Tom Reis)", note, "Topics of the day")[-1] == note


def test_a_sentence_in_the_frame_before_a_dateline() -> None:
    sentence = "The water stands at 20 metres, the harbour office says."
    caption = "The bridge on Monday. (Mara Linden/AFP)"
    frame = ("World", "Sport", "Live", "Podcasts", "Share on Facebook", "Water in the north: live tracker")
    assert sentence in kept(*frame, sentence, caption, f"OSLO, May 4 (AP) -- {BODY[0]}", *BODY[1:])


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for the rail card with the same address as your ferry account",
        "You can follow the river on foot.",
        "Sign up for a card at the harbour office for 12 euros a month",
    ],
)
def test_advice_to_readers(text: str) -> None:
    assert text in kept(*BODY[:2], text, *BODY[2:])


def test_a_last_word() -> None:
    assert kept(*BODY, "All...")[-1] == "All..."


def test_a_figcaption_that_is_only_a_credit_is_a_credit() -> None:
    body = "The new bridge opened on Monday after four years of work, officials of the county said at a ceremony there."
    figure = '<figure><img src="/a.jpg"><figcaption>Photo: Ann Poe / AP</figcaption></figure>'
    lines = f"<p>{body}</p><p>It is open now.</p>{figure}<p>{body[::-1]}</p>"
    (article,) = preview(f"<html><body><article><h1>Bridge opens</h1>{lines}</article></body></html>".encode())
    assert [(each.caption, each.credit, each.photographer) for each in article.pictures] == [
        (None, "Photo: Ann Poe / AP", "Ann Poe")
    ]
    assert article.paragraphs[-3:] == (body, "It is open now.", body[::-1])


def test_a_title_before_a_button_that_opens_it() -> None:
    title = "Why the northern ferry runs late in winter"
    found = rules(BODY[0], title, "Read more", *BODY[1:])
    assert found[title] == "generic.promo.link_before_more"
    assert title in kept(BODY[0], title, *BODY[1:])


def test_the_first_line_before_a_pages_frame_is_the_headline() -> None:
    title = "Northport bridge to open again within a week"
    assert rules(title, "Share on Facebook", *BODY)[title] == "generic.headline.in_frame"
    assert rules(title, *BODY)[title] == "generic.headline.taken_up"
    other = "Herrings are back in the lake for good"
    assert other in kept(other, *BODY)


@pytest.mark.parametrize("second", ["Staff Writer", "The Associated Press", "(Reuters)"])
def test_a_byline_of_two_lines(second: str) -> None:
    told = rules("Northport bridge to open", "Mara Linden", second, *BODY)
    assert told["Mara Linden"] == "generic.byline.two_lines"
    assert ".byline." in told[second]
    assert "Mara Linden" not in rules("Mara Linden", "Back to the river", *BODY)


def test_times_of_a_running_story_stay() -> None:
    blocks = ("4:40 p.m.", BODY[0], "11:15 a.m.", BODY[1])
    assert kept(*blocks) == list(blocks)


def test_initials_after_a_short_last_paragraph() -> None:
    text = "The planks have been replaced, and lamps were set along the rail."
    assert kept(*BODY, f"{text} (LVR/KDS)")[-1] == text


def test_a_short_sentence_before_a_credit_at_the_head() -> None:
    caption = "The bridge is closed to all traffic."
    credit = "Photo: Mara Linden/Northern Press"
    assert rules("Share this story", caption, credit, *BODY)[caption] == "generic.caption.before_credit"
    assert rules(caption, credit, *BODY).get(caption) is None
    assert rules(BODY[0], caption, credit, *BODY[1:])[caption] == "generic.caption.before_credit"
    assert rules(*BODY, caption, credit, *BODY).get(caption) is None
    quoted = "“The bridge is closed to all traffic.”"
    assert rules(BODY[0], quoted, credit, *BODY[1:]).get(quoted) is None


def test_a_copyright_amid_the_text_credits_the_picture_above_it() -> None:
    found = rules(*BODY[:2], "The bridge from the north bank", "© Mara Linden", *BODY[2:])
    assert found["© Mara Linden"] == "generic.credit.alone"
    assert "The bridge from the north bank" in found
    assert rules(*BODY, "© Mara Linden")["© Mara Linden"] == "generic.signoff.copyright"


def test_long_subhead_in_capitals_among_short_ones_is_kept() -> None:
    short, long = "A BRIDGE FOR THE VILLAGE", "THE HARD WORK OF THE ENGINEERS ON BOTH BANKS OF THE RIVER"
    blocks = (BODY[0], short, BODY[1], BODY[2], long, BODY[3], BODY[0].replace("Monday", "Friday"))
    assert kept(*blocks) == list(blocks)


def test_list_of_people_with_their_accounts_is_kept() -> None:
    items = [
        "1.Mara Linden",
        "Builds bridges, and tells of them better than anybody. Twitter: @maralinden",
        "2.Ola Vik",
        "Keeps the harbour of the town by night and by day. Twitter: @vik_ola",
    ]
    assert kept(BODY[0], *items, BODY[1]) == [BODY[0], *items, BODY[1]]


@pytest.mark.parametrize("title", ["Bitcoin Heads for Record", "Wall Street Aims for Record"])
def test_a_title_that_ends_as_a_papers_name_does(title: str) -> None:
    assert title in kept(*BODY[:2], title, *BODY[2:])


def test_and_who_works_for_a_paper_goes() -> None:
    assert (
        rules(*BODY[:2], "Mara Linden for The Record", *BODY[2:])["Mara Linden for The Record"]
        == "generic.credit.alone"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Ferry fares rise to 12.82 crowns today, the most since 2019",
        "Polls at the pier close at 20:00 today",
        "Feuer um 5.30 Uhr am 24. Mai 2022",
        "Flucht vor der Flut",
        "Mord am Kai vor zwanzig Jahren",
        "Updated rules for 2026",
        "Length: 42 kilometres",
        "Copyright law",
        "Ende gut",
        "Video: The court was shown pictures of the pier.",
        "Sport - ein Fest am Hafen",
    ],
)
def test_a_subhead_that_holds_a_stamps_or_a_labels_words(line: str) -> None:
    assert line in kept(BODY[0], line, *BODY[1:])
    assert rules(line, *BODY).get(line, "generic.headline.first_line") == "generic.headline.first_line"


@pytest.mark.parametrize(
    ("first", "second"),
    [("24. Mai 2022", "2. Juni 2022"), ("Montag, 4. Mai 2026", "Dienstag, 5. Mai 2026"), ("12:30", "13:45")],
)
def test_days_and_hours_that_head_a_chronology(first: str, second: str) -> None:
    blocks = (BODY[0], first, BODY[1], second, BODY[2])
    assert kept(*blocks) == list(blocks)


def test_a_standfirst_between_headline_and_byline_may_be_short() -> None:
    deck = "What the council plans for the summer"
    assert deck in kept("Northport bridge to open again within a week", deck, *FRAME[2:], "Advertisement", *BODY)


@pytest.mark.parametrize("marks", ["()", "•", " | ", "( )", "·,·"])
def test_a_second_line_of_marks_only_is_read(marks: str) -> None:
    story = clean(parse_text(f"Northport bridge to open again\n\n{marks}\n\n{BODY[0]}"))
    assert [paragraph.text for paragraph in story.paragraphs][-1] == BODY[0]


def test_words_of_buttons_amid_text_are_a_list_of_it() -> None:
    lines = ("Listen", "Speak", "Play")
    assert kept(BODY[0], BODY[1], *lines, BODY[2]) == [BODY[0], BODY[1], *lines, BODY[2]]


def test_and_beside_a_pages_furniture_they_are_buttons() -> None:
    assert rules(BODY[0], BODY[1], "Share on Facebook", "Listen", BODY[2])["Listen"] == "page.promo.button_word"


@pytest.mark.parametrize("line", ["Topics", "Temas", "Mer om natten", "Más en casa"])
def test_a_subhead_that_could_announce_links_stays_before_a_sentence(line: str) -> None:
    assert kept(BODY[0], BODY[1], line, BODY[2]) == [BODY[0], BODY[1], line, BODY[2]]


def test_and_goes_before_titles() -> None:
    links = ("Storm closes the northern pier", "A town without its bridge")
    assert kept(BODY[0], BODY[1], "Topics", *links, BODY[2]) == [BODY[0], BODY[1], BODY[2]]


def test_a_subhead_stays_before_an_advert_and_a_long_title_goes() -> None:
    subhead, title = "Why the ferry was cheaper than a bridge", f"{BODY[0][:80]} and what the town says of it"
    assert kept(BODY[0], BODY[1], subhead, "Advertisement", BODY[2]) == [BODY[0], BODY[1], subhead, BODY[2]]
    assert kept(BODY[0], BODY[1], title, "Advertisement", BODY[2]) == [BODY[0], BODY[1], BODY[2]]


def test_a_signoffs_word_amid_text_stays_and_goes_after_it() -> None:
    assert kept(BODY[0], BODY[1], BODY[2], "he/she", BODY[3], BODY[0])[3] == "he/she"
    assert rules(BODY[0], BODY[1], BODY[2], "abc/de")["abc/de"] == "desk.signoff.letters"


def test_a_long_line_after_nothing_but_buttons_is_the_standfirst() -> None:
    deck = "After two winters on a ferry the people of the town have their bridge back, and some miss the boat"
    assert deck in kept("Share this story", "Print", "Advertisement", deck, "By Mara Linden", *BODY)
    title = "Two winters on ferry: people of town celebrate new bridge, some miss old boat and captain"
    assert title not in kept("Share this story", "Trending News", "Advertisement", title, "By Mara Linden", *BODY)


def test_a_standfirst_over_a_byline_is_no_title() -> None:
    deck = "Residents say the council has yet to tell them when the bridge will be open to walkers"
    assert deck in kept("Trending News", deck, "By Mara Linden", *BODY)


def test_single_words_that_a_colon_announces() -> None:
    words = ("Facebook", "Letters", "Radio")
    assert kept(BODY[0], "What people use to get news:", *words, *BODY[1:])[2:5] == list(words)


@pytest.mark.parametrize("asking", ["What did the boy say?", "The last word of the play:"])
def test_an_answer_at_the_end(asking: str) -> None:
    assert kept(*BODY, asking, "Nothing")[-1] == "Nothing"


def test_a_verse_that_is_a_place_name_as_well() -> None:
    verses = ("The sea takes all", "And gives us salt", "By night, by day", "We walk home", "Cairo")
    assert kept(BODY[0], *verses, *BODY[1:])[1:6] == list(verses)


def test_names_and_their_parties() -> None:
    names = ("John Reis/Labour", "Mary Linden/Greens", "Tom Hale/Greens")
    assert kept(BODY[0], "The members are:", *names, *BODY[1:])[2:5] == list(names)


def test_a_chant_in_copy_that_shows_no_page() -> None:
    chant = ("Never again, never again",) * 3
    assert kept(BODY[0], *chant, *BODY[1:])[1:4] == list(chant)


def test_a_lone_subhead_after_a_bare_label() -> None:
    assert "The road ahead" in kept(*BODY[:2], "Recommended", "The road ahead", *BODY[2:])


def test_a_subhead_about_somebody_amid_the_text() -> None:
    blocks = (*BODY, "About Linden", *BODY)
    assert kept(*blocks) == list(blocks)


def test_a_quotation_signed_with_a_name() -> None:
    signed = "“The sea gives and the sea takes” (Mara Linden)"
    assert signed in kept(BODY[0], signed, *BODY[1:])


def test_a_copy_of_short_paragraphs_has_a_head_and_a_tail() -> None:
    short = [
        f"The {word} bridge will open again within a week, the mayor said on Monday." for word in ["old", "new", "red"]
    ]
    assert kept(*short, "Holm/Sund", *short)[3] == "Holm/Sund"


def test_a_korean_title_and_its_longer_deck() -> None:
    title, deck = "항구시 옛 다리 3년 만에 재개통", '공사비 140억 원…시장 "교각 앞으로 40년은 버틸 것으로 예상"'
    lead = "(항구=연합뉴스) 한결 기자 = 항구시 의회는 월요일 3년간의 공사 끝에 옛 다리를 다시 열기로 결정했다고 밝혔다."
    story = clean(parse_text("\n\n".join((title, deck, lead))))
    assert story.headline == title
    assert deck in [p.text for p in story.paragraphs]


@pytest.mark.parametrize(
    "sentence",
    [
        "À propos de Mara Linden, le maire a rappelé lundi que les travaux du pont avaient coûté moins que prévu.",
        "Informazioni su Carla Neri sono state chieste lunedì dal consiglio della città, che ha votato in serata.",
        "Acerca de Ana Reis, el alcalde recordó el lunes que las obras del puente habían costado menos de lo previsto.",
        "Über Mara Linden sagte der Bürgermeister am Montag, dass sie die Brücke nie aus den Augen gelassen habe.",
        "About the EU he said on Monday that nobody in the town had asked for its money, nor would anybody ask now.",
    ],
)
def test_a_sentence_about_somebody_at_the_end(sentence: str) -> None:
    assert kept(*BODY, sentence) == [*BODY, sentence]


def test_but_what_a_release_says_of_its_sender_goes() -> None:
    about = "À propos de Nordia Nordia transporte des marchandises dans six pays et emploie quatre cents personnes."
    assert rules(*BODY, about)[about] == "generic.promo.about"


def test_two_people_of_a_list_are_no_credit_by_a_surname() -> None:
    names = ("Tom Hale/Jacob Zuma", "Ann Lee/Mara Linden")
    assert kept(BODY[0], "They met in twos.", *names, *BODY[1:])[2:4] == list(names)


def test_a_refrain_that_stands_in_a_row_as_well_stays() -> None:
    refrain = "The old ferry of Holm sails no more, no more, the ferry of Holm"
    song = (BODY[0], refrain, BODY[1], refrain, BODY[2], refrain, refrain, refrain)
    assert kept(*song).count(refrain) == 5


@pytest.mark.parametrize("telephone", ["02-751-1500", "+44 20 7946 0000", "(030) 1234567"])
def test_where_one_can_call_counts_nothing(telephone: str) -> None:
    assert telephone in kept(*BODY, "Ask the harbour:", telephone)
