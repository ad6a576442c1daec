"""Programs in Python 2: laws of division and order, packages, places of errors. What they print: test_mendings.py."""

from __future__ import annotations

import importlib.util
import inspect
import itertools
import sys
import traceback
import types
import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import headrace as tf
from headrace.programs.mended.python2 import divisions, ordering
from headrace.programs.sources import compiled, mendings_of


def run(text: str | bytes, path: str = "program.py", **options) -> dict:
    """The names that a program in Python 2 leaves behind."""
    source = text if isinstance(text, bytes) else text.encode()
    module = types.ModuleType("program")
    exec(compiled(source, path, python2=True, **options).code, module.__dict__)
    return module.__dict__


# Division


class Exact:
    """An expression and its value by Python 2's rules: a whole number, or a float."""

    def __init__(self, text, value):
        self.text, self.value = text, value


def combine(one: Exact, sign: str, other: Exact) -> Exact | None:
    a, b = one.value, other.value
    if sign == "/":
        if b == 0:
            return None
        whole = isinstance(a, int) and isinstance(b, int)
        value = Fraction(a, b).__floor__() if whole else float(a) / float(b)
    else:
        value = {"+": a + b, "-": a - b, "*": a * b}[sign]
    return Exact(f"({one.text} {sign} {other.text})", value) if abs(value) < 1e9 else None


numbers = st.one_of(st.integers(-50, 50), st.sampled_from([0.5, -1.25, 3.0])).map(lambda n: Exact(f"({n!r})", n))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(numbers, st.sampled_from("/+-*/")), min_size=1, max_size=8), numbers)
def test_expressions_of_numbers_divide_as_in_python2(parts, last):
    found = last
    for number, sign in parts:
        found = combine(number, sign, found) or combine(found, sign, number) or found
    assert repr(run(f"x = {found.text}")["x"]) == repr(found.value)


dtypes = st.sampled_from([np.int8, np.uint8, np.int16, np.int32, np.int64, np.float32, np.float64, np.bool_])
arrays = st.tuples(st.lists(st.integers(0, 9), min_size=3, max_size=3), dtypes).map(lambda a: np.array(*a))


@settings(max_examples=60, deadline=None)
@given(arrays, st.one_of(arrays, st.integers(1, 9), st.sampled_from([0.5, 2.0])))
def test_arrays_of_whole_numbers_divide_to_whole_numbers(a, b):
    with np.errstate(all="ignore"):
        found = divisions.divide(a, b)
        whole = a.dtype.kind != "f" and not isinstance(b, float) and np.asarray(b).dtype.kind != "f"
        assert (found.dtype.kind in "iu") == whole
        np.testing.assert_array_equal(found, np.floor_divide(a, b) if whole else np.true_divide(a, b))


@settings(max_examples=30, deadline=None)
@given(arrays, st.integers(1, 9))
def test_division_in_place_stays_in_place(a, b):
    names = {"a": a.copy(), "b": b}
    if a.dtype.kind == "b":
        return  # bool /= is an error in Python 2, too
    before = names["a"]
    exec(compiled(b"c = a\na /= b", "p", python2=True).code, names)
    assert names["a"] is before is names["c"]
    np.testing.assert_array_equal(before, divisions.divide(a, b))


def test_tensors_divide_by_their_own_division():
    with tf.Graph().as_default(), tf.Session() as sess:
        whole, real = tf.constant([7, -7]), tf.constant([7.0, -7.0])
        names = {"whole": whole, "real": real, "np": np}
        text = "x = [whole / 2, real / 2, 7 / whole, np.array([9, 9]) / whole, whole / np.array([2, 2], np.int32)]"
        exec(compiled(text.encode(), "p", python2=True).code, names)
        values = [value.tolist() for value in sess.run(names["x"])]
        assert values == [[3, -4], [3.5, -3.5], [1, -1], [1, -2], [3, -4]]
        assert [tensor.dtype for tensor in names["x"]] == [tf.int32, tf.float32, tf.int32, tf.int32, tf.int32]
        assert names["x"][1].op.name.startswith("div")


def test_a_file_that_asks_for_true_division_gets_it():
    assert run("from __future__ import division\nx = 1 / 2\nx /= 2")["x"] == 0.25


def test_user_classes_divide_by_div_and_fall_back_to_truediv():
    text = """
class Old(object):
    def __div__(self, other): return 'div'
class New(object):
    def __truediv__(self, other): return 'truediv'
    def __rtruediv__(self, other): return 'rtruediv'
x = Old() / 2, New() / 2, 2 / New()
"""
    assert run(text)["x"] == ("div", "truediv", "rtruediv")


def test_what_leads_to_a_target_is_computed_once():
    text = """
calls = []
class A(object): pass
a = A(); a.items = [9, 7]
def get():
    calls.append(1)
    return a
def index():
    calls.append(2)
    return 1
get().items[index()] /= 2
def f():
    get().x = 5
    get().x /= 2
    return a.x
x = a.items, f(), calls
"""
    assert run(text)["x"] == ([9, 3], 2, [1, 2, 1, 1])


