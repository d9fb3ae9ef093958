"""A commission in which each party has something that only it may know of, and all three share something.

Every word in capitals beginning with ``CANARY`` stands in one party's matters alone. Names are made up, and each is
borne once.
"""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desk import SIDES, Desk, offices
from walk import Thing

from homeward.access.actions import NewMember, admit_member
from homeward.access.terms import Record, Role
from homeward.access.viewer import Viewer
from homeward.intake.actions import upload_draft
from homeward.intake.actions.drafts import Upload
from homeward.intake.gate import drafts_for, submissions_for
from homeward.intake.kinds import SubmissionKind
from homeward.intake.models import Draft, Submission
from homeward.jobs.actions import enqueue
from homeward.jobs.models import Job
from homeward.jobs.worker import run_waiting
from homeward.ledger.models import Shown
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation import actions as reconciliation
from homeward.reconciliation.gate import queue_for
from homeward.reconciliation.models import Comparison, PutPair, Query
from homeward.reconciliation.query_words import QueryKind
from homeward.reconciliation.states import Ground, Said
from homeward.register import actions as register
from homeward.register.actions.places import NewForm
from homeward.register.actions.statements import NewFact
from homeward.register.models import Institution, ListedEntry, Person, Place, Statement
from homeward.register.terms import FactField, InstitutionKind, LifeState
from homeward.words import Language

COLUMNS = ("rec_id", "surname", "given_name", "patronymic", "birth_date", "birth_place", "health_note")
#: On the lists of both sides, each as its own side writes it.
ON_BOTH = {
    "UA": [
        ("Сичов", "Вадим", "Олександрович", "12.06.1999", "Олешки"),
        ("Гнатюк", "Олег", "Іванович", "03.01.1980", "Полтава"),
        ("Мельниченко", "Григорій", "Петрович", "27.11.1991", "Суми"),
        ("Журавель", "Тарас", "Миколайович", "09.09.1987", "Рівне"),
        ("Дорошкевич", "Лев", "Андрійович", "14.02.1995", "Луцьк"),
        ("Кривонос", "Сергій", "Юрійович", "30.07.1978", "Харків"),
    ],
    "RU": [
        ("Сычёв", "Вадим", "Александрович", "12.06.1999", "Алёшки"),
        ("Гнатюк", "Олег", "Иванович", "03.01.1980", "Полтава"),
        ("Мельниченко", "Григорий", "Петрович", "27.11.1991", "Сумы"),
        ("Журавель", "Тарас", "Николаевич", "09.09.1987", "Ровно"),
        ("Дорошкевич", "Лев", "Андреевич", "14.02.1995", "Луцк"),
        ("Кривонос", "Сергей", "Юрьевич", "30.07.1978", "Харьков"),
    ],
}
#: On one side's list alone.
ALONE = {
    "UA": [("Канарченко", "Северин", "Омелянович", "05.05.1985", "Канарівка")],
    "RU": [("Певчунов", "Ефрем", "Фролович", "06.06.1986", "Певчуновка")],
}
#: Words that stand in the matters of one party alone.
CANARIES = {
    "UA": ("Канарченко", "Канарівка", "CANARYUA"),
    "RU": ("Певчунов", "Певчуновка", "CANARYRU"),
    NEUTRAL: ("CANARYNEUTRAL",),
}
#: What is looked for. None is written as a canary is: a page says again what was asked.
SEARCHES = ("Kanarchenko", "Pevchunov", "Сичов", "canaryua", "canaryru")


