package dev.sallyport.fiveapis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.LogManager;
import java.util.stream.Collectors;

/**
 * The program: five Jettys on the loopback address, on {@code PORT} and the four after it, with their data in the folder {@code
 * DATA}. {@code run.sh} sets both, and the master key.
 */
public final class FiveApis implements AutoCloseable {
    private static final List<Api> APIS = List.of(
            new IdSecretApi(),
            new CookieSessionApi(),
            new PrivateTokensApi(),
            new KeyLoginApi(),
            new AccessRefreshApi());

    private final List<ApiServer> servers = new ArrayList<>();
    private final Map<String, String> credentials = new LinkedHashMap<>();

    private FiveApis() {}

    /** Runs until the process is told to stop. Exits with 1 and one line on standard error when it cannot start. */
    public static void main(String[] arguments) throws InterruptedException {
        quieten();
        try {
            int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
            FiveApis apis = start(port, Path.of(System.getenv().getOrDefault("DATA", "target/data")));
            Runtime.getRuntime().addShutdownHook(new Thread(apis::close, "stop"));
            System.out.println("Credentials: " + apis.credentialsAsJson());
            System.out.println("Ready: " + String.join(" ", apis.bases()));
            System.out.flush();
            apis.servers.get(0).join();
        } catch (IOException | RuntimeException e) {
            System.err.println("The five APIs cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    /** @param port of the first; 0 takes any free ports */
    static FiveApis start(int port, Path data) throws IOException {
        Path folder = Files.createDirectories(data.toAbsolutePath());
        FiveApis apis = new FiveApis();
        try {
            for (int i = 0; i < APIS.size(); i++) {
                apis.servers.add(ApiServer.start(APIS.get(i), port == 0 ? 0 : port + i, folder, apis.credentials));
            }
            return apis;
        } catch (IOException | RuntimeException e) {
            apis.close();
            throw e;
        }
    }

    /** {@code http://127.0.0.1:<port>} of each. */
    List<String> bases() {
        return servers.stream().map(ApiServer::base).toList();
    }

    Map<String, String> credentials() {
        return credentials;
    }

    /** None of them has a character that JSON would want escaped. */
    private String credentialsAsJson() {
        return credentials.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public void close() {
        servers.forEach(ApiServer::close);
    }

    /** Warnings and the audit only, one line each, unless the JVM was given a logging configuration. */
    private static void quieten() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            try (InputStream settings = FiveApis.class.getResourceAsStream("logging.properties")) {
                LogManager.getLogManager().readConfiguration(Objects.requireNonNull(settings));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
