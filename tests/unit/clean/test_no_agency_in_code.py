"""Agencies are data: no mark or id of an agency stands in the code."""

import ast
import re
from pathlib import Path

from pipeline.clean.alternation import alternation
from pipeline.clean.profile import profiles

CODE = sorted((Path(__file__).parents[3] / "pipeline").rglob("*.py"))
# Marks that are words as well, parts of names or spellings that code needs, or names of HTML elements.
WORDS = {"PA", "NA", "EP", "CP", "TT", "AA", "APP", "CNA", "PL", "Novum", "SPA", "MENA", "tt", "aa", "map", "mehr"}
# Shorter marks are looked for as whole words: in patterns their letters stand for other things.
SOUGHT = 3
ESCAPE = re.compile(r"\\[A-Za-z]")


def strings(path: Path) -> list[str]:
    """The string literals of a module, its docstrings aside."""
    tree = ast.parse(path.read_text("utf-8"))
    holders = (node for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)))
    docs = {id(node.body[0].value) for node in holders if node.body and isinstance(node.body[0], ast.Expr)}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs)
    return [node.value for node in found if isinstance(node.value, str)]


def test_no_mark_of_an_agency_in_a_string_of_the_code() -> None:
    # A profile without marks describes no agency.
    marks = {mark for each in profiles() if each.marks for mark in (*each.marks, each.id)} - WORDS
    longer = alternation(mark for mark in marks if len(mark) >= SOUGHT)
    within = re.compile(rf"(?<![^\W_]){longer}(?![^\W_])")
    named = []
    for path in CODE:
        for text in strings(path):
            named += [(path.name, word) for word in (text, *text.split()) if word in marks]
            named += [(path.name, word) for word in within.findall(ESCAPE.sub(" ", text))]
    assert named == []
