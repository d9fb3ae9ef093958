"""Long work in the background, on the same database: lease, heartbeat, reaper, idempotency.

    @task("reconciliation.compare")               in the room's ``tasks.py``
    def compare(run: Run) -> None: ...

    enqueue("reconciliation.compare", {...}, party=…, person=…, key=form_key)      in a view

``registry`` holds the tasks, ``actions`` what people do with jobs, ``leases`` who works on which, ``worker`` the work.
A task is called again when its worker was killed, so it must do nothing twice: its actions take
``request=f"job:{run.number}"``.
"""
