"""A worker in a process of its own, to be killed: python other_worker.py DATABASE_URL NAME LEASE_SECONDS."""

import datetime as dt
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))


def main(url: str, name: str, seconds: str) -> None:
    from databases import point_at  # it sets Django up, which the tasks ask for

    point_at(url)
    import made_tasks

    from homeward.jobs.worker import work_until

    assert made_tasks
    work_until(lambda: False, name, dt.timedelta(seconds=float(seconds)))


if __name__ == "__main__":
    main(*sys.argv[1:])
