"""The mendings: what programs of TensorFlow 1's time use that is gone or means something else now, and what stands for it.

A mending changes the syntax tree of the one file that needs it; no other package notices. `python2` marks those that are made
for Python 2 programs alone (`--py2`). What the installed release still has under its name is left alone.
"""

from __future__ import annotations

from .rows import Mending, given, gone, has_arguments, is_lazy, lacks, may_be_ragged, methods, moved, python2

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
    *(
        Mending(
            "call",
            f"pickle.{name}",
            f"mended.pickles.{name}",
            "Python 2's texts are bytes",
            f"pickle.{name}, then in latin-1",
            precaution=True,
        )
        for name in ("load", "loads")
    ),
    *(
        Mending("call", f"pickle.{name}", f"mended.pickles.{name}", why, f"pickle.{name}, or in latin-1", precaution=True)
        for name in ("load", "loads")
        for why in ["texts of Python 2's pickles may be no ASCII"]
    ),
    *methods("tostring", "mended.arrays.tostring", "NumPy 2.3, Python 3.9 and Pillow dropped it", says="a.tobytes()"),
    *methods("itemset", "mended.arrays.itemset", "NumPy 2.0 dropped it", says="a[i] = x"),
    *methods("ptp", "mended.arrays.ptp", "NumPy 2.0 dropped it", says="np.ptp(a)"),
    *methods("newbyteorder", "mended.arrays.newbyteorder", "NumPy 2.0 dropped it", says="a.view(a.dtype.newbyteorder())"),
)

_LISTS = "Python 2 makes a list"
_TEXTS = "Python 2's texts are bytes"
_ROUNDED = "Python 2 rounds quotients of whole numbers down"
_ORDER = "Python 2 can compare all things"
_RENAMED = "Python 3 renamed it"
_DROPPED = "Python 3 dropped it"

