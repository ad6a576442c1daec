"""Pictures: made of a number, then cut, turned, resized, encoded."""

from __future__ import annotations

from typing import Any

from .registry import NoFit, Pick, Value, kind, same

PIXELS = ("uint8", "float32")


def _picture(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    return [pick.value(("int32", "int64"), rank=0)], {
        "shape": [pick.int(1, 4), pick.int(1, 4), pick.choice([1, 3])],
        "dtype": pick.choice(PIXELS),
    }


def _make_picture(tf: Any, world: Any, n: Any, shape: list[int], dtype: str) -> Any:
    size = shape[0] * shape[1] * shape[2]
    first = tf.cast(tf.mod(n, tf.constant(200, n.dtype.base_dtype)), "int32")
    return tf.reshape(tf.cast(tf.range(size) + first, dtype), shape)


kind("picture", _picture, _make_picture, bound=250.0, weight=1)


def _image(*dtypes: str, channels: tuple[int, ...] = (1, 3)) -> Any:
    def chosen(pick: Pick) -> Value:
        value = pick.value(dtypes or PIXELS, rank=3)
        if value.dims[2] not in channels:
            raise NoFit
        return value

    return chosen


for _name in ("flip_left_right", "flip_up_down", "transpose_image"):
    kind(
        _name,
        lambda pick: ([_image()(pick)], {}),
        lambda tf, world, x, _name=_name: (
            tf.transpose(x, [1, 0, 2]) if _name == "transpose_image" else getattr(tf.image, _name)(x)
        ),
        bound=same,
        weight=0.3,
    )
kind(
    "png",
    lambda pick: ([_image("uint8")(pick)], {}),
    lambda tf, world, x: tf.image.decode_png(tf.image.encode_png(x), channels=0),
    bound=255.0,
    weight=0.4,
)
kind(
    "resize",
    lambda pick: ([_image()(pick)], {"size": [pick.int(1, 5), pick.int(1, 5)], "method": pick.choice([0, 1])}),
    lambda tf, world, x, size, method: tf.image.resize_images(x, size, method),
    bound=same,
    rough=True,
    weight=0.4,
)
kind(
    "crop_or_pad",
    lambda pick: ([_image()(pick)], {"size": [pick.int(1, 5), pick.int(1, 5)]}),
    lambda tf, world, x, size: tf.image.resize_image_with_crop_or_pad(x, *size),
    bound=same,
    weight=0.4,
)
kind(
    "standardized",
    lambda pick: ([_image()(pick)], {}),
    lambda tf, world, x: tf.image.per_image_standardization(x),
    rough=True,
    weight=0.3,
)
kind(
    "to_float",
    lambda pick: ([_image("uint8")(pick)], {}),
    lambda tf, world, x: tf.image.convert_image_dtype(x, tf.float32),
    rough=True,
    bound=1.0,
    weight=0.3,
)
kind(
    "gray",
    lambda pick: ([_image("float32", channels=(3,))(pick)], {}),
    lambda tf, world, x: tf.image.rgb_to_grayscale(x),
    rough=True,
    bound=same,
    weight=0.3,
)
kind(
    "random_flip",
    lambda pick: ([_image()(pick)], {"seed": pick.int(1, 99)}),
    lambda tf, world, x, seed: tf.image.random_flip_left_right(x, seed=seed),
    random=True,
    ordered=True,
    bound=same,
    weight=0.4,
)
kind(
    "random_crop",
    lambda pick: ([_image()(pick)], {"seed": pick.int(1, 99)}),
    lambda tf, world, x, seed: tf.random_crop(x, [1, 1, x.shape.as_list()[2]], seed=seed),
    random=True,
    ordered=True,
    bound=same,
    weight=0.4,
)
kind(
    "brightness",
    lambda pick: ([_image("float32")(pick)], {"seed": pick.int(1, 99)}),
    lambda tf, world, x, seed: tf.image.random_brightness(x, 0.5, seed=seed),
    random=True,
    ordered=True,
    rough=True,
    weight=0.3,
)
