package dev.sallyport.bench.timing;

import java.util.Arrays;
import java.util.List;

/**
 * The rank-sum test of Mann and Whitney for two samples, with the normal approximation: good from some twenty values each.
 *
 * @param share how likely one of the first sample is the longer, ties counting half; one half when the samples are alike
 * @param z how far the rank sum lies from what like samples give, in standard deviations
 * @param p how often like samples would lie as far or farther
 */
record RankSum(double share, double z, double p) {
    static RankSum of(List<Double> first, List<Double> second) {
        double[] sorted = new double[first.size() + second.size()];
        int at = 0;
        for (List<Double> sample : List.of(first, second)) {
            for (double value : sample) {
                sorted[at++] = value;
            }
        }
        Arrays.sort(sorted);
        double ranks = first.stream().mapToDouble(value -> rank(sorted, value)).sum();
        double n = first.size();
        double m = second.size();
        double u = ranks - n * (n + 1) / 2;
        double z = (u - n * m / 2) / Math.sqrt(n * m * (n + m + 1) / 12);
        return new RankSum(u / (n * m), z, 2 * (1 - normal(Math.abs(z))));
    }

    /** From one; equal values share the middle of their ranks. */
    private static double rank(double[] sorted, double value) {
        int found = Arrays.binarySearch(sorted, value);
        int low = found;
        int high = found;
        while (low > 0 && sorted[low - 1] == value) {
            low--;
        }
        while (high + 1 < sorted.length && sorted[high + 1] == value) {
            high++;
        }
        return (low + high) / 2.0 + 1;
    }

    /** The distribution function of the standard normal distribution for x from 0: its Taylor series (Marsaglia, 2004). */
    private static double normal(double x) {
        if (x > 8) {
            return 1;
        }
        double sum = x;
        double term = x;
        for (int i = 3; term > 1e-17 * sum; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
