"""tf.random: random values, under TensorFlow 1.13's later names. Made by `make names`."""

from headrace.graph.ops.sampling.candidates import all_candidate_sampler as all_candidate_sampler
from headrace.graph.ops.random.random import multinomial as multinomial
from headrace.graph.ops.random.random import random_normal as normal
from headrace.graph.ops.random.poisson import random_poisson as poisson
from headrace.graph.runtime.random_seed import set_random_seed as set_random_seed
from headrace.graph.ops.random.shuffle import random_shuffle as shuffle
from headrace.graph.ops.random.random import random_uniform as uniform
from headrace.graph.ops.sampling.candidates import uniform_candidate_sampler as uniform_candidate_sampler
from headrace.nn import fixed_unigram_candidate_sampler as fixed_unigram_candidate_sampler
from headrace.nn import learned_unigram_candidate_sampler as learned_unigram_candidate_sampler
from headrace.nn import log_uniform_candidate_sampler as log_uniform_candidate_sampler
from headrace import truncated_normal as truncated_normal

__all__ = [
    "all_candidate_sampler",
    "fixed_unigram_candidate_sampler",
    "learned_unigram_candidate_sampler",
    "log_uniform_candidate_sampler",
    "multinomial",
    "normal",
    "poisson",
    "set_random_seed",
    "shuffle",
    "truncated_normal",
    "uniform",
    "uniform_candidate_sampler",
]
