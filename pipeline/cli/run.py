"""``newswire run``: one run of the DAG in a process of its own, while this one keeps house."""

import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from pipeline import flow
from pipeline.config import Settings
from pipeline.dagrun import dag_run_id
from pipeline.errors import NewswireError
from pipeline.home import Home
from pipeline.load.migrate import upgrade
from pipeline.report import Report, rehearsal, report

DAG = "newswire_ingest"


@dataclass(frozen=True, slots=True)
class RunResult:
    """A run's report, or what a dry run came to; the tasks that failed, and the file that the log went to."""

    report: Report | str
    failed: list[str]
    log: str


def run_once(settings: Settings, conf: dict[str, Any], say: Callable[[str], None]) -> RunResult:
    """Start what is needed, run the DAG, stop what was started. Raises NewswireError when no run came about,
    ConfigError for a source that is not there.
    """
    flow.choose_sources(settings, conf["sources"])
    home = Home(settings)
    log = home.path / "run.log"
    with _terminable(), home.servers("newswire run", waiting=say) as urls:
        upgrade(urls.newswire)
        environment = home.environment(urls)
        answer = _run_dag(conf, environment, log)
    if answer.get("run_id") is None:
        raise NewswireError(f"the DAG did not run: {', '.join(answer.get('failed', ['it crashed']))}; the log is {log}")
    run_id = dag_run_id(DAG, answer["run_id"])
    paths = flow.batches(settings, run_id)
    told = rehearsal(paths) if conf["dry_run"] else report(paths, flow.fetched(settings, run_id))
    return RunResult(told, answer["failed"], str(log))


def _run_dag(conf: dict[str, Any], environment: dict[str, str], log: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "pipeline.dagrun", DAG, json.dumps(conf)]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            start_new_session=True,
        )
        try:
            # Not communicate(): it would close the child's standard input, which tells it to end.
            answer = process.stdout.read() if process.stdout else b""
        finally:
            _end(process)
    return dict(json.loads(answer)) if answer.strip() else {}


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Closing its input ends it, also when it is deaf to signals."""
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """A polite kill unwinds like Ctrl-C, so that nothing is left running."""

    def unwind(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, unwind)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