PYTHON2 = (
    *python2("operator", "/", "mended.divisions.divide", _ROUNDED, "Python 2's x / y"),
    *python2("operator", "/=", "mended.divisions.divide_in_place", _ROUNDED, "Python 2's x /= y"),
    *python2("operator", "<", "mended.ordering.less", _ORDER, "Python 2's x < y"),
    *python2("operator", "<=", "mended.ordering.less_equal", _ORDER, "Python 2's x <= y"),
    *python2("operator", ">", "mended.ordering.greater", _ORDER, "Python 2's x > y"),
    *python2("operator", ">=", "mended.ordering.greater_equal", _ORDER, "Python 2's x >= y"),
    *python2("builtin", "range map filter zip", "mended.lists.{}", _LISTS, "list(...)"),
    *python2("builtin", "xrange", "mended.lists.xrange", _RENAMED, "range"),
    *python2("method", "keys values items", "mended.lists.{}", _LISTS, "list(...)", has_arguments(0)),
    *python2("method", "iterkeys itervalues iteritems", "mended.lists.{}", _RENAMED, "iter(d.items()) ..."),
    *python2("method", "viewkeys viewvalues viewitems", "mended.lists.{}", _RENAMED, "d.items() ..."),
    *python2("method", "has_key", "mended.lists.has_key", _DROPPED, "key in d"),
    *python2("method", "next", "mended.lists.next", _RENAMED, "next(i)", has_arguments(0)),
    *python2("attribute", "has_key iteritems itervalues iterkeys next", "mended.lists.bound", _RENAMED, "the method of today"),
    *python2("builtin", "sorted min max cmp", "mended.ordering.{}", _ORDER, "Python 2's order"),
    *python2("method", "sort", "mended.ordering.sort", _ORDER, "Python 2's order"),
    *python2(
        "builtin", "round", "mended.divisions.round", "Python 2 rounds halves away from zero, to a float", "Python 2's round"
    ),
    *python2("builtin", "long", "builtins.int", _RENAMED),
    *python2("builtin", "unichr", "builtins.chr", _RENAMED),
    *python2("builtin", "unicode", "builtins.str", _RENAMED),
    *python2("function", "unicode", "mended.texts.unicode", _TEXTS, "str(x, encoding)"),
    *python2("function", "str", "mended.printing.text", _TEXTS, "str(x), of bytes their text", has_arguments(1)),
    *python2("builtin", "basestring", "mended.texts.basestring", _DROPPED, "(str, bytes)"),
    *python2("builtin", "print", "mended.printing.printed", _TEXTS, "print, of bytes their text"),
    *python2("method", "encode decode", "mended.texts.{}", _TEXTS, "codecs.encode(x, 'hex') ..."),
    *python2("method", "translate", "mended.texts.translate", _TEXTS, "x.translate(str.maketrans(...))"),
    *python2("builtin", "buffer", "mended.texts.buffer", _DROPPED, "memoryview(x)"),
    *python2("builtin", "raw_input", "builtins.input", _RENAMED),
    *python2("builtin", "input", "mended.code.ask", _RENAMED, "eval(input())"),
    *python2("builtin", "execfile", "mended.code.execfile", _DROPPED, "exec(open(path).read())"),
    *python2("builtin", "reload", "mended.code.reload", _DROPPED, "importlib.reload"),
    *python2("builtin", "apply", "mended.code.apply", _DROPPED, "f(*arguments)"),
    *python2("builtin", "coerce", "mended.code.coerce", _DROPPED, "two numbers of one type"),
    *python2("builtin", "reduce", "functools.reduce", _RENAMED),
    *python2("builtin", "intern", "sys.intern", _RENAMED),
    *python2("builtin", "StandardError", "builtins.Exception", _DROPPED),
    *python2("builtin", "open", "mended.files.open", _TEXTS, "open, of files that take texts and bytes"),
    *python2("function", "file", "mended.files.open", _TEXTS, "open, of files that take texts and bytes"),
    *python2("builtin", "file", "io.IOBase", _DROPPED),
    *python2("attribute", "im_func im_self im_class", "mended.classes.attribute", _RENAMED, "m.__func__ ..."),
    *python2(
        "attribute",
        "func_name func_code func_defaults func_globals func_doc func_dict func_closure",
        "mended.classes.attribute",
        _RENAMED,
        "f.__name__ ...",
    ),
    *python2("attribute", "message", "mended.classes.message", _DROPPED, "e.args[0]"),
    *python2("name", "itertools.izip", "builtins.zip", _RENAMED),
    *python2("name", "itertools.imap", "mended.lists.imap", _RENAMED, "map"),
    *python2("name", "itertools.ifilter", "builtins.filter", _RENAMED),
    *python2("name", "itertools.ifilterfalse", "itertools.filterfalse", _RENAMED),
    *python2("name", "itertools.izip_longest", "itertools.zip_longest", _RENAMED),
    *python2("name", "sys.maxint", "sys.maxsize", _RENAMED),
    *python2("name", "sys.setdefaultencoding", "mended.code.setdefaultencoding", _DROPPED, "nothing"),
    *python2("name", "sys.exc_clear", "mended.code.exc_clear", _DROPPED, "nothing"),
    *python2("name", "sys.exc_type", "mended.classes.exc_type", _DROPPED, "sys.exc_info()[0]"),
    *python2("name", "sys.exc_value", "mended.classes.exc_value", _DROPPED, "sys.exc_info()[1]"),
    *python2("name", "sys.exc_traceback", "mended.classes.exc_traceback", _DROPPED, "sys.exc_info()[2]"),
    *python2("name", "os.getcwdu", "os.getcwd", _RENAMED),
    *python2("name", "os.path.walk", "mended.code.walk", _DROPPED, "os.walk"),
    *python2("name", "types.StringType types.UnicodeType", "builtins.str", _RENAMED),
    *python2("name", "types.StringTypes", "mended.texts.basestring", _RENAMED, "(str, bytes)"),
    *python2("name", "types.IntType types.LongType numpy.long", "builtins.int", _RENAMED),
    *python2("name", "types.FloatType", "builtins.float", _RENAMED),
    *python2("name", "types.BooleanType numpy.bool", "builtins.bool", _RENAMED),
    *python2("name", "types.ListType", "builtins.list", _RENAMED),
    *python2("name", "types.TupleType", "builtins.tuple", _RENAMED),
    *python2("name", "types.DictType types.DictionaryType", "builtins.dict", _RENAMED),
    *python2("name", "types.ClassType types.TypeType", "builtins.type", _RENAMED),
    *python2("name", "types.ObjectType types.InstanceType", "builtins.object", _RENAMED),
    *python2("name", "types.FileType", "io.IOBase", _RENAMED),
    *python2("name", "operator.div", "mended.divisions.divide", _DROPPED, "Python 2's x / y"),
    *python2("name", "operator.idiv", "mended.divisions.divide_in_place", _DROPPED, "Python 2's x /= y"),
    *python2("name", "operator.isCallable", "builtins.callable", _DROPPED),
    *python2("name", "operator.sequenceIncludes", "operator.contains", _DROPPED),
    *python2("name", "md5.new md5.md5", "mended.digests.md5", _TEXTS, "hashlib.md5"),
    *python2("name", "sha.new sha.sha", "mended.digests.sha", _TEXTS, "hashlib.sha1"),
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
            ("pickle", "dump dumps", "pickles"),
            ("subprocess", "check_output", "texts"),
            ("tensorflow.train", "BytesList", "messages"),
        )
        for name in names.split()
        for row in python2("call", f"{module}.{name}", f"mended.{helpers}.{name}", _TEXTS, f"{module}.{name}, of texts too")
    ),
    *python2("module", "string", "mended.strings", "its functions are methods now"),
    *python2("module", "urllib", "mended.urllib1", _RENAMED, "urllib.request, urllib.parse"),
    *python2("module", "urllib2", "mended.urllib2", _RENAMED, "urllib.request, urllib.error"),
    *python2("module", "StringIO cStringIO", "mended.files", _RENAMED, "io.StringIO or io.BytesIO"),
    *python2("module", "sets", "mended.sets", _DROPPED, "set"),
    *(
        row
        for instead, names in {
            "pickle": "cPickle",
            "configparser": "ConfigParser",
            "queue": "Queue",
            "socketserver": "SocketServer",
            "copyreg": "copy_reg",
            "builtins": "__builtin__ exceptions",
            "_thread": "thread dummy_thread",
            "reprlib": "repr",
            "html.parser": "HTMLParser",
            "html.entities": "htmlentitydefs",
            "http.client": "httplib",
            "http.cookies": "Cookie",
            "http.cookiejar": "cookielib",
            "http.server": "BaseHTTPServer SimpleHTTPServer CGIHTTPServer",
            "xmlrpc.client": "xmlrpclib",
            "xmlrpc.server": "SimpleXMLRPCServer DocXMLRPCServer",
            "urllib.parse": "urlparse",
            "urllib.robotparser": "robotparser",
            "collections": "UserDict UserList UserString",
            "hashlib": "md5 sha",
            "dbm": "anydbm whichdb dbhash",
            "dbm.dumb": "dumbdbm",
            "dbm.gnu": "gdbm",
            "winreg": "_winreg",
            "subprocess": "commands",
            "tkinter": "Tkinter",
            "tkinter.messagebox": "tkMessageBox",
            "tkinter.filedialog": "tkFileDialog",
            "tkinter.simpledialog": "tkSimpleDialog",
            "tkinter.font": "tkFont",
            "tkinter.ttk": "ttk",
            "tkinter.scrolledtext": "ScrolledText",
            "PIL.Image": "Image",
            "PIL.ImageDraw": "ImageDraw",
            "PIL.ImageFont": "ImageFont",
        }.items()
        for row in python2("module", names, instead, _RENAMED)
    ),
)

MENDINGS: tuple[Mending, ...] = (*NUMPY, *PYTHON2)
