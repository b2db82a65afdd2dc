"""The application and screen classes the wizard is built on: safe at the end, quiet on the line."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual._styles_cache import StylesCache
from textual.app import App
from textual.binding import BindingType
from textual.containers import Center
from textual.content import Content
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.geometry import Offset
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from gtm_tui.terminal import crash, detect, display, themes

Result = TypeVar("Result")
SMALLEST = (40, 10)
"""Columns and rows below which the wizard only asks for more room."""

# With its room for 1,024 this cache keeps everything drawn of widgets that are long gone (15 MB after a few pages).
StylesCache.get_inner_outer = lru_cache(4)(StylesCache.get_inner_outer.__wrapped__)  # type: ignore[method-assign]

# Where Textual's own styles show too little contrast, or state by colour alone.
_READABLE = """
App Input:ansi > .input--cursor, App Input:ansi > .input--selection,
App TextArea:ansi .text-area--cursor, App TextArea:ansi .text-area--selection {
    background: ansi_default; color: ansi_default; text-style: reverse;
}
App TextArea:light .text-area--cursor { color: $input-cursor-foreground; background: $input-cursor-background; }
App SelectCurrent Static#label, App Tab { color: $foreground; }
App Tabs:focus Tab.-active { color: $block-cursor-foreground; }
App CommandPalette { background: $background; }
App CommandPalette SearchIcon { display: none; }
App DataTable:ansi > .datatable--header { background: ansi_default; color: ansi_default; text-style: bold underline; }
App DataTable > .datatable--header-cursor {
    background: $block-cursor-blurred-background; color: $block-cursor-blurred-foreground;
}
"""


class GuardedApp(App[Result], Generic[Result]):
    """An application that can be trusted with answers in any terminal.

    To be run by `run.run_app`. A subclass overrides `keep_answers` to bring what was typed to the disk (it runs
    in another thread and has two seconds). `restricted` is for a shared host: no pictures written, no suspension.
    `state_folder` takes a crash report.
    """

    ENABLE_COMMAND_PALETTE = True
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        *,
        restricted: bool = False,
        theme: str | None = None,
        surroundings: detect.Surroundings | None = None,
        state_folder: Path | None = None,
    ) -> None:
        self.surroundings = surroundings or detect.surroundings()
        self.restricted = restricted
        self.state_folder = state_folder
        self.crash_report: Path | None = None
        self.crashed = False
        self.end_session: Callable[[], object] | None = None
        self.hurry: Callable[[], object] | None = None
        super().__init__(driver_class=_driver_class())
        self.stylesheet.add_source(_READABLE, read_from=(__file__, "_READABLE"))
        self.no_color = self.surroundings.colours == "none"
        self.ansi_theme_dark, self.ansi_theme_light = themes.NAMED_ON_DARK, themes.NAMED_ON_LIGHT
        for known in themes.THEMES:
            self.register_theme(known)
        self.theme = suitable_theme(theme, self.surroundings, self.available_themes)
        self._harmless = display.HarmlessText()
        self._colourless = display.NoColours()

    def get_default_screen(self) -> Screen[Any]:
        """Start on a lean screen unless the subclass pushes its own."""
        return LeanScreen(id="_default")

    # --------------------------------------------------------------------------------------- endings

    def keep_answers(self) -> None:
        """Bring everything typed to the disk; called from another thread when the session ends badly."""

    def input_ended(self) -> None:
        """React to the end of standard input (called in the input thread): the terminal is gone."""
        if self.end_session is not None:
            self.end_session()
        else:
            self.call_from_outside(self.exit, None, 129)

    def output_unfinished(self) -> bool:
        """Whether the terminal has not taken everything written to it, the restoring of its modes included."""
        return bool(getattr(self._driver, "unfinished", False))

    def call_from_outside(self, function: Callable[..., object], *args: object) -> None:
        """Have a function called in the event loop, from any thread, without waiting; nothing if it is over."""
        with contextlib.suppress(RuntimeError):
            if self._loop is not None:
                self._loop.call_soon_threadsafe(function, *args)

    def _handle_exception(self, error: Exception) -> None:
        """End after an error nobody handled: answers kept, a report without them, exit status 70."""
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = crash.STATUS
        if not self.crashed:
            self.crashed = True
            with contextlib.suppress(Exception):
                self.keep_answers()
            if self.hurry is not None:
                self.hurry()
            if self.state_folder is not None:
                self.crash_report = crash.write_report(error, self.state_folder / "crash")
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        self._return_code = crash.STATUS
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """End without showing what Textual would print, which may hold answers."""
        self._fatal_error()

    # --------------------------------------------------------------------------------------- display

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Every line drawn is stripped of control characters, and of colours if there are to be none."""
        kept = [known for known in super().get_line_filters() if not isinstance(known, (Monochrome, NoColor))]
        return [self._harmless, *kept, self._colourless] if self.no_color else [self._harmless, *kept]

    def _set_pointer_shape(self, shape: str) -> None:
        """Leave the mouse pointer alone: a sequence few terminals know, sent at every change of screen."""

    def repaint(self) -> None:
        """Paint the whole screen anew, after something else wrote on it or frames were left out."""
        if self._running and self.screen_stack:
            self._forget_screen()
            self.screen.refresh()

    def _forget_screen(self) -> None:
        if (forget := getattr(self._driver, "forget_screen", None)) is not None:
            forget()

    def point_cursor(self, widget: Widget, column: int = 0, row: int = 0) -> None:
        """Put the terminal's cursor on a cell of a widget's content, for screen readers and Braille lines."""
        region = widget.content_region
        if region.area:
            column, row = min(max(column, 0), region.width - 1), min(max(row, 0), region.height - 1)
            self.cursor_position = Offset(region.x + column, region.y + row)
            self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        # Textual moves the terminal's cursor only when it also paints something.
        if self._driver is not None and self._running and not self.is_headless:
            column, row = self.cursor_position
            self._driver.write(f"\x1b[{row + 1};{column + 1}H")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the cursor of every field still, and let the terminal's cursor follow the focus."""
        widget = event.widget
        if getattr(widget, "cursor_blink", False):
            widget.cursor_blink = False  # type: ignore[attr-defined]
        self.call_after_refresh(self._follow, widget)

    def _follow(self, widget: Widget) -> None:
        if widget.has_focus and not hasattr(widget, "cursor_blink"):
            self.point_cursor(widget, row=_highlighted_row(widget))

    def on_option_list_option_highlighted(self) -> None:
        """Let the terminal's cursor follow the highlight inside a list."""
        self._follow_focused()

    def on_data_table_cell_highlighted(self) -> None:
        """Let the terminal's cursor follow the highlight inside a table."""
        self._follow_focused()

    def on_data_table_row_highlighted(self) -> None:
        """Let the terminal's cursor follow the highlighted row of a table."""
        self._follow_focused()

    def _follow_focused(self) -> None:
        if self.focused is not None:
            self._follow(self.focused)

    def on_resize(self, event: events.Resize) -> None:
        """Ask for more room when there is too little to work in, and take that back when there is."""
        self._forget_screen()
        too_small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        asking = isinstance(self.screen, TooSmall)
        if too_small and not asking:
            self.push_screen(TooSmall())
        elif asking and not too_small:
            self.pop_screen()

    # ------------------------------------------------------------------------------------------ looks

    def action_command_palette(self) -> None:
        """Open the command palette, except over a dialog, which would stay open beneath what is chosen there."""
        if not self.screen.is_modal:
            super().action_command_palette()

    def use_theme(self, name: str) -> None:
        """Change the look."""
        self.theme = name

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Show an address instead of opening it: a browser would start on the wrong machine."""
        self.notify(Content(url).plain, title="Address (open it in your browser)", markup=False, timeout=30)

    def action_suspend_process(self) -> None:
        """Stop and give the shell back, except in restricted mode, where there is no shell to be given."""
        if not self.restricted:
            super().action_suspend_process()

    def suspend(self) -> Any:
        """Lend the terminal to another program; refused in restricted mode."""
        return contextlib.nullcontext() if self.restricted else super().suspend()

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Write a picture of the screen, except in restricted mode."""
        if not self.restricted:
            super().action_screenshot(filename, path)

    def deliver_screenshot(self, *args: Any, **options: Any) -> str | None:
        """Write a picture of the screen, except in restricted mode."""
        return None if self.restricted else super().deliver_screenshot(*args, **options)


