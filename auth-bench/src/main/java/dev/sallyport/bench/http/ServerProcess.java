package dev.sallyport.bench.http;

import dev.sallyport.bench.Application;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A {@link BenchServer} in a process of its own, with the jars of its variant and no others. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream commands;
    private final int port;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        this.port = Integer.parseInt(read().substring("ready ".length()));
    }

    /**
     * @param folder with {@code classes}, {@code lib}, and where the server's log and the keys go
     * @param headerCache of a connection; -1 for Jetty's default
     * @param algorithm of the tokens it makes
     */
    static ServerProcess start(Variant variant, int headerCache, String algorithm, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of("java", "-Xms256m", "-Xmx256m"));
        command.addAll(List.of("-cp", classPath(variant, folder)));
        command.addAll(List.of(BenchServer.class.getName(), variant.name(), String.valueOf(headerCache)));
        command.addAll(List.of(algorithm, keys(folder).toString()));
        File log = folder.resolve("server-" + variant + ".log").toFile();
        return new ServerProcess(new ProcessBuilder(command).redirectError(log).start());
    }

    /** Where {@link #writeKeys} writes and servers read. */
    private static Path keys(Path folder) {
        return folder.resolve("keys.json");
    }

    private static String classPath(Variant variant, Path folder) throws IOException {
        List<String> entries = new ArrayList<>(List.of(folder.resolve("classes").toString()));
        jars(Variant.CONTAINER, folder).forEach(jar -> entries.add(jar.toString()));
        jars(variant.jars(), folder).forEach(jar -> entries.add(jar.toString()));
        return String.join(File.pathSeparator, entries);
    }

    /** The jars whose names begin so. */
    static List<Path> jars(List<String> names, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("lib"))) {
            return files.filter(file -> names.stream()
                            .anyMatch(name -> file.getFileName().toString().startsWith(name)))
                    .sorted()
                    .toList();
        }
    }

    int port() {
        return port;
    }

    long cpuNanos() throws IOException {
        return Long.parseLong(ask("cpu"));
    }

    void writeKeys(Path folder) throws IOException {
        Files.writeString(keys(folder), ask("keys"));
    }

    List<String> credentials(Application.Kind kind, int count) throws IOException {
        List<String> credentials = new ArrayList<>();
        credentials.add(ask("credentials " + kind + " " + count));
        while (credentials.size() < count) {
            credentials.add(read());
        }
        return credentials;
    }

    private String ask(String command) throws IOException {
        commands.print(command + "\n");
        commands.flush();
        return read();
    }

    private String read() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("The server has ended; see its log in the target folder");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }
}
