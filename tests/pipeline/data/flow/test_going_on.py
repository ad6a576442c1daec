"""A state of an iterator: another one goes on from there, as if it had given all before."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest
from support.flows.pulling import elements_of
from support.flows.trees import making
from support.threads import no_threads_left

from headrace.graph.runtime.run_context import FOREVER
from headrace.graph.types.errors import FailedPreconditionError, OpError, OutOfRangeError
from headrace.pipeline.data.flow.elements import Elements
from headrace.pipeline.data.flow.groups import Window
from headrace.pipeline.data.flow.sources import Generator, Range

MOST = 60


def outcomes(elements, most):
    found = []
    while len(found) < most:
        try:
            found.append([np.asarray(value).tolist() for value in elements.next(FOREVER)])
        except OutOfRangeError:
            found.append("end")
            break
        except OpError as error:
            found.append(error.message)
    return found


def through_json(state):
    """The state after a way through a file."""

    def out(value):
        if isinstance(value, np.ndarray):
            listed = [list(one) for one in value.ravel().tolist()] if value.dtype == object else value.ravel().tolist()
            return {"array": listed, "dtype": value.dtype.str, "shape": value.shape}
        assert isinstance(value, bytes), value
        return {"of": list(value)}

    def back(data):
        if "array" in data:
            flat = np.empty(len(data["array"]), data["dtype"])
            flat[:] = [bytes(one) for one in data["array"]] if data["dtype"] == "|O" else data["array"]
            return flat.reshape(data["shape"])
        return data if set(data) != {"of"} else bytes(data["of"])

    return json.loads(json.dumps(state, default=out), object_hook=back)


@pytest.mark.parametrize("seed", range(250))
def test_another_iterator_goes_on(seed):
    draw = random.Random(seed)
    before = draw.randrange(MOST)
    depth, inner = draw.randrange(1, 6), draw.randrange(1 << 30)
    with no_threads_left():
        one = Elements(making(random.Random(inner)).tree(depth).value.begin(FOREVER))
        tree = making(random.Random(inner)).tree(depth)
        other = Elements(tree.value.begin(FOREVER))
        outcomes(one, before)
        try:
            other.restore(FOREVER, through_json(one.state()))
            assert outcomes(other, MOST) == outcomes(one, MOST), tree.text
        finally:
            one.close()
            other.close()


def test_what_cannot_be_said_is_refused():
    generator = Elements(Generator(lambda run: iter([(np.int64(1),)])).begin(FOREVER))
    with pytest.raises(FailedPreconditionError, match="GeneratorDataset: where a generator"):
        generator.state()


def test_windows_go_on():
    def begun():
        return Elements(Window(Range(0, 9, 1), 2, 2).begin(FOREVER))

    one, other = begun(), begun()
    one.next(FOREVER)
    other.restore(FOREVER, through_json(one.state()))
    assert [elements_of(other.next(FOREVER)[0]) for _ in range(4)] == [[2, 3], [4, 5], [6, 7], [8]]
