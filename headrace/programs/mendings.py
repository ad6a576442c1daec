"""The mendings: what programs of TensorFlow 1's time use that is gone or means something else now, and what stands for it.

A mending changes the syntax tree of the one file that needs it; no other package notices. What NumPy or the standard library
still has under its name is left alone. `mended` is the package `headrace.programs.mended`, `builtins` has Python's own names.
"""

from __future__ import annotations

from .rows import (
    MATH,
    Mending,
    asks_for_checkpoint,
    changed,
    given,
    gone,
    has_arguments,
    has_universal_newlines,
    is_lazy,
    is_no_literal,
    is_of_a_text,
    lacks,
    may_be_ragged,
    methods,
    moved,
    one_number,
    precaution,
    python2,
    python2_names,
)

_RAGGED = "ragged lists are errors since NumPy 1.24, copy=False that must copy since 2.0"
_LAZY = "no generators since NumPy 1.16"
_SEVERAL = "a checkpoint is several files since TensorFlow 0.12"
_ROUNDED = "Python 2 rounds quotients of whole numbers down"
_ORDER = "Python 2 can compare all things"
_LISTS = "Python 2 makes a list"
_TEXTS = "Python 2's texts are bytes"
_GONE = "gone since Python 3"

NUMPY = (
    *gone("numpy", "int float bool complex object str", "builtins.{}", "NumPy 1.24"),
    *gone("numpy", "long", "builtins.int", "NumPy 1.24"),
    *gone("numpy", "unicode", "builtins.str", "NumPy 1.24"),
    *gone("numpy", "float_", "numpy.float64", "NumPy 2.0"),
    *gone("numpy", "complex_ cfloat", "numpy.complex128", "NumPy 2.0"),
    *gone("numpy", "singlecomplex", "numpy.complex64", "NumPy 2.0"),
    *gone("numpy", "longfloat", "numpy.longdouble", "NumPy 2.0"),
    *gone("numpy", "longcomplex clongfloat", "numpy.clongdouble", "NumPy 2.0"),
    *gone("numpy", "string_ string0 bytes0", "numpy.bytes_", "NumPy 2.0"),
    *gone("numpy", "unicode_ unicode0 str0", "numpy.str_", "NumPy 2.0"),
    *gone("numpy", "bool8", "numpy.bool_", "NumPy 2.0"),
    *gone("numpy", "int0", "numpy.intp", "NumPy 2.0"),
    *gone("numpy", "uint0", "numpy.uintp", "NumPy 2.0"),
    *gone("numpy", "object0", "numpy.object_", "NumPy 2.0"),
    *gone("numpy", "void0", "numpy.void", "NumPy 2.0"),
    *gone("numpy", "Inf Infinity infty PINF", "numpy.inf", "NumPy 2.0"),
    *gone("numpy", "NaN NAN", "numpy.nan", "NumPy 2.0"),
    *gone("numpy", "NINF", "mended.arrays.NINF", "NumPy 2.0", "-np.inf"),
    *gone("numpy", "PZERO", "mended.arrays.PZERO", "NumPy 2.0", "0.0"),
    *gone("numpy", "NZERO", "mended.arrays.NZERO", "NumPy 2.0", "-0.0"),
    *gone("numpy", "product", "numpy.prod", "NumPy 2.0"),
    *gone("numpy", "cumproduct", "numpy.cumprod", "NumPy 2.0"),
    *gone("numpy", "sometrue", "numpy.any", "NumPy 2.0"),
    *gone("numpy", "alltrue", "numpy.all", "NumPy 2.0"),
    *gone("numpy", "round_", "numpy.round", "NumPy 2.0"),
    *gone("numpy", "mat", "numpy.asmatrix", "NumPy 2.0"),
    *gone("numpy", "row_stack", "numpy.vstack", "NumPy 2.5"),
    *gone("numpy", "trapz", "numpy.trapezoid", "NumPy 2.4"),
    *gone("numpy", "rank", "numpy.ndim", "NumPy 1.18"),
    *gone("numpy", "loads", "pickle.loads", "NumPy 1.23"),
    *gone("numpy", "safe_eval", "ast.literal_eval", "NumPy 2.0"),
    *gone("numpy", "math sys os warnings", "{}", "NumPy 1.25"),
    *gone("numpy", "asscalar", "mended.arrays.asscalar", "NumPy 1.23", "a.item()"),
    *gone("numpy", "alen", "mended.arrays.alen", "NumPy 1.23", "len(a)"),
    *gone("numpy", "in1d", "mended.arrays.in1d", "NumPy 2.4", "np.isin(a.ravel(), b)"),
    *gone("numpy", "msort", "mended.arrays.msort", "NumPy 2.0", "np.sort(a, axis=0)"),
    *gone("numpy", "asfarray", "mended.arrays.asfarray", "NumPy 2.0", "np.asarray(a, dtype=np.float64)"),
    *gone("numpy", "fastCopyAndTranspose", "mended.arrays.fastCopyAndTranspose", "NumPy 2.0", "a.T.copy()"),
    *gone("numpy", "disp", "mended.arrays.disp", "NumPy 2.0", "print(x)"),
    *gone("numpy", "source", "mended.arrays.source", "NumPy 2.0", "print(inspect.getsource(x))"),
    *gone("numpy", "recfromcsv recfromtxt", "mended.arrays.{}", "NumPy 2.0", "np.genfromtxt(...)"),
    *gone("numpy", "ndfromtxt mafromtxt", "mended.arrays.{}", "NumPy 1.23", "np.genfromtxt(...)"),
    *gone("numpy", "find_common_type", "mended.scalars.find_common_type", "NumPy 2.0", "np.result_type(...)"),
    *gone("numpy", "issubclass_ issctype issubsctype obj2sctype", "mended.scalars.{}", "NumPy 2.0", "np.issubdtype(...)"),
    *gone("numpy", "sctype2char maximum_sctype", "mended.scalars.{}", "NumPy 2.0", "np.dtype(t)"),
    *gone("numpy", "sctypes cast nbytes", "mended.scalars.{}", "NumPy 2.0", "the same dict"),
    *gone("numpy", "typeDict", "numpy.sctypeDict", "NumPy 1.25"),
    *gone("numpy", "AxisError ComplexWarning ModuleDeprecationWarning RankWarning", "numpy.exceptions.{}", "NumPy 2.0"),
    *gone("numpy", "TooHardError VisibleDeprecationWarning", "numpy.exceptions.{}", "NumPy 2.0"),
    *gone("numpy", "byte_bounds", "numpy.lib.array_utils.byte_bounds", "NumPy 2.0"),
    *gone("numpy", "chararray compare_chararrays", "numpy.char.{}", "NumPy 2.0"),
    *gone("numpy", "format_parser", "numpy.rec.format_parser", "NumPy 2.0"),
    *gone("numpy", "DataSource", "numpy.lib.npyio.DataSource", "NumPy 2.0"),
    *gone("numpy.random", "random_integers", "mended.arrays.random_integers", "NumPy 2.4", "np.random.randint"),
    *gone("numpy.testing", "rand", "numpy.random.rand", "NumPy 1.22"),
    *gone("numpy.core.umath_tests", "inner1d", "mended.arrays.inner1d", "NumPy 1.18", "np.einsum('...i,...i->...', a, b)"),
    *gone("numpy.lib", "pad append delete insert flipud fliplr unique interp percentile median", "numpy.{}", "NumPy 2.0"),
    *moved("numpy.core", "numpy._core", "NumPy 2.0"),
    *moved("numpy.lib.arraypad numpy.lib.arraysetops numpy.lib.function_base numpy.lib.index_tricks", "numpy", "NumPy 2.0"),
    *moved("numpy.lib.nanfunctions numpy.lib.polynomial numpy.lib.shape_base numpy.lib.twodim_base", "numpy", "NumPy 2.0"),
    *moved("numpy.lib.type_check numpy.lib.ufunclike", "numpy", "NumPy 2.0"),
    *moved("numpy.linalg.linalg", "numpy.linalg", "NumPy 2.0"),
    *moved("numpy.fft.fftpack numpy.fft.helper", "numpy.fft", "NumPy 2.0"),
    *moved("numpy.testing.utils", "numpy.testing", "NumPy 1.25"),
    *one_number("function", "int float complex", "{}(x.item())", is_no_literal),
    *one_number("operator", "%", "text % x.item()"),
    *one_number("call", f"math.{' math.'.join(MATH.split())}", "{}(x.item())", is_no_literal),
    *precaution("numpy", "array asarray asanyarray", "arrays", _RAGGED, "np.{}, or an array of objects", may_be_ragged),
    *precaution("numpy", "save savez", "arrays", _RAGGED, "np.{}, or of objects"),
    *changed("numpy", "concatenate vstack hstack dstack stack column_stack", "arrays", _LAZY, "np.{}(list(x))", is_lazy),
    *changed("numpy", "fromstring", "arrays", "no bytes since NumPy 2.3", "np.frombuffer(s, dtype).copy()", lacks("sep", 3)),
    *changed("numpy", "reshape", "arrays", "renamed in NumPy 2.1", "np.reshape(a, shape)", given("newshape")),
    *changed("numpy", "histogram", "arrays", "gone since NumPy 1.24", "np.histogram(a, density=...)", given("normed")),
    *changed("numpy.linalg", "lstsq", "arrays", "another default since NumPy 2.0", "lstsq(a, b, rcond=-1)", lacks("rcond", 2)),
    *changed(
        "numpy", "load", "arrays", "another default since NumPy 1.16", "np.load(f, allow_pickle=True)", lacks("allow_pickle", 2)
    ),
    *methods("tostring", "arrays", "NumPy 2.3, Python 3.9, Pillow 3", "a.tobytes()"),
    *methods("itemset", "arrays", "NumPy 2.0", "a[i] = x"),
    *methods("ptp", "arrays", "NumPy 2.0", "np.ptp(a)"),
    *methods("newbyteorder", "arrays", "NumPy 2.0", "a.view(a.dtype.newbyteorder())"),
)

