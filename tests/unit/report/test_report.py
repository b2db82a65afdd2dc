"""The report as data and in every format: what it says, and that nothing in it acts."""

import csv
import io
import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest

from gtm_tui.analysis.diff import Viewpoint, diff
from gtm_tui.model.session import Decision, Session
from gtm_tui.questions import QUESTIONS, Kind, question_for
from gtm_tui.report.export import ExportError, export, render, unreadable
from gtm_tui.report.formats import FORMATS, Writing, format_of
from gtm_tui.report.report import PROMISE, report
from gtm_tui.report.writers.csv_findings import safe_cell
from gtm_tui.rules import assess
from gtm_tui.text.cells import width
from tests.support.report_cases import ALIGNED, HARBOR, SHIFTED, TODAY, crowd, segment

ROM = "ROM-01/finance-teams"
PLANNED = Decision(status="planned", action="Start prospecting", owner="PMM lead", due=date(2027, 1, 31))


STYLE = re.compile(r"\x1b\[[0-9;]*m")


def made(session=HARBOR, **options):
    """The report of a session as of the fixed day."""
    return report(assess(session, today=TODAY), **options)


def text_of(session=HARBOR, format="text", **options):
    """The report of a session in one format; of the styled one, without the styles."""
    written = render(made(session, **options), format)
    return STYLE.sub("", written) if format == "styled" else written


# -- what it says --------------------------------------------------------------------------------------


def test_the_page_holds_at_most_three_findings_and_says_how_many_more():
    page = made()
    assert [item.code for item in page.top] == ["ROM-01", "TEAM-06", "TEAM-07"]
    assert page.more == len(page.findings) - 3 > 0


def test_a_plan_stands_on_the_page_with_action_owner_and_date():
    page = made(HARBOR.with_decision(ROM, PLANNED))
    top = page.top[0]
    assert (top.next_step_label, top.next_step) == ("Action", "Start prospecting")
    assert top.owner_and_date == "PMM lead, 31 January 2027"
    assert page.next_check == "31 January 2027 (the first planned action is due)"
    assert "findings with a dated action: 1 of" in " ".join(page.summary)


def test_without_a_plan_the_best_way_out_is_proposed():
    top = made().top[0]
    assert (top.next_step_label, top.next_step) == ("Best way out", "add Prospecting (1:many)")
    assert top.owner_and_date == "nobody yet, no date yet"


def test_a_plan_whose_date_has_passed_is_overdue():
    page = made(HARBOR.with_decision(ROM, PLANNED._replace(due=date(2026, 10, 1))))
    assert page.top[0].due.endswith("(overdue)")
    assert page.next_check.startswith("now")


def test_what_is_accepted_leaves_the_top_and_comes_back_when_it_lapses():
    accepted = Decision(status="accepted", reason="The board asked for it", by="Dana", until=date(2027, 6, 30))
    page = made(HARBOR.with_decision(ROM, accepted))
    assert [item.code for item in page.accepted] == ["ROM-01"]
    assert "ROM-01" not in [item.code for item in page.top]
    lapsed = made(HARBOR.with_decision(ROM, accepted._replace(until=date(2026, 11, 1))))
    assert lapsed.top[0].status == "lapsed"
    assert "Open again" in lapsed.top[0].decision


def test_a_decision_whose_finding_is_gone_is_listed():
    page = made(ALIGNED.with_decision("ROM-01/offices", PLANNED))
    assert page.gone == ("ROM-01/offices (planned): Start prospecting",)
    assert "Decisions whose finding is gone" in render(page, "text")


def test_a_clean_result_says_what_the_model_promises():
    clean = ALIGNED
    quiet = assess(clean, today=TODAY)
    assert not quiet.findings
    assert report(quiet).closing != PROMISE  # too little is known to promise anything
    assert "could not be assessed" in report(quiet).closing


def test_doubts_estimates_and_thin_areas_are_named_as_not_known():
    session = (
        HARBOR.with_dont_know("segments.finance-teams.sales_cycle_days")
        .with_source("segments.finance-teams.first_year_acv", "estimate")
        .with_invalid("company.arr", "lots")
    )
    words = " ".join(made(session).unknown)
    assert "Nobody knew: Finance teams: Sales cycle." in words
    assert "estimates: Finance teams: First-year value." in words
    assert f"Not a valid answer yet: {question_for('company.arr').label}." in words
    assert "Team: " in " ".join(made(SHIFTED).unknown)


