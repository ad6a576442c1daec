"""How a program is compiled: what is mended for it, and that nothing else is touched."""

from __future__ import annotations

import ast
import gzip
import inspect
import io
import linecache
import pickle
import traceback
import types
from pathlib import Path

import numpy as np
import pytest

import headrace as tf
from headrace.programs.sources import compiled, mendings_of


def run(text: str, **options) -> dict:
    """The names that a program leaves behind."""
    module = types.ModuleType("program")
    exec(compiled(text.encode(), "program.py", **options).code, module.__dict__)
    return module.__dict__


def code_objects(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from code_objects(constant)


def same_code(one, other) -> bool:
    return one == other and list(one.co_lines()) == list(other.co_lines()) and one.co_filename == other.co_filename


@pytest.mark.parametrize("path", sorted(Path(ast.__file__).parent.glob("[a-d]*.py")), ids=lambda path: path.name)
def test_a_file_without_anything_to_mend_becomes_the_code_it_is(path):
    source = path.read_bytes()
    found = compiled(source, str(path))
    if not found.mended:
        plain = compile(source, str(path), "exec", dont_inherit=True)
        assert all(map(same_code, code_objects(found.code), code_objects(plain)))


def test_most_of_the_standard_library_needs_no_mending():
    sources = [path.read_bytes() for path in Path(ast.__file__).parent.glob("[a-d]*.py")]
    assert sum(not mendings_of(source, "library.py") for source in sources) > len(sources) * 0.8


@pytest.mark.parametrize(
    "imported",
    [
        "import numpy as N",
        "import numpy as np\nN = None\nimport numpy as N",
        "try:\n    import numpy as N\nexcept ImportError:\n    N = None",
    ],
)
def test_names_are_found_through_the_aliases_of_the_file(imported):
    found = run(f"{imported}\nx = N.array([1.5], dtype=N.float)\nt = N.int")
    assert found["t"] is int
    assert found["x"].dtype == np.float64


def test_names_that_the_program_binds_itself_are_left_alone():
    text = """
class np:
    int = 'mine'
class Other:
    def f(self, numpy):
        return numpy.int
    def g(self):
        import numpy
        return numpy.int
    def h(self):
        return [numpy.int for numpy in [np]]
"""
    found = run(text)
    other = found["Other"]()
    assert other.f(found["np"]) == other.h()[0] == "mine"
    assert other.g() is int
    assert [place.line for place in mendings_of(text.encode(), "program.py")] == [9]


def test_methods_see_the_module_where_their_class_binds_the_same_name():
    text = "import numpy as np\nclass A:\n    np = 'mine'\n    x = np\n    def f(self):\n        return np.int\n"
    a = run(text)["A"]
    assert (a.x, a().f()) == ("mine", int)


def test_a_name_that_is_assigned_as_well_is_left_alone():
    assert mendings_of(b"import numpy as np\ndef f():\n    global np\n    np = Fake()\nf()\nnp.int", "program.py") == ()


def test_a_name_that_numpy_still_has_is_left_alone():
    assert mendings_of(b"import numpy as np\nnp.float32, np.zeros, np.inf, np.linalg.norm, np.random.rand", "program.py") == ()


def test_names_taken_by_from_imports_and_star_imports():
    text = """
from numpy import int as i, zeros, product, NaN
from numpy import *
x = i, product([2, 3]), Inf, alltrue([1, 0])
z = zeros(2)
"""
    found = run(text)
    assert found["x"] == (int, 6, np.inf, False)
    assert found["z"].tolist() == [0.0, 0.0]


def test_what_was_mended_is_told_with_its_place():
    places = mendings_of(b"import numpy as np\n\nx = np.int(3)\ny = [np.asscalar(x)]\n", "dir/program.py")
    assert [(place.path, place.line, place.found, place.instead) for place in places] == [
        ("dir/program.py", 3, "np.int", "int"),
        ("dir/program.py", 4, "np.asscalar", "a.item()"),
    ]
    assert "NumPy 1.24" in places[0].why


def test_other_modules_and_packages_do_not_notice():
    run("import numpy as np\nx = np.int(3), np.Inf, np.array([[1], [2, 3]])")
    assert not hasattr(np, "int")
    with pytest.raises(ValueError, match="inhomogeneous"):
        np.array([[1], [2, 3]])


def test_docstring_future_and_lines_stay(tmp_path):
    text = '"""What it does."""\nfrom __future__ import annotations\nimport numpy as np\n\n\n'
    text += "def f(x: np.nothing):\n    y = np.int(x)\n    return y / 0\n"
    path = tmp_path / "program.py"
    path.write_text(text)
    module = types.ModuleType("program")
    exec(compiled(text.encode(), str(path)).code, module.__dict__)
    assert module.__doc__ == "What it does."
    assert module.f.__annotations__ == {"x": "np.nothing"}
    assert inspect.getsource(module.f) == text[text.index("def f") :]
    with pytest.raises(ZeroDivisionError) as caught:
        module.f(1)
    assert [frame.lineno for frame in traceback.extract_tb(caught.tb)][-1] == 8
    assert traceback.extract_tb(caught.tb)[-1].line == "return y / 0"
    linecache.clearcache()


def test_coverage_sees_the_lines_of_the_file():
    text = "'''doc'''\n\nimport numpy as np\nx = np.int(3)\n\nif x > 5:\n    y = 1\n"
    plain = {line for _, _, line in compile(text, "p", "exec").co_lines() if line}
    mended = {line for _, _, line in compiled(text.encode(), "p").code.co_lines() if line}
    assert mended == plain


def test_an_error_of_syntax_is_the_one_of_python():
    with pytest.raises(SyntaxError) as caught:
        compiled(b"import numpy as np\nx = np.int(\n", "program.py")
    assert (caught.value.filename, caught.value.lineno) == ("program.py", 2)


def test_sources_in_other_encodings():
    found = run("")
    code = compiled("# -*- coding: latin-1 -*-\nimport numpy as np\nx = 'é', np.int\n".encode("latin-1"), "program.py").code
    exec(code, found)
    assert found["x"] == ("é", int)
    exec(compiled(b"\xef\xbb\xbfimport numpy as np\r\nx = np.int, '\xc3\xa9'\r\n", "program.py").code, found)
    assert found["x"] == (int, "é")


def test_names_that_are_words_of_the_grammar_now():
    text = "def f(async=1, **options):\n    await = async\n    return await, options\nx = f(async=2, await=3)\n"
    text += "class A: pass\na = A()\na.async = 'kept'\n"
    found = run(text)
    assert found["x"] == (2, {"await": 3})
    assert vars(found["a"]) == {"async": "kept"}
    assert [(place.line, place.found) for place in mendings_of(text.encode(), "program.py")] == [(1, "async"), (2, "await")]


def test_words_of_the_grammar_stay_words_where_they_are_used_as_such():
    source = b"async def f(x):\n    async with x as y, y:\n        return await y\n"
    assert compiled(source, "program.py").code == compile(source, "program.py", "exec", dont_inherit=True)
    assert mendings_of(source, "program.py") == ()
    both = b"def f(async=1):\n    return async\n" + source
    code = compiled(both, "program.py").code
    assert [constant.co_name for constant in code.co_consts if isinstance(constant, types.CodeType)] == ["f", "f"]
    assert [place.found for place in mendings_of(both, "program.py")] == ["async"]


def test_what_a_star_import_may_bring_is_what_it_is_called():
    assert mendings_of(b"from utils import *\nnp.int", "program.py")[0].instead == "int"
    assert mendings_of(b"from utils import *\nnp = 3\nnp.int", "program.py") == ()


def test_a_package_that_is_tried_first_is_mended_and_its_replacement_left():
    text = "try:\n    import cPickle as pickle\nexcept ImportError:\n    import pickle\n"
    text += "import io\nx = pickle.load(io.BytesIO(data))\n"
    names = {"data": b"U\x01\xe9."}
    exec(compiled(text.encode(), "program.py").code, names)
    assert names["x"] == "é"  # of Python 2, in latin-1


def test_generators_keep_their_lines_and_docstrings():
    text = "def f(it):\n    '''Doc.'''\n    while True:\n        yield 1 / next(it)\n"
    f = run(text)["f"]
    assert f.__doc__ == "Doc."
    assert list(f(iter([1, 2]))) == [1.0, 0.5]
    with pytest.raises(ZeroDivisionError) as caught:
        list(f(iter([0])))
    assert traceback.extract_tb(caught.tb)[-1].lineno == 4


@pytest.mark.parametrize("opened", ["open(path, 'rb')", "gzip.open(path + '.gz', 'rb')", "tf.gfile.GFile(path, 'rb')"])
def test_pickles_of_python2_are_read_from_any_file_after_what_stands_before_them(tmp_path, opened):
    data = pickle.dumps("first") + b"(dp0\nS'k\\xe9'\np1\nI1\ns."
    (tmp_path / "data").write_bytes(data)
    (tmp_path / "data.gz").write_bytes(gzip.compress(data))
    text = f"import gzip, pickle\nf = {opened}\nx = pickle.load(f), pickle.load(f)\nf.close()\n"
    names = {"path": str(tmp_path / "data"), "tf": tf}
    exec(compiled(text.encode(), "program.py").code, names)
    assert names["x"] == ("first", {"ké": 1})


def test_a_pickle_that_cannot_be_read_twice_fails_as_it_did():
    class Pipe:
        def __init__(self, data):
            self.read, self.readline = io.BytesIO(data).read, io.BytesIO(data).readline

    names = {"f": Pipe(b"U\x01\xe9.")}
    with pytest.raises(UnicodeDecodeError):
        exec(compiled(b"import pickle\npickle.load(f)", "program.py").code, names)
