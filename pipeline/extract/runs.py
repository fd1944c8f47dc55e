"""Names as runs of tokens, labelled as the corpora label them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A name as a half-open run of tokens, with the label of the corpora: PER, ORG, LOC or MISC."""

    first: int
    past: int
    label: str


def runs_of(labels: list[str]) -> list[Run]:
    """Join labels ``B-PER I-PER`` to runs of tokens.

    >>> runs_of(["O", "B-PER", "I-PER", "B-LOC"])
    [Run(first=1, past=3, label='PER'), Run(first=3, past=4, label='LOC')]
    """
    runs: list[Run] = []
    for at, label in enumerate(labels):
        if label == "O":
            continue
        kind = label[2:]
        if label[0] == "I" and runs and runs[-1].past == at and runs[-1].label == kind:
            runs[-1] = Run(runs[-1].first, at + 1, kind)
        else:
            runs.append(Run(at, at + 1, kind))
    return runs


def labels_of(runs: list[Run], size: int) -> list[str]:
    """Turn runs that do not overlap back into the labels of ``size`` tokens.

    >>> labels_of([Run(1, 3, "PER")], 4)
    ['O', 'B-PER', 'I-PER', 'O']
    """
    labels = ["O"] * size
    for run in runs:
        labels[run.first : run.past] = [f"B-{run.label}", *[f"I-{run.label}"] * (run.past - run.first - 1)]
    return labels