def test_the_difference_to_the_previous_session_stands_on_the_page():
    better = HARBOR.with_answer("segments.finance-teams.marketing_motions", ("inbound", "prospecting"))
    now = assess(better, today=TODAY)
    old, new = (
        Viewpoint(session=session, calibration=now.calibration, model=now.rule_set.version, today=TODAY)
        for session in (HARBOR, better)
    )
    page = report(now, since=diff(old, new))
    assert any(line.startswith("cleared: ROM-01") for line in page.since.lines)
    assert "1 cleared" in page.since.words
    assert "Since the previous session" in render(page, "text")


def test_every_finding_carries_evidence_source_limits_and_ways_out():
    for item in made().findings:
        terms = dict(item.details)
        assert terms["Your answers"]
        assert terms["Source"]
        assert terms["Ways out"]
    team_06 = next(item for item in made().findings if item.code == "TEAM-06")
    assert "50 %" in " ".join(team_06.thresholds)
    assert "Source: ours" in " ".join(team_06.thresholds)


def test_the_page_names_model_calibration_and_the_origin_of_all_numbers():
    for format in ("text", "markdown", "html"):
        text = " ".join(text_of(format=format).split()).replace("\\", "")
        assert "version 1.0, calibration default" in text
        assert "US software companies" in text


def test_without_the_appendix_only_the_page_is_written():
    page = made()
    for format in ("text", "markdown", "html"):
        assert len(render(page, format, Writing(appendix=False))) < len(render(page, format)) / 2


def test_plain_text_is_at_most_76_columns_wide_and_ascii_for_ascii_answers():
    text = text_of()
    assert text.isascii()
    assert max(width(line) for line in text.splitlines()) <= 76


def test_json_has_the_shape_of_check_and_the_decisions():
    data = json.loads(text_of(HARBOR.with_decision(ROM, PLANNED), "json"))
    finding = data["findings"][0]
    assert (finding["code"], finding["status"], finding["due"]) == ("ROM-01", "planned", "2027-01-31")
    assert finding["ways_out"]
    assert data["settle_first"][0] == ROM


def test_csv_has_one_row_for_each_finding():
    page = made()
    rows = list(csv.DictReader(io.StringIO(render(page, "csv"))))
    assert [row["code"] for row in rows] == [item.code for item in page.findings]
    assert float(rows[0]["reach"]) == 1.0


# -- disguise ------------------------------------------------------------------------------------------

SECRETS = ("Harbor", "PM lead", "PMM lead", "VP Sales", "Head of CS", "Marcom lead", "Finance teams", "finance-teams")
NUMBERS = ("18,000", "18000", "7,500,000", "64,000", "1,700,000", "120,000", "328,000", "22.5", "3.375")
TOLD = (
    HARBOR.with_note("groups.sales.deals_needing_help", "VP Sales of Harbor Ledger says every deal above 31k")
    .with_decision(ROM, PLANNED._replace(action="PMM lead calls Globex"))
    .with_not_applicable("groups.sales.sales_support_team", "Harbor has four people")
)


@pytest.mark.parametrize("format", FORMATS)
def test_redacted_reports_hold_no_name_and_no_number(format):
    text = text_of(TOLD, format, redact=True)
    for secret in (*SECRETS, *NUMBERS, "Globex", "31k", "audit"):
        assert secret not in text, secret
    if format in ("text", "markdown", "html", "csv"):
        assert "Segment A" in text


def test_redaction_changes_no_finding_and_no_decision():
    plain, hidden = made(TOLD), made(TOLD, redact=True)
    assert [(i.code, i.severity, i.status) for i in plain.findings] == [
        (i.code, i.severity, i.status) for i in hidden.findings
    ]
    assert hidden.top[0].owner == "Outbound marketing lead"
    assert hidden.top[0].due == "31 January 2027"
    assert hidden.top[0].action == "(withheld)"


def test_a_redacted_map_moves_segments_to_the_middle_of_their_band():
    other = HARBOR.with_answers(
        {"segments.finance-teams.first_year_acv": 17_000, "segments.finance-teams.deals_per_year": 80}
    )
    assert text_of(HARBOR, "map", redact=True) == text_of(other, "map", redact=True)
    assert text_of(HARBOR, "map") != text_of(other, "map")


@pytest.mark.parametrize("format", FORMATS)
def test_an_alias_replaces_the_company_everywhere(format):
    text = text_of(TOLD, format, alias="Company 7")
    assert "Harbor Ledger" not in text
    if format != "map":
        assert "Company 7" in text or format == "csv"


# -- hostile texts -------------------------------------------------------------------------------------

