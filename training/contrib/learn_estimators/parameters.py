"""What scikit-learn asks of a model, without scikit-learn: its parameters by name."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export


@export("contrib.learn.NotFittedError")
class NotFittedError(ValueError, AttributeError):
    """A model is evaluated, asked or exported that is not trained."""


class Parameters:
    """An object whose attributes without `_` are parameters."""

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The parameters by name; what can be called is left out.

        Args:
          deep: those of parameters, too, as `name__parameter`.

        Returns:
          dict from names to values.
        """
        found: dict[str, Any] = {}
        for name, value in vars(self).items():
            if name.startswith("_") or callable(value):
                continue
            if deep and hasattr(value, "get_params"):
                found.update({f"{name}__{inner}": one for inner, one in value.get_params().items()})
            found[name] = value
        return found

    def set_params(self, **params: Any) -> Any:
        """Set parameters.

        Args:
          **params: values by name, those of parameters as `name__parameter`.

        Returns:
          itself.

        Raises:
          ValueError: there is no such parameter.
        """
        known = self.get_params()
        for name, value in params.items():
            outer, _, inner = name.partition("__")
            if outer not in known:
                raise ValueError(
                    f"Invalid parameter {outer} for estimator {self if inner else type(self).__name__}. Check the list of "
                    "available parameters with `estimator.get_params().keys()`."
                )
            if inner:
                known[outer].set_params(**{inner: value})
            else:
                setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!s}" for name, value in self.get_params(deep=False).items())
        return f"{type(self).__name__}({said})"
