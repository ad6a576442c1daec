"""tf.contrib.seq2seq: decoders that loop, what feeds them, attention, beam search. Made by `make names`."""

from headrace.training.contrib.seq2seq.attention_memory import AttentionMechanism as AttentionMechanism
from headrace.training.contrib.seq2seq.attention_wrapper import AttentionWrapper as AttentionWrapper
from headrace.training.contrib.seq2seq.attention_wrapper import AttentionWrapperState as AttentionWrapperState
from headrace.training.contrib.seq2seq.attention import BahdanauAttention as BahdanauAttention
from headrace.training.contrib.seq2seq.monotonic import BahdanauMonotonicAttention as BahdanauMonotonicAttention
from headrace.training.contrib.seq2seq.basic_decoder import BasicDecoder as BasicDecoder
from headrace.training.contrib.seq2seq.basic_decoder import BasicDecoderOutput as BasicDecoderOutput
from headrace.training.contrib.seq2seq.beam_search_decoder import BeamSearchDecoder as BeamSearchDecoder
from headrace.training.contrib.seq2seq.beam_search_step import BeamSearchDecoderOutput as BeamSearchDecoderOutput
from headrace.training.contrib.seq2seq.beam_search_step import BeamSearchDecoderState as BeamSearchDecoderState
from headrace.training.contrib.seq2seq.helpers import CustomHelper as CustomHelper
from headrace.training.contrib.seq2seq.decoder import Decoder as Decoder
from headrace.training.contrib.seq2seq.beam_search_decoder import FinalBeamSearchDecoderOutput as FinalBeamSearchDecoderOutput
from headrace.training.contrib.seq2seq.helpers import GreedyEmbeddingHelper as GreedyEmbeddingHelper
from headrace.training.contrib.seq2seq.helpers import Helper as Helper
from headrace.training.contrib.seq2seq.helpers import InferenceHelper as InferenceHelper
from headrace.training.contrib.seq2seq.attention import LuongAttention as LuongAttention
from headrace.training.contrib.seq2seq.monotonic import LuongMonotonicAttention as LuongMonotonicAttention
from headrace.training.contrib.seq2seq.helpers import SampleEmbeddingHelper as SampleEmbeddingHelper
from headrace.training.contrib.seq2seq.scheduled import ScheduledEmbeddingTrainingHelper as ScheduledEmbeddingTrainingHelper
from headrace.training.contrib.seq2seq.scheduled import ScheduledOutputTrainingHelper as ScheduledOutputTrainingHelper
from headrace.training.contrib.seq2seq.helpers import TrainingHelper as TrainingHelper
from headrace.training.contrib.seq2seq.decoder import dynamic_decode as dynamic_decode
from headrace.graph.ops.sequences.gather_tree import gather_tree as gather_tree
from headrace.training.contrib.seq2seq.attention_wrapper import hardmax as hardmax
from headrace.contrib.seq2seq import loss as loss
from headrace.training.contrib.seq2seq.monotonic import monotonic_attention as monotonic_attention
from headrace.contrib.seq2seq import ops as ops
from headrace.contrib.seq2seq import python as python
from headrace.training.contrib.seq2seq.monotonic import safe_cumprod as safe_cumprod
from headrace.training.contrib.seq2seq.loss import sequence_loss as sequence_loss
from headrace.training.contrib.seq2seq.beams import tile_batch as tile_batch

__all__ = [
    "AttentionMechanism",
    "AttentionWrapper",
    "AttentionWrapperState",
    "BahdanauAttention",
    "BahdanauMonotonicAttention",
    "BasicDecoder",
    "BasicDecoderOutput",
    "BeamSearchDecoder",
    "BeamSearchDecoderOutput",
    "BeamSearchDecoderState",
    "CustomHelper",
    "Decoder",
    "FinalBeamSearchDecoderOutput",
    "GreedyEmbeddingHelper",
    "Helper",
    "InferenceHelper",
    "LuongAttention",
    "LuongMonotonicAttention",
    "SampleEmbeddingHelper",
    "ScheduledEmbeddingTrainingHelper",
    "ScheduledOutputTrainingHelper",
    "TrainingHelper",
    "dynamic_decode",
    "gather_tree",
    "hardmax",
    "monotonic_attention",
    "safe_cumprod",
    "sequence_loss",
    "tile_batch",
]
