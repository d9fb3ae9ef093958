"""Tables of the record: entries, the tree over them, what they say, which rows they cover, what was signed.

Bytes that are hashed are stored as bytes: a damaged one is read and named, where damaged text would not be read at all.
"""

from __future__ import annotations

from django.db import models

from homeward.ledger.coverage import in_the_record, outside_the_record

_THE_RECORD = "the record itself: covered by the tree, and checked against it"


@outside_the_record(_THE_RECORD)
class Head(models.Model):
    """How far the record has come; one row, locked by whoever writes."""

    origin = models.TextField(primary_key=True)
    size = models.BigIntegerField()
    #: Of the last entry: the next is not before it.
    instant = models.DateTimeField()


@outside_the_record(_THE_RECORD)
class Entry(models.Model):
    """One leaf: ``body`` are the canonical bytes; ``request`` and ``subject`` repeat what stands in them."""

    sequence = models.BigIntegerField(primary_key=True)
    leaf_hash = models.BinaryField()
    body = models.BinaryField()
    #: Null when nobody asked for it to be done once only.
    request = models.TextField(null=True, unique=True)
    subject = models.TextField(db_index=True)


@outside_the_record(_THE_RECORD)
class Node(models.Model):
    """The hash of a complete subtree, by ``merkle.position``."""

    position = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField()


@outside_the_record(_THE_RECORD)
class Content(models.Model):
    """One part of what an entry says; salt and value are null once they are erased."""

    entry = models.ForeignKey(Entry, models.PROTECT, db_index=False)
    name = models.TextField()
    salt = models.BinaryField(null=True)
    value = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="one_part_of_a_name")]


@outside_the_record(_THE_RECORD)
class Seal(models.Model):
    """What one entry did to one row; ``digest`` is null when the row is gone, ``salt`` also once it is erased."""

    entry = models.ForeignKey(Entry, models.PROTECT, db_index=False)
    place = models.IntegerField()
    table = models.TextField()
    key = models.TextField()
    change = models.TextField()
    salt = models.BinaryField(null=True)
    digest = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "place"], name="one_seal_at_a_place")]
        indexes = [models.Index(fields=["table", "key", "entry"], name="seals_of_a_row")]


@outside_the_record("repeats what stands in the entries, so that a party's are found at once")
class Shown(models.Model):
    """That an entry is shown to a party: the index by which a page finds the newest of many."""

    pk = models.CompositePrimaryKey("party", "sequence")
    party = models.TextField()
    sequence = models.BigIntegerField()
    action = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["party", "action", "sequence"], name="shown_of_an_action")]


@in_the_record()
class Policy(models.Model):
    """Who is trusted from one entry on: a tlog-policy text (``policy.py``), adopted by the entry ``adopted_in``."""

    adopted_in = models.BigIntegerField(primary_key=True)
    text = models.TextField()


@in_the_record()
class Checkpoint(models.Model):
    """A signed size and root, with the cosignatures that came: a signed note (``checkpoints.py``)."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField()
