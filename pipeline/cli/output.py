"""How commands print: for people, or one JSON document for programs."""

import json
import sys

import msgspec
from rich.console import Console


def console() -> Console:
    """As wide as the terminal; wide enough for the tables where there is none."""
    found = Console()
    return found if found.is_terminal else Console(width=140)


def say(text: str) -> None:
    """A word to the person at the terminal, on standard error."""
    Console(stderr=True).print(text, highlight=False, markup=False, soft_wrap=True)


def tell(text: str) -> None:
    """A line on standard output, and at once: whoever reads it may be a program that waits."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def print_json(value: object) -> None:
    """UTF-8 whatever the terminal's encoding is, as programs expect."""
    sys.stdout.buffer.write(json.dumps(msgspec.to_builtins(value), ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()
