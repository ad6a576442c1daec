"""Where operations were made: what they say of it themselves, and what errors say."""

from __future__ import annotations

import gc
import inspect
import linecache
import sys
import threading
import traceback
import types
import weakref

import pytest
from support.hot_modules import uncompiled

import headrace as tf
from headrace.graph.core import _origins_cy


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as made:
        yield made


def this_line():
    return inspect.currentframe().f_back.f_lineno


def checked(x, name):
    return tf.check_numerics(x, "bad", name=name)


def line_of(function, text):
    lines, first = inspect.getsourcelines(function)
    return first + next(number for number, line in enumerate(lines) if text in line)


def test_the_last_frame_is_the_programs_line_and_those_before_have_called_it():
    x = tf.constant(1.0)
    y, line = checked(x, "checked"), this_line()
    here, there = y.op.traceback[-2:]
    assert here == (__file__, line, inspect.currentframe().f_code.co_name, linecache.getline(__file__, line).strip())
    assert there == (__file__, line_of(checked, "return"), "checked", 'return tf.check_numerics(x, "bad", name=name)')
    starts = [frame[4] for frame in y.op.traceback_with_start_lines]
    assert [frame[:4] for frame in y.op.traceback_with_start_lines] == list(y.op.traceback)
    assert starts[-1] == inspect.getsourcelines(checked)[1]


@pytest.mark.parametrize(
    "make",
    [
        lambda: tf.constant(1.0) + 1.0,
        lambda: tf.layers.dense(tf.ones([2, 3]), 4),
        lambda: tf.Variable(1.0).initializer,
        lambda: tf.train.batch([tf.constant(1)], 2),
        lambda: tf.gradients(tf.square(x := tf.constant(2.0)), x)[0],
        lambda: tf.get_default_graph().create_op("NoOp", []),
        lambda: tf.import_graph_def(tf.GraphDef(node=[tf.NodeDef(name="a", op="NoOp")]), return_elements=["a"])[0],
    ],
)
def test_whatever_makes_it_the_line_is_the_programs(make, graph):
    make()
    line = make.__code__.co_firstlineno
    assert {op.traceback[-1][:3] for op in graph.get_operations()} == {(__file__, line, "<lambda>")}


def test_an_error_names_the_line_that_made_the_operation_and_how_it_came_there():
    x = tf.placeholder(tf.float32)
    y, line = checked(x, "checked"), this_line()
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(y + 1.0, {x: float("nan")})
    there = line_of(checked, "return")
    text = str(caught.value)
    assert text.startswith(f"bad : Tensor had NaN values\n\t [[node checked (defined at {__file__}:{there}) ]]\n\n")
    assert text.endswith(
        f'  File "{__file__}", line {line}, in {inspect.currentframe().f_code.co_name}\n'
        '    y, line = checked(x, "checked"), this_line()\n'
        f'  File "{__file__}", line {there}, in checked\n'
        '    return tf.check_numerics(x, "bad", name=name)\n'
    )
    assert "Original stack trace for 'checked':\n" in text
    assert caught.value.message == "bad : Tensor had NaN values"


def test_an_error_in_a_gradient_names_the_operation_that_it_is_the_gradient_of(graph):
    @tf.RegisterGradient("Refused")
    def _refused(op, grad):
        return checked(grad, "in_gradient")

    x = tf.placeholder(tf.float32)
    with graph.gradient_override_map({"Identity": "Refused"}):
        y, line = tf.identity(x, name="forward"), this_line()
    derived, derived_at = tf.gradients(y, x, grad_ys=[x * 0.0])[0], this_line()
    assert derived.op._original_op is y.op
    assert y.op._original_op is None
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(derived, {x: float("nan")})
    first, second = str(caught.value).split("\n...which was originally created as op 'forward', defined at:\n")
    assert f'File "{__file__}", line {derived_at}, in ' in first
    assert f'File "{__file__}", line {line}, in ' in second
    assert f'File "{__file__}", line {line}, in ' not in first


def test_an_operation_keeps_nothing_alive_of_the_functions_that_made_it():
    class Kept:
        pass

    def make():
        local = Kept()
        return tf.constant(1.0), weakref.ref(local)

    made, local = make()
    gc.collect()
    assert local() is None
    assert made.op.traceback[-1][2] == "make"


def no_op():
    return tf.get_default_graph().create_op("NoOp", [])


def test_ten_thousand_operations_of_one_line_keep_one_stack_and_no_frames():
    def make():
        return [no_op() for _ in range(10_000)]

    def frames():
        gc.collect()
        return [each for each in gc.get_objects() if isinstance(each, types.FrameType)]

    before = len(frames())
    made = make()
    assert len({id(op._made_in) for op in made}) == 1
    assert len(frames()) == before
    assert [name for _, _, name, _ in made[-1].traceback][-2:] == (
        ["<listcomp>"] if sys.version_info < (3, 12) else ["make"]
    ) + ["no_op"]


def test_an_operation_is_told_from_the_calls_of_its_own_whatever_the_function_made_before():
    def make():
        return no_op()

    def first():
        return make()

    def second():
        return make()

    for by in [first, second, second, first] * 10:
        assert [name for _, _, name, _ in by().traceback][-3:] == [by.__name__, "make", "no_op"]


def test_threads_that_build_together_tell_their_own_lines(graph):
    made = {}

    def first(number):
        made[number] += [no_op() for _ in range(100)]

    def second(number):
        made[number] += [no_op() for _ in range(100)]

    def build(number):
        made[number] = []
        with graph.as_default():
            for _ in range(3):
                first(number)
                second(number)

    threads = [threading.Thread(target=build, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for ops in made.values():
        assert len(ops) == 600
        for place, op in enumerate(ops):
            of = [second, first][place // 100 % 2 == 0]
            assert of.__name__ in [name for _, _, name, _ in op.traceback][-3:]
    assert len({id(op._made_in) for ops in made.values() for op in ops}) == 2


@pytest.fixture(
    params=[
        pytest.param(_origins_cy, id="as_installed"),
        pytest.param(uncompiled("headrace.graph.core._origins_cy"), id="uncompiled"),
    ]
)
def origins(request):
    return request.param


@pytest.mark.parametrize("calls", [0, 1, 2, 30, 126, 127, 128, 129, 300])
def test_a_stack_says_what_python_says_of_it_however_deep(origins, calls):
    known = {}

    def told(calls):
        if calls:
            return told(calls - 1)
        frame = sys._getframe()
        stack, of_python = origins.stack_of(frame, known), traceback.extract_stack(frame)
        return stack, [(each.filename, each.lineno, each.name) for each in of_python]

    (stack, expected), (again, _) = [told(calls) for _ in range(2)]
    assert [each[:3] for each in origins.frames_of(stack)] == expected
    assert again is stack
    assert len(known) == 1
    first, of_first = told(calls)
    second, of_second = told(calls)
    assert of_first != of_second
    assert [each[:3] for each in origins.frames_of(first)] == of_first
    assert [each[:3] for each in origins.frames_of(second)] == of_second


def test_noting_a_stack_that_is_known_holds_nothing(origins):
    known = {}

    def counts():
        return sys.getrefcount(counts.__code__), sys.getrefcount(frame), sys.getrefcount(frame.f_code), len(known)

    frame = sys._getframe()
    seen = []
    for _ in range(3):
        for _ in range(100):
            origins.stack_of(frame, known)
        seen.append(counts())
    assert seen[0] == seen[1] == seen[2]
