"""tf.python.ops.candidate_sampling_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sampling.candidates import all_candidate_sampler as all_candidate_sampler
from headrace.graph.ops.sampling.accidental_hits import compute_accidental_hits as compute_accidental_hits
from headrace.graph.ops.sampling.candidates import uniform_candidate_sampler as uniform_candidate_sampler
from headrace.nn import fixed_unigram_candidate_sampler as fixed_unigram_candidate_sampler
from headrace.nn import learned_unigram_candidate_sampler as learned_unigram_candidate_sampler
from headrace.nn import log_uniform_candidate_sampler as log_uniform_candidate_sampler

__all__ = [
    "all_candidate_sampler",
    "compute_accidental_hits",
    "fixed_unigram_candidate_sampler",
    "learned_unigram_candidate_sampler",
    "log_uniform_candidate_sampler",
    "uniform_candidate_sampler",
]
