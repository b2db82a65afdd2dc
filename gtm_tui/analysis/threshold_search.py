"""Finds the value at the line: the nearest number at which a finding is gone."""

from collections.abc import Callable, Iterator

from gtm_tui.questions import Question

# Steps outwards from the present value, and the round numbers tried where there is none.
_FACTORS = (1.1, 1.25, 1.5, 2, 3, 5, 10, 30, 100, 1000)
_ROUND = tuple(digit * 10**power for power in range(12) for digit in (1, 2, 5))


def lines(current: float | None, question: Question, clears: Callable[[int], bool]) -> Iterator[int]:
    """The nearest whole numbers above and below `current` at which `clears` holds; from 0 upwards without one."""
    low, high = int(question.low), int(question.high)
    if current is None:
        ladder = [low, *(n for n in _ROUND if low < n <= high)]
        found = _first(ladder, ladder[0] - 1, clears)
        if found is not None:
            yield found
        return
    start = int(current)
    above = [max(start + 1, int(current * factor)) for factor in _FACTORS]
    below = [min(start if start < current else start - 1, int(current / factor)) for factor in _FACTORS]
    for ladder in ([*(n for n in above if n < high), high], [*(n for n in below if n > low), low]):
        if ladder[-1] != current:
            found = _first(ladder, current, clears)
            if found is not None:
                yield found


def settle_pair(
    one: tuple[float, Question], two: tuple[float, Question], clears: Callable[[int, int], bool]
) -> Iterator[tuple[int, int]]:
    """Pairs of numbers that only together are on the good side of the line, each as near as the other allows."""
    (old_one, question_one), (old_two, question_two) = one, two
    for extreme in {int(question_one.low), int(question_one.high)} - {old_one}:
        for number_two in lines(old_two, question_two, lambda n, x=extreme: clears(x, n)):  # type: ignore[misc]
            for number_one in lines(old_one, question_one, lambda n, y=number_two: clears(n, y)):  # type: ignore[misc]
                if (number_one < old_one) == (extreme < old_one):
                    yield number_one, number_two


def _first(ladder: list[int], start: float, clears: Callable[[int], bool]) -> int | None:
    """The nearest number that clears, between the first step of the ladder that does and the one before."""
    bad: float = start
    for step in ladder:
        if clears(step):
            return _bisect(bad, step, clears)
        bad = step
    return None


def _bisect(bad: float, good: int, clears: Callable[[int], bool]) -> int:
    while abs(good - bad) > 1:
        middle = int((bad + good) // 2)
        if middle == good:
            break
        if clears(middle):
            good = middle
        else:
            bad = middle
    return good