HOSTILE = (
    "\x1b]52;c;ZXZpbA==\x07 \x9b31m \x1bc \x00 \x08",
    "[bold]x[/] [/] [@click=app.quit]x[/] [link=file:///etc/passwd]y[/link]",
    "<script>alert(1)</script>\"onmouseover='x' <img src=http://evil.example/a.png>",
    "![x](http://evil.example/x.png) [x](javascript:alert(1)) | a | b |\n# Result: PASSED\n<details>",
    "=cmd|' /C calc'!A0",
    " \u00a0\u200b=1+1",
    "+1\n-2\n@SUM(A1)\n\t=3",
    "\uff1dSUM(A1)",
    "\u202eabc\u2066 \ufeff\uffff\U000e0041\ud800 \u2028",
    "]]> &amp; &#27; <!-- --> <![CDATA[ {{ 7*7 }} {% raw %}",
    "漢字 🙂\u200d e" + "\u0301" * 40,
    "``` ~~~ ---",
)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\uffff]")


def hostile(text: str) -> Session:
    """A session with one text in every field that takes text, and in decisions, notes and reasons."""
    line = " ".join(text.split("\n"))
    values = {Kind.NAME: line, Kind.TEXT: text, Kind.PEOPLE: (line,), Kind.OWNERS: ((line, line), ("b", line))}
    answers = {q.key_for("finance-teams"): values[q.kind] for q in QUESTIONS if q.kind in values and q.page}
    session = HARBOR._replace(answers={**HARBOR.answers, **answers})
    decision = Decision(status="planned", action=text, owner=line, due=date(2027, 1, 1), reason=text, by=line)
    for finding in assess(session, today=TODAY).findings:
        session = session.with_decision(finding.identity, decision)
    session = session.with_decision(f"ROM-01/{line}", decision)
    session = session.with_note("company.arr", text).with_not_applicable("team.roles_agreed", text)
    return session.with_invalid("company.gtm_headcount", text)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_acts_in_any_format(text, format):
    written = text_of(hostile(text), format)
    assert not CONTROL.search(written)
    written.encode("utf-8")
    assert unreadable(written, FORMATS[format].media) == ""
    if FORMATS[format].media == "xml":
        assert_inert_markup(written)
    if format == "csv":
        for row in csv.reader(io.StringIO(written)):
            for cell in row:
                assert not any(re.match(r"[\s\u00a0\u200b]*[=+@＝-]", line) for line in cell.split("\n")), cell
    if format == "markdown":
        assert_inert_markdown(written)


OUR_ELEMENTS = (
    "html,head,meta,title,style,body,main,header,footer,section,article,div,span,h1,h2,h3,p,br,strong,dl,dt,dd,"
    "ul,ol,li,table,thead,tbody,tr,th,td,svg,rect,path,text,circle,polyline"
)


def assert_inert_markup(written: str) -> None:
    """Nothing is loaded, linked or run, and only our own elements are there."""
    allowed = set(OUR_ELEMENTS.split(","))
    for element in ElementTree.fromstring(written).iter():
        tag = element.tag.rpartition("}")[2]
        assert tag in allowed, tag
        assert not {"href", "src", "srcset", "action", "data"} & {name.rpartition("}")[2] for name in element.attrib}
        assert not any(name.startswith("on") for name in element.attrib)
        if tag == "style":
            assert "url(" not in (element.text or "")
            assert "@import" not in (element.text or "")


def assert_inert_markdown(written: str) -> None:
    """No picture, link, HTML or heading that is not ours; the only fence is the map's."""
    assert written.count("```") == 2
    prose = re.sub(r"```text\n.*?\n```", "", written, flags=re.DOTALL)
    assert not re.search(r"(?<!\\)!\[|(?<!\\)\]\(", prose)
    assert not re.search(r"<(?!br>)", prose.replace("\\<", ""))
    assert "\n# Result" not in prose


def test_the_html_page_forbids_everything_but_its_own_styles():
    assert "default-src 'none'; style-src 'unsafe-inline'" in text_of(format="html")
    assert "http" not in re.sub(r"https?://[^<\s]*", "", text_of(format="html")).replace("http-equiv", "")


def test_cells_that_are_no_formula_stay_as_they_are():
    assert safe_cell(-5) == -5
    assert safe_cell(0.5) == 0.5
    assert safe_cell("plain = text") == "plain = text"
    assert safe_cell("=1") == "'=1"
    assert safe_cell("a\n=1") == "a\n'=1"


# -- files ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "format"), [("a.html", "html"), ("a.MD", "markdown"), ("b.map.svg", "map")])
def test_the_ending_of_a_file_says_the_format(name, format):
    assert format_of(name) is FORMATS[format]


def test_an_unknown_ending_says_nothing():
    assert format_of("report.pdf") is None


