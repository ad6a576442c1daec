"""tf.initializers: what variables start with."""

from __future__ import annotations

from . import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.variables.initializers.plain": "constant=Constant identity=Identity ones=Ones random_normal=RandomNormal"
        " random_uniform=RandomUniform truncated_normal=TruncatedNormal zeros=Zeros",
        "headrace.graph.variables.initializers.scaled": "glorot_normal=GlorotNormal glorot_uniform=GlorotUniform he_normal he_uniform"
        " lecun_normal lecun_uniform orthogonal=Orthogonal uniform_unit_scaling=UniformUnitScaling"
        " variance_scaling=VarianceScaling",
        "headrace.graph.variables.collections": "global_variables=global_variables_initializer"
        " local_variables=local_variables_initializer variables=variables_initializer",
    },
)
