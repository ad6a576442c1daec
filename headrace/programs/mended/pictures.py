"""Pillow's names that are gone, and pictures of `scipy.misc`, which were made by Pillow."""

from __future__ import annotations

from typing import Any

import numpy as np

try:
    from PIL import Image, ImageFilter
except ImportError as error:
    raise ImportError("pictures are read by Pillow: pip install 'headrace[images]'", name=error.name) from None

_RESAMPLING = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "cubic": 3}
_FILTERS = (
    *("blur", "contour", "detail", "edge_enhance", "edge_enhance_more"),
    *("emboss", "find_edges", "smooth", "smooth_more", "sharpen"),
)
_NO_MODE = "'arr' does not have a suitable array shape for any mode."


def bytescale(data: Any, cmin: Any = None, cmax: Any = None, high: int = 255, low: int = 0) -> Any:
    """An array of bytes: its values from `cmin` to `cmax`, by default all, spread from `low` to `high`."""
    if data.dtype == np.uint8:
        return data
    if high > 255:
        raise ValueError("`high` should be less than or equal to 255.")
    if low < 0:
        raise ValueError("`low` should be greater than or equal to 0.")
    if high < low:
        raise ValueError("`high` should be greater than or equal to `low`.")
    cmin = data.min() if cmin is None else cmin
    cmax = data.max() if cmax is None else cmax
    if cmax < cmin:
        raise ValueError("`cmax` should be larger than `cmin`.")
    spread = (data - cmin) * (float(high - low) / ((cmax - cmin) or 1)) + low
    return (spread.clip(low, high) + 0.5).astype(np.uint8)


def fromimage(im: Any, flatten: bool = False, mode: str | None = None) -> Any:
    """A picture as an array: of a palette its colours, of bits bytes; with `flatten` as one channel of floats."""
    if not isinstance(im, Image.Image):
        raise TypeError("Input is not a PIL image.")
    if mode is not None:
        im = im if mode == im.mode else _gray(im) if mode == "L" and im.mode in ("RGB", "RGBA") else im.convert(mode)
    elif im.mode == "P":
        im = im.convert("RGBA" if "transparency" in im.info else "RGB")
    if flatten:
        im = im.convert("F")
    elif im.mode == "1":
        im = im.convert("L")
    return np.array(im)


def _gray(image: Any) -> Any:
    """A picture in one channel, which Pillow rounded down before its release 7."""
    red, green, blue = np.moveaxis(np.array(image)[..., :3].astype(np.uint32), -1, 0)
    return Image.fromarray(((red * 19595 + green * 38470 + blue * 7471) >> 16).astype(np.uint8))


def toimage(
    arr: Any,
    high: int = 255,
    low: int = 0,
    cmin: Any = None,
    cmax: Any = None,
    pal: Any = None,
    mode: str | None = None,
    channel_axis: int | None = None,
) -> Any:
    """A picture of an array of two axes, or of three of which one is 3 or 4 long; what isn't bytes is spread over 0 to 255."""
    data = np.asarray(arr)
    if np.iscomplexobj(data):
        raise ValueError("Cannot convert a complex-valued array.")
    if data.ndim == 2:
        return _flat_image(data, high, low, cmin, cmax, pal, mode)
    if data.ndim != 3 or not {3, 4} & set(data.shape):
        raise ValueError(_NO_MODE)
    axis = (
        next(place for size in (3, 4) for place, have in enumerate(data.shape) if have == size)
        if channel_axis is None
        else channel_axis
    )
    channels = data.shape[axis]
    if channels not in (3, 4):
        raise ValueError("Channel axis dimension is not valid.")
    mode = mode or {3: "RGB", 4: "RGBA"}[channels]
    if mode not in ("RGB", "RGBA", "YCbCr", "CMYK"):
        raise ValueError(_NO_MODE)
    if channels != (3 if mode in ("RGB", "YCbCr") else 4):
        raise ValueError("Invalid array shape for mode.")
    content = np.moveaxis(bytescale(data, cmin, cmax, high, low), axis, 2)
    return Image.frombytes(mode, content.shape[1::-1], content.tobytes())


def _flat_image(data: Any, high: int, low: int, cmin: Any, cmax: Any, pal: Any, mode: str | None) -> Any:
    size = data.shape[::-1]
    if mode == "F":
        return Image.frombytes(mode, size, data.astype(np.float32).tobytes())
    if mode in (None, "L", "P"):
        image = Image.frombytes("L", size, bytescale(data, cmin, cmax, high, low).tobytes())
        if pal is None and mode == "P":
            pal = np.arange(256, dtype=np.uint8)[:, np.newaxis] * np.ones(3, np.uint8)
        if pal is not None:
            image.putpalette(np.asarray(pal, np.uint8).tobytes())
        return image
    if mode == "1":
        return Image.frombytes("1", size, (data > high).tobytes())
    cmin = data.min() if cmin is None else cmin
    cmax = data.max() if cmax is None else cmax
    if mode != "I":
        raise ValueError(_NO_MODE)
    spread = (data * 1.0 - cmin) * (high - low) / (cmax - cmin) + low
    return Image.frombytes(mode, size, spread.astype(np.uint32).tobytes())


def imread(name: Any, flatten: bool = False, mode: str | None = None) -> Any:
    """A picture of a file as an array."""
    with Image.open(name) as image:
        return fromimage(image, flatten, mode)


def imsave(name: Any, arr: Any, format: str | None = None) -> None:
    """Write an array as a picture."""
    toimage(arr, channel_axis=2).save(name, format)


def imresize(arr: Any, size: Any, interp: str = "bilinear", mode: str | None = None) -> Any:
    """An array as a picture of another size: percent, a fraction, or (height, width)."""
    image = toimage(arr, mode=mode)
    if isinstance(size, (int, np.signedinteger)):
        size = tuple((np.array(image.size) * (size / 100.0)).astype(int))
    elif isinstance(size, (float, np.floating)):
        size = tuple((np.array(image.size) * size).astype(int))
    else:
        size = (size[1], size[0])
    return fromimage(image.resize(tuple(map(int, size)), resample=_RESAMPLING[interp]))


def imrotate(arr: Any, angle: float, interp: str = "bilinear") -> Any:
    """An array as a picture, turned against the clock by degrees."""
    return fromimage(toimage(arr).rotate(angle, resample=_RESAMPLING[interp]))


def imfilter(arr: Any, ftype: str) -> Any:
    """An array as a picture that a filter of Pillow's has changed: blur, contour, detail, sharpen ..."""
    if ftype not in _FILTERS:
        raise ValueError("Unknown filter type.")
    return fromimage(toimage(arr).filter(getattr(ImageFilter, ftype.upper())))


def imshow(arr: Any) -> None:
    """Show an array as a picture."""
    toimage(arr).show()


def isImageType(t: Any) -> bool:
    """Whether something is a picture."""
    return isinstance(t, Image.Image)


# Methods of Pillow's fonts and drawings


def getsize(owner: Any, text: Any, *arguments: Any, **options: Any) -> Any:
    """The width and height of a text in a font."""
    if hasattr(owner, "getsize"):
        return owner.getsize(text, *arguments, **options)
    return tuple(owner.getbbox(text, *arguments, **options)[2:])


def textsize(owner: Any, text: Any, font: Any = None, *arguments: Any, **options: Any) -> Any:
    """The width and height of a text in a drawing."""
    if hasattr(owner, "textsize"):
        return owner.textsize(text, font, *arguments, **options)
    return tuple(owner.textbbox((0, 0), text, font, **options)[2:])
