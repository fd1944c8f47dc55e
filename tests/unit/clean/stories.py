"""A story of plain prose to set lines round, and what is taken out of such a story or stays in it."""

from pipeline.clean import clean
from pipeline.parse.text import parse_text
from pipeline.story import Kind

TITLE = "Harbour bridge of Holm to open again within a week"
BODY = (
    (
        "The council of Holm said on Monday that the old bridge over the harbour would open again within a week, "
        "after a year of repairs that cost four million crowns."
    ),
    (
        "Mayor Mara Linden told reporters that two cranes were still missing and that the ferry would go on until "
        "all of the work was done, which the shops at the pier had asked for."
    ),
    (
        "Residents had complained for months that the way to the hospital took them an hour longer, and several "
        "shops at the pier had to close for good in the winter."
    ),
)


def taken(*lines: str) -> dict[str, tuple[Kind, str]]:
    return {piece.text: (piece.kind, piece.rule) for piece in clean(parse_text("\n\n".join(lines))).furniture}


def kept(*lines: str) -> list[str]:
    return [paragraph.text for paragraph in clean(parse_text("\n\n".join(lines))).paragraphs]
