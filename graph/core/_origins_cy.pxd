# What Python's C API says of frames. What is returned is borrowed: whatever is under way, the interpreter holds.

cdef extern from *:
    """
    #include "frameobject.h"

    static CYTHON_INLINE void *headrace_code_of(void *frame) {
        PyCodeObject *code = PyFrame_GetCode((PyFrameObject *)frame);
        Py_DECREF(code);
        return code;
    }

    static CYTHON_INLINE int headrace_instruction_of(void *frame) {
    #if PY_VERSION_HEX >= 0x030B0000
        return PyFrame_GetLasti((PyFrameObject *)frame);
    #else
        return ((PyFrameObject *)frame)->f_lasti * (int)sizeof(_Py_CODEUNIT);
    #endif
    }

    static CYTHON_INLINE void *headrace_caller_of(void *frame) {
        PyFrameObject *caller = PyFrame_GetBack((PyFrameObject *)frame);
        Py_XDECREF(caller);
        return caller;
    }
    """
    void *code_of "headrace_code_of"(void *frame)
    int instruction_of "headrace_instruction_of"(void *frame)
    void *caller_of "headrace_caller_of"(void *frame)
