"""Lean dataclasses are the standard library's in every way that people and programs see, also before one was ever made."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError, field, fields, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_tui.lean import dataclass

ROOT = Path(__file__).resolve().parents[1]


def kinds(make: Any) -> dict[str, Any]:
    """Return classes of each shape that the workspace uses, made with one decorator."""

    @make(frozen=True, slots=True)
    class Frozen:
        """A row."""

        number: int
        words: str = "none"
        parts: tuple[int, ...] = field(default_factory=tuple)
        kept: ClassVar[int] = 3

        def twice(self) -> int:
            return self.number * 2

    @make(slots=True)
    class Open:
        """Something that is filled in."""

        number: int
        words: str = "none"
        parts: list[int] = field(default_factory=list, repr=False, compare=False)

    @make(frozen=True, slots=True, eq=False)
    class Alone:
        """Known by itself."""

        number: int = 0

    @make
    class Settled:
        """With something worked out."""

        number: int
        double: int = field(init=False)

        def __post_init__(self) -> None:
            self.double = self.number * 2

        def __repr__(self) -> str:
            return f"<{self.number}>"

    @make(frozen=True, slots=True)
    class OwnWords:
        """With an equality of its own."""

        words: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self)) and self.words.casefold() == other.words.casefold()

        def __hash__(self) -> int:
            return hash(self.words.casefold())

    return {one.__name__: one for one in (Frozen, Open, Alone, Settled, OwnWords)}


LEAN, STANDARD = kinds(dataclass), kinds(dataclasses.dataclass)


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes to another process."""

    number: int
    words: str = ""


def told(cls: Any, *args: Any) -> tuple[Any, ...]:
    one, same = cls(*args), cls(*args)
    try:
        hashes = hash(one) == hash(same)
    except TypeError:
        hashes = None
    return repr(one), one == same, one != same, one == 1, hashes, hasattr(one, "__dict__"), cls.__match_args__, cls.__doc__


@given(number=st.integers(), words=st.text())
@pytest.mark.parametrize("name", LEAN)
def test_it_says_compares_and_hashes_like_the_standard_one(name, number, words):
    args = (words,) if name == "OwnWords" else (number, words) if name in ("Frozen", "Open") else (number,)
    ours, theirs = told(LEAN[name], *args), told(STANDARD[name], *args)
    assert ours == theirs


@given(number=st.integers(), words=st.text(), other=st.integers())
def test_fields_replace_and_asdict_are_those_of_the_standard_library(number, words, other):
    for name in ("Frozen", "Open"):
        ours, theirs = (cls[name](number, words) for cls in (LEAN, STANDARD))
        assert [(one.name, one.type) for one in fields(ours)] == [(one.name, one.type) for one in fields(theirs)]
        assert dataclasses.asdict(replace(ours, number=other)) == dataclasses.asdict(replace(theirs, number=other))


def test_what_is_missing_or_too_much_is_refused_in_the_same_words():
    for args, kwargs in (((), {}), ((1, "a", (), 4), {}), ((1,), {"colour": 2})):
        words = []
        for kind in (kinds(dataclass), kinds(dataclasses.dataclass)):
            with pytest.raises(TypeError) as refused:
                kind["Frozen"](*args, **kwargs)
            words.append(str(refused.value))
        assert words[0] == words[1]


def test_a_frozen_one_cannot_be_changed():
    one = LEAN["Frozen"](1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'number'"):
        one.number = 2
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'number'"):
        del one.number
    with pytest.raises(AttributeError):
        one.colour = 2
    assert one.number == 1


def test_an_open_one_can_and_has_lists_of_its_own():
    one, two = LEAN["Open"](1), LEAN["Open"](1)
    one.number = 5
    one.parts.append(1)
    assert (one.number, two.parts) == (5, [])
    with pytest.raises(AttributeError):
        one.colour = 2


def test_what_is_worked_out_on_making_is_there_and_own_methods_stay():
    one = LEAN["Settled"](4)
    assert (one.double, repr(one)) == (8, "<4>")
    assert LEAN["Frozen"](3).twice() == 6


def test_pickles_and_copies_carry_everything():
    one = Sent(1, "a")
    assert pickle.loads(pickle.dumps(one)) == one == copy.deepcopy(one)


def test_one_that_came_from_another_process_compares_hashes_and_reads_before_any_was_made_here():
    code = f"""
import pickle, sys
from tests.test_lean import Sent
ours = [pickle.loads({pickle.dumps(Sent(7, "x"))!r}) for _ in range(2)]
print(ours[0] == ours[1], len(set(ours)), ours[0])"""
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout.strip() == "True 1 Sent(number=7, words='x')"


def test_a_pattern_reads_the_fields():
    match LEAN["Frozen"](3, "b"):
        case object(number=3, words=words):
            assert words == "b"
        case _:
            pytest.fail("the pattern did not fit")


def test_a_subclass_is_made_like_its_parent():
    class More(LEAN["Frozen"]):
        pass

    assert (More(2).number, More(2) == More(2), More(2) == LEAN["Frozen"](2)) == (2, True, False)
