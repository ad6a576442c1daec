"""The uses of ops that the tests of all ops know, with arrays of other values or tensors of the program as inputs."""

from __future__ import annotations

import functools
from typing import Any

import headrace as tf
from headrace.graph.types.dtypes import of_array

from ...op_samples import Sample, all_samples
from ..site import Unbuilt, recipe


@functools.cache
def _samples() -> list[Sample]:
    return all_samples()


def _draw_sample(d: Any) -> Any:
    number = d.rng.randrange(len(_samples()))
    sample = _samples()[number]
    inputs, places = [], []
    for position, array in enumerate(sample.arrays()):
        if position in sample.constants or d.rng.random() < 0.5:
            continue
        kind, shape = of_array(array), array.shape
        fitting = d.tensors(lambda one, kind=kind, shape=shape: one.static_shape == shape and one.dtype.base_dtype is kind)
        if fitting:
            places.append(position)
            inputs.append(d.rng.choice(fitting))
    return inputs, {"sample": number, "places": places, "fed": d.rng.random() < 0.5}


@recipe("sample", _draw_sample, 12)
def _sample(site: Any, inputs: list, at: dict) -> list:
    sample = _samples()[at["sample"]]
    given = dict(zip(at["places"], inputs, strict=True))
    tensors = []
    for position, array in enumerate(sample.arrays()):
        if position in given:
            tensors.append(given[position])
        elif position in sample.constants:
            tensors.append(array)
        elif at["fed"]:
            tensors.append(tf.placeholder(of_array(array), array.shape))
            site.constant_feeds.append((tensors[-1], array))
        else:
            tensors.append(tf.constant(array))
    try:
        result = sample.build(*tensors)
    except AttributeError as error:
        raise Unbuilt(str(error)) from error
    results = result if isinstance(result, (list, tuple)) else [result]
    return [one for one in results if isinstance(one, (tf.Tensor, tf.Operation))]
