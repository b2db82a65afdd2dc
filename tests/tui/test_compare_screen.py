"""Choosing the files of several people, and the overview of what they see differently."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from gtm_tui.analysis.consensus import Reveal
from gtm_tui.analysis.perception_gaps import compare
from gtm_tui.store.loading import load_session
from gtm_tui.text.cells import width as cells
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.results.side_by_side import AGREED, ALONE, consensus_lines, overview_lines, voices
from gtm_tui.tui.screens.compare import EXAMPLE, CompareFilesScreen, CompareScreen
from gtm_tui.tui.screens.home import HomeScreen
from gtm_tui.tui.screens.reveal import RevealScreen
from tests.support.reveal import FILES, SAMPLES, copied, example, to_files, to_overview
from tests.tui.screen_text import press, screen_text


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The four files, alone in the working folder."""
    monkeypatch.chdir(tmp_path)
    return copied(tmp_path)


def overview(reveal: Reveal, width: int = 90, *unfolded: str) -> str:
    """The overview as text."""
    return "\n".join(line.content.plain for line in overview_lines(reveal, width, unfolded))


# -- the overview --------------------------------------------------------------------------------------


def test_what_changes_a_finding_comes_first_with_a_question_for_the_room() -> None:
    text = overview(example())
    assert "4 people: Lena Fuchs, Omar Haddad, Grace Liu, Viktor Brandt." in text
    assert text.index("Disagreements that change a finding 18") < text.index("Other disagreements 1")
    first = text[text.index("Answers for the go-to-market plan") : text.index("Answers for the marketing assets")]
    assert "two claim it" in first
    assert "Ask: Which one of you is called when the go-to-market plan is late or wrong" in first
    assert "Ask:" not in text[text.index("Other disagreements") :]


def test_equal_answers_are_grouped_in_the_order_of_the_files() -> None:
    reveal = example()
    said = voices(reveal.differences[0])
    assert [(voice.words, voice.labels) for voice in said] == [
        ("Lena Fuchs, Omar Haddad", ("Lena Fuchs",)),
        ("Omar Haddad", ("Omar Haddad", "Grace Liu")),
        ("Viktor Brandt", ("Viktor Brandt",)),
    ]
    assert "Omar Haddad and Grace Liu say: Omar Haddad" in overview(reveal)


def test_who_gave_no_answer_is_named_and_is_no_answer_to_take() -> None:
    (talks,) = (d for d in example().differences if d.key.endswith("buyer_interviews_last_quarter"))
    assert [(voice.words, voice.given) for voice in voices(talks)][2] == ("don't know", False)


def test_agreement_is_folded_until_it_is_opened() -> None:
    reveal = example()
    folded = overview(reveal)
    assert "[+] All who answered agree 21" in folded
    assert "Kestrel Analytics" not in folded
    assert "Kestrel Analytics" in overview(reveal, 90, AGREED)
    assert len(overview(reveal, 90, ALONE).splitlines()) > len(folded.splitlines())


def test_what_is_settled_says_so_instead_of_asking() -> None:
    reveal = example()
    settled = reveal.settle_as(reveal.differences[0].key, "Grace Liu")
    text = overview(settled)
    assert "Settled: Omar Haddad, as Omar Haddad and Grace Liu said" in text
    assert "Ask: Which one of you is called when the go-to-market plan" not in text


def test_a_gap_that_nobody_differs_on_is_still_a_question() -> None:
    files = [(name, load_session(SAMPLES / f"{name}.toml").session) for name in EXAMPLE]
    same = [(name, session.with_answer("accountable.roadmap", ())) for name, session in files]
    text = overview(Reveal(comparison=compare(same)))
    assert "Said alike, still a question 1" in text
    assert "Who will answer for the roadmap from today" in " ".join(text.split())


def test_no_keys_and_no_codes_are_shown() -> None:
    reveal = example()
    text = overview(reveal, 90, AGREED, ALONE)
    assert "PER-6" not in text
    assert not any(difference.key in text for difference in reveal.differences)


@pytest.mark.parametrize("width", [36, 60, 76, 100])
def test_lines_fit_the_width(width: int) -> None:
    reveal = example()
    lines = [*overview_lines(reveal, width, (AGREED, ALONE)), *consensus_lines(reveal, 3, "", width)]
    wrapped = [row for line in lines for row in line.content.plain.splitlines() if row.startswith("      ")]
    assert max(cells(row) for row in wrapped) <= width


