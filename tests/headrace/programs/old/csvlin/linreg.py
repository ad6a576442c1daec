import os, sys
import tensorflow as tf
import numpy as np

tf.app.flags.DEFINE_string('pattern', './houses-*.csv', 'files')
tf.app.flags.DEFINE_boolean('shuffle', False, 'shuffle')
FLAGS = tf.app.flags.FLAGS

def read_my_file_format(filename_queue):
    reader = tf.TextLineReader(skip_header_lines=1)
    key, value = reader.read(filename_queue)
    record_defaults = [[1.0], [0], [''], tf.constant([], dtype=tf.float32)]
    area, rooms, city, price = tf.decode_csv(value, record_defaults=record_defaults)
    in_rome = tf.cast(tf.equal(city, 'Rome'), tf.float32)
    features = tf.pack([area / 100., tf.to_float(rooms), in_rome])
    return features, price, city

def input_pipeline(filenames, batch_size, num_epochs=None):
    filename_queue = tf.train.string_input_producer(filenames, num_epochs=num_epochs, shuffle=FLAGS.shuffle)
    example, label, city = read_my_file_format(filename_queue)
    min_after_dequeue = 10
    capacity = min_after_dequeue + 3 * batch_size
    return tf.train.batch([example, label, city], batch_size=batch_size, capacity=capacity, allow_smaller_final_batch=True)

def main(_):
    filenames = tf.train.match_filenames_once(FLAGS.pattern)
    x, y, city = input_pipeline(filenames, 10, 30)
    W = tf.Variable(tf.zeros([3, 1]), name='weights')
    b = tf.Variable(0., name='bias')
    y_ = tf.squeeze(tf.matmul(x, W) + b, [1])
    loss = tf.reduce_mean(tf.squared_difference(y, y_))
    train_step = tf.train.GradientDescentOptimizer(.05).minimize(loss)
    init_op = tf.initialize_all_variables()
    with tf.Session() as sess:
        sess.run(init_op)
        sess.run(tf.initialize_local_variables())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(sess=sess, coord=coord)
        step = 0
        try:
            while not coord.should_stop():
                _, l, names = sess.run([train_step, loss, city])
                if step % 60 == 0:
                    print 'step', step, 'loss %.4f' % l, names[0], type(names[0]).__name__
                step += 1
        except tf.errors.OutOfRangeError:
            print 'Done training for %d epochs, %d steps.' % (30, step)
        finally:
            # When done, ask the threads to stop.
            coord.request_stop()
        # Wait for threads to finish.
        coord.join(threads)
        print 'W = %s, b = %.2f' % (np.round(sess.run(W).flatten(), 1).tolist(), b.eval())
    sess.close()

if __name__ == '__main__':
    tf.app.run()
