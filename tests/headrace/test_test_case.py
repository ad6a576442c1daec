"""tf.test: a test case's sessions and comparisons, and gradients held against differences."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

import headrace as tf


class Case(tf.test.TestCase):
    """Only its methods are used."""

    def runTest(self):
        """Nothing."""


@pytest.fixture
def case():
    found = Case()
    found.setUp()
    yield found
    found.tearDown()
    found.doCleanups()


@pytest.fixture(autouse=True)
def fresh():
    tf.reset_default_graph()
    yield
    tf.reset_default_graph()


def test_a_test_begins_with_an_empty_graph_and_the_same_seeds(case):
    tf.constant(1)
    first = np.random.rand()
    case.setUp()
    assert tf.get_default_graph().get_operations() == []
    assert np.random.rand() == first
    assert tf.get_default_graph().seed == 87654321


def test_the_session_of_a_test_is_kept_and_others_are_not(case):
    variable = tf.Variable(3)
    with case.test_session() as one:
        variable.initializer.run()
        assert tf.get_default_session() is one
    with case.cached_session() as two:
        assert two is one
        assert case.evaluate(variable) == 3
    with case.session() as other:
        assert other is not one
    assert other.closed
    graph = tf.Graph()
    with case.test_session(graph=graph) as of_graph:
        assert of_graph.graph is tf.get_default_graph() is graph
    with pytest.raises(ValueError, match="The graph used to get the cached session is different"), case.cached_session(graph):
        pass
    case.tearDown()
    assert one.closed


def test_evaluating_without_a_session(case):
    assert case.evaluate([tf.constant(1), tf.constant(2)]) == [1, 2]


GOOD = {
    "assertAllClose": ([{"a": [1.0, 2.0]}, (3.0,)], [{"a": [1.0, 2.0 + 1e-7]}, (3.0,)]),
    "assertAllEqual": ([[1, 2]], np.array([[1, 2]])),
    "assertNotAllClose": ([1.0], [1.1]),
    "assertNotAllEqual": ([1.0, 2.0], [1.0, 3.0]),
    "assertNear": (1.0, 1.5, 0.5),
    "assertArrayNear": ([1.0, 2.0], [1.1, 2.1], 0.2),
    "assertNDArrayNear": (np.ones(2), np.ones(2), 0.1),
    "assertAllGreater": ([2, 3], 1),
    "assertAllLess": ([2, 3], 4),
    "assertAllGreaterEqual": ([2, 3], 2),
    "assertAllLessEqual": ([2, 3], 3),
    "assertAllInSet": ([2, 3], {2, 3, 4}),
    "assertDTypeEqual": (np.ones(2), np.float64),
    "assertStartsWith": ("abc", "ab"),
    "assertAllCloseAccordingToType": (np.float16(1.0), np.float16(1.0005)),
}
BAD = {
    "assertAllClose": ([{"a": [1.0, 2.0]}], [{"a": [1.0, 2.1]}]),
    "assertAllEqual": ([[1, 2]], [1, 2]),
    "assertNotAllClose": ([1.0], [1.0]),
    "assertNotAllEqual": ([1.0], [1.0]),
    "assertNear": (1.0, 1.6, 0.5),
    "assertArrayNear": ([1.0, 2.0], [1.1, 2.3], 0.2),
    "assertNDArrayNear": (np.ones(2), np.zeros(2), 0.1),
    "assertAllGreater": ([2, 1], 1),
    "assertAllLess": ([2, 4], 4),
    "assertAllGreaterEqual": ([1, 3], 2),
    "assertAllLessEqual": ([2, 4], 3),
    "assertAllInSet": ([2, 5], {2, 3, 4}),
    "assertDTypeEqual": (np.ones(2), np.float32),
    "assertStartsWith": ("abc", "b"),
    "assertAllCloseAccordingToType": (1.0, 1.0005),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_comparison_that_holds_and_one_that_does_not(name, case):
    getattr(case, name)(*GOOD[name])
    with pytest.raises(AssertionError):
        getattr(case, name)(*BAD[name])


def test_tensors_are_compared_by_their_values(case):
    case.assertAllEqual(tf.constant([1, 2]), [1, 2])
    case.assertAllClose([tf.constant(1.0), {"x": tf.constant(2.0)}], [1.0, {"x": 2.0}])
    case.assertShapeEqual(np.zeros((2, 3)), tf.zeros([2, 3]))
    with pytest.raises(AssertionError):
        case.assertShapeEqual(np.zeros((2, 3)), tf.zeros([3, 2]))
    with pytest.raises(ValueError, match="Can't compare dict to non-dict"):
        case.assertAllClose({"a": 1}, [1])
    with pytest.raises(ValueError, match=r"Mismatched length: a\[0\] has 1 items, but b\[0\] has 2 items"):
        case.assertAllClose([[{"a": 1}]], [[{"a": 1}, {"a": 2}]])


def test_errors_are_matched_by_their_text(case):
    broken = tf.gather([1, 2], tf.placeholder_with_default(5, []), name="broken")
    with case.test_session() as sess:
        with case.assertRaisesOpError("not in"):
            sess.run(broken)
        with case.assertRaisesWithPredicateMatch(tf.errors.InvalidArgumentError, lambda error: error.op.name == "broken"):
            sess.run(broken)
        with pytest.raises(AssertionError), case.assertRaisesOpError("something else"):
            sess.run(broken)
        with pytest.raises(AssertionError, match="OpError not raised"), case.assertRaisesOpError("any"):
            sess.run(tf.constant(1))


def test_messages_are_compared(case):
    summary = tf.Summary(value=[tf.Summary.Value(tag="a", simple_value=1.0)])
    case.assertProtoEquals('value { tag: "a" simple_value: 1.0 }', summary)
    with pytest.raises(AssertionError):
        case.assertProtoEquals('value { tag: "b" simple_value: 1.0 }', summary)


def test_graph_defs_are_compared():
    def graph_def(value):
        with tf.Graph().as_default() as graph:
            tf.constant(value, name="c")
            return graph.as_graph_def()

    tf.test.assert_equal_graph_def(graph_def(1), graph_def(1))
    with pytest.raises(AssertionError, match="Node named 'c' differs"):
        tf.test.assert_equal_graph_def(graph_def(1), graph_def(2))
    with pytest.raises(AssertionError, match="Did not find expected node 'c'"):
        tf.test.assert_equal_graph_def(tf.GraphDef(), graph_def(2))
    with pytest.raises(TypeError, match=r"^Expected tf.GraphDef for actual, got int$"):
        tf.test.assert_equal_graph_def(1, graph_def(2))


def test_a_directory_for_each_test_below_that_of_the_program(case):
    other = Case()
    assert case.get_temp_dir() == case.get_temp_dir() != other.get_temp_dir()
    assert os.path.dirname(case.get_temp_dir()) == tf.test.get_temp_dir()
    assert os.path.isdir(case.get_temp_dir())


def test_gradients_are_held_against_differences():
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    w = tf.constant([[0.5], [-0.5]])
    y = tf.square(tf.matmul(x, w))
    with tf.Session():
        symbolic, numeric = tf.test.compute_gradient(x, [2, 2], y, [2, 1], x_init_value=np.eye(2), delta=1e-2)
        assert symbolic.shape == numeric.shape == (4, 2)
        np.testing.assert_allclose(symbolic, numeric, atol=1e-3)
        np.testing.assert_allclose(symbolic[:, 0], [0.5, -0.5, 0, 0], atol=1e-6)
        assert tf.test.compute_gradient_error([x, w], [[2, 2], [2, 1]], y, [2, 1], delta=1e-2) < 1e-2
        wrong = y + tf.stop_gradient(x[:, :1])
        assert tf.test.compute_gradient_error(x, [2, 2], wrong, [2, 1], delta=1e-2) > 0.5
        with pytest.raises(TypeError, match="gradients are checked of float tensors, not of int32"):
            tf.test.compute_gradient(tf.constant([1]), [1], y, [2, 1])


def test_there_is_no_gpu():
    assert not tf.test.is_gpu_available()
    assert tf.test.gpu_device_name() == ""
    assert not tf.test.is_built_with_cuda()


PROGRAM = """
import headrace as tf
tf.app.flags.DEFINE_integer("expected", 3, "What is right.")
class SumTest(tf.test.TestCase):
    def testSum(self):
        with self.test_session():
            self.assertEqual((tf.constant(1) + 2).eval(), tf.app.flags.FLAGS.expected)
