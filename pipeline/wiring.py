"""What the DAGs and their tasks have in common: when they begin and try again, and what the grid calls them.

DAG files import this module: nothing heavy stands here.
"""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from airflow.sdk import ExceptionRetryPolicy, RetryAction, RetryRule, dag, task, task_group

from pipeline import tasks
from pipeline.config import Settings
from pipeline.errors import ConfigError, TransientError

DELAY = timedelta(seconds=Settings.from_env().retry_seconds)
RETRY = ExceptionRetryPolicy(
    [
        RetryRule([TransientError, ConnectionError, TimeoutError], RetryAction.RETRY, DELAY),
        RetryRule(ConfigError, RetryAction.FAIL, reason="somebody has to mend a setting first"),
        RetryRule([ImportError, LookupError, TypeError, ValueError], RetryAction.FAIL, reason="would fail alike again"),
    ]
)
DEFAULTS: dict[str, Any] = {
    "retries": 3,
    "retry_delay": DELAY,
    "retry_policy": RETRY,
    "execution_timeout": timedelta(hours=1),
}
# A DAG waits until somebody switches it on, and then makes up for no run that its schedule would have had before.
newswire_dag = partial(
    dag,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    is_paused_upon_creation=True,
    default_args=DEFAULTS,
    tags=["newswire"],
)
named = partial(task, map_index_template="{{ label }}")


@task_group(prefix_group_id=False)
def line(batch: Any) -> None:  # noqa: ANN401 (a path at run time, an XComArg while it is wired)
    """Take one batch down the line."""
    for stage in (tasks.parse, tasks.clean, tasks.extract, tasks.validate, tasks.load):
        batch = named()(stage)(batch)


@task_group(prefix_group_id=False)
def replay_line(batch: Any) -> None:  # noqa: ANN401
    """The same, with a look at what differs from what is stored before it is loaded."""
    for stage in (tasks.parse, tasks.clean, tasks.extract, tasks.validate, tasks.compare, tasks.load):
        batch = named()(stage)(batch)
