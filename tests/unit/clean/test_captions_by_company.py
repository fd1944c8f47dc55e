"""Captions that the lines beside them show: the same words again, a name or a house below, a page's cut."""

import pytest

from pipeline.story import Kind
from tests.unit.clean.stories import BODY, TITLE, kept, taken

SHOWN = "Two men walk on the new bridge over the harbour of Holm."
PLAIN = "The old mill stood for two hundred years."
STAMP = "May 4, 2026 10:30 AM"


def test_a_line_that_the_next_goes_on_from_is_the_pictures_and_so_is_that() -> None:
    short, long = "Mara Linden wrings out her socks", "Mara Linden wrings out her socks at the pier. Rain fell all day."
    assert kept(BODY[0], BODY[1], short, long, BODY[2]) == list(BODY[:3])
    assert short in kept(BODY[0], short, f"{short} a lot.", "More on this", "Share")


def test_the_leads_words_in_their_order_are_a_films_caption() -> None:
    lead = (
        f"A flock of geese brought the traffic on the harbour road of Holm to a halt during the Monday rush, {BODY[0]}"
    )
    caption = "A flock of geese brought the traffic on the harbour road to a halt Monday."
    assert taken(lead, BODY[1], caption, BODY[2])[caption] == (Kind.CAPTION, "generic.caption.lead_again")
    turned = "To a halt on the road of the harbour a flock of geese brought traffic Monday."
    assert turned in kept(lead, BODY[1], turned, BODY[2])


def test_lines_cut_to_one_length_over_the_text_are_the_pictures() -> None:
    first = "Forward Mara Linden is congratulated by her team after the winning goal in the last minute of the..."
    second = "Goalie Ann Lee looks at the ice as the others celebrate a goal in the second period of a match on..."
    assert kept(STAMP, first, second, first, second, *BODY) == list(BODY)
    assert first in kept(*BODY, first, second)


def test_a_sentence_again_with_a_credit_in_brackets() -> None:
    again = f"{PLAIN}(NRB Alder: Mara Linden)"
    assert taken(PLAIN, again, *BODY)[PLAIN][0] is Kind.CAPTION
    assert kept(PLAIN, again, *BODY) == list(BODY)


@pytest.mark.parametrize("credit", ["(WADR-TV)", "(Alder County Museum)", "Alder Police Department"])
def test_a_line_below_what_is_shown_credits_it(credit: str) -> None:
    found = taken(BODY[0], BODY[1], SHOWN, credit, BODY[2])
    assert found[credit] == (Kind.CREDIT, "generic.credit.below_caption")
    assert found[SHOWN][0] is Kind.CAPTION
    assert kept(BODY[0], BODY[1], PLAIN, credit, BODY[2])[2] == PLAIN


@pytest.mark.parametrize(("line", "stays"), [("ANN LEE, ALDER", True), ("ANN LEE, ALDER TIMES", False)])
def test_a_readers_letter_signed_in_capitals_stays(line: str, stays: bool) -> None:
    letter = "The two boats lie at the pier and rot."
    assert (letter in kept(*BODY[:2], letter, line, BODY[2])) is stays


def test_what_a_critic_thinks_counts_no_pictures() -> None:
    review = "A slow book, but a good one."
    assert review in kept(*BODY[:2], review, "Photo: Tom Reis", "4/5", BODY[2])
    shown = ("Photo: Tom Reis", "1/5", PLAIN, "Photo: Tom Reis", "2/5")
    assert kept(*BODY[:2], review, *shown, BODY[2]) == list(BODY)


def test_a_short_lead_over_its_picture_stays() -> None:
    lead = "A man of 84 died on Monday in a fire at the mill of Holm."
    assert kept(lead, "Photo: Tom Reis", *BODY)[0] == lead


def test_words_over_those_who_say_what_follows_stay() -> None:
    asked = "Here is what they say."
    assert asked in kept(BODY[0], "Photo: Tom Reis", asked, "Mara Linden", BODY[1], "Tom Reis", BODY[2])


