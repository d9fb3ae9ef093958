"""Users at the desk: each asks for one page after another and thinks for a while; how long each answer takes."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Workers read their tables of names when they are first asked for one; that is not measured.
_WARMING = 10


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
    ends = time.monotonic() + seconds + _WARMING
    counts_from = time.monotonic() + _WARMING

    def works(place: int, user: User) -> None:
        draw = random.Random(place)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        time.sleep(draw.random() * max(thinks, 0.2))
        while time.monotonic() < ends and not wrong:
            kind = draw.choice(list(user.pages))
            path = draw.choice(user.pages[kind])
            began = time.perf_counter()
            connection.request("GET", path, headers={"Cookie": user.cookie, "Host": "localhost"})
            answer = connection.getresponse()
            answer.read()
            took = time.perf_counter() - began
            with lock:
                if answer.status != 200:
                    wrong.append(f"{path}: {answer.status}")
                elif time.monotonic() > counts_from:
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


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of ``values`` that ``share`` of them do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
