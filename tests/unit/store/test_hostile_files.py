"""Hostile versions of sample sessions: a sentence or a session, never a traceback, a control sequence or a loss."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from gtm_tui.report.json_findings import file_json
from gtm_tui.rules import assess
from gtm_tui.store.loading import Loaded, UnreadableFile, load_session
from gtm_tui.store.session_codec.decode import decode_document
from gtm_tui.store.sessions import open_session, save_session, session_bytes
from gtm_tui.store.toml_reader import parse
from gtm_tui.text.sanitise import sanitise_text
from tests.support.cli_tools import SAMPLES, gtm
from tests.support.hostile import FILES, mutations


def survives(file: Path, data: bytes) -> str:
    """Load, assess, print and write again what may be anything; return what became of it."""
    file.write_bytes(data)
    loaded = loaded_or_sentence(file)
    if isinstance(loaded, str):
        assert loaded
        assert harmless(loaded)
        return "refused"
    assert all(harmless(text) for text in (*loaded.notices, *(p.sentence for p in loaded.problems)))
    assessment = assess(loaded.session)
    printed = json.dumps(file_json(str(file), assessment, loaded.problems), ensure_ascii=False, default=str)
    assert harmless(printed)
    if not loaded.read_only:
        written_again(loaded)
    assert file.read_bytes() == data
    return "problems" if loaded.problems else "fine"


def loaded_or_sentence(file: Path) -> Loaded | str:
    try:
        return load_session(file)
    except UnreadableFile as error:
        return error.sentence


def harmless(text: str) -> bool:
    return sanitise_text(text) == (text, 0)


def written_again(loaded: Loaded) -> None:
    """What is written can be read, and holds every answer, valid or not."""
    text = session_bytes(loaded.session).decode()
    assert harmless(text)
    back = decode_document(parse("x", text))
    written = ("session.saved", "session.created", "model.version", "model.calibration")
    for before, after in ((loaded.session.answers, back.answers), (loaded.session.invalid, back.invalid)):
        kept = {key: canonical(value) for key, value in before.items() if key not in written}
        assert kept == {key: canonical(value) for key, value in after.items() if key not in written}
    assert canonical(dict(back.extra)) == canonical(dict(loaded.session.extra))
    assert (back.notes, back.decisions, back.dont_know) == (
        loaded.session.notes,
        loaded.session.decisions,
        loaded.session.dont_know,
    )


def canonical(value: object) -> str:
    """A value as text, whatever the order of its tables; a file holds plain values before tables."""
    if isinstance(value, dict):
        return str(sorted((str(key), canonical(item)) for key, item in value.items()))
    return str([canonical(item) for item in value]) if isinstance(value, list) else repr(value)


@pytest.mark.parametrize("name", sorted(SAMPLES)[:3])
def test_some_hostile_versions_of_samples(tmp_path: Path, name: str) -> None:
    text = SAMPLES[name].read_text()
    fates = [survives(tmp_path / "acme.toml", data) for data in mutations(text, seed=len(text), every=1500)]
    assert {"refused", "problems", "fine"} <= set(fates)


@pytest.mark.parametrize("data", FILES, ids=range(len(FILES)))
def test_hostile_files_that_are_no_sessions(tmp_path: Path, data: bytes) -> None:
    survives(tmp_path / "acme.toml", data)


def test_hostile_versions_on_the_command_line(tmp_path: Path) -> None:
    name = sorted(SAMPLES)[0]
    text = SAMPLES[name].read_text()
    for number, data in enumerate(mutations(text, seed=5, every=4000)):
        file = tmp_path / f"s{number}.toml"
        file.write_bytes(data)
        for form in ("text", "json"):
            ended = gtm("check", "--format", form, file)
            assert ended.status in (0, 1, 2)
            assert harmless(ended.out)
            assert harmless(ended.err)
            assert "Traceback" not in ended.err
        assert file.read_bytes() == data


def test_a_hostile_session_can_be_saved_and_opened_again(tmp_path: Path) -> None:
    from gtm_tui.store.paths import Folders

    text = SAMPLES[sorted(SAMPLES)[0]].read_text()
    where = Folders(state=tmp_path / "state", config=tmp_path / "config")
    for data in mutations(text, seed=9, every=3000):
        file = tmp_path / "acme.toml"
        file.write_bytes(data)
        try:
            opened = open_session(file, where=where, mark=False)
        except UnreadableFile:
            continue
        if opened.read_only:
            continue
        save_session(opened, opened.session)
        again = open_session(file, where=where, mark=False)
        assert not save_session(again, again.session).written


@pytest.mark.long
def test_ten_thousand_hostile_versions_of_three_samples(tmp_path: Path) -> None:
    """One in six of all versions, chosen by the present time; a fault fails the test."""
    total = 0
    seed = time.time_ns()
    slowest = 0.0
    for name in sorted(SAMPLES, key=lambda n: SAMPLES[n].stat().st_size)[:3]:
        text = SAMPLES[name].read_text()
        for data in mutations(text, seed, every=6):
            started = time.perf_counter()
            survives(tmp_path / "acme.toml", data)
            slowest = max(slowest, time.perf_counter() - started)
            total += 1
    for data in FILES:
        started = time.perf_counter()
        survives(tmp_path / "acme.toml", data)
        slowest = max(slowest, time.perf_counter() - started)
        total += 1
    import resource

    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nhostile files: {total:,} (seed {seed}), 0 faults, slowest {slowest:.2f} s, at most {memory} MiB")
