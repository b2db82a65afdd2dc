"""The keys of a session file, made from the schema and, page by page, from the catalogue of questions."""

from __future__ import annotations

from gtm_tui.cli.commands.schema import session_schema
from gtm_tui.questions import catalogue
from gtm_tui.questions.question import Kind, Question


def key_tables() -> str:
    """One Markdown table for what stands beside the answers, and one for each page of the questionnaire."""
    pages = [(page.title, page.id) for page in catalogue.PAGES]
    tables = [_questions(title, page) for title, page in (*pages, ("Written by gtm-tui", ""))]
    return "\n".join([_beside(), *(table for table in tables if table)])


def _beside() -> str:
    """The tables and lists that hold no answers, as the schema describes them."""
    lines = ["### Beside the answers", "", "| Key | Holds | Keys in it |", "| --- | --- | --- |"]
    for key, schema in session_schema()["properties"].items():
        if "description" in schema:
            each = schema.get("additionalProperties")
            inner = schema.get("properties") or (each.get("properties") if isinstance(each, dict) else None) or {}
            lines.append(f"| `{key}` | {_cell(schema['description'])} | {', '.join(f'`{name}`' for name in inner)} |")
    return "\n".join(lines) + "\n"


def _questions(title: str, page: str) -> str:
    questions = [question for question in catalogue.QUESTIONS if question.page == page]
    rows = [f"| `{q.key}` | {_cell(q.wording or q.label)} | {_cell(_value(q))} |" for q in questions]
    return (
        "\n".join([f"### {title}", "", "| Key | Question | Value |", "| --- | --- | --- |", *rows]) + "\n"
        if rows
        else ""
    )


def _value(question: Question) -> str:
    """What stands behind the key, with code for what is written literally."""
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        listed = ", ".join(f"`{value}`" for value in question.values)
        return f"one of {listed}" if question.kind == Kind.CHOICE else f"a list of any of {listed}"
    return question.expected


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
