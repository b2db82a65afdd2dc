"""Questions about the file: unsaved answers, a file changed by another program, one open elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gtm_tui.tui.screens.menu import Entry, Question

if TYPE_CHECKING:
    from gtm_tui.store.recovery import Found
    from gtm_tui.tui.app import Say, WizardApp


def ask_unsaved(app: WizardApp, then: Callable[[], object]) -> None:
    """Ask what becomes of answers that are not in the file, then go on."""
    document = app.document
    assert document is not None
    answers = []
    if document.path is not None and not document.read_only:
        answers.append(Entry("save", "Save and leave", document.name, "Saves the answers to the file."))
    answers += [
        Entry("keep", "Leave, keep for recovery", "", "Nothing is written to the file; Home offers to recover it."),
        Entry("discard", "Leave without saving", "", "Answers since the last save are lost."),
        Entry("stay", "Stay here", "", "Go back to the questions."),
    ]
    text = "Some answers are not saved yet."
    if document.path is None:
        text = "This session has no file yet. Stay and save it with Ctrl+S, or leave:"

    def done(answer: str | None) -> None:
        if answer in (None, "stay"):
            return
        if answer == "save" and not app.save(lambda message: app._say_home(message)):
            return
        app._end_session(discard=answer != "keep")
        then()

    app.push_screen(Question("Leave the session", text, answers), done)


def changed_on_disk(app: WizardApp, say: Say) -> None:
    """Ask what to do where another program changed the file since it was read."""
    document = app.document
    assert document is not None
    text = f"{document.name} was changed by another program since it was opened here. Nothing is written yet."
    answers = [
        Entry("as", "Save as a copy ...", "", "Both versions stay."),
        Entry("overwrite", "Overwrite it", "the version there is kept as a backup", "Your answers replace the file."),
        Entry(
            "reload",
            "Reload the file",
            "one undoable step",
            "The answers of the file replace yours; undo restores the old ones.",
        ),
        Entry("stay", "Do nothing now", "", "Continue; your answers are still kept for recovery."),
    ]

    def done(answer: str | None) -> None:
        if answer == "overwrite":
            app.save(say, overwrite=True)
        elif answer == "reload":
            app.reload(say)
        elif answer == "as":
            save_as = getattr(app.screen, "action_save_as", None)
            if save_as is not None:
                save_as()

    app.push_screen(Question("The file has changed", text, answers), done)


def about_the_file(app: WizardApp) -> None:
    """Tell what is to be known about a file just opened, and offer unsaved answers from earlier."""
    document = app.document
    assert document is not None
    notices = document.status.notices
    if notices:
        text = "\n".join(notices)
        app.push_screen(Question(f"About {document.name}", text, [Entry("go", "Continue to the questions")]))
    left = document.left_behind() if document.path is not None else []
    if left:
        _offer(app, left)


def _offer(app: WizardApp, left: list[Found]) -> None:
    found = left[0]
    for other in left[1:]:
        other.keep()
    answers = [
        Entry("resume", "Restore them", "undo reverts this", "They are not in the file until you save."),
        Entry("later", "Decide later", "", "Home offers them again."),
        Entry("discard", "Discard them", "", "This cannot be undone."),
    ]

    def done(answer: str | None) -> None:
        if answer == "resume" and app.document is not None:
            app.document.resume(found)
            app._redraw()
        elif answer == "discard":
            found.discard()
        else:
            found.keep()

    app.push_screen(Question("Unsaved answers", found.sentence, answers), done)
