"""Options: what a program says of how its datasets are run. All are kept; what none of them changes is what they give."""

from __future__ import annotations

from typing import Any, ClassVar

from headrace.formats.exports import export


class _Options:
    """Values by name, None for what is not said; only names that there are may be set."""

    _known: ClassVar[dict[str, Any]] = {}
    """The types by name."""

    _defaults: ClassVar[dict[str, Any]] = {}

    def __init__(self) -> None:
        object.__setattr__(self, "_said", {})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in type(self)._known:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return self._said.get(name, self._defaults.get(name))

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in type(self)._known:
            raise AttributeError(f"Cannot set the property {name} on {type(self).__name__}.")
        kind = type(self)._known[name]
        if value is not None and not isinstance(value, kind):
            raise TypeError(f'Property "{name}" must be of type {kind}, got: {value!r} (type: {type(value)})')
        self._said[name] = value

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._said == other._said

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # type: ignore[assignment]

    def _merged(self, other: Any) -> Any:
        """These, and what another one says; both must not say different things. Raises ValueError where they do."""
        if type(self) is not type(other):
            raise TypeError(f"Incompatible options type: {type(other)} vs {type(self)}")
        found = type(self)()
        for name in type(self)._known:
            mine, theirs = self._said.get(name), other._said.get(name)
            if mine is not None and theirs is not None and mine != theirs:
                if not isinstance(mine, _Options):
                    raise ValueError(f"Cannot merge incompatible values ({mine} and {theirs}) of option: {name}")
                found._said[name] = mine._merged(theirs)
            elif mine is not None or theirs is not None:
                found._said[name] = theirs if mine is None else mine
        return found


@export("data.experimental.MapVectorizationOptions")
class MapVectorizationOptions(_Options):
    """Whether maps behind batches change places with them; blocks do as much here, whatever is said."""

    _known: ClassVar[dict[str, Any]] = {"enabled": bool, "use_choose_fastest": bool}


@export("data.experimental.OptimizationOptions")
class OptimizationOptions(_Options):
    """How graphs of datasets are rewritten. What is set is kept; the blocks of headrace need none of it."""

    _known: ClassVar[dict[str, Any]] = {
        **dict.fromkeys(
            (
                "apply_default_optimizations",
                "autotune",
                "autotune_buffers",
                "filter_fusion",
                "filter_with_random_uniform_fusion",
                "hoist_random_uniform",
                "map_and_batch_fusion",
                "map_and_filter_fusion",
                "map_fusion",
                "map_parallelization",
                "noop_elimination",
                "parallel_batch",
                "shuffle_and_repeat_fusion",
            ),
            bool,
        ),
        "autotune_algorithm": int,
        "autotune_cpu_budget": int,
        "map_vectorization": MapVectorizationOptions,
    }


@export("data.experimental.ThreadingOptions")
class ThreadingOptions(_Options):
    """How many threads datasets may have: `private_threadpool_size`, `max_intra_op_parallelism`. Kept."""

    _known: ClassVar[dict[str, Any]] = {"max_intra_op_parallelism": int, "private_threadpool_size": int}


@export("data.experimental.DistributeOptions")
class DistributeOptions(_Options):
    """How datasets are shared out among machines, of which there is one. Kept."""

    _known: ClassVar[dict[str, Any]] = {"auto_shard": bool, "num_devices": int, "_make_stateless": bool}
    _defaults: ClassVar[dict[str, Any]] = {"auto_shard": True}


@export("data.experimental.StatsOptions")
class StatsOptions(_Options):
    """What is measured of datasets. Kept."""

    _known: ClassVar[dict[str, Any]] = {"aggregator": object, "prefix": str, "counter_prefix": str, "latency_all_edges": bool}
    _defaults: ClassVar[dict[str, Any]] = {"prefix": "", "counter_prefix": ""}


@export("data.Options")
class Options(_Options):
    """What a program says of how its datasets are run; `Dataset.with_options` takes it.

    Attributes are None until they are set: `experimental_deterministic` (False: elements may come in another order),
    `experimental_distribute`, `experimental_optimization`, `experimental_slack`, `experimental_stats`,
    `experimental_stateful_whitelist`, `experimental_threading`.

    Raises:
      AttributeError: an attribute of another name is set.
      TypeError: it is set to a value of another type.
    """

    _known: ClassVar[dict[str, Any]] = {
        "experimental_deterministic": bool,
        "experimental_distribute": DistributeOptions,
        "experimental_optimization": OptimizationOptions,
        "experimental_slack": bool,
        "experimental_stats": StatsOptions,
        "experimental_stateful_whitelist": list,
        "experimental_threading": ThreadingOptions,
    }

    def __init__(self) -> None:
        super().__init__()
        self.experimental_distribute = DistributeOptions()
        self.experimental_optimization = OptimizationOptions()
        self.experimental_stats = StatsOptions()
        self.experimental_threading = ThreadingOptions()

    def merge(self, options: Options) -> Options:
        """These options and those of `options`.

        Args:
          options: other Options.

        Returns:
          New Options.

        Raises:
          ValueError: both say something of one thing, and not the same.
          TypeError: `options` are others.
        """
        return self._merged(options)
