"""The pages of the questionnaire as plain text and as state, without Textual."""

from pathlib import Path

import pytest

from gtm_tui.analysis.diff import carry_over
from gtm_tui.interview import Interview
from gtm_tui.model.session import Session
from gtm_tui.store.loading import load_session
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.chrome import help_rows
from gtm_tui.tui.drawing import plain, width_of
from gtm_tui.tui.form import Form, Stop
from gtm_tui.tui.form.item import Help
from tests.support.wizard_tools import press, shown

SAMPLES = Path(__file__).parents[2] / "sample_sessions"
WIDTHS = ((80, 15, False), (60, 10, True), (40, 7, True), (60, 31, False), (200, 40, False))


def form_on(interview: Interview, page: str) -> Form:
    """A form laid out at 80 columns on a page."""
    interview.go(next(ref for ref in interview.pages() if ref.id.startswith(page)))
    form = Form(interview)
    form.enter_page()
    form.lay_out(80, 15)
    return form


def harbor() -> Interview:
    """Harbor Ledger's interview."""
    return Interview(load_session(SAMPLES / "harbor-ledger.toml").session)


def text(form: Form, width: int = 80, height: int = 15) -> str:
    """The page as plain text."""
    return "\n".join(plain(row) for row in form.lay_out(width, height))


def test_every_page_of_every_sample_fits_every_width() -> None:
    for sample in sorted(SAMPLES.glob("*.toml")):
        interview = Interview(load_session(sample).session)
        form = Form(interview)
        for ref in interview.pages():
            interview.go(ref)
            form.enter_page()
            for width, height, stacked in WIDTHS:
                rows = form.lay_out(width, height, stacked=stacked, tall=height > 24)
                assert rows
                assert all(width_of(row) <= width for row in rows), f"{sample.name} {ref.id} {width}"
                assert form.focus in form.places


def test_every_question_can_be_reached() -> None:
    interview = harbor()
    form = Form(interview)
    form.open_folds |= {f.question.fold for ref in interview.pages() for f in interview.fields(ref)}
    reached = set()
    for ref in interview.pages():
        interview.go(ref)
        form.enter_page()
        form.lay_out(80, 15)
        reached |= {form.key}
        for stop in list(form.places):
            form.focus = stop
            reached.add(form.key)
    asked = {f.key for ref in interview.pages() for f in interview.fields(ref)}
    assert asked - reached == set()


def test_choices_show_their_state_by_shape() -> None:
    page = text(form_on(harbor(), "marketing_communications"))
    assert "(*) by volume" in page
    assert "( ) not judged" in page
    page = text(form_on(harbor(), "motions"))
    assert "[x] content, search" in page
    assert "[ ] tailored messages" in page


def test_typing_is_an_answer_at_once_and_invalid_text_is_kept_and_flagged() -> None:
    interview = Interview(Session())
    form = form_on(interview, "company")
    form.focus = Stop("company.arr")
    form.lay_out(80, 15)
    for character in "12k":
        form.character(character)
    assert interview.session.get("company.arr") == 12_000
    form.character("x")
    assert interview.session.invalid["company.arr"] == "12kx"
    assert "12kx" in text(form)
    assert "not valid" in text(form)
    assert "expected a number" in form.help.problem
    form.tab(1)
    assert "12kx" in text(form)


def test_the_field_shows_the_number_as_understood_when_left() -> None:
    interview = Interview(Session())
    form = form_on(interview, "company")
    form.focus = Stop("company.arr")
    form.lay_out(80, 15)
    form.paste("7.5m\n")
    assert "7.5m" in text(form)
    form.tab(1)
    assert "7,500,000" in text(form)


def test_a_number_is_replaced_by_what_is_typed_first_and_a_name_is_not() -> None:
    interview = harbor()
    form = form_on(interview, "sales")
    form.character("!")
    assert interview.session.get("groups.sales.people") == ("VP Sales!",)
    form.tab(1)
    form.lay_out(80, 15)
    form.character("2")
    form.character("0")
    assert interview.session.get("groups.sales.time_on_market_work") == 20
    form.tab(-1)
    form.lay_out(80, 15)
    form.tab(1)
    form.lay_out(80, 15)
    form.edit("end")
    form.character("1")
    assert interview.session.invalid["groups.sales.time_on_market_work"] == "201"


