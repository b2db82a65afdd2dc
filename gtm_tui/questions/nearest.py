"""The valid answer that somebody most likely meant by what is none."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from gtm_tui.model.session import Value
    from gtm_tui.questions.question import Question


def nearest_answer(question: Question, raw: Any) -> str:
    """The nearest valid answer to a value as TOML holds it, as one would write it in the file; '' if none is near."""
    from gtm_tui.questions.question import Kind

    if isinstance(raw, (list, tuple)) and question.options:
        wrong = next((str(item) for item in raw if item not in question.values), "")
        return _option(question, wrong)
    if question.kind == Kind.YES_NO and isinstance(raw, int) and raw in (0, 1):
        return "true" if raw else "false"
    if question.kind == Kind.PERCENT and isinstance(raw, float) and 0 < raw < 1:
        return str(round(raw * 100))
    if not isinstance(raw, str) or not raw.strip():
        return ""
    if question.options:
        return _option(question, raw)
    value = _parsed(question, raw)
    return "" if value is None else toml_words(question.raw(value))


def nearest_of(text: str, options: Iterable[str]) -> str:
    """The option that looks most like a text, '' if none does."""
    from difflib import get_close_matches

    known = {option.casefold(): option for option in options}
    return next((known[near] for near in get_close_matches(text.casefold().strip(), known, n=1)), "")


def toml_words(value: Any) -> str:
    """A value as TOML writes it on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(toml_words, value))}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{toml_words(name)} = {toml_words(item)}" for name, item in value.items()) + " }"
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _option(question: Question, text: str) -> str:
    labels = {option.label: option.value for option in question.options}
    near = nearest_of(text.replace(" ", "_"), question.values) or nearest_of(text, labels)
    return labels.get(near, near)


def _parsed(question: Question, text: str) -> Value | None:
    from gtm_tui.questions.question import AnswerError

    try:
        return question.parse(text)
    except AnswerError:
        return None
