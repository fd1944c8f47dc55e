import pytest

from pipeline.extract.evidence import Evidence, gather, identify
from pipeline.extract.recogniser import Span
from pipeline.extract.resolve import resolve
from pipeline.extract.zones import Texts
from pipeline.story import Named


def resolved(text: str, *marks: tuple[str, str]) -> list[tuple[str, list[str]]]:
    """Resolve the marked names, each the next occurrence of its surface."""
    spans, past = [], 0
    for surface, kind in marks:
        start = text.index(surface, past)
        past = start + len(surface)
        spans.append(Span(start, past, kind))
    entities = resolve(Texts(text), spans, gather((surface for surface, _ in marks), None))
    return [(entity.name, [mention.surface for mention in entity.mentions]) for entity in entities]


def identified(text: str, *marks: tuple[str, str], dateline: str | None = None) -> dict[str, dict[str, str]]:
    """Name -> identifiers of the entities of a text whose names are marked."""
    spans, past = [], 0
    for surface, kind in marks:
        start = text.index(surface, past)
        past = start + len(surface)
        spans.append(Span(start, past, kind))
    evidence = gather((surface for surface, _ in marks), dateline)
    return {entity.name: entity.ids for entity in resolve(Texts(text), spans, evidence)}


def people(text: str, *surfaces: str) -> list[tuple[str, list[str]]]:
    return resolved(text, *((surface, "person") for surface in surfaces))


def test_a_western_name_is_taken_up_by_its_last_word() -> None:
    assert people("Angela Brandt spoke. Brandt left.", "Angela Brandt", "Brandt") == [
        ("Angela Brandt", ["Angela Brandt", "Brandt"])
    ]


def test_a_korean_name_is_taken_up_by_its_first_word() -> None:
    assert people("Kang Kyung Wha met Wha Lee. Kang left.", "Kang Kyung Wha", "Wha Lee", "Kang") == [
        ("Kang Kyung Wha", ["Kang Kyung Wha", "Kang"]),
        ("Wha Lee", ["Wha Lee"]),
    ]


def test_hyphens_do_not_part_a_person() -> None:
    assert len(people("Kang Kyung Wha. Kang Kyung-wha.", "Kang Kyung Wha", "Kang Kyung-wha")) == 1


def test_of_two_bearers_the_one_named_last_is_meant() -> None:
    text = "Ann Hill spoke. Bob Hill spoke. Hill left."
    assert people(text, "Ann Hill", "Bob Hill", "Hill")[1] == ("Bob Hill", ["Bob Hill", "Hill"])


def test_a_surname_before_the_full_name_goes_to_it() -> None:
    assert people("Brandt resigns. Angela Brandt said so.", "Brandt", "Angela Brandt") == [
        ("Angela Brandt", ["Brandt", "Angela Brandt"])
    ]


def test_a_double_surname_is_taken_up_as_a_whole() -> None:
    text = "Ann Reis-Holt came. Jon Holt stayed. Reis-Holt sang. Holt slept. Omar al-Basri read. Al-Basri wrote."
    names = ("Ann Reis-Holt", "Jon Holt", "Reis-Holt", "Holt", "Omar al-Basri", "Al-Basri")
    assert people(text, *names) == [
        ("Ann Reis-Holt", ["Ann Reis-Holt", "Reis-Holt"]),
        ("Jon Holt", ["Jon Holt", "Holt"]),
        ("Omar al-Basri", ["Omar al-Basri", "Al-Basri"]),
    ]


def test_a_word_from_the_middle_of_a_name_may_stand_for_it() -> None:
    assert people("Ines Bravo da Mota came. Bravo sang.", "Ines Bravo da Mota", "Bravo") == [
        ("Ines Bravo da Mota", ["Ines Bravo da Mota", "Bravo"])
    ]


