"""Whether a computation is done in time, on a machine that may be slower than ours or have other work to do."""

import re
import time
from collections.abc import Callable

TRIES = 3
TEXT = "The harbour (Linden/AP) is closed, 12 ships said. " * 4_000
WORD = re.compile(r"\w+")
# Seconds that ``reference`` takes where the limits of the tests were set.
USUAL = 0.0135
# A machine that is slower still is none to measure on.
MOST = 4.0


def within(seconds: float, run: Callable[[], object]) -> bool:
    """Whether it takes no more of the processor's time.

    What is too slow is so each time; what was held up once, by a collection of garbage or by others who share the
    processor and its caches, is not. Where words are counted more slowly than usual, so much more time is given.
    """
    for _ in range(TRIES):
        taken = spent(run)
        if taken <= seconds or taken <= seconds * min(MOST, spent(reference) / USUAL):
            return True
    return False


def spent(run: Callable[[], object]) -> float:
    """Seconds of the processor's time."""
    begun = time.process_time()
    run()
    return time.process_time() - begun


def reference() -> int:
    """Work of the kind that is measured, always the same."""
    return sum(len(word[0].casefold()) for word in WORD.finditer(TEXT))
