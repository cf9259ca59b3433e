package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in a process of its own, which says line by line what it does until it is killed with SIGKILL. For one thread. */
final class KillableProcess implements AutoCloseable {
    private final Path complaints;
    private final Process process;
    private final BufferedReader said;

    /** @param main a class with a {@code main} method */
    KillableProcess(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        complaints = Files.createTempFile("sallyport-killed-", ".log");
        process = new ProcessBuilder(command).redirectError(complaints.toFile()).start();
        said = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** Waits for the next line. */
    String line() throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new AssertionError("The process ended by itself:\n" + Files.readString(complaints));
        }
        return line;
    }

    /** Answers what it had said in whole lines and nobody has read; the last line may be cut, and is left out. */
    List<String> kill() throws IOException, InterruptedException {
        // Through the handle, because Process.destroyForcibly closes the pipe, with what was said in it.
        assertThat(process.toHandle().destroyForcibly()).isTrue();
        process.waitFor();
        List<String> rest = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int c = said.read(); c >= 0; c = said.read()) {
            line.append((char) c);
            if (c == '\n') {
                rest.add(line.toString().strip());
                line.setLength(0);
            }
        }
        return rest;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        said.close();
        Files.delete(complaints);
    }
}
