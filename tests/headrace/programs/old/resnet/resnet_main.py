"""ResNet Train/Eval module."""
import time
import six
import sys
import numpy as np
import resnet_model
import tensorflow as tf

FLAGS = tf.app.flags.FLAGS
tf.app.flags.DEFINE_string('dataset', 'cifar10', 'cifar10 or cifar100.')
tf.app.flags.DEFINE_string('mode', 'train', 'train or eval.')
tf.app.flags.DEFINE_string('train_data_path', '', 'Filepattern for training data.')
tf.app.flags.DEFINE_integer('image_size', 32, 'Image side length.')
tf.app.flags.DEFINE_string('train_dir', 'train', 'Directory to keep training outputs.')
tf.app.flags.DEFINE_string('log_root', 'log', 'Directory to keep the checkpoints.')
tf.app.flags.DEFINE_integer('num_gpus', 0, 'Number of gpus used for training. (0 or 1)')


def build_input(dataset, data_path, batch_size, mode):
  image_size = 32
  label_bytes = 1
  label_offset = 0
  num_classes = 10
  depth = 3
  image_bytes = image_size * image_size * depth
  record_bytes = label_bytes + label_offset + image_bytes
  data_files = tf.gfile.Glob(data_path)
  file_queue = tf.train.string_input_producer(data_files, shuffle=True)
  # Read examples from files in the filename queue.
  reader = tf.FixedLengthRecordReader(record_bytes=record_bytes)
  _, value = reader.read(file_queue)
  # Convert these examples to dense labels and processed images.
  record = tf.reshape(tf.decode_raw(value, tf.uint8), [record_bytes])
  label = tf.cast(tf.slice(record, [label_offset], [label_bytes]), tf.int32)
  # Convert from string to [depth * height * width] to [depth, height, width].
  depth_major = tf.reshape(tf.slice(record, [label_offset + label_bytes], [image_bytes]), [depth, image_size, image_size])
  # Convert from [depth, height, width] to [height, width, depth].
  image = tf.cast(tf.transpose(depth_major, [1, 2, 0]), tf.float32)
  if mode == 'train':
    image = tf.image.resize_image_with_crop_or_pad(image, image_size+4, image_size+4)
    image = tf.random_crop(image, [image_size, image_size, 3])
    image = tf.image.random_flip_left_right(image)
    image = tf.image.per_image_standardization(image)
    example_queue = tf.RandomShuffleQueue(
        capacity=16 * batch_size,
        min_after_dequeue=8 * batch_size,
        dtypes=[tf.float32, tf.int32],
        shapes=[[image_size, image_size, depth], [1]])
    num_threads = 4
  else:
    image = tf.image.resize_image_with_crop_or_pad(image, image_size, image_size)
    image = tf.image.per_image_standardization(image)
    example_queue = tf.FIFOQueue(
        3 * batch_size,
        dtypes=[tf.float32, tf.int32],
        shapes=[[image_size, image_size, depth], [1]])
    num_threads = 1
  example_enqueue_op = example_queue.enqueue([image, label])
  tf.train.add_queue_runner(tf.train.queue_runner.QueueRunner(example_queue, [example_enqueue_op] * num_threads))
  # Read 'batch' labels + images from the example queue.
  images, labels = example_queue.dequeue_many(batch_size)
  labels = tf.reshape(labels, [batch_size, 1])
  indices = tf.reshape(tf.range(0, batch_size, 1), [batch_size, 1])
  labels = tf.sparse_to_dense(tf.concat(values=[indices, labels], axis=1), [batch_size, num_classes], 1.0, 0.0)
  assert len(images.get_shape()) == 4
  assert images.get_shape()[0] == batch_size
  assert images.get_shape()[-1] == 3
  assert len(labels.get_shape()) == 2
  assert labels.get_shape()[0] == batch_size
  assert labels.get_shape()[1] == num_classes
  tf.summary.image('images', images)
  return images, labels


