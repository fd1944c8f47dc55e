"""``newswire sources check``: the sources file and the agency profiles against their schemas."""

import re
from pathlib import Path

from pipeline.clean.profile import AGENCIES, load_profiles
from pipeline.clean.profile_file import faults_of
from pipeline.datafile import Fault
from pipeline.errors import ConfigError
from pipeline.sources import check_sources


def check_all(sources: Path, agencies: Path = AGENCIES) -> tuple[Fault, ...]:
    """Every fault of the sources file and of the profiles beside it, patterns that do not compile included."""
    found = [*check_sources(sources)]
    for path in sorted(agencies.glob("*.toml")):
        found += faults_of(path)
    return tuple(found) or tuple(_loading(agencies))


def _loading(agencies: Path) -> list[Fault]:
    try:
        load_profiles(agencies)
    except (ConfigError, re.error) as error:
        return [Fault(str(agencies), "profiles", "not loadable", str(error))]
    return []
