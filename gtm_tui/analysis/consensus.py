"""From several people's answers to one: every difference settled by the people, nothing anybody said lost."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from gtm_tui.analysis.perception_gaps import Comparison, Disagreement
from gtm_tui.analysis.respondents import Respondent, comparable
from gtm_tui.model.session import Decision, Scenario, Session, Value, unique_slug
from gtm_tui.questions import question_for
from gtm_tui.text.names import name_key

# Provenance of an answer that the people found together and nobody had given alone.
TOGETHER = "together"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """The answer that was settled on, and the respondents whose answer it is ('together' = found in the room)."""

    value: Value
    taken_from: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """How many questions are agreed, answered by one person, settled and open, and how many keep a dissent."""

    agreed: int
    alone: int
    settled: int
    open: int
    dissent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """The differences between respondents, one by one, and what has been settled so far; every step is a new value."""

    comparison: Comparison
    settled: Mapping[str, Settlement] = field(default_factory=dict)

    @property
    def differences(self) -> tuple[Disagreement, ...]:
        """Every question with different answers, those that change a finding first."""
        return self.comparison.disagreements

    @property
    def open(self) -> tuple[Disagreement, ...]:
        """The differences not settled yet."""
        return tuple(d for d in self.differences if d.key not in self.settled)

    def settle(self, key: str, value: Value, taken_from: Iterable[str] = ()) -> "Reveal":
        """Settle one difference on an answer; settling it again on the same changes nothing.

        Without `taken_from` it is everybody who had answered so. Raises KeyError where nobody differs, AnswerError for
        what is no answer.
        """
        if self.comparison.disagreement(key) is None:
            raise KeyError(key)
        question = question_for(key)
        assert question is not None
        checked = question.check(question.raw(value))
        sources = tuple(taken_from) or self._givers(key, checked) or (TOGETHER,)
        return replace(self, settled={**self.settled, key: Settlement(value=checked, taken_from=sources)})

    def settle_as(self, key: str, label: str) -> "Reveal":
        """Settle one difference on a respondent's answer; raises KeyError where that person gave none."""
        person = next(r for r in self.comparison.respondents if r.label == label)
        return self.settle(key, person.session.answers[key])

    def reopened(self, key: str) -> "Reveal":
        """The same with one difference open again."""
        return replace(self, settled={k: s for k, s in self.settled.items() if k != key})

    def preview(self) -> Preview:
        """What the consensus would hold, in numbers, before anything is written."""
        dissent = self.result(datetime(2000, 1, 1, tzinfo=UTC)).dissent
        shared = self.comparison
        return Preview(
            agreed=len(shared.agreed),
            alone=len(shared.alone),
            settled=len(self.settled),
            open=len(self.open),
            dissent=len(dissent),
        )

    def result(self, now: datetime | None = None) -> Session:
        """The consensus session: agreed, single and settled answers, who gave them, and who said what else."""
        return _Merger(self).session((now or datetime.now(UTC)).replace(microsecond=0))

    def _givers(self, key: str, value: Value) -> tuple[str, ...]:
        question = question_for(key)
        wanted = comparable(question, value)
        return tuple(
            r.label
            for r in self.comparison.respondents
            if key in r.session.answers and comparable(question, r.session.answers[key]) == wanted
        )


def resumed(comparison: Comparison, consensus: Session) -> Reveal:
    """The reveal as an earlier consensus of the same people left it."""
    settled = {
        d.key: Settlement(value=consensus.answers[d.key], taken_from=consensus.provenance.get(d.key) or (TOGETHER,))
        for d in comparison.disagreements
        if d.key in consensus.answers
    }
    return Reveal(comparison=comparison, settled=settled)


