"""Near-duplicates: a signature for each text, looked up by its bands, and clusters that grow as texts come.

No two texts are compared that share no band, and of those that share one only the oldest: ``docs/duplicates.md``.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.identity.signature import Signature, bands, signature
from pipeline.load.copy import Row, copy
from pipeline.load.moves import lowest
from pipeline.story import Article

# From this share of runs in common on, texts are in one cluster; shorter ones are too often alike by chance.
SIMILARITY = 0.4
SHORTEST_WORDS = 30
# A band that very many texts share: its oldest are enough to find their cluster by.
MOST_OF_A_BAND = 20

STAGING = "CREATE TEMP TABLE incoming_bands (revision_id bigint, hashes bigint[]) ON COMMIT DROP"

BANDS = """
INSERT INTO newswire.near_duplicate_band (hash, revision_id)
SELECT DISTINCT hash, revision_id FROM incoming_bands CROSS JOIN unnest(hashes) AS hash ORDER BY hash, revision_id
"""

ALIKE = """
SELECT one.cluster_id, other.cluster_id
FROM (
    SELECT DISTINCT i.revision_id AS one, o.revision_id AS other
    FROM incoming_bands i
    CROSS JOIN unnest(i.hashes) AS own (hash)
    CROSS JOIN LATERAL (
        SELECT b.revision_id FROM newswire.near_duplicate_band b
        WHERE b.hash = own.hash AND b.revision_id <> i.revision_id
        ORDER BY b.revision_id LIMIT %(most)s
    ) o
) pair
JOIN newswire.near_duplicate one ON one.revision_id = pair.one
JOIN newswire.near_duplicate other ON other.revision_id = pair.other
WHERE newswire.signature_similarity(one.signature, other.signature) >= %(similarity)s
"""

CLUSTERS = """
UPDATE newswire.near_duplicate d SET cluster_id = n.cluster_id
FROM unnest(%(old)s::bigint[], %(new)s::bigint[]) AS n (old, cluster_id)
WHERE d.cluster_id = n.old
"""


def store_signatures(cursor: Cursor, texts: Iterable[tuple[int, Article]]) -> None:
    """Write the signatures of new revisions, and put those that are alike into one cluster."""
    signed = [(number, article, found) for number, article in texts if (found := signature(article.body))]
    copy(cursor, "newswire.near_duplicate", (_row(number, found) for number, _, found in signed))
    long_enough = [(number, found) for number, article, found in signed if is_long(article.body)]
    if not long_enough:
        return
    cursor.execute(STAGING)
    copy(cursor, "incoming_bands", _band_rows(long_enough))
    cursor.execute(BANDS)
    cursor.execute(ALIKE, {"most": MOST_OF_A_BAND, "similarity": SIMILARITY})
    joined = lowest(cursor.fetchall())
    if joined:
        cursor.execute(CLUSTERS, {"old": list(joined), "new": list(joined.values())})


def _row(number: int, found: Signature) -> Row:
    return {"revision_id": number, "cluster_id": number, "signature": _array(found)}


def _band_rows(signed: Sequence[tuple[int, Signature]]) -> Iterator[Row]:
    hashes = bands(np.array([found for _, found in signed], dtype=np.int32)).tolist()
    return ({"revision_id": number, "hashes": _array(own)} for (number, _), own in zip(signed, hashes, strict=True))


def _array(numbers: Iterable[int]) -> str:
    """Numbers as COPY reads an array: written element by element they would take most of the load's time."""
    return f"{{{','.join(map(str, numbers))}}}"


def is_long(body: str) -> bool:
    """Whether a text is long enough to be looked up: 30 words, or as many letters where words are not spaced."""
    return len(body.split(maxsplit=SHORTEST_WORDS)) >= SHORTEST_WORDS or len(body) >= 20 * SHORTEST_WORDS
