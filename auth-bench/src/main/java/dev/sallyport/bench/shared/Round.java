package dev.sallyport.bench.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** What some threads did in one stretch of time. */
record Round(double perSecond, double p50Micros, double p99Micros) {
    private static final int KEYS = 10_000;
    private static final int MAX_SAMPLES = 1 << 20;

    static Round run(Predicate<String> asks, int threads, Duration length) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + length.toNanos();
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Worker worker = new Worker(asks, end, i);
            workers.add(worker);
            worker.start();
        }
        for (Worker worker : workers) {
            worker.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] nanos = workers.stream()
                .flatMapToLong(worker -> Arrays.stream(worker.nanos, 0, worker.count))
                .sorted()
                .toArray();
        return new Round(
                nanos.length / seconds, nanos[nanos.length / 2] / 1e3, nanos[(int) (nanos.length * 0.99)] / 1e3);
    }

    private static final class Worker extends Thread {
        private final Predicate<String> asks;
        private final long end;
        private final Random random;
        private final long[] nanos = new long[MAX_SAMPLES];
        private int count;

        Worker(Predicate<String> asks, long end, int seed) {
            this.asks = asks;
            this.end = end;
            this.random = new Random(seed);
        }

        @Override
        public void run() {
            long before = System.nanoTime();
            while (before < end && count < MAX_SAMPLES) {
                if (!asks.test("credential:" + (100_000_000_000_000L + random.nextInt(KEYS)))) {
                    throw new IllegalStateException("A request was refused although there is room for all");
                }
                long after = System.nanoTime();
                nanos[count++] = after - before;
                before = after;
            }
        }
    }
}