def list_file(party: str, more: Sequence[tuple[str, ...]] = ()) -> bytes:
    """The list of a side as a CSV file; the note on health is a canary of its side."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for place, row in enumerate([*ON_BOTH[party], *ALONE[party], *more], 1):
        writer.writerow([f"{party}-{place}", *row, f"CANARY{party} note {place}"])
    return out.getvalue().encode()


class World:
    """What stands at the desk, by party; numbers of things are in ``things``."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.liaison = {side: desk.viewer(Role.LIAISON, side) for side in SIDES}
        self.secretary = desk.viewer(Role.SECRETARY, NEUTRAL)
        self.things: list[Thing] = []
        for party in (*SIDES, NEUTRAL):
            for role in offices(party):
                desk.member(role, party)
        for side in SIDES:
            self.hand_in(side, list_file(side))
            self._upload_and_leave(side)
        self._share_and_compare()
        for side in SIDES:
            self._says(self.liaison[side])
        self._says(self.secretary)
        self._collect()

    def colleague(self, of: Viewer) -> Viewer:
        """A second person in the same office of the same party."""
        joining = NewMember(
            f"second-{of.role.value}-{of.party}".lower(), f"second {of.role.value}", of.party, [of.role]
        )
        by = self.secretary.actor
        member = admit_member(by=by, joining=joining, proposed_by="US-OPERATOR-1", seconded_by="US-OPERATOR-2")
        return replace(of, person=member.number, name=member.name)

    def hand_in(self, side: str, data: bytes, name: str = "") -> Submission:
        """A liaison officer uploads a list, it is read, and handed in."""
        viewer = self.liaison[side]
        upload = Upload(SubmissionKind.HELD, name or f"CANARY{side}-list.csv", data)  # type: ignore[arg-type]
        draft = upload_draft(by=viewer, upload=upload)
        run_waiting()
        draft = Draft.objects.get(pk=draft.pk)
        assert draft.state == "ready", draft.reading
        arguments = {
            "draft": draft.number,
            "role": viewer.role.value,
            "sides": list(viewer.sides),
            "purpose": viewer.purpose.value,
            "why_other": "",
        }
        enqueue("intake.hand_in", arguments, party=side, person=viewer.person, key=f"{draft.number}:hand-in")
        run_waiting()
        return submissions_for(viewer).get(pk=Draft.objects.get(pk=draft.pk).submission)

    def _upload_and_leave(self, side: str) -> None:
        upload = Upload(SubmissionKind.SOUGHT, f"CANARY{side}-draft.csv", list_file(side))  # type: ignore[arg-type]
        upload_draft(by=self.liaison[side], upload=upload)
        run_waiting()

    def _share_and_compare(self) -> None:
        columns = ["surname", "given_name", "patronymic", "birth_date"]
        rule = reconciliation.propose_rule(by=self.secretary, columns=columns)
        for side in SIDES:
            reconciliation.consent_to_rule(by=self.liaison[side], rule=rule.number)
        lists = sorted(Submission.objects.values_list("number", flat=True))
        arguments = {"lists": lists}
        enqueue("reconciliation.compare", arguments, party=NEUTRAL, person=self.secretary.person, key="compare")
        run_waiting()
        failed = Job.objects.exclude(state="done").values_list("kind", "failure", "faults")
        assert not failed, list(failed)
        lines = list(queue_for(self.secretary).order_by("rank").values_list("pair", flat=True))
        assert len(lines) >= 4, "the lists of both sides have persons in common"
        self.put, self.found = lines[:2], lines[2]
        reconciliation.find_pairs(by=self.secretary, pairs=lines[:2], said=Said.SAME, grounds=[Ground.ENTRIES])  # type: ignore[arg-type,list-item]
        reconciliation.second_findings(by=self.colleague(self.secretary), pairs=lines[:2])
        reconciliation.put_pairs(by=self.secretary)
        reconciliation.find_pairs(
            by=self.secretary,
            pairs=[self.found],
            said=Said.UNSURE,  # type: ignore[arg-type]
            grounds=[Ground.TOO_LITTLE],  # type: ignore[list-item]
            reason="CANARYNEUTRAL",
        )
        for side in SIDES:
            viewer = self.liaison[side]
            reconciliation.find_pairs(
                by=viewer,
                pairs=self.put[:1],
                said=Said.SAME,  # type: ignore[arg-type]
                grounds=[Ground.ENTRIES],  # type: ignore[list-item]
                reason=f"CANARY{side}",
            )
            reconciliation.second_findings(by=self.colleague(viewer), pairs=self.put[:1])
        asker = self.liaison[SIDES[0]]
        own = ListedEntry.objects.filter(party=asker.party, row=2).get()
        question = reconciliation.question_about_entry(by=asker, alias=own.alias)
        reconciliation.ask(by=asker, question=question, kind=QueryKind.HELD, text="Please answer")  # type: ignore[arg-type]

    def _says(self, viewer: Viewer) -> None:
        """Something of a person, a place and an institution that is not shared."""
        word = f"CANARY{viewer.party}"
        own = ListedEntry.objects.filter(party=viewer.party).order_by("-row").first()
        if own is not None:
            fact = NewFact(FactField.LIFE_STATE, LifeState.ALIVE_SEEN.value, source=word)  # type: ignore[arg-type]
            register.state_fact(by=viewer, about=own.alias, fact=fact)
        form = NewForm(word, Language.EN, source=word)
        register.name_place(by=viewer, form=form, share=False)
        register.name_institution(by=viewer, kind=InstitutionKind.CHILDREN, form=form)  # type: ignore[arg-type]

    def _collect(self) -> None:
        add = self.things.append
        for number, party in Submission.objects.values_list("number", "party"):
            add(Thing(number, party, "lists", CANARIES[party]))
        for side in SIDES:
            for draft in drafts_for(self.liaison[side]):
                add(Thing(draft.number, side, "lists/drafts", CANARIES[side]))
                add(Thing(draft.number, side, "uploads", CANARIES[side]))
        disclosed = set(PutPair.objects.values_list("left", flat=True)) | set(
            PutPair.objects.values_list("right", flat=True)
        )
        disclosed |= set(Query.objects.values_list("about", flat=True))
        for alias, party in ListedEntry.objects.values_list("alias", "party"):
            add(Thing(alias, "" if alias in disclosed else party, "entries", record=Record.ROW))
        for line in queue_for(self.secretary):
            add(Thing(line.pair_id, "" if line.pair_id in self.put else NEUTRAL, "pairs"))
        for number in Comparison.objects.values_list("number", flat=True):
            add(Thing(number, NEUTRAL, "comparisons"))
            add(Thing(number, NEUTRAL, "reconcile"))
        for person in Person.objects.all():
            add(Thing(person.number, person.party, "persons"))
        for statement in Statement.objects.all():
            add(Thing(statement.number, statement.party, "statements"))
        for place in Place.objects.prefetch_related("forms"):
            form = place.forms.get()
            add(Thing(place.number, form.party, "places"))
        for institution in Institution.objects.prefetch_related("forms"):
            add(Thing(institution.number, institution.forms.get().party, "institutions"))
        for number in Query.objects.values_list("number", flat=True):
            add(Thing(number, "", "queries"))
        for job in Job.objects.all():
            add(Thing(job.number, job.party, "work"))
        for party in (*SIDES, NEUTRAL):
            others = Shown.objects.exclude(party=party).values_list("sequence", flat=True)
            own = Shown.objects.filter(party=party).exclude(sequence__in=others).values_list("sequence", flat=True)
            for sequence in own[:1]:
                add(Thing(str(sequence), party, "record/entries"))
        # One of a kind for each owner is enough: a gate does not know one entry from another.
        self.things = list({(thing.place, thing.owner): thing for thing in self.things}.values())


def another_list(world: World, side: str) -> None:
    """One side hands in one more list: what the other is told must not change by a byte."""
    rows = [("Одудько", "Клим", "Іванович", "01.01.1971", "Одудівка")]
    world.hand_in(side, list_file(side, rows), f"more-{secrets.token_hex(4)}.csv")


def canaries_by_party() -> Mapping[str, tuple[str, ...]]:
    """Words of each party that no other may see."""
    return CANARIES
