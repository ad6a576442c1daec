"""DatasetBase: a dataset as programs hold it, but for what makes others of it; DatasetSpec."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.shapes import TensorShape

from ..bad_records.policy import note_in_force
from . import nest
from .ops.measuring import SET_AGGREGATOR
from .ops.stages import MODEL, OPTIMIZE
from .options import Options
from .structure import Structure, classes_of, flat_shapes, flat_types, shapes_of, types_of

_DEFAULT_REWRITES = ["map_and_batch_fusion", "noop_elimination", "shuffle_and_repeat_fusion"]


class DatasetBase:
    """A tensor that stands for a dataset, and what is known of its elements.

    Args:
      variant: the tensor.
      specs: of the elements.
      inputs: the datasets that it is made of.
      options: what is said at this one.
    """

    _adapter: type[DatasetBase]
    """The class of datasets that are made of others."""

    def __init__(self, variant: Tensor, specs: Any, inputs: Sequence[DatasetBase] = (), options: Options | None = None) -> None:
        note_in_force(variant.op)
        self._variant_tensor = variant
        self._specs = specs
        self._made_of = list(inputs)
        self._own_options = options

    def _made(self, variant: Tensor, specs: Any, *others: DatasetBase) -> Any:
        """Another dataset, made of this one and others."""
        return self._adapter(variant, specs, [self, *others])

    @property
    def _flat_structure(self) -> dict[str, Any]:
        """The attributes of ops by which they know the elements."""
        return described(self._specs)

    @property
    def _type_spec(self) -> DatasetSpec:
        return DatasetSpec(self._specs)

    @property
    def _graph(self) -> Any:
        return self._variant_tensor.graph

    @property
    def element_spec(self) -> Any:
        """The structure of elements, with what is known of each component."""
        return self._specs

    @property
    def output_types(self) -> Any:
        """The structure of elements, with the type of each component."""
        return types_of(self._specs)

    @property
    def output_shapes(self) -> Any:
        """The structure of elements, with the shape of each component."""
        return shapes_of(self._specs)

    @property
    def output_classes(self) -> Any:
        """The structure of elements, with the class of each component: Tensor, SparseTensor, or a structure."""
        return classes_of(self._specs)

    @door
    def options(self) -> Options:
        """What was said of how it is run, here and where it comes from.

        Returns:
          Options.
        """
        found = functools.reduce(Options.merge, (one.options() for one in self._made_of), Options())
        return found if self._own_options is None else found.merge(self._own_options)

    def _with_options_applied(self) -> Tensor:
        """The tensor of the dataset as an iterator takes it: TensorFlow's graphs say there how it is run."""
        options = self.options()
        variant = self._variant_tensor
        rewrites = _rewrites(options)
        if rewrites:
            optimizations = constant(rewrites, dtypes.string, name="optimizations")
            variant = OPTIMIZE(variant, optimizations, **self._flat_structure)
        optimization = options.experimental_optimization
        if optimization.autotune is not False:
            variant = MODEL(
                variant,
                algorithm=optimization.autotune_algorithm or 0,
                cpu_budget=optimization.autotune_cpu_budget or 0,
                **self._flat_structure,
            )
        stats = options.experimental_stats
        if stats.aggregator is None:
            return variant
        with get_default_graph().name_scope("SetStatsAggregatorDataset") as scope:
            tag = constant(stats.prefix, dtypes.string, name="tag")
            prefix = constant(stats.counter_prefix, dtypes.string, name="counter_prefix")
            resource = stats.aggregator._resource
            return SET_AGGREGATOR(variant, resource, tag, prefix, name=scope, **self._flat_structure)

    def __repr__(self) -> str:
        shapes = nest.map_structure(str, self.output_shapes)
        return f"<{type(self).__name__} shapes: {str(shapes).replace(chr(39), '')}, types: {self._told_types()}>"

    def _told_types(self) -> str:
        return str(nest.map_structure(repr, self.output_types)).replace("'", "")

    @door
    def __iter__(self) -> Any:
        raise RuntimeError("__iter__() is only supported inside of tf.function or when eager execution is enabled.")


def _rewrites(options: Options) -> list[str]:
    optimization = options.experimental_optimization
    said = {name: getattr(optimization, name) for name in type(optimization)._known}
    found = [name for name in sorted(said) if said[name] is True and not name.startswith(("apply_", "autotune"))]
    if said["apply_default_optimizations"] is not False:
        found += [name for name in _DEFAULT_REWRITES if name not in found and said[name] is not False]
    if options.experimental_deterministic is False:
        found.append("make_sloppy")
    if options.experimental_slack:
        found.append("slack")
    return sorted(found)


def described(specs: Any) -> dict[str, Any]:
    """The attributes of ops by which they know elements of these specs."""
    return {"output_types": flat_types(specs), "output_shapes": flat_shapes(specs)}


@export("data.DatasetSpec", "data.experimental.DatasetStructure")
class DatasetSpec(Structure):
    """What is known of a dataset that is a component of an element.

    Args:
      element_spec: what is known of its elements.
      dataset_shape: (): one dataset.
    """

    def __init__(self, element_spec: Any, dataset_shape: Any = ()) -> None:
        self._element_spec = element_spec
        self._dataset_shape = TensorShape(dataset_shape)

    @property
    def value_type(self) -> type:
        """Dataset."""
        return DatasetBase

    def __repr__(self) -> str:
        return f"DatasetSpec({self._element_spec!r}, {self._dataset_shape!r})"

    def _legacy(self) -> tuple[Any, Any, Any]:
        return self, self, self

    def _batch(self, size: int | None) -> DatasetSpec:
        return DatasetSpec(self._element_spec, TensorShape([size]).concatenate(self._dataset_shape))

    def _unbatch(self) -> DatasetSpec:
        if self._dataset_shape.ndims == 0:
            raise ValueError("Unbatching a dataset is only supported for rank >= 1")
        return DatasetSpec(self._element_spec, self._dataset_shape[1:])

    def _to_tensor(self, value: DatasetBase) -> Tensor:
        return value._variant_tensor

    def _from_tensor(self, tensor: Tensor) -> DatasetBase:
        return DatasetBase._adapter(tensor, self._element_spec)


def made_of(dataset: DatasetBase) -> set[Operation]:
    """The operations that make a dataset, and those it is made of."""
    found: set[Operation] = set()
    waiting = [dataset._variant_tensor]
    while waiting:
        tensor = waiting.pop()
        if tensor.op not in found:
            found.add(tensor.op)
            waiting.extend(one for one in tensor.op.inputs if one.dtype is dtypes.variant)
    return found


def of_this_graph(dataset: DatasetBase) -> None:
    """Raises ValueError where a dataset was made in another graph than the default one."""
    current, own = get_default_graph(), dataset._graph
    if current is not own and not current.building_function:
        raise ValueError(
            f"The graph ({current}) of the iterator is different from the graph ({own}) the dataset: "
            f"{dataset._variant_tensor} was created in. If you are using the Estimator API, make sure that no part of the "
            "dataset returned by the `input_fn` function is defined outside the `input_fn` function. Please ensure that all "
            "datasets in the pipeline are created in the same graph as the iterator."
        )