def test_a_short_name_in_a_caption_goes_to_the_full_name_of_the_captions() -> None:
    body = "Ann Reis spoke. Then Jon Reis sang."
    source = f"Jon Reis waves. Reis smiles.\n\n{body}"
    spans = [
        Span(0, 8, "person"),
        Span(21, 29, "person"),
        Span(0, 8, "person", zone="caption"),
        Span(16, 20, "person", zone="caption"),
    ]
    found = {
        one.name: [mention.zone for mention in one.mentions] for one in resolve(Texts(body, source), spans, Evidence())
    }
    assert found == {"Ann Reis": ["body"], "Jon Reis": ["body", "caption", "caption"]}


def test_titles_are_no_part_of_a_name() -> None:
    assert people("Gen. Tom Reyes and Mr Reyes", "Gen. Tom Reyes", "Mr Reyes") == [
        ("Tom Reyes", ["Tom Reyes", "Reyes"])
    ]


def test_a_longer_form_takes_up_a_shorter_one() -> None:
    assert people("Saeed Mathkar Al Hajri. Al Hajri.", "Saeed Mathkar Al Hajri", "Al Hajri") == [
        ("Saeed Mathkar Al Hajri", ["Saeed Mathkar Al Hajri", "Al Hajri"])
    ]


def test_an_acronym_goes_to_its_expansion() -> None:
    text = "the Northern Fisheries Council (NFC) met. NFC said"
    marks = (("Northern Fisheries Council", "organisation"), ("NFC", "organisation"), ("NFC", "organisation"))
    assert resolved(text, *marks) == [("Northern Fisheries Council", ["Northern Fisheries Council", "NFC", "NFC"])]


def test_a_legal_form_makes_no_other_company() -> None:
    marks = (("Acme Motor Co.", "organisation"), ("Acme Motor", "organisation"))
    assert len(resolved("Acme Motor Co. grew. Acme Motor fell.", *marks)) == 1


def test_plural_and_singular_of_a_group_are_one() -> None:
    marks = (("South Korean", "group"), ("South Koreans", "group"))
    assert resolved("South Korean aid for South Koreans", *marks) == [
        ("South Korean", ["South Korean", "South Koreans"])
    ]


def test_names_of_a_country_are_one_place() -> None:
    marks = (("United States", "place"), ("U.S.", "place"), ("America", "place"))
    assert [name for name, _ in resolved("United States, U.S., America", *marks)] == ["United States"]


def test_nothing_is_resolved_in_an_empty_story() -> None:
    assert resolve(Texts(""), [], Evidence()) == ()


def test_spellings_of_a_name_are_one_person() -> None:
    text = (
        "Mohammed Sherif Aziz spoke. Muhammad Sherif Aziz left. Jürgen Quist and Juergen Quist. Abe Shinzo, Shinzo Abe"
    )
    found = people(
        text,
        "Mohammed Sherif Aziz",
        "Muhammad Sherif Aziz",
        "Jürgen Quist",
        "Juergen Quist",
        "Abe Shinzo",
        "Shinzo Abe",
    )
    assert [len(surfaces) for _, surfaces in found] == [2, 2, 2]


def test_ministries_of_two_countries_are_two() -> None:
    text = "France's Interior Ministry and the Spanish Interior Ministry met. The French Interior Ministry agreed."
    marks = [(name, "organisation") for name in ("Interior Ministry", "Interior Ministry", "French Interior Ministry")]
    assert [len(surfaces) for _, surfaces in resolved(text, *marks)] == [2, 1]
    assert identified(text, *marks)["French Interior Ministry"] == {"country": "FR"}


def test_a_short_name_between_two_goes_to_neither() -> None:
    text = "The Japanese Foreign Ministry and the South Korean Foreign Ministry spoke. The Foreign Ministry added"
    names = ("Japanese Foreign Ministry", "South Korean Foreign Ministry", "Foreign Ministry")
    assert len(resolved(text, *((name, "organisation") for name in names))) == 3


def test_an_acronym_behind_a_name_is_its_own() -> None:
    text = "Healers Beyond Seas (HSM) went on. HSM said"
    marks = (("Healers Beyond Seas", "organisation"), ("HSM", "organisation"), ("HSM", "organisation"))
    assert len(resolved(text, *marks)) == 1


