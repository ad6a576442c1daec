"""Summaries: ops that yield serialised Summary messages for event files.

Their names and tags are TensorFlow's: an op `scope/name` has the tag `scope/name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from headrace.formats import proto as messages
from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ...core.defaults import get_default_graph
from ...core.keys import GraphKeys
from ...core.op import Op
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import scalar as scalar_shape
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes, errors
from ...types.likes import TensorLike
from ...types.static_shapes import bracket
from ...types.texts import text_scalar
from .histogram import histogram as histogram_of

_REAL = dtypes.REALS
_NOT_IN_TAGS = re.compile(r"[^-/\w\.]")


def serialized(summary: messages.summary_pb2.Summary) -> np.ndarray:
    """A Summary as summary ops give it: a scalar of bytes."""
    return text_scalar(summary.SerializeToString())


def summary_op(type: str, signature: str, attributes: str = "", **types: Any) -> Op:
    """An op that makes a serialised Summary of its inputs."""
    return Op(type, signature, attributes, traits=PURE, shape=scalar_shape, batch=PER_RECORD, gradient=NO_GRADIENT, **types)


SCALAR_SUMMARY = summary_op("ScalarSummary", "tags: string, values: T -> summary: string", T=_REAL)


@SCALAR_SUMMARY.kernel
def _scalar_summary(tags, values):
    if tags.shape != np.shape(values):
        of_tag = f" (tag '{tags[()].decode()}')" if tags.ndim == 0 else ""
        raise errors.invalid(
            f"tags and values are not the same shape: {bracket(tags.shape)} != {bracket(np.shape(values))}{of_tag}",
        )
    pairs = zip(tags.reshape(-1).tolist(), np.reshape(values, -1).tolist(), strict=True)
    summary = messages.summary_pb2.Summary()
    for tag, value in pairs:
        summary.value.add(tag=tag.decode(), simple_value=value)
    return serialized(summary)


HISTOGRAM_SUMMARY = summary_op("HistogramSummary", "tag: string, values: T -> summary: string", "T: type = float32", T=_REAL)


@HISTOGRAM_SUMMARY.bind
def _histogram_summary(op, session):
    def kernel(tag: Any, values: Any) -> np.ndarray:
        if tag.ndim:
            raise errors.invalid(f"tags must be scalar; got {bracket(tag.shape)}")
        values = np.asarray(values)
        if not np.isfinite(values).all():
            what = "Nan in summary histogram" if np.isnan(values).any() else "Infinity in Histogram"
            raise errors.invalid(f"{what} for: {op.name}")
        value = messages.summary_pb2.Summary.Value(tag=tag[()].decode(), histo=histogram_of(values))
        return serialized(messages.summary_pb2.Summary(value=[value]))

    return kernel


MERGE_SUMMARY = summary_op("MergeSummary", "inputs: N * string -> summary: string", "N: int >= 1")


@MERGE_SUMMARY.kernel
def _merge_summary(inputs):
    merged = messages.summary_pb2.Summary()
    tags = set()
    for given in (item for array in inputs for item in array.reshape(-1).tolist()):
        try:
            summary = messages.summary_pb2.Summary.FromString(given)
        except Exception as error:  # protobuf's own class differs between its implementations
            raise errors.invalid("Could not parse one of the summary inputs") from error
        for value in summary.value:
            if value.tag and value.tag in tags:
                raise errors.invalid(f"Duplicate tag {value.tag} found in summary inputs")
            tags.add(value.tag)
        merged.value.extend(summary.value)
    return serialized(merged)


def clean_tag(name: str | None) -> str | None:
    """`name` with what tags cannot have made `_`, without slashes at its start. None stays None."""
    return None if name is None else _NOT_IN_TAGS.sub("_", name).lstrip("/")


@contextmanager
def summary_scope(
    name: str | None, family: str | None = None, default_name: str | None = None, values: Sequence[Any] | None = None
) -> Iterator[tuple[str, str]]:
    """The scope of a summary op. Yields (tag, scope): `family` stands before the tag, and before the name in it."""
    name = clean_tag(name)
    family = clean_tag(family)
    with name_scope(name if family is None else f"{family}/{name}", default_name, values) as scope:
        tag = scope.rstrip("/")
        yield (tag if family is None else f"{family}/{tag}"), scope


def collected(
    summary: Tensor, collections: Sequence[str] | None, default_collections: Sequence[str] = (GraphKeys.SUMMARIES,)
) -> Tensor:
    """The summary, put into `collections`, or those it goes into by default."""
    for name in default_collections if collections is None else collections:
        get_default_graph().add_to_collection(name, summary)
    return summary


@export("summary.scalar")
def scalar(name: str, tensor: TensorLike, collections: Sequence[str] | None = None, family: str | None = None) -> Tensor:
    """A summary of one number.

    Args:
      name: of the op, and with the scopes around it the tag.
      tensor: a real scalar.
      collections: to add the summary to; [GraphKeys.SUMMARIES] by default.
      family: put before the tag, to group it with others.

    Returns:
      a serialised Summary, a string scalar.

    Raises:
      TypeError: not a real number.
      InvalidArgumentError: (when run) no scalar.

    Example:
      >>> text = tf.Session().run(tf.summary.scalar("loss", 0.5))
      >>> value = tf.Summary.FromString(text).value[0]
      >>> value.tag, value.simple_value
      ('loss', 0.5)
    """
    with summary_scope(name, family, values=[tensor]) as (tag, scope):
        return collected(SCALAR_SUMMARY(tag, tensor, name=scope), collections)


@export("summary.histogram")
@documented_by(scalar)
def histogram(name: str, values: TensorLike, collections: Sequence[str] | None = None, family: str | None = None) -> Tensor:
    """A summary of how numbers are distributed.

    Args:
      values: real, any shape.

    Raises:
      InvalidArgumentError: (when run) a value is NaN or infinite.
      TypeError: not real numbers.
    """
    with summary_scope(name, family, default_name="HistogramSummary", values=[values]) as (tag, scope):
        return collected(HISTOGRAM_SUMMARY(tag, values, name=scope), collections)


@export("summary.merge")
def merge(inputs: Sequence[Any], collections: Sequence[str] | None = None, name: str | None = None) -> Tensor:
    """One summary of several.

    Args:
      inputs: serialised summaries.
      collections: to add the result to; none by default.

    Returns:
      a serialised Summary, a string scalar.

    Raises:
      ValueError: there are none.
      InvalidArgumentError: (when run) two have the same tag, or one is no summary.
    """
    return _merged(inputs, collections, clean_tag(name), "Merge")


def _merged(inputs: Sequence[Any], collections: Sequence[str] | None, name: str | None, default_name: str) -> Tensor:
    inputs = list(inputs)
    if not inputs:
        raise ValueError("List argument 'inputs' to 'MergeSummary' Op with length 0 shorter than minimum length 1.")
    with name_scope(name, default_name, inputs):
        return collected(MERGE_SUMMARY(inputs, name=name), collections, ())


@export("summary.merge_all")
def merge_all(key: str = GraphKeys.SUMMARIES, scope: str | None = None, name: str | None = None) -> Tensor | None:
    """One summary of all in a collection, or None where it is empty.

    Args:
      key: the collection.
      scope: only those whose names match this regular expression from the start.

    Returns:
      a serialised Summary, a string scalar; or None.

    Raises:
      InvalidArgumentError: (when run) two have the same tag.

    Example:
      >>> loss, rate = tf.summary.scalar("loss", 0.5), tf.summary.scalar("rate", 0.1)
      >>> text = tf.Session().run(tf.summary.merge_all())
      >>> [value.tag for value in tf.Summary.FromString(text).value]
      ['loss', 'rate']
    """
    summaries = get_default_graph().get_collection(key, scope)
    return merge(summaries, name=name) if summaries else None


@export("scalar_summary", "contrib.deprecated.scalar_summary")
def scalar_summary(tags: Any, values: TensorLike, collections: Sequence[str] | None = None, name: str | None = None) -> Tensor:
    """A summary of numbers under explicit tags, in the style before TensorFlow 1.0.

    Args:
      tags: string or list of strings, the shape of `values`.
      values: real.
      collections: to add the summary to; [GraphKeys.SUMMARIES] by default.

    Returns:
      a serialised Summary, a string scalar.

    Raises:
      TypeError: not strings, or not real numbers.
      InvalidArgumentError: (when run) `tags` and `values` are of different shapes.
    """
    with name_scope(name, "ScalarSummary", [tags, values]) as scope:
        return collected(SCALAR_SUMMARY(tags, values, name=scope), collections)


@export("histogram_summary", "contrib.deprecated.histogram_summary")
def histogram_summary(
    tag: Any, values: TensorLike, collections: Sequence[str] | None = None, name: str | None = None
) -> Tensor:
    """A summary of how numbers are distributed under an explicit tag, in the style before TensorFlow 1.0.

    Args:
      tag: string scalar.
      values: real numbers of any shape.
      collections: to add the summary to; [GraphKeys.SUMMARIES] by default.

    Returns:
      a serialised Summary, a string scalar.

    Raises:
      TypeError: not a string, or not real numbers.
      InvalidArgumentError: (when run) a value is NaN or infinite.
    """
    with name_scope(name, "HistogramSummary", [tag, values]) as scope:
        return collected(HISTOGRAM_SUMMARY(tag, values, name=scope), collections)


@export("merge_summary", "contrib.deprecated.merge_summary")
def merge_summary(inputs: Sequence[Any], collections: Sequence[str] | None = None, name: str | None = None) -> Tensor:
    """`tf.summary.merge` under its name before TensorFlow 1.0.

    Args:
      inputs: serialised summaries.
      collections: to add the result to; none by default.

    Returns:
      a serialised Summary, a string scalar.

    Raises:
      ValueError, InvalidArgumentError: as `tf.summary.merge`.
    """
    return _merged(inputs, collections, name, "MergeSummary")


@export("merge_all_summaries", "contrib.deprecated.merge_all_summaries")
def merge_all_summaries(key: str = GraphKeys.SUMMARIES) -> Tensor | None:
    """`tf.summary.merge_all` under its name before TensorFlow 1.0.

    Args:
      key: the collection.

    Returns:
      a serialised Summary, a string scalar; or None.

    Raises:
      InvalidArgumentError: (when run) two have the same tag.
    """
    summaries = get_default_graph().get_collection(key)
    return merge_summary(summaries) if summaries else None
