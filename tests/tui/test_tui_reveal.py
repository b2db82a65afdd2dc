"""Compare and reveal: several people's files, settled one by one into a consensus that keeps the dissent."""

from pathlib import Path

import pytest

from gtm_tui.analysis.consensus import Reveal
from gtm_tui.analysis.perception_gaps import compare
from gtm_tui.questions import question_for
from gtm_tui.questions.question import NUMERIC
from gtm_tui.store.loading import load_session
from gtm_tui.store.recovery import find_crashed
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.drawing import plain, width_of
from gtm_tui.tui.results.reveal import difference_rows, overview_rows, preview_rows
from gtm_tui.tui.screens.compare import EXAMPLE, CompareFilesScreen, CompareScreen
from gtm_tui.tui.screens.reveal import RevealScreen
from tests.support.wizard_tools import press, shown

SAMPLES = Path(__file__).parents[2] / "sample_sessions"
PLAN = "accountable.gtm_plan"


def reveal() -> Reveal:
    """The four leaders of the example, nothing settled."""
    return Reveal(comparison=compare([(name, load_session(SAMPLES / f"{name}.toml").session) for name in EXAMPLE]))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The four files, alone in the working folder."""
    for name in EXAMPLE:
        (tmp_path / f"{name}.toml").write_bytes((SAMPLES / f"{name}.toml").read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def numeric(key: str) -> bool:
    """Whether a number is asked for."""
    question = question_for(key)
    return question is not None and question.kind in NUMERIC


async def to_overview(pilot: object, app: WizardApp) -> None:
    """From Home over the files to the overview, by keys."""
    await press(pilot, "end", "up", "up", "enter")  # type: ignore[arg-type]
    assert isinstance(app.screen, CompareFilesScreen)
    await press(pilot, "down", "down", "enter", "down", "enter", "down", "enter", "down", "enter", "f8")  # type: ignore[arg-type]


def test_the_overview_puts_what_changes_a_finding_first_and_names_a_question() -> None:
    text = "\n".join(plain(row) for row in overview_rows(reveal().comparison, None, 100))
    assert "4 people: Lena Fuchs, Omar Haddad, Grace Liu, Viktor Brandt." in text
    assert text.index("PER-602") < text.index("Disagreements that change a finding") < text.index("Other disagreements")
    assert "Which one of you is called when the go-to-market plan is late or wrong" in text


def test_one_difference_shows_everybody_in_the_order_of_the_files_and_nobody_is_taken() -> None:
    state = reveal()
    text = "\n".join(plain(row) for row in difference_rows(state, state.differences[0], None, 80, 19))
    names = ("( ) Lena Fuchs", "( ) Omar Haddad", "( ) Grace Liu", "( ) Viktor Brandt")
    assert [text.index(name) for name in names] == sorted(text.index(name) for name in names)
    assert "Open: no answer agreed yet." in text


@pytest.mark.parametrize("size", [(40, 8), (60, 16), (80, 20), (120, 36)])
def test_it_fits_every_width(size: tuple[int, int]) -> None:
    state = reveal()
    drawn = [*overview_rows(state.comparison, None, size[0]), *preview_rows(state, None, size[0])]
    for difference in state.differences:
        drawn += difference_rows(state, difference, None, *size)
    assert max(width_of(row) for row in drawn) <= size[0]


async def test_the_reveal_from_four_files_to_a_consensus_that_says_who_said_what(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_overview(pilot, app)
        assert isinstance(app.screen, CompareScreen)
        assert "19 differences" in shown(app)
        await press(pilot, "f8", "enter")
        assert "Settled: Omar Haddad (Grace Liu, Omar Haddad). Kept as dissent: Lena Fuchs," in shown(app)
        settled = app.screen.reveal
        await press(pilot, "ctrl+s")
        assert "1  settled in the room" in shown(app)
        assert "18  still open" in shown(app)
        assert not (files / "kestrel-analytics-consensus.toml").exists()
        await press(pilot, "ctrl+s", "enter")
        assert "Differing answers are kept in it." in shown(app)
        await press(pilot, "enter")
        assert app.document is not None
        session = app.document.interview.session
    assert session.get(PLAN) == (("Omar Haddad", "all"),)
    assert set(session.provenance[PLAN]) == {"Omar Haddad", "Grace Liu"}
    assert set(session.dissent[PLAN]) == {"Lena Fuchs", "Viktor Brandt"}
    assert settled.result().answers[PLAN] == session.answers[PLAN]


async def test_settling_the_same_again_goes_on_and_changes_nothing(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_overview(pilot, app)
        await press(pilot, "f8", "down", "enter")
        before = app.screen.reveal
        await press(pilot, "enter")
        assert app.screen.reveal == before
        assert "Reveal  2 of 19" in shown(app)
        await press(pilot, "ctrl+z")
        assert not app.screen.reveal.settled


async def test_another_answer_can_be_typed_and_a_wrong_one_is_refused(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_overview(pilot, app)
        await press(pilot, "f8")
        assert isinstance(app.screen, RevealScreen)
        while app.screen.difference is not None and not numeric(app.screen.difference.key):
            await press(pilot, "f8")
        key = app.screen.difference.key
        app.screen.position.at = ("type",)
        await press(pilot, "enter", "'lots", "enter")
        assert "Found" in shown(app)
        assert key not in app.screen.reveal.settled
        app.screen.position.at = ("type",)
        await press(pilot, "enter", "'41", "enter")
        assert app.screen.reveal.settled[key].value == 41
        assert "together" in app.screen.reveal.settled[key].taken_from


async def test_leaving_with_something_settled_asks(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_overview(pilot, app)
        await press(pilot, "f8", "enter", "f7", "f7")
        assert "What you settled is not saved to a file yet." in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, CompareScreen)


async def test_an_earlier_consensus_is_gone_on_with(files: Path) -> None:
    (files / "zz-consensus.toml").write_bytes((SAMPLES / "kestrel-consensus.toml").read_bytes())
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end", "up", "up", "enter", "down", "down")
        await press(pilot, "enter", "down", "enter", "down", "enter", "down", "enter", "down", "enter", "f8")
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.reveal.settled


async def test_one_file_is_too_few(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end", "up", "up", "enter", "down", "down", "enter", "f8")
        assert "2 to 8 sessions can be laid side by side, not 1" in shown(app)


async def test_once_saved_every_step_is_in_the_file_and_a_stranger_is_not_overwritten(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_overview(pilot, app)
        await press(pilot, "f8", "enter", "ctrl+s", "ctrl+s", "ctrl+u", "'kestrel-sales", "enter")
        assert "which is no consensus" in shown(app)
        await press(pilot, "ctrl+s", "ctrl+u", "'ours", "enter", "down", "enter")
        app.screen._go(1)
        await press(pilot, "enter")
        assert len(app.screen.reveal.settled) == 2
    kept = load_session(files / "ours.toml").session
    assert len([d for d in reveal().differences if d.key in kept.answers]) == 2
    assert load_session(files / "kestrel-sales.toml").session.get("session.kind") != "consensus"


async def test_what_was_settled_is_on_disk_before_any_file_and_comes_back_as_a_consensus(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_overview(pilot, app)
        await press(pilot, "f8")
        assert app.reveal_journal is not None
        assert not list(app.where.journal.glob("*"))
        await press(pilot, "enter", "f8", "enter", "ctrl+z")
        expected = app.screen.reveal.result()
        await press(pilot, "f7", "f7", "down", "enter")
        assert isinstance(app.screen, CompareFilesScreen)
    again = WizardApp()
    async with again.run_test(size=(80, 24)) as pilot:
        assert "1 unsaved session" in shown(again)
        await press(pilot, "down", "down", "down", "enter", "enter")
        assert again.document is not None
        session = again.document.interview.session
        assert session.get("session.kind") == "consensus"
        assert session.get(PLAN) == (("Omar Haddad", "all"),)
        assert (session.dissent, session.provenance) == (expected.dissent, expected.provenance)
        await press(pilot, "ctrl+s", "ctrl+u", "'ours", "enter")
    kept = load_session(files / "ours.toml").session
    assert kept.dissent == expected.dissent
    assert kept.provenance == expected.provenance


async def test_an_answer_half_typed_in_the_reveal_is_kept(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_overview(pilot, app)
        await press(pilot, "f8")
        assert isinstance(app.screen, RevealScreen)
        while app.screen.difference is not None and not numeric(app.screen.difference.key):
            await press(pilot, "f8")
        key = app.screen.difference.key
        app.screen.position.at = ("type",)
        await press(pilot, "enter", "'4")
        app.keep_answers()
        (journal,) = app.where.journal.glob("*.jsonl")
        crash = files / "crash"
        crash.mkdir()
        (crash / journal.name).write_bytes(journal.read_bytes())
        await press(pilot, "escape")
        assert not list(app.where.journal.glob("*.jsonl"))
    (found,) = find_crashed(crash)
    assert found.typed == {key: "4"}
    found.keep()


async def test_leaving_without_saving_leaves_nothing_behind(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_overview(pilot, app)
        await press(pilot, "f8", "enter", "f7", "f7", "end", "enter")
        assert isinstance(app.screen, CompareFilesScreen)
        assert app.left_behind() == 0
