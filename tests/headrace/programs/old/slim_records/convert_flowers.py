"""Writes pictures as TFRecords of Examples, in shards."""
import os
import sys

import numpy as np
import tensorflow as tf
from PIL import Image

_NUM_SHARDS = 2


def int64_feature(values):
  if not isinstance(values, (tuple, list)):
    values = [values]
  return tf.train.Feature(int64_list=tf.train.Int64List(value=values))


def bytes_feature(values):
  return tf.train.Feature(bytes_list=tf.train.BytesList(value=[values]))


class ImageReader(object):
  """Helper class that provides TensorFlow image coding utilities."""

  def __init__(self):
    self._decode_jpeg_data = tf.placeholder(dtype=tf.string)
    self._decode_jpeg = tf.image.decode_jpeg(self._decode_jpeg_data, channels=3)

  def read_image_dims(self, sess, image_data):
    image = self.decode_jpeg(sess, image_data)
    return image.shape[0], image.shape[1]

  def decode_jpeg(self, sess, image_data):
    image = sess.run(self._decode_jpeg, feed_dict={self._decode_jpeg_data: image_data})
    assert len(image.shape) == 3
    assert image.shape[2] == 3
    return image


def make_pictures(folder, number):
  rng = np.random.RandomState(3)
  for name in ('daisy', 'tulip'):
    if not os.path.exists(os.path.join(folder, name)):
      os.makedirs(os.path.join(folder, name))
    for i in xrange(number):
      pixels = rng.randint(0, 100, (20, 24, 3)).astype(np.uint8)
      pixels[..., 0 if name == 'daisy' else 2] += 150
      picture = Image.fromarray(pixels).resize((32, 28), Image.ANTIALIAS)
      picture.save(os.path.join(folder, name, '%03d.jpg' % i))


def main():
  folder = sys.argv[1]
  make_pictures(folder, 12)
  class_names = sorted(d for d in os.listdir(folder) if os.path.isdir(os.path.join(folder, d)))
  class_names_to_ids = dict(zip(class_names, range(len(class_names))))
  filenames = []
  for name in class_names:
    filenames += [os.path.join(folder, name, f) for f in sorted(os.listdir(os.path.join(folder, name)))]
  num_per_shard = len(filenames) / _NUM_SHARDS
  with tf.Graph().as_default():
    image_reader = ImageReader()
    with tf.Session('') as sess:
      for shard_id in range(_NUM_SHARDS):
        output_filename = os.path.join(folder, 'flowers_train_%05d-of-%05d.tfrecord' % (shard_id, _NUM_SHARDS))
        with tf.python_io.TFRecordWriter(output_filename) as tfrecord_writer:
          for i in range(shard_id * num_per_shard, (shard_id + 1) * num_per_shard):
            sys.stdout.write('\r>> Converting image %d/%d shard %d' % (i + 1, len(filenames), shard_id))
            sys.stdout.flush()
            image_data = tf.gfile.FastGFile(filenames[i], 'r').read()
            height, width = image_reader.read_image_dims(sess, image_data)
            class_id = class_names_to_ids[os.path.basename(os.path.dirname(filenames[i]))]
            example = tf.train.Example(features=tf.train.Features(feature={
                'image/encoded': bytes_feature(image_data),
                'image/format': bytes_feature(b'jpg'),
                'image/class/label': int64_feature(class_id),
                'image/height': int64_feature(height),
                'image/width': int64_feature(width),
            }))
            tfrecord_writer.write(example.SerializeToString())
  sys.stdout.write('\n')
  print 'Wrote %d pictures of %s' % (len(filenames), ', '.join(class_names))


if __name__ == '__main__':
  main()
