"""A kept error keeps its words and its lines, and nothing of what the functions held that it came through."""

from __future__ import annotations

import gc
import traceback
import weakref

import pytest

from headrace.graph.runtime.tracebacks import forget_locals


class Thing:
    pass


def fail(things):
    held = Thing()
    things.append(weakref.ref(held))
    raise ValueError("inner")


def translate(things):
    held = Thing()
    things.append(weakref.ref(held))
    try:
        fail(things)
    except ValueError as error:
        caught = error
    raise KeyError("outer") from caught


def called_by(function, things):
    held = Thing()
    things.append(weakref.ref(held))
    try:
        function(things)
    except KeyError as error:
        return error.__cause__  # whose traceback does not begin here


@pytest.fixture(autouse=True)
def no_garbage_collector():
    gc.disable()
    yield
    gc.enable()


def test_a_kept_error_keeps_none_of_the_variables_it_came_through():
    things, kept = [], []
    try:
        translate(things)
    except KeyError as error:
        text = traceback.format_exception(error)
        forget_locals(error)
        kept.append(error)
    assert [thing() for thing in things] == [None, None]
    after = traceback.format_exception(kept[0])
    assert [line for line in text if "test_a_kept_error" not in line] == after


def test_nor_those_of_the_functions_that_have_called():
    things = []
    forget_locals(called_by(translate, things))
    assert [thing() for thing in things] == [None] * 3


def test_a_generator_that_has_caught_an_error_goes_on():
    def numbers():
        for number in range(3):
            try:
                fail([])
            except ValueError as error:
                errors.append(error)
            yield number

    errors = []
    found = numbers()
    assert next(found) == 0
    forget_locals(errors[0])
    assert list(found) == [1, 2]