def test_a_name_between_a_caption_and_a_credit_is_the_credits() -> None:
    caption = "A boat burns in the harbour of Holm on Monday, May 4, 2026."
    assert kept(caption, "Mara Linden", "AP Photo", *BODY) == list(BODY)
    assert "Mara Linden" in kept(BODY[0], PLAIN, "Mara Linden", "AP Photo", *BODY[1:])


def test_a_sentence_over_a_bare_credit_amid_text_stays_unless_it_is_shown() -> None:
    assert PLAIN in kept(*BODY[:2], PLAIN, "Getty Images", BODY[2])
    assert SHOWN not in kept(*BODY[:2], SHOWN, "Getty Images", BODY[2])


def test_subheads_under_a_pictures_words_stay() -> None:
    subhead = "The Early Years"
    assert subhead in kept(BODY[0], "FILE - The old bridge of Holm in 1911.", subhead, *BODY[1:])
    assert "(Laughter)" in kept(*BODY[:2], SHOWN, "(Laughter)", BODY[2])


def test_an_agencys_name_under_what_is_shown_is_no_byline() -> None:
    shown = "Crews work around a crane after it fell on a school on Monday in Holm, Maine. Two men were hurt."
    found = taken("Crane Holm", shown, "Associated Press", *BODY)
    assert found[shown] == (Kind.CAPTION, "generic.caption.shows")
    assert found["Associated Press"][0] is Kind.CREDIT
    assert shown in kept("Crane Holm", shown, "By Mara Linden", *BODY)


def test_text_of_two_sentences_amid_the_story_that_an_agency_signs_stays() -> None:
    text = f"{PLAIN} It was to be taken down in autumn, and no money for the work had been found yet. (APA)"
    assert kept(BODY[0], text, BODY[1])[1].startswith(PLAIN)


def test_a_companys_stop_ends_no_sentence() -> None:
    name = "About Northern Freight Inc."
    about = "Northern Freight Inc. carries goods in six countries and employs four hundred people in the port of Holm."
    assert taken(TITLE, *BODY, name, about)[name][1] == "generic.promo.about"


def test_a_credit_beside_several_pictures_and_the_captions_over_or_under_it() -> None:
    first = "Mara Linden walks along a crack above the homes of Holm on Tuesday, April 9, 2019."
    second = "Tom Reis carries boxes from his home in Holm on Tuesday, April 9, 2019."
    credit = "Ann Lee, Alder News"
    assert kept(BODY[0], credit, first, BODY[1], credit, second, BODY[2]) == list(BODY)
    assert kept(BODY[0], first, credit, BODY[1], second, credit, BODY[2]) == list(BODY)


def test_a_credit_under_each_copy_of_a_line_and_behind_it() -> None:
    caption, credit = "開通を待つ子どもたちと橋のたもと", "北浜新聞NEXT"
    lines = (BODY[0], f"{caption} {credit}", caption, credit, caption, credit, BODY[1])
    found = taken(*lines)
    assert kept(*lines) == [BODY[0], BODY[1]]
    assert found[credit] == (Kind.CREDIT, "generic.credit.again")


def test_a_refrain_under_its_word_stays() -> None:
    song = (
        "The Chorus",
        "Row the boat to the old harbour",
        "And the men came home",
        "The Chorus",
        "Row the boat to the old harbour",
    )
    assert kept(*BODY, *song)[3:] == list(song)


def test_names_that_speak_by_turns_or_head_parts_stay() -> None:
    speakers = ("Mara Linden", BODY[0], "Tom Reis", BODY[1], "Mara Linden", BODY[2], "Tom Reis", BODY[0][:80] + ".")
    assert kept(*speakers) == list(speakers)


def test_a_name_below_a_sign_for_rights_is_a_credit() -> None:
    caption = "Hier standen 14 Parzellen Einkorn. Übrig geblieben sind die Schilder."
    found = taken(*BODY, "©", "Mara Linden", caption, "Mehr lesen")
    assert found["Mara Linden"] == (Kind.CREDIT, "generic.credit.below_sign")


