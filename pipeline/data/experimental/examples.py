"""Datasets of Examples: parsed in batches, read from files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from headrace.formats.doors import door
from headrace.formats.example.specs import FixedLenFeature, FixedLenSequenceFeature, VarLenFeature
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import TensorSpec
from headrace.graph.types import dtypes
from headrace.graph.types.shapes import TensorShape

from ..arguments import AUTOTUNE, int64
from ..dataset import Dataset
from ..handle import described
from ..ops import tables
from ..readers import TFRecordDataset
from ..structure import SparseTensorSpec
from ..transformations import Transformations
from .files import _shuffled
from .interleaving import parallel_interleave
from .ordering import Transformation


@export("data.experimental.parse_example_dataset", "contrib.data.parse_example_dataset")
@door
def parse_example_dataset(features: Mapping[str, Any], num_parallel_calls: Any = 1) -> Transformation:
    """Batches of serialized Examples as dicts of tensors; see `tf.parse_example`.

    Args:
      features: dict from keys to FixedLenFeature, VarLenFeature and the like.
      num_parallel_calls: how many batches are parsed at once.

    Returns:
      A function for `Dataset.apply`. It raises TypeError for anything but vectors of strings.

    Raises:
      ValueError: no features.
    """
    if features is None:
        raise ValueError("Missing: features was None.")

    def apply(dataset: Transformations) -> Any:
        vector = TensorSpec([None], dtypes.string)
        specs = dataset.element_spec
        if not (isinstance(specs, TensorSpec) and specs.is_compatible_with(vector)):
            raise TypeError("Input dataset should be a dataset of vectors of strings")
        return _parsed(dataset, features, num_parallel_calls)

    return apply


def _parsed(dataset: Transformations, features: Mapping[str, Any], calls: Any) -> Any:
    """A dataset of dicts, as TensorFlow's node describes what it parses."""
    sparse = sorted(key for key, one in features.items() if isinstance(one, VarLenFeature))
    dense = sorted(key for key in features if key not in sparse)
    others = [key for key in dense if not isinstance(features[key], (FixedLenFeature, FixedLenSequenceFeature))]
    if others:
        # Sparse features are made of several: what parses them is a function like others.
        return dataset.map(lambda serialized: ops.parse_example(serialized, features), num_parallel_calls=calls)
    whole = {key: _dense_shape(features[key]) for key in dense}
    specs: dict[str, Any] = {key: SparseTensorSpec([None, None], features[key].dtype) for key in sparse}
    specs |= {key: TensorSpec(TensorShape([None]).concatenate(whole[key]), features[key].dtype) for key in dense}
    specs = {key: specs[key] for key in sorted(specs)}
    defaults = [_default(features[key]) for key in dense]
    with get_default_graph().name_scope("ParseExampleDataset") as scope:
        variant = tables.PARSE_EXAMPLE(
            dataset._variant_tensor,
            int64(calls, "num_parallel_calls"),
            defaults,
            sparse_keys=sparse,
            dense_keys=dense,
            sparse_types=[features[key].dtype for key in sparse],
            dense_shapes=[whole[key] for key in dense],
            name=scope,
            **described(specs),
        )
    return dataset._made(variant, specs)


def _dense_shape(feature: Any) -> TensorShape:
    shape = TensorShape(feature.shape)
    return TensorShape([None]).concatenate(shape) if isinstance(feature, FixedLenSequenceFeature) else shape


def _default(feature: Any) -> Any:
    kind = dtypes.as_dtype(feature.dtype)
    if feature.default_value is None:
        return constant([], kind)
    value = convert_to_tensor(feature.default_value, kind)
    return ops.reshape(value, feature.shape) if isinstance(feature, FixedLenFeature) else value


