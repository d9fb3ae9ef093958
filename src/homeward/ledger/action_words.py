"""What actions, roles and tables of the record are called when people read them; unknown ones stand as written.

A new action or table gets its line here when it is written: a test finds those without one.
"""

from __future__ import annotations

from homeward.ledger.sentences import Sentence
from homeward.words import Language, _, say

ACTIONS: dict[str, str] = {
    "access.accept_invitation": _("An invitation was accepted"),
    "access.admit_member": _("A member was admitted"),
    "access.change_factor": _("What lets a member in was changed"),
    "access.choose_language": _("A member chose another language"),
    "access.close_glass": _("An emergency access was closed"),
    "access.confirm_invitation": _("An invitation was confirmed by a second person"),
    "access.end_key": _("A key for programs was ended"),
    "access.end_membership": _("A membership was ended"),
    "access.end_office": _("An office was ended"),
    "access.export_readings": _("A file of who has read names was taken home"),
    "access.invite_first_member": _("One of the first members was invited"),
    "access.lock_out": _("Signing in was locked after wrong attempts"),
    "access.make_key": _("A key for programs was made"),
    "access.name_parties": _("The parties were named"),
    "access.open_glass": _("An emergency access was opened"),
    "access.propose_invitation": _("An invitation was proposed"),
    "access.review_glass": _("An emergency access was reviewed"),
    "access.sign_in": _("A member signed in"),
    "access.sign_out": _("A member signed out"),
    "access.withdraw_invitation": _("An invitation was withdrawn"),
    "exchange.adopt_agreement": _("An agreement was adopted"),
    "exchange.adopt_plan": _("A plan of a round was adopted"),
    "exchange.commit_to_number": _("A party committed to its number for the lot"),
    "exchange.issue_papers": _("The papers of a round were issued"),
    "exchange.open_lot": _("A lot was opened"),
    "exchange.reveal_number": _("A party revealed its number for the lot"),
    "intake.hand_in": _("A list was handed in"),
    "intake.withdraw_entry": _("An entry of a list was withdrawn"),
    "intake.withdraw_list": _("A list was withdrawn"),
    "ledger.adopt_policy": _("It was decided who is trusted to sign the record"),
    "ledger.correct_clock": _("The clock of the record was corrected"),
    "ledger.keep_cosignatures": _("Signatures of witnesses were kept"),
    "ledger.make_backup": _("A copy of everything was made, to be kept"),
    "ledger.make_checkpoint": _("A checkpoint of the record was signed"),
    "ledger.read_names": _("Names were read"),
    "ledger.take_bundle": _("The bundle of the record was taken home"),
    "reconciliation.answer_queries": _("Queries were answered"),
    "reconciliation.ask": _("A query was asked"),
    "reconciliation.consent_to_rule": _("A side consented to what is shown for a decision"),
    "reconciliation.decide_pairs": _("Pairs of names were decided"),
    "reconciliation.find_pairs": _("A first person decided pairs"),
    "reconciliation.keep_comparison": _("A comparison of lists was kept"),
    "reconciliation.propose_rule": _("It was proposed what is shown for a decision"),
    "reconciliation.put_pairs": _("Pairs were put to the sides"),
    "reconciliation.retract_finding": _("A decision about a pair was taken back"),
    "reconciliation.second_findings": _("A second person confirmed decisions about pairs"),
    "reconciliation.settle_pairs": _("What all said of pairs was brought into the register"),
    "reconciliation.withdraw_consent": _("A side withdrew its consent to what is shown for a decision"),
    "reconciliation.withdraw_query": _("A query was withdrawn"),
    "register.add_institution_form": _("A form of an institution's name was given"),
    "register.add_place_form": _("A form of a place's name was given"),
    "register.know_place": _("A place of the gazetteer got a number"),
    "register.name_institution": _("An institution was named"),
    "register.name_place": _("A place was named"),
    "register.open_contradiction": _("A contradiction was opened again"),
    "register.say_institution_changed": _("It was said what became of an institution"),
    "register.say_place_changed": _("It was said what became of a place"),
    "register.settle_contradiction": _("A contradiction was settled"),
    "register.share_fact": _("A statement was shown to both sides"),
    "register.share_saying": _("Something said of a place or an institution was shown to both sides"),
    "register.state_fact": _("Something was said of a person"),
    "register.supersede_fact": _("A statement was corrected"),
    "register.take_apart": _("A judgement of “same” was taken back"),
}

ROLES: dict[str, str] = {
    "auditor": _("auditor"),
    "child_worker": _("child-protection worker"),
    "desk": _("the desk itself"),
    "family_liaison": _("family liaison officer"),
    "forensic_expert": _("forensic expert"),
    "key_custodian": _("keeper of the keys"),
    "liaison": _("liaison officer"),
    "mediator": _("mediator"),
    "medical_member": _("doctor of the medical commission"),
    "member": _("member"),
    "observer": _("observer"),
    "retrieval_lead": _("field retrieval lead"),
    "secretary": _("secretary of the commission"),
}


#: By ``room.model``; in quotation marks, so that the same sentence takes each of them in every language.
TABLES: dict[str, str] = {
    "access.apikey": _("“keys for programs”"),
    "access.glass": _("“emergency accesses”"),
    "access.grant": _("“offices”"),
    "access.invitation": _("“invitations”"),
    "access.member": _("“members”"),
    "access.party": _("“parties”"),
    "exchange.adoptedagreement": _("“agreements”"),
    "exchange.adoptedplan": _("“plans”"),
    "exchange.issuedpaper": _("“papers handed out”"),
    "exchange.lotdraw": _("“draws of the lot”"),
    "intake.submission": _("“submissions”"),
    "intake.submittedrow": _("“lists handed in”"),
    "intake.withdrawal": _("“withdrawals”"),
    "ledger.checkpoint": _("“checkpoints”"),
    "ledger.policy": _("“policies”"),
    "reconciliation.answer": _("“answers”"),
    "reconciliation.comparison": _("“comparisons of lists”"),
    "reconciliation.finding": _("“decisions about pairs”"),
    "reconciliation.putpair": _("“pairs put to the sides”"),
    "reconciliation.query": _("“queries”"),
    "reconciliation.sharingconsent": _("“consents to what is shown for a decision”"),
    "reconciliation.sharingrule": _("“what is shown for a decision”"),
    "register.disclosure": _("“what was shown to both sides”"),
    "register.institution": _("“institutions”"),
    "register.institutionchange": _("“what became of institutions”"),
    "register.institutionform": _("“names of institutions”"),
    "register.judgement": _("“judgements”"),
    "register.listedentry": _("“entries of lists”"),
    "register.membership": _("“entries of persons”"),
    "register.person": _("“persons”"),
    "register.place": _("“places”"),
    "register.placechange": _("“what became of places”"),
    "register.placeform": _("“names of places”"),
    "register.resolution": _("“contradictions settled”"),
    "register.statement": _("“statements”"),
}


def table_name(table: str) -> Sentence:
    """What a table holds, to stand in a sentence."""
    return Sentence(TABLES[table]) if table in TABLES else Sentence("“{table}”", {"table": table})


def action_name(action: str, language: Language | str) -> str:
    """What was done, as a sentence without its end."""
    return say(ACTIONS.get(action, action), language)


def role_name(role: str, language: Language | str) -> str:
    """In which office somebody acted."""
    return say(ROLES.get(role, role), language)
