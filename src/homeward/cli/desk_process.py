"""One process of the desk: it serves pages, does jobs, or does periodic work. Started by ``supervision`` alone.

    python -m homeward.cli.desk_process pages 127.0.0.1:8000
    python -m homeward.cli.desk_process jobs worker-1
    python -m homeward.cli.desk_process turns keeper
    python -m homeward.cli.desk_process witness 'keys|UA|127.0.0.1:8001'       (of a demo)

Its standard input is a pipe that nobody writes to. When it ends, whoever started this process has ended, however that
came, and this process ends too: no orphan goes on working unseen.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType

#: As many as pages are asked for at once. One thread each: threads of one interpreter wait for each other after every
#: question to the database, and twenty users waited twice as long for two processes of four threads.
_PAGE_WORKERS, _PAGE_THREADS = 8, 1
_LONGEST_PAGE = 120
_PATIENCE = 10.0
_LOOK_EVERY, _LAST_ANSWERS = 0.2, 1.0


def main(kind: str, name: str) -> None:
    """Be one process of the desk until told to end."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends the others in turn
    if kind == "pages":
        _serve(name)
    elif kind == "witness":
        _witness(*name.split("|"))
    else:
        _work(kind, name)


def _end_with_parent() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(_PATIENCE)
    os.kill(os.getpid(), signal.SIGKILL)


def _serve(address: str) -> None:
    from gunicorn.app.base import BaseApplication
    from gunicorn.util import import_app

    class Pages(BaseApplication):  # type: ignore[misc]  # gunicorn says nothing of its types
        """The server of pages, set up here and not by files or words of somebody's."""

        def load_config(self) -> None:
            settings = {
                "bind": address,
                "worker_class": "gthread",
                "workers": _PAGE_WORKERS,
                "threads": _PAGE_THREADS,
                "timeout": _LONGEST_PAGE,
                "graceful_timeout": int(_PATIENCE),
                "loglevel": "warning",
                "control_socket_disable": True,
                "preload_app": True,
                "post_fork": _end_with_master,
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> object:
            application = import_app("homeward.web.wsgi:application")
            _read_tables_of_names()
            return application

    Pages().run()


def _read_tables_of_names() -> None:
    """Read them before the first page needs them, once for all workers, and never look there for garbage."""
    from homeward.register.search_keys import question_keys

    question_keys("Зразків Іван Aleshki")
    gc.collect()
    gc.freeze()


def _end_with_master(_server: object, _worker: object) -> None:
    """Let a server of pages leave the port soon after the one above it was killed, so that the next can take it."""
    master = os.getppid()

    def watch() -> None:
        while os.getppid() == master:
            time.sleep(_LOOK_EVERY)
        time.sleep(_LAST_ANSWERS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _witness(folder: str, party: str, address: str) -> None:
    """A witness of the demo; in a commission each party runs its own, on its own machine."""
    from homeward.ledger.keys import read_keys
    from homeward.ledger.policy import parse_policy
    from homeward.ledger.witness import Witness
    from homeward.ledger.witness_server import WitnessServer
    from homeward.ledger.witness_state import StateFile

    keys = read_keys(Path(folder) / f"{party}.key", None)
    policy = parse_policy((Path(folder) / "policy").read_text(encoding="utf-8"))
    host, _, port = address.partition(":")
    witness = Witness(keys, policy, StateFile(Path(folder) / f"{party}.state", keys.name))
    WitnessServer((host, int(port)), witness).serve_forever()


def _work(kind: str, name: str) -> None:
    import django

    django.setup()
    from homeward.jobs.worker import Takes, work_until

    over = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        over.set()
        raise SystemExit  # out of a job in the middle: it is given back, and what it wrote by halves is not kept

    signal.signal(signal.SIGTERM, end)
    work_until(over.is_set, name, takes=Takes(kind))


if __name__ == "__main__":
    main(*sys.argv[1:])
