"""Summaries of whole tensors, for TensorBoard's plugins; text is one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats import proto as messages
from headrace.formats.exports import export

from ...core.tensor import Tensor
from ...types import dtypes, errors
from ...types.likes import TensorLike
from ...types.tensor_protos import proto_of
from .scalar import collected, serialized, summary_op, summary_scope

TENSOR_SUMMARY = summary_op("TensorSummaryV2", "tag: string, tensor: T, serialized_summary_metadata: string -> summary: string")


@TENSOR_SUMMARY.kernel
def _tensor_summary(tag, tensor, serialized_summary_metadata):
    if np.ndim(tag):
        raise errors.invalid("tag must be scalar")
    if np.ndim(serialized_summary_metadata):
        raise errors.invalid("serialized_summary_metadata must be scalar")
    try:
        metadata = messages.summary_pb2.SummaryMetadata.FromString(serialized_summary_metadata[()])
    except Exception as error:  # protobuf's own class differs between its implementations
        raise errors.invalid("serialized_summary_metadata is no SummaryMetadata") from error
    value = messages.summary_pb2.Summary.Value(tag=tag[()].decode(), tensor=proto_of(np.asarray(tensor)), metadata=metadata)
    return serialized(messages.summary_pb2.Summary(value=[value]))


@export("summary.tensor_summary")
def tensor_summary(
    name: str,
    tensor: TensorLike,
    summary_description: str | None = None,
    collections: Sequence[str] | None = None,
    summary_metadata: Any = None,
    family: str | None = None,
    display_name: str | None = None,
) -> Tensor:
    """A summary that holds a tensor as it is.

    Args:
      name: of the op, and with the scopes around it the tag.
      tensor: any type and shape.
      summary_description: what it is about, in Markdown.
      collections: to add the summary to; [GraphKeys.SUMMARIES] by default.
      summary_metadata: a SummaryMetadata, which says by its `plugin_data` who can show the tensor.
      family: put before the tag, to group it with others.
      display_name: shown instead of the tag.

    Returns:
      a serialised Summary, a string scalar.
    """
    metadata = messages.summary_pb2.SummaryMetadata()
    if summary_metadata is not None:
        metadata.ParseFromString(summary_metadata.SerializeToString())
    if summary_description is not None:
        metadata.summary_description = summary_description
    if display_name is not None:
        metadata.display_name = display_name
    with summary_scope(name, family, values=[tensor]) as (tag, scope):
        return collected(TENSOR_SUMMARY(tag, tensor, metadata.SerializeToString(), name=scope), collections)


@export("summary.text")
def text(name: str, tensor: Tensor, collections: Sequence[str] | None = None) -> Tensor:
    """A summary of text.

    TensorBoard reads it as Markdown, and shows vectors and matrices as tables.

    Args:
      name: of the op, and with the scopes around it the tag.
      tensor: a string tensor of any shape.
      collections: to add the summary to; [GraphKeys.SUMMARIES] by default.

    Returns:
      a serialised Summary, a string scalar.

    Raises:
      ValueError: it is of another dtype.
    """
    if tensor.dtype.base_dtype is not dtypes.string:
        raise ValueError(f"Expected tensor {tensor.name} to have dtype string, got {tensor.dtype}")
    plugin = messages.summary_pb2.SummaryMetadata.PluginData(plugin_name="text")
    metadata = messages.summary_pb2.SummaryMetadata(plugin_data=plugin)
    return tensor_summary(name, tensor, collections=collections, summary_metadata=metadata)