# Order

anything = st.recursive(
    st.one_of(st.none(), st.integers(-5, 5), st.sampled_from(["", "a", "b"]), st.booleans(), st.just(0.5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.tuples(inner), st.dictionaries(st.integers(0, 3), inner, max_size=2)
    ),
    max_leaves=4,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(anything, max_size=6))
def test_anything_can_be_sorted_and_the_order_is_one(items):
    found = ordering.sorted(items)
    assert sorted(map(repr, found)) == sorted(map(repr, items))
    assert all(ordering.cmp(a, b) <= 0 for a, b in itertools.pairwise(found))
    assert all(ordering.less_equal(a, b) for a, b in itertools.pairwise(found))
    assert [ordering.cmp(b, a) for a in items for b in items] == [-ordering.cmp(a, b) for a in items for b in items]
    if items:
        assert ordering.cmp(ordering.min(items), found[0]) == ordering.cmp(ordering.max(items), found[-1]) == 0


def test_what_python2_could_not_compare_is_an_error_still():
    with pytest.raises(TypeError):
        run("1j < 2")
    with tf.Graph().as_default(), pytest.raises((TypeError, ValueError)):
        ordering.less(tf.constant(1.0), None)


# Text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_of_byte_order(newline, mark):
    text = f"{mark}def f():{newline}\tprint 'in'{newline}\treturn 1 / 0{newline}x = '''a{newline}b'''{newline}"
    names = run(text.encode())
    assert names["x"] == "a\nb"
    with pytest.raises(ZeroDivisionError) as caught:
        names["f"]()
    assert [frame.lineno for frame in traceback.extract_tb(caught.tb) if frame.filename == "program.py"] == [3]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "cp1252"])
def test_sources_in_the_encoding_that_they_say(encoding):
    text = f"#!/usr/bin/python\n# vim: set fileencoding={encoding} :\nx = u'é'\nprint x\n"
    assert run(text.encode(encoding))["x"] == "é"


def test_lines_of_errors_are_those_of_the_file(tmp_path):
    text = """# A comment.
import sys

def f(a, (b, c)):
    '''Doc.'''
    print >>sys.stderr, \\
        "two lines"
    try:
        raise ValueError, "first"
    except ValueError, (error):
        exec "y = 1"
    return {'a': 1 / a,
            'b': b}

class A:
    def __cmp__(self, other): return 0
    def g(self): return f(0, (1, 2))
"""
    path = tmp_path / "program.py"
    path.write_text(text)
    names = run(text, str(path))
    with pytest.raises(ZeroDivisionError) as caught:
        names["A"]().g()
    frames = [frame for frame in traceback.extract_tb(caught.tb) if frame.filename == str(path)]
    assert [(frame.lineno, frame.line) for frame in frames][-2:] == [
        (17, "def g(self): return f(0, (1, 2))"),
        (12, "return {'a': 1 / a,"),
    ]
    assert names["f"].__doc__ == "Doc."
    assert inspect.getsource(names["f"]) == text[text.index("def f") : text.index("\nclass")]
    assert names["f"].__code__.co_firstlineno == 4


def test_all_lines_of_python2_code_are_lines_of_the_file():
    text = "x = 1\nprint x\nfor i in range(2):\n    print i,\nprint\nclass A:\n    def next(self):\n        return `1`\n"
    code = compiled(text.encode(), "p", python2=True).code
    assert {line for _, _, line in code.co_lines() if line} == {1, 2, 3, 4, 5, 6}


@pytest.mark.parametrize(
    ("text", "line"),
    [("x = (\n", 2), ("x = 1\nprint 'a' 'b'c'\n", 2), ("if x:\npass\n", 2), ("def f(:\n", 1), ("x = '''\n", 1)],
)
def test_what_is_neither_python2_nor_python3_is_an_error_with_its_place(text, line):
    with pytest.raises(SyntaxError) as caught:
        compiled(text.encode(), "program.py", python2=True)
    assert caught.value.filename == "program.py"
    assert line <= caught.value.lineno <= line + 1


def test_files_in_python3_are_read_too():
    text = (
        "async def f(x: int, *, y=1):\n    return await x\nprint('a', end='', file=__import__('io').StringIO())\nx = f'{1}'\n"
    )
    assert run(text)["x"] == "1"


def test_nothing_is_warned_of():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert run("x = '\\d', 1 is 1, u'\\d'")["x"] == ("\\d", True, "\\d")


def test_without_fissix_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "fissix", None)
    with pytest.raises(ImportError, match=r"pip install 'headrace\[py2\]'"):
        compiled(b"x = 1", "program.py", python2=True)


