"""Compile the cleaner's modules by mypyc, or remove what was compiled; needs a C compiler and Python's headers.

    python tools/compile_cleaner.py [--remove]

The compiled modules lie beside their sources in pipeline/clean and are taken in their place. Their results are the
same, over a third more stories are cleaned in a second. See docs/decisions/0035-a-compiled-cleaner-on-demand.md.
"""

import argparse
import contextlib
import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mypyc.build import mypycify
from setuptools import Distribution
from setuptools.errors import BaseError, CompileError

from pipeline.compiled import hash_of, hashes

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "pipeline" / "clean"
# Its shared part lies in the package too: an editable installation finds nothing at the checkout's top.
GROUP = "pipeline.clean.compiled"
# What people run by hand and no story passes through.
NOT_COMPILED = {"__init__.py", "profile_file.py", "proof.py", "trial.py"}


def sources() -> list[Path]:
    """The modules that stories pass through."""
    return sorted(path for path in PACKAGE.glob("*.py") if path.name not in NOT_COMPILED)


def remove() -> None:
    """Leave only the sources: for every Python that something was compiled for."""
    for path in (*PACKAGE.glob("*.so"), *PACKAGE.glob("*.pyd"), hashes(PACKAGE)):
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def quiet_unless_it_fails() -> Iterator[None]:
    """mypyc warns of each generator that it turns into a list, and leaves by SystemExit where it finds an error."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            yield
    except SystemExit:
        sys.stderr.write(said.getvalue())
        raise


def build(modules: list[Path], scratch: Path) -> list[Path]:
    """Compile the modules as one group in ``scratch``; the compiled files, to lie in the package."""
    paths = [str(path.relative_to(ROOT)) for path in modules]
    with quiet_unless_it_fails():
        extensions = mypycify(paths, opt_level="2", debug_level="0", target_dir=str(scratch / "c"), group_name=GROUP)
    command = Distribution({"name": "cleaner", "ext_modules": extensions}).get_command_obj("build_ext")
    command.build_temp, command.build_lib = str(scratch / "o"), str(scratch / "lib")
    command.ensure_finalized()
    command.run()
    return sorted((scratch / "lib" / "pipeline" / "clean").iterdir())


def main() -> int:
    """Compile or remove; 1, a message and nothing compiled where there is no compiler or no headers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--remove", action="store_true", help="remove what was compiled")
    remove()
    if parser.parse_args().remove:
        return 0
    modules = sources()
    # Hashed before and listed before they lie there: what is changed or broken off meanwhile is refused.
    listed = "".join(f"{hash_of(path)}\n" for path in modules)
    with tempfile.TemporaryDirectory() as scratch:
        try:
            built = build(modules, Path(scratch))
        except (BaseError, CompileError) as error:
            sys.stderr.write(f"{error}: install a C compiler and Python's headers, or do without: results are equal\n")
            return 1
        hashes(PACKAGE).write_text(listed, "utf-8")
        for path in built:
            shutil.copy(path, PACKAGE / path.name)
    sys.stdout.write(f"{len(modules)} modules of pipeline/clean are compiled; `make plain` removes them\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
