"""A folder of pictures for each label to shards of TFRecords, and batches out of them.

python examples/convert_images.py [FOLDER]    # needs Pillow to make the pictures it shows, pip install headrace[images]

The same by the command: headrace convert --shards 2 --shuffle FOLDER pictures.tfrecord
"""

import pathlib
import sys
import tempfile

import numpy as np

import headrace as tf
from headrace.formats.conversion import convert


def draw_pictures(folder):
    """Red, green and blue pictures of 16 x 16 pixels, each colour in a folder of its own."""
    from PIL import Image

    for number, colour in enumerate(["red", "green", "blue"]):
        (folder / colour).mkdir(parents=True)
        for place in range(8):
            pixels = np.zeros((16, 16, 3), np.uint8)
            pixels[..., number] = 31 * place + 30
            Image.fromarray(pixels).save(folder / colour / f"{place}.png")


with tempfile.TemporaryDirectory() as directory:
    folder = pathlib.Path(sys.argv[1] if sys.argv[1:] else f"{directory}/colours")
    if not folder.exists():
        draw_pictures(folder)

    report = convert(folder, f"{directory}/pictures.tfrecord", shards=2, shuffle=True)
    print(f"schema: {report.schema}")

    files = tf.train.string_input_producer([shard.path for shard in report.shards], num_epochs=1)
    _, record = tf.TFRecordReader().read(files)
    features = tf.parse_single_example(
        record,
        {
            "image/encoded": tf.FixedLenFeature([], tf.string),
            "image/class/label": tf.FixedLenFeature([], tf.int64),
            "image/class/text": tf.FixedLenFeature([], tf.string),
        },
    )
    image = tf.image.decode_image(features["image/encoded"], channels=3)
    brightness = tf.reduce_max(tf.reshape(image, [-1, 3]), axis=0)
    brightness.set_shape([3])
    tensors = [brightness, features["image/class/label"], features["image/class/text"]]

    pictures = 0
    for colours, labels, texts in tf.train.iterate(tf.train.batch(tensors, 6, allow_smaller_final_batch=True)):
        pictures += len(labels)
        print(f"{texts[0].decode()} is label {labels[0]}, its brightest pixel {colours[0].tolist()}")
    print(f"{pictures} pictures in {len(report.shards)} shards of {[shard.rows for shard in report.shards]} rows")
