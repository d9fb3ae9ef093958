"""Makes a demo and says what stands on it: python made_demo.py FOLDER."""

import json
import sys
from collections import Counter
from pathlib import Path

from homeward.cli.desk_demo import PEOPLE, make_demo
from homeward.progress import silent


def main(folder: Path) -> None:
    make_demo(folder, Path(__file__).parents[2] / "examples", 8900, silent)
    from homeward.intake.models import Submission
    from homeward.ledger.live import check
    from homeward.reconciliation.models import Query, QueueLine
    from homeward.register.models import Contradiction

    people = json.loads((folder / PEOPLE).read_text("utf-8"))
    answered = Query.objects.exclude(answer="").count()
    found = {
        "lists": Submission.objects.count(),
        "states": Counter(QueueLine.objects.values_list("state", flat=True)),
        "queries": {"open": Query.objects.count() - answered, "answered": answered},
        "contradictions": Contradiction.objects.count(),
        "holds": check().entries > 0,
        "roles": len({person["role"] for person in people}),
        "password": people[0]["password"],
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
