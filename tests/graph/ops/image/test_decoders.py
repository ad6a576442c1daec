"""decode_image, decode_gif and decode_bmp, held against what TensorFlow 2.21 decodes; images that are cut; their files."""

from __future__ import annotations

import base64
import contextlib
import gc
import io
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import golden
from support.programs import loop
from support.threads import no_threads_left

import headrace as tf
from headrace.formats import errors, image
from headrace.formats.image import bmp

PIL = pytest.importorskip("PIL.Image")

FILES = golden.load("images/any.json")
CASES = [(name, case) for name, file in FILES.items() for case in file["cases"]]
MOST_OF_JPEG = 8 / 255  # TensorFlow's decoder is set to a faster, less exact transform
WHOLE = (golden.DIRECTORY / "images/rgb_420.jpg").read_bytes()


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def run(fetch, feeds=None):
    with tf.Session() as session:
        return session.run(fetch, feeds)


def contents_of(name):
    return base64.b64decode(FILES[name]["contents"])


def call(case, contents):
    """The tensor of a case such as `decode_image channels=3 dtype=float32`."""
    function, *arguments = case.split()
    pairs = dict(argument.split("=") for argument in arguments)
    values = {"None": None, "False": False} | {dtype: tf.as_dtype(dtype) for dtype in pairs.values() if "t" in dtype}
    given = {key: values[value] if value in values else int(value) for key, value in pairs.items()}
    return getattr(tf.image, function)(contents, **given)


@pytest.mark.parametrize(("name", "case"), CASES)
def test_images_decode_as_in_tensorflow(name, case):
    expected = FILES[name]["cases"][case]
    decoded = call(case, contents_of(name))
    assert decoded.static_shape == (None if expected["static"] is None else tuple(expected["static"]))
    if "error" in expected:
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            run(decoded)
        assert caught.value.message.startswith(expected["error"])
        return
    found = run(decoded)
    values = np.frombuffer(base64.b64decode(expected["values"]), expected["dtype"]).reshape(expected["shape"])
    assert (found.shape, found.dtype) == (values.shape, values.dtype)
    if name.endswith(".jpg"):
        top = 1 if values.dtype.kind == "f" else np.iinfo(values.dtype).max
        assert np.abs(found.astype(float) - values).max() / top <= MOST_OF_JPEG
    else:
        np.testing.assert_array_equal(found, values)


@pytest.mark.parametrize("width", [1, 2, 3, 4, 5])
def test_bmp_files_of_any_width_keep_their_pixels(width):
    pixels = np.arange(2 * width * 3, dtype=np.uint8).reshape(2, width, 3)
    file = io.BytesIO()
    PIL.fromarray(pixels).save(file, "BMP")
    np.testing.assert_array_equal(run(tf.image.decode_bmp(file.getvalue())), pixels)


def test_what_is_no_scalar_is_refused():
    contents = tf.placeholder(tf.string)
    for decode in (tf.image.decode_image, tf.image.decode_gif, tf.image.decode_bmp):
        with pytest.raises(ValueError, match="rank 0"):
            decode([b"", b""])
        with pytest.raises(tf.errors.InvalidArgumentError, match="must be scalar but got shape"):
            run(decode(contents), {contents: [b"", b""]})
    with pytest.raises(ValueError, match=r"channels must be in \(None, 0, 1, 3, 4\)"):
        tf.image.decode_image(b"", channels=2)
    assert tf.io.decode_image is tf.image.decode_image


def test_names_are_those_of_tensorflow():
    assert tf.image.decode_image(b"").op.name == "decode_image/DecodeImage"
    assert tf.image.decode_gif(b"").op.name == "DecodeGif"
    assert tf.image.decode_bmp(b"", name="one").op.name == "one"


CHANGES = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=4)


@given(st.sampled_from(sorted(FILES)), CHANGES, st.integers(0, 2000))
@settings(max_examples=400, deadline=None)
def test_damaged_files_give_a_image_or_an_error(name, changes, end):
    data = bytearray(contents_of(name))
    for at, byte in changes:
        if at < len(data):
            data[at] = byte
    data = bytes(data[:end] if end % 3 == 0 else data)
    for decode in (bmp.decode, image.decode, image.decode_frames):
        with contextlib.suppress(errors.InvalidArgumentError):
            assert decode(data).dtype == np.uint8