LIBRARY = (
    *gone(
        "collections", "AsyncGenerator AsyncIterable AsyncIterator Awaitable ByteString", "collections.abc.{}", "Python 3.10"
    ),
    *gone("collections", "Callable Collection Container Coroutine Generator Hashable", "collections.abc.{}", "Python 3.10"),
    *gone("collections", "ItemsView Iterable Iterator KeysView Mapping MappingView", "collections.abc.{}", "Python 3.10"),
    *gone("collections", "MutableMapping MutableSequence MutableSet Reversible Sequence", "collections.abc.{}", "Python 3.10"),
    *gone("collections", "Set Sized ValuesView", "collections.abc.{}", "Python 3.10"),
    *gone("inspect", "getargspec ArgSpec", "mended.library.{}", "Python 3.11", "inspect.getfullargspec"),
    *gone("time", "clock", "time.process_time", "Python 3.8"),
    *gone("fractions", "gcd", "mended.library.gcd", "Python 3.9", "math.gcd, with the sign of b"),
    *gone("os", "errno", "errno", "Python 3.7"),
    *gone("base64", "encodestring", "base64.encodebytes", "Python 3.9"),
    *gone("base64", "decodestring", "base64.decodebytes", "Python 3.9"),
    *gone("cgi", "escape", "mended.cgi.escape", "Python 3.8", "html.escape(x, quote=False)"),
    *gone("pipes", "quote", "shlex.quote", "Python 3.13"),
    *gone("platform", "linux_distribution dist", "mended.library.{}", "Python 3.8", "platform.freedesktop_os_release"),
    *gone("asyncio", "async", "asyncio.ensure_future", "Python 3.7"),
    *gone("asyncio", "coroutine", "types.coroutine", "Python 3.11"),
    *gone("configparser", "SafeConfigParser", "configparser.ConfigParser", "Python 3.12"),
    *moved("xml.etree.cElementTree", "xml.etree.ElementTree", "Python 3.9"),
    *moved("imp", "mended.imp", "Python 3.12"),
    *moved("cgi", "mended.cgi", "Python 3.13"),
    *moved("pipes", "shlex", "Python 3.13"),
    *moved("imghdr", "mended.imghdr", "Python 3.13"),
    *moved("distutils.version distutils.util distutils.dir_util distutils.spawn", "mended.distutils", "Python 3.12"),
    *precaution(
        "pickle", "load loads", "pickles", "Python 2's pickles may have texts that are no ASCII", "pickle.{}, or in latin-1"
    ),
    *precaution("random", "sample", "library", "no sets since Python 3.11", "random.sample(tuple(x), k)"),
    *changed("random", "shuffle", "library", "no function since Python 3.11", "the same shuffle", has_arguments(2)),
    *changed("json", "load loads dump dumps", "library", "no encoding since Python 3.9", "json.{}(x)", given("encoding")),
    *changed("codecs", "open", "codec_files", "no U since Python 3.11", "codecs.open(file, 'r')", has_universal_newlines),
    Mending(
        "function", "open", "mended.library.open", "no U since Python 3.11", "open(file, 'r')", when=has_universal_newlines
    ),
    *methods("isAlive", "library", "Python 3.9", "thread.is_alive()"),
    *methods("getchildren", "library", "Python 3.9", "list(element)"),
    *methods("getiterator", "library", "Python 3.9", "element.iter()"),
    *methods("readfp", "library", "Python 3.12", "parser.read_file(f)"),
    *methods("fromstring", "library", "Python 3.9", "array.frombytes(x)"),
    *methods("unescape", "library", "Python 3.9", "html.unescape(x)"),
    *methods(
        "assertEquals assertNotEquals assertAlmostEquals assertNotAlmostEquals", "library", "Python 3.12", "assertEqual ..."
    ),
    *methods("assertRegexpMatches assertNotRegexpMatches assertRaisesRegexp", "library", "Python 3.12", "assertRegex ..."),
    *methods("assert_", "library", "Python 3.12", "assertTrue"),
    *methods("assertItemsEqual", "library", "Python 3.2", "assertCountEqual"),
)