@pytest.mark.parametrize("format", FORMATS)
def test_an_exported_file_reads_back_and_belongs_to_its_owner_only(tmp_path, format):
    path = tmp_path / f"out{FORMATS[format].ending}"
    done = export(made(), path, format)
    assert path.read_text(encoding="utf-8") == render(made(), format)
    assert done.size == path.stat().st_size
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_reads_back_differently_is_said(tmp_path, monkeypatch):
    from gtm_tui.store import toml_reader as reading

    monkeypatch.setattr(reading, "read_bytes", lambda *_, **__: (b"other", 0.0))
    with pytest.raises(ExportError, match="reads back differently"):
        export(made(), tmp_path / "x.txt", "text")


def test_what_cannot_be_read_back_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setitem(FORMATS, "svg", FORMATS["svg"]._replace(write=lambda *_: "<svg>"))
    with pytest.raises(ExportError, match="could not be read back"):
        export(made(), tmp_path / "x.svg", "svg")
    assert not list(tmp_path.iterdir())


BROKEN = [("<a>", "xml"), ('{"a": NaN}', "json"), ("{", "json"), ('a,b\n"c', "csv"), ("a,b\nc\n", "csv")]


@pytest.mark.parametrize(("text", "media"), BROKEN)
def test_broken_documents_are_seen(text, media):
    assert unreadable(text, media)


@pytest.mark.parametrize("format", FORMATS)
def test_no_text_of_a_person_survives_redaction(format):
    assert "zqsecret" not in text_of(hostile("Zqsecret"), format, redact=True).casefold()


@pytest.mark.parametrize("format", FORMATS)
def test_no_number_of_a_person_survives_redaction(format):
    told = {Kind.MONEY: 123_457, Kind.COUNT: 237, Kind.PERCENT: 37}
    asked = [q for q in QUESTIONS if q.kind in told and q.page and q.high >= told[q.kind]]
    answers = {q.key_for("finance-teams" if q.collection == "segments" else "demos"): told[q.kind] for q in asked}
    session = HARBOR._replace(answers={**HARBOR.answers, **answers})
    assert re.search(r"123,?457", text_of(session, "text"))
    text = re.sub(r"https?://\S+", "", text_of(session, format, redact=True))
    assert not re.search(r"\b(123,?457|237|37)\b(?!\.|\")", text)


def test_more_than_four_segments_stand_in_a_line_each_on_the_page():
    few, many = made(crowd(4)), made(crowd(5))
    assert "one line for each segment" not in render(few, "html", Writing(appendix=False))
    page, whole = render(many, "html", Writing(appendix=False)), render(many, "html")
    assert "one line for each segment" in page
    assert "Every segment" not in page
    assert "Every segment" in whole


_UNKNOWN = segment("Unknown land", status="planned", sales_motion="two_stage", marketing_motions=("inbound",))


def everything() -> Session:
    """A session with one of each: shifted value, missing motions, all kinds of decision, doubts, notes, a plan."""
    added = {key: value for key, value in SHIFTED.answers.items() if key.startswith("segments.")}
    session = HARBOR.with_answers(added).with_answers(_UNKNOWN)
    session = session.with_answers(
        {"accountable.roadmap": (("VP Sales", "all"), ("A stranger", "all")), "accountable.gtm_plan": ()}
    )
    accepted = Decision(status="accepted", reason="Until the new tool", by="Dana", until=date(2027, 5, 31))
    return (
        session.with_decision(ROM, PLANNED)
        .with_decision("TEAM-11", accepted)
        .with_decision("TEAM-07", Decision(status="disagree", reason="We like it so", by="Lee"))
        .with_decision("STR-01", accepted)
        .with_dont_know("team.roles_agreed")
        .with_note("company.arr", "Two lines\nof text")
    )


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_the_formats_for_reading_say_the_same(format):
    session = everything()
    now = assess(session, today=TODAY)
    old, new = (
        Viewpoint(session=s, calibration=now.calibration, model=now.rule_set.version, today=TODAY)
        for s in (HARBOR, session)
    )
    written = render(report(now, since=diff(old, new)), format)
    words = " ".join(written.replace("\\", "").replace("<br>", " ").split()).replace("\xa0", " ")
    for said in (
        "Top priorities",
        "Start prospecting",
        "Accepted",
        "Until the new tool",
        "Disagreed",
        "We like it so",
        "Since the previous session",
        "Not known",
        "Next check due",
        "Map of segments",
        "Who answers for what",
        "All findings",
        "Before you start",
        "Decisions whose finding is gone",
        "What works",
        "Not assessed",
        "Notes",
        "of text",
        "not answered",
        "120,000",
    ):
        assert said in words, said


def test_the_pictures_show_shift_and_gaps():
    session = everything()
    assert "first-year value not given" in text_of(session, "svg")
    assert "so lifetime value over 3 years counts" in text_of(session, "svg")
    assert 'class="diamond"' in text_of(session, "map")
    assert 'class="diamond"' not in text_of(HARBOR, "map")
