import os, sys
sys.path.append(os.getcwd())
import random
import numpy as np
import tensorflow as tf

MODE = 'wgan-gp' # wgan or wgan-gp
DIM = 32
LAMBDA = .1
CRITIC_ITERS = 3
BATCH_SIZE = 32
ITERS = 15
use_cuda = False
_params = {}
_default = locals()

def print_model_settings(locals_):
    print "Uppercase local vars:"
    all_vars = [(k,v) for (k,v) in locals_.items() if (k.isupper() and k!='T' and k!='SETTINGS' and k!='ALL_SETTINGS')]
    all_vars = sorted(all_vars, key=lambda x: x[0])
    for var_name, var_value in all_vars:
        print "\t{}: {}".format(var_name, var_value)

print_model_settings(locals().copy())

def param(name, *args, **kwargs):
    if name not in _params:
        kwargs['name'] = name
        p = tf.Variable(*args, **kwargs)
        p.param = True
        _params[name] = p
    result = _params[name]
    i = 0
    return result

def params_with_name(name):
    return [p for n, p in _params.items() if name in n]

def Linear(name, input_dim, output_dim, inputs, initialization='he'):
    with tf.name_scope(name) as scope:
        def uniform(stdev, size):
            return np.random.uniform(low=-stdev * np.sqrt(3), high=stdev * np.sqrt(3), size=size).astype('float32')
        weight_values = uniform(np.sqrt(2./input_dim), (input_dim, output_dim))
        weight = param(name + '.W', weight_values)
        if inputs.get_shape().ndims == 2:
            result = tf.matmul(inputs, weight)
        else:
            reshaped_inputs = tf.reshape(inputs, [-1, input_dim])
            result = tf.matmul(reshaped_inputs, weight)
            result = tf.reshape(result, tf.pack(tf.unpack(tf.shape(inputs))[:-1] + [output_dim]))
        return tf.nn.bias_add(result, param(name + '.b', np.zeros((output_dim,), dtype='float32')))

def ReLULayer(name, n_in, n_out, inputs):
    output = Linear(name+'.Linear', n_in, n_out, inputs, initialization='he')
    return tf.nn.relu(output)

def Generator(n_samples, real_data):
    noise = tf.random_normal([n_samples, 2])
    output = ReLULayer('Generator.1', 2, DIM, noise)
    output = ReLULayer('Generator.2', DIM, DIM, output)
    return Linear('Generator.4', DIM, 2, output)

def Discriminator(inputs):
    output = ReLULayer('Discriminator.1', 2, DIM, inputs)
    output = tf.nn.elu(Linear('Discriminator.2', DIM, DIM, output))
    output = Linear('Discriminator.4', DIM, 1, output)
    return tf.reshape(output, [-1])

real_data = tf.placeholder(tf.float32, shape=[None, 2])
fake_data = Generator(BATCH_SIZE, real_data)
disc_real = Discriminator(real_data)
disc_fake = Discriminator(fake_data)
# WGAN loss
disc_cost = tf.reduce_mean(disc_fake) - tf.reduce_mean(disc_real)
gen_cost = -tf.reduce_mean(disc_fake)
# WGAN gradient penalty
if MODE == 'wgan-gp':
    alpha = tf.random_uniform(shape=[BATCH_SIZE,1], minval=0., maxval=1.)
    interpolates = alpha*real_data + ((1-alpha)*fake_data)
    disc_interpolates = Discriminator(interpolates)
    gradients = tf.gradients(disc_interpolates, [interpolates])[0]
    slopes = tf.sqrt(tf.reduce_sum(tf.square(gradients), reduction_indices=[1]))
    gradient_penalty = tf.reduce_mean((slopes-1)**2)
    disc_cost += LAMBDA*gradient_penalty

disc_params = params_with_name('Discriminator')
gen_params = params_with_name('Generator')
disc_train_op = tf.train.AdamOptimizer(learning_rate=1e-3, beta1=0.5, beta2=0.9).minimize(disc_cost, var_list=disc_params)
if len(gen_params) > 0:
    gen_train_op = tf.train.AdamOptimizer(learning_rate=1e-3, beta1=0.5, beta2=0.9).minimize(gen_cost, var_list=gen_params)
else:
    gen_train_op = tf.no_op()

print "Generator params:"
for var in sorted([v for v in tf.all_variables() if 'Generator' in v.name and 'Adam' not in v.name], key=lambda v: v.name):
    print "\t{}\t{}".format(var.name, var.get_shape())

def inf_train_gen():
    scale = 2.
    centers = [(1,0), (-1,0), (0,1), (0,-1)]
    centers = [(scale*x,scale*y) for x,y in centers]
    while True:
        dataset = []
        for i in xrange(BATCH_SIZE):
            point = np.random.randn(2)*.02
            center = random.choice(centers)
            point[0] += center[0]
            point[1] += center[1]
            dataset.append(point)
        yield np.array(dataset, dtype='float32') / 1.414

with tf.Session() as session:
    session.run(tf.initialize_all_variables())
    gen = inf_train_gen()
    for iteration in xrange(ITERS):
        if iteration > 0:
            _ = session.run(gen_train_op)
        for i in xrange(CRITIC_ITERS):
            _data = gen.next()
            _disc_cost, _ = session.run([disc_cost, disc_train_op], feed_dict={real_data: _data})
        if iteration % 5 == 4:
            print "iter {}\tcritic {:.2f}\tslope {:.1f}".format(iteration, float(_disc_cost), session.run(slopes, {real_data: _data}).mean() if MODE <> 'wgan' else 0)
