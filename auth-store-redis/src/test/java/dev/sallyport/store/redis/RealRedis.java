package dev.sallyport.store.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** A real Redis server of its own, which can be killed, started again, frozen and thawed. Keeps nothing over a restart. */
final class RealRedis implements AutoCloseable {
    private static final File EXECUTABLE = executable();
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final int port;
    private final List<String> options;
    private final Path folder;
    private @Nullable Process process;

    private RealRedis(int port, List<String> options, Path folder) {
        this.port = port;
        this.options = options;
        this.folder = folder;
    }

    static RealRedis start(String... options) {
        try {
            RealRedis redis = new RealRedis(freePort(), List.of(options), Files.createTempDirectory("sallyport-redis"));
            redis.run();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Starts the server, on the same port as before; returns when it answers. */
    void run() {
        List<String> command = new ArrayList<>(List.of(
                EXECUTABLE.getPath(),
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--dir",
                folder.toString()));
        command.addAll(options);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw cannotStart(e);
        }
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw cannotStart(null);
            }
        }
    }

    private boolean answers() {
        try {
            return ask(commands -> "PONG".equals(commands.ping()));
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** SIGKILL. */
    void kill() {
        Process running = running();
        running.destroyForcibly();
        await(running);
    }

    /** SIGSTOP: connections stay open, nothing is answered. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            Process kill =
                    new ProcessBuilder("kill", name, String.valueOf(running().pid())).start();
            await(kill);
            if (kill.exitValue() != 0) {
                throw new IllegalStateException("Cannot send " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** Asks on a connection of its own. */
    <T> T ask(Function<RedisCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withTimeout(LONGEST)
                .build());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown(0, 1, TimeUnit.SECONDS);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("Not started");
        }
        return process;
    }

    private static void await(Process ending) {
        try {
            if (!ending.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("A process does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(folder.resolve("nodes.conf"));
            Files.deleteIfExists(folder.resolve("log"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File executable() {
        try {
            return ExecutableProvider.newJarResourceProvider().get();
        } catch (IOException | RuntimeException e) {
            throw cannotStart(e);
        }
    }

    private static IllegalStateException cannotStart(@Nullable Throwable cause) {
        return new IllegalStateException(
                "The tests need a real Redis and it did not start. It comes as a Maven artifact for Linux and macOS on"
                        + " amd64 and arm64, and writes its executable to the temporary folder, which must allow to run"
                        + " it; see the file log in the newest folder sallyport-redis… there",
                cause);
    }
}
