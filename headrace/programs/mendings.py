"""The mendings: what programs of TensorFlow 1's time use that is gone or means something else now, and what stands for it.

A mending changes the syntax tree of the one file that needs it; no other package notices. `python2` marks those that are made
for Python 2 programs alone (`--py2`). What the installed release still has under its name is left alone.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

HELPERS = "mended"
"""Stands in the table for the package `headrace.programs.mended`."""


@dataclass(frozen=True)
class Mending:
    """A row of the table.

    `kind` says what `found` is: the dotted path of a "name" or of a "module"; a "call" of a path, which is changed where
    `when` says so; a "method", called, or an "attribute" of any object; a "builtin" of Python 2. `instead` is the dotted
    path of what stands for it. `precaution` marks a stand-in that does the same but where the plain way fails.
    """

    kind: str
    found: str
    instead: str
    why: str
    says: str = ""
    python2: bool = False
    precaution: bool = False
    when: Callable[[ast.Call], bool] | None = None
    only_with: str = ""


def gone(module: str, names: str, instead: str, why: str, **more: str | bool) -> Iterator[Mending]:
    """Names that a module has lost; `{}` in what stands for them is the name."""
    return (Mending("name", f"{module}.{name}", instead.format(name), why, **more) for name in names.split())  # type: ignore[arg-type]


def moved(modules: str, instead: str, why: str, **more: bool) -> Iterator[Mending]:
    """Modules that have another name, or have gone."""
    return (Mending("module", module, instead.format(module), why, **more) for module in modules.split())  # type: ignore[arg-type]


def methods(names: str, instead: str, why: str, says: str, **more: str | bool) -> Iterator[Mending]:
    """Methods that objects have lost; the stand-in takes the object first, and uses its method where it has it."""
    return (Mending("method", name, instead.format(name), why, says, **more) for name in names.split())  # type: ignore[arg-type]


def given(*keywords: str) -> Callable[[ast.Call], bool]:
    """Whether a call says one of these keywords."""
    return lambda call: any(keyword.arg in keywords for keyword in call.keywords)


def lacks(keyword: str, position: int) -> Callable[[ast.Call], bool]:
    """Whether a call leaves an argument out."""

    def when(call: ast.Call) -> bool:
        said = {found.arg for found in call.keywords}
        return keyword not in said and None not in said and len(call.args) <= position and not _spread(call)

    return when


def may_be_ragged(call: ast.Call) -> bool:
    """Whether an array is made of something that is not plain to see."""
    said = {keyword.arg for keyword in call.keywords}
    if "copy" in said or _spread(call) or None in said:
        return True
    return bool(call.args) and not _is_even(call.args[0])


def _is_even(node: ast.expr) -> bool:
    """Whether a literal is a number, a text, or a list of such or of lists that are as long as each other."""
    if isinstance(node, ast.UnaryOp):
        return _is_even(node.operand)
    if isinstance(node, ast.Constant):
        return True
    if not isinstance(node, (ast.List, ast.Tuple)) or not all(map(_is_even, node.elts)):
        return False
    return len({ast.dump(_shape(part)) for part in node.elts}) <= 1


def _shape(node: ast.expr) -> ast.expr:
    """A literal with all its leaves alike."""
    if isinstance(node, (ast.List, ast.Tuple)):
        return ast.List([_shape(part) for part in node.elts], ast.Load())
    return ast.Constant(0)


def is_lazy(call: ast.Call) -> bool:
    """Whether the first argument is made as it is asked for."""
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Call) and isinstance(first.func, ast.Name):
        return first.func.id in ("map", "filter", "zip", "reversed")
    return isinstance(first, ast.GeneratorExp)


def _spread(call: ast.Call) -> bool:
    return any(isinstance(argument, ast.Starred) for argument in call.args)


NUMPY = (
    *gone("numpy", "int float bool complex object str", "builtins.{}", "NumPy 1.24 dropped its names for Python's types"),
    *gone("numpy", "long", "builtins.int", "NumPy 1.24 dropped its names for Python's types"),
    *gone("numpy", "unicode", "builtins.str", "NumPy 1.24 dropped its names for Python's types"),
    *gone("numpy", "float_", "numpy.float64", "NumPy 2.0 has one name for each type"),
    *gone("numpy", "complex_ cfloat", "numpy.complex128", "NumPy 2.0 has one name for each type"),
    *gone("numpy", "singlecomplex", "numpy.complex64", "NumPy 2.0 has one name for each type"),
    *gone("numpy", "longfloat", "numpy.longdouble", "NumPy 2.0 has one name for each type"),
    *gone("numpy", "longcomplex clongfloat", "numpy.clongdouble", "NumPy 2.0 has one name for each type"),
    *gone("numpy", "string_ string0 bytes0", "numpy.bytes_", "NumPy 2.0 has one name for each type"),
    *gone("numpy", "unicode_ unicode0 str0", "numpy.str_", "NumPy 2.0 has one name for each type"),
    *gone("numpy", "bool8", "numpy.bool_", "NumPy 2.0 has one name for each type"),
    *gone("numpy", "int0", "numpy.intp", "NumPy 2.0 has one name for each type"),
    *gone("numpy", "uint0", "numpy.uintp", "NumPy 2.0 has one name for each type"),
    *gone("numpy", "object0", "numpy.object_", "NumPy 2.0 has one name for each type"),
    *gone("numpy", "void0", "numpy.void", "NumPy 2.0 has one name for each type"),
    *gone("numpy", "Inf Infinity infty PINF", "numpy.inf", "NumPy 2.0 has one name for each constant"),
    *gone("numpy", "NaN NAN", "numpy.nan", "NumPy 2.0 has one name for each constant"),
    *gone("numpy", "NINF", "mended.arrays.NINF", "NumPy 2.0 has one name for each constant", says="-np.inf"),
    *gone("numpy", "PZERO", "mended.arrays.PZERO", "NumPy 2.0 has one name for each constant", says="0.0"),
    *gone("numpy", "NZERO", "mended.arrays.NZERO", "NumPy 2.0 has one name for each constant", says="-0.0"),
    *gone("numpy", "product", "numpy.prod", "NumPy 2.0 dropped second names of functions"),
    *gone("numpy", "cumproduct", "numpy.cumprod", "NumPy 2.0 dropped second names of functions"),
    *gone("numpy", "sometrue", "numpy.any", "NumPy 2.0 dropped second names of functions"),
    *gone("numpy", "alltrue", "numpy.all", "NumPy 2.0 dropped second names of functions"),
    *gone("numpy", "round_", "numpy.round", "NumPy 2.0 dropped second names of functions"),
    *gone("numpy", "row_stack", "numpy.vstack", "NumPy 2.5 dropped second names of functions"),
    *gone("numpy", "trapz", "numpy.trapezoid", "NumPy 2.4 dropped second names of functions"),
    *gone("numpy", "mat", "numpy.asmatrix", "NumPy 2.0 dropped second names of functions"),
    *gone("numpy", "rank", "numpy.ndim", "NumPy 1.18 dropped it"),
    *gone("numpy", "loads", "pickle.loads", "NumPy 1.23 dropped it"),
    *gone("numpy", "safe_eval", "ast.literal_eval", "NumPy 2.0 dropped it"),
    *gone("numpy", "math sys os warnings", "{}", "NumPy 1.25 no longer shows the modules that it imports"),
    *gone("numpy", "asscalar", "mended.arrays.asscalar", "NumPy 1.23 dropped it", says="a.item()"),
    *gone("numpy", "alen", "mended.arrays.alen", "NumPy 1.23 dropped it", says="len(a)"),
    *gone("numpy", "in1d", "mended.arrays.in1d", "NumPy 2.4 dropped it", says="np.isin(a.ravel(), b)"),
    *gone("numpy", "msort", "mended.arrays.msort", "NumPy 2.0 dropped it", says="np.sort(a, axis=0)"),
    *gone("numpy", "asfarray", "mended.arrays.asfarray", "NumPy 2.0 dropped it", says="np.asarray(a, dtype=np.float64)"),
    *gone("numpy", "fastCopyAndTranspose", "mended.arrays.fastCopyAndTranspose", "NumPy 2.0 dropped it", says="a.T.copy()"),
    *gone("numpy", "disp", "mended.arrays.disp", "NumPy 2.0 dropped it", says="print(x)"),
    *gone("numpy", "source", "mended.arrays.source", "NumPy 2.0 dropped it", says="inspect.getsource(x)"),
    *gone("numpy", "recfromcsv recfromtxt", "mended.arrays.{}", "NumPy 2.0 dropped it", says="np.genfromtxt(...)"),
    *gone("numpy", "ndfromtxt mafromtxt", "mended.arrays.{}", "NumPy 1.23 dropped it", says="np.genfromtxt(...)"),
    *gone("numpy", "find_common_type", "mended.scalars.find_common_type", "NumPy 2.0 dropped it", says="np.result_type(...)"),
    *gone(
        "numpy",
        "issubclass_ issctype issubsctype obj2sctype",
        "mended.scalars.{}",
        "NumPy 2.0 dropped it",
        says="np.issubdtype",
    ),
    *gone("numpy", "sctype2char maximum_sctype", "mended.scalars.{}", "NumPy 2.0 dropped it", says="np.dtype(t)"),
    *gone("numpy", "sctypes cast nbytes", "mended.scalars.{}", "NumPy 2.0 dropped this dict", says="the same dict"),
    *gone("numpy", "typeDict", "numpy.sctypeDict", "NumPy 1.25 dropped it"),
    *gone(
        "numpy", "AxisError ComplexWarning ModuleDeprecationWarning RankWarning", "numpy.exceptions.{}", "NumPy 2.0 moved it"
    ),
    *gone("numpy", "TooHardError VisibleDeprecationWarning", "numpy.exceptions.{}", "NumPy 2.0 moved it"),
    *gone("numpy", "byte_bounds", "numpy.lib.array_utils.byte_bounds", "NumPy 2.0 moved it"),
    *gone("numpy", "chararray compare_chararrays", "numpy.char.{}", "NumPy moved it"),
    *gone("numpy", "format_parser", "numpy.rec.format_parser", "NumPy 2.0 moved it"),
    *gone("numpy", "DataSource", "numpy.lib.npyio.DataSource", "NumPy 2.0 moved it"),
    *gone("numpy.random", "random_integers", "mended.arrays.random_integers", "NumPy 2.4 dropped it", says="np.random.randint"),
    *gone("numpy.testing", "rand", "numpy.random.rand", "NumPy 1.22 dropped it"),
    *gone(
        "numpy.core.umath_tests",
        "inner1d",
        "mended.arrays.inner1d",
        "NumPy 1.18 hides it",
        says="np.einsum('...i,...i->...', a, b)",
    ),
    *moved("numpy.core", "numpy._core", "NumPy 2.0 renamed it"),
    *moved(
        "numpy.lib.arraypad numpy.lib.arraysetops numpy.lib.function_base numpy.lib.index_tricks", "numpy", "NumPy 2.0 hides it"
    ),
    *moved(
        "numpy.lib.nanfunctions numpy.lib.polynomial numpy.lib.shape_base numpy.lib.twodim_base", "numpy", "NumPy 2.0 hides it"
    ),
    *moved("numpy.lib.type_check numpy.lib.ufunclike", "numpy", "NumPy 2.0 hides it"),
    *moved("numpy.linalg.linalg", "numpy.linalg", "NumPy 2.0 hides it"),
    *moved("numpy.fft.fftpack numpy.fft.helper", "numpy.fft", "NumPy 1.17 and 2.0 hide it"),
    *moved("numpy.testing.utils", "numpy.testing", "NumPy 1.25 hides it"),
    *gone(
        "numpy.lib", "pad append delete insert flipud fliplr unique interp percentile median", "numpy.{}", "NumPy 2.0 moved it"
    ),
    *(
        Mending("call", f"numpy.{name}", f"mended.arrays.{name}", why, says, precaution=True, when=may_be_ragged)
        for name in ("array", "asarray", "asanyarray")
        for why in ["since NumPy 1.24 a ragged list is an error, since 2.0 copy=False is one where a copy is needed"]
        for says in [f"np.{name}, of objects where the list is ragged"]
    ),
    *(
        Mending(
            "call",
            f"numpy.{name}",
            f"mended.arrays.{name}",
            "since NumPy 1.24 a ragged list is an error",
            says,
            precaution=True,
        )
        for name, says in [("save", "np.save(f, np.array(x))"), ("savez", "np.savez(f, np.array(x))")]
    ),
    *(
        Mending(
            "call",
            f"numpy.{name}",
            f"mended.arrays.{name}",
            "NumPy stacks sequences alone",
            f"np.{name}(list(x))",
            when=is_lazy,
        )
        for name in ("concatenate", "vstack", "hstack", "dstack", "stack", "column_stack")
    ),
    Mending(
        *("call", "numpy.fromstring", "mended.arrays.fromstring", "NumPy 2.3 dropped fromstring of bytes"),
        says="np.frombuffer(s, dtype).copy()",
        when=lacks("sep", 3),
    ),
    Mending(
        *("call", "numpy.reshape", "mended.arrays.reshape", "NumPy 2.1 renamed the argument"),
        says="np.reshape(a, shape)",
        when=given("newshape"),
    ),
    Mending(
        *("call", "numpy.histogram", "mended.arrays.histogram", "NumPy 1.24 dropped the argument"),
        says="np.histogram(a, density=...)",
        when=given("normed"),
    ),
    Mending(
        *("call", "numpy.linalg.lstsq", "mended.arrays.lstsq", "NumPy 2.0 took another default"),
        says="np.linalg.lstsq(a, b, rcond=-1)",
        when=lacks("rcond", 2),
    ),
    Mending(
        *("call", "numpy.load", "mended.arrays.load", "NumPy 1.16.3 took another default"),
        says="np.load(file, allow_pickle=True)",
        when=lacks("allow_pickle", 2),
    ),
    *methods("tostring", "mended.arrays.tostring", "NumPy 2.3, Python 3.9 and Pillow dropped it", says="a.tobytes()"),
    *methods("itemset", "mended.arrays.itemset", "NumPy 2.0 dropped it", says="a[i] = x"),
    *methods("ptp", "mended.arrays.ptp", "NumPy 2.0 dropped it", says="np.ptp(a)"),
    *methods("newbyteorder", "mended.arrays.newbyteorder", "NumPy 2.0 dropped it", says="a.view(a.dtype.newbyteorder())"),
)

MENDINGS: tuple[Mending, ...] = NUMPY
