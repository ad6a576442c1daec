cdef extern from "training/rnn/fused/_squashed_cy.h":
    void sigmoids "headrace_sigmoids"(void *x, Py_ssize_t n, bint is_float) nogil
    void tanhs "headrace_tanhs"(void *x, Py_ssize_t n, bint is_float) nogil

cdef extern from "graph/products/_products_cy.h":
    int PANEL "HEADRACE_PANEL", BLOCK "HEADRACE_BLOCK", ROWS "HEADRACE_ROWS"
    void multiply "headrace_product"(
        const float *rows, Py_ssize_t down, Py_ssize_t right, const Py_ssize_t *taken, Py_ssize_t count, Py_ssize_t k,
        Py_ssize_t n, const float *packed, float *out, const Py_ssize_t *to, bint adds, float *room) nogil
