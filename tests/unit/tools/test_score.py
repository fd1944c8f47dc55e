from tools.recogniser.score import Labelled, summary, tally


def test_span_and_kind_must_fit_but_article_and_genitive_do_not_count() -> None:
    text = "the UN's plan for Oslo and Lima"
    gold: list[Labelled] = [(4, 6, "ORG"), (18, 22, "LOC"), (27, 31, "LOC")]
    found: list[Labelled] = [(0, 8, "ORG"), (18, 22, "PER"), (27, 31, "LOC")]
    counts = tally(lambda _: found, [(text, gold)])
    assert counts["ORG"] == (1, 1, 1)
    assert counts["LOC"] == (1, 1, 2)


def test_all_is_counted_over_persons_organisations_and_places() -> None:
    scores = summary({"PER": (1, 1, 1), "ORG": (0, 1, 1), "LOC": (1, 1, 1), "MISC": (0, 5, 5)})
    assert scores["all"] == 66.7
