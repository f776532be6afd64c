/* One kind of kernels; see _kernels.h. VECTOR floats are worked on at once, and ROWS rows, so that what is summed up stays in registers. */

#define PARTS (CHANNELS / VECTOR)
#define INLINE __attribute__((target(TARGET), always_inline)) static inline
#define vector NAMED(vector, KIND)
#define mask NAMED(mask, KIND)

typedef float vector __attribute__((vector_size(4 * VECTOR), aligned(4), may_alias));
typedef int32_t mask __attribute__((vector_size(4 * VECTOR), aligned(4), may_alias));

/* 0 for what is negative */
INLINE vector NAMED(rectified, KIND)(vector x) {
    return (vector)((mask)x & (x > (vector){0}));
}

/* sums = x @ w, of so many rows, `step` apart; `rows` is known when this is compiled */
INLINE void NAMED(product, KIND)(const int rows, const float *x, ptrdiff_t step, ptrdiff_t inner, const float *w, vector sums[ROWS][PARTS]) {
    for (int row = 0; row < rows; row++)
        for (int part = 0; part < PARTS; part++)
            sums[row][part] = (vector){0};
    for (ptrdiff_t i = 0; i < inner; i++, w += CHANNELS)
        for (int part = 0; part < PARTS; part++) {
            vector weights = *(const vector *)(w + part * VECTOR);
            for (int row = 0; row < rows; row++)
                sums[row][part] += weights * x[row * step + i];
        }
}

INLINE void NAMED(first_rows, KIND)(const int rows, ptrdiff_t at, const float *x, ptrdiff_t step, ptrdiff_t inner, const float *w,
                                    const float *bias, const float *more, const int64_t *chosen, float *out) {
    vector sums[ROWS][PARTS];
    NAMED(product, KIND)(rows, x + at * step, step, inner, w, sums);
    for (int row = 0; row < rows; row++)
        for (int part = 0; part < PARTS; part++) {
            vector sum = sums[row][part] + *(const vector *)(bias + part * VECTOR);
            if (more)
                sum += *(const vector *)(more + chosen[at + row] * CHANNELS + part * VECTOR);
            *(vector *)(out + (at + row) * CHANNELS + part * VECTOR) = NAMED(rectified, KIND)(sum);
        }
}

/* out = rectified(x @ w + more[chosen] + bias); `more` may be missing */
__attribute__((target(TARGET))) static void NAMED(first, KIND)(const float *x, ptrdiff_t n, ptrdiff_t step, ptrdiff_t inner,
                                                               const float *w, const float *bias, const float *more,
                                                               const int64_t *chosen, float *out) {
    ptrdiff_t at = 0;
    for (; at + ROWS <= n; at += ROWS)
        NAMED(first_rows, KIND)(ROWS, at, x, step, inner, w, bias, more, chosen, out);
    for (; at < n; at++)
        NAMED(first_rows, KIND)(1, at, x, step, inner, w, bias, more, chosen, out);
}

INLINE void NAMED(layer_rows, KIND)(const int rows, ptrdiff_t at, const float *h, ptrdiff_t n, const float *taps, ptrdiff_t dilation,
                                    const float *w, const float *bias, float *out) {
    float mixed[ROWS * CHANNELS];
    vector sums[ROWS][PARTS];
    for (int row = 0; row < rows; row++)
        for (int part = 0; part < CHANNELS; part += VECTOR) {
            ptrdiff_t here = at + row;
            const float *own = h + here * CHANNELS + part;
            vector sum = *(const vector *)own;
            if (taps) {
                sum *= *(const vector *)(taps + CHANNELS + part);
                if (here >= dilation)
                    sum += *(const vector *)(own - dilation * CHANNELS) * *(const vector *)(taps + part);
                if (here + dilation < n)
                    sum += *(const vector *)(own + dilation * CHANNELS) * *(const vector *)(taps + 2 * CHANNELS + part);
            }
            *(vector *)(mixed + row * CHANNELS + part) = sum;
        }
    NAMED(product, KIND)(rows, mixed, CHANNELS, CHANNELS, w, sums);
    for (int row = 0; row < rows; row++)
        for (int part = 0; part < PARTS; part++) {
            ptrdiff_t place = (at + row) * CHANNELS + part * VECTOR;
            vector sum = sums[row][part] + *(const vector *)(bias + part * VECTOR);
            *(vector *)(out + place) = *(const vector *)(h + place) + NAMED(rectified, KIND)(sum);
        }
}

/* out = h + rectified(along(h) @ w + bias); without taps h itself is multiplied. `out` is not h. */
__attribute__((target(TARGET))) static void NAMED(layer, KIND)(const float *h, ptrdiff_t n, const float *taps, ptrdiff_t dilation,
                                                               const float *w, const float *bias, float *out) {
    ptrdiff_t at = 0;
    for (; at + ROWS <= n; at += ROWS)
        NAMED(layer_rows, KIND)(ROWS, at, h, n, taps, dilation, w, bias, out);
    for (; at < n; at++)
        NAMED(layer_rows, KIND)(1, at, h, n, taps, dilation, w, bias, out);
}

#undef PARTS
#undef INLINE
#undef vector
#undef mask
