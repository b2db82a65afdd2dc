"""`ask` and `fill` from the command line: equal answers give equal files; nothing is lost at the end of input."""

import contextlib
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtm_tui.interview import Interview
from gtm_tui.plain.ask import Asker, Stop
from gtm_tui.plain.fill import fill
from gtm_tui.plain.steps import ADD_BUDGET_LINE, ADD_SEGMENT, Step
from gtm_tui.questions import Kind, Question
from gtm_tui.store.sessions import session_bytes
from tests.support.cli_tools import gtm

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_ask_writes_the_file_at_the_end_of_its_input_and_prints_the_results(tmp_path: Path) -> None:
    path = tmp_path / "harbor.toml"
    done = gtm("ask", str(path), stdin="Review\n\n\n\nHarbor Ledger\ny\n7.5m\ngo sales\nnobody\n")
    assert done.status == 0
    document = tomllib.loads(path.read_text())
    assert document["company"]["arr"] == 7_500_000
    assert "TEAM-01/sales" in done.out
    assert document["results"]["warnings"][0]["code"] == "TEAM-01"


def test_fill_writes_what_is_valid_and_lists_the_rest(tmp_path: Path) -> None:
    answers, path = tmp_path / "answers.toml", tmp_path / "harbor.toml"
    answers.write_text('[company]\nname = "Harbor Ledger"\narr = "lots"\nnmae = 3\n')
    done = gtm("fill", "--answers", str(answers), str(path))
    assert done.status == 2
    assert 'company.arr: found "lots", expected a number' in done.err
    assert "company.nmae" in done.err
    assert "missing: session.name" in done.err
    document = tomllib.loads(path.read_text())
    assert document["company"] == {"name": "Harbor Ledger", "arr": "lots"}


def _typed(draw: st.DrawFn, question: Question) -> str:
    """A line as typed: valid or not, or a mark."""
    match question.kind:
        case Kind.YES_NO:
            good = st.sampled_from(["y", "n"])
        case Kind.CHOICE:
            good = st.integers(1, len(question.options)).map(str)
        case Kind.CHOICES:
            good = st.lists(st.integers(1, len(question.options)).map(str), min_size=1).map(", ".join)
        case Kind.PEOPLE | Kind.OWNERS:
            good = st.sampled_from(["nobody", "Ana", "Ana (payers), Bo (providers)", "PM lead, VP Sales"])
        case Kind.NAME | Kind.TEXT:
            good = st.sampled_from(["Harbor Ledger", "A [bold]name[/]", "zzz"])
        case Kind.SEGMENTS:
            good = st.just("")
        case _:
            good = st.sampled_from(["0", "7", "35", "18k", "1.2m", "lots"])
    return draw(st.one_of(good, st.just(""), st.just("u")))


@st.composite
def scripts(draw: st.DrawFn) -> tuple[list[tuple[str, str]], Interview]:
    """A walk through the prompts: what was typed at which key, and the interview that came of it."""
    given_: list[tuple[str, str]] = []
    interview = Interview(today=NOW.date())
    seen: list[Step] = []

    class Scripted(Asker):
        def _ask(self, step: Step) -> None:
            if len(seen) > 260:
                raise Stop(at_end=True)
            line = ""
            if step.key == ADD_SEGMENT:
                line = f"Segment {len(interview.session.segments)}" if len(interview.session.segments) < 2 else ""
            elif step.key == ADD_BUDGET_LINE:
                line = ""
            elif not (step.key.endswith(".name") and step.key.startswith("segments.")) and step not in seen:
                assert step.question is not None
                line = _typed(draw, step.question)
            seen.append(step)
            given_.append((step.key, line))
            self._take(step, line)

    asker = Scripted(interview, lambda _: None, lambda _: None, lambda: "")
    with contextlib.suppress(Stop):
        asker.run()
    return given_, interview


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(scripts())
def test_prompts_and_answers_file_give_byte_equal_files(script: tuple[list[tuple[str, str]], Interview]) -> None:
    typed, asked = script
    document: dict[str, object] = {}
    dont_know: list[str] = []
    for key, line in typed:
        if key == ADD_SEGMENT and line:
            document[f"segments.{line.lower().replace(' ', '-')}.name"] = line
        elif line == "u":
            document.pop(key, None)
            dont_know.append(key)
        elif line and not key.startswith("+"):
            document[key] = _as_file(key, line)
    filled = Interview(today=NOW.date())
    fill(filled, {**document, "dont_know": dont_know})
    assert session_bytes(filled.session, now=NOW) == session_bytes(asked.session, now=NOW)


def _as_file(key: str, line: str) -> str:
    from gtm_tui.plain.ask import _from_numbers
    from gtm_tui.questions import question_for

    question = question_for(key)
    assert question is not None
    return _from_numbers(question, line)


@pytest.mark.parametrize("text", ["\x1b]0;x\x07", "[bold]x[/]", "[/", "\u202eabc"])
def test_hostile_text_stays_plain_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "h.toml"
    done = gtm("ask", str(path), stdin=f"{text}\n\n\n\n{text}\n")
    assert done.status == 0
    assert "\x1b" not in done.out + path.read_text()
    assert "\u202e" not in done.out + path.read_text()
