/* One kind of kernels; see _kernels.h. VECTOR floats are worked on at once, and ROWS rows of TILE channels, so that what is summed up stays
   in registers. */

#define PARTS (TILE / VECTOR)
#define INLINE __attribute__((target(TARGET), always_inline)) static inline
#define vector NAMED(vector, KIND)
#define mask NAMED(mask, KIND)

typedef float vector __attribute__((vector_size(4 * VECTOR), aligned(4), may_alias));
typedef int32_t mask __attribute__((vector_size(4 * VECTOR), aligned(4), may_alias));

/* 0 for what is negative */
INLINE vector NAMED(rectified, KIND)(vector x) {
    return (vector)((mask)x & (x > (vector){0}));
}

/* sums = x @ w for a tile, of so many rows, `step` apart; `rows` is known when this is compiled */
INLINE void NAMED(product, KIND)(const int rows, const float *x, ptrdiff_t step, ptrdiff_t inner, const float *w, ptrdiff_t channels,
                                 vector sums[ROWS][PARTS]) {
    for (int row = 0; row < rows; row++)
        for (int part = 0; part < PARTS; part++)
            sums[row][part] = (vector){0};
    for (ptrdiff_t i = 0; i < inner; i++, w += channels)
        for (int part = 0; part < PARTS; part++) {
            vector weights = *(const vector *)(w + part * VECTOR);
            for (int row = 0; row < rows; row++)
                sums[row][part] += weights * x[row * step + i];
        }
}

INLINE void NAMED(first_rows, KIND)(const int rows, ptrdiff_t at, const float *x, ptrdiff_t step, ptrdiff_t inner, const float *w,
                                    const float *bias, ptrdiff_t channels, const float *more, const int64_t *chosen, float *out) {
    vector sums[ROWS][PARTS];
    for (ptrdiff_t tile = 0; tile < channels; tile += TILE) {
        NAMED(product, KIND)(rows, x + at * step, step, inner, w + tile, channels, sums);
        for (int row = 0; row < rows; row++)
            for (int part = 0; part < PARTS; part++) {
                ptrdiff_t channel = tile + part * VECTOR;
                vector sum = sums[row][part] + *(const vector *)(bias + channel);
                if (more)
                    sum += *(const vector *)(more + chosen[at + row] * channels + channel);
                *(vector *)(out + (at + row) * channels + channel) = NAMED(rectified, KIND)(sum);
            }
    }
}

/* out = rectified(x @ w + more[chosen] + bias); `more` may be missing */
__attribute__((target(TARGET))) static void NAMED(first, KIND)(const float *x, ptrdiff_t n, ptrdiff_t step, ptrdiff_t inner,
                                                               const float *w, const float *bias, ptrdiff_t channels, const float *more,
                                                               const int64_t *chosen, float *out) {
    ptrdiff_t at = 0;
    for (; at + ROWS <= n; at += ROWS)
        NAMED(first_rows, KIND)(ROWS, at, x, step, inner, w, bias, channels, more, chosen, out);
    for (; at < n; at++)
        NAMED(first_rows, KIND)(1, at, x, step, inner, w, bias, channels, more, chosen, out);
}

INLINE void NAMED(layer_rows, KIND)(const int rows, ptrdiff_t at, const float *h, ptrdiff_t n, const float *taps, ptrdiff_t dilation,
                                    const float *w, const float *bias, ptrdiff_t channels, float *out) {
    float mixed[ROWS * MOST_CHANNELS];
    vector sums[ROWS][PARTS];
    for (int row = 0; row < rows; row++)
        for (ptrdiff_t channel = 0; channel < channels; channel += VECTOR) {
            ptrdiff_t here = at + row;
            const float *own = h + here * channels + channel;
            vector sum = *(const vector *)own;
            if (taps) {
                sum *= *(const vector *)(taps + channels + channel);
                if (here >= dilation)
                    sum += *(const vector *)(own - dilation * channels) * *(const vector *)(taps + channel);
                if (here + dilation < n)
                    sum += *(const vector *)(own + dilation * channels) * *(const vector *)(taps + 2 * channels + channel);
            }
            *(vector *)(mixed + row * channels + channel) = sum;
        }
    for (ptrdiff_t tile = 0; tile < channels; tile += TILE) {
        NAMED(product, KIND)(rows, mixed, channels, channels, w + tile, channels, sums);
        for (int row = 0; row < rows; row++)
            for (int part = 0; part < PARTS; part++) {
                ptrdiff_t channel = tile + part * VECTOR, place = (at + row) * channels + channel;
                vector sum = sums[row][part] + *(const vector *)(bias + channel);
                *(vector *)(out + place) = *(const vector *)(h + place) + NAMED(rectified, KIND)(sum);
            }
    }
}

/* out = h + rectified(along(h) @ w + bias); without taps h itself is multiplied. `out` is not h. */
__attribute__((target(TARGET))) static void NAMED(layer, KIND)(const float *h, ptrdiff_t n, const float *taps, ptrdiff_t dilation,
                                                               const float *w, const float *bias, ptrdiff_t channels, float *out) {
    ptrdiff_t at = 0;
    for (; at + ROWS <= n; at += ROWS)
        NAMED(layer_rows, KIND)(ROWS, at, h, n, taps, dilation, w, bias, channels, out);
    for (; at < n; at++)
        NAMED(layer_rows, KIND)(1, at, h, n, taps, dilation, w, bias, channels, out);
}

#undef PARTS
#undef INLINE
#undef vector
#undef mask
