"""Clean: a parsed story to body and furniture, every character in one of them.

What the payload's markup says comes first, then the profiles' rules, then credits and the captions beside them, then
datelines, then what the story's structure shows. Each removal is a span with the id of the rule that made it; the body
keeps the source's own characters, white space folded.
"""

import datetime as dt
from functools import lru_cache
from pathlib import Path

from pipeline.compiled import refuse_stale

# Before any module that may lie here compiled.
refuse_stale(Path(__file__).parent)

from pipeline.clean.cleaner import Cleaner  # noqa: E402
from pipeline.clean.literals import needed  # noqa: E402
from pipeline.clean.profile import profiles  # noqa: E402
from pipeline.clean.read_before import keeping  # noqa: E402
from pipeline.story import CleanStory, ParsedStory  # noqa: E402

__all__ = ["Cleaner", "clean", "cleaner"]


@lru_cache(maxsize=1)
def cleaner() -> Cleaner:
    """The cleaner with all profiles of the package."""
    known = profiles()
    with keeping("cleaner"):
        built = Cleaner(known)
    # What was told of each pattern takes 1.5 MB, and is not asked for again.
    needed.cache_clear()
    return built


def clean(story: ParsedStory, *, agency: str | None = None, received: dt.datetime | None = None) -> CleanStory:
    """Divide a story's text into body and furniture.

    ``agency`` is a profile's id or an agency's name; without it the story's own, else what the copy shows. ``received``
    is when the story came in: a dateline's day without a year is dated by it where the story carries no date. Raises
    nothing: a story that is all furniture has no paragraphs.
    """
    return cleaner().clean(story, agency, received)
