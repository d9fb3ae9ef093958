"""The record: who did what, when, for what, provable by each side on its own machine, and never altered unseen.

Pure files, without a database:

    terms.py          who acts, for what purpose, who may see it
    canonical.py      canonical JSON and salted digests
    merkle.py         the tree over the entries: roots, proofs
    entries.py        an entry, its content and its rows
    reading.py        an entry read back from its bytes
    keys.py           key pairs, key files, verifier keys
    notes.py          signed notes
    checkpoints.py    a signed size and root, cosignatures
    policy.py         who is trusted, k of n
    trust.py          which policy judges which checkpoint
    tiles.py          hashes in files
    proofs.py         a proof of logging in one file
    receipts.py       what somebody who acted takes home
    receipt_paper.py  the same as PDF
    witness.py        what a witness cosigns and what it refuses; its state, server and client beside it
    split_view.py     two witnesses compare notes
    bundle.py         the record for one party in one file
    verify_record.py  the check of a bundle or receipt, in one file for any machine
    action_words.py   what actions and tables are called

With the database: ``models.py``, ``coverage.py`` (which rows are covered), ``actions.py`` (``record``, the one way to
write), ``custody.py`` (the record's own actions), ``storage.py`` (entries into tables), ``gate.py`` (what a party may
see), ``live.py`` and ``live_rows.py`` (the check of the database; its sentences in ``findings.py``).

Formats: RFC 9162, RFC 8785, C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-policy, tlog-proof,
tlog-witness; ours are in ``docs/reference/record.md``.
"""
