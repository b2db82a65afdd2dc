"""The keys of a session file, page by page, made from the catalogue of questions."""

from __future__ import annotations

from gtm_tui.questions import catalogue
from gtm_tui.questions.question import Kind, Question


def key_tables() -> str:
    """One Markdown table for each page of the questionnaire."""
    tables = []
    for page in catalogue.PAGES:
        questions = [question for question in catalogue.QUESTIONS if question.page == page.id]
        if questions:
            rows = [f"| `{q.key}` | {_cell(q.wording or q.label)} | {_cell(_value(q))} |" for q in questions]
            heading = [f"### {page.title}", "", "| Key | Question | Value |", "| --- | --- | --- |"]
            tables.append("\n".join([*heading, *rows]) + "\n")
    return "\n".join(tables)


def _value(question: Question) -> str:
    """What stands behind the key, with code for what is written literally."""
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        listed = ", ".join(f"`{value}`" for value in question.values)
        return f"one of {listed}" if question.kind == Kind.CHOICE else f"a list of any of {listed}"
    return question.expected


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
