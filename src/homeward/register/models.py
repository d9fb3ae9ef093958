"""What the register keeps: entries as sides wrote them, what each says of persons and places, and their judgements.

Nothing here is written over by what somebody else says: a correction is a new row, a judgement is retracted with its
date, a person is a set of dated memberships. What can be computed again from these rows (keys of the search,
contradictions) stands outside the record.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.ledger.coverage import in_the_record, outside_the_record


@in_the_record(
    but={
        "is_current": "follows from the versions of the list and from what was withdrawn, which are in the record",
        "sort_name": "computed from the name",
    }
)
class ListedEntry(models.Model):
    """One line about one person, as a party wrote it."""

    #: ``SB-7K3Q9D2M-X/17``: submission and row, the heading being row 1. Shown to its party and the neutral only,
    #: for it tells where in how long a list the line stands.
    number = models.TextField(primary_key=True)
    #: ``EN-…``, drawn at random: what others may see, and what stays the same from version to version of the list.
    alias = models.TextField()
    party = models.TextField()
    #: Number of the submission.
    submission = models.TextField()
    row = models.IntegerField()
    #: Kind of the list: a value of ``terms.ListedAs``.
    kind = models.TextField(blank=True)
    #: Heading as written to text as written.
    cells = models.JSONField()
    #: Canonical column (``entries.COLUMNS``) to text as written, ``<column>_read`` to what was read from it;
    #: empty ones left out.
    known = models.JSONField()
    recorded_at = models.DateTimeField()
    #: Stands in the newest version of its list and was not withdrawn.
    is_current = models.BooleanField(default=True)
    #: Surname, given name, patronymic, case-folded: the order of lists.
    sort_name = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "row"], name="a_row_of_a_submission_once"),
            models.UniqueConstraint(fields=["alias"], condition=Q(is_current=True), name="one_current_version"),
        ]
        indexes = [
            models.Index(fields=["alias"], name="versions_of_an_entry"),
            models.Index(fields=["party", "sort_name", "number"], condition=Q(is_current=True), name="current_by_name"),
        ]


@outside_the_record("computed from the entries, of which only the current ones have keys")
class SearchKey(models.Model):
    """One key under which a current entry is found, whatever its script (``search_keys``)."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(ListedEntry, models.CASCADE, related_name="keys")
    party = models.TextField()
    key = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["key", "party", "entry"], name="key_of_party")]


@in_the_record()
class Disclosure(models.Model):
    """What of an entry was shown to both sides, by agreement of both: the only way one side's row reaches the other."""

    number = models.TextField(primary_key=True)
    #: Alias of the entry.
    entry = models.TextField(db_index=True)
    #: Canonical columns shown.
    columns = models.JSONField()
    #: Number of what it rests on: a pair that was put, a query.
    basis = models.TextField()
    since = models.DateTimeField()


@in_the_record(
    but={
        "left_version_id": "tells in which row of whose list an entry stands, which the other side may not know",
        "right_version_id": "tells in which row of whose list an entry stands, which the other side may not know",
    }
)
class Judgement(models.Model):
    """What one party says of two entries; it counts once a second person of the party has said it too."""

    number = models.TextField(primary_key=True)
    party = models.TextField()
    #: Aliases of the two entries in their order, which was drawn at random.
    left = models.TextField(db_index=True)
    right = models.TextField(db_index=True)
    #: Numbers of the versions that were looked at.
    left_version = models.ForeignKey(ListedEntry, models.PROTECT, related_name="+")
    right_version = models.ForeignKey(ListedEntry, models.PROTECT, related_name="+")
    #: A value of ``terms.Verdict``.
    verdict = models.TextField()
    reason = models.TextField()
    #: Number of what was looked at: a pair, an answer; "" for the entries alone.
    basis = models.TextField(blank=True)
    person = models.TextField()
    judged_at = models.DateTimeField()
    seconded_by = models.TextField(blank=True)
    seconded_at = models.DateTimeField(null=True)
    retracted_by = models.TextField(blank=True)
    retracted_at = models.DateTimeField(null=True)
    retracted_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "left", "right"], condition=Q(retracted_at__isnull=True), name="one_live_judgement"
            ),
            models.CheckConstraint(condition=~Q(seconded_by=models.F("person")), name="a_second_person"),
        ]


