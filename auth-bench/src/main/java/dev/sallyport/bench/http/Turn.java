package dev.sallyport.bench.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One server under one kind of load, and what was measured in each of its rounds. */
final class Turn {
    private final Variant variant;
    private final Requests requests;
    private final Turn against;
    private final List<Double> perSecond = new ArrayList<>();
    private final List<Double> serverMicros = new ArrayList<>();
    private final List<Double> clientMicros = new ArrayList<>();
    private final List<Double> p50 = new ArrayList<>();
    private final List<Double> p99 = new ArrayList<>();

    private int requestsSoFar;

    /** @param against what it is compared with; null when it is that itself */
    Turn(Variant variant, Requests requests, Turn against) {
        this.variant = variant;
        this.requests = requests;
        this.against = against;
    }

    Variant variant() {
        return variant;
    }

    Requests requests() {
        return requests;
    }

    void add(Latencies latencies, double requestsPerSecond, long serverCpuNanos, long clientCpuNanos) {
        requestsSoFar += latencies.count();
        perSecond.add(requestsPerSecond);
        serverMicros.add(serverCpuNanos / 1e3 / latencies.count());
        clientMicros.add(clientCpuNanos / 1e3 / latencies.count());
        p50.add(latencies.micros(0.5));
        p99.add(latencies.micros(0.99));
    }

    int requestsSoFar() {
        return requestsSoFar;
    }

    /** Warm-up does not count. */
    void forget() {
        List.of(perSecond, serverMicros, clientMicros, p50, p99).forEach(List::clear);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %s | %.1f | %s | %.1f | %.0f | %.0f | %s |",
                variant.title(),
                requests.title(),
                median(perSecond),
                against == null ? "1" : String.format(Locale.ROOT, "%.3f", ratio(perSecond, against.perSecond)),
                median(serverMicros),
                against == null
                        ? ""
                        : String.format(Locale.ROOT, "%.1f", difference(serverMicros, against.serverMicros)),
                median(clientMicros),
                median(p50),
                median(p99),
                against == null ? "1" : String.format(Locale.ROOT, "%.2f", ratio(p99, against.p99)));
    }

    /** The median of the rounds' ratios. */
    private static double ratio(List<Double> ours, List<Double> theirs) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return median(ratios);
    }

    private static double difference(List<Double> ours, List<Double> theirs) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            differences.add(ours.get(i) - theirs.get(i));
        }
        return median(differences);
    }

    static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
    }
}
