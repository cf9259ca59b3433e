package dev.sallyport.bench.http;

import com.sun.management.OperatingSystemMXBean;
import dev.sallyport.bench.Application.Kind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares whole requests: all servers run at the same time, each in its own process, and take turns in short rounds under the
 * same load. Ratios are those of neighbouring turns, so that what else the machine does falls on both. With {@code QUICK=1} in
 * the environment the rounds are shorter and fewer.
 */
public final class Http {
    private static final boolean QUICK = "1".equals(System.getenv("QUICK"));
    private static final int ROUNDS = QUICK ? 7 : 15;
    private static final int MILLIS = QUICK ? 500 : 1_000;
    /** By number, not by time: the compiler counts calls, and a busy machine makes fewer. */
    private static final int WARM_UP_REQUESTS = QUICK ? 40_000 : 100_000;

    private static final int CONNECTIONS = 16;
    private static final int CREDENTIALS = 256;
    private static final int MANY_CREDENTIALS = 10_000;
    /** Which other libraries read too. */
    private static final String TOKENS = "RS256";

    private static final int STARTS = QUICK ? 3 : 7;

    private final Path folder;
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Http(Path folder) {
        this.folder = folder;
    }

    /** @param args the module's target folder */
    public static void main(String[] args) throws IOException {
        Http http = new Http(Path.of(args[0]));
        http.throughput("Strict: no header cache", 0);
        http.throughput("Jetty's default header cache", -1);
        http.starts();
        http.footprint();
    }

    private void throughput(String title, int headerCache) throws IOException {
        Map<Variant, ServerProcess> servers = new EnumMap<>(Variant.class);
        try {
            ServerProcess sallyport = ServerProcess.start(Variant.SALLYPORT, headerCache, TOKENS, folder);
            servers.put(Variant.SALLYPORT, sallyport);
            sallyport.writeKeys(folder);
            servers.put(Variant.NONE, ServerProcess.start(Variant.NONE, headerCache, TOKENS, folder));
            servers.put(Variant.NIMBUS, ServerProcess.start(Variant.NIMBUS, headerCache, TOKENS, folder));
            List<Turn> turns = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                Requests requests = Requests.of(kind.name(), kind, sallyport.credentials(kind, CREDENTIALS));
                Turn baseline = null;
                for (Variant variant : Variant.values()) {
                    if (variant.understands(kind)) {
                        Turn turn = new Turn(variant, requests, baseline);
                        baseline = baseline == null ? turn : baseline;
                        turns.add(turn);
                    }
                }
            }
            List<String> many = sallyport.credentials(Kind.KEY, MANY_CREDENTIALS);
            Turn one = new Turn(Variant.SALLYPORT, Requests.of("one KEY", Kind.KEY, many.subList(0, 1)), null);
            turns.add(one);
            turns.add(new Turn(Variant.SALLYPORT, Requests.of(MANY_CREDENTIALS + " KEYs", Kind.KEY, many), one));
            measure(turns, servers);
            System.out.println("\n" + title + "\n");
            System.out.println("| server | requests | requests/s | against | server µs of processor time | added"
                    + " | client µs | p50 µs | p99 µs | p99 against |");
            System.out.println("|---|---|---|---|---|---|---|---|---|---|");
            turns.forEach(turn -> System.out.println(turn.line()));
        } finally {
            for (ServerProcess server : servers.values()) {
                server.close();
            }
        }
    }

    private void measure(List<Turn> turns, Map<Variant, ServerProcess> servers) throws IOException {
        for (Turn turn : turns) {
            while (turn.requestsSoFar() < WARM_UP_REQUESTS) {
                run(turn, servers, MILLIS);
            }
        }
        turns.forEach(Turn::forget);
        for (int round = 0; round < ROUNDS; round++) {
            for (Turn turn : turns) {
                run(turn, servers, MILLIS);
            }
        }
    }

    private void run(Turn turn, Map<Variant, ServerProcess> servers, long millis) throws IOException {
        ServerProcess server = servers.get(turn.variant());
        try (LoadClient client = new LoadClient(server.port(), CONNECTIONS)) {
            long serverCpu = server.cpuNanos();
            long clientCpu = system.getProcessCpuTime();
            long begin = System.nanoTime();
            Latencies latencies = client.run(turn.requests(), millis);
            double seconds = (System.nanoTime() - begin) / 1e9;
            turn.add(
                    latencies,
                    latencies.count() / seconds,
                    server.cpuNanos() - serverCpu,
                    system.getProcessCpuTime() - clientCpu);
        }
    }

    /** From the start of the process to the first 200, which the client measures. */
    private void starts() throws IOException {
        Map<Variant, List<Double>> millis = new EnumMap<>(Variant.class);
        for (int i = 0; i < STARTS; i++) {
            for (Variant variant : List.of(Variant.NONE, Variant.SALLYPORT)) {
                long begin = System.nanoTime();
                try (ServerProcess server = ServerProcess.start(variant, 0, "EDDSA", folder)) {
                    List<String> credentials =
                            variant == Variant.SALLYPORT ? server.credentials(Kind.KEY, 1) : List.of("none");
                    first(server, Requests.of("first", Kind.KEY, credentials));
                    millis.computeIfAbsent(variant, v -> new ArrayList<>()).add((System.nanoTime() - begin) / 1e6);
                }
            }
        }
        System.out.println("\n| server | start to first 200, ms | against no filter |\n|---|---|---|");
        double none = Turn.median(millis.get(Variant.NONE));
        millis.forEach((variant, values) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.2f |%n",
                variant.title(),
                Turn.median(values),
                Turn.median(values) / none));
    }

    private static void first(ServerProcess server, Requests requests) throws IOException {
        try (LoadClient client = new LoadClient(server.port(), 1)) {
            client.run(requests, 0);
        }
    }

    private void footprint() throws IOException {
        System.out.println("\n| server | jars beside the container | size |\n|---|---|---|");
        for (Variant variant : Variant.values()) {
            List<Path> jars = ServerProcess.jars(variant.jars(), folder);
            long bytes = 0;
            for (Path jar : jars) {
                bytes += Files.size(jar);
            }
            System.out.printf(Locale.ROOT, "| %s | %d | %.1f MB |%n", variant.title(), jars.size(), bytes / 1e6);
        }
    }
}
