"""Samples of images in other sizes and colors, seen through transforms, and read at any places."""

import numpy as np
from support.op_formulas import in_hsv
from support.op_samples import Sample, drawn

from headrace.graph.ops.image import colors, matching, projective, resampling, resize, resize_functions, stereograms
from headrace.graph.ops.patches import periodic

_images = drawn((2, 4, 5, 2), 1, np.float32)
_gradients = drawn((2, 6, 3, 2), 2, np.float32)
_size = np.array([6, 3], np.int32)
_before = np.array([4, 5], np.int32)

SAMPLES = [
    Sample(type, call, [_images, _size], gradient=type == "ResizeNearestNeighbor", constants=(1,), tolerance=1e-6)
    for type, call in [
        ("ResizeBilinear", resize_functions.resize_bilinear),
        ("ResizeBilinear", lambda x, s: resize_functions.resize_bilinear(x, s, half_pixel_centers=True)),
        ("ResizeBicubic", lambda x, s: resize_functions.resize_bicubic(x, s, align_corners=True)),
        ("ResizeArea", resize_functions.resize_area),
        ("ResizeNearestNeighbor", resize_functions.resize_nearest_neighbor),
        ("ResizeBilinear", resize_functions.resize_bilinear),
        ("ResizeBilinear", lambda x, s: resize_functions.resize_bilinear(x, s, align_corners=True)),
        ("ResizeBicubic", resize_functions.resize_bicubic),
        ("ResizeBicubic", lambda x, s: resize_functions.resize_bicubic(x, s, half_pixel_centers=True)),
        ("ResizeArea", lambda x, s: resize_functions.resize_area(x, s, align_corners=True)),
        ("ResizeNearestNeighbor", lambda x, s: resize_functions.resize_nearest_neighbor(x, s, align_corners=True)),
        ("ResizeNearestNeighbor", lambda x, s: resize.RESIZE_NEAREST_NEIGHBOR(x, s, half_pixel_centers=True)),
    ]
]
SAMPLES += [
    Sample(
        op.type,
        lambda dy, x, op=op, places=places: op(dy, x, **places),
        [_gradients, x],
        gradient=False,
        constants=(1,) if x is _before else (),
        tolerance=1e-6,  # their weights are of single precision
    )
    for op, x in [
        (resize.RESIZE_BILINEAR_GRAD, _images),
        (resize.RESIZE_BICUBIC_GRAD, _images),
        (resize.RESIZE_NEAREST_NEIGHBOR_GRAD, _before),
    ]
    for places in ({}, {"align_corners": True}, {"half_pixel_centers": True})
]

_colors = np.abs(drawn((4, 3, 3), 3, np.float32)) / 3
_colors[0] = _colors[0, :, :1]
SAMPLES += [
    Sample("AdjustHue", colors.adjust_hue, [_colors, np.float32(0.3)], gradient=False, twins=False),
    Sample("AdjustSaturation", colors.adjust_saturation, [_colors, np.float32(1.7)], gradient=False, twins=False),
    Sample(
        "AdjustHue",
        colors.ADJUST_HUE,
        [_colors.astype(np.float16), np.float32(-0.4)],
        gradient=False,
        values=lambda x, delta: in_hsv(lambda h, s, v: ((h + float(delta)) % 1, s, v))(x),
    ),
    Sample(
        "AdjustSaturation",
        colors.ADJUST_SATURATION,
        [_colors.astype(np.float16), np.float32(1.7)],
        gradient=False,
        values=lambda x, scale: in_hsv(lambda h, s, v: (h, min(s * float(scale), 1), v))(x),
    ),
]

# -- seen through transforms, read at any places -----------------------------------------------------------------------

_pictures = drawn((2, 4, 5, 2), 1, np.float32)
_byte_pictures = np.random.RandomState(1).randint(0, 256, (2, 4, 5, 1)).astype(np.uint8)
_new_size = np.array([3, 6], np.int32)
_turned = np.array([[0.9, -0.43, 1.1, 0.43, 0.9, -0.7, 0, 0]], np.float32)
_in_space = np.array([[1.2, 0.3, -1, 0.1, 0.8, 0.4, 0.05, -0.1], [1, 0, 0.5, 0, 1, -0.5, 0, 0]], np.float32)

