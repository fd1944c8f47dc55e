"""Notices: their kinds, what they name, where they are found; every line is our own."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.clean.notices import Notices
from pipeline.clean.profile import profiles
from pipeline.parse.text import parse_text
from pipeline.story import Note, Notice

LEAD = "The council of the harbour town said on Monday that the bridge over the river would open again within a week."
REST = "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road."
NOTICES = Notices(profiles())


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("(Adds comments, detail)", "update", ()),
        (
            "(In May 4 story, corrects first paragraph to show 12 ships)",
            "correction",
            ("May 4 story", "first paragraph"),
        ),
        (
            "(This May 4 story has been refiled to mend a word, 9th paragraph)",
            "refile",
            ("May 4 story", "9th paragraph"),
        ),
        ("(Corrects date in first and third paragraphs)", "correction", ("first and third paragraphs",)),
        ("(ATTN: ADDS details in paras 4-6)", "update", ("paras 4-6",)),
        ("- adds the mayor in grafs 3-5", "update", ("grafs 3-5",)),
        ("Please kill item dpa 123", "kill", ("item dpa 123",)),
        ("Embargoed to 0001 Tuesday May 4", "embargo", ("0001 Tuesday May 4",)),
        ("For release in Sunday papers, May03-May04", "advance", ("May03-May04",)),
        ("HOLD FOR RELEASE", "hold", ()),
        ("For release Sunday, May 4", "embargo", ("May 4",)),
        ("Not for use in Norway", "other", ()),
        ("EMBARGADA hasta las 18:00", "embargo", ()),
        ("Fe de errores: el puente es de 1954", "correction", ()),
        ("(New throughout)", "update", ()),
        ("Name von der Redaktion geändert", "editors_note", ()),
        ("2ND LEAD", "update", ("2ND LEAD",)),
        ("EDITOR'S NOTE _ The second of three stories on bridges.", "editors_note", ()),
        ("ATTENTION EDITORS - new picture", "advisory", ()),
        ("THIS IMAGE HAS BEEN SUPPLIED BY A THIRD PARTY.", "disclaimer", ()),
        ("(Berichtigt im 2. Absatz die Zahl der Schiffe)", "correction", ("2. Absatz",)),
        ("Sperrfrist: 4. Mai, 10.00 Uhr", "embargo", ("4. Mai", "10.00 Uhr")),
        ("(Corrige el segundo párrafo)", "correction", ("segundo párrafo",)),
        ("(Corrige au 3e paragraphe le nom)", "correction", ("3e paragraphe",)),
        ("(Corrige no último parágrafo)", "correction", ("último parágrafo",)),
        ("(Corregge al terzo paragrafo)", "correction", ("terzo paragrafo",)),
        ("Поправка: во втором абзаце", "correction", ("втором абзаце",)),
        ("訂正：第2段落の数字", "correction", ("第2段落",)),
        ("(정정: 3번째 문단)", "correction", ("3번째 문단",)),
        ("更正：第三段", "correction", ("第三段",)),
        ("N i e u w bericht, vervangt: brug", "update", ()),
        ("EXTRA", "other", ()),
    ],
)
def test_kind_and_names(text: str, kind: str, names: tuple[str, ...]) -> None:
    notice = NOTICES.notice(text)
    assert (notice.kind, notice.names) == (kind, names)


@pytest.mark.parametrize(
    ("headline", "kind", "text"),
    [
        ("CORRECTED-Bridge opens", "correction", "CORRECTED"),
        ("CORRECTED-UPDATE 2-Bridge opens", "correction", "CORRECTED-UPDATE 2"),
        ("Correction: Bridge opens", "correction", "Correction"),
        ("UPDATE 1-Bridge opens", "update", "UPDATE 1"),
        ("(LEAD) Bridge opens", "update", "LEAD"),
        ("(2nd LD) Bridge opens", "update", "2nd LD"),
        ("REFILE-Bridge opens", "refile", "REFILE"),
        ("KILL KILL KILL", "kill", "KILL KILL KILL"),
        ("(종합2보) 다리 열려", "update", "종합2보"),
        ("【訂正】橋が再開", "correction", "【訂正】"),
    ],
)
def test_marks_before_a_headline(headline: str, kind: str, text: str) -> None:
    [notice] = clean(replace(parse_text(f"{LEAD}\n\n{REST}"), headline=headline)).notices
    assert (notice.kind, notice.text.strip("【】")) == (kind, text.strip("【】"))


@pytest.mark.parametrize(
    "headline",
    [
        "Update on the bridge",
        "Kill Bill opens",
        "Hold the line",
        "LEAD pipes found in school",
        "GOLD-Prices up",
        "Corrections officer hurt",
    ],
)
def test_headlines_without_a_mark(headline: str) -> None:
    assert clean(replace(parse_text(f"{LEAD}\n\n{REST}"), headline=headline)).notices == ()


def test_a_notice_of_the_text() -> None:
    [notice] = clean(parse_text(f"(Corrects spelling in paragraph 4)\n\nOSLO (Reuters) - {LEAD}\n\n{REST}")).notices
    assert notice == Notice("correction", "Corrects spelling in paragraph 4", ("paragraph 4",))


def test_the_version_in_a_keyword_line() -> None:
    text = f"^BC-US--River Bridge, 1st Ld-Writethru,640<\n\nOSLO (AP) — {LEAD}\n\n{REST}"
    assert clean(parse_text(text)).notices == (Notice("update", "1st Ld-Writethru", ("1st Ld-Writethru",)),)


def test_a_signal_counts_where_nothing_printed_says_the_same() -> None:
    text = parse_text(f"{LEAD}\n\n{REST}")
    signals = ("sig:update", "sig:correction", "sig:routing")
    printed = replace(text, headline="UPDATE 1-Bridge opens", signals=signals)
    assert [(each.kind, each.text) for each in clean(printed).notices] == [
        ("update", "UPDATE 1"),
        ("correction", "sig:correction"),
    ]


@pytest.mark.parametrize(
    ("role", "text", "kind"),
    [
        ("correction", "Ortsname im 3. Absatz", "correction"),
        ("correction", "neu: mit Reaktion", "update"),
        ("embargo", "$Adv30", "advance"),
        ("kill", "replaces nothing", "kill"),
        ("editor", "For global use", "editors_note"),
        (None, "Adds quotes", "update"),
    ],
)
def test_notes_of_the_metadata(role: str | None, text: str, kind: str) -> None:
    noted = replace(parse_text(f"{LEAD}\n\n{REST}"), notes=(Note(role, text),))
    assert [(each.kind, each.text) for each in clean(noted).notices] == [(kind, text)]


def test_notes_that_are_no_notices() -> None:
    notes = tuple(Note(role, "Adds nothing") for role in ("copyright", "byline-title", "trailer", "creator"))
    assert clean(replace(parse_text(f"{LEAD}\n\n{REST}"), notes=notes)).notices == ()


PIECES = st.sampled_from(["May 4 ", "item dpa 15", "9", "last paragraph", " "])


@given(st.text(max_size=80) | st.lists(PIECES, max_size=9).map("".join))
def test_what_is_named_is_printed(text: str) -> None:
    notice = NOTICES.notice(text)
    for name in notice.names:
        assert name in " ".join(text.split())