def test_a_sentence_of_a_full_day_alone_stays_for_it_may_announce() -> None:
    announced = "Northern Freight holds its annual meeting in Holm on Tuesday, May 5, 2026."
    assert announced in kept(*BODY[:2], announced, BODY[2])


def test_a_line_twice_in_a_row_amid_text_or_with_a_bullet() -> None:
    line = "Mara Linden, founder of the farm, with an old blade"
    assert kept(f"• {line}", line, *BODY) == list(BODY)
    refrain = "Row, row, row your boat"
    assert kept(*BODY, refrain, refrain)[-2:] == [refrain, refrain]


def test_lines_over_a_storys_pictures_are_the_storys() -> None:
    deck = "“배 끊기면 약도 끊긴다”"
    caption = "북항군 장산면에서 가온 소장(왼쪽)이 26일 오전 주민의 혈압을 재고 있다."
    assert deck in kept("입력 2026-05-04 04:06", "섬 진료소 사람 없어", deck, caption, "뉴시스", *BODY)


@pytest.mark.parametrize(
    ("credit", "caption"),
    [
        ("MARA LINDEN/STUFF", "Holm mayor Ann Lee opens the new bridge on Friday."),
        ("MARA LINDEN / STUFF", "A bridge after the flood of 2019."),
        ("SN/APA/EXPA/ MARA LINDEN", "Der Bürgermeister vor der neuen Brücke."),
        ("Mara Linden/Getty Images", "A pier of the old harbour in Holm."),
        ("Mara Linden/Stuff", "Holm librarian Ann Lee says that the busiest hour is the one after school."),
    ],
)
def test_a_credit_stands_before_its_caption_in_one_line(credit: str, caption: str) -> None:
    found = taken(BODY[0], f"{credit} {caption}", *BODY[1:])
    assert found[credit] == (Kind.CREDIT, "generic.credit.first")
    assert found[caption] == (Kind.CAPTION, "generic.caption.behind_credit")


@pytest.mark.parametrize(
    "text",
    [
        "MOSCOW/LONDON Ministers met on Friday and agreed to keep the river clear.",
        "NORD/SUED GmbH said on Friday that it would keep the river clear.",
        "AC/DC fans queued for two days at the harbour of Holm.",
        "Lake/River Authority The plan was approved.",
    ],
)
def test_two_places_or_names_with_a_slash_begin_text(text: str) -> None:
    assert text in kept(BODY[0], text, *BODY[1:])


def test_a_caption_cut_short_stands_over_or_under_the_whole_and_its_credit() -> None:
    cut = "Holm, Maine, officials are releasing the report that described the cracked..."
    whole = "Holm, Maine, officials are releasing the report that described the cracked old bridge."
    found = taken(cut, f"{whole}(Attorney Ann Lee/The Linden family)", STAMP, *BODY)
    assert found[cut] == found[whole] == (Kind.CAPTION, "generic.caption.twice")
    assert found["(Attorney Ann Lee/The Linden family)"][0] is Kind.CREDIT
    full = "A shopkeeper whose store was flooded lifts sacks onto a truck in Holm on Tuesday. The storm was over."
    short = "A shopkeeper whose store was flooded lifts sacks onto a truck… (Mara Linden / Associated…)"
    assert kept(TITLE, full, short, *BODY) == list(BODY)


def test_a_credit_stands_once_more_under_the_caption_that_it_ends() -> None:
    caption = "A volunteer carries a mattress past a flooded bakery"
    lines = (caption, f"{caption} Copyright Mara Linden/Copyright 2023", "Copyright Mara Linden/Copyright 2023")
    assert kept(TITLE, *lines, "By Tom Reis", *BODY) == list(BODY)


def test_a_paragraph_that_says_all_of_itself_twice_is_a_caption() -> None:
    caption = "The northern ferry lies at its berth in Holm. Forty sailings have been cancelled since the storm."
    assert kept(BODY[0], caption + caption, f"{caption} {caption}", *BODY[1:]) == list(BODY)
    assert kept(BODY[0], "Row the boat. Row the boat.", *BODY[1:])[1] == "Row the boat. Row the boat."


