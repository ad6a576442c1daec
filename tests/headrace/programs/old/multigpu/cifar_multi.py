"""CIFAR with pickled batches of Python 2, towers on several GPUs, averaged gradients."""
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import os.path
import re
import sys
import time
from datetime import datetime

import numpy as np
from six.moves import xrange  # pylint: disable=redefined-builtin
import tensorflow as tf

FLAGS = tf.app.flags.FLAGS

tf.app.flags.DEFINE_string('train_dir', 'cifar10_train', """Directory where to write event logs and checkpoint.""")
tf.app.flags.DEFINE_string('data_dir', '.', """""")
tf.app.flags.DEFINE_integer('max_steps', 6, """Number of batches to run.""")
tf.app.flags.DEFINE_integer('num_gpus', 2, """How many GPUs to use.""")
tf.app.flags.DEFINE_integer('batch_size', 8, '')
tf.app.flags.DEFINE_boolean('log_device_placement', False, """Whether to log device placement.""")
TOWER_NAME = 'tower'


def unpickle(file):
    if sys.version_info[0] == 3:
        import pickle
        with open(file, 'rb') as fo:
            return pickle.load(fo, encoding='bytes')
    import cPickle
    fo = open(file, 'rb')
    d = cPickle.load(fo)
    fo.close()
    return d


def load_data(data_dir):
    d = unpickle(os.path.join(data_dir, 'data_batch_1'))
    data = d[b'data'].reshape((-1, 3, 32, 32)).transpose([0, 2, 3, 1]).astype(np.float32) / 255
    labels = np.array(d[b'labels'])
    names = unpickle(os.path.join(data_dir, 'batches.meta'))[b'label_names']
    return data, labels, [n.decode('ascii') for n in names]


def _variable_on_cpu(name, shape, initializer):
    with tf.device('/cpu:0'):
        return tf.get_variable(name, shape, initializer=initializer, dtype=tf.float32)


def inference(images, is_training):
    with tf.contrib.framework.arg_scope([tf.contrib.layers.conv2d], normalizer_fn=tf.contrib.layers.batch_norm,
                                        normalizer_params={'is_training': is_training, 'decay': 0.9},
                                        weights_regularizer=tf.contrib.layers.l2_regularizer(1e-4)):
        net = tf.contrib.layers.conv2d(images, 8, [3, 3], scope='conv1')
        net = tf.contrib.layers.max_pool2d(net, [2, 2], 4, scope='pool1')
        net = tf.contrib.layers.conv2d(net, 8, 3, scope='conv2')
    net = tf.contrib.layers.flatten(net)
    weights = _variable_on_cpu('weights', [net.get_shape()[-1].value, 10], tf.truncated_normal_initializer(stddev=0.04))
    biases = _variable_on_cpu('biases', [10], tf.constant_initializer(0.1))
    return tf.add(tf.matmul(net, weights), biases, name='softmax_linear')


def tower_loss(scope, images, labels):
    logits = inference(images, True)
    cross_entropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.cast(labels, tf.int64), logits=logits)
    tf.add_to_collection('losses', tf.reduce_mean(cross_entropy, name='cross_entropy'))
    losses = tf.get_collection('losses', scope) + tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES, scope)
    total_loss = tf.add_n(losses, name='total_loss')
    for l in losses + [total_loss]:
        # Remove 'tower_[0-9]/' from the name in case this is a multi-GPU training session.
        loss_name = re.sub('%s_[0-9]*/' % TOWER_NAME, '', l.op.name)
        tf.summary.scalar(loss_name, l)
    return total_loss


def average_gradients(tower_grads):
    average_grads = []
    for grad_and_vars in zip(*tower_grads):
        # Note that each grad_and_vars looks like the following:
        #   ((grad0_gpu0, var0_gpu0), ... , (grad0_gpuN, var0_gpuN))
        grads = []
        for g, _ in grad_and_vars:
            # Add 0 dimension to the gradients to represent the tower.
            expanded_g = tf.expand_dims(g, 0)
            grads.append(expanded_g)
        grad = tf.concat(axis=0, values=grads)
        grad = tf.reduce_mean(grad, 0)
        v = grad_and_vars[0][1]
        grad_and_var = (grad, v)
        average_grads.append(grad_and_var)
    return average_grads


