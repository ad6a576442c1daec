"""Programs with strings: letters, patterns, pieces, characters, and what is refused."""

from __future__ import annotations

from support.compared import Programs, results
from support.compared.results import nodes, refusal

PROGRAMS = Programs(results)


@PROGRAMS
def letters(tf, session):
    given = tf.constant(["Ab É", ""])
    found = [tf.strings.lower(given), tf.strings.upper(given, encoding="utf-8"), tf.strings.upper(given, name="loud")]
    return session.run(found), [one.name for one in found], refusal(lambda: session.run(tf.strings.lower("A", encoding="x")))


MATCHES = [
    "a+",
    "a*?",
    "(a|b)+",
    "[ab]{2}",
    "a{1,2}b",
    "a{,2}",
    ".",
    "ab$",
    "^ab",
    r"\Aab\z",
    "(?i)AB",
    "a(?i)B",
    "a(?-i:b)",
    "(?i:A)b",
    r"\x61b",
    r"\x{61}\142",
    r"\Qab\E",
    "[^b]b",
    "[[:alpha:]]+",
    "[[:^digit:]]+",
    r"\p{Ll}+",
    r"\pL+",
    r"[\pN]+",
    r"\d+",
    r"[\d_]+",
    r"[^\D]",
    r"\w+",
    r"\W",
    r"\bab\b",
    r"a\Bb",
    "[a-b]+",
    "[-a]b",
    "[a-]b",
    "[]a]b",
    "(?P<n>a)b",
    "(|a)*b",
    "(?U)a+b",
    "(?s).+",
    "é",
    r"\n",
    "(?m)^b$",
    "x*",
]
WRONG = [
    "(",
    ")",
    "[",
    "[z-a]",
    "*",
    "a**",
    "a++",
    "(?=a)",
    "(?<a)",
    "(?x)a",
    r"\1",
    r"\Z",
    r"\y",
    r"\8",
    r"\xg",
    "a{1001}",
    "a{2,1}",
    "a{2}{3}",
    "(?P<n",
    r"\pX",
    "(?i",
    "a|*",
    "\\",
    "",
]
TEXTS = ["ab", "aab", "b", "a", "12", "é", "a\nb", "\n", "", "{,2}", "a_1", "aB", "-b", "]b", "٣"]


@PROGRAMS
def matches(tf, session):
    found = [tf.strings.regex_full_match(TEXTS, pattern) for pattern in MATCHES]
    dynamic = tf.strings.regex_full_match(TEXTS, tf.constant("a+b"))
    return list(session.run(found)), session.run(dynamic), found[0].op.type, dynamic.op.type


@PROGRAMS
def wrong_patterns(tf, session):
    return {
        pattern: refusal(lambda pattern=pattern: session.run(tf.strings.regex_full_match("a", pattern))) for pattern in WRONG
    }


@PROGRAMS
def replacements(tf, session):
    cases = [
        ("a*", "x"),
        ("(a)(b)?", r"<\2\1\0>"),
        ("b", r"\\"),
        ("b", r"x\q"),
        ("b", r"\3"),
        ("", "-"),
        ("$", "!"),
        ("(?m)^", ">"),
        (r"[^a]", "."),
        (r".", "<\\0>"),
        (r"\b", "|"),
    ]
    texts = [*TEXTS, b"\xff\xfea", "baaac"]
    found = [tf.regex_replace(texts, pattern, rewrite) for pattern, rewrite in cases]
    first = [tf.strings.regex_replace(texts, pattern, rewrite, replace_global=False) for pattern, rewrite in cases]
    dynamic = tf.strings.regex_replace(["ab"], tf.constant("a"), "x", name="own")
    return session.run(found), session.run(first), session.run(dynamic), dynamic.name, found[0].op.type


@PROGRAMS
def formats(tf, session):
    found = [
        tf.strings.format("x {} y", tf.range(10)),
        tf.strings.format("{}|{}", (tf.constant([0.1, 1 / 3, 1e10]), tf.constant(["a", "b"]))),
        tf.strings.format("%t", [tf.reshape(tf.range(24), [4, 6])], placeholder="%t", summarize=1),
        tf.strings.format("{}", tf.constant([[True], [False]]), summarize=-1, name="own"),
    ]
    return session.run(found), found[3].name, refusal(lambda: tf.strings.format("{} {}", tf.constant(1)))


