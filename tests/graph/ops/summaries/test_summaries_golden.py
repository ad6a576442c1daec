"""Summaries of images, sound and tensors, held against what TensorFlow 1.15 made of the same values.

Images are compared pixel by pixel, all else byte by byte. The cases are in golden/events/summaries.json.
"""

from __future__ import annotations

import numpy as np
import pytest
from support import golden

from headrace.formats import image as images
from headrace.formats.proto import summary_pb2
from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.execution.session import Session
from headrace.graph.ops.summaries.audio import audio, audio_summary
from headrace.graph.ops.summaries.image import IMAGE_SUMMARY, image, image_summary
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.ops.summaries.tensor import tensor_summary, text
from headrace.graph.types import dtypes
from headrace.graph.types.errors import OpError

EXPECTED = golden.load("events/summaries.json")

_random = np.random.RandomState(0)  # the numbers that TensorFlow got
PIXELS = _random.randn(2, 2, 3, 3)
BYTES = _random.randint(0, 256, (4, 2, 2, 4))
SOUND = _random.randn(2, 5, 2) * 0.6
HALF_STEP = 0.5 / 32768
EDGES = [[0, 1, -1, 2, -2, HALF_STEP, 3 * HALF_STEP, -HALF_STEP, -3 * HALF_STEP, 0.49999 / 32768]]
NO_NUMBERS = PIXELS.copy()
NO_NUMBERS[[0, 0, 1], [0, 1, 0], [0, 2, 0], [1, 0, 0]] = [np.nan, np.inf, -np.inf]


def c(values, dtype="float32"):
    return constant(np.array(values, dtype))


def in_scope():
    with name_scope("sc"):
        return image("i", c(PIXELS))


def the_second(first):
    first()
    return image("i", c(PIXELS))


def with_bad_color(color):
    return IMAGE_SUMMARY("t", c(NO_NUMBERS), max_images=2, bad_color=np.array(color, np.uint8))


