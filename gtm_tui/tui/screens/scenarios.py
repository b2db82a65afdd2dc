"""Kept what-ifs: open one, apply it, remove it. Runs in workers: it awaits dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from gtm_tui.analysis.whatif import Overlay, overlay_of
from gtm_tui.model.session import Scenario
from gtm_tui.text.plural import counted
from gtm_tui.tui.dialogs import Answer, ChoiceDialog, TextDialog
from gtm_tui.tui.pick import Entry, PickDialog
from gtm_tui.tui.results.difference import tried_lines

if TYPE_CHECKING:
    from gtm_tui.tui.screens.base import SessionScreen

#: How many lines that would change are told one by one in a dialog.
_TOLD = 8


async def choose_scenario(screen: SessionScreen) -> str | None:
    """Let one of the kept scenarios be opened (its id is returned), applied or removed (None)."""
    interview = screen.interview
    if not interview.session.scenarios:
        screen.notify("No scenario is kept. Leave a what-if with Esc to keep one.", markup=False)
    while interview.session.scenarios:
        scenarios = interview.session.scenarios
        entries = [_entry(screen, name, scenario) for name, scenario in scenarios.items()]
        chosen = await screen.app.push_screen_wait(PickDialog("Kept scenarios", entries))
        if chosen is None:
            return None
        overlay = overlay_of(interview.assessment, scenarios[chosen])
        answers = [
            Answer(id="open", label="Open it", meaning="Go on trying; the session stays as it is."),
            Answer(
                id="apply",
                label="Apply it to the session",
                meaning="Changes these answers as one step; undo takes it back.",
            ),
            Answer(id="remove", label="Remove it", meaning="Takes the scenario away; undo brings it back."),
        ]
        dialog = ChoiceDialog(scenarios[chosen].title, change_list(overlay), answers)
        match await screen.app.push_screen_wait(dialog):
            case "open":
                return chosen
            case "apply":
                apply(screen, overlay)
                return None
            case "remove":
                interview.change(interview.session.with_scenario(chosen, None), "scenario")
                screen.wizard.refresh_session()
    return None


def _entry(screen: SessionScreen, name: str, scenario: Scenario) -> Entry:
    overlay = overlay_of(screen.interview.assessment, scenario)
    effect = overlay.effect
    words = f"{counted(len(overlay.changes), 'change')}: {len(effect.new)} new, {len(effect.cleared)} cleared"
    return Entry(
        id=name, content=Content(scenario.title) + Content.styled(f"\n  {words}", "$text-muted"), words=scenario.title
    )


def change_list(overlay: Overlay) -> str:
    """The answers that applying would change, a line each."""
    lines = tried_lines(overlay)
    more = [f"and {len(lines) - _TOLD} more"] if len(lines) > _TOLD else []
    return "\n".join([*lines[:_TOLD], *more]) or "It changes nothing today."


def apply(screen: SessionScreen, overlay: Overlay) -> None:
    """Make the changes the answers of the session, as one step."""
    count = counted(len(overlay.changes), "answer")
    screen.interview.change(overlay.applied(), "what-if")
    screen.wizard.refresh_session()
    screen.notify(f"Applied: {count} changed. Undo takes it back.", markup=False)


async def keep_scenario(screen: SessionScreen, overlay: Overlay, opened: str) -> bool:
    """Keep the changes under a name that is asked for; under its own name the open scenario is kept anew."""
    session = screen.interview.session
    before = session.scenarios.get(opened)
    title = await screen.app.push_screen_wait(
        TextDialog(
            "Keep as a scenario",
            change_list(overlay),
            before.title if before else "",
            problem=lambda text: "" if text else "A scenario needs a name.",
            limit=200,
        )
    )
    if title is None:
        return False
    if before is not None and before.title == title:
        changes = {change.key: change.new for change in overlay.changes}
        session = session.with_scenario(opened, Scenario(title=title, changes=changes))
    else:
        session = overlay.kept_as(title)[0]
    screen.interview.change(session, "scenario")
    screen.wizard.refresh_session()
    screen.notify(f"Kept: {title}. o in the results opens it again.", markup=False)
    return True


async def may_leave(screen: SessionScreen, overlay: Overlay, opened: str) -> bool:
    """Ask what becomes of the changes, where there are some; returns whether the what-if is to be left."""
    if not overlay.changes:
        return True
    answers = [
        Answer(
            id="keep", label="Keep as a scenario", meaning="The session stays as it is; the results list the scenario."
        ),
        Answer(
            id="apply", label="Apply to the session", meaning="Changes these answers as one step; undo takes it back."
        ),
        Answer(id="discard", label="Discard", meaning="Nothing is kept."),
        Answer(id="stay", label="Go on trying"),
    ]
    answer = await screen.app.push_screen_wait(ChoiceDialog("Leave the what-if", change_list(overlay), answers))
    if answer == "keep":
        return await keep_scenario(screen, overlay, opened)
    if answer == "apply":
        apply(screen, overlay)
    return answer in ("apply", "discard")
