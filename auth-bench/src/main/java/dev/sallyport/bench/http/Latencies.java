package dev.sallyport.bench.http;

import java.util.Arrays;

/** How long requests took, each kept, in nanoseconds. */
final class Latencies {
    private long[] values = new long[1 << 16];
    private int count;

    void add(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = nanos;
    }

    int count() {
        return count;
    }

    /** The time within which this part of the requests, 0 to 1, were answered; in microseconds. */
    double micros(double part) {
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1, part * count)] / 1e3;
    }
}
