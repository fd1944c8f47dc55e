"""Which recogniser reads English: ours, unless ``NEWSWIRE_RECOGNISER`` chooses another."""

from functools import lru_cache

from pipeline.config import Settings
from pipeline.extract.recogniser import Recogniser, default_recogniser
from pipeline.extract.spacy_models import Combined, load


def configured_recogniser() -> Recogniser:
    """The recogniser of the settings, loaded once a process. Raises ConfigError if it cannot be loaded."""
    return _chosen(Settings.from_env().recogniser)


@lru_cache(maxsize=4)
def _chosen(setting: str) -> Recogniser:
    ours, _, model = setting.partition("spacy:")
    if not model:
        return default_recogniser()
    return Combined(default_recogniser(), load(model)) if ours else load(model)
