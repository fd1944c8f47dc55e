from pipeline.validate.suites import load_suites
from pipeline.validate.waivers import waivable_checks


def test_only_critical_checks_can_be_waived_and_none_that_keeps_out_what_cannot_be_stored() -> None:
    critical = {check.id for _, checks in load_suites() for check in checks if check.severity == "critical"}
    assert waivable_checks() <= critical
    unstorable = {"article.storable", "article.urgency_storable", "article.declared_word_count_storable"}
    assert not waivable_checks() & (unstorable | {check for check in critical if check.endswith("_agree")})
    assert "article.text_accounted" in waivable_checks()
