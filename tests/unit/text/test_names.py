"""Names are compared after Unicode NFC, case folding and folding of spaces, and stored as typed."""

import re
from datetime import date
from unicodedata import normalize

import pytest

from gtm_tui.analysis.consensus import Reveal
from gtm_tui.analysis.diff import diff, viewpoint
from gtm_tui.analysis.perception_gaps import compare
from gtm_tui.calibration import default_calibration
from gtm_tui.interview import Interview
from gtm_tui.model.session import Decision, Session
from gtm_tui.report.matrix import matrix
from gtm_tui.report.redaction import redacted
from gtm_tui.rules import assess
from gtm_tui.text.names import distinct_names, name_key, same_name

DAY = date(2026, 11, 20)
COMPOSED = "Jürgen Nuñez"
DECOMPOSED = normalize("NFD", COMPOSED)
SPELLINGS = (DECOMPOSED, "JÜRGEN nuñez", "Jürgen\u00a0 Nuñez", f" {DECOMPOSED.upper()}\t")


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spellings_of_one_name_are_the_same_name(spelling: str) -> None:
    assert spelling != COMPOSED
    assert same_name(COMPOSED, spelling)
    assert distinct_names((COMPOSED, spelling, "Ada Rook")) == (COMPOSED, "Ada Rook")


def test_names_that_differ_stay_apart() -> None:
    assert not same_name("Jurgen Nunez", COMPOSED)
    assert not same_name("Ada Rook", "Ada Rooks")
    assert same_name("Straße", "STRASSE")
    assert name_key(name_key(DECOMPOSED)) == name_key(DECOMPOSED)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_owner_typed_otherwise_is_still_in_the_group(spelling: str) -> None:
    session = Session().with_answers(
        {"groups.inbound_marketing.people": (COMPOSED,), "accountable.roadmap": ((spelling, "all"),)}
    )
    assert not [f for f in assess(session).findings if f.code == "TEAM-04"]
    (line,) = [line for line in matrix(assess(session)).lines if line.deliverable == "roadmap"]
    assert [place.kind for place in line.places if place.owners] == ["owner"]


def test_one_person_with_two_spellings_is_one_owner() -> None:
    session = Session().with_answers({"accountable.roadmap": ((COMPOSED, "all"), (DECOMPOSED, "ALL"))})
    assert not [f for f in assess(session).findings if f.code == "TEAM-03"]
    (line,) = [line for line in matrix(assess(session)).lines if line.deliverable == "roadmap"]
    assert line.state == "one"


def test_the_matrix_of_the_interview_has_one_column_for_a_person() -> None:
    interview = Interview()
    interview.answer("groups.sales.people", (COMPOSED,))
    interview.answer("groups.customer_success.people", (DECOMPOSED,))
    interview.answer("accountable.roadmap", ((DECOMPOSED, "ports"),))
    assert interview.people() == ((COMPOSED, ("sales", "customer_success")),)
    assert interview.owners("roadmap") == {COMPOSED: "ports"}
    interview.scope_owner("roadmap", COMPOSED, "fleets")
    assert interview.session.get("accountable.roadmap") == ((DECOMPOSED, "fleets"),)
    interview.toggle_owner("roadmap", COMPOSED)
    assert interview.session.state("accountable.roadmap") == "open"


def _respondent(name: str, **answers: object) -> Session:
    given = {key.replace("__", "."): value for key, value in answers.items()}
    return Session().with_answers({"session.respondent": name, **given})  # type: ignore[dict-item]


def test_respondents_who_spell_a_name_differently_agree() -> None:
    one = _respondent("Ada", groups__sales__people=(COMPOSED,), accountable__roadmap=((COMPOSED, "all"),))
    other = _respondent("Bo", groups__sales__people=(DECOMPOSED,), accountable__roadmap=((DECOMPOSED.upper(), "all"),))
    comparison = compare([("a", one), ("b", other)], today=DAY)
    assert comparison.disagreements == ()
    assert set(comparison.agreed) == {"groups.sales.people", "accountable.roadmap"}
    merged = Reveal(comparison=comparison).result()
    assert merged.get("accountable.roadmap") == ((COMPOSED, "all"),)
    assert merged.provenance["accountable.roadmap"] == ("Ada", "Bo")
    assert merged.dissent == {}


