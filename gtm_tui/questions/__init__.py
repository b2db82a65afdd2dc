"""The question catalogue: every question declared once, for the wizard, prompts, files, schema and help."""

from gtm_tui.questions.catalogue import (
    PAGES,
    QUESTIONS,
    SOURCES,
    aim_words,
    field_of,
    nearest_keys,
    order_of,
    page_words,
    question_for,
    questions_on,
)
from gtm_tui.questions.question import AnswerError, Kind, Option, Page, Phrases, Question
from gtm_tui.questions.team import BUDGET_PRESETS

__all__ = [
    "BUDGET_PRESETS",
    "PAGES",
    "QUESTIONS",
    "SOURCES",
    "AnswerError",
    "Kind",
    "Option",
    "Page",
    "Phrases",
    "Question",
    "aim_words",
    "field_of",
    "nearest_keys",
    "order_of",
    "page_words",
    "question_for",
    "questions_on",
]
