"""What people do about lists that were compared, by subject."""

from homeward.reconciliation.actions.asking import (
    Given,
    Question,
    answer_queries,
    ask,
    question_about_entry,
    question_about_pair,
    withdraw_query,
)
from homeward.reconciliation.actions.comparing import Result, keep_comparison, keep_result
from homeward.reconciliation.actions.deciding import Decided, decide_pairs
from homeward.reconciliation.actions.finding import (
    MOST_AT_ONCE,
    find_pairs,
    put_pairs,
    retract_finding,
    second_findings,
    settle_pairs,
)
from homeward.reconciliation.actions.sharing import consent_to_rule, propose_rule, withdraw_consent

__all__ = [
    "MOST_AT_ONCE",
    "Decided",
    "Given",
    "Question",
    "Result",
    "answer_queries",
    "ask",
    "consent_to_rule",
    "decide_pairs",
    "find_pairs",
    "keep_comparison",
    "keep_result",
    "propose_rule",
    "put_pairs",
    "question_about_entry",
    "question_about_pair",
    "retract_finding",
    "second_findings",
    "settle_pairs",
    "withdraw_consent",
    "withdraw_query",
]
