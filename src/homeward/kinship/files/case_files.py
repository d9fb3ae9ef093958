"""Cases as JSON: ``kinship-cases/1``, ``dvi-cases/1`` and ``dvi-large/1`` (docs/reference/kinship.md).

A file is read whole or refused whole, with everything wrong that one reading finds: an allele without a frequency,
frequencies that do not sum to 1, a cycle in a pedigree, an id twice, a parent of the wrong sex, three alleles.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numpy as np

from homeward.errors import Fault, InputRefused
from homeward.kinship.evidence import Observed
from homeward.kinship.families import Family, Remains
from homeward.kinship.likelihood import Hypothesis
from homeward.kinship.markers import SUM_TOLERANCE, Marker
from homeward.kinship.mutation import matrices_of
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Chromosome, Sex
from homeward.kinship.together.identification import Event

P = ParamSpec("P")
T = TypeVar("T")
#: Larger files are not these.
MOST_BYTES = 1 << 30


@dataclass(frozen=True)
class Case:
    """Hypotheses about who is related to whom, and the profiles that they are judged by."""

    name: str
    hypotheses: Mapping[str, Hypothesis]
    markers: tuple[Marker, ...]
    profiles: Mapping[str, Mapping[str, Observed]]
    theta: float


class _Reading:
    """What is wrong, gathered while a file is read; ``at`` is where the reading stands."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.case = ""
        self.faults: list[Fault] = []

    def fault(self, where: str, found: str, advice: str) -> None:
        self.faults.append(Fault(self.file, self.case, 0, where, found[:60], advice))

    def tried(self, where: str, make: Callable[P, T], *args: P.args, **more: P.kwargs) -> T | None:
        """What ``make`` makes; None, with faults, where it refuses or stumbles over the form of what it is given."""
        try:
            return make(*args, **more)
        except InputRefused as refused:
            self.faults += [
                Fault(self.file, self.case, 0, f"{where} {one.column}".strip(), one.found, one.advice)
                for one in refused.faults
            ]
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            self.fault(where, f"{type(error).__name__}: {error}", "See the format in docs/reference/kinship.md.")
        return None

    def end(self) -> None:
        if self.faults:
            raise InputRefused(self.faults)


def read_cases(path: Path) -> list[Case]:
    """Read ``kinship-cases/1``; what it says under ``expected`` is never looked at.

    Raises:
        InputRefused: everything wrong with the file.
    """
    reading, told = _opened(path, "kinship-cases/1")
    cases = []
    for place, one in enumerate(_list(reading, told, "cases")):
        reading.case = str(one.get("name", place + 1)) if isinstance(one, dict) else str(place + 1)
        cases.append(reading.tried("", _case, reading, one))
    reading.end()
    return [case for case in cases if case is not None]  # none is None, or there was a fault


def read_events(path: Path) -> list[tuple[str, Event]]:
    """Read ``dvi-cases/1``: name and event of each case; or the one event of ``dvi-large/1``, named as the file is.

    Raises:
        InputRefused: everything wrong with the file.
    """
    reading, told = _opened(path, "dvi-cases/1", "dvi-large/1")
    events: list[tuple[str, Event | None]] = []
    if told["format"] == "dvi-large/1":
        events.append((path.stem, reading.tried("", _event, reading, told)))
        reading.end()
        return [(name, event) for name, event in events if event is not None]
    for place, one in enumerate(_list(reading, told, "cases")):
        reading.case = str(one.get("name", place + 1)) if isinstance(one, dict) else str(place + 1)
        events.append((reading.case, reading.tried("input", _event_of_case, reading, one)))
    reading.end()
    return [(name, event) for name, event in events if event is not None]


def read_event(path: Path) -> Event:
    """Read ``dvi-large/1``.

    Raises:
        InputRefused: everything wrong with the file.
    """
    reading, told = _opened(path, "dvi-large/1")
    event = reading.tried("", _event, reading, told)
    reading.end()
    assert event is not None  # else there was a fault
    return event


