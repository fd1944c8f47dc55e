"""Everything that the pipeline raises on purpose, named by what the caller does next.

::

    NewswireError
    |-- TransientError        try again: the world outside failed for now
    |   `-- BusyError              not before the time that the server names
    |-- ConfigError           stop: a person has to mend a setting or a data file
    `-- StoryError            this item only: keep its payload, quarantine it, go on
        `-- NotAStoryError         this item only: nothing to publish in it, ignore it with the reason

A message says what was found, where, and what would mend it.
"""


class NewswireError(Exception):
    """Base of all errors that the pipeline raises on purpose."""


class TransientError(NewswireError):
    """The world outside failed for now: a database that is down, a server that answers 503. Try again."""


class BusyError(TransientError):
    """A server asks us to come back later than we care to wait: leave the rest of the source for the next run."""


class ConfigError(NewswireError):
    """A setting, a TOML record or an installed file is wrong; no retry will help until it is mended."""


class StoryError(NewswireError):
    """One item cannot be used; ``check`` is the id under which it stands in quarantine.

    >>> error = StoryError("parse.empty", "the payload holds no bytes", value="0")
    >>> error.check, str(error), error.value
    ('parse.empty', 'the payload holds no bytes', '0')
    """

    def __init__(self, check: str, message: str, value: str | None = None) -> None:
        super().__init__(message)
        self.check = check
        self.value = value


class NotAStoryError(StoryError):
    """One item is sound but no story (a picture index, a test message): ignored, with the reason kept."""
