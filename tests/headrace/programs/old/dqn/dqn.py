#!/usr/bin/env python
from __future__ import print_function

import tensorflow as tf
import sys
import random
import numpy as np
from collections import deque

ACTIONS = 2 # number of valid actions
GAMMA = 0.9 # decay rate of past observations
OBSERVE = 60. # timesteps to observe before training
EXPLORE = 200. # frames over which to anneal epsilon
FINAL_EPSILON = 0.01 # final value of epsilon
INITIAL_EPSILON = 0.5 # starting value of epsilon
REPLAY_MEMORY = 500 # number of previous transitions to remember
BATCH = 16 # size of minibatch
SIZE = 12

class GameState:
    """A ball falls, a paddle catches it."""
    def __init__(self):
        self.new()
    def new(self):
        self.ball = [0, random.randint(0, SIZE - 1)]
        self.paddle = SIZE / 2
    def frame_step(self, input_actions):
        if sum(input_actions) != 1:
            raise ValueError('Multiple input actions!')
        self.paddle = min(max(self.paddle + (1 if input_actions[1] == 1 else -1), 0), SIZE - 1)
        self.ball[0] += 1
        terminal = self.ball[0] == SIZE - 1
        reward = 0.1 if not terminal else (1 if abs(self.ball[1] - self.paddle) <= 2 else -1)
        image = np.zeros((SIZE, SIZE), np.uint8)
        image[self.ball[0], self.ball[1]] = 255
        image[SIZE - 1, self.paddle] = 255
        if terminal: self.new()
        return image, reward, terminal

def weight_variable(shape):
    initial = tf.truncated_normal(shape, stddev = 0.05)
    return tf.Variable(initial)

def bias_variable(shape):
    initial = tf.constant(0.01, shape = shape)
    return tf.Variable(initial)

def conv2d(x, W, stride):
    return tf.nn.conv2d(x, W, strides = [1, stride, stride, 1], padding = "SAME")

def createNetwork():
    # network weights
    W_conv1 = weight_variable([4, 4, 4, 8])
    b_conv1 = bias_variable([8])
    W_fc1 = weight_variable([72, 32])
    b_fc1 = bias_variable([32])
    W_fc2 = weight_variable([32, ACTIONS])
    b_fc2 = bias_variable([ACTIONS])
    s = tf.placeholder("float", [None, SIZE, SIZE, 4])
    h_conv1 = tf.nn.relu(conv2d(s, W_conv1, 2) + b_conv1)
    h_pool1 = tf.nn.max_pool(h_conv1, ksize = [1, 2, 2, 1], strides = [1, 2, 2, 1], padding = "SAME")
    h_flat = tf.reshape(h_pool1, [-1, 72])
    h_fc1 = tf.nn.relu(tf.matmul(h_flat, W_fc1) + b_fc1)
    readout = tf.matmul(h_fc1, W_fc2) + b_fc2
    return s, readout, h_fc1

def trainNetwork(s, readout, h_fc1, sess):
    # define the cost function
    a = tf.placeholder("float", [None, ACTIONS])
    y = tf.placeholder("float", [None])
    readout_action = tf.reduce_sum(tf.mul(readout, a), reduction_indices = 1)
    cost = tf.reduce_mean(tf.square(y - readout_action))
    train_step = tf.train.AdamOptimizer(1e-3).minimize(cost)
    # open up a game state to communicate with emulator
    game_state = GameState()
    # store the previous observations in replay memory
    D = deque()
    # printing
    a_file = open("readout.txt", 'w')
    # get the first state by doing nothing and preprocess the image to 80x80x4
    do_nothing = np.zeros(ACTIONS)
    do_nothing[0] = 1
    x_t, r_0, terminal = game_state.frame_step(do_nothing)
    s_t = np.stack((x_t / 255., x_t / 255., x_t / 255., x_t / 255.), axis = 2)
    # saving and loading networks
    saver = tf.train.Saver()
    sess.run(tf.initialize_all_variables())
    checkpoint = tf.train.get_checkpoint_state("saved_networks")
    if checkpoint and checkpoint.model_checkpoint_path:
        saver.restore(sess, checkpoint.model_checkpoint_path)
        print("Successfully loaded:", checkpoint.model_checkpoint_path)
    else:
        print("Could not find old network weights")
    epsilon = INITIAL_EPSILON
    t = 0
    while t < 400:
        # choose an action epsilon greedily
        readout_t = readout.eval(feed_dict = {s : [s_t]})[0]
        a_t = np.zeros([ACTIONS])
        action_index = 0
        if random.random() <= epsilon or t <= OBSERVE:
            action_index = random.randrange(ACTIONS)
            a_t[action_index] = 1
        else:
            action_index = np.argmax(readout_t)
            a_t[action_index] = 1
        # scale down epsilon
        if epsilon > FINAL_EPSILON and t > OBSERVE:
            epsilon -= (INITIAL_EPSILON - FINAL_EPSILON) / EXPLORE
        x_t1, r_t, terminal = game_state.frame_step(a_t)
        x_t1 = np.reshape(x_t1 / 255., (SIZE, SIZE, 1))
        s_t1 = np.append(x_t1, s_t[:,:,0:3], axis = 2)
        # store the transition in D
        D.append((s_t, a_t, r_t, s_t1, terminal))
        if len(D) > REPLAY_MEMORY:
            D.popleft()
        # only train if done observing
        if t > OBSERVE:
            # sample a minibatch to train on
            minibatch = random.sample(D, BATCH)
            # get the batch variables
            s_j_batch = [d[0] for d in minibatch]
            a_batch = [d[1] for d in minibatch]
            r_batch = [d[2] for d in minibatch]
            s_j1_batch = [d[3] for d in minibatch]
            y_batch = []
            readout_j1_batch = readout.eval(feed_dict = {s : s_j1_batch})
            for i in range(0, len(minibatch)):
                # if terminal only equals reward
                if minibatch[i][4]:
                    y_batch.append(r_batch[i])
                else:
                    y_batch.append(r_batch[i] + GAMMA * np.max(readout_j1_batch[i]))
            # perform gradient step
            train_step.run(feed_dict = {y : y_batch, a : a_batch, s : s_j_batch})
        # update the old values
        s_t = s_t1
        t += 1
        # save progress every 10000 iterations
        if t % 200 == 0:
            saver.save(sess, 'saved_networks/' + 'game' + '-dqn', global_step = t)
        # print info
        state = "observe" if t <= OBSERVE else "explore" if t <= OBSERVE + EXPLORE else "train"
        if t % 100 == 0:
            print("TIMESTEP", t, "/ STATE", state, "/ EPSILON %.2f" % epsilon, "/ ACTION", action_index, "/ REWARD", r_t, "/ Q_MAX %e" % np.max(readout_t))
            a_file.write(",".join([str(x) for x in readout_t]) + '\n')
    a_file.close()
    print(len(open("readout.txt").readlines()))

def playGame():
    random.seed(1)
    sess = tf.InteractiveSession()
    s, readout, h_fc1 = createNetwork()
    trainNetwork(s, readout, h_fc1, sess)

if __name__ == "__main__":
    import os
    if not os.path.isdir('saved_networks'): os.mkdir('saved_networks', 0755)
    playGame()
