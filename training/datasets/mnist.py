"""MNIST from local files: `read_data_sets`, and batches of it.

Source of names, signatures and behaviour: tensorflow.examples.tutorials.mnist.input_data, TensorFlow 1.15. Unlike there,
nothing is downloaded, and files that are not compressed are read too.
"""

from __future__ import annotations

import os
from typing import Any, NamedTuple

import numpy as np

from headrace.formats import idx
from headrace.formats.exports import export, export_value
from headrace.formats.files import directories
from headrace.graph.runtime.random_seed import get_seed
from headrace.graph.types import dtypes, errors
from headrace.graph.types.likes import DTypeLike

DEFAULT_SOURCE_URL = "https://storage.googleapis.com/cvdf-datasets/mnist/"
export_value(
    DEFAULT_SOURCE_URL,
    "examples.tutorials.mnist.input_data.DEFAULT_SOURCE_URL",
    "contrib.learn.datasets.mnist.DEFAULT_SOURCE_URL",
)

_FILES = {
    "train images": "train-images-idx3-ubyte.gz",
    "train labels": "train-labels-idx1-ubyte.gz",
    "test images": "t10k-images-idx3-ubyte.gz",
    "test labels": "t10k-labels-idx1-ubyte.gz",
}
_PIXELS = 784


@export("examples.tutorials.mnist.input_data.Datasets", "contrib.learn.datasets.mnist.Datasets")
class Datasets(NamedTuple):
    """The parts of a data set, each a DataSet.

    Args:
      train: what a model is trained on.
      validation: the first examples of what was there to train on.
      test: what a model is tested on.
    """

    train: Any
    validation: Any
    test: Any


@export("examples.tutorials.mnist.input_data.DataSet", "contrib.learn.datasets.mnist.DataSet")
class DataSet:
    """Images and their labels, in batches.

    Args:
      images: uint8 [n, height, width, 1].
      labels: [n], or one-hot [n, classes].
      fake_data: have 10,000 examples that are all alike instead.
      one_hot: whether the labels of fake data are one-hot.
      dtype: float32: pixels become numbers from 0 to 1; uint8: they stay as they are.
      reshape: make a row of each image: [n, height * width].
      seed: of the order; it seeds NumPy's global generator, as does the seed of the graph.

    Raises:
      TypeError: another dtype.
      AssertionError: there are not as many labels as images, or the images have more than one channel.
    """

    def __init__(
        self,
        images: Any,
        labels: Any,
        fake_data: bool = False,
        one_hot: bool = False,
        dtype: DTypeLike = dtypes.float32,
        reshape: bool = True,
        seed: int | None = None,
    ) -> None:
        graph_seed, op_seed = get_seed(seed)
        np.random.seed(graph_seed if seed is None else op_seed)
        dtype = dtypes.as_dtype(dtype).base_dtype
        if dtype not in (dtypes.uint8, dtypes.float32):
            raise TypeError(f"Invalid image dtype {dtype!r}, expected uint8 or float32")
        self.one_hot = one_hot
        if fake_data:
            self._num_examples = 10000
        else:
            if images.shape[0] != labels.shape[0]:
                raise AssertionError(f"images.shape: {images.shape} labels.shape: {labels.shape}")
            self._num_examples = images.shape[0]
            if reshape:
                if images.shape[3] != 1:
                    raise AssertionError(f"images of one channel can be reshaped to rows, not {images.shape}")
                images = images.reshape(images.shape[0], images.shape[1] * images.shape[2])
            if dtype == dtypes.float32:
                images = np.multiply(images.astype(np.float32), 1.0 / 255.0)
        self._images = images
        self._labels = labels
        self._epochs_completed = 0
        self._index_in_epoch = 0

    @property
    def images(self) -> Any:
        """The images, an array."""
        return self._images

    @property
    def labels(self) -> Any:
        """The labels, an array."""
        return self._labels

    @property
    def num_examples(self) -> int:
        """The number of examples."""
        return self._num_examples

    @property
    def epochs_completed(self) -> int:
        """How often all examples have been given out."""
        return self._epochs_completed

    def next_batch(self, batch_size: int, fake_data: bool = False, shuffle: bool = True) -> tuple[Any, Any]:
        """The next images and labels.

        A batch at the end of an epoch has the last examples of it and the first of the next one.

        Args:
          batch_size: how many.
          fake_data: give images and labels that are all alike.
          shuffle: give each epoch an order of its own.

        Returns:
          images [batch_size, ...] and labels [batch_size, ...].
        """
        if fake_data:
            label: Any = [1] + [0] * 9 if self.one_hot else 0
            return [[1] * _PIXELS for _ in range(batch_size)], [label for _ in range(batch_size)]
        start = self._index_in_epoch
        if self._epochs_completed == 0 and start == 0 and shuffle:
            self._shuffle()
        end = start + batch_size
        if end <= self._num_examples:
            self._index_in_epoch = end
            return self._images[start:end], self._labels[start:end]
        self._epochs_completed += 1
        images, labels = self._images[start:], self._labels[start:]
        if shuffle:
            self._shuffle()
        end = self._index_in_epoch = end - self._num_examples
        return np.concatenate((images, self._images[:end])), np.concatenate((labels, self._labels[:end]))

    def _shuffle(self) -> None:
        order = np.arange(self._num_examples)
        np.random.shuffle(order)
        self._images = self._images[order]
        self._labels = self._labels[order]


