package dev.sallyport.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The quickstart as a process of its own, so that it can be killed. For one thread. */
final class Program implements AutoCloseable {
    static final String MASTER_KEY = "IB8eHRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE=";

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final List<String> printed;
    private final String base;

    private Program(Process process, List<String> printed, String base) {
        this.process = process;
        this.printed = printed;
        this.base = base;
    }

    /** Starts it on a free port and waits until it is ready. */
    static Program start(Path data) throws IOException {
        Process process = command(data, "0", MASTER_KEY)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> printed = new ArrayList<>();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            printed.add(line);
            if (line.startsWith("Ctrl-C")) {
                return new Program(process, printed, printed.get(0).substring("Ready: ".length()));
            }
        }
        throw new AssertionError("It ended with " + process.exitValue() + " after printing " + printed);
    }

    /** Starts it where it cannot start, and answers what it says on standard error; it must have exited with 1. */
    static String failure(Path data, String port, String masterKey) throws IOException, InterruptedException {
        Process process = command(data, port, masterKey).start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 1) {
            throw new AssertionError("It exited with " + process.exitValue() + " and said " + said);
        }
        return said;
    }

    private static ProcessBuilder command(Path data, String port, String masterKey) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Quickstart.class.getName());
        builder.environment().put("PORT", port);
        builder.environment().put("DATA", data.toString());
        builder.environment().put("SALLYPORT_MASTER_KEY", masterKey);
        return builder;
    }

    /** {@code http://127.0.0.1:<port>}, as it was printed. */
    String base() {
        return base;
    }

    List<String> printed() {
        return printed;
    }

    /** What a power failure does to a process: no hook runs, nothing is flushed. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What Ctrl-C does. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not stop");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
