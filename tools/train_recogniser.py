"""Make the recogniser's data files anew: ``python -m tools.train_recogniser CORPORA``.

CORPORA is the folder of the labelled corpora (``train_*.iob``). The packages that this needs, the word vectors among
them, stand in ``tools/recogniser/requirements.txt``; give them an environment of their own. Everything is seeded and
runs on one thread: the same sources on the same machine give the same bytes. On another processor the order of
floating-point sums may differ. Times and memory stand in ``docs/recogniser.md``. ``--only`` makes one part;
the model needs the lexicon, the network the model.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.cities import DATA as CITIES
from pipeline.extract.lexicon import DATA, Lexicon
from pipeline.extract.recogniser import CrfRecogniser
from tools.recogniser import lexicon, network, places, recipe, train


def make_places() -> None:
    """Write the tables of territories, demonyms and cities."""
    places.write_territories(DATA / "territories.csv")
    places.write_demonyms(DATA / "demonyms.csv")
    places.write_cities(CITIES)


def make_lexicon(folder: Path) -> None:
    """Write the lexicon; its leanings are learnt from the labelled words."""
    lexicon.build(recipe.label_counts(folder), DATA / "lexicon.npz")


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
    return model


def _mean(models: Sequence[Path], scratch: Path) -> CrfRecogniser:
    """A recogniser with the mean of the weights of some members."""
    folder = scratch / f"mean-{len(models)}-{models[-1].stem}"
    shutil.copytree(DATA, folder, dirs_exist_ok=True)
    train.export(models, folder / "model.npz")
    return CrfRecogniser(folder, network=False)


def make_network(folder: Path) -> None:
    """Train the network on labels that the model has judged."""
    known, vectors = Lexicon(), network.packed(*lexicon.vectors())
    taught = recipe.sentences(folder, known, recipe.NETWORK, CrfRecogniser(network=False))
    network.fit(taught, known, vectors, DATA / "network.npz", seed=recipe.NETWORK.seed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--scratch", type=Path, help="where the members' own models are kept")
    parser.add_argument("--only", choices=("places", "lexicon", "model", "network"))
    return parser.parse_args()


def main() -> None:
    """Read the command line, make what it asks for and say what each part took."""
    from threadpoolctl import threadpool_limits

    asked = _arguments()
    with tempfile.TemporaryDirectory() as temporary, threadpool_limits(1):
        scratch = asked.scratch or Path(temporary)
        parts: dict[str, Callable[[], None]] = {
            "places": make_places,
            "lexicon": lambda: make_lexicon(asked.corpora),
            "model": lambda: make_model(asked.corpora, scratch),
            "network": lambda: make_network(asked.corpora),
        }
        for name, make in parts.items():
            if asked.only in (None, name):
                started = time.process_time()
                make()
                print(f"{name}: {time.process_time() - started:,.0f} CPU seconds", flush=True)


if __name__ == "__main__":
    main()
