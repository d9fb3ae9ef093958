"""The words of background work."""

from __future__ import annotations

from homeward.errors import HomewardError
from homeward.words import LabelledWord, _


class State(LabelledWord):
    """How a job stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    STOPPED = "stopped", _("stopped")


#: States that nothing leaves by itself.
ENDED = (State.DONE, State.FAILED, State.STOPPED)


class Stopped(HomewardError):
    """A person stopped the work: raised in it by ``run.progress``."""


class LeaseLost(HomewardError):
    """Somebody else works on this job by now: this worker's work on it does not count any more."""
