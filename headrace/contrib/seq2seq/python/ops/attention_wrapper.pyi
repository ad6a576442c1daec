"""tf.contrib.seq2seq.python.ops.attention_wrapper: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.seq2seq.attention_memory import AttentionMechanism as AttentionMechanism
from headrace.training.contrib.seq2seq.attention_wrapper import AttentionWrapper as AttentionWrapper
from headrace.training.contrib.seq2seq.attention_wrapper import AttentionWrapperState as AttentionWrapperState
from headrace.training.contrib.seq2seq.attention import BahdanauAttention as BahdanauAttention
from headrace.training.contrib.seq2seq.monotonic import BahdanauMonotonicAttention as BahdanauMonotonicAttention
from headrace.training.contrib.seq2seq.attention import LuongAttention as LuongAttention
from headrace.training.contrib.seq2seq.monotonic import LuongMonotonicAttention as LuongMonotonicAttention
from headrace.training.contrib.seq2seq.attention_memory import _BaseAttentionMechanism as _BaseAttentionMechanism
from headrace.training.contrib.seq2seq.monotonic import _BaseMonotonicAttentionMechanism as _BaseMonotonicAttentionMechanism
from headrace.training.contrib.seq2seq.attention import _bahdanau_score as _bahdanau_score
from headrace.training.contrib.seq2seq.attention_wrapper import _compute_attention as _compute_attention
from headrace.training.contrib.seq2seq.attention import _luong_score as _luong_score
from headrace.training.contrib.seq2seq.attention_memory import _maybe_mask_score as _maybe_mask_score
from headrace.training.contrib.seq2seq.monotonic import _monotonic_probability_fn as _monotonic_probability_fn
from headrace.training.contrib.seq2seq.attention_memory import _prepare_memory as _prepare_memory
from headrace.training.contrib.seq2seq.attention_wrapper import hardmax as hardmax
from headrace.training.contrib.seq2seq.monotonic import monotonic_attention as monotonic_attention
from headrace.training.contrib.seq2seq.monotonic import safe_cumprod as safe_cumprod

__all__ = [
    "AttentionMechanism",
    "AttentionWrapper",
    "AttentionWrapperState",
    "BahdanauAttention",
    "BahdanauMonotonicAttention",
    "LuongAttention",
    "LuongMonotonicAttention",
    "_BaseAttentionMechanism",
    "_BaseMonotonicAttentionMechanism",
    "_bahdanau_score",
    "_compute_attention",
    "_luong_score",
    "_maybe_mask_score",
    "_monotonic_probability_fn",
    "_prepare_memory",
    "hardmax",
    "monotonic_attention",
    "safe_cumprod",
]