# -- images that are cut -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channels", [0, 1, 3])
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_what_is_there_of_a_cut_jpeg_file_is_kept(channels, quarters):
    plain = np.random.default_rng(2).integers(0, 256, (16, 16, 3), np.uint8)
    contents = run(tf.image.encode_jpeg(np.kron(plain, np.ones((8, 8, 1), np.uint8))))
    head = contents.index(b"\xff\xda")
    cut = contents[: head + (len(contents) - head) * quarters // 4]
    whole = run(tf.image.decode_jpeg(contents, channels=channels)).astype(int)
    found = run(tf.image.decode_jpeg(cut, channels=channels, try_recover_truncated=True, acceptable_fraction=0.2))
    assert found.shape == whole.shape
    assert np.abs(found - whole)[: 128 * quarters // 4 - 24].max() <= 2
    assert np.abs(found - whole).max() > 60
    with pytest.raises(tf.errors.InvalidArgumentError, match="Invalid JPEG data"):
        run(tf.image.decode_jpeg(cut, channels=channels))


def test_a_whole_file_is_the_same_and_a_cut_head_an_error():
    plain, recovering = (run(tf.image.decode_jpeg(WHOLE, try_recover_truncated=recover)) for recover in (False, True))
    np.testing.assert_array_equal(plain, recovering)
    for end in (3, 20, 200):
        with pytest.raises(tf.errors.InvalidArgumentError, match="Invalid JPEG data"):
            run(tf.image.decode_jpeg(WHOLE[:end], try_recover_truncated=True))


# -- the files of images -----------------------------------------------------------------------------------------------


def test_a_image_that_was_read_from_a_file_is_named(tmp_path):
    path = tmp_path / "broken.jpg"
    path.write_bytes(b"no image")
    for kind in ("jpeg", "png", "image", "gif", "bmp"):
        decoded = getattr(tf.image, f"decode_{kind}")(tf.read_file(str(path)))
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            run(decoded)
        assert caught.value.message.endswith(f"; {path}")
    (tmp_path / "one").write_bytes(b"bad")
    (tmp_path / "two").write_bytes(b"BAD")
    contents = [tf.read_file(str(tmp_path / name)) for name in ("one", "two")]
    for name, one in zip(("one", "two"), contents, strict=True):
        with tf.control_dependencies(contents):
            decoded = tf.image.decode_png(tf.identity(one))
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            run(decoded)
        assert caught.value.message.endswith(f"; {tmp_path / name}")


def test_what_was_not_read_from_a_file_names_none(tmp_path):
    (tmp_path / "f").write_bytes(b"no image")
    run(tf.read_file(str(tmp_path / "f")))
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        run(tf.image.decode_png(b"no image"))
    assert str(tmp_path) not in caught.value.message


def test_a_broken_file_among_many_is_named(tmp_path):
    good = (golden.DIRECTORY / "images/rgb.png").read_bytes()
    paths = [tmp_path / f"{number}.png" for number in range(50)]
    for path in paths:
        path.write_bytes(good)
    paths[37].write_bytes(good[:100])
    with no_threads_left():
        name = tf.train.string_input_producer([str(path) for path in paths], num_epochs=1, shuffle=False).dequeue()
        contents = tf.read_file(name)
        pixels = tf.image.decode_png(contents, channels=3)
        pixels.set_shape([None, None, 3])
        got, _, joined = loop(tf.train.batch([tf.shape(pixels)], 1))
    assert len(got) == 37
    assert str(paths[37]) in joined.message


def test_no_contents_are_kept(tmp_path):
    (tmp_path / "f").write_bytes(bytes(10_000_000))
    fetch = tf.read_file(str(tmp_path / "f"))
    run(fetch)
    tracemalloc.start()
    run(fetch)
    gc.collect()
    kept, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most > 10_000_000
    assert kept < 1_000_000


def test_a_file_that_was_only_waited_for_is_not_named(tmp_path):
    (tmp_path / "f").write_bytes(b"no image")
    with tf.control_dependencies([tf.read_file(str(tmp_path / "f"))]):
        check = tf.Assert(tf.constant(False) | tf.placeholder_with_default(False, []), ["seen"])
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        run(check)
    assert str(tmp_path) not in caught.value.message


def test_a_file_of_a_branch_that_was_not_taken_is_not_named(tmp_path):
    (tmp_path / "f").write_bytes(b"no image")
    taken = tf.placeholder_with_default(False, [])
    contents = tf.cond(taken, lambda: tf.read_file(str(tmp_path / "f")), lambda: tf.constant(b"bad"))
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        run(tf.image.decode_png(contents))
    assert str(tmp_path) not in caught.value.message
