"""Mended programs print what they printed when they were new: `tests/golden/programs` has what an old Python made of them."""

from __future__ import annotations

import builtins
import functools
import importlib
import json
import sys
import types
import warnings
from pathlib import Path

import numpy as np
import pytest

from headrace.programs.mendings import MENDINGS
from headrace.programs.rows import as_markdown
from headrace.programs.sources import compiled, mendings_of
from headrace.programs.table import is_there, table

GOLDEN = Path(__file__).parents[2] / "golden" / "programs"
sys.path.insert(0, str(GOLDEN))
from record import CODING, PRELUDE, programs  # noqa: E402

sys.path.remove(str(GOLDEN))

EXPECTED = {name: json.loads((GOLDEN / f"{name}.json").read_text()) for name in ("libraries", "python2", "random")}


def run(text: str, python2: bool = False) -> dict:
    """The names that a program leaves behind."""
    names = {"__name__": "program"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is still there may tell that it will go
        exec(compiled(text.encode(), "program.py", python2=python2).code, names)
    return names


@pytest.mark.parametrize("heading", programs("libraries.txt"))
def test_old_libraries(heading, capsys):
    if "scipy" in heading or heading == "Pillow":
        pytest.importorskip("PIL")
    run(PRELUDE.lstrip() + programs("libraries.txt")[heading])
    assert capsys.readouterr().out.splitlines() == EXPECTED["libraries"][heading].splitlines()


@pytest.mark.parametrize("heading", programs("python2.txt"))
def test_python2(heading, capsys):
    run(CODING + programs("python2.txt")[heading], python2=True)
    assert capsys.readouterr().out.splitlines() == EXPECTED["python2"][heading].splitlines()


@pytest.mark.parametrize("heading", programs("random.txt"))
def test_random_programs_in_python2(heading, capsys):
    run(CODING + programs("random.txt")[heading], python2=True)
    said = EXPECTED["random"][heading].replace("L", "")  # as lists show long numbers
    assert capsys.readouterr().out.splitlines() == said.splitlines()


def use_of(row) -> str:
    """A line that a row is about."""
    arguments = {
        "numpy.fromstring": "x",
        "numpy.reshape": "x, newshape=3",
        "numpy.histogram": "x, normed=True",
        "numpy.load": "x",
        "random.shuffle": "x, f",
        "yaml.load": "x",
        "yaml.load_all": "x",
        "codecs.open": "x, 'rU'",
        "open": "x, mode='U'",
        "matplotlib.use": "x, warn=False",
        "hist": "normed=True",
        "str": "x",
        "bytes": "x",
        "bytearray": "x",
        "Exists": "x.model_checkpoint_path",
        "exists": "x.model_checkpoint_path",
    }.get(row.found, "x" if "one_number" in row.instead else None)
    if arguments is None:
        lazy = row.found.startswith("numpy.") and row.found.endswith(("stack", "concatenate"))
        arguments = "encoding=x" if "json" in row.found else "axisbg=x" if "axisbg" in str(row.why) + row.says else ""
        arguments = "[x for x in y], 3" if row.found in ("numpy.array", "numpy.asarray", "numpy.asanyarray") else arguments
        arguments = "x for x in y" if lazy else arguments
        arguments = "a, b" if row.found == "numpy.linalg.lstsq" else arguments
        arguments = "axisbg=x" if row.found in ("subplot", "axes", "add_subplot", "add_axes") else arguments
    with_package = f"import {row.only_with.split()[0]}\n" if row.only_with else ""
    module = row.found.rpartition(".")[0]
    made_of = "''" if row.found == "join" else "x.y"
    return {
        "name": f"import {module}\n{row.found}",
        "module": f"import {row.found} as m",
        "call": f"{with_package}import {module}\n{row.found}({arguments})",
        "method": f"{with_package}{made_of}.{row.found}({arguments})",
        "attribute": f"{with_package}x.y.{row.found}",
        "builtin": "print(x)" if row.found == "print" else row.found,
        "function": f"{with_package}{row.found}({arguments})",
        "operator": f"{with_package}'x' % y" if row.found == "%" else f"x {row.found} y",
    }[row.kind]


@pytest.mark.parametrize("python2", [False, True])
def test_each_row_is_met_where_it_is_used(python2):
    rows = table(python2)
    unmet = []
    for row in MENDINGS:
        still_there = not row.python2 and row.kind in ("name", "module") and is_there(row.found)
        replaced = python2 and not row.python2 and row.found in {*rows.calls, *rows.functions, *rows.builtins, *rows.methods}
        if (row.python2 and not python2) or still_there or replaced:
            continue
        met = mendings_of(use_of(row).encode(), "program.py", python2=python2)
        if row.why not in {place.why for place in met}:
            unmet.append((row.found, met))
    assert unmet == []


def test_names_that_are_elsewhere_now_are_the_things_of_there():
    for row in MENDINGS:
        root = row.instead.partition(".")[0]
        if (
            row.kind != "name"
            or is_there(row.found)
            or (root not in sys.stdlib_module_names and root not in ("numpy", "builtins"))
        ):
            continue
        module, _, name = row.instead.rpartition(".")
        if not module:
            there = importlib.import_module(name)
        elif module == "builtins":
            there = getattr(builtins, name)
        else:
            there = functools.reduce(getattr, row.instead.split(".")[1:], importlib.import_module(root))
        above, _, last = row.found.rpartition(".")
        if above.partition(".")[0] not in ("numpy", *sys.stdlib_module_names):
            continue
        found = run(f"from {above} import {last} as found", python2=row.python2)["found"]
        assert found is there, row.found


@pytest.fixture
def fake(monkeypatch):
    """Makes packages that need not be installed."""

    def make(name: str, **attributes):
        module = types.ModuleType(name)
        vars(module).update(attributes)
        module.__path__ = []
        monkeypatch.setitem(sys.modules, name, module)
        above, _, last = name.rpartition(".")
        if above:
            monkeypatch.setattr(sys.modules[above], last, module, raising=False)
        return module

    return make


def test_names_of_numpy_in_scipy(fake):
    fake("scipy")
    found = run("import scipy as sp\nfrom scipy import array, randn\nx = array([1.5]), sp.zeros(2), sp.pi, randn(2).shape")["x"]
    assert found[0].tolist() == [1.5]
    assert (found[1].tolist(), found[2], found[3]) == ([0.0, 0.0], np.pi, (2,))


def test_scipy_misc_needs_no_scipy(monkeypatch):
    pytest.importorskip("PIL")
    monkeypatch.setitem(sys.modules, "scipy", None)
    found = run(
        "import scipy.misc\nfrom scipy import misc as m\n"
        "x = scipy.misc.comb(4, 2), m.bytescale(m.fromimage(m.toimage([[1, 2]])))"
    )
    assert found["x"][0] == 6.0
    assert found["x"][1].tolist() == [[0, 255]]
    with pytest.raises(ModuleNotFoundError):
        run("import scipy.misc\nscipy.misc.bytescale\nscipy.optimize")
    with pytest.raises(ImportError):
        run("import scipy")


def test_sklearn(fake):
    made = []

    class Splitter:
        def __init__(self, n_splits=None, **options):
            self.n_splits = n_splits
            made.append((n_splits, options))

        def split(self, x, y, groups):
            yield np.arange(1, len(x)), np.arange(1)

        def get_n_splits(self, x, y, groups):
            return self.n_splits

    class SimpleImputer:
        def __init__(self, **options):
            self.options = options

    fake("sklearn")
    fake("sklearn.model_selection", KFold=Splitter, StratifiedKFold=Splitter, train_test_split=len, GridSearchCV=dict)
    fake("sklearn.impute", SimpleImputer=SimpleImputer)
    fake("joblib", dump=print)
    text = """
import sklearn.cross_validation
from sklearn.cross_validation import KFold, StratifiedKFold, train_test_split
from sklearn.grid_search import GridSearchCV
from sklearn.externals import joblib
from sklearn.preprocessing import Imputer
folds = KFold(10, n_folds=4, shuffle=True, random_state=3)
x = [[len(train), len(test)] for train, test in folds], len(folds), train_test_split([1]), GridSearchCV(), joblib.dump
y = Imputer(strategy="median").options, sklearn.cross_validation.train_test_split is train_test_split
"""
    try:
        found = run(text)
    finally:
        for name in ("cross_validation", "imputing"):
            sys.modules.pop(f"headrace.programs.mended.{name}", None)
    assert found["x"] == ([[9, 1]], 4, 1, {}, print)
    assert made == [(4, {"shuffle": True, "random_state": 3})]
    assert found["y"][1]
    assert found["y"][0]["strategy"] == "median"


def test_yaml_and_hdf5_and_pandas(fake):
    class Dataset:
        id, dtype = 1, float

        def __getitem__(self, index):
            return "all" if index == () else None

    class Frame:
        def to_numpy(self):
            return "values"

    fake("yaml", load=lambda stream, Loader: (stream, Loader), FullLoader="full", SafeLoader="safe")
    fake("h5py", Dataset=Dataset)
    fake("pandas", Frame=Frame)
    found = run(
        "import yaml, h5py, pandas\nx = yaml.load('a'), yaml.load('a', Loader=1), yaml.load('a', 2)\n"
        "y = h5py.Dataset().value, pandas.Frame().as_matrix()\nclass C: value = 3\nz = C().value"
    )
    assert found["x"] == (("a", "full"), ("a", 1), ("a", 2))
    assert (found["y"], found["z"]) == (("all", "values"), 3)


def test_matplotlib(fake):
    def call(*arguments, **options):
        return arguments, options

    fake("matplotlib", use=call)
    plt = fake("matplotlib.pyplot", hist=call, subplot=call, get_cmap="cmap")
    cm = fake("matplotlib.cm", nipy_spectral="spectral")
    plt.cm = cm
    fake("matplotlib.mlab")
    found = run(
        "import matplotlib\nmatplotlib.use('Agg', warn=False)\n"
        "import matplotlib.pyplot as plt\nfrom matplotlib import cm, mlab\nplt.hold(True)\n"
        "x = plt.hist([1], normed=True), plt.subplot(111, axisbg='k'), plt.cm.spectral, cm.spectral, cm.get_cmap\n"
        "y = mlab.normpdf(0.0, 0.0, 1.0)"
    )
    assert found["x"] == ((([1],), {"density": True}), ((111,), {"facecolor": "k"}), "spectral", "spectral", "cmap")
    assert round(found["y"], 4) == 0.3989


def test_what_is_ragged_is_told_as_a_precaution_and_what_is_plain_is_not_told():
    text = "np.array([1, 2]), np.array([[1.5, -2], [3, 4]]), np.array('a'), np.array([[1], [2]], np.float32)"
    assert mendings_of(f"import numpy as np\n{text}\n".encode(), "program.py") == ()
    (place,) = mendings_of(b"import numpy as np\nnp.array(x)", "program.py")
    assert place.precaution


def test_the_table_as_markdown_has_all_rows():
    text = as_markdown(MENDINGS)
    assert all(row.found.rpartition(".")[2] in text and row.why in text for row in MENDINGS)
    lines = text.splitlines()
    assert all(line.count("|") == lines[0].count("|") for line in lines if line.startswith("|"))