@in_the_record()
class Person(models.Model):
    """Entries that are one person by judgement, under one number; ``""`` as ``party`` where both sides confirmed it."""

    number = models.TextField(primary_key=True)
    #: The only party whose entries stand here, or "" for a joint person.
    party = models.TextField(blank=True)
    founded_at = models.DateTimeField()
    #: Alias of the entry that keeps this number when the person is taken apart.
    founding = models.TextField()
    ended_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")


@in_the_record()
class Membership(models.Model):
    """That an entry speaks of a person, from when until when."""

    number = models.TextField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    #: Alias of the entry.
    entry = models.TextField(db_index=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(until__isnull=True), name="an_entry_in_one_person")
        ]


class Saying(models.Model):
    """What a party says, where from, as of when: never written over; hidden from the other side until shared."""

    number = models.TextField(primary_key=True)
    party = models.TextField()
    source = models.TextField()
    #: EDTF, "" if not said.
    as_of = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.TextField()
    shared_at = models.DateTimeField(null=True)
    #: Number of the saying that corrects this one; "" while this one stands.
    superseded_by = models.TextField(blank=True)

    class Meta:
        abstract = True


@in_the_record()
class Statement(Saying):
    """Something said about a person outside lists."""

    #: Number of a person, or alias of an entry.
    about = models.TextField(db_index=True)
    #: A value of ``terms.FactField``.
    field = models.TextField()
    value = models.TextField()
    #: A value of ``terms.Confidence``.
    confidence = models.TextField()


@outside_the_record("computed by rules from entries and statements; what people say of it is a Resolution")
class Contradiction(models.Model):
    """Things said that cannot all be true (``contradictions``), as last computed."""

    #: Digest of rule and what it rests on: other inputs, another contradiction.
    number = models.TextField(primary_key=True)
    rule = models.TextField()
    #: Number of a person, or alias of an entry.
    about = models.TextField(db_index=True)
    #: "" where it rests on shared things alone, a party where on its unshared ones too, the neutral where on several
    #: parties'.
    party = models.TextField(blank=True)
    #: What it rests on: see ``facts.Fact``.
    facts = models.JSONField()
    found_at = models.DateTimeField()
    is_open = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["is_open", "found_at", "number"], name="open_contradictions")]


@in_the_record()
class Resolution(models.Model):
    """What a party says settles a contradiction, or opens it again; other inputs make another contradiction."""

    number = models.TextField(primary_key=True)
    contradiction = models.TextField(db_index=True)
    rule = models.TextField()
    about = models.TextField()
    party = models.TextField()
    person = models.TextField()
    settles = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()


@in_the_record()
class Place(models.Model):
    """A place that somebody has spoken of. It has no country and no correct name."""

    number = models.TextField(primary_key=True)
    #: Id in ``names.place_gazetteer``, "" for a place it does not know.
    gazetteer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gazetteer"], condition=~Q(gazetteer=""), name="a_known_place_once")
        ]


@in_the_record()
class PlaceForm(Saying):
    """A form of a place's name, as a party writes it."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="forms")
    text = models.TextField()
    language = models.TextField()
    #: A value of ``terms.FormUse``.
    use = models.TextField()


@in_the_record()
class PlaceChange(Saying):
    """What a party says became of a place."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="changes")
    #: A value of ``terms.Happened``.
    happened = models.TextField()
    #: The place that followed it.
    other = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")


@in_the_record()
class Institution(models.Model):
    """A house that somebody has spoken of: a home, a hospital, an office."""

    number = models.TextField(primary_key=True)
    #: A value of ``terms.InstitutionKind``.
    kind = models.TextField()


@in_the_record()
class InstitutionForm(Saying):
    """A form of an institution's name, as a party writes it."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="forms")
    text = models.TextField()
    language = models.TextField()
    use = models.TextField()


@in_the_record()
class InstitutionChange(Saying):
    """What a party says became of an institution, and where it is."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="changes")
    happened = models.TextField()
    other = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")


@outside_the_record("computed from the forms of places and institutions")
class FormKey(models.Model):
    """One key under which a place or an institution is found (``search_keys.form_keys``), by the form it comes from."""

    id = models.BigAutoField(primary_key=True)
    key = models.TextField(db_index=True)
    #: Number of a ``PlaceForm`` or an ``InstitutionForm``.
    form = models.TextField()
