"""What features and labels look like: a model is trained, evaluated and asked with the same kinds."""

from __future__ import annotations

from typing import Any, NamedTuple

from headrace.graph import ops
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types.dtypes import DType
from headrace.graph.types.shapes import TensorShape


class TensorSignature(NamedTuple):
    """The type and the shape of a tensor; the shape of a sparse one is None."""

    dtype: DType
    shape: TensorShape | None
    is_sparse: bool

    def fits(self, other: TensorSignature) -> bool:
        """Whether there may be another number of examples at most."""
        if self.is_sparse != other.is_sparse or not self.dtype.is_compatible_with(other.dtype):
            return False
        if self.shape is None or other.shape is None or self.shape.dims is None or other.shape.dims is None:
            return True
        return self.shape.ndims == other.shape.ndims and self.shape[1:].is_compatible_with(other.shape[1:])

    def placeholder(self) -> Any:
        """What can be fed such tensors, of any number of examples."""
        if self.is_sparse:
            return ops.sparse_placeholder(self.dtype)
        assert self.shape is not None
        return ops.placeholder(self.dtype, [None, *self.shape[1:]])


Signatures = TensorSignature | dict[Any, TensorSignature] | None


def signatures_of(tensors: Any) -> Signatures:
    """The signature of a tensor, or of each in a dict; None for None."""
    if isinstance(tensors, dict):
        return {name: _signature_of(tensor) for name, tensor in tensors.items()}
    return None if tensors is None else _signature_of(tensors)


def _signature_of(tensor: Any) -> TensorSignature:
    if isinstance(tensor, SparseTensor):
        return TensorSignature(tensor.values.dtype, None, True)
    return TensorSignature(tensor.dtype, tensor.get_shape(), False)


def fit(tensors: Any, signatures: Signatures) -> bool:
    """Whether tensors are of these signatures; more of them may be in a dict."""
    if tensors is None or signatures is None:
        return tensors is None and signatures is None
    if isinstance(tensors, dict) != isinstance(signatures, dict):
        return False
    if isinstance(signatures, dict):
        return all(name in tensors and _signature_of(tensors[name]).fits(one) for name, one in signatures.items())
    return _signature_of(tensors).fits(signatures)


def placeholders(signatures: Signatures) -> Any:
    """A placeholder for a signature, or for each in a dict; None for None."""
    if isinstance(signatures, dict):
        return {name: one.placeholder() for name, one in signatures.items()}
    return None if signatures is None else signatures.placeholder()