def test_dont_know_is_shown_and_taken_back() -> None:
    interview = harbor()
    form = form_on(interview, "sales")
    form.dont_know()
    assert "(?) I don't know" in text(form)
    form.character("A")
    form.character("n")
    assert interview.session.get("groups.sales.people") == ("An",)


def test_nobody_note_source_and_reason() -> None:
    interview = harbor()
    form = form_on(interview, "sales")
    assert form.nobody()
    assert "nobody" in text(form)
    form.ask_note()
    for character in "why":
        form.character(character)
    form.close_prompt(keep=True)
    assert "+ note" in text(form)
    assert form.help.text.startswith("Note: why")
    form.tab(1)
    assert form.key == "groups.sales.time_on_market_work"
    form.next_source()
    assert "from the CRM" in text(form)
    form.ask_reason()
    form.paste("no market work")
    form.close_prompt(keep=True)
    assert "(/) does not apply" in text(form)
    assert interview.session.not_applicable[form.key] == "no market work"


def test_the_matrix_sets_clears_and_splits() -> None:
    interview = harbor()
    form = form_on(interview, "accountable")
    form.tab(1)
    assert form.focus == Stop("matrix", "business_case|PM lead")
    form.press()
    assert interview.session.state("accountable.business_case") == "open"
    form.character("0")
    assert interview.session.get("accountable.business_case") == ()
    assert "[x]" in text(form)
    form.lay_out(80, 15)
    form.press()
    form.character("s")
    form.paste("payers")
    form.close_prompt(keep=True)
    assert interview.session.get("accountable.business_case") == (("PM lead", "payers"),)
    form.character("a")
    form.paste("M. Roe")
    form.close_prompt(keep=True)
    assert "M. Roe" in text(form)
    form.press()
    assert interview.session.get("accountable.business_case") == (("PM lead", "payers"), ("M. Roe", "all"))


def test_a_misplaced_owner_is_remarked_on_the_page() -> None:
    interview = harbor()
    form = form_on(interview, "accountable")
    form.focus = Stop("matrix", "roadmap|PM lead")
    form.lay_out(80, 15)
    form.press()
    form.focus = Stop("matrix", "roadmap|VP Sales")
    form.lay_out(80, 15)
    form.press()
    finding = next(f for f in interview.assessment.findings if f.subject == "roadmap")
    assert finding.mark in text(form)
    assert form.help.text == finding.message


def test_budget_lines_come_from_presets_and_go() -> None:
    interview = Interview(Session())
    form = form_on(interview, "together")
    form.focus = Stop("presets", "Trade shows")
    form.lay_out(80, 15)
    form.press()
    form.lay_out(80, 15)
    assert form.focus == Stop("budget:trade-shows", "amount")
    form.paste("120k")
    assert interview.session.get("budget.trade-shows.amount") == 120_000
    form.focus = Stop("budget:trade-shows", "payer")
    form.lay_out(80, 15)
    form.press()
    assert interview.session.get("budget.trade-shows.payer") == "sales"
    form.focus = Stop("budget:trade-shows", "remove")
    form.press()
    assert interview.session.budget == ()


def test_segments_are_added_and_removed() -> None:
    interview = Interview(Session())
    form = form_on(interview, "segments")
    form.press()
    form.paste("Finance teams")
    form.close_prompt(keep=True)
    assert "1  Finance teams" in text(form)
    assert form.focus == Stop("segments.finance-teams.first_year_acv")
    form.focus = Stop("remove:finance-teams")
    form.press()
    assert interview.session.segments == ()


def test_loose_ends_lead_to_the_question() -> None:
    interview = Interview(Session())
    form = form_on(interview, "loose_ends")
    wanted: list[str] = []
    form.on_jump = wanted.append
    form.press()
    assert wanted == ["session.name"]


def test_folded_questions_open_and_close() -> None:
    form = form_on(harbor(), "motions")
    assert "Accounts per rep" not in text(form)
    form.focus = Stop("fold:Reps and loads")
    form.press()
    assert "Accounts per rep" in text(form)
    form.press()
    assert "Accounts per rep" not in text(form)


