"""A case with every gate open, to be changed in one place at a time."""

from __future__ import annotations

import datetime as dt

from homeward.children.guardians import CHECKS
from homeward.children.terms import (
    NEUTRAL,
    Assessment,
    Capacity,
    Case,
    Check,
    Claim,
    ClaimDecision,
    Consent,
    Determination,
    Evidence,
    HeardView,
    Member,
    Outcome,
    Paper,
    Route,
    View,
)
from homeward.register.dates import parse_edtf

SIDES = ("X", "Y")
DAY = dt.date(2025, 7, 1)
BEFORE = dt.date(2025, 6, 10)

#: Every check made and held.
ALL_CHECKS = dict.fromkeys(CHECKS, Check.YES)

MOTHER = Claim("G1", Capacity.PARENT, ALL_CHECKS, Check.YES, ClaimDecision.VERIFIED, BEFORE, SIDES)
AUNT = Claim("G2", Capacity.RELATIVE, ALL_CHECKS, Check.YES, ClaimDecision.VERIFIED, BEFORE, SIDES)

PANEL = Determination(
    (
        Member("M1", "X", "law", Outcome.GOES),
        Member("M2", "Y", "health", Outcome.GOES),
        Member("M3", NEUTRAL, "child_protection", Outcome.GOES),
    ),
    BEFORE,
    Outcome.GOES,
    BEFORE + dt.timedelta(days=360),
    "G1",
)

READY = Case(
    case_id="CH-1",
    home="X",
    born=parse_edtf("2014-05-17"),
    evidence=(Evidence("birth_record", 1),),
    confirmed_by=SIDES,
    claims=(MOTHER,),
    assessment=Assessment("W1", BEFORE, Outcome.GOES),
    view=HeardView(View.WISHES, BEFORE, NEUTRAL, private=True),
    consents=(Consent("G1", BEFORE),),
    papers=dict.fromkeys(Paper, Check.YES),
    route=Route("third-state", "escort", DAY, (*SIDES, NEUTRAL)),
)
