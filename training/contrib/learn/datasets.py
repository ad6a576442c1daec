"""Data for first steps: tables of local files, and points that are made."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.errors import NotFoundError
from headrace.formats.exports import export, export_value
from headrace.graph.platform.gfile import GFile

from ...datasets.mnist import load_mnist


class Dataset(NamedTuple):
    """Rows of numbers, and what belongs to each.

    Args:
      data: array [rows, columns].
      target: array [rows].
    """

    data: Any
    target: Any


@export("contrib.learn.datasets.base.load_csv_with_header")
def load_csv_with_header(filename: Any, target_dtype: Any, features_dtype: Any, target_column: int = -1) -> Dataset:
    """A table of numbers of a CSV file whose first line begins with the numbers of rows and of columns.

    Args:
      filename: a path.
      target_dtype, features_dtype: of the arrays.
      target_column: the column of the target.

    Returns:
      a Dataset.
    """
    with GFile(filename) as file:
        rows = csv.reader(file)
        count, width = (int(cell) for cell in next(rows)[:2])
        data, target = np.zeros((count, width), features_dtype), np.zeros((count,), target_dtype)
        for number, row in enumerate(rows):
            target[number] = np.asarray(row.pop(target_column), target_dtype)
            data[number] = np.asarray(row, features_dtype)
    return Dataset(data, target)


@export("contrib.learn.datasets.base.load_csv_without_header")
def load_csv_without_header(filename: Any, target_dtype: Any, features_dtype: Any, target_column: int = -1) -> Dataset:
    """A table of numbers of a CSV file.

    Args:
      filename: a path.
      target_dtype, features_dtype: of the arrays.
      target_column: the column of the target.

    Returns:
      a Dataset.
    """
    data, target = [], []
    with GFile(filename) as file:
        for row in csv.reader(file):
            target.append(row.pop(target_column))
            data.append(np.asarray(row, features_dtype))
    return Dataset(np.array(data), np.array(target, target_dtype))


def _local(name: str, path: Any) -> Any:
    if path is None:
        message = f"tf.contrib.learn.datasets.{name}: headrace brings no data along; give data_path, a CSV file of it"
        raise NotFoundError(None, None, message)
    return path


@export("contrib.learn.datasets.load_iris", "contrib.learn.datasets.base.load_iris")
def load_iris(data_path: Any = None) -> Dataset:
    """The iris data, of a CSV file with a header.

    Args:
      data_path: the file.

    Returns:
      a Dataset of floats and ints.

    Raises:
      NotFoundError: there is no such file; without `data_path`, always.
    """
    return load_csv_with_header(_local("load_iris", data_path), int, float)


@export("contrib.learn.datasets.load_boston", "contrib.learn.datasets.base.load_boston")
def load_boston(data_path: Any = None) -> Dataset:
    """The Boston housing data, of a CSV file with a header.

    Args:
      data_path: the file.

    Returns:
      a Dataset of floats.

    Raises:
      NotFoundError: there is no such file; without `data_path`, always.
    """
    return load_csv_with_header(_local("load_boston", data_path), float, float)


def _shuffled(x: Any, y: Any, target: Any, noise: float | None, random: Any) -> Dataset:
    points = np.vstack((x, y)).T
    order = random.permutation(range(len(points)))
    if noise is not None:
        points += random.normal(scale=noise, size=points.shape)
    return Dataset(points[order], target[order])


def circles(
    n_samples: int = 100, noise: float | None = None, seed: int | None = None, factor: float = 0.8, n_classes: int = 2
) -> Dataset:
    """Points on circles, one in the other: those of class k have the radius factor ** k."""
    random = np.random.RandomState(seed)
    angles = np.linspace(0, 2 * np.pi, n_samples // n_classes)
    xs, ys, targets = [], [], []
    for label in range(n_classes):
        xs.append(np.cos(angles) * factor**label)
        ys.append(np.sin(angles) * factor**label)
        targets.append(np.full(n_samples // n_classes, label))
    extra = n_samples % n_classes
    xs.append(np.cos(random.rand(extra) * 2 * np.pi))
    ys.append(np.sin(random.rand(extra) * 2 * np.pi))
    targets.append(np.zeros(extra, int))
    return _shuffled(np.concatenate(xs), np.concatenate(ys), np.concatenate(targets).astype(float), noise, random)


def _archimedes(theta: Any, offset: float = 0.0, exp_scale: float = 0.1) -> tuple[Any, Any]:
    x, y = theta * np.cos(theta + offset), theta * np.sin(theta + offset)
    return x / np.max(np.abs(x)), y / np.max(np.abs(y))


def _bernoulli(theta: Any, offset: float = 0.0, exp_scale: float = 0.1) -> tuple[Any, Any]:
    radius = np.exp(exp_scale * theta)
    x, y = radius * np.cos(theta + offset), radius * np.sin(theta + offset)
    return x / np.max(np.abs(x)), y / np.max(np.abs(y))


def _fermat(theta: Any, offset: float = 0.0, exp_scale: float = 0.1) -> tuple[Any, Any]:
    x, y = np.sqrt(theta) * np.cos(theta + offset), np.sqrt(theta) * np.sin(theta + offset)
    return x / np.max(np.abs(x)), y / np.max(np.abs(y))


def spirals(
    n_samples: int = 100,
    noise: float | None = None,
    seed: int | None = None,
    mode: str = "archimedes",
    n_loops: int = 2,
    exp_scale: float = 0.1,
) -> Dataset:
    """Points on two spirals. Raises ValueError for a mode that is none."""
    modes: dict[str, Callable[..., tuple[Any, Any]]] = {
        "archimedes": _archimedes,
        "bernoulli": _bernoulli,
        "fermat": _fermat,
    }
    if mode not in modes:
        raise ValueError(f"Cannot generate spiral with mode {mode}")
    random = np.random.RandomState(seed)
    angles = np.linspace(0, 2 * n_loops * np.pi, n_samples // 2)
    xs, ys, targets = [], [], []
    for label in range(2):
        x, y = modes[mode](angles, label * np.pi, exp_scale)
        xs.append(x)
        ys.append(y)
        targets.append(np.full(n_samples // 2, label))
    if extra := n_samples % 2:
        x, y = modes[mode](random.rand(extra) * 2 * np.pi)
        xs.append(x)
        ys.append(y)
        targets.append(np.zeros(extra, int))
    return _shuffled(np.concatenate(xs), np.concatenate(ys), np.concatenate(targets).astype(float), noise, random)


DATASETS: dict[str, Callable[..., Any]] = {"iris": load_iris, "boston": load_boston, "mnist": load_mnist}
SYNTHETIC: dict[str, Callable[..., Dataset]] = {"circles": circles, "spirals": spirals}
export_value(DATASETS, "contrib.learn.datasets.DATASETS")
export_value(SYNTHETIC, "contrib.learn.datasets.SYNTHETIC")


@export("contrib.learn.datasets.load_dataset")
def load_dataset(name: str, size: str = "small", test_with_fake_data: bool = False) -> Any:
    """A data set by its name: those of `DATASETS`, from files of this machine. "dbpedia" would need the network.

    Args:
      name: of the data set.
      size, test_with_fake_data: of "dbpedia" alone.

    Returns:
      what its function gives.

    Raises:
      ValueError: there is no such data set. NotFoundError: its files are not here.
    """
    if name == "dbpedia":
        message = "tf.contrib.learn.datasets: dbpedia comes from the network, from which headrace loads nothing"
        raise NotFoundError(None, None, message)
    if name not in DATASETS:
        raise ValueError(f"Name of dataset is not found: {name}")
    return DATASETS[name]()


@export("contrib.learn.datasets.make_dataset")
def make_dataset(
    name: str, n_samples: int = 100, noise: float | None = None, seed: int = 42, *args: Any, **kwargs: Any
) -> Dataset:
    """Points of two or more classes in a plane.

    Args:
      name: "circles" or "spirals".
      n_samples: how many points.
      noise: the deviation of what is added to each; None: nothing.
      seed: of the order and the noise.
      args, kwargs: `factor` and `n_classes` of circles; `mode` ("archimedes", "bernoulli" or "fermat"), `n_loops` and
        `exp_scale` of spirals.

    Returns:
      a Dataset of floats.

    Raises:
      ValueError: there is no such data set, or no such mode.
    """
    if name not in SYNTHETIC:
        raise ValueError(f"Synthetic dataset not found or not implemeted: {name}")
    return SYNTHETIC[name](*args, n_samples=n_samples, noise=noise, seed=seed, **kwargs)