@export("data.experimental.make_batched_features_dataset", "contrib.data.make_batched_features_dataset")
@door
def make_batched_features_dataset(
    file_pattern: Any,
    batch_size: Any,
    features: Mapping[str, Any],
    reader: Any = TFRecordDataset,
    label_key: str | None = None,
    reader_args: Sequence[Any] | None = None,
    num_epochs: int | None = None,
    shuffle: bool = True,
    shuffle_buffer_size: int = 10000,
    shuffle_seed: Any = None,
    prefetch_buffer_size: Any = None,
    reader_num_threads: Any = None,
    parser_num_threads: Any = None,
    sloppy_ordering: bool = False,
    drop_final_batch: bool = False,
) -> Dataset:
    """Batches of the Examples of files, as dicts of tensors.

    Args:
      file_pattern: patterns, as of `Dataset.list_files`.
      batch_size: Examples of a batch.
      features: as of `tf.parse_example`.
      reader: makes a Dataset of serialized Examples, or of pairs whose second component is one, of the name of a file.
      label_key: the feature that is the label.
      reader_args: what `reader` gets behind the name.
      num_epochs: how often the files are read; for ever by default.
      shuffle: whether Examples come in random order, drawn from `shuffle_buffer_size`, with `shuffle_seed`.
      shuffle_buffer_size, shuffle_seed: see `shuffle`.
      prefetch_buffer_size: batches that wait; by default as many as serve.
      reader_num_threads: how many files are read at once; 1 by default.
      parser_num_threads: how many batches are parsed at once; 2 by default.
      sloppy_ordering: whether the order may be another one in each run.
      drop_final_batch: whether a smaller last batch is left out.

    Returns:
      A Dataset of dicts, or of pairs of a dict and a label.

    Raises:
      ValueError: `label_key` is none of the features.
    """
    readers = 1 if reader_num_threads is None else reader_num_threads
    parsers = 2 if parser_num_threads is None else parser_num_threads
    dataset = Dataset.list_files(file_pattern, shuffle=shuffle, seed=shuffle_seed)
    arguments = list(reader_args or ())
    dataset = dataset.apply(
        parallel_interleave(lambda name: reader(name, *arguments), cycle_length=readers, sloppy=sloppy_ordering)
    )
    if isinstance(dataset.output_types, tuple) and len(dataset.output_types) == 2:
        dataset = dataset.map(lambda unused, value: value)
    dataset = _shuffled(dataset, num_epochs, shuffle, shuffle_buffer_size, shuffle_seed)
    dataset = dataset.batch(batch_size, drop_remainder=drop_final_batch or num_epochs is None)
    dataset = dataset.apply(parse_example_dataset(features, parsers))
    if label_key:
        if label_key not in features:
            raise ValueError(f"The `label_key` provided ({label_key!r}) must be one of the `features` keys.")

        def labelled(found: dict[str, Any]) -> tuple[dict[str, Any], Any]:
            return found, found.pop(label_key)

        dataset = dataset.map(labelled)
    return dataset.prefetch(AUTOTUNE if prefetch_buffer_size is None else prefetch_buffer_size)


@export("contrib.data.read_batch_features")
@door
def read_batch_features(
    file_pattern: Any,
    batch_size: Any,
    features: Mapping[str, Any],
    reader: Any = TFRecordDataset,
    reader_args: Sequence[Any] | None = None,
    randomize_input: bool = True,
    num_epochs: int | None = None,
    capacity: int = 10000,
) -> dict[str, Any]:
    """The next batch of the Examples of files, as a dict of tensors.

    Args:
      file_pattern: patterns, as of `Dataset.list_files`.
      batch_size, features, reader, reader_args, num_epochs: as of `make_batched_features_dataset`.
      randomize_input: whether Examples come in random order, drawn from `capacity`.
      capacity: see `randomize_input`.

    Returns:
      A dict of Tensors and SparseTensors.
    """
    dataset = make_batched_features_dataset(
        file_pattern,
        batch_size,
        features,
        reader=reader,
        reader_args=reader_args,
        shuffle=randomize_input,
        num_epochs=num_epochs,
        shuffle_buffer_size=capacity,
    )
    return dataset.make_one_shot_iterator().get_next()
