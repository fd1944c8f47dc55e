"""The language is the body's, whatever a caption that stayed in it is written in."""

import pytest

from pipeline.clean import clean
from pipeline.clean.language import LITTLE
from pipeline.parse.text import parse_text

CAPTION = (
    "The mayor and two engineers of the harbour company stand on the new bridge in the northern town shortly before "
    "its first opening to traffic, while boats wait below for the water to rise on Monday morning."
)
BODIES = {
    "de": (
        "Die Brücke über den nördlichen Hafen ist nach einem Jahr wieder offen, teilte die Stadt am Montag mit.",
        "Die Arbeiten hatten länger gedauert als geplant, weil ein Kran im Winter umgefallen war.",
        "Die Bürgermeisterin dankte den Anwohnern für ihre Geduld.",
    ),
    "fr": (
        "Le pont du port nord est de nouveau ouvert après un an de travaux, a annoncé la mairie lundi.",
        "Les travaux ont duré plus longtemps que prévu parce qu'une grue était tombée pendant l'hiver.",
        "La maire a remercié les habitants pour leur patience.",
    ),
    "pl": (
        "Most w porcie północnym jest znów otwarty po roku prac, poinformował w poniedziałek ratusz.",
        "Prace trwały dłużej niż planowano, ponieważ zimą przewrócił się dźwig.",
        "Burmistrz podziękowała mieszkańcom za cierpliwość przez cały ten długi rok.",
    ),
    "ru": (
        "Мост через северную гавань снова открыт после года ремонта, сообщила в понедельник мэрия.",
        "Работы длились дольше, чем планировалось, потому что зимой упал кран.",
        "Мэр поблагодарила жителей за терпение.",
    ),
    "ja": (
        "北港の橋は一年間の工事を終えて再開したと、町が月曜日に発表した。",
        "冬にクレーンが倒れたため、工事は予定より長くかかった。",
        "町長は住民の忍耐に感謝した。",
    ),
}


@pytest.mark.parametrize("language", BODIES)
def test_a_caption_that_stayed_does_not_set_the_language(language: str) -> None:
    assert len(CAPTION) > LITTLE
    story = clean(parse_text("\n\n".join((CAPTION, *BODIES[language]))))
    assert story.paragraphs[0].text == CAPTION
    assert story.language == language
