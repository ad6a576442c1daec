from __future__ import print_function
import os
import re
import sys
import numpy as np
import tensorflow as tf
from tensorflow.python import pywrap_tensorflow
from tensorflow.contrib import slim
from tensorflow.contrib.framework.python.ops import variables as contrib_variables
from tensorflow.python.tools.inspect_checkpoint import print_tensors_in_checkpoint_file

tf.logging.set_verbosity(tf.logging.ERROR)

def net(x, classes, is_training, reuse=None):
    with slim.arg_scope([slim.conv2d, slim.fully_connected], weights_regularizer=slim.l2_regularizer(0.0005),
                        activation_fn=tf.nn.relu, weights_initializer=tf.truncated_normal_initializer(0.0, 0.1)):
        with tf.variable_scope('vgg_tiny', 'vgg_tiny', [x], reuse=reuse) as sc:
            end_points_collection = sc.name + '_end_points'
            with slim.arg_scope([slim.conv2d, slim.max_pool2d], outputs_collections=end_points_collection):
                n = slim.repeat(x, 2, slim.conv2d, 4, [3, 3], scope='conv1')
                n = slim.max_pool2d(n, [2, 2], scope='pool1')
                n = slim.conv2d(n, 6, [8, 8], padding='VALID', scope='fc6')
                n = slim.dropout(n, 0.5, is_training=is_training, scope='dropout6')
                n = slim.conv2d(n, classes, [1, 1], activation_fn=None, normalizer_fn=None, scope='fc8')
                end_points = slim.utils.convert_collection_to_dict(end_points_collection)
                n = tf.squeeze(n, [1, 2], name='fc8/squeezed')
                end_points[sc.name + '/fc8'] = n
                return n, end_points

def optimistic_restore(session, save_file):
    reader = tf.train.NewCheckpointReader(save_file)
    saved_shapes = reader.get_variable_to_shape_map()
    var_names = sorted([(var.name, var.name.split(':')[0]) for var in tf.global_variables()
                        if var.name.split(':')[0] in saved_shapes])
    restore_vars = []
    name2var = dict(zip(map(lambda x: x.name.split(':')[0], tf.global_variables()), tf.global_variables()))
    with tf.variable_scope('', reuse=True):
        for var_name, saved_var_name in var_names:
            curr_var = name2var[saved_var_name]
            var_shape = curr_var.get_shape().as_list()
            if var_shape == saved_shapes[saved_var_name]:
                restore_vars.append(curr_var)
    saver = tf.train.Saver(restore_vars)
    saver.restore(session, save_file)
    return len(restore_vars)

with tf.Graph().as_default():
    tf.set_random_seed(0)
    logits, end_points = net(tf.placeholder(tf.float32, [None, 16, 16, 3]), 10, True)
    print(sorted(end_points))
    print([v.op.name for v in slim.get_model_variables()])
    step = slim.get_or_create_global_step()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        old = sess.run(slim.get_variables_by_name('weights')[0])
        path = tf.train.Saver().save(sess, os.path.join('.', 'pre.ckpt'), global_step=tf.train.global_step(sess, step))
print(os.path.basename(path), tf.train.checkpoint_exists(path), os.path.exists(path + '.meta'))
reader = pywrap_tensorflow.NewCheckpointReader(path)
for key in sorted(reader.get_variable_to_shape_map()):
    print("tensor_name: ", key, reader.get_tensor(key).shape)
print_tensors_in_checkpoint_file(path, tensor_name='', all_tensors=False, all_tensor_names=True) if sys.version_info[0] == 2 else None

with tf.Graph().as_default():
    x = tf.placeholder(tf.float32, [None, 16, 16, 3])
    logits, _ = net(x, 3, False)
    exclude = ['vgg_tiny/fc8']
    variables_to_restore = slim.get_variables_to_restore(exclude=exclude)
    init_fn = tf.contrib.framework.assign_from_checkpoint_fn(path, variables_to_restore, ignore_missing_vars=True)
    train_vars = contrib_variables.get_trainable_variables('vgg_tiny/fc8')
    y = tf.placeholder(tf.int32, [None])
    slim.losses.sparse_softmax_cross_entropy(logits, y, scope='xent')
    total = slim.losses.get_total_loss()
    train_op = slim.learning.create_train_op(total, tf.train.AdamOptimizer(0.01), variables_to_train=train_vars, summarize_gradients=True)
    init = tf.initialize_variables(contrib_variables.get_variables_by_suffix('weights') + contrib_variables.get_variables_by_suffix('biases'))
    rng = np.random.RandomState(0)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        init_fn(sess)
        rest = [v.name for v in variables_to_restore]
        print(len(rest), np.array_equal(sess.run(slim.get_unique_variable('vgg_tiny/conv1/conv1_1/weights')), old))
        feed = {x: rng.rand(6, 16, 16, 3), y: [0, 1, 2] * 2}
        first = sess.run(total, feed)
        for _ in range(30): last = sess.run(train_op, feed)
        print(first > last, np.array_equal(sess.run(slim.get_unique_variable('vgg_tiny/conv1/conv1_1/weights')), old))
        print([v.op.name for v in tf.report_uninitialized_variables and tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope='vgg_tiny/fc8')])

with tf.Graph().as_default():
    net(tf.zeros([1, 16, 16, 3]), 7, False)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        print("restored", optimistic_restore(sess, path))
with tf.Graph().as_default():
    tf.contrib.framework.init_from_checkpoint if False else None
    with tf.variable_scope('copy'):
        v = tf.get_variable('w', [3, 3, 3, 4])
    tf.train.init_from_checkpoint(path, {'vgg_tiny/conv1/conv1_1/weights': 'copy/w'})
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        print(np.array_equal(v.eval(), old), tf.contrib.framework.list_variables(path)[0], tf.contrib.framework.load_variable(path, 'vgg_tiny/fc8/biases').shape)
try:
    with tf.Graph().as_default(), tf.Session() as sess:
        net(tf.zeros([1, 16, 16, 3]), 7, False)
        tf.train.Saver().restore(sess, path)
except tf.errors.InvalidArgumentError as e:
    print(re.sub(r'\s+', ' ', str(e).split('\n')[0])[:90])