CASES = {
    "img f32": lambda: image("i", c(PIXELS)),
    "img f32 pos": lambda: image("i", c(abs(PIXELS))),
    "img f64": lambda: image("i", c(PIXELS, "float64")),
    "img f16": lambda: image("i", c(PIXELS, "float16")),
    "img f16 pos": lambda: image("i", c(abs(PIXELS), "float16")),
    "img u8": lambda: image("i", c(abs(PIXELS) * 80, "uint8"), max_outputs=1),
    "img u8 4": lambda: image("i", c(BYTES, "uint8")),
    "img gray": lambda: image("i", c(PIXELS[..., :1]), max_outputs=2),
    "img int32": lambda: image("i", c(PIXELS, "int32")),
    "img bad": lambda: image("i", c(NO_NUMBERS)),
    "img bad pos": lambda: image("i", c(abs(NO_NUMBERS))),
    "img all nan": lambda: image("i", c(np.full((1, 2, 2, 3), np.nan))),
    "img zero": lambda: image("i", c(np.zeros((1, 2, 2, 1)))),
    "img tiny": lambda: image("i", c(np.full((1, 2, 2, 1), 5e-7))),
    "img tiny neg": lambda: image("i", c(np.full((1, 2, 2, 1), -5e-7))),
    "img neg": lambda: image("i", c([[[[-1.0], [-0.5], [0.0], [0.25]]]])),
    "img neg2": lambda: image("i", c([[[[-1.0], [-0.5], [0.0], [3.0]]]])),
    "img big": lambda: image("i", c([[[[3e38], [1e38], [0.0], [2e30]]]])),
    "img f64big": lambda: image("i", c([[[[3e300], [1e300], [0.0], [2e290]]]], "float64")),
    "img empty batch": lambda: image("i", c(np.zeros((0, 2, 2, 3)))),
    "img empty h": lambda: image("i", c(np.zeros((1, 0, 2, 3)))),
    "img r3": lambda: image("i", c(PIXELS[0])),
    "img c2": lambda: image("i", c(PIXELS[..., :2])),
    "img max0": lambda: image("i", c(PIXELS), max_outputs=0),
    "img family": lambda: image("i", c(PIXELS), family="fam", collections=["a", "b"]),
    "img badname": lambda: image("i j:0", c(PIXELS), 1),
    "img f32 list": lambda: image("i", [[[[1.0, 2.0, 3.0]]]], 1),
    "img scoped": in_scope,
    "img twice": lambda: the_second(lambda: image("i", c(PIXELS))),
    "img after scalar": lambda: the_second(lambda: scalar("i", 1.0)),
    "img bad_color attr": lambda: with_bad_color([1, 2, 3, 4]),
    "img bad_color short": lambda: with_bad_color([1, 2]),
    "img bad_color rank": lambda: with_bad_color([[1, 2, 3]]),
    "aud 3d": lambda: audio("a", c(SOUND), 44100),
    "aud 2d": lambda: audio("a", c(SOUND[..., 0]), 8000.5, max_outputs=1),
    "aud tensor rate": lambda: audio("a", c(SOUND), c(16000), 2, None, "fam"),
    "aud edge": lambda: audio("a", c(EDGES), 100),
    "aud nan": lambda: audio("a", c([[np.nan, np.inf, -np.inf, 0]]), 100),
    "aud 1d": lambda: audio("a", c(SOUND[0, :, 0]), 100),
    "aud 4d": lambda: audio("a", c(SOUND[None]), 100),
    "aud rate 0": lambda: audio("a", c(SOUND), 0),
    "aud rate -1": lambda: audio("a", c(SOUND), -1),
    "aud rate .5": lambda: audio("a", c(SOUND), 0.5),
    "aud rate nan": lambda: audio("a", c(SOUND), np.nan),
    "aud empty": lambda: audio("a", c(np.zeros((2, 0, 1))), 10),
    "aud no channels": lambda: audio("a", c(np.zeros((2, 3, 0))), 10),
    "aud empty batch": lambda: audio("a", c(np.zeros((0, 3, 1))), 10),
    "aud f64": lambda: audio("a", c(SOUND, "float64"), 10),
    "aud max0": lambda: audio("a", c(SOUND), 10, max_outputs=0),
    "text scalar": lambda: text("t", constant("hello")),
    "text 2d": lambda: text("t", constant([["a", "b"], ["c", "d"]]), collections=["c"]),
    "tensor f": lambda: tensor_summary("t", c([[1, 2], [3, 4]])),
    "tensor list": lambda: tensor_summary("t", [1, 2], summary_description="desc", display_name="disp", family="fam"),
    "tensor bool": lambda: tensor_summary("t", constant([True, False])),
    "tensor cplx": lambda: tensor_summary("t", constant([1 + 2j])),
    "tensor half": lambda: tensor_summary("t", c([1, 2], "float16")),
    "tensor scalar": lambda: tensor_summary("t", c(3, "int64")),
    "tensor empty": lambda: tensor_summary("t", c(np.zeros((0, 2)), "int64")),
    "tensor empty str": lambda: tensor_summary("t", constant(np.zeros((0, 2), object), dtypes.string)),
    "old image": lambda: image_summary("tag x", c(PIXELS)),
    "old image max": lambda: image_summary("tag", c(PIXELS), max_images=1, name="nm", collections=["q"]),
    "old image positional": lambda: image_summary("tag", c(PIXELS), 2, ["q"], "nm"),
    "old image tag vec": lambda: image_summary(["a", "b"], c(PIXELS)),
    "old audio": lambda: audio_summary("tag", c(SOUND), 100),
    "old audio name": lambda: audio_summary("tag", c(SOUND), 100, 2, ["q"], "nm"),
    "old audio tag vec": lambda: audio_summary(["a", "b"], c(SOUND), 10),
}


def shown(value) -> dict:
    """A summary's image as the golden file has it."""
    pixels = images.decode(value.image.encoded_image_string).tolist()
    sizes = {"h": value.image.height, "w": value.image.width, "c": value.image.colorspace}
    return {"tag": value.tag, **sizes, "pixels": pixels}


def what_happens(build) -> dict:
    """Names and value of a summary, or the error, in the form of the golden file."""
    graph = Graph()
    found: dict = {"nodes": []}
    with graph.as_default():
        try:
            summary = build()
            found["name"] = summary.name
            found["nodes"] = [op.name for op in graph.get_operations()]
            found["collections"] = {
                key: [tensor.name for tensor in graph.get_collection(key)] for key in graph.get_all_collection_keys()
            }
            value = Session().run(summary)
        except (ValueError, TypeError, OpError) as error:
            message = error.message if isinstance(error, OpError) else str(error)
            return {**found, "error": [type(error).__name__, message]}
    parsed = summary_pb2.Summary.FromString(value)
    if parsed.value and parsed.value[0].HasField("image"):
        return {**found, "values": [shown(each) for each in parsed.value]}
    return {**found, "hex": value.hex()}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_summary_is_tensorflows(name):
    expected = dict(EXPECTED[name])
    if "values" in expected and not expected["values"]:
        expected["hex"] = ""
    assert what_happens(CASES[name]) == expected


def test_text_wants_strings():
    with Graph().as_default(), pytest.raises(ValueError, match="Expected tensor Const:0 to have dtype string, got"):
        text("t", constant(1.0))


def test_metadata_that_is_none_is_an_error():
    from headrace.graph.ops.summaries.tensor import TENSOR_SUMMARY

    with Graph().as_default(), pytest.raises(OpError, match="serialized_summary_metadata is no SummaryMetadata"):
        Session().run(TENSOR_SUMMARY("t", 1.0, b"q"))