# Imports


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package in Python 2 whose modules import each other by their last names."""
    files = {
        "pack/__init__.py": "import first",
        "pack/first.py": "import os, second\nimport sub.inner\nimport second as s\n"
        "from second import value, Queue\nimport json\n",
        "pack/second.py": "value = 7 / 2\nfrom Queue import Queue\n",
        "pack/sub/__init__.py": "",
        "pack/sub/inner.py": "deep = 'deep'\n",
        "pack/json.py": "mine = True\n",
        "pack/absolute.py": "from __future__ import absolute_import\nimport json\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    class Loader(importlib.machinery.SourceFileLoader):
        def get_code(self, fullname):
            package = fullname if self.is_package(fullname) else fullname.rpartition(".")[0]
            return compiled(self.get_data(self.path), self.path, python2=True, package=package).code

    class Finder:
        @staticmethod
        def find_spec(name, path=None, target=None):
            spec = importlib.machinery.PathFinder.find_spec(name, path or [str(tmp_path)])
            if spec is None or not spec.origin or not spec.origin.startswith(str(tmp_path)):
                return None
            spec.loader = Loader(name, spec.origin)
            return spec

    monkeypatch.setattr(sys, "meta_path", [Finder, *sys.meta_path])
    yield importlib.import_module
    for name in [name for name in sys.modules if name.partition(".")[0] == "pack"]:
        del sys.modules[name]


def test_modules_of_the_own_folder_come_first(package):
    first = package("pack.first")
    assert first.second.value == first.value == first.s.value == 3
    assert first.sub.inner.deep == "deep"
    assert first.json.mine
    assert first.second.__name__ == "pack.second"
    assert first.Queue.__module__ == "queue"
    assert hasattr(package("pack.absolute").json, "dumps")


def test_each_import_from_the_own_folder_is_told(package, tmp_path):
    path = tmp_path / "pack" / "first.py"
    told = mendings_of(path.read_bytes(), str(path), python2=True, package="pack")
    assert [place.line for place in told] == [1, 2, 3, 4, 5]


# Files


def test_a_file_of_bytes_that_is_opened_as_text_has_bytes(tmp_path):
    (tmp_path / "data").write_bytes(b"\0\1\xff\xfe" * 3)
    (tmp_path / "text").write_bytes("é\n".encode() + b"\xff\n")
    names = run(f"d = {str(tmp_path)!r}\nx = open(d + '/data').read(4)\nlines = open(d + '/text').readlines()\n")
    assert names["x"] == b"\0\1\xff\xfe"
    assert names["lines"] == ["é\n", "\udcff\n"]
    run(f"d = {str(tmp_path)!r}\nopen(d + '/copy', 'w').writelines(open(d + '/text'))\n")
    assert (tmp_path / "copy").read_bytes() == (tmp_path / "text").read_bytes()


def test_pictures_are_read_by_gfile_as_bytes_and_texts_as_texts(tmp_path, monkeypatch):
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\0\1")
    (tmp_path / "a.txt").write_text("words\n")
    platform = types.SimpleNamespace(gfile=tf.gfile)
    for name, module in (("tensorflow", tf), ("tensorflow.python", tf), ("tensorflow.python.platform", platform)):
        monkeypatch.setitem(sys.modules, name, module)
    text = f"""
import tensorflow as tf
from tensorflow.python.platform import gfile
d = {str(tmp_path)!r}
x = tf.gfile.FastGFile(d + '/a.jpg', 'r').read(), gfile.GFile(d + '/a.txt').read()
y = tf.train.BytesList(value=['text', 'bytes'.encode('ascii')]).value
"""
    names = run(text)
    assert names["x"] == (b"\xff\xd8\0\1", "words\n")
    assert list(names["y"]) == [b"text", b"bytes"]


def test_limits_of_ranges_may_be_floats():
    assert run("x = range(3.0), [i for i in xrange(2.5)], range(1, 2)")["x"] == ([0, 1, 2], [0, 1], [1])


def test_the_own_module_beside_a_program_comes_before_the_library_of_that_name(tmp_path, monkeypatch):
    (tmp_path / "Queue.py").write_text("mine = 3\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    names = run("import Queue\nfrom Queue import mine\nimport ConfigParser\n", str(tmp_path / "program.py"))
    assert (names["Queue"].mine, names["mine"], names["ConfigParser"].__name__) == (3, 3, "configparser")
    del sys.modules["Queue"]


def test_a_file_that_is_a_docstring_alone_has_it():
    assert run("ur'doc'\n")["__doc__"] == "doc"


@pytest.mark.skipif(sys.version_info < (3, 11), reason="code has columns since Python 3.11")
def test_columns_of_errors_are_those_of_the_file_or_none():
    code = compiled(b"x = y + 1\nprint x, y + 1\n", "program.py", python2=True).code
    columns = {(line, column) for line, _, column, _ in code.co_positions() if line}
    assert {column for line, column in columns if line == 2} == {None}
    assert 4 in {column for line, column in columns if line == 1}
