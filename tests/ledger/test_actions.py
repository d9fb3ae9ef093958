"""One transaction, one actor, one entry, or nothing: on SQLite and on PostgreSQL."""

import datetime as dt
import threading

import pytest
from commission import NEUTRAL_PARTY, PARTIES, RU, SECRETARY, UA, begin, hand_in
from django.db import IntegrityError, connection, connections

from homeward.errors import InputRefused, OwnFailure
from homeward.intake.models import Submission, SubmittedRow
from homeward.ledger import storage
from homeward.ledger.actions import AlreadyRecorded, Reading, record, record_readings
from homeward.ledger.coverage import undeclared
from homeward.ledger.custody import correct_clock
from homeward.ledger.entries import read_entry
from homeward.ledger.live import check
from homeward.ledger.models import Content, Entry, Head, Seal
from homeward.ledger.storage import ClockSetBack, NoRecordYet
from homeward.ledger.terms import Purpose
