"""Load: a checked batch into Postgres, in one transaction that can be repeated.

The schema stands in ``schemas/postgres``, what its tables mean in ``docs/data-dictionary.md``.
"""

from pipeline.load.batch import load
from pipeline.load.connection import connect
from pipeline.load.records import LedgerRow, RunRef
from pipeline.load.runs import finish_run, held, start_run
from pipeline.load.sources import record_sources
from pipeline.load.watermarks import last_fetched, read_watermark, settle

__all__ = [
    "LedgerRow",
    "RunRef",
    "connect",
    "finish_run",
    "held",
    "last_fetched",
    "load",
    "read_watermark",
    "record_sources",
    "settle",
    "start_run",
]