if __name__ == "__main__":
    tf.test.main()
"""


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--expected=4"], 1), (["--verbose", "SumTest"], 0)])
def test_main_runs_the_tests_of_a_program(arguments, code, tmp_path):
    (tmp_path / "sum_test.py").write_text(PROGRAM)
    command = [sys.executable, str(tmp_path / "sum_test.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=50)
    assert done.returncode == code, done.stderr
    assert "Ran 2 tests" in done.stderr  # test_session counts, as a skipped one
    assert "skipped=1" in done.stderr


def test_files_beside_a_program():
    assert tf.resource_loader.get_data_files_path() == os.path.dirname(__file__)
    path = tf.resource_loader.get_path_to_datafile("test_test_case.py")
    assert os.path.samefile(path, __file__)
    assert tf.resource_loader.load_resource("test_test_case.py").startswith(b'"""tf.test')


def test_elements_are_in_a_range_with_or_without_its_bounds():
    case = tf.test.TestCase()
    case.assertAllInRange([1, 2, 3], 1, 3)
    for values, options, words in [
        ([1, 2, 5], {}, "1 of the 3 element(s) are outside the range [1, 3]."),
        ([1, 2, 3], {"open_upper_bound": True}, "1 of the 3 element(s) are outside the range [1, 3)."),
        ([1, 2, 1], {"open_lower_bound": True}, "2 of the 3 element(s) are outside the range (1, 3]."),
        ([float("nan"), 9.0], {}, "1 of the 2 element(s) are NaN."),
        (["a"], {}, "The value of ['a'] does not have an ordered numeric type"),
    ]:
        with pytest.raises(AssertionError) as caught:
            case.assertAllInRange(values, 1, 3, **options)
        assert str(caught.value).startswith(words)