_places = np.random.RandomState(2).uniform(-1.5, 5.5, (2, 3, 2, 2))
_data = drawn((2, 4, 5, 3), 3)


def _read(data, places):
    """Bilinear reading, one place after the other."""
    found = np.zeros((*places.shape[:-1], data.shape[3]))
    for index in np.ndindex(*places.shape[:-1]):
        x, y = places[index]
        for row in (int(np.floor(y)), int(np.floor(y)) + 1):
            for column in (int(np.floor(x)), int(np.floor(x)) + 1):
                if 0 <= row < data.shape[1] and 0 <= column < data.shape[2]:
                    weight = (1 - abs(x - column)) * (1 - abs(y - row))
                    found[index] += weight * data[index[0], row, column]
    return found.astype(data.dtype)


def _read_back(data, places, grads):
    """The gradients of that: it is linear in the data, and nearly so in the places."""
    kind, data, places = data.dtype, data.astype(np.float64), places.astype(np.float64)  # differences need it
    to_data = np.zeros(data.size)
    for position in range(data.size):
        one = np.zeros(data.size)
        one[position] = 1
        to_data[position] = (_read(one.reshape(data.shape), places) * grads).sum()
    to_places = np.zeros(places.shape)
    for index in np.ndindex(*places.shape):
        step = np.zeros(places.shape)
        step[index] = 1e-6
        to_places[index] = ((_read(data, places + step) - _read(data, places - step)) * grads).sum() / 2e-6
    return to_data.reshape(data.shape).astype(kind), to_places.astype(kind)


SAMPLES += [
    Sample(
        "ImageProjectiveTransformV2",
        lambda x, t, s, interpolation=interpolation: projective.IMAGE_PROJECTIVE_TRANSFORM(
            x, t, s, interpolation=interpolation
        ),
        [images, transforms, _new_size],
        gradient=False,  # it is seen through the inverse, not the transpose
        constants=(2,),
        tolerance=1 if images is _byte_pictures else 1e-5,
    )
    for interpolation in ("NEAREST", "BILINEAR")
    for images, transforms in ((_pictures, _turned), (_byte_pictures, _in_space))
]
SAMPLES += [
    Sample(
        "Resampler", resampling.resampler, [x.astype(kind) for x in (_data, _places)], values=_read, tolerance=1e-5, twins=False
    )
    for kind in (np.float64, np.float32)
]
SAMPLES += [
    Sample(
        "ResamplerGrad",
        resampling.RESAMPLER_GRAD,
        [x.astype(kind) for x in (_data, _places, drawn((2, 3, 2, 3), 4))],
        gradient=False,
        values=_read_back,
        tolerance=1e-4,
        twins=False,
    )
    for kind in (np.float64, np.float32)
]


# -- what hangs together, what is nearest --------------------------------------------------------------------------------

_parts = np.array([[[1, 1, 0, 2], [0, 1, 2, 2], [3, 0, 0, 2]], [[1, 2, 1, 1], [1, 2, 0, 1], [1, 1, 1, 1]]])
_distances = np.array([[0.5, 0.2, 0.9], [0.1, 0.2, 0.3], [0.4, 0.05, 0.6], [0.7, 0.8, 0.25]], np.float32)


def _hang_together(image):
    """The place of the first element of each part, found by going from neighbour to neighbour."""
    found = np.zeros(image.shape, np.int64)
    for start in np.argwhere(image != 0):
        if found[tuple(start)]:
            continue
        waiting, first = [tuple(start)], np.ravel_multi_index(tuple(start), image.shape) + 1
        while waiting:
            at = waiting.pop()
            found[at] = first
            for step in ((0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)):
                to = tuple(np.add(at, step))
                inside = all(0 <= place < size for place, size in zip(to, image.shape, strict=True))
                if inside and image[to] == image[at] and not found[to]:
                    waiting.append(to)
    return found


