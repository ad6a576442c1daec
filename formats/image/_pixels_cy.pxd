cdef extern from "Python.h":
    void *PyCapsule_GetPointer(object capsule, const char *name) except NULL

cdef extern from "formats/image/_pixels_cy.h":
    const unsigned char *headrace_lists_of_four(const void *array, Py_ssize_t count) nogil
    void headrace_first_three(const unsigned char *pixels, Py_ssize_t count, unsigned char *out) nogil
