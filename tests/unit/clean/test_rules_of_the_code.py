"""Each rule that is code, not a profile's: the smallest story in which it takes something, and what it takes."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.parse.text import parse_text
from pipeline.story import Block, BlockKind, Kind, ParsedStory
from tests.unit.clean.stories import BODY, TITLE

Stories = dict[str, tuple[str, tuple[str, ...]]]
TESTS = Path(__file__).parent
PACKAGE = TESTS.parents[2] / "pipeline" / "clean"
STAMP = "May 4, 2026 10:30 AM"
DATELINED = "ALDER, May 4 (NORD) - The pier of Alder was closed on Monday after a storm that took two boats."
TOWN = "The council of the harbour town said on Monday that the bridge over the river would open again within a week."
ROAD = "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road by day."
COST = "A spokeswoman said that the repair had cost less than planned, and that no further work was needed this year."
OWNERS = "Boats that had lain in the old harbour since the spring were moved, and their owners will be paid for it now."
THANKS = "The mayor thanked the engineers, the owners and the council, and asked the town to be on the bridge by noon."
LINKS = tuple(f"Boat number {number} of the northern harbour" for number in range(20))
POINTS = tuple(f"* Boat number {number} sails for the northern islands" for number in range(13))

LONG = (ROAD, COST, OWNERS, THANKS)
TOOLBAR = ("Share", "Facebook", "Twitter", "Email", "Print", "Reddit", "Related stories")

BYLINES = {
    "after_stamp": ("Mara Linden", (TITLE, STAMP, "Mara Linden", *BODY)),
    "agency": ("NTB", ("NTB", "4 May 2026, 10:12")),
    "by_frame": (
        "Nina Holt - nordNews",
        ("Home page", "Share", TITLE, "Nina Holt - nordNews", "Listen to us live", "Share", DATELINED, TOWN),
    ),
    "before_stamp": ("Tom Reis", ("Mara Linden", "Tom Reis", STAMP)),
    "glued_agency": ("Mara LindenAFP", (TITLE, "Mara LindenAFP", *BODY)),
    "of_writer": ("Mara Linden", (TITLE, "By Mara Linden", *LONG, "Share", "Mara Linden", "Boats, bridges, letters.")),
    "over_dateline": ("MARA LINDEN", (TITLE, "MARA LINDEN", DATELINED)),
    "signed": ("Mara Linden, Oslo", (TITLE, "Mara Linden, Oslo", *BODY)),
    "with_address": ("Nina Holt", (TITLE, "Nina Holt", "nina.holt@example.org")),
    "with_initials": ("Nina Holt", ("Nina Holt", "nholt/ tr/")),
}
MAIL = "Your mail is used for the letters of the harbour and for nothing else."
PIECES = ("Share this article", "Advertisement", "Related stories", LINKS[0], LINKS[1])
SHOWN = "A boat burns in the harbour of Holm on Monday, May 4, 2026."
CUT = "Holm officials are releasing the report that described the cracked..."
CRANES = "Workers lift the first of the two cranes onto the old bridge of Holm"
IDLE = "Two of the cranes stand idle at the pier of the old harbour."
KEYS = "Mayor Mara Linden, left, hands the keys of the new boat to Tom Reis of the harbour office."
SOCKS = "Mara Linden wrings out her socks"
MILL = "The old mill stood for two hundred years."
GIVEN = "WOMEN and children of Holm wait for the ferry on Monday."
TWICE = "The northern ferry lies at its berth in Holm. Forty sailings have been cancelled since the storm."
ROWS = (
    "Forward Mara Linden is congratulated by her team after the winning goal in the last minute of the...",
    "Goalie Ann Lee looks at the ice as the others celebrate a goal in the second period of a match on...",
)
CAPTIONS = {
    "after_credit": (KEYS, ("The Yomiuri Shimbun", KEYS)),
    "apart": (IDLE, ("Advertisement", IDLE, *BODY[1:], IDLE)),
    "before_dateline": (GIVEN, (f"{GIVEN} — Nord", DATELINED)),
    "beside_credit": ("開通を待つ子どもたちと橋のたもと", ("開通を待つ子どもたちと橋のたもと", "北浜新聞NEXT") * 2),
    "bracketed": (
        "(The rocket launchers, tested on May 4.)",
        ("(The rocket launchers, tested on May 4.)[KCNA/Kyodo]",),
    ),
    "credited": ("The bridge in March.", ("The bridge in March. (AFP)", ROAD)),
    "cue": (KEYS, (BODY[0], "A photo accompanying this announcement is available at https://example.org/1", KEYS)),
    "cut_short": (ROWS[0], ROWS),
    "doubled": (f"{TWICE} {TWICE}", (f"{TWICE} {TWICE}",)),
    "in_a_row": (SOCKS, (BODY[0], SOCKS, f"{SOCKS} at the pier. Rain fell all day.", BODY[1])),
    "marked": (CRANES, (TITLE, f"{CRANES} | AFP", BODY[0])),
    "opening": ("صورة جوية للرصيف القديم", ("صورة جوية للرصيف القديم",)),
    "repeated": (MILL, (MILL, f"{MILL}(NRB Alder: Mara Linden)")),
    "title": (
        "The old pier",
        (TITLE, "By Mara Linden", "The old pier", "The bridge on Monday. (Mara Linden/AFP)", DATELINED),
    ),
    "torn": ("The bridge of Holm (", ("The bridge of Holm (", "Ann Lee at the pier)")),
    "under_credit": (MILL, (TOWN, "Ann Lee/Reuters", MILL, "By Tom Reis", DATELINED)),
}
CREDITS = {
    "after_caption": ("(AFP)", ("The bridge in March. (AFP)", ROAD)),
    "before_caption": (
        "(부산=연합뉴스)",
        ("(부산=연합뉴스) 이가람 기자 = 3일 오전 시민들이 바다를 바라보고 있다. 2021.6.3",),
    ),
    "before_dateline": ("— Nord", (f"{GIVEN} — Nord", DATELINED)),
    "bracketed": ("[KCNA/Kyodo]", ("(The rocket launchers, tested on May 4.)[KCNA/Kyodo]",)),
    "kind": ("Kuvituskuva.", ("Vanha lautta laiturissa. Kuvituskuva.", ROAD)),
    "marked": ("| AFP", (TITLE, f"{CRANES} | AFP", BODY[0])),
    "over_credit": ("Mara Linden", (SHOWN, "Mara Linden", "AP Photo", BODY[0])),
    "torn": ("Ann Lee at the pier)", ("The bridge of Holm (", "Ann Lee at the pier)")),
    "twice": ("(Ann Lee/The Linden family)", (CUT, f"{CUT[:-3]} old bridge.(Ann Lee/The Linden family)")),
}
DATELINES = {
    "alone": ("Pittsburgh", ("Pittsburgh", ROAD)),
    "as_byline": ("LONDON", ("By Mara Linden | LONDON", f"LONDON Small bakers of the town said so. {BODY[0]}")),
    "capitals": (
        "WENONA PIER –",
        (
            "WENONA PIER – The saw is older than anyone who stands on the ice with it this morning.",
            "The pier of Wenona was closed for a year, and then Wenona forgot about it.",
        ),
    ),
    "dated": ("KUCHING, May 4 —", (f"KUCHING, May 4 — {TOWN}",)),
    "end": ("OSLO, May 4 (RIA Novosti)", ("The repair cost less than planned, it added. OSLO, May 4 (RIA Novosti)",)),
    "glued": ("Madrid, 23 may (EFE).", ("EFE al-cMadrid, 23 may (EFE).",)),
    "middle": ("Washington/Teheran –", (f"Die Brücke ist offen. Washington/Teheran – {TOWN}",)),
    "place": ("INCHEON --", (f"INCHEON -- {TOWN}",)),
    "pointed": ("ሀዋሳ፡-", ("ሀዋሳ፡- የከተማዋ ምክር ቤት በወንዙ ላይ ያለው ድልድይ በአንድ ሳምንት ውስጥ እንደገና እንደሚከፈት ሰኞ ዕለት አስታወቀ።",)),
    "run_in": ("Oslo", ("By Mara Linden", f"Oslo{BODY[0]}")),
    "sender_first": ("NORD, OSLO", ("NORD, OSLO", BODY[0])),
    "undashed": ("ULAANBAATAR, June 20", (f"ULAANBAATAR, June 20 {TOWN}",)),
}
HEADERS = {
    "before_dateline": ("Rulings", ("Rulings", TITLE, DATELINED)),
    "day": ("Pon 12. 9. 2022", ("By Mara Linden", "Pon 12. 9. 2022", BODY[1])),
    "moment": ("۱۳:۱۳ - ۱۰ مرداد ۱۴۰۲", ("By Mara Linden", "۱۳:۱۳ - ۱۰ مرداد ۱۴۰۲")),
    "parts": ("Torsdag 4. mars 2027 ·•· Innenriks", (TITLE, "Torsdag 4. mars 2027 ·•· Innenriks", BODY[0])),
    "path": (f"Home | Harbour | {TITLE}", (f"Home | Harbour | {TITLE}", TITLE)),
    "under_title": ("07:20", (TITLE, "07:20", *BODY[:2])),
}
HEADLINES: Stories = {
    "asking": ("Did the mayor turn down the bridge?", ("Did the mayor turn down the bridge?", "Exclusive", BODY[0])),
    "before_byline": ("Bridge opens", ("Bridge opens", "By Mara Linden")),
    "before_dateline": (TITLE, (TITLE, DATELINED)),
    "signed": ("Is the bridge of Holm open?", ("Holm", "Is the bridge of Holm open?", "By Mara Linden", BODY[0])),
    "over_standfirst": (
        "Mill town counts what the flood has cost",
        ("Alder", "Mill town counts what the flood has cost", "Two hundred houses stand empty.", "By Mara Linden"),
    ),
}
TRACKER = "Water in the north: live tracker"
ASKED = ("Nehmen Sie die Fähre?", "Ja, gern", "Nein, nie")
OFFER = "Stay with the north: our newsletter tells why the ferries wait."
HERRINGS, TRAVEL = "Where have all the herrings gone?", "How to cross the river without a ferry"
OWNED = "© 2026 The Northern Press. All rights reserved."
FOREIGN = (
    "Two men held after fire on the 3 northern ferries",
    "Museum of the lighthouse opens its cellar again",
    "Wolves seen near 12 southern villages at night",
)
PROMOS = {
    "after_signoff": (
        "A new boat will go in May.",
        (*BODY[1:], "Reporting by Mara Linden", "A new boat will go in May."),
    ),
    "after_text": (LINKS[-1], (*BODY, "Share this article", *LINKS[:-1], "Advertisement", LINKS[-1])),
    "amid_page": (MAIL, (*BODY, *PIECES, MAIL, "Advertisement")),
    "before_dateline": (
        TRACKER,
        (
            "Live",
            "Podcasts",
            "Share on Facebook",
            TRACKER,
            "The bridge on Monday. (Mara Linden/AFP)",
            f"OSLO, May 4 (AP) -- {TOWN}",
        ),
    ),
    "before_text": ("Harbour", ("Harbour bridge to open again", "Share", "Harbour", "Advertisement", ROAD)),
    "behind_sign": ("Two men were held.", (*BODY, ROAD, OWNED, "Two men were held.")),
    "bulleted": (POINTS[0], (*BODY, "Read also:", *POINTS)),
    "by_section": (
        "Environment",
        ("Advertisement", "Share this article", ROAD, "Environment", HERRINGS, "Travel", TRAVEL, THANKS),
    ),
    "card": (
        "New boat for Alder",
        (*BODY, "Share", "2 hours ago", "New boat for Alder", "3 hours ago", "Ferry sails again"),
    ),
    "closing_title": (
        "Ferry sails for the islands again",
        (ROAD, COST, OWNERS, THANKS, "Share", "Ferry sails for the islands again"),
    ),
    "comments": (
        "No.",
        (
            "Share",
            *LONG,
            "Advertisement",
            "2 comments",
            "mlinden",
            "17 May 2026 12:30",
            "Who pays?",
            "tom_r",
            "17 May 2026 12:41",
            "No.",
        ),
    ),
    "dated_link": (
        "17 May 2026, 12:30",
        (*BODY[:2], "17 May 2026, 12:30", "Old ferry of Holm is to be sold by May", BODY[2]),
    ),
    "figures": ("7128", ("Share", *BODY, "Advertisement", "7128")),
    "link_within": ("#holm #pier #bridge", (TITLE, TOWN, "#holm #pier #bridge", TOWN)),
    "offer": ("Restez informés avec notre infolettre", ("Restez informés avec notre infolettre", "Je m'abonne")),
    "offer_beside": (OFFER, (*BODY, "Share this article", OFFER)),
    "poll": (ASKED[0], (ROAD, *ASKED, "Leave a reply", "Read more")),
    "of_writer": (
        "Mara Linden is the boats editor of the paper.",
        (TITLE, "By Mara Linden", *LONG, "Mara Linden is the boats editor of the paper."),
    ),
    "open_end": (FOREIGN[0], ("Share", "May 4, 2026, 10:30", *LONG, "In the north", *FOREIGN)),
    "repeated": ("Boats", ("Share", *BODY[:2], "Boats", "Boats", "Boats", BODY[2], "Advertisement")),
    "teased": (MAIL, (*LONG, *TOOLBAR, "Advertisement", MAIL, "Newsletters")),
    "title_in_row": (
        "Two men held after fire on the northern ferry",
        (
            "Share",
            *LONG,
            "Advertisement",
            "Two men held after fire on the northern ferry",
            "17 May 2026",
            "Museum of the lighthouse opens its cellar again",
            "16 May 2026",
        ),
    ),
    "row_behind": (
        FOREIGN[0],
        (*LONG, "In the north", *FOREIGN, "Fares to rise", "Share", "The Harbour Letter tells what sails."),
    ),
    "section": ("Out and about in it", (TITLE, "Out and about in it", STAMP, DATELINED)),
}
SIGNOFFS = {
    "agency": ("（共同）", (*BODY, "（共同）", "Related stories")),
    "as_dateline": ("(NORDA).", (f"OSLO, May 4 (Norda) - {TOWN}", "(NORDA).")),
    "before_page": ("Linden: @mara", (ROAD, THANKS, "Linden: @mara", "Related stories", "Subscribe to our newsletter")),
    "with_name": ("nholt/ tr/", ("Nina Holt", "nholt/ tr/")),
}
BY_KIND: dict[Kind, Stories] = {
    Kind.BYLINE: BYLINES,
    Kind.CAPTION: CAPTIONS,
    Kind.CREDIT: CREDITS,
    Kind.DATELINE: DATELINES,
    Kind.HEADER: HEADERS,
    Kind.HEADLINE: HEADLINES,
    Kind.PROMO: PROMOS,
    Kind.SIGNOFF: SIGNOFFS,
}
STORIES = [(kind, name, *story) for kind, stories in BY_KIND.items() for name, story in stories.items()]


@pytest.mark.parametrize(("kind", "name", "piece", "lines"), STORIES)
def test_a_rule_takes_its_piece(kind: Kind, name: str, piece: str, lines: tuple[str, ...]) -> None:
    furniture = clean(parse_text("\n\n".join(lines))).furniture
    assert (piece, kind, f"generic.{kind.value}.{name}") in [(each.text, each.kind, each.rule) for each in furniture]


def test_a_headline_that_the_story_came_with_is_taken_out_of_its_text() -> None:
    story = replace(parse_text("\n\n".join((TITLE, *BODY))), headline=TITLE, warnings=())
    assert clean(story).furniture[0].rule == "generic.headline.declared"


@pytest.mark.parametrize("block", [BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.BYLINE])
def test_what_the_markup_says_is_so(block: BlockKind) -> None:
    story = ParsedStory("html", TITLE, (Block(0, len(TITLE), block),))
    assert clean(story).furniture[0].rule == f"generic.markup.{block}"


def test_each_rule_of_the_code_is_shown() -> None:
    rules = {
        rule for path in PACKAGE.glob("*.py") for rule in re.findall(r'"(generic\.\w+\.\w+)"', path.read_text("utf-8"))
    }
    shown = {f"generic.{kind.value}.{name}" for kind, name, *_ in STORIES}
    told = "\n".join(path.read_text("utf-8") for path in TESTS.glob("test_*.py"))
    # A dateline that the format carries is no piece of the text.
    assert {rule for rule in rules - shown if rule not in told} <= {"generic.dateline.declared"}
