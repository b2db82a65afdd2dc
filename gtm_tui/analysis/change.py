"""A change of one answer, and what changes do to the findings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gtm_tui.model.session import Session, Value
from gtm_tui.questions import question_for
from gtm_tui.rules import Assessment, Finding
from gtm_tui.text.names import name_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer that would read differently; `old` is None where there was none.

    `open` marks a `new` value that only stands for one the person has to supply: a name, a text, a figure.
    """

    key: str
    old: Value | None
    new: Value
    open: bool = False

    @property
    def chosen(self) -> bool:
        """Whether the company decides this itself, rather than having to find or win it."""
        question = question_for(self.key)
        return question is not None and question.chosen

    @property
    def remoteness(self) -> int:
        """0 for a decision, 1 for a number the company sets itself, 2 for what it has to find, win or live with."""
        question = question_for(self.key)
        return {"decision": 0, "own_number": 1}.get(question.nature, 2) if question is not None else 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How findings differ between two assessments; `changed` holds (before, after) pairs."""

    new: tuple[Finding, ...] = ()
    cleared: tuple[Finding, ...] = ()
    changed: tuple[tuple[Finding, Finding], ...] = ()
    same: tuple[Finding, ...] = ()


def by_identity(assessment: Assessment) -> dict[str, Finding]:
    """All findings by name as names are compared, with the notes on planned segments at the end."""
    return {name_key(f.identity): f for f in (*assessment.findings, *assessment.before_you_start)}


def effect(before: Mapping[str, Finding], after: Mapping[str, Finding]) -> Effect:
    """What is new, cleared, changed and the same, each in the order it was given."""
    shared = [(before[name], finding) for name, finding in after.items() if name in before]
    return Effect(
        new=tuple(f for name, f in after.items() if name not in before),
        cleared=tuple(f for name, f in before.items() if name not in after),
        changed=tuple((old, new) for old, new in shared if reads_differently(old, new)),
        same=tuple(new for old, new in shared if not reads_differently(old, new)),
    )


def reads_differently(old: Finding, new: Finding) -> bool:
    """Whether a finding says something else than it did."""
    return (old.severity, old.planned, old.basis, old.message, old.evidence) != (
        new.severity,
        new.planned,
        new.basis,
        new.message,
        new.evidence,
    )


def changes_between(old: Session, new: Session, keys: Iterable[str]) -> tuple[Change, ...]:
    """The changes of the answers to `keys`, without those that read the same."""
    return tuple(
        Change(key=key, old=old.get(key), new=new.answers[key]) for key in keys if old.get(key) != new.answers[key]
    )
