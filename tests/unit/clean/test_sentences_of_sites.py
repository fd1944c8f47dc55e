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
        "Your subscription has expired. Renew it here.",
        "Found a mistake? Let us know.",
        "Fehler gefunden? Jetzt melden.",
    ],
)
def test_a_sites_sentence_goes_beside_furniture(line: str) -> None:
    assert line in taken("Share", LEAD, *BODY[1:], "Related stories", line, "Subscribe to our newsletter")
