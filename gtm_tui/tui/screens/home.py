"""The first screen: begin, go on, recover, read, try an example."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from gtm_tui import __version__
from gtm_tui.text.plural import counted
from gtm_tui.tui.screens.menu import Entry, MenuScreen


class HomeScreen(MenuScreen[None]):
    """What can be done without a session."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "quit", "quit", id="quit_menu", show=False)]
    title_text = "gtm-tui"
    actions = ("enter", "quit")
    label_width = 34

    def right_text(self) -> str:
        """The version."""
        return __version__

    def intro(self) -> str:
        """What this is for."""
        return (
            "Is your go-to-market team set up to work? Answer what you know; findings appear as you go, "
            "each with the answers behind it and ways to fix it."
        )

    def entries(self) -> list[Entry]:
        """Begin, recent files, what was left, learning."""
        wizard = self.wizard
        lines = [Entry("new", "New assessment", "about ten minutes for one segment", "Starts with your company.")]
        lines.append(Entry("open", "Open a file ...", "", "Choose a session file from a folder."))
        lines.append(
            Entry("follow", "Start from an earlier file ...", "", "Carries its answers over for you to confirm.")
        )
        if left := wizard.left_behind():
            words = counted(left, "unsaved session")
            lines.append(Entry("recover", "Recover unsaved work ...", words, "Unsaved answers."))
        recent = wizard.recent()
        if recent:
            lines += [Entry("", ""), Entry("", "Recent")]
            for path in recent[:5]:
                lines.append(Entry(f"file:{path}", path.name, str(path.parent), f"Opens {path}"))
        lines += [Entry("", ""), Entry("", "Learn")]
        lines.append(Entry("primer", "The two models in two pages", "", "What the questions and rules come from."))
        lines.append(Entry("samples", "Open an example ...", "", "Finished sessions of fictional companies."))
        lines.append(Entry("compare", "Compare and reveal ...", "", "Put the answers of several people side by side."))
        lines.append(Entry("doctor", "This terminal and program", "", "Versions, folders, colours, keys."))
        return [*lines, Entry("", ""), Entry("quit", "Quit")]

    def on_screen_resume(self) -> None:
        """Look again what there is: unsaved answers may have been left meanwhile."""
        self.renew()

    def chosen(self, id: str) -> None:
        """Go there."""
        self.message = ""
        kind, _, rest = id.partition(":")
        if kind == "file":
            self.wizard.open_file(rest, self.say)
        else:
            getattr(self, f"_{kind}")()

    def _new(self) -> None:
        self.wizard.new_session()

    def _open(self) -> None:
        from gtm_tui.tui.screens.files import FilesScreen

        self.app.push_screen(FilesScreen(self.wizard.data), self._opened)

    def _follow(self) -> None:
        from gtm_tui.tui.screens.files import EarlierScreen

        self.app.push_screen(EarlierScreen(self.wizard.data), self._followed)

    def _followed(self, path: str | None) -> None:
        if path:
            self.wizard.follow(path, self.say)

    def _samples(self) -> None:
        from gtm_tui.tui.screens.files import SamplesScreen

        self.app.push_screen(SamplesScreen(), lambda path: self.wizard.open_sample(path, self.say) if path else None)

    def _opened(self, path: str | None) -> None:
        if path:
            self.wizard.open_file(path, self.say)

    def _primer(self) -> None:
        from gtm_tui.tui.screens.primer import PrimerScreen

        self.app.push_screen(PrimerScreen())

    def _recover(self) -> None:
        from gtm_tui.tui.screens.recover import RecoverScreen

        screen = RecoverScreen(self.wizard.where)
        if not screen.found:
            self.say("Nothing to recover: all answers are saved.")
            return
        self.app.push_screen(screen, self._recovered)

    def _recovered(self, found: object) -> None:
        if found is not None:
            self.wizard.recover(found, self.say)

    def _compare(self) -> None:
        from gtm_tui.tui.screens.files import compare_screen

        screen = compare_screen(self.wizard)
        if screen is None:
            self.say("Compare sessions with: gtm-tui compare FILE FILE ...")
        else:
            self.app.push_screen(screen)

    def _doctor(self) -> None:
        from gtm_tui.tui.screens.doctor import DoctorScreen

        self.app.push_screen(DoctorScreen())

    def _quit(self) -> None:
        self.wizard.leave()

    def action_back(self) -> None:
        """Esc does nothing here: leaving is a decision."""
