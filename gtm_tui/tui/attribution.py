"""In a consensus: whose answer one is, and who answered differently."""

from __future__ import annotations

from gtm_tui.model.session import Session
from gtm_tui.questions import AnswerError, question_for


def attribution(session: Session, key: str) -> str:
    """Who gave the answer to a question and who answered differently, in a line; '' where that is not known."""
    if key not in session.provenance and key not in session.dissent:
        return ""
    from gtm_tui.analysis.wording import value_words

    question = question_for(key)
    parts = []
    if session.provenance.get(key):
        parts.append(f"from {', '.join(session.provenance[key])}")
    for label, raw in session.dissent.get(key, {}).items():
        try:
            words = value_words(question, question.check(raw)) if question else str(raw)
        except AnswerError:
            words = str(raw)
        parts.append(f"{label} said: {words}")
    return "; ".join(parts)
