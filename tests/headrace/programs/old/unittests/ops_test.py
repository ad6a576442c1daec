# Copyright 2016
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import numpy as np
import tensorflow as tf
from tensorflow.python.framework import test_util
from tensorflow.python.platform import googletest, test
from tensorflow.python.ops import gradient_checker

def huber(x, delta=1.0):
    absx = tf.abs(x)
    return tf.where(absx < delta, 0.5 * tf.square(x), delta * (absx - 0.5 * delta))

class LossTest(tf.test.TestCase):
    def setUp(self):
        np.random.seed(1)
        self._x = np.random.randn(4, 3).astype(np.float32)

    def testValues(self):
        with self.test_session() as sess:
            x = tf.constant(self._x)
            y = huber(x)
            self.assertEqual([4, 3], y.get_shape().as_list())
            self.assertShapeEqual(self._x, y)
            out = sess.run(y)
            a = abs(self._x)
            self.assertAllClose(np.where(a < 1, .5 * a ** 2, a - .5), out, rtol=1e-5)
            self.assertAllEqual(out >= 0, np.ones_like(out, bool))
            self.assertNear(0.125, huber(tf.constant(0.5)).eval(), 1e-6)
            self.assertArrayNear([0.0], [huber(tf.constant(0.0)).eval()], 1e-6)

    def testGradient(self):
        with self.test_session(use_gpu=False):
            x = tf.constant(self._x)
            err = tf.test.compute_gradient_error(x, [4, 3], huber(x), [4, 3], x_init_value=self._x)
            self.assertLess(err, 1e-3)
            self.assertLess(gradient_checker.compute_gradient_error(x, [4, 3], huber(x), [4, 3]), 1e-2)

    def testErrors(self):
        with self.test_session():
            with self.assertRaisesRegexp(ValueError, "Dimensions must be equal|must be equal"):
                tf.add(tf.zeros([2]), tf.zeros([3]))
            with self.assertRaisesOpError("assertion failed|Condition"):
                tf.Assert(tf.equal(1, 2), ["assertion failed"]).run()
            q = tf.FIFOQueue(2, tf.int32, shapes=())
            q.close().run()
            with self.assertRaises(tf.errors.OutOfRangeError):
                q.dequeue().eval()

    def testProto(self):
        e = tf.train.Example(features=tf.train.Features(feature={'a': tf.train.Feature(int64_list=tf.train.Int64List(value=[1]))}))
        self.assertProtoEquals("features { feature { key: 'a' value { int64_list { value: 1 } } } }", e)
        self.assertStartsWith("tensorflow", "tensor")
        self.assertItemsEqual([1, 2], [2, 1]) if hasattr(self, 'assertItemsEqual') else None

    def testTemp(self):
        import os
        path = os.path.join(self.get_temp_dir(), "x.tfrecords")
        with tf.python_io.TFRecordWriter(path) as w:
            w.write(b"one")
        self.assertEqual([b"one"], list(tf.python_io.tf_record_iterator(path)))
        self.assertTrue(os.path.isdir(tf.test.get_temp_dir()))

    def testParallel(self):
        for dtype in [tf.float32, tf.float64]:
            with self.test_session(graph=tf.Graph()):
                x = tf.cast([1, 2], dtype)
                self.assertEqual(x.dtype.base_dtype, dtype)
                self.assertAllCloseAccordingToType(tf.reduce_sum(x).eval(), 3)

class QueueTest(test.TestCase):
    def testThreads(self):
        with self.test_session() as sess:
            q = tf.FIFOQueue(10, [tf.int32])
            enq = [q.enqueue([i]) for i in range(5)]
            threads = [self.checkedThread(target=lambda op=op: sess.run(op)) for op in enq]
            [t.start() for t in threads]
            [t.join() for t in threads]
            self.assertEqual(5, q.size().eval())
            self.assertEqual(set(range(5)), set(sess.run(q.dequeue_many(5)) if False else [sess.run(q.dequeue()) for _ in range(5)]))

if __name__ == "__main__":
    googletest.main()
