package dev.sallyport.bench.micro;

import dev.sallyport.token.SigningAlgorithm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs every benchmark of this package and prints a table of ratios. With {@code QUICK=1} in the environment once and briefly,
 * otherwise in two rounds; {@code ONLY} narrows it to the class whose name begins so.
 */
public final class Micro {
    private static final boolean QUICK = "1".equals(System.getenv("QUICK"));

    private Micro() {}

    /** Processor time and bytes of each operation, one value for each iteration of each round. */
    private static final class Measured {
        private final List<Double> nanos = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();

        /** The median: a neighbour on the machine spoils single iterations. */
        double nanos() {
            return median(nanos);
        }

        double bytes() {
            return median(bytes);
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
        }
    }

    public static void main(String[] args) throws RunnerException {
        Map<String, Measured> measured = new TreeMap<>();
        int rounds = QUICK ? 1 : 2;
        for (int round = 1; round <= rounds; round++) {
            System.out.println("Round " + round + " of " + rounds);
            for (Group group : groups()) {
                collect(run(group), measured);
            }
        }
        System.out.println();
        System.out.println("| operation | processor time | garbage | ratio | target |");
        System.out.println("|---|---|---|---|---|");
        for (Comparison comparison : Comparison.all()) {
            Measured ours = measured.get(comparison.ours());
            Measured reference = measured.get(comparison.reference());
            if (ours != null) {
                System.out.println(line(comparison, ours, reference, measured.get(comparison.apart())));
            }
        }
    }

    /**
     * What is compared runs side by side, before the machine's mood changes.
     *
     * @param benchmarks a class
     * @param algorithm the only one; null for classes without algorithms
     */
    private record Group(Class<?> benchmarks, SigningAlgorithm algorithm) {}

    private static List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        groups.add(new Group(LimiterBenchmark.class, null));
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            groups.add(new Group(SignatureBenchmark.class, algorithm));
        }
        groups.add(new Group(AuthenticateBenchmark.class, null));
        groups.add(new Group(DigestBenchmark.class, null));
        groups.add(new Group(PasswordBenchmark.class, null));
        String only = System.getenv("ONLY");
        return only == null
                ? groups
                : groups.stream()
                        .filter(group -> group.benchmarks().getSimpleName().startsWith(only))
                        .toList();
    }

    private static Collection<RunResult> run(Group group) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder();
        if (group.algorithm() != null) {
            options.param("algorithm", group.algorithm().name());
        }
        return new Runner(options.include(group.benchmarks().getName() + "\\..*")
                        .forks(1)
                        .warmupIterations(QUICK ? 2 : 3)
                        .warmupTime(TimeValue.milliseconds(QUICK ? 300 : 1000))
                        .measurementIterations(QUICK ? 3 : 4)
                        .measurementTime(TimeValue.milliseconds(QUICK ? 300 : 1000))
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuProfiler.class)
                        .jvmArgsAppend("-Xms512m", "-Xmx512m", "-Xbatch")
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
    }

    private static void collect(Collection<RunResult> results, Map<String, Measured> measured) {
        for (RunResult result : results) {
            Measured target = measured.computeIfAbsent(nameOf(result), name -> new Measured());
            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                for (IterationResult iteration : fork.getIterationResults()) {
                    target.nanos.add(secondary(iteration, CpuProfiler.NAME));
                    target.bytes.add(secondary(iteration, "gc.alloc.rate.norm"));
                }
            }
        }
    }

    private static double secondary(IterationResult iteration, String name) {
        return iteration.getSecondaryResults().get(name).getScore();
    }

    /** {@code SignatureBenchmark.verify} with a parameter becomes {@code Signature.verify ES256}. */
    private static String nameOf(RunResult result) {
        String[] parts = result.getParams().getBenchmark().split("\\.");
        StringBuilder name = new StringBuilder(parts[parts.length - 2].replace("Benchmark", ""))
                .append('.')
                .append(parts[parts.length - 1]);
        for (String key : result.getParams().getParamsKeys()) {
            name.append(' ').append(result.getParams().getParam(key));
        }
        return name.toString();
    }

    private static String line(Comparison comparison, Measured ours, Measured reference, Measured apart) {
        double nanosApart = apart == null ? 0 : apart.nanos();
        double bytesApart = apart == null ? 0 : apart.bytes();
        double nanos = ours.nanos() - nanosApart;
        String ratio = reference == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.2f × %s (%s)",
                        nanos / (reference.nanos() - nanosApart),
                        comparison.referenceName(),
                        time(reference.nanos() - nanosApart));
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f B | %s | %s |",
                comparison.what(),
                time(nanos),
                ours.bytes() - bytesApart,
                ratio,
                comparison.target());
    }

    private static String time(double nanos) {
        if (nanos < 10_000) {
            return String.format(Locale.ROOT, "%.3f µs", nanos / 1e3);
        }
        return nanos < 1e6
                ? String.format(Locale.ROOT, "%.1f µs", nanos / 1e3)
                : String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }
}