def _opened(path: Path, *forms: str) -> tuple[_Reading, Mapping[str, Any]]:
    reading = _Reading(path.name)
    told: Any = None
    try:
        if path.stat().st_size > MOST_BYTES:
            reading.fault("", "larger than 1 GB.", "Divide it.")
        else:
            told = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=lambda pairs: _once(reading, pairs))
    except OSError:
        reading.fault("", "cannot be read.", "Name a file that is there.")
    except (ValueError, RecursionError):
        reading.fault("", "is no JSON in UTF-8.", "Write JSON.")
    if not reading.faults and (not isinstance(told, dict) or told.get("format") not in forms):
        reading.fault(
            "format", "is another.", " or ".join(f'"format": "{form}"' for form in forms) + " must stand there."
        )
    reading.end()
    return reading, told


def _once(reading: _Reading, pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            reading.fault(key, "stands twice.", "Give each person, marker and hypothesis an id of its own.")
        found[key] = value
    return found


def _list(reading: _Reading, told: Mapping[str, Any], key: str) -> list[Any]:
    found = told.get(key)
    if not isinstance(found, list):
        reading.fault(key, "is no list.", f'Write "{key}": […].')
        return []
    return found


def _case(reading: _Reading, one: Mapping[str, Any]) -> Case:
    markers = _markers(reading, one["markers"])
    profiles = _profiles(reading, one["genotypes"], markers)
    _drop_out(reading, one, profiles, markers)
    hypotheses = {
        name: reading.tried(name, _hypothesis, name, told, one.get("identity", {}))
        for name, told in one["hypotheses"].items()
    }
    theta = float(one.get("theta") or 0)
    if not 0 <= theta < 1:
        reading.fault("theta", f"{theta:g}", "Write a number from 0 to below 1.")
    members = {
        member.id: member
        for hypothesis in hypotheses.values()
        if hypothesis is not None
        for pedigree in hypothesis.pedigrees
        for member in pedigree.members
    }
    for person, readings in profiles.items():
        if members and person not in members:
            reading.fault(f"genotypes of {person}", "nobody of that id in any pedigree.", "Look at the id.")
        for name, observed in readings.items():
            _check_copies(reading, members.get(person), markers.get(name), observed)
    whole = {name: hypothesis for name, hypothesis in hypotheses.items() if hypothesis is not None}
    return Case(reading.case, whole, tuple(markers.values()), profiles, theta)


def _drop_out(
    reading: _Reading,
    told: Mapping[str, Any],
    profiles: dict[str, dict[str, Observed]],
    markers: Mapping[str, Marker],
) -> None:
    """Put in the readings that are said to have drop-out."""
    for lost in told.get("dropout") or []:
        observed = Observed(tuple(map(str, lost["observed"])), float(lost["d"]))
        where = f"dropout of {lost['person']}"
        if str(lost["marker"]) not in markers:
            reading.fault(where, "no such marker.", "Give the marker its alleles and frequencies.")
        profiles.setdefault(str(lost["person"]), {})[str(lost["marker"])] = observed
        _check(reading, where, observed, markers.get(str(lost["marker"])))


def _hypothesis(name: str, told: Mapping[str, Any], identity: Mapping[str, Sequence[str]]) -> Hypothesis:
    inbreeding = {str(id_): float(value) for id_, value in told.get("founder_inbreeding", {}).items()}
    same = identity.get(name, [])
    pedigrees = tuple(_pedigree(members, inbreeding) for members in told["pedigrees"])
    hypothesis = Hypothesis(pedigrees, {str(id_): str(same[0]) for id_ in same[1:]})
    hypothesis.members()
    return hypothesis


def _pedigree(members: Sequence[Mapping[str, Any]], inbreeding: Mapping[str, float]) -> Pedigree:
    found = tuple(
        Member(str(one["id"]), str(one.get("father") or ""), str(one.get("mother") or ""), Sex(one.get("sex") or "U"))
        for one in members
    )
    ids = {one.id for one in found}
    return Pedigree(found, {id_: value for id_, value in inbreeding.items() if id_ in ids})


def _markers(reading: _Reading, told: Sequence[Mapping[str, Any]]) -> dict[str, Marker]:
    markers: dict[str, Marker] = {}
    for place, one in enumerate(told):
        name = str(one.get("name", place + 1))
        if name in markers:
            reading.fault(f"marker {name}", "stands twice.", "Name each marker once.")
        made = reading.tried(f"marker {name}", _marker, reading, name, one)
        if made is not None:
            markers[name] = made
    return markers


def _marker(reading: _Reading, name: str, told: Mapping[str, Any]) -> Marker:
    where = f"marker {name}"
    alleles = tuple(map(str, told["alleles"]))
    frequencies = np.array(told["frequencies"], dtype=float)
    if len(set(alleles)) < len(alleles):
        reading.fault(where, "has an allele twice.", "Name each allele once.")
    if frequencies.shape != (len(alleles),):
        reading.fault(where, f"{len(alleles)} alleles, {frequencies.size} frequencies.", "Give each allele its own.")
        raise InputRefused([Fault(where, "", 0, "", "cannot be used.", "Mend the frequencies.")])
    if not (np.isfinite(frequencies).all() and (frequencies > 0).all()):
        reading.fault(
            where, "has a frequency that is not above 0.", "Give unseen alleles the smallest frequency in use."
        )
    if abs(frequencies.sum() - 1) > SUM_TOLERANCE:
        reading.fault(where, f"frequencies sum to {frequencies.sum():.6f}.", "They must sum to 1.")
    silent = str(told.get("silent_allele") or "")
    if silent and silent not in alleles:
        reading.fault(where, "has a silent allele that is none of its alleles.", "Give it a frequency.")
    female, male = matrices_of(told.get("mutation"), alleles, frequencies)
    return Marker(name, alleles, frequencies, Chromosome(told.get("chromosome") or "autosomal"), female, male, silent)


def _profiles(
    reading: _Reading, told: Mapping[str, Any], markers: Mapping[str, Marker]
) -> dict[str, dict[str, Observed]]:
    return {str(person): _profile(reading, str(person), one, markers) for person, one in told.items()}


def _profile(
    reading: _Reading, person: str, told: Mapping[str, Any], markers: Mapping[str, Marker]
) -> dict[str, Observed]:
    found = {}
    for name, alleles in told.items():
        where = f"{name} of {person}"
        if name not in markers:
            reading.fault(where, "no such marker.", "Give the marker its alleles and frequencies.")
        elif not isinstance(alleles, list) or not 1 <= len(alleles) <= 2:
            count = len(alleles) if isinstance(alleles, list) else 0
            reading.fault(where, f"{count} alleles.", "A person has two at most; look for a mixture.")
        else:
            observed = Observed(tuple(None if allele is None else str(allele) for allele in alleles))
            _check(reading, where, observed, markers[name])
            found[name] = observed
    return found


def _check(reading: _Reading, where: str, observed: Observed, marker: Marker | None) -> None:
    if observed.dropout is not None and not 0 <= observed.dropout < 1:
        reading.fault(where, f"drop-out {observed.dropout:g}", "Write a chance from 0 to below 1.")
    if len(observed.seen) > 2:
        reading.fault(where, f"{len(observed.seen)} alleles.", "A person has two at most; look for a mixture.")
    for allele in observed.seen:
        if marker is not None and (allele not in marker or allele == marker.silent):
            reading.fault(where, f"{allele}: no such allele.", "Give the allele a frequency.")


def _check_copies(reading: _Reading, member: Member | None, marker: Marker | None, observed: Observed) -> None:
    if marker is None or member is None or marker.chromosome is not Chromosome.X:
        return
    where = f"{marker.name} of {member.id}"
    if member.sex is Sex.UNKNOWN:
        reading.fault(where, "lies on the X, and the sex is not known.", "Write the sex.")
    elif member.sex is Sex.MALE and len(observed.seen) > 1:
        reading.fault(where, "two alleles of the single X of a man.", "Look at the sex and at the reading.")


def _event_of_case(reading: _Reading, told: Mapping[str, Any]) -> Event:
    return _event(reading, told["input"])


def _event(reading: _Reading, told: Mapping[str, Any]) -> Event:
    markers = _markers(reading, told["markers"])
    other = _markers(reading, told["pm_markers"]) if told.get("pm_markers") else {}
    if other and other.keys() != markers.keys():
        reading.fault("pm_markers", "are other markers.", "Give the same markers, with the frequencies of the remains.")
    if told.get("theta"):
        advice = "Leave it out: the tables of a search are of unrelated founders. Weigh candidates with evaluate."
        reading.fault("theta", f"{told['theta']}", advice)
    missing = tuple(map(str, told["missing"]))
    places = {id_: at for at, id_ in enumerate(missing)}
    remains = tuple(_remains(reading, one, markers) for one in told["pm"])
    families = tuple(
        found
        for one in told["am"]
        if (found := reading.tried(str(one.get("family")), _family, reading, one, places, markers))
    )
    placed = list(chain.from_iterable(family.missing for family in families))
    for what, ids in (
        ("remains", [one.id for one in remains]),
        ("family", [one.id for one in families]),
        ("missing", placed),
        ("missing", missing),
    ):
        for id_ in sorted(id_ for id_, count in Counter(ids).items() if count > 1):
            reading.fault(f"{what} {id_}", "stands twice.", "Give each an id of its own.")
    if len(families) == len(told["am"]):
        for id_ in sorted({*missing} - {*placed}, key=missing.index):
            reading.fault(f"missing {id_}", "is in no family.", "Add the person to a pedigree.")
    for one in remains:
        for name, observed in one.profile.items():
            _check_copies(reading, Member(one.id, sex=one.sex), markers.get(name), observed)
    return Event(tuple(markers.values()), remains, families, missing, tuple(other.values()))


def _remains(reading: _Reading, told: Mapping[str, Any], markers: Mapping[str, Marker]) -> Remains:
    """One remains; a ``dropout`` that is a number holds of all its markers, one that is a list of those it names."""
    id_ = str(told["id"])
    profiles = {id_: _profile(reading, id_, told["genotypes"], markers)}
    lost = told.get("dropout")
    if isinstance(lost, list):
        _drop_out(reading, {"dropout": [{**one, "person": id_} for one in lost]}, profiles, markers)
    elif lost is not None:
        profiles[id_] = {name: Observed(one.seen, float(lost)) for name, one in profiles[id_].items()}
        for name, one in profiles[id_].items():
            _check(reading, f"{name} of {id_}", one, markers[name])
    return Remains(id_, Sex(told.get("sex") or "U"), profiles[id_])


def _family(
    reading: _Reading, told: Mapping[str, Any], missing: Mapping[str, int], markers: Mapping[str, Marker]
) -> Family:
    pedigree = _pedigree(told["pedigree"], told.get("founder_inbreeding") or {})
    profiles = _profiles(reading, told["genotypes"], markers)
    _drop_out(reading, told, profiles, markers)
    for person, readings in profiles.items():
        if person not in pedigree.ids:
            reading.fault(f"genotypes of {person}", "nobody of that id in the pedigree.", "Look at the id.")
            continue
        if person in missing:
            reading.fault(f"genotypes of {person}", "is missing and has a profile.", "Who is typed is not missing.")
        for name, observed in readings.items():
            _check_copies(reading, pedigree.member(person), markers.get(name), observed)
    here = tuple(sorted(missing.keys() & {*pedigree.ids}, key=missing.__getitem__))
    return Family(str(told["family"]), pedigree, profiles, here, str(told.get("type") or ""))
