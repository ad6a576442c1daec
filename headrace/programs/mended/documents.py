"""Files of YAML and HDF5, tables of pandas."""

from __future__ import annotations

from typing import Any


def load(stream: Any) -> Any:
    """`yaml.load` without a loader: all but objects of any class."""
    import yaml

    return yaml.load(stream, Loader=getattr(yaml, "FullLoader", yaml.SafeLoader))


def load_all(stream: Any) -> Any:
    """`yaml.load_all` without a loader: all but objects of any class."""
    import yaml

    return yaml.load_all(stream, Loader=getattr(yaml, "FullLoader", yaml.SafeLoader))


def value(owner: Any, name: str) -> Any:
    """`dataset.value` of h5py: all of a data set."""
    if not hasattr(owner, name) and hasattr(owner, "id") and hasattr(owner, "dtype"):
        return owner[()]
    return getattr(owner, name)


def as_matrix(owner: Any, columns: Any = None) -> Any:
    """`frame.as_matrix` of pandas: its values."""
    if hasattr(owner, "as_matrix"):
        return owner.as_matrix(columns)
    return (owner if columns is None else owner[columns]).to_numpy()
