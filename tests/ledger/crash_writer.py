"""Writers to be killed: a process with everything loaded, which forks one for each line it is sent.

    python crash_writer.py DATABASE_URL

A writer says its number, then acknowledges the entries it has written, a line for each commit; when it is dead, the
process that forked it says "killed".
"""

import os
import secrets
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def main(url: str) -> None:
    from databases import point_at  # it sets Django up, which the rooms ask for

    from homeward.intake.models import Submission
    from homeward.ledger.actions import NotWritten, Reading, record, record_readings
    from homeward.ledger.terms import NEUTRAL, Actor, Purpose

    actor = Actor("liaison-1", "liaison", "UA")
    shown_to = ["UA", NEUTRAL]
    readings = [Reading(actor, Purpose.TRACING, ["PE-1", "PE-2"], shown_to)] * 50

    def hand_in() -> int:
        number = f"SB-{secrets.token_hex(8)}"
        with record(
            by=actor, action="intake.hand_in", purpose=Purpose.EXCHANGE, subject=number, shown_to=shown_to
        ) as act:
            words = dict.fromkeys(("party", "kind", "label", "file_name", "file_sha256"), "")
            act.made(Submission.objects.create(number=number, file=b"x", counted_rows=0, **words))
        return act.sequence

    say("ready")
    for _line in sys.stdin:
        writer = os.fork()
        if not writer:
            point_at(url)
            say(os.getpid())
            try:
                while True:
                    say(hand_in())
                    say(*record_readings(readings))
            except NotWritten:  # its server has stopped
                os._exit(1)
        os.waitpid(writer, 0)
        say("killed")


if __name__ == "__main__":
    main(sys.argv[1])
