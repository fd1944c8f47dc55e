"""What is wrong in a profile's file is told with file, key, value and remedy, and all of it at once."""

from pathlib import Path

import pytest

from pipeline.clean.profile import load_profiles
from pipeline.clean.profile_file import faults_of
from pipeline.errors import ConfigError

HEAD = 'id = "nord"\nname = "Nord"\nmarks = ["NORD"]\n'
RULE = '[[rule]]\nid = "end"\nkind = "signoff"\nat = "paragraph"\ntakes = ["nord ends"]\n'
ENDS = RULE.replace("paragraph", "end") + "pattern = 'nord'\n"
FORM = '[[dateline]]\nid = "form"\ntakes = ["OSLO: "]\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "nord.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        (f'{HEAD}{RULE}line = ["nord"]\nlines = ["nord"]', "rule[end]", "write lines for line"),
        (f"{HEAD}{RULE}", "rule[end]", "say what to look for: add lines, starts or a pattern"),
        (f'{HEAD}{RULE}lines = "nord"', "rule[end].lines", "make it array"),
        (f'{HEAD}{RULE}lines = ["nord"]\nwhere = "foot"', "rule[end].where", "use one of any, head, tail, last"),
        (f'{HEAD}{RULE}lines = ["nord"]\nsince = "1999-13-01"', "rule[end].since", "write a day that there is"),
        (f'{HEAD}{ENDS}ends = ["nord"]\ncompany = true', "rule[end].at", 'write at = "paragraph"'),
        (f'{HEAD}{RULE}lines = ["nord"]\nopens = true', "rule[end].kind", 'write kind = "promo"'),
        (f'{HEAD}{RULE}lines = ["nord"]\nover_name = true', "rule[end].kind", 'write kind = "byline"'),
        (f"{HEAD}{RULE}pattern = 'nord(s'", "rule[end].pattern", "mend the regular expression: missing )"),
        (f"{HEAD}{RULE}pattern = ['nord', 'nord(s']", "rule[end].pattern[2]", "mend the regular expression"),
        (f"{HEAD}{RULE}pattern = 'nord'\nunless = 'sea)'", "rule[end].unless", "mend the regular expression"),
        (f"{HEAD}{RULE}lines = ['nord']\nunless = 'sea'", "rule[end]", "add the pattern"),
        (f"{HEAD}{ENDS}ends = ['nord']\nunless = 'sea'", "rule[end].at", 'write at = "paragraph"'),
        (f"{HEAD}{RULE}pattern = '(?:[a-z ]+,?)+!'", "rule[end].pattern", "bound what is repeated"),
        (f'{HEAD}{RULE}lines = ["a"]\n{RULE}lines = ["b"]', "rule[end].id", "give each rule an id of its own"),
        (f"{HEAD}[part]\nsea = ['Meer', 'sea(']", "part.sea[2]", "mend the regular expression"),
        (f"{HEAD}{FORM}pattern = '(?P<town>[A-Z]{{2,9}}): '", "dateline[form].pattern", "groups are city, region"),
        (HEAD.replace("nord", "nrd"), "id", "write nord, or rename the file"),
        (HEAD.replace("marks", "mark"), "file", "add marks"),
        (HEAD.replace('"Nord"', "Nord"), "file", "mend the line"),
    ],
)
def test_a_fault_is_named_with_its_key_and_remedy(tmp_path: Path, text: str, key: str, remedy: str) -> None:
    path = written(tmp_path, text)
    found = [fault for fault in faults_of(path) if fault.key == key and remedy in fault.remedy]
    assert [fault.file for fault in found] == [str(path)]


def test_a_sound_profile_has_no_fault(tmp_path: Path) -> None:
    path = written(
        tmp_path, f"{HEAD}{RULE}pattern = 'nord(?: [a-z]{{1,5}}){{1,4}}'\n{FORM}pattern = '(?P<city>OSLO): '"
    )
    assert faults_of(path) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD.replace("marks", "mark"), "add marks"),
        (HEAD.replace("nord", "nrd"), "rename the file"),
        (HEAD.replace('"Nord"', "Nord"), "no TOML"),
        (f"{HEAD}{RULE}pattern = 'nord(s'", r"rule\[end\]\.pattern"),
        (f"{HEAD}{RULE}pattern = '{{marc}} ends'", "{marc}.* names no"),
    ],
)
def test_an_unsound_profile_is_not_loaded(tmp_path: Path, text: str, said: str) -> None:
    written(tmp_path, text)
    with pytest.raises(ConfigError, match=said):
        load_profiles(tmp_path)