def train(hps):
  """Training loop."""
  images, labels = build_input(FLAGS.dataset, FLAGS.train_data_path, hps.batch_size, FLAGS.mode)
  model = resnet_model.ResNet(hps, images, labels, FLAGS.mode)
  model.build_graph()
  param_stats = sum(int(np.prod(v.get_shape().as_list())) for v in tf.trainable_variables())
  sys.stdout.write('total_params: %d\n' % param_stats)
  truth = tf.argmax(model.labels, axis=1)
  predictions = tf.argmax(model.predictions, axis=1)
  precision = tf.reduce_mean(tf.to_float(tf.equal(predictions, truth)))
  summary_hook = tf.train.SummarySaverHook(
      save_steps=2, output_dir=FLAGS.train_dir,
      summary_op=tf.summary.merge([model.summaries, tf.summary.scalar('Precision', precision)]))
  logging_hook = tf.train.LoggingTensorHook(
      tensors={'step': model.global_step, 'loss': model.cost, 'precision': precision}, every_n_iter=2)

  class _LearningRateSetterHook(tf.train.SessionRunHook):
    """Sets learning_rate based on global step."""

    def begin(self):
      self._lrn_rate = 0.1

    def before_run(self, run_context):
      return tf.train.SessionRunArgs(
          model.global_step,  # Asks for global step value.
          feed_dict={model.lrn_rate: self._lrn_rate})  # Sets learning rate

    def after_run(self, run_context, run_values):
      train_step = run_values.results
      if train_step < 4:
        self._lrn_rate = 0.1
      else:
        self._lrn_rate = 0.01

  with tf.train.MonitoredTrainingSession(
      checkpoint_dir=FLAGS.log_root,
      hooks=[logging_hook, _LearningRateSetterHook(), tf.train.StopAtStepHook(num_steps=6)],
      chief_only_hooks=[summary_hook],
      # Since we provide a SummarySaverHook, we need to disable default
      # SummarySaverHook. To do that we set save_summaries_steps to 0.
      save_summaries_steps=0,
      config=tf.ConfigProto(allow_soft_placement=True)) as mon_sess:
    while not mon_sess.should_stop():
      mon_sess.run(model.train_op)


def evaluate(hps):
  """Eval loop."""
  images, labels = build_input(FLAGS.dataset, FLAGS.train_data_path, hps.batch_size, FLAGS.mode)
  model = resnet_model.ResNet(hps, images, labels, FLAGS.mode)
  model.build_graph()
  saver = tf.train.Saver()
  sess = tf.Session(config=tf.ConfigProto(allow_soft_placement=True))
  tf.train.start_queue_runners(sess)
  ckpt_state = tf.train.get_checkpoint_state(FLAGS.log_root)
  if not (ckpt_state and ckpt_state.model_checkpoint_path):
    tf.logging.info('No model to eval yet at %s', FLAGS.log_root)
    return
  saver.restore(sess, ckpt_state.model_checkpoint_path)
  total_prediction, correct_prediction = 0, 0
  for _ in six.moves.range(3):
    (loss, predictions, truth, train_step) = sess.run([model.cost, model.predictions, model.labels, model.global_step])
    truth = np.argmax(truth, axis=1)
    predictions = np.argmax(predictions, axis=1)
    correct_prediction += np.sum(truth == predictions)
    total_prediction += predictions.shape[0]
  precision = 1.0 * correct_prediction / total_prediction
  precision_summ = tf.Summary()
  precision_summ.value.add(tag='Precision', simple_value=precision)
  writer = tf.summary.FileWriter(FLAGS.train_dir)
  writer.add_summary(precision_summ, train_step)
  writer.flush()
  print('loss: %d, precision over %d at step %d' % (loss > 0, total_prediction, train_step))


def main(_):
  dev = '/cpu:0' if FLAGS.num_gpus == 0 else '/gpu:0'
  hps = resnet_model.HParams(batch_size=8, num_classes=10, min_lrn_rate=0.0001, lrn_rate=0.1, num_residual_units=2,
                             use_bottleneck=False, weight_decay_rate=0.0002, relu_leakiness=0.1, optimizer='mom')
  with tf.device(dev):
    if FLAGS.mode == 'train':
      train(hps)
    elif FLAGS.mode == 'eval':
      evaluate(hps)


if __name__ == '__main__':
  tf.logging.set_verbosity(tf.logging.INFO)
  tf.app.run()
