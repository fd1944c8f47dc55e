"""The lists of words that pages are read with."""

import re
import tomllib
from importlib.resources import files

import pytest

from pipeline.parse.html import lines

ESCAPED = re.compile(r"\\.")


@pytest.mark.parametrize(
    ("file", "name"), [("lines", "whole"), ("lines", "start"), ("lines", "invite"), ("walls", "paywall")]
)
def test_lists_that_meet_text_in_small_letters_hold_no_capitals(file: str, name: str) -> None:
    words = tomllib.loads(files("pipeline.parse.html").joinpath(f"{file}.toml").read_text("utf-8"))[name]
    assert [word for word in words if ESCAPED.sub("", word) != ESCAPED.sub("", word).lower()] == []


@pytest.mark.parametrize(
    "text",
    [
        "4 min czytania", "3 godz. temu", "Escuchar este artículo", "1x", "A- A+", "Exclusive for subscribers",
        "Text size", "Read this in Norwegian", "Summary by AI", "Ports: https://nordvik.example/ports",
        "A post shared by Inga Moe (@moe)",
    ],
)  # fmt: skip
def test_whole_block_is_the_pages(text: str) -> None:
    assert lines.WHOLE.match(text.lower())


@pytest.mark.parametrize(
    "text",
    [
        "ČÍTAJTE TIEŽ: Prístav v Holme", "यह भी पढ़ें: बंदरगाह", "Do you have a tip? Write to us",
        "To continue reading, please log in",
        "Get our free app", "Suscríbete a nuestro boletín", "Folgen Sie uns auf allen Kanälen", "Vezi și: portul",
    ],
)  # fmt: skip
def test_block_that_begins_as_the_pages_own_do(text: str) -> None:
    assert lines.begins_as_own(text, text.lower(), linked=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee can be reached at ann@nordvik.example.", True),
        ("Email her at ann@nordvik.example or on Signal.", True),
        ("Questions? Contact Ann Lee at ann@nordvik.example.", True),
        ("Anyone who saw the boat is asked to e-mail detectives at tips@nordvik.example.", False),
        ("Witnesses can write to the harbour police at tips@nordvik.example until Friday.", False),
        ("The police asked all to reach out, and thousands follow him.", False),
        ("The helpline can be reached at all hours.", False),
    ],
)
def test_how_to_reach_the_author(text: str, expected: bool) -> None:
    assert bool(lines.CONTACT.search(text)) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Have questions about the pier gone unanswered, he asked the board on Tuesday in a letter.",
        "For more than a year, the ferry has brought the papers to the island in the morning.",
        "To learn more about the wind, the port put up a mast in 2019.",
        "To hear more of the wind, visitors climb the mast.", "For the latest in news, islanders ask a priest.",
        "Also available on Spotify is the speech of the minister.", "Suscríbete era la palabra que más oían.",
        "Folgen Sie dem Fluss bis zur Mühle, rät der Führer.", "Have a question for Moe? people were asked by e-mail.",
        "Affiliate fees at the networks rose by 4 per cent, and the board charges affiliate fees to its branches.",
        "Letters to the editor of the paper were read out in court, and an e-mail of the harbour master.",
        "Sign up for the race by the end of March, the club told all runners.", "Follow him down the path to the mill.",
        "Subscribe to a cause and pay for it all your life long, he said.",
        "See the photos on Monday", "Like this post? was all that the police found on the phone.",
        "Follow the coast north and you come to Sund.", "Opinion is divided.", "Get the boat ready, she told them.",
        "Siga o plano, disse a ministra aos deputados na terça-feira.", "Exclusive talks began on Monday.",
        "Escuchar a los vecinos", "Écouter les habitants", "What to watch next",
    ],
)  # fmt: skip
def test_text_that_begins_alike_is_the_storys(text: str) -> None:
    assert not lines.WHOLE.match(text.lower())
    assert not lines.begins_as_own(text, text.lower(), linked=False)
    assert not lines.ANYWHERE.search(text)
    assert not lines.HEADING.match(text)


@pytest.mark.parametrize(
    "line",
    [
        "Foto di Anna Moe", "Bild: Per Ask", "Photo credit", "Imagen: Ana Ruiz", "© Kari Lund", "Via Kari Lund",
        "Kari Lund/AFP", "Kari Lund - Reuters", "Kari Lund | dpa", "AP file", "PA pool", "Личный архив Анны Моу",
        "Archivo personal", "Arquivo pessoal", "Privatarchiv", "Video by Kari Lund", "Courtesy of Holm",
    ],
)  # fmt: skip
def test_credit_has_one_of_its_signs(line: str) -> None:
    assert lines.CREDIT.match(line)
    assert lines.holds(line.lower(), lines.CREDIT_SIGNS)


@pytest.mark.parametrize(
    "line",
    [
        "Published", "Updated just now", "PostedMonday", "Veröffentlicht am Montag", "Gepubliceerd gisteren",
        "Uppdaterad i går", "Oppdatert i dag", "Mis à jour hier", "Опубликовано вчера", "更新", "Lesezeit",
        "Temps de lecture", "vor ٣ Tagen", "https://holm.example/ferry",
    ],
)  # fmt: skip
def test_stamp_has_a_digit_or_one_of_its_words(line: str) -> None:
    assert lines.STAMP.match(line)
    assert lines.may_be_stamp(line.lower())


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 14 mai 2024 à 11h02, mis à jour le 15 mai 2024 à 9h00, par Claire Dupont",
        "Veröffentlicht am 14. Mai 2024 in Politik von Klara Lund und Max Frei um 10:35 Uhr",
        "Erstellt am 14.05.2024, 10:35 Uhr",
        "Geplaatst op 14 mei 2024 door Jan Vos",
        "Utworzono: 14 lipca 2024, 10:35. Ostatnia aktualizacja: 15 lipca 2024 r. 12:01",
        "14 de mayo de 2024 a las 10:35 h | Última actualización: 15 de mayo de 2024 a las 12:01",
    ],
)
def test_row_of_dates_is_a_stamp(line: str) -> None:
    assert lines.STAMP.match(line)


@pytest.mark.parametrize(
    "line",
    [
        "Mayor of Riverton from 4 May 2019 until he fell ill in the north on 9 June 2024",
        "Old Masters of the North, 4 May 2026 to the close of the fair on 9 June 2026, old hall",
        "4 de mayo de 2019: el puente se cierra por primera vez, hasta el 9 de junio de 2019",
        "Publié le 4 mai 2026: le rapport sur les piles du pont, et ce qu'en dit la ville de Saint-Nazaire",
        "Erstellt am 4. Mai 2026: der Bericht über die Brücke, und was die Stadt dazu sagt",
        "Veröffentlicht am 4. Mai 2026 von der Stadt, die über den Hafen und seine Brücken berichtet",
    ],
)
def test_text_with_dates_is_no_stamp(line: str) -> None:
    assert not lines.STAMP.match(line)