class _Merger:
    def __init__(self, reveal: Reveal) -> None:
        self._reveal = reveal
        self._people = reveal.comparison.respondents
        self._answers: dict[str, Value] = {}
        self._provenance: dict[str, tuple[str, ...]] = {}
        self._dissent: dict[str, dict[str, Any]] = {}

    def session(self, now: datetime) -> Session:
        comparison = self._reveal.comparison
        for key in (*comparison.agreed, *comparison.alone):
            value = next(r.session.answers[key] for r in self._people if key in r.session.answers)
            self._take(key, value, self._reveal._givers(key, value))
        for difference in comparison.disagreements:
            settlement = self._reveal.settled.get(difference.key)
            if settlement is not None:
                self._take(difference.key, settlement.value, settlement.taken_from)
            else:
                self._disagree(difference.key, None)
        self._states()
        company = self._answers.get("company.name")
        about: dict[str, Value] = {
            "session.name": f"{company}, consensus"[:200] if company else "Consensus",
            "session.kind": "consensus",
            "session.created": now,
        }
        return Session(
            answers={**about, **self._answers},
            dont_know=self._unknown,
            not_applicable=self._not_applicable,
            segments=self._union(lambda s: s.segments),
            budget=self._union(lambda s: s.budget),
            notes=self._notes(),
            sources=self._sources(),
            decisions=self._same_or_dissent("decisions.", lambda s: s.decisions, _decision),
            scenarios=self._scenarios(),
            provenance=self._provenance,
            extra=self._extra(),
            dissent=self._dissent,
        )

    def _take(self, key: str, value: Value, sources: tuple[str, ...]) -> None:
        self._answers[key] = value
        self._provenance[key] = sources
        self._disagree(key, value)

    def _disagree(self, key: str, value: Value | None) -> None:
        """Keep what people said who said something else than `value` (None: everything that was said)."""
        question = question_for(key)
        taken = None if value is None else comparable(question, value)
        for person in self._people:
            given = person.session.get(key)
            if given is not None and (taken is None or comparable(question, given) != taken):
                self._object(key, person, question.raw(given) if question else given)
            elif given is None:
                self._object_state(key, person)

    def _object_state(self, key: str, person: Respondent) -> None:
        match person.session.state(key):
            case "dont_know":
                self._object(key, person, "don't know")
            case "not_applicable":
                self._object(key, person, f"does not apply: {person.session.not_applicable[key]}")
            case "invalid":
                self._object(key, person, person.session.invalid[key])

    def _object(self, key: str, person: Respondent, said: Any) -> None:
        self._dissent.setdefault(key, {})[person.label] = said

    def _states(self) -> None:
        """Questions nobody answered: not known, not applicable, or only said in a way that was no answer."""
        unknown: set[str] = set()
        self._not_applicable: dict[str, str] = {}
        differing = {d.key for d in self._reveal.differences}
        for person in self._people:
            session = person.session
            for key in (*session.dont_know, *session.not_applicable, *session.invalid):
                if key in self._answers or key in differing:
                    continue
                if key in session.not_applicable:
                    before = self._not_applicable.get(key)
                    reason = f"{person.label}: {session.not_applicable[key]}"
                    self._not_applicable[key] = f"{before}\n{reason}" if before else reason
                elif key in session.dont_know:
                    unknown.add(key)
                else:
                    self._object(key, person, session.invalid[key])
        for key in unknown & self._not_applicable.keys():
            for person in self._people:
                if key in person.session.dont_know:
                    self._object_state(key, person)
        self._unknown = frozenset(unknown - self._not_applicable.keys())

    def _union(self, ids: Callable[[Session], tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(identity for person in self._people for identity in ids(person.session)))

    def _notes(self) -> dict[str, str]:
        notes: dict[str, str] = {}
        for person in self._people:
            for key, text in person.session.notes.items():
                line = f"{person.label}: {text}"
                notes[key] = f"{notes[key]}\n{line}" if key in notes else line
        return notes

    def _sources(self) -> dict[str, str]:
        sources: dict[str, str] = {}
        for person in self._people:
            for key, source in person.session.sources.items():
                if person.label in self._provenance.get(key, ()):
                    sources.setdefault(key, source)
        return sources

    def _scenarios(self) -> dict[str, Scenario]:
        scenarios: dict[str, Scenario] = {}
        for person in self._people:
            for name, scenario in person.session.scenarios.items():
                if scenario not in scenarios.values():
                    scenarios[name if name not in scenarios else unique_slug(name, scenarios, name)] = scenario
        return scenarios

    def _extra(self) -> dict[tuple[str, ...], Any]:
        flat = self._same_or_dissent("", lambda s: {".".join(p): v for p, v in s.extra.items()}, lambda v: v)
        paths = {".".join(path): path for person in self._people for path in person.session.extra}
        return {paths[name]: value for name, value in flat.items()}

    def _same_or_dissent(
        self, prefix: str, read: Callable[[Session], Mapping[str, Any]], raw: Callable[[Any], Any]
    ) -> dict[str, Any]:
        """What all who have it have alike; where they differ, each one's own goes to the dissent."""
        kept: dict[str, Any] = {}
        names = dict.fromkeys(name for person in self._people for name in read(person.session))
        for name in names:
            given = [(p, read(p.session)[name]) for p in self._people if name in read(p.session)]
            if all(_compared(value) == _compared(given[0][1]) for _, value in given):
                kept[name] = given[0][1]
                continue
            for person, value in given:
                self._object(f"{prefix}{name}", person, raw(value))
        return kept


def _compared(value: Any) -> Any:
    """A decision with its names in the form in which names are compared; anything else as it is."""
    if not isinstance(value, Decision):
        return value
    return value._replace(owner=name_key(value.owner), by=name_key(value.by))


def _decision(decision: Decision) -> dict[str, Any]:
    names = ("status", "action", "owner", "due", "reason", "by", "on", "until")
    return {name: value for name in names if (value := getattr(decision, name)) not in ("", None)}
