package dev.sallyport.webxml;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The server as {@code run.sh} starts it, in a process of its own, with a WAR. For one thread. */
final class Program implements AutoCloseable {
    static final String PASSWORD = "ada-demo-password";
    private static final Path TARGET =
            Path.of(System.getProperty("target", "target")).toAbsolutePath();
    private static final long PATIENCE_SECONDS = 120;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path said;
    private final String base;

    private Program(Process process, Path said, String base) {
        this.process = process;
        this.said = said;
        this.base = base;
    }

    /** The WAR that the build made. */
    static Path war() {
        return TARGET.resolve("webxml.war");
    }

    static Program start(String server, Path folder, Path war) throws IOException {
        Path said = folder.resolve("said");
        Process process = command(server, folder, war)
                .redirectError(ProcessBuilder.Redirect.appendTo(said.toFile()))
                .start();
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null) {
            throw new AssertionError("It did not start and said " + Files.readString(said));
        }
        return new Program(process, said, line.substring("Ready: ".length()));
    }

    /** Starts what cannot start, and answers what it says; it must have exited with 1. */
    static String failure(String server, Path folder, Path war) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process process = command(server, folder, war)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("It started, and said " + Files.readString(said));
        }
        if (process.exitValue() != 1) {
            throw new AssertionError("It exited with " + process.exitValue() + " and said " + Files.readString(said));
        }
        return Files.readString(said);
    }

    /** Runs a program of the tests beside the server, and answers what it says in its error output; it must exit with 0. */
    static String complaints(String main, String server, Path folder) throws IOException, InterruptedException {
        String unused = run(main, server, folder);
        return Files.readString(folder.resolve("said"));
    }

    /** Runs a program of the tests beside the server, and answers what it prints; it must exit with 0. */
    static String run(String main, String server, Path folder) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process process = command(server, folder, war(), main)
                .redirectError(said.toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("It exited with " + process.exitValue() + " and said " + Files.readString(said));
        }
        return printed;
    }

    private static ProcessBuilder command(String server, Path folder, Path war) {
        return command(server, folder, war, "dev.sallyport.webxml.server.Main");
    }

    private static ProcessBuilder command(String server, Path folder, Path war, String main) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=en",
                "-cp",
                TARGET.resolve("classes") + ":" + TARGET.resolve("test-classes") + ":" + TARGET.resolve(server) + "/*",
                main);
        builder.environment().put("SERVER", server);
        builder.environment().put("PORT", "0");
        builder.environment().put("DATA", folder.toString());
        builder.environment().put("WAR", war.toString());
        builder.environment().put("SALLYPORT_MASTER_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        builder.environment().put("FIRST_USER_PASSWORD", PASSWORD);
        return builder;
    }

    HttpResponse<String> send(String method, String path, String credential) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).method(method, HttpRequest.BodyPublishers.noBody());
        if (!credential.isEmpty()) {
            request.header("Authorization", "Bearer " + credential);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String credential, String json) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (!credential.isEmpty()) {
            request.header("Authorization", "Bearer " + credential);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    String said() throws IOException {
        return Files.readString(said);
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
