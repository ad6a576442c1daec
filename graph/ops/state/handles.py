"""Handles: tensors that stay in the session from run to run, and texts that stand for them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from headrace.formats.exports import export

from ...core.defaults import get_default_graph
from ...core.graph import Graph
from ...core.op import stateful_op
from ...core.operation import Operation
from ...core.rules.shape import scalar, unknown
from ...core.tensor import Tensor
from ...devices.spec import DeviceSpec
from ...execution.feeds import HeldTensor
from ...execution.fetches import register_fetched
from ...runtime.results import copied
from ...types.dtypes import DType, as_dtype, message_name, of_array, string
from ...types.errors import InternalError, invalid
from ...types.likes import DTypeLike
from ...types.texts import as_kernels_take
from ..arrays.placeholders import placeholder

_STORE = "tensors that stay"


class _Store:
    """The tensors of a session that have handles."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0  # guarded by _lock
        self._tensors: dict[str, Any] = {}  # guarded by _lock

    def keep(self, name: str, device: str, value: Any) -> str:
        with self._lock:
            handle = f"{name};{self._count};{device}"
            self._count += 1
            self._tensors[handle] = value
        return handle

    def tensor(self, handle: str) -> Any:
        """Raises InvalidArgumentError where there is none."""
        try:
            return self._tensors[handle]
        except KeyError:
            raise invalid(f"The tensor with handle '{handle}' is not in the session store.") from None

    def delete(self, handle: str) -> None:
        """Raises InvalidArgumentError where there is none."""
        with self._lock:
            if self._tensors.pop(handle, None) is None:
                raise invalid(f"Failed to delete a tensor with handle '{handle}' in the session store.")

    def let_go(self, reason: str) -> None:
        """Give the memory back."""
        self._tensors.clear()


def _text(handle: Any) -> str:
    found = np.asarray(handle).item()
    return found.decode() if isinstance(found, bytes) else str(found)


GET_HANDLE = stateful_op("GetSessionHandle", "value: T -> handle: string", shape=scalar)


@GET_HANDLE.bind
def _keep(op: Operation, session: Any) -> Callable[[Any], Any]:
    store, device = session.resource(_STORE, _Store), session.placement.device_of(op)
    return lambda value: as_kernels_take(store.keep(op.name, device, copied(value)).encode())


GET_TENSOR = stateful_op("GetSessionTensor", "handle: string -> value: dtype", "dtype: type", shape=unknown)


@GET_TENSOR.bind
def _get(op: Operation, session: Any) -> Callable[[Any], Any]:
    store, dtype = session.resource(_STORE, _Store), op.get_attr("dtype")

    def get(handle: Any) -> Any:
        value = store.tensor(_text(handle))
        found = _dtype_of(value)
        if found is not dtype:
            raise InternalError(
                None,
                op,
                f"Output 0 of type {message_name(found)} does not match declared output type {message_name(dtype)} for node "
                f"node {op.name}",
            )
        return as_kernels_take(value) if dtype is string else value

    return get


def _dtype_of(value: Any) -> DType:
    return string if isinstance(value, bytes) else of_array(np.asarray(value))


DELETE = stateful_op("DeleteSessionTensor", "handle: string ->")


@DELETE.bind
def _delete(op: Operation, session: Any) -> Callable[[Any], None]:
    store = session.resource(_STORE, _Store)
    return lambda handle: store.delete(_text(handle))


_readers: WeakKeyDictionary[Graph, dict[tuple, tuple[Tensor, Any]]] = WeakKeyDictionary()
"""What `eval` and `delete` of handles run in each graph: made once for each operation that gives handles."""


