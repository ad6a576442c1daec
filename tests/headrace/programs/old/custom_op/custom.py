import numpy as np
import tensorflow as tf
from tensorflow.python.framework import ops
from tensorflow.python.ops import gen_nn_ops
from tensorflow.python.ops import array_ops, math_ops, nn_ops, sparse_ops, control_flow_ops, variable_scope as vs, init_ops

def py_func(func, inp, Tout, stateful=True, name=None, grad=None):
    # Need to generate a unique name to avoid duplicates:
    rnd_name = 'PyFuncGrad' + str(np.random.randint(0, 1E+8))
    tf.RegisterGradient(rnd_name)(grad)
    g = tf.get_default_graph()
    with g.gradient_override_map({"PyFunc": rnd_name}):
        return tf.py_func(func, inp, Tout, stateful=stateful, name=name)

def mysquare(x, name=None):
    with ops.op_scope([x], name, "Mysquare") as name:
        sqr_x = py_func(np.square, [x], [tf.float32], name=name, grad=_MySquareGrad)
        return sqr_x[0]

def _MySquareGrad(op, grad):
    x = op.inputs[0]
    return grad * 20 * x  # add a "small" error just to see the difference:

@ops.RegisterGradient("GuidedRelu")
def _GuidedReluGrad(op, grad):
    return tf.where(0. < grad, gen_nn_ops._relu_grad(grad, op.outputs[0]), tf.zeros(grad.get_shape()))

class FlipGradientBuilder(object):
    def __init__(self):
        self.num_calls = 0
    def __call__(self, x, l=1.0):
        grad_name = "FlipGradient%d" % self.num_calls
        @ops.RegisterGradient(grad_name)
        def _flip_gradients(op, grad):
            return [tf.neg(grad) * l]
        g = tf.get_default_graph()
        with g.gradient_override_map({"Identity": grad_name}):
            y = tf.identity(x)
        self.num_calls += 1
        return y
flip_gradient = FlipGradientBuilder()

def binarize(x):
    g = tf.get_default_graph()
    with ops.name_scope("Binarized") as name:
        with g.gradient_override_map({"Sign": "Identity"}):
            return tf.sign(x)

def selu(x):
    with ops.name_scope('elu') as scope:
        alpha = 1.6732632423543772848170429916717
        scale = 1.0507009873554804934193349852946
        return scale*tf.where(x>=0.0, x, alpha*tf.nn.elu(x))

class NoisyCell(tf.contrib.rnn.RNNCell):
    """A cell of one's own."""
    def __init__(self, n): self._n = n
    @property
    def state_size(self): return self._n
    @property
    def output_size(self): return self._n
    def __call__(self, inputs, state, scope=None):
        with vs.variable_scope(scope or type(self).__name__):
            from tensorflow.contrib.rnn.python.ops.core_rnn_cell import _linear
            new = math_ops.tanh(_linear([inputs, state], self._n, True))
        return new, new

with tf.Session() as sess:
    x = tf.constant([1., 2.])
    y = mysquare(x)
    tf.initialize_all_variables().run()
    print(x.eval(), y.eval(), tf.gradients(y, x)[0].eval())
    print(sess.run(tf.gradients(flip_gradient(x, 0.5) * 3., x)))
    b = binarize(x - 1.5)
    print(b.eval(), tf.gradients(b, x)[0].eval())
    with sess.graph.gradient_override_map({'Relu': 'GuidedRelu'}):
        r = tf.nn.relu(x - 1.5)
    print(tf.gradients(-r, x)[0].eval(), tf.gradients(r, x)[0].eval())
    print(np.round(selu(x - 1.5).eval(), 4))
    out, state = tf.nn.dynamic_rnn(NoisyCell(3), tf.ones([2, 4, 5]), dtype=tf.float32)
    sess.run(tf.global_variables_initializer())
    print(sess.run(out).shape, [v.name for v in tf.trainable_variables()])

    def my_topk(a, k):
        order = np.argsort(-a)[:k]
        return order.astype(np.int64), a[order]
    idx, val = tf.py_func(my_topk, [x, 1], [tf.int64, tf.float32])
    idx.set_shape([1])
    print(idx.eval(), val.eval())