def test_two_captions_in_one_line_are_a_sliders() -> None:
    first = "The minister inspecting a rescue ship off Holm last Saturday."
    second = "View of an upturned hull in the north of the bay, where ninety people are missing."
    lines = (f"{first} {second}", f"{second} PHOTO: NORD", f"{first} {second[:40]}", f"{first} PHOTO: NORD")
    assert kept(TITLE, *lines, *BODY) == list(BODY)


def test_whoever_took_a_picture_has_what_it_shows_over_the_name() -> None:
    lead = "花蓮縣民宿業者今天到縣政府陳情，盼將震後住宿補助延長半年。縣府表示，將在兩週內與中央協商，並視經費再議。"
    shown = "花蓮縣民宿業者28日上午到縣府前舉牌，要求延長補助。"
    assert kept(lead, shown, "中央社記者林育賢攝 114年5月28日", lead) == [lead, lead]


def test_two_papers_that_share_a_text_sign_it() -> None:
    text = "The council said growers with less land could apply for a payment of two thousand crowns."
    assert text in kept(*BODY, f"{text} THE STAR/ASIA NEWS NETWORK")


def test_a_person_and_a_paper_in_brackets_credit_a_picture_though_little_text_follows() -> None:
    shown = "A part of the road to the market that was washed away by rain."
    assert shown not in kept(*BODY, f"{shown} [Mara Linden, Standard]", "The case will be heard in June.")


def test_a_gallery_counts_what_a_credit_follows() -> None:
    lines = ("1 / 3", "Das Boot blieb im Schilf stecken.", "Kantonspolizei Torrel")
    assert kept(BODY[0], *lines, *BODY[1:]) == list(BODY)


def test_a_name_and_a_paper_in_capitals_stand_below_what_is_shown() -> None:
    assert kept(TITLE, STAMP, SHOWN, "ANN LEE, POST-HERALD", *BODY) == list(BODY)


def test_a_sentence_over_a_word_for_pictures_opens_a_story() -> None:
    shown = "Les bateaux du port de Holm au petit matin, vus du vieux phare de la rive nord."
    assert kept(shown, "Crédit photo : Mara Linden", *BODY) == list(BODY)
    summary = "Le port de Holm rouvre."
    assert kept(summary, "Par Mara Linden", STAMP, shown, "© Tom Reis / Nord", *BODY) == [summary, *BODY]


def test_a_long_line_amid_long_subheads_and_one_that_goes_on_with_the_text_stay() -> None:
    line = "Divers of the northern club found the wreck of the old ferry in 1997"
    long = "How the old bridge was built by the town"
    for subheads, told in (
        ((long, "Old boats", "Pier"), line),
        (("Pier", "Old boats", "Port"), f"He said that {line[0].lower()}{line[1:]}"),
    ):
        text = (BODY[0], subheads[0], BODY[1], subheads[1], BODY[2], subheads[2], BODY[0], told, BODY[1])
        assert told in kept(*text)


def test_a_bar_behind_a_town_parts_a_dateline_and_behind_a_credit_a_title() -> None:
    told = "HOLM nord | Boats of the northern islands have lain at the pier since the spring."
    assert any("Boats of the northern islands" in each for each in kept(BODY[0], "© Mara Linden", told, *BODY[1:]))


def test_a_japanese_subhead_of_two_sentences_stays() -> None:
    told = (
        "北浜市の議会は月曜日、川にかかる古い橋を一週間以内にふたたび開くと明らかにした。"
        "嵐で柱が傷み、車も人も古い道を回っていた。費用は安くすんだ。"
    )
    for line in (
        "朝は静か。昼は市場になる",
        "こちらが橋の新しい入り口です。ここから先は歩いて川を渡ることになっています。",
    ):
        assert line in kept(told, line, told, told)
