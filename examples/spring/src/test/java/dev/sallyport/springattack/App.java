package dev.sallyport.springattack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.springapi.SpringApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The example with everything that is attacked in it, on a free port. */
final class App {
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]*)\"");
    private static final Class<?>[] ALL = {
        SpringApi.class,
        Controllers.Plain.class,
        Controllers.DeniedAsAWhole.class,
        Controllers.Describing.class,
        Proxied.class,
        Proxied.OfRequest.class,
        Elsewhere.class,
        Elsewhere.Advice.class,
        Failures.class,
        Dispatches.class,
        Rewritten.class
    };

    private static @Nullable App running;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    private App(ConfigurableApplicationContext context) {
        this.base = SpringApi.base(context);
    }

    /** One for all tests of this process; Spring closes it when that ends. */
    static synchronized App shared() {
        App app = running;
        if (app == null) {
            app = new App(SpringApplication.run(ALL, new String[] {"--server.port=0"}));
            running = app;
        }
        return app;
    }

    String login(String name) throws Exception {
        String answer = client.send(
                        HttpRequest.newBuilder(URI.create(base + "/auth/login"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("""
                                        {"username":"%s@example.com","password":"%s-demo-password"}""".formatted(name, name)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher token = TOKEN.matcher(answer);
        assertThat(token.find()).as(answer).isTrue();
        return token.group(1);
    }

    HttpResponse<String> get(String path, @Nullable String token) throws Exception {
        return send("GET", path, token);
    }

    HttpResponse<String> send(String method, String path, @Nullable String token, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /**
     * Sends bytes as they are, for what no client would send.
     *
     * @return the status; the answer itself says no more than {@link Entered} does
     */
    int raw(String requestLine, String headersAndBody) throws IOException {
        URI uri = URI.create(base);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            String request =
                    requestLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headersAndBody + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("entered:");
            return Integer.parseInt(answer.substring(9, 12));
        }
    }
}