OTHERS = (
    *gone("PIL.Image", "ANTIALIAS", "PIL.Image.LANCZOS", "Pillow 10"),
    *gone("PIL.Image", "LINEAR", "PIL.Image.BILINEAR", "Pillow 10"),
    *gone("PIL.Image", "CUBIC", "PIL.Image.BICUBIC", "Pillow 10"),
    *gone("PIL.Image", "fromstring", "PIL.Image.frombytes", "Pillow 3"),
    *gone("PIL.Image", "isImageType", "mended.pictures.isImageType", "Pillow 13", "isinstance(x, Image.Image)"),
    *gone("PIL.Image", "VERSION PILLOW_VERSION", "PIL.__version__", "Pillow 9"),
    *gone("PIL", "VERSION PILLOW_VERSION", "PIL.__version__", "Pillow 9"),
    *methods("getsize", "pictures", "Pillow 10", "font.getbbox(x)[2:]", only_with="PIL"),
    *methods("textsize", "pictures", "Pillow 10", "draw.textbbox((0, 0), x)[2:]", only_with="PIL"),
    *moved("scipy.misc scipy.misc.pilutil scipy.misc.common", "mended.scipy_misc", "SciPy 1.2"),
    *gone("scipy.ndimage", "imread", "mended.scipy_misc.imread", "SciPy 1.2", "np.array(PIL.Image.open(f))"),
    *gone("scipy", "arange arccos arcsin arctan arctan2 argmax argmin array asarray average cos", "numpy.{}", "SciPy 1.14"),
    *gone("scipy", "concatenate cosh cross cumsum diag diff dot exp eye floor hstack identity inf", "numpy.{}", "SciPy 1.14"),
    *gone("scipy", "inner interp isnan linspace log log10 log2 logspace max maximum mean median", "numpy.{}", "SciPy 1.14"),
    *gone(
        "scipy", "meshgrid min minimum nan ndarray newaxis ones ones_like outer pi polyfit polyval", "numpy.{}", "SciPy 1.14"
    ),
    *gone(
        "scipy", "prod ravel reshape round shape sign sin sinh size sort sqrt squeeze stack std sum", "numpy.{}", "SciPy 1.14"
    ),
    *gone(
        "scipy", "tan tanh tile transpose unique var vstack where zeros zeros_like float32 float64", "numpy.{}", "SciPy 1.14"
    ),
    *gone("scipy", "rand randn", "numpy.random.{}", "SciPy 1.14"),
    *gone(
        "scipy.signal", "bartlett blackman boxcar gaussian hamming hann kaiser triang", "scipy.signal.windows.{}", "SciPy 1.13"
    ),
    *gone("scipy.integrate", "simps", "scipy.integrate.simpson", "SciPy 1.14"),
    *gone("scipy.integrate", "trapz", "scipy.integrate.trapezoid", "SciPy 1.14"),
    *gone("scipy.integrate", "cumtrapz", "scipy.integrate.cumulative_trapezoid", "SciPy 1.14"),
    *moved("sklearn.cross_validation sklearn.learning_curve", "mended.cross_validation", "scikit-learn 0.20"),
    *moved("sklearn.grid_search", "sklearn.model_selection", "scikit-learn 0.20"),
    *moved("sklearn.externals.joblib", "joblib", "scikit-learn 0.23"),
    *moved("sklearn.externals.six", "six", "scikit-learn 0.23"),
    *moved("sklearn.lda sklearn.qda", "sklearn.discriminant_analysis", "scikit-learn 0.19"),
    *moved("sklearn.datasets.samples_generator", "sklearn.datasets", "scikit-learn 0.24"),
    *gone("sklearn.preprocessing", "Imputer", "mended.imputing.Imputer", "scikit-learn 0.22", "sklearn.impute.SimpleImputer"),
    *changed(
        "yaml", "load load_all", "documents", "no default since PyYAML 6", "yaml.{}(x, yaml.FullLoader)", has_arguments(1)
    ),
    Mending("attribute", "value", "mended.documents.value", "gone since h5py 3", "dataset[()]", only_with="h5py"),
    *methods("as_matrix", "documents", "pandas 1.0", "frame.to_numpy()"),
    *changed("matplotlib", "use", "plots", "no argument since matplotlib 3.3", "matplotlib.use(x)", given("warn")),
    *gone("matplotlib.pyplot", "hold ishold", "mended.plots.{}", "matplotlib 3.0", "nothing"),
    *gone("matplotlib.cm", "spectral", "matplotlib.cm.nipy_spectral", "matplotlib 2.2"),
    *gone("matplotlib.pyplot.cm", "spectral", "matplotlib.pyplot.cm.nipy_spectral", "matplotlib 2.2"),
    *gone("matplotlib.cm", "get_cmap", "matplotlib.pyplot.get_cmap", "matplotlib 3.9"),
    *gone("matplotlib.mlab", "normpdf", "mended.plots.normpdf", "matplotlib 3.1", "its formula"),
    *methods("hist", "plots", "no argument since matplotlib 3.1", "hist(x, density=...)", when=given("normed")),
    *methods(
        "subplot axes add_subplot add_axes", "plots", "renamed in matplotlib 2.2", "{}(facecolor=...)", when=given("axisbg")
    ),
    *methods("set_axis_bgcolor", "plots", "matplotlib 2.2", "axes.set_facecolor(x)"),
    *methods("set_window_title", "plots", "matplotlib 3.6", "canvas.manager.set_window_title(x)"),
    *methods("Exists exists", "checkpoints", _SEVERAL, "tf.train.checkpoint_exists(path)", when=asks_for_checkpoint),
)

