"""Newswire ingestion: wire payloads in, normalised articles and entities in Postgres out.

The straight line, written once in :mod:`pipeline.flow`::

    fetch -> parse -> clean -> extract -> validate -> load

Each stage is the sub-package of its name and its public function has the same name; the records
that they hand on stand in :mod:`pipeline.story` and :mod:`pipeline.entity`, what became of an item in
:mod:`pipeline.outcome`, what can go wrong in :mod:`pipeline.errors`. Agencies and sources are data (TOML), formats and
transports are code.
"""

__version__ = "0.1.0"
