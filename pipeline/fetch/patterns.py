"""Names below a folder: which ones a source takes."""

import re
from fnmatch import fnmatchcase

# What delivery agents, browsers and editors call a file that is not complete yet.
UNFINISHED = re.compile(r"(?i)^[.~#]|~$|\.(?:part|partial|filepart|tmp|temp|crdownload|swp|lock|writing)$")


def wanted(relative: str, patterns: tuple[str, ...]) -> bool:
    """Whether a path is matched and neither it nor a folder above it is hidden or unfinished.

    >>> wanted("in/a.xml", ("**/*.xml",)), wanted(".in/a.xml", ("**/*",)), wanted("a.xml.part", ("**/*",))
    (True, False, False)
    """
    return not any(UNFINISHED.search(part) for part in relative.split("/")) and matches(relative, patterns)


def matches(relative: str, patterns: tuple[str, ...]) -> bool:
    """Whether a path below the source's folder matches one of its globs; ``**/`` also stands for no folder at all.

    >>> matches("a.xml", ("**/*.xml",)), matches("2026/08/a.xml", ("**/*.xml",)), matches("2026/a.xml", ("*.xml",))
    (True, True, False)
    """
    return any(_match(relative.split("/"), pattern.split("/")) for pattern in patterns)


def _match(parts: list[str], pattern: list[str]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_match(parts[start:], pattern[1:]) for start in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _match(parts[1:], pattern[1:])
