"""Saving what was settled, and leaving it, with the questions that come with it. Awaited in workers of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gtm_tui.document import why
from gtm_tui.store.paths import BadName
from gtm_tui.store.sessions import SaveError
from gtm_tui.store.toml_reader import UnreadableFile
from gtm_tui.text.sanitise import shown
from gtm_tui.tui.dialogs import Answer, ChoiceDialog, TextDialog

if TYPE_CHECKING:
    from gtm_tui.tui.app import WizardApp
    from gtm_tui.tui.reveal_document import RevealDocument


async def save_consensus(app: WizardApp, document: RevealDocument) -> None:
    """Ask for a name and write the consensus, then offer to open it; a session that is none stays as it is."""
    name = document.suggested_name
    while True:
        taken: list[str] = []
        text = "A file name; .toml is added where it lacks."
        typed = await app.push_screen_wait(
            TextDialog(
                "Save the consensus",
                text,
                name,
                problem=lambda line, taken=taken: _written(document, line, taken),  # type: ignore[misc]
                limit=4_000,
            )
        )
        if typed is None:
            return
        if not taken:
            break
        question = f"{shown(taken[0])} holds a consensus already."
        answers = [
            Answer(id="no", label="Choose another name"),
            Answer(id="yes", label="Replace it", meaning="A backup of it is kept."),
        ]
        if await app.push_screen_wait(ChoiceDialog("The file exists", question, answers)) == "yes":
            if problem := _try(document, taken[0], taken, replace=True):
                app.notify(problem, severity="error", markup=False, timeout=12)
                return
            break
        name = typed
    await _offer_to_open(app, document)


def _written(document: RevealDocument, name: str, taken: list[str]) -> str:
    try:
        path = document.path(name)
    except BadName as error:
        return str(error)
    return _try(document, path, taken, replace=False)


def _try(document: RevealDocument, path: str, taken: list[str], *, replace: bool) -> str:
    """Write; returns what went wrong, or ''. A consensus that is in the way is put into `taken`."""
    try:
        kind = document.write(path, replace=replace)
    except (SaveError, BadName, UnreadableFile, OSError, ValueError) as error:
        return f"Not saved: {why(error)}"
    if kind == "consensus":
        taken.append(path)
    elif kind:
        return f"There is a file {shown(path)} already, which is no consensus. Choose another name."
    return ""


async def _offer_to_open(app: WizardApp, document: RevealDocument) -> None:
    app.refresh_session()
    answers = [
        Answer(id="open", label="Open the consensus", meaning="Its questions, results and report."),
        Answer(id="stay", label="Go on with the reveal", meaning="Every further step is saved in the file at once."),
    ]
    text = f"Saved as {shown(document.file)}. Who gave which answer is kept in it."
    if await app.push_screen_wait(ChoiceDialog("Saved", text, answers)) == "open":
        path = document.file
        end(app, document, discard=True)
        await app.flow.open(path)


async def may_leave(app: WizardApp, document: RevealDocument) -> bool:
    """Whether what is settled can be left; asks where something of it is in no file."""
    if not document.unsaved:
        end(app, document, discard=True)
        return True
    answers = [
        Answer(id="stay", label="Stay here", meaning="^S saves the consensus; it can be gone on with later."),
        Answer(
            id="keep",
            label="Leave, keep for recovery",
            meaning="Nothing is written to a file; Home offers to recover it.",
        ),
        Answer(id="drop", label="Leave without saving", meaning="What was settled since the last save is lost."),
    ]
    answer = await app.push_screen_wait(ChoiceDialog("Leave", "What was settled is not in a file yet.", answers))
    if answer in ("keep", "drop"):
        end(app, document, discard=answer == "drop")
        return True
    return False


def end(app: WizardApp, document: RevealDocument, *, discard: bool) -> None:
    """End keeping what is settled."""
    document.close(discard=discard)
    app.reveal_journal = None