@PROGRAMS
def pieces(tf, session):
    texts = ["a  b c", "", " d ", "e,,f,"]
    found = [
        tf.strings.split(texts),
        tf.strings.split(texts, sep=","),
        tf.strings.split(source=texts, maxsplit=1),
        tf.strings.split(texts, ",", 2, name="own"),
        tf.string_split(texts, result_type="SparseTensor"),
    ]
    single = tf.strings.bytes_split("hé")
    refused = [
        refusal(lambda: tf.strings.split(texts, result_type="x")),
        refusal(lambda: tf.string_split(texts, result_type="x")),
        refusal(lambda: tf.strings.split(texts, source=texts)),
        refusal(lambda: tf.strings.bytes_split(tf.placeholder(tf.string))),
    ]
    return [session.run([one.indices, one.values, one.dense_shape]) for one in found], session.run(single), refused


@PROGRAMS
def joined(tf, session):
    texts = [["a", "b"], ["c", "d"], ["e", "f"]]
    found = [
        tf.strings.unsorted_segment_join(texts, [1, 0, 1], 3),
        tf.strings.unsorted_segment_join(texts, [[1, 0], [1, 0], [2, 2]], tf.constant(3), separator=":", name="own"),
    ]
    refused = [
        refusal(lambda: session.run(tf.strings.unsorted_segment_join(texts, [1, 0, 3], 3))),
        refusal(lambda: session.run(tf.strings.unsorted_segment_join(texts, [1, 0, -1], 3))),
    ]
    return session.run(found), [str(one.shape) for one in found], found[1].name, refused, nodes(tf.get_default_graph())[:5]


@PROGRAMS
def neighbours(tf, session):
    row, rows = tf.constant(["a", "b", "c"]), tf.constant([["a", "b", "c"], ["d", "e", "f"]])
    found = [
        tf.strings.ngrams(row, 2),
        tf.strings.ngrams(rows, [2, 3], separator="-"),
        tf.strings.ngrams(rows, 3, pad_values=("L", "R")),
        tf.strings.ngrams(rows, 3, pad_values="P", padding_width=1),
        tf.strings.ngrams(row, 5, preserve_short_sequences=True),
    ]
    refused = [
        refusal(lambda: tf.strings.ngrams("a", 2)),
        refusal(lambda: tf.strings.ngrams(row, 0)),
        refusal(lambda: tf.strings.ngrams(row, 2, pad_values=3)),
        refusal(lambda: tf.strings.ngrams(row, 2, padding_width=1)),
        refusal(lambda: tf.strings.ngrams(row, 2, pad_values="P", padding_width=0)),
        refusal(lambda: tf.strings.ngrams(tf.placeholder(tf.string), 2)),
    ]
    return session.run(found), refused


@PROGRAMS
def characters(tf, session):
    text, wrong = "aé€😀", b"a\xffb\xe2\x82"
    found = [
        tf.strings.unicode_decode(text, "UTF-8"),
        tf.strings.unicode_decode(wrong, "UTF-8", replacement_char=65),
        tf.strings.unicode_decode(wrong, "UTF-8", errors="ignore"),
        *tf.strings.unicode_decode_with_offsets(text, "UTF-8"),
        tf.strings.unicode_split(text, "UTF-8"),
        *tf.strings.unicode_split_with_offsets(wrong, "UTF-8"),
        tf.strings.unicode_encode([97, 233, 0x1F600], "UTF-8"),
        tf.strings.unicode_encode([[97, 98], [233, 0x110000]], "UTF-16-BE"),
        tf.strings.unicode_encode([[[97], [98]]], "UTF-8", errors="ignore"),
        tf.strings.unicode_encode([0xD83D, 0xDE00, 0xD800], "UTF-8"),
        tf.strings.unicode_transcode([text, wrong], "UTF-8", "UTF-32-BE", name="own"),
    ]
    refused = [
        refusal(lambda: session.run(tf.strings.unicode_decode(wrong, "UTF-8", errors="strict"))),
        refusal(lambda: session.run(tf.strings.unicode_decode("a", "nope"))),
        refusal(lambda: session.run(tf.strings.unicode_encode([0x110000], "UTF-8", errors="strict"))),
        refusal(lambda: session.run(tf.strings.unicode_transcode("a", "UTF-8", "UTF-8", replacement_char=-1))),
        refusal(lambda: tf.strings.unicode_decode(tf.placeholder(tf.string), "UTF-8")),
        refusal(lambda: tf.strings.unicode_encode(97, "UTF-8")),
        refusal(lambda: tf.strings.unicode_encode(tf.placeholder(tf.int32), "UTF-8")),
    ]
    return session.run(found), found[-1].name, refused