@pytest.mark.parametrize(
    "hostile", ["[bold]x[/]", "[/]", "\x1b[31mred\x1b]0;t\x07", "漢字" * 60, "a" * 200, "e\u0301" * 40]
)
def test_hostile_text_is_plain_text_everywhere(hostile: str) -> None:
    interview = Interview(Session())
    interview.add_segment("S")
    form = Form(interview)
    for ref in interview.pages():
        interview.go(ref)
        form.enter_page()
        form.lay_out(80, 15)
        for stop in list(form.places):
            form.focus = stop
            form.lay_out(80, 15)
            if form.typing:
                form.paste(hostile)
        for width, height, stacked in WIDTHS:
            rows = form.lay_out(width, height, stacked=stacked)
            assert all(width_of(row) <= width for row in rows)
            assert all(span.text.isprintable() for row in rows for span in row)
    if hostile.isascii() and hostile.isprintable():
        interview.go(interview.pages()[0])
        assert hostile[:40] in text(form)


def carried_over() -> Interview:
    """Harbor Ledger's answers as the start of the next quarter."""
    return Interview(carry_over(load_session(SAMPLES / "harbor-ledger.toml").session, "harbor-q3.toml"))


def test_enter_confirms_what_was_carried_over_and_the_list_shrinks() -> None:
    interview = carried_over()
    form = form_on(interview, "company")
    assert "= last time" in text(form)
    before = [end.key for end in interview.loose_ends() if end.kind == "carried"]
    form.enter()
    after = [end.key for end in interview.loose_ends() if end.kind == "carried"]
    assert set(before) - set(after) == {"session.name"}
    assert interview.undo()
    assert "session.name" in interview.session.unconfirmed


def test_a_page_of_carried_over_answers_is_confirmed_at_once() -> None:
    interview = carried_over()
    form = form_on(interview, "sales")
    assert form.confirm() == 4
    assert form.confirm() == 0
    assert not [k for k in interview.session.unconfirmed if k.startswith("groups.sales.")]
    assert "= last time" not in text(form)


def test_loose_ends_list_what_was_carried_over_with_the_answer_of_last_time() -> None:
    interview = carried_over()
    form = form_on(interview, "loose_ends")
    assert "Carried over, not confirmed" in text(form)
    stop = next(stop for stop in form.places if stop.item == "end:company.arr")
    form.focus = stop
    assert form.help.title == "Last time: 7,500,000"
    assert form.confirm() == 1
    assert "company.arr" not in interview.session.unconfirmed


def test_each_owner_shows_their_part_in_the_matrix() -> None:
    interview = harbor()
    key = "accountable.gtm_plan"
    interview.answer(key, (("PMM lead", "banks"), ("VP Sales", "public sector")))
    form = form_on(interview, "accountable")
    plan = next(line for line in text(form, 120).split("\n") if line.lstrip().startswith("Go-to-market plan"))
    assert "[A] banks" in plan
    assert "[A] public…" in plan
    form.focus = Stop("matrix", "gtm_plan|VP Sales")
    assert form.help.title == "Go-to-market plan: PMM lead for banks, VP Sales for public sector"


def test_a_budget_cell_says_how_it_stands_without_colour() -> None:
    interview = harbor()
    interview.dont_know("budget.trade-shows.amount")
    interview.not_applicable("budget.trade-shows.label", "no shows")
    interview.type("budget.content-and-website.amount", "lots")
    page = text(form_on(interview, "together"))
    assert all(sign in page for sign in ("(?)", "(/)", "! lots"))


def test_words_of_an_action_are_wrapped_not_cut() -> None:
    rows = [plain(row) for row in help_rows(80, Help("Up to eight; two or three are usual. " * 4), 3)]
    assert len(rows[1]) > 40


@pytest.mark.parametrize("width", [40, 52, 60, 70, 79, 80, 112, 120, 150, 200])
async def test_every_cell_of_the_budget_is_in_sight_at_every_width(tmp_path: Path, width: int) -> None:
    file = tmp_path / "harbor.toml"
    file.write_bytes((SAMPLES / "harbor-ledger.toml").read_bytes())
    app = WizardApp(file)
    async with app.run_test(size=(width, 50)) as pilot:
        await press(pilot, *["f8"] * 6)
        seen = shown(app)
        assert seen.count("[-]") == 6
        assert seen.count("120,000") == 2
