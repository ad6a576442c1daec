"""Samples of the operations on strings: letters, patterns, pieces, characters."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.strings.cases import STRING_FORMAT, STRING_LOWER, STRING_UPPER
from headrace.graph.ops.strings.encodings import UNICODE_TRANSCODE
from headrace.graph.ops.strings.matching import (
    REGEX_FULL_MATCH,
    REGEX_REPLACE,
    STATIC_REGEX_FULL_MATCH,
    STATIC_REGEX_REPLACE,
)
from headrace.graph.ops.strings.pieces import STRING_SPLIT_V2
from headrace.graph.ops.strings.scripts import UNICODE_SCRIPT
from headrace.graph.ops.strings.segments import STRING_NGRAMS, UNSORTED_SEGMENT_JOIN
from headrace.graph.ops.strings.unicode import (
    UNICODE_DECODE,
    UNICODE_DECODE_WITH_OFFSETS,
    UNICODE_ENCODE,
)
from headrace.graph.types import dtypes

_texts = np.array([["Ab çÉ", "", "a1b22"], ["x\ny", "AAb", " a  b "]])
_mixed = np.array([b"a\x01\xff\xe2\x82b", "çé€😀".encode(), b""], object)
_wide = np.array(["aé".encode("utf-16-be"), b"\xd8\x00\x00b"], object)
_codes = np.array([97, 233, 0x20AC, 0x1F600, 0x110000, -1], np.int32)
_splits = np.array([0, 2, 2, 6], np.int64)
_words = np.array(["a", "b", "c", "d"])
_int32 = np.array([0, 3, 4], np.int32)


def _ngrams(widths, left="", right="", padding=0, preserves=False, separator=" "):
    return lambda data, splits: STRING_NGRAMS(
        data,
        splits,
        separator=separator,
        ngram_widths=widths,
        left_pad=left,
        right_pad=right,
        pad_width=padding,
        preserve_short_sequences=preserves,
    )


SAMPLES = [
    Sample("StringLower", STRING_LOWER, [_texts]),
    Sample("StringLower", lambda x: STRING_LOWER(x, encoding="utf-8"), [_texts]),
    Sample("StringUpper", STRING_UPPER, [_texts]),
    Sample("StringUpper", lambda x: STRING_UPPER(x, encoding="utf-8"), [_texts]),
    Sample("RegexFullMatch", REGEX_FULL_MATCH, [_texts, "(?i)a+b"], batched=[0], constants=[1]),
    Sample("StaticRegexFullMatch", lambda x: STATIC_REGEX_FULL_MATCH(x, pattern=r".*[[:digit:]]\d?"), [_texts]),
    Sample("StaticRegexFullMatch", lambda x: STATIC_REGEX_FULL_MATCH(x, pattern="[Aa]+b?"), [_texts]),
    Sample("RegexReplace", REGEX_REPLACE, [_texts, "[^a-z ]", r"<\0>"], batched=[0], constants=[1, 2]),
    Sample(
        "RegexReplace",
        lambda *x: REGEX_REPLACE(*x, replace_global=False),
        [_texts, "(a)|(b)", r"\2\1\\"],
        batched=[0],
        constants=[1, 2],
    ),
    Sample("StaticRegexReplace", lambda x: STATIC_REGEX_REPLACE(x, pattern="b*", rewrite="-"), [_texts]),
    Sample(
        "StaticRegexReplace",
        lambda x: STATIC_REGEX_REPLACE(x, pattern=r"(?m)^(.)|\d", rewrite=r"[\1]", replace_global=False),
        [_texts],
    ),
    Sample(
        "StringFormat",
        lambda *x: STRING_FORMAT(list(x), template="%s, %s; %s"),
        [np.arange(24).reshape(2, 3, 4) / 7, np.array([True, False]), _words],
    ),
    Sample(
        "StringFormat",
        lambda *x: STRING_FORMAT(list(x), template="{}%s{}", placeholder="{}", summarize=-1),
        [np.arange(8, dtype=np.int32), np.float32([0.1, 1e10, 1 / 3])],
    ),
    Sample("StringSplitV2", STRING_SPLIT_V2, [_texts[1], ""], constants=[1]),
    Sample("StringSplitV2", lambda *x: STRING_SPLIT_V2(*x, maxsplit=1), [_texts[0], "b"], constants=[1]),
    Sample("StringSplitV2", lambda *x: STRING_SPLIT_V2(*x, maxsplit=1), [_texts[1], ""], constants=[1]),
    Sample(
        "UnsortedSegmentJoin",
        lambda *x: UNSORTED_SEGMENT_JOIN(*x, separator=", "),
        [_texts, np.array([2, 2], np.int32), np.int32(4)],
        batched=[0],
        constants=[2],
    ),
    Sample(
        "UnsortedSegmentJoin",
        UNSORTED_SEGMENT_JOIN,
        [_texts, np.array([[2, 0, 2], [0, 0, 1]], np.int64), np.int64(3)],
        batched=[0],
        constants=[2],
    ),
    Sample("StringNGrams", _ngrams([2, 3]), [_words, _int32], batched=[0]),
    Sample("StringNGrams", _ngrams([3], "L", "R", -1, separator="|"), [_words, _int32.astype(np.int64)], batched=[0]),
    Sample("StringNGrams", _ngrams([5], "<", ">", 1, True), [_words, _int32.astype(np.int64)], batched=[0]),
    Sample(
        "UnicodeTranscode",
        lambda x: UNICODE_TRANSCODE(x, input_encoding="UTF-8", output_encoding="UTF-16-BE"),
        [_mixed],
    ),
    Sample(
        "UnicodeTranscode",
        lambda x: UNICODE_TRANSCODE(
            x, input_encoding="UTF-8", output_encoding="UTF-8", replacement_char=65, replace_control_characters=True
        ),
        [_mixed],
    ),
    Sample(
        "UnicodeTranscode",
        lambda x: UNICODE_TRANSCODE(x, input_encoding="UTF-16-BE", output_encoding="UTF-32-BE", errors="ignore"),
        [_wide],
    ),
    *[
        Sample(op.type, lambda x, op=op, how=how: op(x, **how), [texts], batched=[0])
        for op in (UNICODE_DECODE, UNICODE_DECODE_WITH_OFFSETS)
        for texts, how in [
            (_mixed, {"input_encoding": "UTF-8"}),
            (_wide, {"input_encoding": "UTF-16-BE", "errors": "ignore"}),
            (_mixed, {"input_encoding": "UTF-8", "replacement_char": 65, "replace_control_characters": True}),
        ]
    ],
    *[
        Sample(
            op.type,
            lambda x, op=op: op(x, input_encoding="UTF-8", Tsplits=dtypes.int32),
            [np.array(["é".encode(), b"a"], object)],
            batched=[0],
            values=lambda *_, outputs=outputs: outputs,  # TensorFlow 2 ends the process
        )
        for op, outputs in [
            (UNICODE_DECODE, (np.array([0, 1, 2], np.int32), np.array([233, 97], np.int32))),
            (
                UNICODE_DECODE_WITH_OFFSETS,
                (np.array([0, 1, 2], np.int32), np.array([233, 97], np.int32), np.array([0, 0], np.int64)),
            ),
        ]
    ],
    Sample("UnicodeEncode", lambda *x: UNICODE_ENCODE(*x, output_encoding="UTF-8"), [_codes, _splits], batched=[0]),
    Sample("UnicodeScript", UNICODE_SCRIPT, [np.array([[-1, 0, 97, 0x416], [0x4E2D, 0xD800, 0x10FFFF, 0x110000]], np.int32)]),
    Sample(
        "UnicodeEncode",
        lambda *x: UNICODE_ENCODE(*x, output_encoding="UTF-16-BE", replacement_char=65),
        [_codes, _splits.astype(np.int32)],
        batched=[0],
    ),
    Sample(
        "UnicodeEncode",
        lambda *x: UNICODE_ENCODE(*x, output_encoding="UTF-8", errors="ignore"),
        [_codes, _splits],
        batched=[0],
    ),
]