# -- choosing files ------------------------------------------------------------------------------------


async def test_space_chooses_and_the_people_chosen_are_named(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_files(pilot)
        assert isinstance(app.screen, CompareFilesScreen)
        assert "No file chosen yet." in screen_text(app)
        await press(pilot, "space", "down", "space")
        assert "2 files chosen: Grace Liu, Lena Fuchs" in screen_text(app)
        assert "[x] kestrel-inbound.toml" in screen_text(app)
        await press(pilot, "space")
        assert "1 file chosen: Grace Liu" in screen_text(app)


async def test_what_is_typed_narrows_the_list_down_and_esc_shows_it_all_again(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_files(pilot)
        await press(pilot, "'sales", "space")
        assert "kestrel-inbound" not in screen_text(app)
        assert "1 file chosen: Viktor Brandt" in screen_text(app)
        await press(pilot, "escape")
        assert app.screen.query_one(Input).value == ""
        assert "[x] kestrel-sales.toml" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_letters_and_enter_choose_nothing_and_one_file_is_too_few(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_files(pilot)
        await press(pilot, "'kestrel", "enter", "enter")
        assert isinstance(app.screen, CompareFilesScreen)
        assert app.screen.picked == []
        await press(pilot, "space", "f8", "enter")
        assert isinstance(app.screen, CompareFilesScreen)
        assert len(app.screen.picked) == 1


async def test_folders_are_walked_and_choices_stay(files: Path) -> None:
    (files / "more").mkdir()
    (files / "kestrel-sales.toml").rename(files / "more" / "kestrel-sales.toml")
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_files(pilot)
        await press(pilot, "space", "'more", "enter")
        assert str(files / "more") in screen_text(app).replace("\n", "").replace("  ", "")
        await press(pilot, "'sales", "space", "f8")
        assert isinstance(app.screen, CompareScreen)
        people = [person.label for person in app.screen.document.comparison.respondents]
        assert people == ["Grace Liu", "Viktor Brandt"]


async def test_a_click_chooses_a_file(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_files(pilot)
        rows = [option.id for option in app.screen.query_one(OptionList).options]
        await pilot.click(OptionList, offset=(8, rows.index("file:kestrel-sales.toml")))
        await press(pilot)
        assert "1 file chosen: Viktor Brandt" in screen_text(app)


async def test_a_file_that_cannot_be_read_is_named_and_nothing_is_opened(files: Path) -> None:
    (files / "broken.toml").write_text("format = [")
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_files(pilot)
        await press(pilot, "'broken", "space", "escape", "'inbound", "space", "f8")
        assert isinstance(app.screen, CompareFilesScreen)
        assert len(app.screen.picked) == 2


async def test_the_example_lays_four_leaders_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_files(pilot)
        await press(pilot, "'example", "enter")
        assert isinstance(app.screen, CompareScreen)
        assert len(app.screen.document.comparison.respondents) == 4
        assert "0 of 19 settled" in screen_text(app)


async def test_enter_opens_the_reveal_at_the_difference(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_overview(pilot)
        assert isinstance(app.screen, CompareScreen)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, RevealScreen)
        assert app.screen.difference is not None
        assert app.screen.difference.key == "accountable.marketing_assets"
        await press(pilot, "escape")
        assert isinstance(app.screen, CompareScreen)


async def test_agreement_is_opened_by_enter(files: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_overview(pilot)
        await press(pilot, "end", "up", "enter", "end")
        assert "[-] All who answered agree 21" in "\n".join(
            str(option.prompt) for option in app.screen.query_one(OptionList).options
        )


async def test_an_earlier_consensus_is_gone_on_with(files: Path) -> None:
    (files / "zz-consensus.toml").write_bytes((SAMPLES / "kestrel-consensus.toml").read_bytes())
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_overview(pilot, FILES + 1)
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.document.reveal.settled
        assert not app.screen.document.unsaved


async def test_a_hostile_name_is_plain_text(files: Path) -> None:
    path = files / "kestrel-sales.toml"
    path.write_text(path.read_text().replace("Viktor Brandt", "[bold]V[/] \\u001b[31mB"))
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_overview(pilot)
        assert "[bold]V[/]" in screen_text(app)
        assert "\x1b" not in screen_text(app)
