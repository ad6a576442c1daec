"""The variables of a layer: which there are, and their values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


class Weighted:
    """The part of a Layer that has variables."""

    name: Any
    built: bool
    trainable: bool

    def __init__(self) -> None:
        self._trainable_weights: list = []
        self._non_trainable_weights: list = []

    @property
    def trainable_weights(self) -> list:
        """The variables that training changes, a list; empty where the layer is not `trainable`."""
        return list(self._trainable_weights) if self.trainable else []

    @property
    def non_trainable_weights(self) -> list:
        """The other variables of the layer, a list."""
        if self.trainable:
            return list(self._non_trainable_weights)
        return self._trainable_weights + self._non_trainable_weights

    @property
    def weights(self) -> list:
        """Its variables, the trainable ones first, a list."""
        return self.trainable_weights + self.non_trainable_weights

    variables = weights
    trainable_variables = trainable_weights
    non_trainable_variables = non_trainable_weights

    def count_params(self) -> int:
        """The number of elements of its variables, an int.

        Raises:
          ValueError: they are not made yet.
        """
        if not self.built:
            raise ValueError(
                f"You tried to call `count_params` on {self.name}, but the layer isn't built. You can build it manually "
                f"via: `{self.name}.build(batch_input_shape)`."
            )
        return sum(variable.shape.num_elements() for variable in self.weights)

    def get_weights(self) -> list:
        """The values of its variables in the default session, a list of arrays.

        Raises:
          ValueError: there is no default session.
        """
        return [variable.eval() for variable in self.weights]

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Give its variables values in the default session.

        Args:
          weights: an array for each of the variables, in the order of `weights`.

        Raises:
          ValueError: another number of values than there are variables, one of another shape, or no session.
        """
        variables = self.weights
        if len(variables) != len(weights):
            raise ValueError(
                f'You called `set_weights(weights)` on layer "{self.name}" with a  weight list of length {len(weights)}, but '
                f"the layer was expecting {len(variables)} weights. Provided weights: {str(weights)[:50]}..."
            )
        for variable, value in zip(variables, weights, strict=True):
            if not variable.shape.is_compatible_with(np.shape(value)):
                raise ValueError(
                    f"Layer weight shape {tuple(variable.shape.as_list())} not compatible with provided weight shape "
                    f"{np.shape(value)}"
                )
        for variable, value in zip(variables, weights, strict=True):
            variable.load(value)
