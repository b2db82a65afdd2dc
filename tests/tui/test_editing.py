"""A line being typed: what is in sight of it, and the sign where it goes on."""

from rich.cells import cell_len

from gtm_tui.tui.editing import LineEditor


def test_a_line_longer_than_its_field_shows_where_it_is_cut() -> None:
    editor = LineEditor("Harbor Ledger, autumn review")
    assert "".join(editor.window(10)) == "…n review "
    editor.home()
    assert "".join(editor.window(10)) == "Harbor Le…"
    editor.cursor = 14
    before, _, after = editor.window(10)
    assert before.startswith("…")
    assert after == "…"


def test_a_line_that_fits_has_no_sign() -> None:
    assert "".join(LineEditor("Harbor").window(10)) == "Harbor "


def test_the_sign_takes_the_cells_of_what_it_stands_on() -> None:
    editor = LineEditor("漢字漢字漢字")
    shown = "".join(editor.window(9))
    assert shown.startswith("… ")
    assert cell_len(shown) <= 9
