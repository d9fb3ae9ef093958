"""A session of Spark: what it needs, how it is started, and how it ends with the run that asked for it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path

from py4j.java_gateway import JavaGateway
from py4j.protocol import Py4JJavaError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkRuntimeError
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from homeward.errors import Fault, InputRefused

# Spark asks for pandas, which we never speak; it would tell every user that it does not know the newest one.
warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)

#: The oldest Java that Spark 4 runs on.
JAVA = 17

#: What the engine relies on; all else is Spark's own, or comes from the spark-defaults.conf of the cluster.
_SETTINGS = {
    "spark.ui.enabled": "false",  # nothing listens that nobody asked for
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.adaptive.enabled": "false",  # one job, whose stages are known and can be told
    "spark.driver.maxResultSize": "0",  # the driver holds all pairs worth keeping, as with every engine
    "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
}
#: On one machine nothing listens to others.
_LOCAL_SETTINGS = {"spark.driver.host": "localhost", "spark.driver.bindAddress": "127.0.0.1"}


def refuse_missing_java() -> None:
    """Java is looked for as Spark looks for it: under JAVA_HOME, else on the path.

    Raises:
        InputRefused: there is none, or it is too old.
    """
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home) / "bin" / "java") if home else "java")
    advice = f"Install Java {JAVA} or newer (on Debian: apt-get install default-jre-headless), or set JAVA_HOME to it."
    if java is None:
        raise _refused("needs Java, which is not found.", advice)
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if version and int(version[1]) < JAVA:
        raise _refused(f"needs Java {JAVA}; here is {version[1]}.", advice)


def start_session(master: str) -> SparkSession:
    """Start a session; end it with ``stop_session``.

    Args:
        master: in Spark's own words.

    Raises:
        InputRefused: Spark cannot be started, or not there; with the reason it gave.
    """
    local = master.startswith("local")
    # The executors run our code: they need the same interpreter and packages, at the same place on every node.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf(loadDefaults=False).setAll(list((_SETTINGS | (_LOCAL_SETTINGS if local else {})).items()))
    conf.setAppName("homeward reconcile").setMaster(master).set("spark.sql.warehouse.dir", _folder().name)
    if local:
        conf.set("spark.local.dir", _folder().name)  # what is spilled goes with the process, if not before
    interrupted = signal.getsignal(signal.SIGINT)
    try:
        return SparkSession(SparkContext(conf=conf, gateway=_gateway()))
    except Py4JJavaError as failure:
        raise _refused(f"cannot start on {master}: {_reason(failure)}", "Look at --master.") from failure
    finally:
        _hear_interrupts_as(interrupted)


def stop_session(session: SparkSession) -> None:
    """Stop whatever runs, and the session."""
    session.sparkContext.cancelAllJobs()
    session.stop()


def _hear_interrupts_as(handler: object) -> None:
    """Take back the handler that Spark puts in place of ours, and that fails once its session is stopped."""
    with suppress(ValueError):  # not in the main thread: nothing was put in place
        signal.signal(signal.SIGINT, handler)  # type: ignore[arg-type]  # as getsignal gave it


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """For what Java would put where it was started; one for the process, because Java remembers it."""
    return tempfile.TemporaryDirectory(prefix="homeward-spark-")


@cache
def _gateway() -> JavaGateway:
    """Java beside this process, once; it ends with the process. What it logs stays off the terminal."""
    log = tempfile.TemporaryFile(prefix="homeward-spark-")  # noqa: SIM115  # Java writes there as long as it lives
    try:
        return launch_gateway(  # type: ignore[no-untyped-call]  # pyspark gives it no types
            popen_kwargs={"stdout": log, "stderr": log}
        )
    except PySparkRuntimeError as failure:
        log.seek(0)
        lines = log.read().decode(errors="replace").strip().splitlines() or [str(failure)]
        raise _refused(f"cannot start Java: {lines[-1]}", "Look at JAVA_HOME and SPARK_HOME.") from failure


def _reason(failure: Py4JJavaError) -> str:
    return str(failure.java_exception.getMessage()).splitlines()[0]


def _refused(found: str, advice: str) -> InputRefused:
    return InputRefused([Fault("--engine spark", "", 0, "", found, advice)])