@export("examples.tutorials.mnist.input_data.read_data_sets", "contrib.learn.datasets.mnist.read_data_sets")
def read_data_sets(
    train_dir: Any,
    fake_data: bool = False,
    one_hot: bool = False,
    dtype: DTypeLike = dtypes.float32,
    reshape: bool = True,
    validation_size: int = 5000,
    seed: int | None = None,
    source_url: str = DEFAULT_SOURCE_URL,
) -> Datasets:
    """MNIST, or another data set in four files of the same names, as `train`, `validation` and `test`.

    Args:
      train_dir: the directory of train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and
        t10k-labels-idx1-ubyte.gz; each may be there without `.gz` instead.
      fake_data: read nothing, and give images that are all alike.
      one_hot: labels are float64 [n, 10] instead of uint8 [n].
      dtype: float32: pixels become numbers from 0 to 1; uint8: they stay as they are.
      reshape: make a row of each image: [n, 784] instead of [n, 28, 28, 1].
      validation_size: how many of the training examples, from the first one on, make the validation set.
      seed: of the order; it seeds NumPy's global generator, as does the seed of the graph.
      source_url: where TensorFlow downloads from; not used.

    Returns:
      a Datasets.

    Raises:
      NotFoundError: a file is not there.
      ValueError: there are less than `validation_size` examples, or a file is not what its name says.
    """
    options: dict[str, Any] = {"dtype": dtype, "seed": seed}
    if fake_data:
        return Datasets(*(DataSet([], [], fake_data=True, one_hot=one_hot, **options) for _ in range(3)))
    train_images = extract_images(_found(train_dir, "train images"))
    train_labels = extract_labels(_found(train_dir, "train labels"), one_hot=one_hot)
    test_images = extract_images(_found(train_dir, "test images"))
    test_labels = extract_labels(_found(train_dir, "test labels"), one_hot=one_hot)
    if not 0 <= validation_size <= len(train_images):
        raise ValueError(f"Validation size should be between 0 and {len(train_images)}. Received: {validation_size}.")
    options["reshape"] = reshape
    return Datasets(
        train=DataSet(train_images[validation_size:], train_labels[validation_size:], **options),
        validation=DataSet(train_images[:validation_size], train_labels[:validation_size], **options),
        test=DataSet(test_images, test_labels, **options),
    )


@export("examples.tutorials.mnist.input_data.load_mnist", "contrib.learn.datasets.mnist.load_mnist")
def load_mnist(train_dir: Any = "MNIST-data") -> Datasets:
    """`read_data_sets` of a directory.

    Args:
      train_dir: the directory of the four files.

    Returns:
      a Datasets.

    Raises:
      NotFoundError: a file is not there.
    """
    return read_data_sets(train_dir)


def _found(directory: Any, part: str) -> str:
    """The path of a file. Raises NotFoundError, which says what to do."""
    path = os.path.join(os.fspath(directory), _FILES[part])
    for candidate in (path, path.removesuffix(".gz")):
        if directories.exists(candidate):
            return candidate
    raise errors.NotFoundError(
        None,
        None,
        f"{path}; No such file or directory. Nothing is downloaded: put {', '.join(_FILES.values())} into '{directory}' "
        f"(they are at {DEFAULT_SOURCE_URL})",
    )


@export("examples.tutorials.mnist.input_data.extract_images", "contrib.learn.datasets.mnist.extract_images")
def extract_images(f: Any) -> np.ndarray:
    """The images in an IDX file.

    Args:
      f: its path, or an open file, of which only the name matters.

    Returns:
      uint8 [n, height, width, 1].

    Raises:
      ValueError: the file has other numbers or axes.
      InvalidArgumentError: it is no IDX file.
    """
    return _extracted(f, 3, "image")[..., np.newaxis]


@export("examples.tutorials.mnist.input_data.extract_labels", "contrib.learn.datasets.mnist.extract_labels")
def extract_labels(f: Any, one_hot: bool = False, num_classes: int = 10) -> np.ndarray:
    """The labels in an IDX file.

    Args:
      f: its path, or an open file, of which only the name matters.
      one_hot: whether each becomes a row.
      num_classes: the length of the rows.

    Returns:
      uint8 [n], or float64 [n, num_classes].

    Raises:
      ValueError: the file has other numbers or axes.
      InvalidArgumentError: it is no IDX file.
    """
    labels = _extracted(f, 1, "label")
    return dense_to_one_hot(labels, num_classes) if one_hot else labels


def _extracted(f: Any, axes: int, kind: str) -> np.ndarray:
    name = getattr(f, "name", f)
    print("Extracting", name)
    try:
        found = idx.read(name)
    except errors.DataLossError as error:  # TensorFlow's is a ValueError
        raise errors.InvalidArgumentError(None, None, error.message, path=error.path) from error
    if found.ndim != axes or found.dtype != np.uint8:
        raise ValueError(f"{name}: an MNIST {kind} file has uint8 numbers and {axes} axes, not {found.dtype} {found.shape}")
    return found


@export("examples.tutorials.mnist.input_data.dense_to_one_hot", "contrib.learn.datasets.mnist.dense_to_one_hot")
def dense_to_one_hot(labels_dense: np.ndarray, num_classes: int) -> np.ndarray:
    """Rows with 1 at the label and 0 elsewhere.

    Args:
      labels_dense: integers in [0, num_classes).
      num_classes: the length of the rows.

    Returns:
      float64 [n, num_classes].
    """
    return np.eye(num_classes)[labels_dense.ravel()]
