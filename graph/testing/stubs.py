"""What tests put in the place of something for a while, and what else googletest has."""

from __future__ import annotations

import inspect
import os
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export


@export("test.StubOutForTesting", "python.platform.googletest.StubOutForTesting")
class StubOutForTesting:
    """Attributes of objects replaced until the end of a test, or of a `with` block."""

    def __init__(self) -> None:
        self._set: list[tuple[Any, str, Any]] = []
        self._smartly_set: list[tuple[Any, str, Any]] = []

    def __del__(self) -> None:
        self.CleanUp()

    def __enter__(self) -> StubOutForTesting:
        return self

    def __exit__(self, *exc_info: Any) -> None:
        self.CleanUp()

    def CleanUp(self) -> None:
        """Put back all that was replaced."""
        self.SmartUnsetAll()
        self.UnsetAll()

    def Set(self, parent: Any, child_name: str, new_child: Any) -> None:
        """Replace an attribute of an object.

        Args:
          parent: a module, a class or another object.
          child_name: the attribute.
          new_child: its new value.

        Raises:
          AttributeError: there is none.
        """
        self._set.append((parent, child_name, _as_it_stands(parent, child_name, getattr(parent, child_name))))
        setattr(parent, child_name, new_child)

    def UnsetAll(self) -> None:
        """Put back what `Set` has replaced."""
        _put_back(self._set)

    def SmartSet(self, obj: Any, attr_name: str, new_attr: Any) -> None:
        """Replace an attribute where it is defined: of an object that has none of its own, that of its class.

        Args:
          obj: a module, a class or another object.
          attr_name: the attribute.
          new_attr: its new value.

        Raises:
          AttributeError: there is none.
        """
        owner = obj
        if not inspect.ismodule(obj) and not (not inspect.isclass(obj) and attr_name in vars(obj)):
            if not hasattr(obj, attr_name):
                raise AttributeError("Attribute not found.")
            owner = obj if inspect.isclass(obj) else type(obj)
        old = _as_it_stands(obj, attr_name, getattr(obj, attr_name))
        self._smartly_set.append((owner, attr_name, old))
        setattr(owner, attr_name, new_attr)

    def SmartUnsetAll(self) -> None:
        """Put back what `SmartSet` has replaced."""
        _put_back(self._smartly_set)


def _as_it_stands(owner: Any, name: str, value: Any) -> Any:
    """The value as it is to be set: what a class keeps as a staticmethod becomes one again."""
    return staticmethod(value) if isinstance(vars(owner).get(name), staticmethod) else value


def _put_back(replaced: list[tuple[Any, str, Any]]) -> None:
    while replaced:
        setattr(*replaced.pop())


@export("test.test_src_dir_path", "python.platform.googletest.test_src_dir_path")
def test_src_dir_path(relative_path: str) -> str:
    """The path of a file of TensorFlow's sources in a test of theirs, in the directory TEST_SRCDIR.

    Args:
      relative_path: below TensorFlow's directory.

    Returns:
      the path.

    Raises:
      KeyError: TEST_SRCDIR is not set.
    """
    return os.path.join(os.environ["TEST_SRCDIR"], "org_tensorflow/tensorflow", relative_path)


test_src_dir_path.__test__ = False  # type: ignore[attr-defined]


@export("test.benchmark_config")
def benchmark_config() -> Any:
    """The configuration of a session that measures: graphs stay as they are.

    Returns:
      a ConfigProto.
    """
    found = messages.config_pb2.ConfigProto()
    options = found.graph_options.rewrite_options
    options.dependency_optimization = type(options).OFF
    return found
