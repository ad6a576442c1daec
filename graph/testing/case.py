"""TestCase: unittest's, with sessions and comparisons of arrays."""
# ruff: noqa: PT009 (it is a unittest.TestCase that asserts)

from __future__ import annotations

import atexit
import contextlib
import os
import random
import re
import shutil
import sys
import tempfile
import unittest
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NoReturn, TextIO
from unittest import mock

import numpy as np

from headrace.formats.exports import export, export_value

from ..core.default_stacks import get_default_session
from ..core.defaults import get_default_graph, reset_default_graph
from ..core.graph import Graph
from ..core.tensor import Tensor
from ..devices.spec import DeviceSpec
from ..execution.session import Session
from ..graphdef.export import PRODUCER
from ..platform.flags import FLAGS
from ..runtime.random_seed import DEFAULT_GRAPH_SEED, set_random_seed
from ..types import errors
from ..types.likes import TensorLike
from .captured import CapturedWrites, CheckedThread, captured_writes

export_value(mock, "test.mock")

__all__ = ["TestCase", "get_temp_dir", "main", "mock"]

_directory: str | None = None


@export("test.get_temp_dir", "python.platform.googletest.GetTempDir")
def get_temp_dir() -> str:
    """A directory for the tests of this program, removed at its end; that of TEST_TMPDIR where it is set."""
    global _directory
    if _directory is None:
        given = os.environ.get("TEST_TMPDIR")
        if given:
            os.makedirs(given, exist_ok=True)
            _directory = given
        else:
            _directory = tempfile.mkdtemp(prefix=os.path.basename(sys.argv[0]) or "test")
            atexit.register(shutil.rmtree, _directory, ignore_errors=True)
    return _directory


@export("test.main", "python.platform.googletest.main")
def main(argv: list[str] | None = None) -> NoReturn:
    """Run the tests of the main module, after the flags of the command line were taken; end the program.

    Args:
      argv: the command line, `sys.argv` by default.
    """
    rest = FLAGS(sys.argv if argv is None else argv, known_only=True)
    sys.exit(not unittest.main(argv=rest, exit=False).result.wasSuccessful())