def train():
    data, names_of, names = load_data(FLAGS.data_dir)
    with tf.Graph().as_default(), tf.device('/cpu:0'):
        tf.set_random_seed(3)
        global_step = tf.get_variable('global_step', [], initializer=tf.constant_initializer(0), trainable=False)
        lr = tf.train.exponential_decay(0.1, global_step, 100, 0.1, staircase=True)
        opt = tf.train.GradientDescentOptimizer(lr)
        image, label = tf.train.slice_input_producer([tf.constant(data), tf.constant(names_of)], shuffle=False)
        images, labels = tf.train.batch([image, label], FLAGS.batch_size, num_threads=1)
        batch_queue = tf.contrib.slim.prefetch_queue.prefetch_queue([images, labels], capacity=2 * FLAGS.num_gpus)
        tower_grads = []
        with tf.variable_scope(tf.get_variable_scope()):
            for i in xrange(FLAGS.num_gpus):
                with tf.device('/gpu:%d' % i):
                    with tf.name_scope('%s_%d' % (TOWER_NAME, i)) as scope:
                        image_batch, label_batch = batch_queue.dequeue()
                        loss = tower_loss(scope, image_batch, label_batch)
                        tf.get_variable_scope().reuse_variables()
                        summaries = tf.get_collection(tf.GraphKeys.SUMMARIES, scope)
                        updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS, scope)
                        grads = opt.compute_gradients(loss)
                        tower_grads.append(grads)
        grads = average_gradients(tower_grads)
        summaries.append(tf.summary.scalar('learning_rate', lr))
        for grad, var in grads:
            if grad is not None:
                summaries.append(tf.summary.histogram(var.op.name + '/gradients', grad))
        apply_gradient_op = opt.apply_gradients(grads, global_step=global_step)
        variable_averages = tf.train.ExponentialMovingAverage(0.99, global_step)
        variables_averages_op = variable_averages.apply(tf.trainable_variables())
        train_op = tf.group(apply_gradient_op, variables_averages_op, *updates)
        saver = tf.train.Saver(tf.global_variables())
        summary_op = tf.summary.merge(summaries)
        init = tf.global_variables_initializer()
        sess = tf.Session(config=tf.ConfigProto(
            allow_soft_placement=True,
            log_device_placement=FLAGS.log_device_placement))
        sess.run(init)
        tf.train.start_queue_runners(sess=sess)
        summary_writer = tf.summary.FileWriter(FLAGS.train_dir, sess.graph)
        for step in xrange(FLAGS.max_steps):
            start_time = time.time()
            _, loss_value = sess.run([train_op, loss])
            duration = time.time() - start_time
            assert not np.isnan(loss_value), 'Model diverged with loss = NaN'
            num_examples_per_step = FLAGS.batch_size * FLAGS.num_gpus
            format_str = ('%s: step %d, loss = %.2f (%.1f examples/sec; %.3f sec/batch)')
            print(format_str % (datetime.now(), step, loss_value, num_examples_per_step / duration, duration / FLAGS.num_gpus))
            if step % 5 == 0:
                summary_writer.add_summary(sess.run(summary_op), step)
        saver.save(sess, os.path.join(FLAGS.train_dir, 'model.ckpt'), global_step=step)
    # evaluation with the moving averages
    with tf.Graph().as_default():
        logits = inference(tf.constant(data[:8]), False)
        top_k_op = tf.nn.in_top_k(logits, names_of[:8], 1)
        averages = tf.train.ExponentialMovingAverage(0.99)
        saver = tf.train.Saver(averages.variables_to_restore())
        with tf.Session() as sess:
            ckpt = tf.train.get_checkpoint_state(FLAGS.train_dir)
            saver.restore(sess, ckpt.model_checkpoint_path)
            global_step = ckpt.model_checkpoint_path.split('/')[-1].split('-')[-1]
            print('%s: precision @ 1 over %d classes (%s) at %s = %.3f' % (datetime.now(), len(names), names[0], global_step,
                                                                 np.sum(sess.run(top_k_op)) / 8))


def main(argv=None):  # pylint: disable=unused-argument
    if tf.gfile.Exists(FLAGS.train_dir):
        tf.gfile.DeleteRecursively(FLAGS.train_dir)
    tf.gfile.MakeDirs(FLAGS.train_dir)
    train()


if __name__ == '__main__':
    tf.app.run()
