"""Users at the desk: each asks for one page after another and thinks for a while; how long each answer takes."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Workers read their tables of names when they are first asked for one, and a user's first visit of a page records the
#: reading of names: every user goes to every kind of page so often before anything is measured.
_VISITS_BEFORE = 2


@dataclass(frozen=True, slots=True)
class User:
    """One member's browser: the cookie of its session, and the pages it goes to, by kind."""

    cookie: str
    pages: Mapping[str, Sequence[str]]


def seconds_by_kind(port: int, users: Sequence[User], seconds: float, thinks: float) -> dict[str, list[float]]:
    """Let all users work at once; gives the seconds of each answer by kind of page.

    Args:
        port: of the server on this machine.
        users: that work side by side.
        seconds: for how long.
        thinks: the mean time between an answer and the next question, drawn between half of it and one and a half.

    Raises:
        RuntimeError: an answer was not 200.
    """
    taken: dict[str, list[float]] = defaultdict(list)
    wrong: list[str] = []
    lock = threading.Lock()
    all_warm = threading.Barrier(len(users))

    def works(place: int, user: User) -> None:
        draw = random.Random(place)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

        def asks(kind: str) -> float:
            path = draw.choice(user.pages[kind])
            began = time.perf_counter()
            answer = _answer(connection, path, user.cookie)
            if answer.status != 200:
                wrong.append(f"{path}: {answer.status}")
            return time.perf_counter() - began

        for kind in [*user.pages] * _VISITS_BEFORE:
            asks(kind)
        all_warm.wait()
        ends = time.monotonic() + seconds
        time.sleep(thinks * draw.random())
        while time.monotonic() < ends and not wrong:
            kind = draw.choice(list(user.pages))
            took = asks(kind)
            with lock:
                taken[kind].append(took)
            if thinks:
                time.sleep(thinks * (0.5 + draw.random()))

    threads = [threading.Thread(target=works, args=one, daemon=True) for one in enumerate(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(wrong[0])
    return dict(taken)


def _answer(connection: http.client.HTTPConnection, path: str, cookie: str) -> http.client.HTTPResponse:
    """An answer, read to its end; a server lets go of a connection that has been idle, and is asked anew."""
    for _attempt in range(2):
        try:
            connection.request("GET", path, headers={"Cookie": cookie, "Host": "localhost"})
            answer = connection.getresponse()
            answer.read()
            return answer
        except (http.client.RemoteDisconnected, ConnectionError):
            connection.close()
    raise RuntimeError(f"{path}: no answer")


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of ``values`` that ``share`` of them do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
