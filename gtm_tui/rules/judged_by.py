"""By which model version and calibration a session is judged, and what to say where its file names others."""

from gtm_tui.model.session import Session
from gtm_tui.rules.versions import current_version, versions
from gtm_tui.text.sanitise import shown


def judged_by(model: str, calibration: str) -> str:
    """The model version and the calibration behind a result, as every result names them."""
    return f"model {model}, calibration {shown(calibration)}"


def version_for(session: Session) -> str:
    """The model version that a session names, where this program has it, else the newest."""
    named = session.answers.get("model.version")
    return str(named) if named in versions() else current_version()


def judged_otherwise(session: Session, model: str, calibration: str, file: str = "The file") -> str:
    """The sentence that a file names another model version or calibration than the one used; '' where it does not."""
    answers = session.answers
    pairs = (
        ("model", answers.get("model.version"), model),
        ("calibration", answers.get("model.calibration"), calibration),
    )
    others = [(what, str(named), used) for what, named, used in pairs if named is not None and named != used]
    if not others:
        return ""
    names = " and ".join(f"{what} {shown(named)}" for what, named, _ in others)
    used = " and ".join(f"{what} {shown(used)}" for what, _, used in others)
    return f"{file} names {names}; here it is judged by {used}."