def _nearest_pairs(distances, valid, most):
    """Again and again the least of what is left."""
    left = distances.astype(np.float64)
    rows, columns = np.full(len(distances), -1, np.int32), np.full(distances.shape[1], -1, np.int32)
    left[len(left) if valid < 0 else int(valid) :] = np.inf
    while np.isfinite(left).any() and (rows >= 0).sum() != most:
        row, column = np.unravel_index(np.argmin(left), left.shape)
        rows[row], columns[column] = column, row
        left[row], left[:, column] = np.inf, np.inf
    return rows, columns


SAMPLES += [
    Sample("ImageConnectedComponents", matching.CONNECTED_COMPONENTS, [image], gradient=False, values=_hang_together)
    for image in (_parts, _parts.astype(np.float32))
]
SAMPLES += [
    Sample(
        "BipartiteMatch",
        lambda x, n, most=most: matching.BIPARTITE_MATCH(x, n, top_k=most),
        [_distances, np.float32(valid)],
        gradient=False,
        values=lambda x, n, most=most: _nearest_pairs(x, float(n), most),
    )
    for valid, most in ((-1, -1), (3, -1), (2, 1))
]


# -- one axis spread over the others -------------------------------------------------------------------------------------


def _from(given, wanted):
    """(place in the result, place among all elements of the input) of each element; all axes but one get longer."""
    (free,) = [axis for axis, size in enumerate(wanted) if size is None]
    factors = [1 if size is None else -(-size // had) for had, size in zip(given, wanted, strict=True)]
    size = int(np.prod(given)) // int(np.prod([size for size in wanted if size is not None]))
    for to in np.ndindex(*(one or size for one in wanted)):
        of, step = [], size
        ahead = to[free]
        for axis, (place, factor) in enumerate(zip(to, factors, strict=True)):
            of.append(place // factor)
            if axis != free:
                ahead, step = ahead + place % factor * step, step * factor
        of[free] = ahead
        yield to, sum(place * int(np.prod(given[axis + 1 :])) for axis, place in enumerate(of))


def _spread_over(wanted):
    def values(x):
        pairs = list(_from(x.shape, wanted))
        found = np.empty(np.add(pairs[-1][0], 1), x.dtype)
        for to, of in pairs:
            found[to] = x.reshape(-1)[of]
        return found

    return values


def _brought_back(given, wanted):
    def values(grad):
        found = np.zeros(given, grad.dtype)
        for to, of in _from(given, wanted):
            found.reshape(-1)[of] = grad[to]
        return found

    return values


_SPREAD = (((3, 4), (6, None)), ((3, 4), (None, 8)), ((2, 3, 4), (4, 6, None)), ((2, 3, 4), (2, None, 7)))
SAMPLES += [
    Sample(
        "PeriodicResample",
        lambda x, wanted=wanted: periodic.PERIODIC_RESAMPLE(x, shape=wanted),
        [drawn(given, 0, kind)],
        values=_spread_over(wanted),
        twins=False,
    )
    for given, wanted in _SPREAD
    for kind in (np.float64, np.float32)
]
SAMPLES += [
    Sample(
        "PeriodicResampleOpGrad",
        lambda x, given=given, wanted=wanted: periodic.PERIODIC_RESAMPLE_GRAD(x, original_shape=given, desired_shape=wanted),
        [_spread_over(wanted)(drawn(given, 0, kind))],
        gradient=False,
        values=_brought_back(given, wanted),
        twins=False,
    )
    for given, wanted in (*_SPREAD, ((2, 3, 4), (3, 4, None)))
    for kind in (np.float64, np.float32)
]


# -- dots that show depths -----------------------------------------------------------------------------------------------


def _rand():
    """The numbers of `rand` of the GNU C library."""
    last = [1]
    for _ in range(30):
        last.append(last[-1] * 16807 % (2**31 - 1))
    last = last[3:] + last[:3]
    for number in range(10**6):
        last = [*last[1:], (last[0] + last[-3]) % 2**32]
        if number >= 310:
            yield last[-1] // 2


def _dots(
    hides=True, size=8, inch=72, eyes=2.5, mu=0.3333, scales=True, top=-100, low=100, border=0, colors=256, shape=(), window=()
):
    """Point by point: which dots have the color of which, then the colors, then the two squares."""
    mu, border, apart = float(np.float32(mu)), float(np.float32(border)), int(np.float32(eyes) * inch)
    (width, height, channels), (across, down) = shape, window
    left, above = max(0, (width - across) // 2), max(0, height - down - size) // (3 if size else 2)

    def values(x):
        greatest, least = (top, low) if top > low else (x.max(), x.min())
        depths = np.clip((x.astype(float) - least) / (greatest - least) if scales else x, 0, 1)

        def depth(row, column):
            inside = 0 <= row - above < down and 0 <= column - left < across
            at = (row - above) * len(x) // down, (column - left) * x.shape[1] // across
            return depths[at] if inside else border

        def between(z):
            return int((1 - mu * z) * apart / (2 - mu * z) + 0.5)

        def is_seen(row, column, z):
            for t in range(1, 10**6):
                ray = z + 2 * (2 - mu * z) * t / (mu * apart)
                if not (depth(row, column - t) < ray and depth(row, column + t) < ray):
                    return False
                if ray >= 1:
                    return True
            return None

        found, draws = np.zeros((height, width, 3 if colors > 256 else channels), np.uint8), _rand()
        for row in range(height):
            same = list(range(width))
            for column in range(width):
                z = depth(row, column)
                one = column - between(z) // 2
                other = one + between(z)
                if one < 0 or other >= width or (hides and not is_seen(row, column, z)):
                    continue
                while same[one] not in (one, other):
                    if same[one] < other:
                        one = same[one]
                    else:
                        one, other, same[one] = other, same[other], other
                same[one] = other
            for column in reversed(range(width)):
                if same[column] == column:
                    drawn = [next(draws) for _ in found[row, column]]
                    found[row, column] = [n % 2 * 255 if colors == 2 else n % 256 for n in drawn]
                else:
                    found[row, column] = found[row, same[column]]
        last = height - 1 - (above if size else 0)
        for start in (width // 2 - size // 2 - between(0) // 2, width // 2 - size // 2 + between(0) // 2):
            for row, column in np.ndindex(size, size):
                at = (last - row) * width + start + column
                if 0 <= at < height * width:
                    found.reshape(height * width, -1)[at] = 0
        return found

    return values


_DEPTHS = np.array([[0.1, 0.5, 0.9, 0.2], [1.3, -0.2, 0.4, 0.6], [0, 1, 0.3, 0.8]])
_NAMES = ["hidden_surface_removal", "convergence_dots_size", "dots_per_inch", "eye_separation", "mu", "normalize"]
_NAMES += ["normalize_max", "normalize_min", "border_level", "number_colors"]


def _picture(depths, *given, shape, window=(20, 6)):
    arguments = {**dict(zip(_NAMES, given, strict=False)), "output_image_shape": shape, "output_data_window": window}
    return Sample(
        "SingleImageRandomDotStereograms",
        lambda x: stereograms.STEREOGRAMS(x, **arguments),
        [depths],
        gradient=False,
        values=_dots(*given, shape=shape, window=window),
        twins=False,
    )


SAMPLES += [
    _picture(_DEPTHS, True, 8, 10, shape=(30, 16, 1)),
    _picture((_DEPTHS * 10).astype(np.int32), False, 3, 4, 3.1, 0.5, True, 2, -1, 0.25, 2, shape=(31, 12, 1)),
    _picture(
        _DEPTHS.astype(np.float32), True, 0, 10, 2.5, 0.3333, False, -100, 100, 0.5, 300, shape=(60, 8, 1), window=(32, 6)
    ),
    _picture((_DEPTHS * 10).astype(np.int64), shape=(30, 9, 1), window=(28, 9)),
]
