"""Records behave as frozen dataclasses do, also towards the functions of `dataclasses`."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from functools import cached_property
from typing import Any

import pytest

from gtm_tui.model.record import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Point:
    """A record with slots."""

    x: int
    y: int = 2
    tags: dict[str, int] = field(default_factory=dict)

    @property
    def sum(self) -> int:
        return self.x + self.y


@dataclass(frozen=True)
class Loose:
    """A record without slots, which can cache what it computes."""

    a: int
    b: list[int] = field(default_factory=list, repr=False)

    @cached_property
    def double(self) -> list[int]:
        return [self.a * 2]


def test_values_come_by_place_by_name_and_by_default() -> None:
    assert (Point(1).x, Point(1).y, Point(1).tags, Point(1, y=5).sum) == (1, 2, {}, 6)
    assert Point(1).tags is not Point(1).tags
    assert Loose(3).double is not Loose(3).double
    loose = Loose(3)
    assert loose.double is loose.double


@pytest.mark.parametrize("arguments", [((), {}), ((1, 2, {}, 4), {}), ((1,), {"z": 1}), ((1,), {"x": 2})])
def test_wrong_values_are_refused(arguments: tuple[tuple[Any, ...], dict[str, Any]]) -> None:
    values, named = arguments
    with pytest.raises(TypeError):
        Point(*values, **named)


@pytest.mark.parametrize("record", [Point(1), Loose(1)])
def test_records_are_frozen(record: Any) -> None:
    name = dataclasses.fields(record)[0].name
    with pytest.raises(AttributeError):
        setattr(record, name, 2)
    with pytest.raises(AttributeError):
        delattr(record, name)
    with pytest.raises(AttributeError):
        record.other = 1


def test_equal_values_make_equal_records_of_one_class() -> None:
    assert Point(1) == Point(1, 2)
    assert Point(1) != Point(2)
    assert Point(1) != (1, 2, {})
    assert len({Simple(1), Simple(1), Simple(2)}) == 2
    assert repr(Simple(1)) == "Simple(x=1)"


@dataclass(frozen=True, slots=True)
class Simple:
    """A record that can be hashed."""

    x: int


def test_copies_and_pickles_are_equal() -> None:
    for record in (Point(1, tags={"a": 1}), Loose(2, [3])):
        assert copy.deepcopy(record) == record
        assert pickle.loads(pickle.dumps(record)) == record
        assert replace(record) == record
    assert replace(Point(1), y=7) == Point(1, 7)
    with pytest.raises(TypeError):
        replace(Point(1), z=7)  # type: ignore[call-arg, unused-ignore]


def test_the_functions_of_dataclasses_accept_records() -> None:
    assert dataclasses.is_dataclass(Point)
    assert [one.name for one in dataclasses.fields(Point)] == ["x", "y", "tags"]
    assert dataclasses.replace(Point(1), x=3) == Point(3)
    assert dataclasses.asdict(Point(1)) == {"x": 1, "y": 2, "tags": {}}


def test_records_match_by_place() -> None:
    match Point(1, 5):
        case Point(x, y):
            assert (x, y) == (1, 5)