PYTHON2 = (
    *python2("operator", "/", "mended.python2.divisions.divide", _ROUNDED, "Python 2's x / y"),
    *python2("operator", "/=", "mended.python2.divisions.divide_in_place", _ROUNDED, "Python 2's x /= y"),
    *python2("operator", "<", "mended.python2.ordering.less", _ORDER, "Python 2's x < y"),
    *python2("operator", "<=", "mended.python2.ordering.less_equal", _ORDER, "Python 2's x <= y"),
    *python2("operator", ">", "mended.python2.ordering.greater", _ORDER, "Python 2's x > y"),
    *python2("operator", ">=", "mended.python2.ordering.greater_equal", _ORDER, "Python 2's x >= y"),
    *python2("builtin", "sorted min max cmp", "mended.python2.ordering.{}", _ORDER, "Python 2's order"),
    *python2("method", "sort", "mended.python2.ordering.sort", _ORDER, "Python 2's order"),
    *python2("builtin", "range map filter zip", "mended.python2.lists.{}", _LISTS, "list(...)"),
    *python2("builtin", "xrange", "mended.python2.lists.xrange", _GONE, "range"),
    *python2("method", "keys values items", "mended.python2.lists.{}", _LISTS, "list(...)", has_arguments(0)),
    *python2("method", "iterkeys itervalues iteritems", "mended.python2.lists.{}", _GONE, "iter(d.items()) ..."),
    *python2("method", "viewkeys viewvalues viewitems", "mended.python2.lists.{}", _GONE, "d.items() ..."),
    *python2("method", "has_key", "mended.python2.lists.has_key", _GONE, "key in d"),
    *python2("method", "next", "mended.python2.lists.next", _GONE, "next(i)", has_arguments(0)),
    *python2(
        "attribute", "has_key iteritems itervalues iterkeys next", "mended.python2.lists.bound", _GONE, "the method of today"
    ),
    *python2("builtin", "round", "mended.python2.divisions.round", "Python 2 rounds halves up, to a float", "Python 2's round"),
    *python2("builtin", "long", "builtins.int", _GONE),
    *python2("builtin", "unichr", "builtins.chr", _GONE),
    *python2("builtin", "unicode", "builtins.str", _GONE),
    *python2("builtin", "basestring", "mended.python2.texts.basestring", _GONE, "(str, bytes)"),
    *python2("function", "unicode", "mended.python2.texts.unicode", _TEXTS, "str(x, encoding)"),
    *python2("function", "str", "mended.python2.printing.text", _TEXTS, "str(x), of bytes their text", has_arguments(1)),
    *python2("builtin", "print", "mended.python2.printing.printed", _TEXTS, "print, of bytes their text"),
    *python2("method", "encode decode", "mended.python2.texts.{}", _TEXTS, "codecs.encode(x, 'hex') ..."),
    *python2("method", "join", "mended.python2.byte_texts.join", _TEXTS, "text.join(x), of bytes too", is_of_a_text),
    *python2("method", "translate", "mended.python2.texts.translate", _TEXTS, "x.translate(str.maketrans(...))"),
    *python2("function", "bytes bytearray", "mended.python2.digests.{}", _TEXTS, "bytes(x.encode())", has_arguments(1)),
    *python2("builtin", "oct", "mended.python2.printing.oct", "Python 2 wrote 0 for 0o", "Python 2's oct"),
    *python2("method", "run eval", "mended.python2.tensorflow.{}", _TEXTS, "x.run(), bytes as texts", only_with="tensorflow"),
    *python2("builtin", "buffer", "mended.python2.texts.buffer", _GONE, "memoryview(x)"),
    *python2("builtin", "raw_input", "builtins.input", _GONE),
    *python2("builtin", "input", "mended.python2.code.ask", _GONE, "eval(input())"),
    *python2("builtin", "execfile", "mended.python2.code.execfile", _GONE, "exec(open(path).read())"),
    *python2("builtin", "reload", "mended.python2.code.reload", _GONE, "importlib.reload"),
    *python2("builtin", "apply", "mended.python2.code.apply", _GONE, "f(*arguments)"),
    *python2("builtin", "coerce", "mended.python2.code.coerce", _GONE, "two numbers of one type"),
    *python2("builtin", "reduce", "functools.reduce", _GONE),
    *python2("builtin", "intern", "sys.intern", _GONE),
    *python2("builtin", "StandardError", "builtins.Exception", _GONE),
    *python2("builtin", "open", "mended.python2.files.open", _TEXTS, "open, of files that take texts and bytes"),
    *python2("function", "file", "mended.python2.files.open", _TEXTS, "open, of files that take texts and bytes"),
    *python2("builtin", "file", "io.IOBase", _GONE),
    *python2(
        "attribute", "im_func im_self im_class func_name func_code", "mended.python2.classes.attribute", _GONE, "f.__name__ ..."
    ),
    *python2(
        "attribute",
        "func_defaults func_globals func_doc func_dict func_closure",
        "mended.python2.classes.attribute",
        _GONE,
        "f.__defaults__ ...",
    ),
    *python2("attribute", "message", "mended.python2.classes.message", _GONE, "e.args[0]"),
    *python2_names("itertools", "izip", "builtins.zip"),
    *python2_names("itertools", "imap", "mended.python2.lists.imap", "map"),
    *python2_names("itertools", "ifilter", "builtins.filter"),
    *python2_names("itertools", "ifilterfalse", "itertools.filterfalse"),
    *python2_names("itertools", "izip_longest", "itertools.zip_longest"),
    *python2_names("sys", "maxint", "sys.maxsize"),
    *python2_names("sys", "setdefaultencoding exc_clear", "mended.python2.code.{}", "nothing"),
    *python2_names("sys", "exc_type exc_value exc_traceback", "mended.python2.classes.{}", "sys.exc_info()"),
    *python2_names("contextlib", "nested", "mended.python2.classes.nested", "contextlib.ExitStack"),
    *python2_names("os", "getcwdu", "os.getcwd"),
    *python2_names("os.path", "walk", "mended.python2.code.walk", "os.walk"),
    *python2_names("types", "StringType UnicodeType", "builtins.str"),
    *python2_names("types", "StringTypes", "mended.python2.texts.basestring", "(str, bytes)"),
    *python2_names("types", "IntType LongType", "builtins.int"),
    *python2_names("types", "FloatType", "builtins.float"),
    *python2_names("types", "BooleanType", "builtins.bool"),
    *python2_names("types", "ListType", "builtins.list"),
    *python2_names("types", "TupleType", "builtins.tuple"),
    *python2_names("types", "DictType DictionaryType", "builtins.dict"),
    *python2_names("types", "ClassType TypeType", "builtins.type"),
    *python2_names("types", "ObjectType InstanceType", "builtins.object"),
    *python2_names("types", "FileType", "io.IOBase"),
    *python2_names("operator", "div", "mended.python2.divisions.divide", "Python 2's x / y"),
    *python2_names("operator", "idiv", "mended.python2.divisions.divide_in_place", "Python 2's x /= y"),
    *python2_names("operator", "isCallable", "builtins.callable"),
    *python2_names("operator", "sequenceIncludes", "operator.contains"),
    *python2_names("UserDict", "IterableUserDict", "collections.UserDict"),
    *python2_names("UserDict", "DictMixin", "mended.python2.classes.DictMixin", "collections.abc.MutableMapping"),
    *python2_names("md5", "new md5", "mended.python2.digests.md5", "hashlib.md5"),
    *python2_names("sha", "new sha", "mended.python2.digests.sha", "hashlib.sha1"),
    *python2_names("numpy", "bool", "builtins.bool"),
    *python2_names("numpy", "long", "builtins.int"),
    *python2("call", "tensorflow.train.BytesList", "mended.python2.tensorflow.BytesList", _TEXTS, "BytesList, of texts too"),
    *(
        row
        for module in ("tensorflow.gfile", "tensorflow.io.gfile", "tensorflow.python.platform.gfile")
        for name in ("GFile", "FastGFile", "Open")
        for row in python2("call", f"{module}.{name}", f"mended.python2.tensorflow.{name}", _TEXTS, "or mode 'rb'")
    ),
    *python2("call", "os.fdopen", "mended.python2.files.fdopen", _TEXTS, "open, of files that take texts and bytes"),
    *python2("method", "xreadlines", "mended.python2.lists.xreadlines", _GONE, "iter(f)"),
    *python2("call", "subprocess.check_output", "mended.python2.texts.check_output", _TEXTS, "check_output, as a text"),
    *(
        row
        for module, names, helpers in (
            ("hashlib", "md5 sha1 sha224 sha256 sha384 sha512 new", "digests"),
            (
                "base64",
                "b64encode urlsafe_b64encode standard_b64encode b32encode b16encode encodestring decodestring",
                "digests",
            ),
            ("binascii", "hexlify b2a_hex b2a_base64 crc32", "digests"),
            ("zlib", "crc32 adler32 compress decompress", "digests"),
            ("struct", "pack unpack unpack_from", "digests"),
            ("csv", "reader writer DictReader DictWriter", "files"),
            ("pickle", "dump dumps", "pickled"),
        )
        for name in names.split()
        for row in python2(
            "call", f"{module}.{name}", f"mended.python2.{helpers}.{name}", _TEXTS, f"{module}.{name}, of texts too"
        )
    ),
    *python2("module", "string", "mended.python2.strings", "its functions are methods now", "the methods of texts"),
    *python2("module", "urllib", "mended.python2.urllib1", _GONE, "urllib.request, urllib.parse"),
    *python2("module", "urllib2", "mended.python2.urllib2", _GONE, "urllib.request, urllib.error"),
    *python2("module", "StringIO cStringIO", "mended.python2.files", _GONE, "io.StringIO or io.BytesIO"),
    *python2("module", "sets", "mended.python2.sets", _GONE, "set"),
    *(
        row
        for instead, names in (
            ("pickle", "cPickle"),
            ("configparser", "ConfigParser"),
            ("queue", "Queue"),
            ("socketserver", "SocketServer"),
            ("copyreg", "copy_reg"),
            ("builtins", "__builtin__ exceptions"),
            ("_thread", "thread dummy_thread"),
            ("reprlib", "repr"),
            ("html.parser", "HTMLParser"),
            ("html.entities", "htmlentitydefs"),
            ("http.client", "httplib"),
            ("http.cookies", "Cookie"),
            ("http.cookiejar", "cookielib"),
            ("http.server", "BaseHTTPServer SimpleHTTPServer CGIHTTPServer"),
            ("xmlrpc.client", "xmlrpclib"),
            ("xmlrpc.server", "SimpleXMLRPCServer DocXMLRPCServer"),
            ("urllib.parse", "urlparse"),
            ("urllib.robotparser", "robotparser"),
            ("collections", "UserDict UserList UserString"),
            ("hashlib", "md5 sha"),
            ("dbm", "anydbm whichdb dbhash"),
            ("dbm.dumb", "dumbdbm"),
            ("dbm.gnu", "gdbm"),
            ("winreg", "_winreg"),
            ("subprocess", "commands"),
            ("tkinter", "Tkinter"),
            ("tkinter.messagebox", "tkMessageBox"),
            ("tkinter.filedialog", "tkFileDialog"),
            ("tkinter.simpledialog", "tkSimpleDialog"),
            ("tkinter.font", "tkFont"),
            ("tkinter.ttk", "ttk"),
            ("tkinter.scrolledtext", "ScrolledText"),
            ("PIL.Image", "Image"),
            ("PIL.ImageDraw", "ImageDraw"),
            ("PIL.ImageFont", "ImageFont"),
        )
        for row in python2("module", names, instead, _GONE)
    ),
)

MENDINGS: tuple[Mending, ...] = (*NUMPY, *LIBRARY, *OTHERS, *PYTHON2)
