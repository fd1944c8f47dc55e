from pipeline.extract.evidence import Evidence, gather
from pipeline.extract.recogniser import Span
from pipeline.extract.resolve import resolve
from pipeline.extract.zones import Texts


def resolved(text: str, *marks: tuple[str, str]) -> list[tuple[str, list[str]]]:
    """Resolve the marked names, each the next occurrence of its surface."""
    spans, past = [], 0
    for surface, kind in marks:
        start = text.index(surface, past)
        past = start + len(surface)
        spans.append(Span(start, past, kind))
    entities = resolve(Texts(text), spans, gather((surface for surface, _ in marks), None))
    return [(entity.name, [mention.surface for mention in entity.mentions]) for entity in entities]


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
