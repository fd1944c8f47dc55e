from pathlib import Path

import pytest

from pipeline.compiled import hash_of, hashes, refuse_stale
from pipeline.errors import ConfigError


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of one module that was compiled."""
    module = tmp_path / "rules.py"
    module.write_text("LONGEST = 300\n", "utf-8")
    hashes(tmp_path).write_text(f"{hash_of(module)}\n", "utf-8")
    return tmp_path


def test_sources_that_were_compiled_as_they_are_pass(package: Path) -> None:
    refuse_stale(package)


def test_a_package_without_compiled_modules_passes(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text("LONGEST = 300\n", "utf-8")
    refuse_stale(tmp_path)


def test_a_source_changed_afterwards_is_refused_with_the_remedy(package: Path) -> None:
    (package / "rules.py").write_text("LONGEST = 200\n", "utf-8")
    with pytest.raises(ConfigError, match=r"rules\.py is not what was compiled: run `make compiled` again"):
        refuse_stale(package)


def test_a_source_that_is_gone_is_refused(package: Path) -> None:
    (package / "rules.py").unlink()
    with pytest.raises(ConfigError, match=r"rules\.py is not what was compiled"):
        refuse_stale(package)
