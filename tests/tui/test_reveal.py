"""The reveal: differences settled one by one into a consensus that keeps the dissent."""

import re
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from gtm_tui.questions import Kind, question_for
from gtm_tui.questions.question import NUMERIC
from gtm_tui.store.loading import load_session
from gtm_tui.store.recovery import find_crashed
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.screens.compare import CompareFilesScreen, CompareScreen
from gtm_tui.tui.screens.found_together import FoundTogether
from gtm_tui.tui.screens.home import HomeScreen
from gtm_tui.tui.screens.reveal import RevealScreen
from gtm_tui.tui.widgets.difference import OTHER
from gtm_tui.tui.widgets.options import Options
from tests.support.reveal import copied, example, to_overview, to_reveal
from tests.tui.screen_text import press, screen_text, until_shown

PLAN = "accountable.gtm_plan"
OMAR = "1"
"""The digit of the answer that Grace Liu, first by the name of her file, and Omar Haddad gave on the plan."""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The four files, alone in the working folder."""
    monkeypatch.chdir(tmp_path)
    return copied(tmp_path)


def reveal(app: WizardApp) -> RevealScreen:
    """The reveal on the screen."""
    assert isinstance(app.screen, RevealScreen)
    return app.screen


def one_line(app: WizardApp) -> str:
    """The screen with its lines joined."""
    return " ".join(screen_text(app).split())


async def choose_other(pilot: object, app: WizardApp) -> None:
    """Choose another answer than those that were given."""
    options = app.screen.query_one(Options)
    options.highlighted = options.values.index(OTHER)
    await press(pilot, "space")  # type: ignore[arg-type]
    assert isinstance(app.screen, FoundTogether)


async def to_kind(pilot: object, app: WizardApp, *kinds: Kind) -> str:
    """Go to the first difference of a kind; returns its key."""
    while True:
        difference = reveal(app).difference
        assert difference is not None
        question = question_for(difference.key)
        if question is not None and question.kind in kinds:
            return difference.key
        await press(pilot, "f8")  # type: ignore[arg-type]


# -- one difference ------------------------------------------------------------------------------------


async def test_a_difference_shows_who_said_what_and_takes_nobodys_answer(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        text = screen_text(app)
        assert "Reveal  1 of 19" in text
        assert "Who answers for the go-to-market plan?" in text
        assert re.search(r"\( \) Omar Haddad +Grace Liu and Omar Haddad", text)
        assert "(*) Leave it open for now" in text
        assert "Open: nobody's answer is taken yet." in text
        assert "Seen differently: two claim it." in text
        assert "Whose answer is taken changes: Two owners (Go-to-market plan)" in one_line(app)
        assert "PER-" not in text
        assert "TEAM-" not in text
        assert PLAN not in text


async def test_a_large_screen_gives_each_answer_room(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await to_reveal(pilot)
        lines = screen_text(app).splitlines()
        place = next(i for i, line in enumerate(lines) if "( ) Omar Haddad" in line)
        assert lines[place + 1].strip() == "Grace Liu and Omar Haddad"
        assert not lines[place + 2].strip()


@pytest.mark.parametrize("size", [(40, 10), (60, 16), (80, 24), (120, 40), (200, 60)])
async def test_the_highlighted_answer_is_always_in_sight(files: Path, size: tuple[int, int]) -> None:
    app = WizardApp()
    async with app.run_test(size=size) as pilot:
        await to_reveal(pilot)
        options = app.screen.query_one(Options)
        for label in options.labels:
            assert label.split("\n")[0].split("   ")[0][: size[0] - 16] in one_line(app)
            await press(pilot, "down")


async def test_space_a_digit_and_a_click_settle_and_enter_only_goes_on(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, "o", "v", "enter")
        assert "Reveal  2 of 19" in screen_text(app)
        assert not reveal(app).document.reveal.settled
        await press(pilot, "f7", "down", "space")
        assert reveal(app).document.reveal.settled[PLAN].taken_from == ("Lena Fuchs",)
        await press(pilot, OMAR)
        assert reveal(app).document.reveal.settled[PLAN].taken_from == ("Grace Liu", "Omar Haddad")
        await pilot.click(Options, offset=(6, 2))
        await press(pilot)
        assert reveal(app).document.reveal.settled[PLAN].taken_from == ("Viktor Brandt",)
        assert "Reveal  1 of 19" in screen_text(app)


async def test_what_is_settled_says_whose_answer_it_is_and_whose_dissent_is_kept(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, OMAR)
        assert "Settled: Omar Haddad, as Grace Liu and Omar Haddad said." in one_line(app)
        assert "Dissent kept: Lena Fuchs and Viktor Brandt." in one_line(app)
        assert "1 of 19 settled" in screen_text(app)


async def test_the_same_answer_again_changes_nothing(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, OMAR)
        before = reveal(app).document.reveal
        await press(pilot, OMAR, "space")
        assert reveal(app).document.reveal is before
        await press(pilot, "ctrl+z")
        assert not reveal(app).document.reveal.settled


async def test_a_settled_difference_can_be_left_open_again(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, OMAR, "end", "space")
        assert not reveal(app).document.reveal.settled
        assert "Open: nobody's answer is taken yet." in screen_text(app)


async def test_undo_and_redo_go_to_what_they_changed(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, OMAR, "f8", "f8", "ctrl+z")
        assert "Reveal  1 of 19" in screen_text(app)
        assert not reveal(app).document.reveal.settled
        await press(pilot, "f8", "ctrl+y")
        assert "Reveal  1 of 19" in screen_text(app)
        assert PLAN in reveal(app).document.reveal.settled


async def test_back_and_next_end_at_the_first_and_the_last_page(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, "f7")
        assert "Reveal  1 of 19" in screen_text(app)
        await press(pilot, *["f8"] * 21)
        assert "Reveal  the consensus" in screen_text(app)
        await press(pilot, "f7")
        assert "Reveal  19 of 19" in screen_text(app)


async def test_keys_typed_ahead_reach_the_page_they_were_meant_for(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, "1", "f8", "2", "enter", "1")
        settled = reveal(app).document.reveal.settled
        assert [d.key in settled for d in reveal(app).document.reveal.differences[:4]] == [True, True, True, False]


# -- another answer ------------------------------------------------------------------------------------


async def test_a_number_found_together_is_typed_and_a_wrong_one_is_refused(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        key = await to_kind(pilot, app, *NUMERIC)
        await choose_other(pilot, app)
        await press(pilot, "'lots", "enter")
        assert "Found" in screen_text(app)
        assert isinstance(app.screen, FoundTogether)
        await press(pilot, "ctrl+a", "ctrl+k", "'41", "enter")
        settled = reveal(app).document.reveal.settled[key]
        assert (settled.value, settled.taken_from) == (41, ("together",))
        assert "(*) Another answer, found together" in screen_text(app)
        assert "Settled: 41 %, found together." in one_line(app)


async def test_an_option_found_together_is_chosen_as_in_the_questionnaire(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        key = await to_kind(pilot, app, Kind.CHOICE)
        await choose_other(pilot, app)
        await press(pilot, "enter")
        assert "There is no answer yet." in screen_text(app)
        await press(pilot, "2", "enter")
        question = question_for(key)
        assert question is not None
        assert reveal(app).document.reveal.settled[key].value == question.options[1].value


async def test_several_options_and_yes_or_no_can_be_found_together(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        several = await to_kind(pilot, app, Kind.CHOICES)
        await choose_other(pilot, app)
        await press(pilot, "1", "2", "3", "enter")
        whether = await to_kind(pilot, app, Kind.YES_NO)
        await choose_other(pilot, app)
        await press(pilot, "space", "enter")
        settled = reveal(app).document.reveal.settled
        assert len(settled[several].value) == 3  # type: ignore[arg-type]
        assert settled[whether].value is True
        # Those who had said so are named, not a new answer.
        assert settled[whether].taken_from == ("Omar Haddad", "Viktor Brandt")


async def test_esc_takes_no_answer_and_keeps_the_draft(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await choose_other(pilot, app)
        await press(pilot, "'Ann", "escape")
        assert not reveal(app).document.reveal.settled
        await choose_other(pilot, app)
        assert app.screen.query_one(Input).value == "Ann"
        await press(pilot, "end", "', Bo (EMEA)", "enter")
        assert reveal(app).document.reveal.settled[PLAN].value == (("Ann", "all"), ("Bo", "EMEA"))


# -- the consensus -------------------------------------------------------------------------------------


async def test_from_four_files_to_a_consensus_that_says_who_said_what(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, OMAR)
        settled = reveal(app).document.reveal
        await press(pilot, "ctrl+s")
        assert "1  settled in the room" in screen_text(app)
        assert "18  still open" in screen_text(app)
        assert "Answers for the go-to-market plan: Omar Haddad" in "\n".join(
            str(option.prompt) for option in app.screen.query_one(OptionList).options
        )
        assert not (files / "kestrel-analytics-consensus.toml").exists()
        await press(pilot, "ctrl+s", "enter")
        assert "Saved as kestrel-analytics-consensus.toml." in screen_text(app)
        await press(pilot, "enter")
        assert app.document is not None
        session = app.document.interview.session
        assert app.reveal_journal is None
    assert session.get("session.kind") == "consensus"
    assert session.get(PLAN) == (("Omar Haddad", "all"),)
    assert set(session.provenance[PLAN]) == {"Omar Haddad", "Grace Liu"}
    assert set(session.dissent[PLAN]) == {"Lena Fuchs", "Viktor Brandt"}
    assert settled.result().answers[PLAN] == session.answers[PLAN]


async def test_the_last_page_leads_to_what_is_open(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, OMAR, "ctrl+s", "down", "enter")
        difference = reveal(app).difference
        assert difference is not None
        assert difference.key == "accountable.marketing_assets"


async def test_once_saved_every_step_is_in_the_file_and_a_stranger_is_not_overwritten(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, OMAR, "ctrl+s", "ctrl+s", "ctrl+a", "ctrl+k", "'kestrel-sales", "enter")
        assert "which is no consensus" in screen_text(app)
        await press(pilot, "ctrl+a", "ctrl+k", "'ours", "enter", "down", "enter", "f7", "1")
        assert len(reveal(app).document.reveal.settled) == 2
    kept = load_session(files / "ours.toml").session
    assert len([d for d in example().differences if d.key in kept.answers]) == 2
    assert load_session(files / "kestrel-sales.toml").session.get("session.kind") != "consensus"


async def test_another_consensus_is_replaced_only_where_it_is_said(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, OMAR, "ctrl+s", "ctrl+s", "enter", "down", "enter", "escape", "escape")
        assert isinstance(app.screen, CompareFilesScreen)
    first = (files / "kestrel-analytics-consensus.toml").read_bytes()
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        # Without the consensus, which is the first file of the folder.
        await press(pilot, "escape", "escape", "'analytics", "space", "escape", "f8", "f8")
        await press(pilot, "f8", "1", "ctrl+s", "ctrl+s", "enter")
        assert "holds a consensus already" in screen_text(app)
        await press(pilot, "enter")
        assert (files / "kestrel-analytics-consensus.toml").read_bytes() == first
        await press(pilot, "enter", "down", "enter", "down", "enter")
        assert (files / "kestrel-analytics-consensus.toml").read_bytes() != first


# -- nothing is lost -----------------------------------------------------------------------------------


async def test_leaving_with_something_settled_asks(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, OMAR, "escape", "escape")
        assert "What was settled is not in a file yet." in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.document.reveal.settled


async def test_quitting_asks_once_from_wherever_it_is_done(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, OMAR, "ctrl+q")
        assert "What was settled is not in a file yet." in screen_text(app)
        await press(pilot, "down", "enter")
    assert app.return_value == 0
    assert app.left_behind() == 1


async def test_what_was_settled_is_on_disk_before_any_file_and_comes_back_as_a_consensus(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        assert app.reveal_journal is not None
        assert not list(app.where.journal.glob("*"))
        await press(pilot, OMAR, "f8", "1", "ctrl+z")
        expected = reveal(app).document.reveal.result()
        await press(pilot, "escape", "escape", "down", "enter")
        assert isinstance(app.screen, CompareFilesScreen)
    again = WizardApp()
    async with again.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "1 unsaved session")
        assert isinstance(again.screen, HomeScreen)
        desk = again.screen.query_one("#desk", OptionList)
        desk.highlighted = desk.get_option_index("recover")
        await press(pilot, "enter", "enter")
        assert again.document is not None
        session = again.document.interview.session
        assert session.get("session.kind") == "consensus"
        assert session.get(PLAN) == (("Omar Haddad", "all"),)
        assert (session.dissent, session.provenance) == (expected.dissent, expected.provenance)
        await press(pilot, "ctrl+s", "ctrl+a", "ctrl+k", "'ours", "enter")
    kept = load_session(files / "ours.toml").session
    assert kept.dissent == expected.dissent
    assert kept.provenance == expected.provenance


async def test_after_a_kill_the_journal_holds_what_was_settled_and_half_typed(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, OMAR)
        key = await to_kind(pilot, app, *NUMERIC)
        await choose_other(pilot, app)
        await press(pilot, "'4")
        app.keep_answers()
        (journal,) = app.where.journal.glob("*.jsonl")
        crash = files / "crash"
        crash.mkdir()
        (crash / journal.name).write_bytes(journal.read_bytes())
    (found,) = find_crashed(crash)
    assert found.typed == {key: "4"}
    assert found.session.get(PLAN) == (("Omar Haddad", "all"),)
    found.keep()


async def test_nothing_settled_leaves_nothing_behind(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await choose_other(pilot, app)
        await press(pilot, "'4", "escape")
        app.keep_answers()
        assert not list(app.where.journal.glob("*.jsonl"))
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, CompareFilesScreen)
        assert app.left_behind() == 0


async def test_leaving_without_saving_leaves_nothing_behind(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_reveal(pilot)
        await press(pilot, OMAR, "escape", "escape", "end", "enter")
        assert isinstance(app.screen, CompareFilesScreen)
        assert app.left_behind() == 0


async def test_the_overview_shows_what_was_settled(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_overview(pilot)
        await press(pilot, "enter", OMAR, "escape")
        assert "1 of 19 settled" in screen_text(app)
        assert "Settled: Omar Haddad, as Grace Liu and Omar Haddad said" in screen_text(app)
