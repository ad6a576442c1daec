#Import libraries for simulation
from __future__ import print_function
import tensorflow as tf
import numpy as np

#Imports for visualization
import PIL.Image
from io import BytesIO

def DisplayFractal(a, fmt='jpeg'):
  """Display an array of iteration counts as a
     colorful picture of a fractal."""
  a_cyclic = (6.28*a/20.0).reshape(list(a.shape)+[1])
  img = np.concatenate([10+20*np.cos(a_cyclic),
                        30+50*np.sin(a_cyclic),
                        155-80*np.cos(a_cyclic)], 2)
  img[a==a.max()] = 0
  a = img
  a = np.uint8(np.clip(a, 0, 255))
  f = BytesIO()
  PIL.Image.fromarray(a).save(f, fmt)
  return len(f.getvalue()) > 100

sess = tf.InteractiveSession()

# Use NumPy to create a 2D array of complex numbers
Y, X = np.mgrid[-1.3:1.3:0.1, -2:1:0.1]
Z = X+1j*Y
xs = tf.constant(Z.astype(np.complex64))
zs = tf.Variable(xs)
ns = tf.Variable(tf.zeros_like(xs, tf.float32))
tf.global_variables_initializer().run()
# Compute the new values of z: z^2 + x
zs_ = zs*zs + xs
# Have we diverged with this new value?
not_diverged = tf.abs(zs_) < 4
step = tf.group(
  zs.assign(zs_),
  ns.assign_add(tf.cast(not_diverged, tf.float32))
  )
with np.errstate(all='ignore'):
  for i in range(30): step.run()
print("mandelbrot", ns.eval().sum(), DisplayFractal(ns.eval()))

def make_kernel(a):
  """Transform a 2D array into a convolution kernel"""
  a = np.asarray(a)
  a = a.reshape(list(a.shape) + [1,1])
  return tf.constant(a, dtype=1)

def simple_conv(x, k):
  """A simplified 2D convolution operation"""
  x = tf.expand_dims(tf.expand_dims(x, 0), -1)
  y = tf.nn.depthwise_conv2d(x, k, [1, 1, 1, 1], padding='SAME')
  return y[0, :, :, 0]

def laplace(x):
  """Compute the 2D laplacian of an array"""
  laplace_k = make_kernel([[0.5, 1.0, 0.5],
                           [1.0, -6., 1.0],
                           [0.5, 1.0, 0.5]])
  return simple_conv(x, laplace_k)

N = 20
u_init = np.zeros([N, N], dtype=np.float32)
ut_init = np.zeros([N, N], dtype=np.float32)
rng = np.random.RandomState(1)
for n in range(10):
  a,b = rng.randint(0, N, 2)
  u_init[a,b] = rng.uniform()
eps = tf.placeholder(tf.float32, shape=())
damping = tf.placeholder(tf.float32, shape=())
# Create variables for simulation state
U  = tf.Variable(u_init)
Ut = tf.Variable(ut_init)
# Discretized PDE update rules
U_ = U + eps * Ut
Ut_ = Ut + eps * (laplace(U) - damping * Ut)
# Operation to update the state
step = tf.group(
  U.assign(U_),
  Ut.assign(Ut_))
tf.global_variables_initializer().run()
for i in range(50):
  step.run({eps: 0.03, damping: 0.04})
print("pde %.5f %.5f" % (U.eval().min(), U.eval().max()))

# loops
i = tf.constant(0)
c = lambda i, a, b: tf.less(i, 20)
_, fib, _ = tf.while_loop(c, lambda i, a, b: (i + 1, b, a + b), [i, tf.constant(0, tf.int64), tf.constant(1, tf.int64)], back_prop=False, parallel_iterations=1)
print("fib", fib.eval())
A = tf.constant(np.array([[4., 1.], [2., 3.]], np.float32))
def body(k, v):
  v = tf.matmul(A, v)
  return k + 1, v / tf.sqrt(tf.reduce_sum(tf.square(v)))
_, v = tf.while_loop(lambda k, v: k < 30, body, (tf.constant(0), tf.ones([2, 1])), shape_invariants=(tf.TensorShape([]), tf.TensorShape([2, None])))
print("eig", np.round(tf.reduce_sum(tf.matmul(A, v) * v).eval(), 4))
x = tf.placeholder(tf.float64)
def newton(x, n=20):
  y = tf.identity(x)
  ta = tf.TensorArray(tf.float64, size=n, clear_after_read=False)
  def body(i, y, ta):
    y = (y + x / y) / 2
    return i + 1, y, ta.write(i, y)
  _, y, ta = tf.while_loop(lambda i, *_: i < n, body, [0, y, ta])
  return y, ta.stack()
root, path = newton(x)
print("sqrt", root.eval({x: 2.}), path.eval({x: 2.}).shape, tf.gradients(root, x)[0].eval({x: 2.}))
print("scan", tf.scan(lambda a, x: a + x, np.arange(6)).eval(), tf.foldl(lambda a, x: a * x, np.arange(1., 6)).eval(),
      tf.map_fn(lambda t: (t[0] + t[1], t[0] * t[1]), (np.arange(3), np.arange(3)), dtype=(tf.int64, tf.int64))[1].eval())
life = tf.placeholder(tf.int32, [6, 6])
wrapped = tf.pad(tf.to_float(life), [[1, 1], [1, 1]])
n = tf.nn.conv2d(wrapped[tf.newaxis, :, :, tf.newaxis], tf.constant([1., 1, 1, 1, 0, 1, 1, 1, 1], shape=[3, 3, 1, 1]), [1] * 4, 'VALID')
n = tf.to_int32(n[0, ..., 0])
new = tf.cast(tf.logical_or(tf.equal(n, 3), tf.logical_and(tf.equal(n, 2), tf.equal(life, 1))), tf.int32)
board = np.zeros([6, 6], int); board[[0, 1, 2, 2, 2], [1, 2, 0, 1, 2]] = 1
for _ in range(4): board = sess.run(new, {life: board})
print("life", board.sum(), np.argwhere(board).tolist())
pts = tf.constant(np.r_[rng.randn(20, 2), rng.randn(20, 2) + 6].astype('f'))
cent = tf.Variable(tf.slice(tf.random_shuffle(pts, seed=1), [0, 0], [2, -1]))
d2 = tf.reduce_sum(tf.square(tf.subtract(tf.expand_dims(pts, 0), tf.expand_dims(cent, 1))), 2)
assign = tf.argmin(d2, 0)
means = tf.concat([tf.reduce_mean(tf.gather(pts, tf.reshape(tf.where(tf.equal(assign, c)), [1, -1])), reduction_indices=[1]) for c in range(2)], 0)
partial = tf.dynamic_partition(pts, tf.to_int32(assign), 2)
update = tf.assign(cent, means)
tf.global_variables_initializer().run()
for _ in range(8): sess.run(update)
print("kmeans", sorted(p.shape[0] for p in sess.run(partial)))
print("segments", tf.unsorted_segment_sum(pts, tf.to_int32(assign), 2).eval().shape)
