"""Trains a small slim network on the TFRecords."""
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import os

import tensorflow as tf
import tensorflow.contrib.slim as slim
from tensorflow.contrib.framework.python.ops import arg_scope
from tensorflow.contrib.slim.python.slim.data import dataset_data_provider
from tensorflow.contrib.slim.python.slim.data import tfexample_decoder as decoder_module

tf.app.flags.DEFINE_string('dataset_dir', None, 'The directory where the dataset files are stored.')
tf.app.flags.DEFINE_string('train_dir', None, 'Where checkpoints and event logs are written to.')
tf.app.flags.DEFINE_integer('max_number_of_steps', 30, 'The maximum number of training steps.')
FLAGS = tf.app.flags.FLAGS


def get_split(dataset_dir):
  keys_to_features = {
      'image/encoded': tf.FixedLenFeature((), tf.string, default_value=''),
      'image/format': tf.FixedLenFeature((), tf.string, default_value='png'),
      'image/class/label': tf.FixedLenFeature([], tf.int64, default_value=tf.zeros([], dtype=tf.int64)),
  }
  items_to_handlers = {
      'image': decoder_module.Image(shape=[28, 32, 3], channels=3),
      'label': slim.tfexample_decoder.Tensor('image/class/label'),
  }
  decoder = slim.tfexample_decoder.TFExampleDecoder(keys_to_features, items_to_handlers)
  return slim.dataset.Dataset(
      data_sources=os.path.join(dataset_dir, 'flowers_train_*.tfrecord'),
      reader=tf.TFRecordReader, decoder=decoder, num_samples=24,
      items_to_descriptions={'image': 'A picture.', 'label': 'A number.'}, num_classes=2)


def network(images, num_classes):
  with arg_scope([slim.conv2d, slim.fully_connected],
                 activation_fn=tf.nn.relu,
                 weights_regularizer=slim.l2_regularizer(0.0005)):
    net = slim.conv2d(images, 4, [3, 3], scope='conv1')
    net = slim.max_pool2d(net, [2, 2], scope='pool1')
    net = slim.flatten(net, scope='flatten')
    net = slim.dropout(net, 0.8, scope='dropout')
    return slim.fully_connected(net, num_classes, activation_fn=None, scope='logits')


def main(_):
  tf.logging.set_verbosity(tf.logging.INFO)
  with tf.Graph().as_default():
    dataset = get_split(FLAGS.dataset_dir)
    provider = dataset_data_provider.DatasetDataProvider(
        dataset, num_readers=2, common_queue_capacity=48, common_queue_min=8)
    image, label = provider.get(['image', 'label'])
    image = tf.to_float(image) / 255.0
    images, labels = tf.train.batch([image, label], batch_size=8, num_threads=2, capacity=40)
    labels = slim.one_hot_encoding(labels, dataset.num_classes)
    batch_queue = slim.prefetch_queue.prefetch_queue([images, labels], capacity=2)
    images, labels = batch_queue.dequeue()
    logits = network(images, dataset.num_classes)
    slim.losses.softmax_cross_entropy(logits, labels)
    total_loss = slim.losses.get_total_loss()
    tf.summary.scalar('losses/total_loss', total_loss)
    optimizer = tf.train.RMSPropOptimizer(0.003)
    train_op = slim.learning.create_train_op(total_loss, optimizer, summarize_gradients=True)
    final_loss = slim.learning.train(
        train_op, FLAGS.train_dir, number_of_steps=FLAGS.max_number_of_steps,
        log_every_n_steps=10, save_summaries_secs=60, save_interval_secs=600)
    print('Finished training. Last batch loss %f' % final_loss)


if __name__ == '__main__':
  tf.app.run()
