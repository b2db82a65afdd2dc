"""The same answers through the wizard, the plain prompts and an answers file give byte-equal session files."""

from pathlib import Path

import pytest

from gtm_tui.questions import question_for
from gtm_tui.store.loading import load_session
from gtm_tui.tui.app import WizardApp
from tests.support.cli_tools import SAMPLES, gtm
from tests.support.wizard_tools import HARBOR, HARBOR_ANSWERS
from tests.tui.screen_text import press, settle

# The company page with something invalid and something not known; Sales is nobody; one segment.
DOUBTS: tuple[tuple[str, ...], ...] = (
    (
        *("'Juniper, first look", *["enter"] * 4, "'Juniper Field", "enter", "2", "enter"),
        *("'lots", "enter", "f3", "f8"),
    ),
    ("'Ana, Bo", "f8"),
    ("f4", "f8"),
    ("f8",),
    ("'Bo", "enter", "f3", "f8"),
    ("f8",),
    ("f8",),
    ("2", "f8"),
    ("space", "'Plants", "enter", "'35k", "f8"),
)
DOUBTS_TYPED: dict[str, str] = {
    "session.name": "Juniper, first look",
    "company.name": "Juniper Field",
    "company.recurring_revenue": "n",
    "company.arr": "lots",
    "company.gtm_headcount": "u",
    "groups.inbound_marketing.people": "Ana, Bo",
    "groups.outbound_marketing.people": "nobody",
    "groups.sales.people": "Bo",
    "groups.sales.time_on_market_work": "u",
    "persona.exists": "n",
    "segments.plants.name": "Plants",
    "segments.plants.first_year_acv": "35k",
}


def harbor_typed() -> dict[str, str]:
    """Harbor Ledger's answers as a person types them."""
    typed = {}
    for key, value in HARBOR_ANSWERS.items():
        question = question_for(key)
        assert question is not None
        typed[key] = question.show(value)  # type: ignore[arg-type]
    return typed


async def by_wizard(file: Path, walk: tuple[tuple[str, ...], ...]) -> bytes:
    """Walk the pages by keys and save."""
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for keys in walk:
            await press(pilot, *keys)
        await press(pilot, "ctrl+s")
    return file.read_bytes()


def by_answers_file(file: Path, typed: dict[str, str]) -> bytes:
    """Fill from a file that holds what was typed."""
    known = {key: text for key, text in typed.items() if text != "u"}
    unknown = [key for key, text in typed.items() if text == "u"]
    lines = [f"dont_know = {unknown!r}", *(f'"{key}" = {_quoted(text)}' for key, text in known.items())]
    answers = file.with_name("what-was-said.toml")
    answers.write_text("\n".join(lines), encoding="utf-8")
    gtm("fill", "--answers", answers, file)
    return file.read_bytes()


def by_prompts(file: Path, typed: dict[str, str]) -> bytes:
    """Answer the prompts one by one: what the file holds in the order of the questions, else Enter."""
    from gtm_tui.document import Document
    from gtm_tui.interview import Interview
    from gtm_tui.plain.ask import Asker, Stop
    from gtm_tui.plain.steps import ADD_BUDGET_LINE, ADD_SEGMENT, Step

    document = Document.open(file)
    interview: Interview = document.interview

    class Scripted(Asker):
        def _ask(self, step: Step) -> None:
            if step.key == ADD_SEGMENT:
                self._take(step, _next_name(typed, "segments", interview.session.segments, "name"))
            elif step.key == ADD_BUDGET_LINE:
                self._take(step, _next_name(typed, "budget", interview.session.budget, "label"))
            elif interview.session.state(step.key) == "open" and step.key in typed:
                self._take(step, typed[step.key])
                if interview.session.state(step.key) == "invalid":
                    self._take(step, "")
            else:
                self._take(step, "")

    try:
        Scripted(interview, lambda _: None, lambda _: None, lambda: "").run()
    except Stop:
        pytest.fail("the prompts ended early")
    document.save()
    document.close(discard=False)
    return file.read_bytes()


def _next_name(typed: dict[str, str], table: str, known: tuple[str, ...], name: str) -> str:
    ids = dict.fromkeys(key.split(".")[1] for key in typed if key.startswith(f"{table}."))
    left = [identity for identity in ids if identity not in known]
    return typed[f"{table}.{left[0]}.{name}"] if left else ""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.mark.parametrize("company", ["harbor", "doubts"])
async def test_three_doors_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, company: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795339800")
    walk, typed = (HARBOR, harbor_typed()) if company == "harbor" else (DOUBTS, DOUBTS_TYPED)
    files = [tmp_path / f"{name}.toml" for name in ("wizard", "prompts", "answers")]
    wizard = await by_wizard(files[0], walk)
    assert by_answers_file(files[2], typed).decode() == wizard.decode()
    assert by_prompts(files[1], typed).decode() == wizard.decode()


async def test_what_is_carried_over_is_confirmed_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers of the first page are confirmed, the third changed, all others left to confirm."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795339800")
    (tmp_path / "then.toml").write_bytes(SAMPLES["harbor-ledger"].read_bytes())
    files = [tmp_path / f"{name}.toml" for name in ("wizard", "prompts", "answers")]
    gtm("new", "--follow", tmp_path / "then.toml", files[0])
    for file in files[1:]:
        file.write_bytes(files[0].read_bytes())
    app = WizardApp(files[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+g", "enter", "enter", "2", "ctrl+s")
    gtm("ask", files[1], stdin="ok\nok\n2\nok\nok\nok\nok\nok\nq\ny\n")
    first_page = {key: text for key, text in harbor_typed().items() if key.startswith(("session.", "company."))}
    by_answers_file(files[2], {**first_page, "session.respondent_group": "outbound_marketing"})
    wizard = files[0].read_text()
    assert 'respondent_group = "outbound_marketing"' in wizard
    assert "session.name" not in load_session(files[0]).session.unconfirmed
    assert files[1].read_text() == wizard
    assert files[2].read_text() == wizard