def test_known_organisations_and_companies_are_identified() -> None:
    text = "The U.N. met. The State Department and Apple Inc. and Zeta Widgets (NASDAQ: ZWID) and Widget Apple fell."
    names = ("U.N.", "State Department", "Apple Inc.", "Zeta Widgets", "Widget Apple")
    assert identified(text, *((name, "organisation") for name in names)) == {
        "United Nations": {"wikidata": "Q1065"},
        "U.S. State Department": {"country": "US"},
        "Apple Inc.": {"ticker": "NASDAQ:AAPL"},
        "Zeta Widgets": {"ticker": "NASDAQ:ZWID"},
        "Widget Apple": {},
    }


@pytest.mark.parametrize(
    ("text", "marks", "found"),
    [
        ("South Korea spoke. The North did not.", ("South Korea",), {"South Korea", "North Korea"}),
        ("South Sudan pays. The North takes.", ("South Sudan",), {"South Sudan", "Sudan"}),
        ("Alabama is in the South.", ("Alabama",), {"Alabama"}),
        (
            "South Korea builds in Alabama. The South needs work.",
            ("South Korea", "Alabama"),
            {"South Korea", "Alabama"},
        ),
        ("South Korea and the north of it", ("South Korea",), {"South Korea"}),
        ("South Korea is in the North Pacific area", ("South Korea",), {"South Korea"}),
    ],
)
def test_the_north_is_the_country_where_the_story_makes_it_plain(
    text: str, marks: tuple[str, ...], found: set[str]
) -> None:
    assert identified(text, *((name, "place") for name in marks)).keys() == found


def test_a_longer_name_of_the_story_explains_a_city() -> None:
    text = "In Santiago de Cuba they danced. Santiago was full. Havana too."
    marks = (("Santiago de Cuba", "place"), ("Santiago", "place"), ("Havana", "place"))
    assert identified(text, *marks).keys() == {"Santiago de Cuba", "Havana"}


def test_a_river_is_no_country() -> None:
    assert identified("on the Congo River", ("Congo", "place")) == {"Congo River": {}}


def test_names_of_the_metadata_are_joined_or_added() -> None:
    text = "Angela Brandt spoke in Rome."
    spans = [Span(0, 13, "person"), Span(23, 27, "place")]
    named = (
        Named("person", "Brandt, Angela", {}),
        Named("person", "Angela Brandt", {"wikidata": "Q1"}),
        Named("organisation", "United Nations"),
        Named("place", "Italy"),
    )
    entities = resolve(Texts(text), spans, gather(("Rome",), None), named=named)
    by_name = {entity.name: entity for entity in entities}
    assert by_name["Angela Brandt"].ids == {"wikidata": "Q1"}
    assert by_name["Angela Brandt"].in_metadata
    assert not by_name["Rome"].in_metadata
    assert by_name["United Nations"].mentions == ()
    assert by_name["Italy"].ids["iso3166"] == "IT"
    assert sum(entity.salience for entity in entities) == pytest.approx(1)


def test_headline_and_lead_count_more() -> None:
    text = "Ann Reis spoke.\n\nBob Quist and Cora Vane spoke. Bob Quist left."
    spans = [
        Span(text.index(name), text.index(name) + len(name), "person")
        for name in ("Ann Reis", "Bob Quist", "Cora Vane")
    ]
    spans.append(Span(text.rindex("Bob"), text.rindex("Bob") + 9, "person"))
    entities = resolve(Texts(text), spans, Evidence(), headline="Vane wins")
    assert [entity.name for entity in entities] == ["Ann Reis", "Bob Quist", "Cora Vane"]
    assert [entity.salience for entity in entities] == pytest.approx([2 / 9, 2 / 9, 5 / 9], abs=0.001)


def test_a_symbol_in_brackets_is_an_identifier_and_no_name() -> None:
    text = "Alder Foods Inc (ALDR.O) bought Reis & Sons <RSNS.L>."
    marks = (("Alder Foods Inc", "organisation"), ("ALDR", "organisation"), ("Reis & Sons", "organisation"))
    assert identified(text, *marks) == {
        "Alder Foods Inc": {"ticker": "NASDAQ:ALDR"},
        "Reis & Sons": {"ticker": "LON:RSNS"},
    }


