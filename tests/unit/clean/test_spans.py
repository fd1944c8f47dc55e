from pipeline.clean import clean
from pipeline.story import Block, BlockKind, ParsedStory

TEXT = "Results of  Sunday\nPort Alder   2\nReedham  0"


def test_preformatted_text_keeps_its_lines() -> None:
    story = ParsedStory("text", TEXT, (Block(0, len(TEXT), BlockKind.PREFORMATTED),))
    assert clean(story).paragraphs[0].text == "Results of Sunday\nPort Alder 2\nReedham 0"


def test_a_paragraph_folds_its_lines() -> None:
    story = ParsedStory("text", TEXT, (Block(0, len(TEXT)),))
    assert clean(story).paragraphs[0].text == "Results of Sunday Port Alder 2 Reedham 0"
