"""Threads that compute what comes next: nobody notices them but by the clock, and none is left."""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import sys
import threading
import time

import numpy as np
import pytest
from support.flows.ahead import reading_ahead, reading_ahead_never
from support.flows.functions import Function
from support.flows.trees import making, outcomes_meant
from support.threads import in_thread, no_threads_left, outcome, wait_until

from headrace.graph.runtime.run_context import FOREVER, RunContext
from headrace.graph.types.errors import CancelledError, DeadlineExceededError, OpError, OutOfRangeError, invalid
from headrace.pipeline.data.flow import crew
from headrace.pipeline.data.flow.batches import Batch
from headrace.pipeline.data.flow.choices import Zip
from headrace.pipeline.data.flow.elements import Elements, begun
from headrace.pipeline.data.flow.maps import Map
from headrace.pipeline.data.flow.order import Repeat, Take
from headrace.pipeline.data.flow.parallel_maps import ParallelMap
from headrace.pipeline.data.flow.prefetching import Prefetch
from headrace.pipeline.data.flow.shuffles import Shuffle
from headrace.pipeline.data.flow.sources import Range
from headrace.pipeline.data.flow.statistics import stages_of

MOST = 120


@pytest.fixture(autouse=True)
def often():
    """Threads change as often as they can, and all end."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    with no_threads_left():
        yield
    sys.setswitchinterval(before)


def outcomes(elements, most=MOST):
    found = []
    while len(found) < most:
        try:
            found.append([np.asarray(value).tolist() for value in elements.next(FOREVER)])
        except OutOfRangeError:
            for _ in range(2):
                with pytest.raises(OutOfRangeError):
                    elements.next(FOREVER)
            break
        except CancelledError:
            raise
        except OpError as error:
            found.append("error shapes" if error.message.startswith("Cannot") else f"error {error.message}")
    return found


def numbers(n=400, bad=(), buffer=50, passes=1, call=None):
    """What naive programs do: one number is mapped, then all are shuffled, then batches are made."""

    def tripled(x):
        if x in bad:
            raise invalid(f"bad {x}")
        if call is not None:
            call(x)
        return [x * 3]

    return Batch(Repeat(Shuffle(Map(Range(0, n, 1), Function(tripled)), buffer, 1, 2), passes), 7)


@pytest.mark.parametrize("seed", range(200))
def test_trees_give_what_they_mean(seed):
    draw = random.Random(seed)
    tree = making(draw).tree(draw.randrange(1, 6))
    with reading_ahead(draw):
        elements = begun(tree.value, FOREVER)
        assert outcomes(elements) == outcomes_meant(tree, MOST), tree.text
        elements.close()


@pytest.mark.parametrize("seed", range(200))
def test_another_iterator_goes_on(seed):
    """Whether that one reads ahead or not, and whatever has been read ahead."""
    draw = random.Random(seed)
    before, depth, inner = draw.randrange(60), draw.randrange(1, 6), draw.randrange(1 << 30)
    with reading_ahead(draw):
        one = begun(making(random.Random(inner)).tree(depth).value, FOREVER)
        outcomes(one, before)
    tree = making(random.Random(inner)).tree(depth)
    with reading_ahead(draw) if draw.random() < 0.5 else reading_ahead_never():
        other = begun(tree.value, FOREVER)
        other.restore(FOREVER, one.state())
        assert outcomes(other, 60) == outcomes(one, 60), tree.text
    one.close()
    other.close()


@pytest.mark.parametrize("bad", [(), (0,), (399,), range(0, 400, 9), range(400)])
def test_errors_come_in_their_places(bad):
    meant = Elements(numbers(bad=bad, passes=3).begin(FOREVER))
    expected = outcomes(meant, 2000)
    meant.close()
    for _ in range(5):
        with reading_ahead():
            elements = begun(numbers(bad=bad, passes=3), FOREVER)
            assert outcomes(elements, 2000) == expected
            elements.close()


def test_numbers_are_drawn_as_without_threads():
    def drawing():
        draws = np.random.Generator(np.random.PCG64(7))
        function = Function(lambda x: [x + draws.random()])
        function.draws = draws
        return Batch(Repeat(Shuffle(Map(Range(0, 200, 1), function), 30, 1, 2), 3), 5)

    meant = outcomes(Elements(drawing().begin(FOREVER)))
    for _ in range(20):
        with reading_ahead():
            elements = begun(drawing(), FOREVER)
            assert outcomes(elements) == meant
            elements.close()


def threads_of_flows():
    return [thread.name for thread in threading.enumerate() if thread.name == "ReadAhead"]


def test_there_is_one_behind_the_last_stage_and_one_behind_each_shuffle():
    with reading_ahead():
        elements = begun(numbers(passes=-1), FOREVER)
        assert not threads_of_flows()
        elements.next(FOREVER)
        assert threads_of_flows() == ["ReadAhead"] * 2
        elements.close()
        assert not threads_of_flows()


def test_there_is_none_for_a_short_pass():
    elements = begun(numbers(), FOREVER)
    assert len(outcomes(elements, 20)) == 20
    assert not threads_of_flows()
    elements.close()


def test_there_are_none_on_one_core(monkeypatch):
    monkeypatch.setattr(crew, "_CORES", 1)
    elements = begun(numbers(passes=-1), FOREVER)
    until = time.monotonic() + 0.6
    while time.monotonic() < until:
        elements.next(FOREVER)
    assert not threads_of_flows()
    elements.close()


def test_one_that_rests_leaves_the_work_to_who_takes_the_elements():
    by = []
    with reading_ahead():
        elements = begun(numbers(1 << 40, call=lambda x: by.append(threading.current_thread().name)), FOREVER)
        elements.next(FOREVER)
        shuffle = elements.flow.upstream[0].upstream[0].upstream[0]
        for flow in (elements.flow, shuffle.upstream[0]):
            flow._pace.most = 1
        for _ in range(300):
            elements.next(FOREVER)
        wait_until(lambda: by[-1] == threading.current_thread().name or elements.next(FOREVER) is None)
        elements.close()


def test_there_is_none_where_one_could_be_noticed():
    noted = []
    dataset = Shuffle(Map(Range(0, 100, 1), Function(lambda x: [x], False, False, noted)), 5)
    with reading_ahead():
        elements = begun(dataset, FOREVER)
        for _ in range(10):
            elements.next(FOREVER)
        assert len(noted) == 5 + 9
        assert not threads_of_flows()
        elements.close()


def test_there_is_none_that_would_draw_beside_another():
    """What ends before those before it do, and what takes from several, leave no thread behind."""
    for dataset in (Take(Shuffle(Range(0, 90, 1), 5), 50), Zip(*(Shuffle(Range(0, 90, 1), 5) for _ in range(2)))):
        with reading_ahead():
            elements = begun(dataset, FOREVER)
            elements.next(FOREVER)
            assert threads_of_flows() == ["ReadAhead"]
            elements.close()


def test_a_prefetch_at_the_end_is_the_thread_there():
    with reading_ahead():
        elements = begun(Prefetch(Range(0, 90, 1), 5), FOREVER)
        elements.next(FOREVER)
        assert not threads_of_flows()
        elements.close()


def test_no_more_is_computed_than_some_blocks():
    noted = []
    dataset = Map(Range(0, 1 << 40, 1), Function(lambda x: [np.zeros(1 << 18)], True, True, noted))  # 2 MiB each
    with reading_ahead():
        elements = begun(dataset, FOREVER)
        elements.next(FOREVER)
        for _ in range(20):
            before = len(noted)
            elements.next(FOREVER)
            assert before <= len(noted) <= 80
        elements.close()


def test_closing_ends_them_wherever_they_are():
    for taken in range(150):
        with reading_ahead():
            elements = begun(numbers(passes=-1), FOREVER)
            for _ in range(taken % 9):
                elements.next(FOREVER)
            elements.close()
            with pytest.raises(CancelledError):
                elements.next(FOREVER)


def test_an_iterator_that_nobody_holds_lets_them_go():
    for _ in range(20):
        with reading_ahead():
            elements = begun(numbers(passes=-1), FOREVER)
            elements.next(FOREVER)
            del elements
            gc.collect()
            wait_until(lambda: not threads_of_flows())


def test_they_end_with_their_session():
    for _ in range(50):
        session = RunContext()
        with reading_ahead():
            elements = begun(numbers(passes=-1), session)
            elements.next(session)
            session.cancel("closed")
            with pytest.raises(CancelledError, match="closed"):
                outcomes(elements, 1 << 40)
            elements.close()


def test_a_wait_that_times_out_loses_nothing():
    gate = threading.Event()
    meant = outcomes(Elements(numbers().begin(FOREVER)))
    with reading_ahead():
        elements = begun(numbers(call=lambda x: gate.wait(20)), FOREVER)
        for _ in range(3):
            with pytest.raises(DeadlineExceededError):
                elements.next(RunContext(timeout=0.01))
        gate.set()
        assert outcomes(elements) == meant
        elements.close()


def test_ctrl_c_ends_a_wait_and_loses_nothing():
    gate = threading.Event()

    def call(x):
        if not gate.is_set():
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
            gate.wait(20)

    meant = outcomes(Elements(numbers().begin(FOREVER)))
    with reading_ahead():
        elements = begun(numbers(call=call), FOREVER)
        with pytest.raises(KeyboardInterrupt):
            elements.next(FOREVER)
        gate.set()
        assert outcomes(elements) == meant
        elements.close()


def test_what_one_dies_of_is_raised():
    def call(x):
        raise SystemExit("out")

    with reading_ahead():
        elements = begun(numbers(call=call), FOREVER)
        for _ in range(3):
            with pytest.raises(SystemExit):
                elements.next(FOREVER)
        elements.close()


def test_several_threads_take_each_element_once():
    for _ in range(10):
        with reading_ahead():
            elements = begun(Shuffle(Range(0, 300, 1), 40), FOREVER)

            def take(elements=elements):
                return [int(one[0]) for one in outcomes(elements, 1000)]

            found = [outcome(started) for started in [in_thread(take) for _ in range(3)]]
            assert sorted(x for own in found for x in own) == list(range(300))
            elements.close()


def in_child(call):
    """What a call gives in a forked process, or the name of what it raises."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, json.dumps(call()).encode())
        except BaseException as error:
            os.write(writing, json.dumps(type(error).__name__).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        found = json.loads(pipe.read())
    os.waitpid(child, 0)
    return found


@pytest.mark.parametrize("wrap", [numbers, lambda: Prefetch(numbers(), 4)], ids=["reads ahead", "prefetch"])
def test_a_forked_process_goes_on_or_says_why_not(wrap):
    meant = outcomes(Elements(wrap().begin(FOREVER)))
    for taken in range(24):
        with reading_ahead():
            elements = begun(wrap(), FOREVER)
            outcomes(elements, taken)

            def go_on(elements=elements):
                elements.forget_threads()
                return outcomes(elements)

            rest = meant[taken:]
            assert in_child(go_on) in (rest, "CancelledError")
            assert outcomes(elements) == rest
            elements.close()


class Late:
    """A function whose call with `number` waits until it is let go."""

    def __init__(self, number):
        self.calls, self.number, self.reached, self.go = [], number, threading.Event(), threading.Event()

    def __call__(self, value):
        if value == self.number:
            self.reached.set()
            self.go.wait()
        self.calls.append(int(value))
        return [value]


@pytest.mark.parametrize(
    "stage", [lambda slow: Prefetch(slow, 40), lambda slow: ParallelMap(slow, Function(lambda x: [x]), 20)]
)
def test_threads_rest_from_a_save_until_more_is_asked_for(stage):
    """Who goes on from there would else be told again of what they find bad meanwhile."""
    late = Late(7)
    flow = stage(Map(Range(0, 90, 1), Function(late, in_blocks=False, ahead=False))).begin(FOREVER)
    elements = Elements(flow)
    found = [elements.next(FOREVER) for _ in range(3)]
    assert late.reached.wait(30)
    saving = in_thread(elements.state)
    wait_until(lambda: flow.crew._still)
    late.go.set()
    assert outcome(saving).keys() == {"left", "error", "flow"}
    before = len(late.calls)
    for _ in range(200):
        with elements.standing_still():
            assert len(late.calls) == before
    found += [elements.next(FOREVER) for _ in range(87)]
    assert [int(value) for (value,) in found] == list(range(90))
    elements.close()


def test_stages_are_told_as_they_are():
    elements = begun(numbers(), FOREVER)
    elements.next(FOREVER)
    names = ["RangeDataset", "MapDataset", "ShuffleDataset", "RepeatDataset", "BatchDataset"]
    assert [stage.name for stage in stages_of(elements.flow)] == names
    elements.close()
    with reading_ahead():
        elements = begun(numbers(), FOREVER)
        elements.next(FOREVER)
        assert [stage.name for stage in stages_of(elements.flow)] == names
        elements.close()