@export("python.ops.session_ops.TensorHandle")
class TensorHandle(HeldTensor):
    """Stands for a tensor that stays in a session: what a fetch of `tf.get_session_handle` gives.

    It may be fed in place of the tensor's value.

    Args:
      handle: the text of it.
      dtype: the type of the tensor.
      session: the session.
    """

    def __init__(self, handle: str, dtype: DTypeLike, session: Any) -> None:
        self._handle = handle
        self._dtype = as_dtype(dtype)
        self._session = session
        self._is_there = True

    def __str__(self) -> str:
        return self._handle

    @property
    def handle(self) -> str:
        """The text that stands for the tensor."""
        return self._handle

    def get_raw_handle(self) -> str:
        """The text that stands for the tensor, which from now on the program looks after."""
        self._is_there = False
        return self._handle

    def eval(self) -> Any:
        """The value of the tensor. Raises TypeError after `delete` and `get_raw_handle`."""
        self._check()
        holder, reader = self._node(self._dtype, lambda: get_session_tensor(self._handle, self._dtype))
        return self._session.run(reader, {holder: self._handle})

    def fed(self) -> tuple[Any, DType]:
        return self._session.resource(_STORE, _Store).tensor(self._handle), self._dtype

    def delete(self) -> None:
        """Let the session forget the tensor. Raises TypeError after another `delete`, and after `get_raw_handle`."""
        self._check()
        holder, deleter = self._node(None, lambda: delete_session_tensor(self._handle))
        self._session.run(deleter, {holder: self._handle})
        self._is_there = False

    def _check(self) -> None:
        if not self._is_there:
            raise TypeError(f"Persistent tensor {self._handle} may have already been deleted.")

    def _node(self, key: Any, make: Callable[[], tuple[Tensor, Any]]) -> tuple[Tensor, Any]:
        graph, parts = self._session.graph, self._handle.split(";")
        made = _readers.setdefault(graph, {})
        place = (key, parts[0] if key is not None else "", parts[-1])
        if place not in made:
            with graph.as_default():
                made[place] = make()
        return made[place]


def _handle(value: Any, tensor: Tensor, session: Any) -> TensorHandle:
    """What the caller gets that fetched a handle."""
    return TensorHandle(_text(value), tensor.op.inputs[0].dtype.base_dtype, session)


register_fetched(GET_HANDLE, _handle)


def _beside(handle: Any) -> Any:
    """The block in which operations are placed where a tensor is."""
    return get_default_graph().device(DeviceSpec.from_string(_text(handle).rpartition(";")[2]).to_string())


@export("get_session_handle")
def get_session_handle(data: Tensor, name: str | None = None) -> Tensor:
    """Let the value of a tensor stay in the session, for later runs: what is fetched is a handle of it.

    Args:
      data: the tensor.
      name: of the operation.

    Returns:
      a scalar string tensor. `Session.run` gives a TensorHandle of it, which has `eval`, `delete` and `handle`, the text that
      `tf.get_session_tensor` takes.

    Raises:
      TypeError: `data` is no tensor.

    Example:
      >>> doubled = tf.get_session_handle(tf.constant(3.0) * 2.0)
      >>> with tf.Session() as sess:
      ...     kept = sess.run(doubled)
      ...     place, value = tf.get_session_tensor(kept.handle, tf.float32)
      ...     print(sess.run(value + 1.0, {place: kept.handle}))
      7.0
    """
    if not isinstance(data, Tensor):
        raise TypeError("`data` must be of type Tensor.")
    with data.graph.colocate_with(data.op):
        return GET_HANDLE(data, name=name)


@export("get_session_tensor")
def get_session_tensor(handle: Any, dtype: DTypeLike, name: str | None = None) -> tuple[Tensor, Tensor]:
    """A tensor whose value is one that stays in the session.

    Args:
      handle: the text of a handle; it says on which device the tensor is.
      dtype: the type of the tensor.
      name: of the operation.

    Returns:
      a placeholder for the text of a handle, and the tensor.

    Raises:
      InvalidArgumentError: (when run) the session has no such tensor.
      InternalError: (when run) it is of another type.
    """
    with _beside(handle):
        holder = placeholder(string)
        return holder, GET_TENSOR(holder, dtype=as_dtype(dtype), name=name)


@export("delete_session_tensor")
def delete_session_tensor(handle: Any, name: str | None = None) -> tuple[Tensor, Operation]:
    """An operation that lets the session forget a tensor.

    Args:
      handle: the text of a handle; it says on which device the tensor is.
      name: of the operation.

    Returns:
      a placeholder for the text of a handle, and the operation.

    Raises:
      InvalidArgumentError: (when run) the session has no such tensor.
    """
    with _beside(handle):
        holder = placeholder(string)
        return holder, DELETE(holder, name=name)
