"""The style of the source: calls say what they pass, records are frozen, no class and no file grows too large."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import gtm_tui

ROOT = Path(gtm_tui.__file__).parent

#: Files that hold nothing but a table of data.
DATA_TABLES = ("model/vocabulary.py",)

MOST_POSITIONAL = 5
MOST_LINES_OF_A_CLASS = 200
MOST_LINES_OF_A_FILE = 400


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the program by its path below the package."""
    found = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.rglob("*.py"))}
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in found.items()}


def nodes(kind: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """All nodes of one kind with the name of their module."""
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield name, node


def words_of(expressions: list[ast.expr]) -> list[str]:
    return [ast.unparse(expression) for expression in expressions]


def records() -> set[str]:
    """The names of all NamedTuple classes."""
    return {
        node.name
        for _, node in nodes(ast.ClassDef)
        if isinstance(node, ast.ClassDef) and "NamedTuple" in words_of(node.bases)
    }


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls_with_many_positions() -> list[str]:
    return [
        f"{name}:{node.lineno} {called(node)}"
        for name, node in nodes(ast.Call)
        if isinstance(node, ast.Call) and len(node.args) > MOST_POSITIONAL
    ]


def names_from_the_program(tree: ast.Module) -> set[str]:
    """The names in a module that stand for something of the program."""
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return defined | {
        alias.asname or alias.name
        for node in imports
        if (node.module or "").startswith("gtm_tui")
        for alias in node.names
    }


def records_made_by_position() -> list[str]:
    known = records()
    ours = {name: names_from_the_program(tree) for name, tree in trees().items()}
    return [
        f"{name}:{node.lineno} {called(node)}"
        for name, node in nodes(ast.Call)
        if isinstance(node, ast.Call) and node.args and called(node) in known & ours[name]
    ]


def large_classes() -> list[str]:
    return [
        f"{name}:{node.lineno} {node.name}"
        for name, node in nodes(ast.ClassDef)
        if isinstance(node, ast.ClassDef) and (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_CLASS
    ]


def large_files() -> list[str]:
    return [
        name
        for name in trees()
        if name not in DATA_TABLES and len((ROOT / name).read_text().splitlines()) > MOST_LINES_OF_A_FILE
    ]


def loose_dataclasses() -> list[str]:
    """Dataclasses that can be changed. Textual's messages must be: they are stopped and passed on."""
    strict = "dataclass(frozen=True, slots=True, kw_only=True)"
    return [
        f"{name}:{node.lineno} {node.name}"
        for name, node in nodes(ast.ClassDef)
        if isinstance(node, ast.ClassDef) and "Message" not in words_of(node.bases)
        for decorator in words_of(node.decorator_list)
        if "dataclass" in decorator and decorator != strict
    ]


def records_by_hand() -> list[str]:
    """Classes that only take values and keep them: one `__init__` of plain assignments, and no method that acts."""
    return [
        f"{name}:{node.lineno} {node.name}"
        for name, node in nodes(ast.ClassDef)
        if isinstance(node, ast.ClassDef) and not node.bases and _only_keeps_values(node)
    ]


def _only_keeps_values(node: ast.ClassDef) -> bool:
    methods = [part for part in node.body if isinstance(part, ast.FunctionDef)]
    makers = [method for method in methods if method.name == "__init__"]
    others = [m for m in methods if m.name != "__init__" and "property" not in words_of(m.decorator_list)]
    return bool(makers) and not others and all(_keeps(line) for line in makers[0].body)


def _keeps(line: ast.stmt) -> bool:
    return isinstance(line, ast.Assign) and words_of(line.targets) == [f"self.{ast.unparse(line.value)}"]


@pytest.mark.parametrize(
    "faults",
    [
        calls_with_many_positions,
        records_made_by_position,
        large_classes,
        large_files,
        loose_dataclasses,
        records_by_hand,
    ],
)
def test_the_house_style_holds(faults) -> None:  # type: ignore[no-untyped-def]
    assert faults() == []


def test_every_table_of_data_is_there_and_is_large() -> None:
    for name in DATA_TABLES:
        assert len((ROOT / name).read_text().splitlines()) > MOST_LINES_OF_A_FILE, name


def test_there_are_records_and_calls_to_look_at() -> None:
    assert {"Session", "Question", "Finding", "Rule", "Calibration"} <= records()
    assert sum(1 for _ in nodes(ast.Call)) > 1_000