def test_devices_are_compared_by_what_they_name():
    case = tf.test.TestCase()
    case.assertDeviceEqual("/cpu:0", "/device:CPU:0")
    with pytest.raises(AssertionError, match="Devices /device:CPU:0 and /device:CPU:1 are not equal"):
        case.assertDeviceEqual("/cpu:0", "/device:CPU:1")


def test_a_graph_def_is_compared_with_its_versions():
    with tf.Graph().as_default() as graph:
        tf.no_op(name="n")
    tf.test.TestCase().assertProtoEqualsVersion('node { name: "n" op: "NoOp" }', graph.as_graph_def())
    with pytest.raises(AssertionError):
        tf.test.TestCase().assertProtoEqualsVersion('node { name: "n" op: "NoOp" }', graph.as_graph_def(), producer=1)


def test_an_error_in_a_checked_thread_fails_whoever_joins_it():
    case, seen = tf.test.TestCase(), []
    good = case.checkedThread(seen.append, args=[1])
    bad = case.checkedThread(target=lambda text: int(text), kwargs={"text": "x"})
    for thread in (good, bad):
        thread.start()
    good.join()
    assert (seen, good.is_alive()) == ([1], False)
    with pytest.raises(AssertionError, match="Error in checkedThread: invalid literal for int"):
        bad.join()


def test_what_is_written_to_a_stream_is_captured(tmp_path, monkeypatch):
    case = tf.test.TestCase()
    monkeypatch.setattr(case, "get_temp_dir", lambda: str(tmp_path))
    with open(tmp_path / "stream", "w") as stream:
        with case.captureWritesToStream(stream) as captured:
            print("captured", file=stream)
            stream.flush()
            assert captured.contents() == "captured\n"
        print("not", file=stream)
    assert captured.contents() == "captured\n"
    assert (tmp_path / "stream").read_text() == "not\n"
