"""Sentences that sites say to their readers, and sentences of reports that resemble them."""

import pytest

from tests.unit.clean.stories import BODY, kept, taken

REPORTED = (
    "France agreed to hand over the email address of each traveller, which is used by the police on our side.",
    "Germany allows reprinting of articles on economics, politics and religion.",
    "If you find an error in your bill, you may contact the regulator.",
    "Your Nordfilm subscription has expired. The message looks real, but police say that it is not.",
    "To comment, residents have to register by noon on the day of the meeting.",
    "Do you have a photo? Contact the search team on 0800 123 456.",
    "For the latest news on road closures, follow the sheriff on Twitter.",
    "Comments must be civil. The mayor has had enough of abuse and had two men removed from the hall.",
    "Do you have information about the boat? Email investigators at tips@nord.example.",
    "Haben Sie Hinweise zu dem Brand? Die Kripo Holm ist unter kripo@holm.example zu erreichen.",
    "This video has been removed.",
    "What do you think of that? Leave it to the port to find a way to spend more.",
    "When you sign up for the race, you also agree to row each morning for a year.",
    "This essay was first published in The Echo.",
    "¿Aún no tienes la vacuna? Regístrate en tu centro de salud.",
    "Folgen Sie den Anweisungen der Polizei auf Twitter.",
    "Я согласен на перемирие, но не на условия, которые ставит порт.",
    "Der perfekte Start in den Tag für das Team aus Holm.",
    "Wir laden Sie ein, am Dienstag im Rathaus über die Brücke mitzureden.",
    "En tidligere lege er dømt i saken.",
    "Recevez chaque mois un chèque de cent euros : la mesure entre en vigueur lundi.",
    "Каждый день на почту приходит сто писем.",
    "오류를 발견한 시민이 경찰에 신고했다.",
    "この記事ではAIを活用した漁業の現場を紹介する。",
    "本报讯发现错误后公司马上联系客户。",
)
LEAD = f"HOLM, May 4 (Reuters) - {BODY[0]}"


@pytest.mark.parametrize("line", REPORTED)
def test_a_sentence_of_a_report_stays_amid_and_after_wire_copy(line: str) -> None:
    assert line in kept(LEAD, BODY[1], line, BODY[2])
    assert line in kept(LEAD, *BODY[1:], line)


@pytest.mark.parametrize(
    "line",
    [
        "We respect your privacy, and so we have not printed the names of the crew.",
        "We may share your data with the police, the form goes on.",
        "Local journalism needs help, and the council can give it before the summer.",
        "Every day we hear stories of crews who sleep in their boats.",
        "Jeden Morgen die wichtigsten Meldungen zu lesen, das war ihm zur Gewohnheit geworden.",
    ],
)
def test_a_last_word_stays_before_a_pages_box(line: str) -> None:
    assert line in kept("Share", LEAD, *BODY[1:], line, "Related stories", "Subscribe to our newsletter")


@pytest.mark.parametrize(
    "line",
    [
        "Your subscription has expired. Renew it here.",
        "Found a mistake? Let us know.",
        "Fehler gefunden? Jetzt melden.",
    ],
)
def test_a_sites_sentence_goes_beside_furniture(line: str) -> None:
    assert line in taken("Share", LEAD, *BODY[1:], "Related stories", line, "Subscribe to our newsletter")