def test_a_respondent_claims_what_others_spell_otherwise() -> None:
    one = _respondent(COMPOSED, accountable__roadmap=((COMPOSED, "all"),))
    other = _respondent("Bo", accountable__roadmap=((DECOMPOSED, "all"),))
    assert compare([("a", one), ("b", other)], today=DAY).gaps == ()


def test_two_spellings_of_one_respondent_get_labels_that_differ_for_the_eye() -> None:
    labels = [r.label for r in compare([("a", _respondent(COMPOSED)), ("b", _respondent(DECOMPOSED))]).respondents]
    assert labels == [COMPOSED, f"{DECOMPOSED} (2)"]


def test_segments_are_matched_by_name_across_files() -> None:
    one, other = Session(), Session()
    one = one.with_answers({"segments.laeden.name": "Läden am Fluß", "segments.laeden.deals_per_year": 30})
    other = other.with_answers(
        {
            "segments.river-shops.name": normalize("NFD", "LÄDEN  am Fluss"),
            "segments.river-shops.deals_per_year": 30,
        }
    )
    comparison = compare([("a", one), ("b", other)], today=DAY)
    assert [r.session.segments for r in comparison.respondents] == [("laeden",), ("laeden",)]
    assert "segments.laeden.deals_per_year" in comparison.agreed


def test_the_same_decision_by_a_name_spelled_otherwise_is_no_dissent() -> None:
    kept = Decision(status="planned", action="Hire one.", owner=COMPOSED)
    one = _respondent("Ada").with_decision("TEAM-01/sales", kept)
    other = _respondent("Bo").with_decision(
        "TEAM-01/sales", Decision(status="planned", action="Hire one.", owner=DECOMPOSED)
    )
    merged = Reveal(comparison=compare([("a", one), ("b", other)], today=DAY)).result()
    assert merged.decisions == {"TEAM-01/sales": kept}
    assert merged.dissent == {}


def test_a_decision_about_a_person_holds_for_every_spelling() -> None:
    people = {"groups.sales.people": (COMPOSED,), "groups.inbound_marketing.people": (COMPOSED,)}
    session = Session().with_answers({**people, "company.arr": 90_000_000})
    (finding,) = [f for f in assess(session).findings if f.code == "TEAM-05"]
    decided = session.with_decision(f"TEAM-05/{DECOMPOSED}", Decision(status="planned", action="Split the job."))
    assert finding.subject == COMPOSED
    assert assess(decided).status(finding) == "planned"


def test_a_new_spelling_changes_nothing_between_two_files() -> None:
    def company(name: str) -> Session:
        people = {"groups.sales.people": (name,), "groups.inbound_marketing.people": (name,)}
        return Session().with_answers({**people, "company.arr": 90_000_000})

    old, new = (viewpoint(company(name), default_calibration(), today=DAY) for name in (COMPOSED, DECOMPOSED))
    found = diff(old, new)
    assert [d.what for d in found.differences if d.finding.code == "TEAM-05"] == ["same"]
    assert found.empty


def test_redaction_finds_a_name_in_every_form() -> None:
    session = Session().with_answers(
        {
            "company.name": COMPOSED,
            "groups.sales.people": ("Söllner",),
            "accountable.roadmap": ((normalize("NFD", "SÖLLNER"), "all"),),
        }
    )
    _, redaction = redacted(assess(session), redact=True)
    told = redaction.foreign(normalize("NFD", f"söllner left {COMPOSED}."))
    assert told == "Sales lead left The company."
    shown, _ = redacted(assess(session), redact=True)
    assert shown.session.get("accountable.roadmap") == (("Sales lead", "all"),)
    assert not re.search("s.{1,2}llner", str(dict(shown.session.answers)), re.IGNORECASE)
