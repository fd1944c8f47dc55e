"""Extract: the people, organisations, places and groups of a clean story, resolved within it.

``text -> tokens -> recogniser -> pass over the story -> resolution -> identifiers``, each a module of its name. The
recogniser reads English; of a story in another language only places that a gazetteer knows are taken, and a warning
``entities.language_unsupported: <language>`` says so.
"""

from pipeline.extract.article import extract
from pipeline.extract.recogniser import Recogniser, Span, default_recogniser

__all__ = ["Recogniser", "Span", "default_recogniser", "extract"]
