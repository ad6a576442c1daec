cdef extern from "graph/products/_products_cy.h":
    int PANEL "HEADRACE_PANEL", BLOCK "HEADRACE_BLOCK", ROWS "HEADRACE_ROWS"
    int rows_together "headrace_rows_together"() nogil
    void pack "headrace_pack"(
        const float *matrix, Py_ssize_t down, Py_ssize_t right, Py_ssize_t k, Py_ssize_t n, Py_ssize_t begin, Py_ssize_t end,
        float *packed) nogil
    void multiply "headrace_product"(
        const float *rows, Py_ssize_t down, Py_ssize_t right, const Py_ssize_t *taken, Py_ssize_t count, Py_ssize_t k,
        Py_ssize_t n, const float *packed, float *out, const Py_ssize_t *to, bint adds, float *room) nogil