@export("test.TestCase")
class TestCase(unittest.TestCase):
    """A unittest.TestCase for graphs: each test begins with an empty default graph and the same seeds.

    What asserts raises AssertionError; `msg` is added to its text. `a`, `b`, `target` and the like are arrays, or tensors,
    which are evaluated. `graph` is the default one, `config` a ConfigProto; `use_gpu` and `force_gpu` have no effect.

    Args:
      methodName: of the test.
    """

    def __init__(self, methodName: str = "runTest") -> None:
        super().__init__(methodName)
        self._directory: str | None = None
        self._cached: Session | None = None

    def setUp(self) -> None:
        self._close_cached()
        random.seed(DEFAULT_GRAPH_SEED)
        np.random.seed(DEFAULT_GRAPH_SEED)
        reset_default_graph()
        set_random_seed(DEFAULT_GRAPH_SEED)

    def tearDown(self) -> None:
        self._close_cached()

    def _close_cached(self) -> None:
        if self._cached is not None:
            self._cached.close()
            self._cached = None

    def get_temp_dir(self) -> str:
        """A directory for this test alone."""
        if self._directory is None:
            self._directory = tempfile.mkdtemp(dir=get_temp_dir())
        return self._directory

    # -- sessions ------------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def session(
        self, graph: Graph | None = None, config: Any = None, use_gpu: bool = False, force_gpu: bool = False
    ) -> Iterator[Session]:
        """A new session, the default one in the block, closed after it; `use_gpu` and `force_gpu` have no effect."""
        with Session(graph=graph, config=config) as sess:
            yield sess

    @contextlib.contextmanager
    def cached_session(
        self, graph: Graph | None = None, config: Any = None, use_gpu: bool = False, force_gpu: bool = False
    ) -> Iterator[Session]:
        """The session of this test, the default one in the block: the same each time, so that variables keep values.

        Raises:
          ValueError: it was made for another graph.
        """
        wanted = get_default_graph() if graph is None else graph
        if self._cached is None:
            self._cached = Session(graph=wanted, config=config)
        elif graph is not None and self._cached.graph is not graph:
            raise ValueError(
                "The graph used to get the cached session is different than the one that was used to create the session. "
                "Maybe create a new session with self.session()"
            )
        with self._cached.graph.as_default(), self._cached.as_default():
            yield self._cached

    def test_session(
        self, graph: Graph | None = None, config: Any = None, use_gpu: bool = False, force_gpu: bool = False
    ) -> contextlib.AbstractContextManager[Session]:
        """The session of this test; a new one where a graph is given."""
        if self._testMethodName == "test_session":  # unittest takes it for a test by its name
            self.skipTest("Not a test.")
        if graph is None:
            return self.cached_session(None, config, use_gpu, force_gpu)
        return self.session(graph, config, use_gpu, force_gpu)

    test_session.__test__ = False  # type: ignore[attr-defined]

    def evaluate(self, tensors: Any) -> Any:
        """The values of `tensors`, in the default session or in one of its own."""
        sess = get_default_session()
        if sess is not None:
            return sess.run(tensors)
        with self.test_session() as sess:
            return sess.run(tensors)

    # -- comparisons ---------------------------------------------------------------------------------------------------

    def _array(self, value: Any) -> np.ndarray:
        return np.asarray(self.evaluate(value) if isinstance(value, Tensor) else value)

    def assertNear(self, f1: Any, f2: Any, err: float, msg: Any = None) -> None:
        """`f1` and `f2` differ by `err` at most."""
        suffix = f" ({msg})" if msg is not None else ""
        self.assertTrue(f1 == f2 or abs(f1 - f2) <= err, f"{f1:f} != {f2:f} +/- {err:f}{suffix}")

    def assertArrayNear(self, farray1: Any, farray2: Any, err: float, msg: Any = None) -> None:
        """The elements of two sequences, `farray1` and `farray2`, differ by `err` at most."""
        self.assertEqual(len(farray1), len(farray2), msg)
        for f1, f2 in zip(farray1, farray2, strict=True):
            self.assertNear(float(f1), float(f2), err, msg)

    def assertNDArrayNear(self, ndarray1: Any, ndarray2: Any, err: float, msg: Any = None) -> None:
        """The distance of two arrays, `ndarray1` and `ndarray2`, is below `err`."""
        self.assertTrue(np.linalg.norm(ndarray1 - ndarray2) < err, msg)

    def assertAllClose(self, a: TensorLike, b: TensorLike, rtol: float = 1e-6, atol: float = 1e-6, msg: Any = None) -> None:
        """Arrays, tensors, or nestings of them in lists, tuples and dicts, differ by `atol + rtol * |b|` at most.

        Raises:
          ValueError: one is a dict and the other is none, or sequences have different lengths.
        """
        self._all_close(a, b, rtol, atol, msg, "")

    def _all_close(self, a: Any, b: Any, rtol: float, atol: float, msg: Any, place: str) -> None:
        a = a._asdict() if hasattr(a, "_asdict") else a
        b = b._asdict() if hasattr(b, "_asdict") else b
        if isinstance(a, Mapping) != isinstance(b, Mapping):
            raise ValueError(f"Can't compare dict to non-dict, a{place} vs b{place}. {msg or ''}")
        if isinstance(a, Mapping):
            self.assertCountEqual(a, b, f"mismatched keys: a{place} has keys {list(a)}, but b{place} has keys {list(b)}.")
            for key in a:
                self._all_close(a[key], b[key], rtol, atol, msg, f"{place}[{key}]")
            return
        if isinstance(a, (list, tuple)) and not _is_array_like(a):
            if len(a) != len(b):
                raise ValueError(
                    f"Mismatched length: a{place} has {len(a)} items, but b{place} has {len(b)} items. {msg or ''}"
                )
            for i, (one, other) in enumerate(zip(a, b, strict=True)):
                self._all_close(one, other, rtol, atol, msg, f"{place}[{i}]")
            return
        one, other = self._array(a), self._array(b)
        self.assertEqual(one.shape, other.shape, f"Shape mismatch: expected {one.shape}, got {other.shape}.")
        np.testing.assert_allclose(
            one, other, rtol=rtol, atol=atol, err_msg=f"Mismatched value: a{place} is different from b{place}. {msg or ''}"
        )

    def assertAllCloseAccordingToType(
        self,
        a: TensorLike,
        b: TensorLike,
        rtol: float = 1e-6,
        atol: float = 1e-6,
        float_rtol: float = 1e-6,
        float_atol: float = 1e-6,
        half_rtol: float = 1e-3,
        half_atol: float = 1e-3,
        bfloat16_rtol: float = 1e-2,
        bfloat16_atol: float = 1e-2,
        msg: Any = None,
    ) -> None:
        """`assertAllClose` with the tolerance of the less precise of the two types.

        It is `rtol` and `atol`, or those of the type where they are greater: `float_rtol` and `float_atol`, `half_rtol` and
        `half_atol`, `bfloat16_rtol` and `bfloat16_atol`.
        """
        one, other = self._array(a), self._array(b)
        kinds = {one.dtype, other.dtype}
        if kinds & {np.dtype(np.float32), np.dtype(np.complex64)}:
            rtol, atol = max(rtol, float_rtol), max(atol, float_atol)
        if np.dtype(np.float16) in kinds:
            rtol, atol = max(rtol, half_rtol), max(atol, half_atol)
        self.assertAllClose(one, other, rtol, atol, msg)

    def assertNotAllClose(self, a: TensorLike, b: TensorLike, **kwargs: Any) -> None:
        """`assertAllClose` would fail."""
        try:
            self.assertAllClose(a, b, **kwargs)
        except AssertionError:
            return
        raise AssertionError("The two values are close at all elements")

    def assertAllEqual(self, a: TensorLike, b: TensorLike, msg: Any = None) -> None:
        """Two arrays or tensors have one shape and equal elements, NaN among them."""
        one, other = self._array(a), self._array(b)
        self.assertEqual(one.shape, other.shape, f"Shape mismatch: expected {one.shape}, got {other.shape}. {msg or ''}")
        np.testing.assert_array_equal(one, other, err_msg=msg or "")

    def assertNotAllEqual(self, a: TensorLike, b: TensorLike, msg: Any = None) -> None:
        """`assertAllEqual` would fail."""
        try:
            self.assertAllEqual(a, b)
        except AssertionError:
            return
        raise AssertionError(f"The two values are equal at all elements. {msg or ''}")

    def assertAllGreater(self, a: Any, comparison_target: Any) -> None:
        """All elements are greater than `comparison_target`."""
        self.assertTrue((self._array(a) > comparison_target).all(), f"not all of {a} > {comparison_target}")

    def assertAllLess(self, a: Any, comparison_target: Any) -> None:
        """All elements are less than `comparison_target`."""
        self.assertTrue((self._array(a) < comparison_target).all(), f"not all of {a} < {comparison_target}")

    def assertAllGreaterEqual(self, a: Any, comparison_target: Any) -> None:
        """All elements are greater than `comparison_target` or equal to it."""
        self.assertTrue((self._array(a) >= comparison_target).all(), f"not all of {a} >= {comparison_target}")

    def assertAllLessEqual(self, a: Any, comparison_target: Any) -> None:
        """All elements are less than `comparison_target` or equal to it."""
        self.assertTrue((self._array(a) <= comparison_target).all(), f"not all of {a} <= {comparison_target}")

    def assertAllInSet(self, target: Any, expected_set: Any) -> None:
        """All elements are in `expected_set`."""
        others = set(self._array(target).ravel().tolist()) - set(expected_set)
        self.assertFalse(others, f"{len(others)} elements are not in the set: {sorted(others)[:10]}")

    def assertAllInRange(
        self,
        target: Any,
        lower_bound: Any,
        upper_bound: Any,
        open_lower_bound: bool = False,
        open_upper_bound: bool = False,
    ) -> None:
        """All elements lie from `lower_bound` to `upper_bound`, without them if `open_lower_bound`, `open_upper_bound`."""
        values = self._array(target)
        if values.dtype.kind not in "iuf":
            raise AssertionError(
                f"The value of {target} does not have an ordered numeric type, instead it has type: {values.dtype}"
            )
        count = f"of the {values.size} element(s) are"
        wrong = np.isnan(values)
        if wrong.any():
            self.fail(f"{wrong.sum()} {count} NaN. Subscripts(s) and value(s) of the NaN element(s):{_listed(values, wrong)}")
        wrong = values <= lower_bound if open_lower_bound else values < lower_bound
        wrong |= values >= upper_bound if open_upper_bound else values > upper_bound
        if wrong.any():
            between = f"{'[('[open_lower_bound]}{lower_bound}, {upper_bound}{'])'[open_upper_bound]}"
            self.fail(
                f"{wrong.sum()} {count} outside the range {between}. Subscript(s) and value(s) of the offending "
                f"elements:{_listed(values, wrong)}"
            )

    def assertDeviceEqual(self, device1: Any, device2: Any, msg: Any = None) -> None:
        """Two device names, `device1` and `device2`, say the same."""
        one, other = (DeviceSpec.from_string(str(device)).to_string() for device in (device1, device2))
        self.assertEqual(one, other, f"Devices {one} and {other} are not equal. {msg}")

    assertItemsEqual = unittest.TestCase.assertCountEqual

    def assertDTypeEqual(self, target: Any, expected_dtype: Any) -> None:
        """The type of an array or a tensor's value is `expected_dtype`."""
        self.assertEqual(self._array(target).dtype, expected_dtype)

    def assertShapeEqual(self, np_array: Any, tf_tensor: Any, msg: Any = None) -> None:
        """The static shape of `tf_tensor` is that of `np_array`. Raises TypeError where they are no tensor and no array."""
        if not isinstance(np_array, (np.ndarray, np.generic)):
            raise TypeError("np_array must be a Numpy ndarray or Numpy scalar")
        if not isinstance(tf_tensor, Tensor):
            raise TypeError("tf_tensor must be a Tensor")
        self.assertEqual(list(np_array.shape), tf_tensor.get_shape().as_list(), msg)

    def assertStartsWith(self, actual: str, expected_start: str, msg: Any = None) -> None:
        """The text `actual` begins with `expected_start`."""
        if not actual.startswith(expected_start):
            self.fail(f"{actual!r} does not start with {expected_start!r}{f' : {msg}' if msg else ''}")

    def assertProtoEquals(self, expected_message_maybe_ascii: Any, message: Any, msg: Any = None) -> None:
        """A `message` is equal to `expected_message_maybe_ascii`, which may be text."""
        expected = expected_message_maybe_ascii
        if isinstance(expected, str):
            from google.protobuf import text_format

            expected = text_format.Parse(expected, type(message)())
        self.assertEqual(expected, message, msg)

    def assertProtoEqualsVersion(
        self, expected: str, actual: Any, producer: int = PRODUCER, min_consumer: int = 0, msg: Any = None
    ) -> None:
        """A GraphDef, `actual`, is what the text `expected` says, and of the versions `producer` and `min_consumer`."""
        versions = f"versions {{ producer: {producer} min_consumer: {min_consumer} }};\n"
        self.assertProtoEquals(versions + expected, actual, msg)

    def checkedThread(
        self, target: Callable[..., Any], args: Sequence[Any] | None = None, kwargs: Mapping[str, Any] | None = None
    ) -> CheckedThread:
        """A thread that runs `target`, not started yet, whose errors fail the test in its `join`."""
        return CheckedThread(self.fail, target, args, kwargs)

    def captureWritesToStream(self, stream: TextIO) -> contextlib.AbstractContextManager[CapturedWrites]:
        """What the block writes to the file behind `stream`, such as sys.stderr; `contents()` gives it as text."""
        return captured_writes(stream, self.get_temp_dir())

    @contextlib.contextmanager
    def assertRaisesWithPredicateMatch(
        self, exception_type: Any, expected_err_re_or_predicate: str | Callable[[Any], bool]
    ) -> Iterator[None]:
        """The block raises an `exception_type` whose text, those of the op and its inputs' ops behind it, matches.

        `expected_err_re_or_predicate` is a regular expression, or a function from the error to whether it is right.
        """
        try:
            yield
        except exception_type as error:
            if callable(expected_err_re_or_predicate):
                matches = bool(expected_err_re_or_predicate(error))
            else:
                text = error.message if isinstance(error, errors.OpError) else str(error)
                op = getattr(error, "op", None)
                text += f"\nCaused by op: {op.name!r}" if op is not None else ""
                matches = re.search(expected_err_re_or_predicate, text) is not None
            if not matches:
                raise AssertionError(f"Exception of type {type(error)}: {error}") from error
        else:
            self.fail(f"{getattr(exception_type, '__name__', exception_type)} not raised")

    def assertRaisesOpError(
        self, expected_err_re_or_predicate: str | Callable[[Any], bool]
    ) -> contextlib.AbstractContextManager[None]:
        """The block raises an OpError whose text matches `expected_err_re_or_predicate`."""
        return self.assertRaisesWithPredicateMatch(errors.OpError, expected_err_re_or_predicate)


def _is_array_like(values: Any) -> bool:
    """Whether a list or tuple of numbers or arrays is one array."""
    if any(isinstance(value, (Tensor, Mapping)) for value in values):
        return False
    try:
        return np.asarray(values).dtype != object
    except ValueError:  # arrays of several shapes
        return False


def _listed(values: np.ndarray, wrong: np.ndarray) -> str:
    """The first ten places of wrong elements, and the elements."""
    places = np.argwhere(wrong).tolist()[:10]
    return "".join(f"\n  {place} : {values[tuple(place)]}" for place in places)
