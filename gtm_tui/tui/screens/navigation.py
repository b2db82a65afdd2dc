"""Ways from the results to the questions and to what can be done about a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gtm_tui.tui.app import WizardApp
    from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen


def go_to_question(app: WizardApp, key: str) -> bool:
    """Leave everything above the questionnaire and stand on a question; False where it is asked nowhere."""
    form = _questionnaire(app)
    if form is None or form.interview.page_for(key) is None:
        return False
    _uncover(app, form)
    form.show_question(key)
    return True


def go_to_pages(app: WizardApp, loose_ends: bool = False) -> None:
    """Leave everything above the questionnaire for its list of pages, or for its loose ends."""
    form = _questionnaire(app)
    if form is not None:
        _uncover(app, form)
        if loose_ends:
            form.action_loose_ends()
        else:
            form.action_jump()


def _questionnaire(app: WizardApp) -> QuestionnaireScreen | None:
    from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen

    return next((s for s in reversed(app.screen_stack) if isinstance(s, QuestionnaireScreen)), None)


def _uncover(app: WizardApp, form: QuestionnaireScreen) -> None:
    while app.screen is not form:
        app.pop_screen()
