"""Faults forced on threads that read ahead: told of, and nothing comes twice, in another place, or never."""

from __future__ import annotations

import pytest
from support.faults.points import KINDS, OF_READING_AHEAD, injected
from support.flows.ahead import reading_ahead
from support.flows.functions import Function
from support.threads import no_threads_left

from headrace.graph.runtime.run_context import FOREVER, RunContext
from headrace.graph.types.errors import DeadlineExceededError, OutOfRangeError
from headrace.pipeline.data.flow.elements import begun
from headrace.pipeline.data.flow.maps import Map
from headrace.pipeline.data.flow.order import Repeat
from headrace.pipeline.data.flow.shuffles import Shuffle
from headrace.pipeline.data.flow.sources import Range


def dataset():
    return Repeat(Shuffle(Map(Range(0, 60, 1), Function(lambda x: [x * 3])), 9, 1, 2), 2)


def taken(elements, run=FOREVER):
    """The elements, and what was raised: to the end, or until the same error has come three times."""
    found, errors = [], []
    while len(errors) < 3:
        try:
            found.append(elements.next(run)[0].tolist())
        except OutOfRangeError:
            break
        except BaseException as error:
            errors.append(error)
    return found, errors


def without_faults():
    elements = begun(dataset(), FOREVER)
    found, errors = taken(elements)
    elements.close()
    assert not errors
    return found


def reads_ahead(thread):
    return thread.name == "ReadAhead"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("point", OF_READING_AHEAD)
def test_a_fault_is_told(point, kind):
    expected = without_faults()
    for at in (1, 2, 3, 5, 8):
        with no_threads_left(), reading_ahead(), injected(OF_READING_AHEAD[point], KINDS[kind], at, reads_ahead) as injection:
            elements = begun(dataset(), FOREVER)
            found, errors = taken(elements)
            elements.close()
        assert found == expected[: len(found)], at
        assert found == expected or errors, at
        if injection.struck and errors:
            assert any("injected" in str(error) for error in errors), errors


@pytest.mark.parametrize("point", ["get elements", "call a function", "put in rows"])
def test_one_that_hangs_keeps_nobody_longer_than_his_deadline(point):
    expected = without_faults()
    for at in (1, 2, 4):
        with no_threads_left(), reading_ahead(), injected(OF_READING_AHEAD[point], None, at, reads_ahead) as injection:
            elements = begun(dataset(), FOREVER)
            found = []
            while not injection.holds.is_set() or not found or found[-1] is not DeadlineExceededError:
                try:
                    found.append(elements.next(RunContext(timeout=0.02))[0].tolist())
                except DeadlineExceededError:
                    found.append(DeadlineExceededError)
                except OutOfRangeError:
                    break
            injection.released.set()
            found = [one for one in found if one is not DeadlineExceededError]
            assert found + taken(elements)[0] == expected
            elements.close()