class LeanScreen(Screen[Result], Generic[Result]):
    """A screen that does not paint itself anew whenever the focus moves (4 kB per Tab on 80x24)."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)


class LeanModal(ModalScreen[Result], Generic[Result]):
    """A dialog that does not paint itself anew whenever the focus moves."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)


class TooSmall(LeanModal[None]):
    """Says how much room is needed; goes away by itself once there is enough."""

    DEFAULT_CSS = """
    TooSmall { align: center middle; background: $background; }
    TooSmall Static { width: auto; max-width: 100%; text-align: center; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+q", "app.quit", "Quit")]

    def compose(self) -> Iterable[Widget]:
        """Show one short sentence."""
        columns, rows = SMALLEST
        with Center():
            yield Static(f"Make the window at least {columns}x{rows}.", markup=False)


def suitable_theme(wanted: str | None, surroundings: detect.Surroundings, known: Iterable[str]) -> str:
    """The theme for this terminal: with 16 colours or none only the terminal's own colours are readable."""
    if surroundings.colours in ("none", "16"):
        return themes.HIGH_CONTRAST
    return wanted if wanted and wanted in known else themes.DARK


def _driver_class() -> type[Driver]:
    import sys

    if sys.platform == "win32":
        from textual.drivers.windows_driver import WindowsDriver

        return WindowsDriver
    from gtm_tui.terminal.driver import GuardedDriver

    return GuardedDriver


def _highlighted_row(widget: Widget) -> int:
    """The row of the highlight inside a widget's content, counted from its first visible row."""
    with contextlib.suppress(Exception):
        if (cursor := getattr(widget, "cursor_coordinate", None)) is not None:
            header = widget.header_height if widget.show_header else 0  # type: ignore[attr-defined]
            return int(cursor.row) + int(header) - widget.scroll_offset.y
        if (highlighted := getattr(widget, "highlighted", None)) is not None:
            lines = widget._index_to_line  # type: ignore[attr-defined]
            return int(lines[highlighted]) - widget.scroll_offset.y
    return 0
