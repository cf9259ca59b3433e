package dev.sallyport.servlet.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.user.NewUser;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One user, or one network without an account, who sends passwords from many connections, over HTTP with the default settings. */
class BusyHashingTest {
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final int VICTIMS = 12;

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Sallyport auth = Sallyport.builder()
            .issuer("https://api.example.com")
            .auditSink(event -> {})
            .build();

    @BeforeEach
    void start() throws Exception {
        for (String login : List.of("mallory", "victim")) {
            auth.users().createIfAbsent(NewUser.of(login).withPassword(Secret.of(login + "-demo-password")));
        }
        ServletContextHandler context = new ServletContextHandler("/");
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                SallyportWeb.of(auth)
                        .protect("/api/*")
                        .endpoints("/auth/*")
                        .trustedProxies("127.0.0.1")
                        .install(event.getServletContext());
            }
        });
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        auth.close();
    }

    private CompletableFuture<HttpResponse<String>> post(
            String path, String address, @Nullable String token, @Nullable String device, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + connector.getLocalPort() + path))
                .header("X-Forwarded-For", address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (device != null) {
            request.header("Cookie", device);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> login(String user, String address, @Nullable String device) {
        return post("/auth/login", address, null, device, """
                        {"username":"%s","password":"%s-demo-password"}""".formatted(user, user))
                .join();
    }

    @Test
    void userWhoConfirmsFromEightyConnectionsKeepsNobodyOut() {
        Matcher token = TOKEN.matcher(login("mallory", "203.0.113.66", null).body());
        assertThat(token.find()).isTrue();
        List<CompletableFuture<HttpResponse<String>>> flood = new ArrayList<>();
        for (int i = 0; i < 160; i++) {
            flood.add(post("/auth/password", "203.0.113." + (66 + i % 2), token.group(1), null, """
                    {"current":"wrong%s","new":"another-good-password"}""".formatted(i)));
        }
        for (int i = 0; i < VICTIMS; i++) {
            assertThat(login("victim", "198.51.100." + i, null).statusCode()).isEqualTo(200);
        }
        for (CompletableFuture<HttpResponse<String>> answer : flood) {
            HttpResponse<String> refused = answer.join();
            assertThat(refused.statusCode()).as(refused.body()).isIn(401, 429, 503);
            if (refused.statusCode() != 401) {
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            }
        }
    }

    @Test
    void floodOfMadeUpNamesNeverLocksAKnownDevice() {
        HttpResponse<String> first = login("victim", "198.51.100.1", null);
        String device = first.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
        List<CompletableFuture<HttpResponse<String>>> flood = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            flood.add(post(
                    "/auth/login", "2001:db8:0:" + Integer.toHexString(i % 256) + "::1", null, null, """
                    {"username":"nobody%s","password":"wrong password"}""".formatted(i)));
        }
        for (int i = 0; i < 14; i++) {
            assertThat(login("victim", "198.51.100.1", device).statusCode()).isIn(200, 503);
        }
        flood.forEach(CompletableFuture::join);
        assertThat(login("victim", "198.51.100.1", device).statusCode()).isEqualTo(200);
    }

    @Test
    void fortyRightLoginsAtOnceAreInOrToldToComeAgain() {
        List<CompletableFuture<HttpResponse<String>>> logins = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            logins.add(post("/auth/login", "198.51.100.1", null, null, """
                    {"username":"victim","password":"victim-demo-password"}"""));
        }
        for (CompletableFuture<HttpResponse<String>> login : logins) {
            assertThat(login.join().statusCode()).isIn(200, 429, 503);
        }
        assertThat(login("victim", "198.51.100.1", null).statusCode()).isEqualTo(200);
    }
}
