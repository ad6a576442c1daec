"""Initializers: the operations that each makes, and its configuration."""

from __future__ import annotations

from typing import Any

from .programs import PROGRAMS, names, program


@program
def configurations(tf):
    made = {name: make(tf) for name, make in INITIALIZERS.items()}
    return {
        name: [
            type(one).from_config(one.get_config()).get_config() == one.get_config(),
            {k: str(v) for k, v in one.get_config().items()},
        ]
        for name, one in made.items()
    }


INITIALIZERS = {
    "constant": lambda tf: tf.constant_initializer(3.0),
    "constant list": lambda tf: tf.constant_initializer([1.0, 2.0]),
    "zeros": lambda tf: tf.zeros_initializer(),
    "ones": lambda tf: tf.ones_initializer(),
    "random_uniform": lambda tf: tf.random_uniform_initializer(-1, 1),
    "random_normal": lambda tf: tf.random_normal_initializer(0, 2.0),
    "truncated_normal": lambda tf: tf.truncated_normal_initializer(stddev=0.1, seed=3),
    "uniform_unit_scaling": lambda tf: tf.uniform_unit_scaling_initializer(2.0),
    "variance_scaling": lambda tf: tf.variance_scaling_initializer(2.0, "fan_out", "normal"),
    "variance_scaling untruncated": lambda tf: tf.variance_scaling_initializer(distribution="untruncated_normal"),
    "variance_scaling uniform": lambda tf: tf.variance_scaling_initializer(mode="fan_avg", distribution="uniform"),
    "glorot_normal": lambda tf: tf.glorot_normal_initializer(),
    "glorot_uniform": lambda tf: tf.glorot_uniform_initializer(),
    "orthogonal": lambda tf: tf.orthogonal_initializer(2.0),
    "he_normal": lambda tf: tf.initializers.he_normal(),
    "he_uniform": lambda tf: tf.initializers.he_uniform(),
    "lecun_normal": lambda tf: tf.initializers.lecun_normal(),
    "lecun_uniform": lambda tf: tf.initializers.lecun_uniform(),
    "identity": lambda tf: tf.initializers.identity(3.0),
}


def _of_initializers() -> None:
    def with_initializer(make: Any, shape: list[int]) -> Any:
        return lambda tf: repr(tf.get_variable("v", shape, initializer=make(tf)))

    def in_parts(make: Any) -> Any:
        cut = [2, 1]
        return lambda tf: names(tf.get_variable("v", [5, 5], initializer=make(tf), partitioner=lambda shape, dtype: cut))

    for name, make in INITIALIZERS.items():
        if name == "identity":
            continue  # its matrix is made of other operations here
        for shape in ([2, 3], [4, 3], [3, 3]):
            PROGRAMS[f"{name} {shape}"] = with_initializer(make, shape)
        PROGRAMS[f"{name} in parts"] = in_parts(make)
    for name in ("float16", "float32", "float64", "int32", "int64", "bool", "string", "complex64", "uint8"):
        PROGRAMS[f"default initializer of {name}"] = lambda tf, name=name: repr(
            tf.get_variable("v", [2, 2], dtype=getattr(tf, name))
        )


_of_initializers()