def test_the_seat_of_a_government_stands_for_it_and_a_capital_does_not() -> None:
    text = "The Kremlin agreed. Moscow did not."
    entities = resolve(Texts(text), [Span(4, 11, "place"), Span(20, 26, "place")], gather(("Kremlin", "Moscow"), None))
    assert [(one.name, one.kind, one.ids.get("country")) for one in entities] == [
        ("Kremlin", "organisation", "RU"),
        ("Moscow", "place", "RU"),
    ]


def test_an_acronym_of_other_letters_goes_to_the_name_that_explains_it() -> None:
    text = "InSi, the National Bureau of Sails, said so. Rope and Sail (RoS) agreed. InSi and RoS left."
    names = ("InSi", "National Bureau of Sails", "Rope and Sail", "RoS", "InSi", "RoS")
    assert resolved(text, *((name, "organisation") for name in names)) == [
        ("National Bureau of Sails", ["InSi", "National Bureau of Sails", "InSi"]),
        ("Rope and Sail", ["Rope and Sail", "RoS", "RoS"]),
    ]
    listed = "OPEC, the Bureau of Sails, and others left."
    assert len(resolved(listed, ("OPEC", "organisation"), ("Bureau of Sails", "organisation"))) == 2


@pytest.mark.parametrize(
    ("dateline", "others", "code"), [("CD", ("Goma",), "CD"), ("CG", ("Brazzaville",), "CG"), (None, (), None)]
)
def test_congo_is_one_of_two_countries(dateline: str | None, others: tuple[str, ...], code: str | None) -> None:
    found = identify("Congo", gather(("Congo", *others), dateline))
    assert found.ids.get("iso3166") == code
    assert len(found.candidates) == (0 if code else 2)


def test_an_event_is_taken_up_by_the_end_of_its_name() -> None:
    marks = (("Tropical Storm Ilsa", "event"), ("Ilsa", "event"))
    assert resolved("Tropical Storm Ilsa grew. Ilsa killed two.", *marks) == [
        ("Tropical Storm Ilsa", ["Tropical Storm Ilsa", "Ilsa"])
    ]


def test_a_short_name_in_brackets_is_the_organisations() -> None:
    text = "The National Water Commission (Conagua) spoke. Conagua left. The Labour Party won. Labour cheered."
    marks = (("National Water Commission", "organisation"), ("Conagua", "organisation"), ("Conagua", "organisation"))
    party = (("Labour Party", "organisation"), ("Labour", "organisation"))
    assert resolved(text, *marks, *party) == [
        ("National Water Commission", ["National Water Commission", "Conagua", "Conagua"]),
        ("Labour Party", ["Labour Party", "Labour"]),
    ]


def test_a_servant_of_god_is_one_name() -> None:
    names = ("Abdel Karim Hassan", "Abdelkarim Hassan", "Abd al-Karim Hassan")
    assert people("Abdel Karim Hassan; Abdelkarim Hassan; Abd al-Karim Hassan.", *names) == [(names[2], list(names))]


def test_the_capital_of_the_united_states_is_no_rival_of_a_half() -> None:
    text = "South Korea asked Washington; the North fired."
    marks = (("South Korea", "place"), ("Washington", "place"), ("North", "place"))
    assert identified(text, *marks)["North Korea"]["iso3166"] == "KP"


def test_a_city_is_called_by_the_beginning_of_its_name_where_its_country_is_named() -> None:
    text = "Schools in Santiago closed, the Dominican Republic said. Cartago in Costa Rica too."
    names = (("Santiago", "place"), ("Dominican Republic", "place"))
    assert identified(text, *names, dateline="DO")["Santiago de los Caballeros"]["country"] == "DO"
    assert identified(text, ("Cartago", "place"), ("Costa Rica", "place"), dateline="CR")["Cartago"]["country"] == "CR"
