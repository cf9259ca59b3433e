package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestServer.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.profile.idsecret.IdSecretProfile;
import dev.sallyport.user.NewUser;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, accounts and claims of every allowed size, from the login to the resource. */
class TokenLimitsOverHttpTest {
    private static final String PASSWORD = "correct horse battery";
    private final HttpClient client = HttpClient.newHttpClient();

    @RequiresScope("p:0")
    private static final class Resource extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(200);
        }
    }

    private static TestServer server(int scopes, int length, int maximumLength, String login) throws Exception {
        String[] all = IntStream.range(0, scopes)
                .mapToObj(i -> "p:" + "x".repeat(i == 0 ? 0 : length) + i)
                .toArray(String[]::new);
        Role one = Role.of(
                "one", IntStream.range(0, scopes / 2).mapToObj(i -> all[i]).toArray(String[]::new));
        Role two = Role.of(
                "two", IntStream.range(scopes / 2, scopes).mapToObj(i -> all[i]).toArray(String[]::new));
        Sallyport auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes(all)
                .roles(one, two)
                .tokens(tokens -> tokens.withMaximumLength(maximumLength))
                .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO))
                .leakReports(LeakPolicy.flag())
                .clientTypes(ClientType.of("gateway", "g_", "gs_", CallerKind.CLIENT)
                        .withScopes("tokens:introspect")
                        .withGrants("client_credentials", "refresh_token"))
                .build();
        auth.users()
                .createIfAbsent(NewUser.of(login)
                        .withId("ada")
                        .withPassword(Secret.of(PASSWORD))
                        .withRoles("one", "two"));
        TestServer server = new TestServer(auth)
                .servlet(new Resource(), "/api/resource")
                .install(SallyportWeb.of(auth).protect("/api/*").endpoints("/auth/*"));
        server.configure(http -> http.setRequestHeaderSize(128 * 1024));
        return server.start();
    }

    private HttpResponse<String> post(
            TestServer server, String path, @Nullable String authorization, String type, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> json(TestServer server, String path, @Nullable String token, String body)
            throws Exception {
        return post(server, path, token == null ? null : "Bearer " + token, "application/json", body);
    }

    private HttpResponse<String> login(TestServer server, String login) throws Exception {
        return json(server, "/auth/login", null, """
                {"username":"%s","password":"%s"}""".formatted(login, PASSWORD));
    }

    private static String member(HttpResponse<String> response, String name) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonBody.parseWithTokens(response.body().getBytes(StandardCharsets.UTF_8))
                .fold(body -> body.text(name, 65_536), refusal -> {
                    throw new AssertionError(refusal.detail());
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 70})
    void aTokenAsLongAsTheSettingAllowsWorksEverywhere(int length) throws Exception {
        // 70: about 30,000 characters, longer than any fixed bound once was.
        try (TestServer server = server(300, length, 32_768, "ada")) {
            HttpResponse<String> login = login(server, "ada");
            String token = member(login, "access_token");
            assertThat(token.length()).isBetween(8_193, 32_768);
            for (String path : new String[] {"/api/resource", "/auth/me"}) {
                assertThat(server.get(path, token).statusCode()).as(path).isEqualTo(200);
            }
            // As many names as were granted may be asked for again.
            HttpResponse<String> next = post(
                    server,
                    "/auth/token",
                    null,
                    "application/x-www-form-urlencoded",
                    "grant_type=refresh_token&refresh_token=" + member(login, "refresh_token") + "&scope="
                            + URLEncoder.encode(member(login, "scope"), StandardCharsets.UTF_8));
            String refreshed = member(next, "access_token");
            assertThat(server.get("/api/resource", refreshed).statusCode()).isEqualTo(200);

            NewClient gateway =
                    done(server.auth.clients().create(ClientRequest.of("gateway", "g"), Actor.application()));
            for (String type : new String[] {"application/json", "application/x-www-form-urlencoded"}) {
                boolean isJson = type.endsWith("json");
                String body = isJson ? """
                        {"token":"%s"}""".formatted(refreshed) : "token=" + refreshed;
                assertThat(post(server, "/auth/introspect", OAuthApi.basic(gateway), type, body)
                                .body())
                        .contains("\"active\":true");
            }
            HttpResponse<String> leak = json(server, "/auth/leaks", null, """
                    {"credentials":["%s"]}""".formatted(refreshed));
            assertThat(leak.statusCode()).as(leak.body()).isEqualTo(202);
            assertThat(json(server, "/auth/logout", token, "").statusCode()).isIn(204, 401);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 257, 400})
    void moreScopesThanASingleRoleCanHaveWork(int scopes) throws Exception {
        try (TestServer server = server(scopes, 1, 8_192, "ada")) {
            String token = member(login(server, "ada"), "access_token");
            assertThat(server.get("/api/resource", token).statusCode()).isEqualTo(200);
            assertThat(server.get("/auth/me", token).statusCode()).isEqualTo(200);
            String key = server.key();
            String byKey = member(json(server, "/auth/login", null, """
                    {"api_key":"%s"}""".formatted(key)), "access_token");
            assertThat(server.get("/api/resource", byKey).statusCode()).isEqualTo(200);
            assertThat(json(server, "/auth/logout", token, "").statusCode()).isEqualTo(204);
            assertThat(server.get("/api/resource", token).statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {66, 242, 246, 254})
    void whoeverMayHaveAnAccountCanEnrol(int length) throws Exception {
        String login = "林".repeat(length - 6) + "@例え.jp";
        try (TestServer server = server(4, 1, 8_192, login)) {
            String token = member(login(server, login), "access_token");
            HttpResponse<String> enrolled = json(server, "/auth/mfa/totp", token, """
                            {"password":"%s"}""".formatted(PASSWORD));
            assertThat(enrolled.statusCode()).as(enrolled.body()).isEqualTo(200);
            assertThat(enrolled.body()).contains("\"otpauth_uri\":\"otpauth://totp/api.example.com");
        }
    }

    @Test
    void claimsThatFitNoTokenAreToldByField() {
        String id = "d_0123456789abcdef";
        String secret = "ds_0123456789abcdef";
        try (TestApi api = TestApi.start(
                IdSecretProfile.create(),
                settings -> settings.clientTypes(ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)
                        .withScopes("reports:read")
                        .withClaims("params")))) {
            done(api.auth
                    .clients()
                    .importPair(ClientRequest.of("dashboard", "d"), id, Secret.of(secret), Actor.application()));
            String start = """
                    {"type":"dashboard","dashboardId":"%s","dashboardSecret":"%s","params":{"p":""".formatted(id, secret);
            String numbers = IntStream.range(0, 1_100).mapToObj(i -> "1").collect(Collectors.joining(",", "[", "]"));
            for (String bad : new String[] {
                "\"" + "林".repeat(2_000) + "\"",
                numbers,
                "[".repeat(20) + "]".repeat(20),
                "\"" + "\\\"".repeat(4_000) + "\""
            }) {
                HttpResponse<String> refused = api.post("/api/v1/token", null, start + bad + "}}");
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
                assertThat(refused.body()).contains("params");
            }
            for (String good : new String[] {
                "\"" + "x".repeat(4_000) + "\"",
                "\"" + "林".repeat(1_700) + "\"",
                "[".repeat(12) + "]".repeat(12),
                "1.5e10"
            }) {
                String token = member(api.post("/api/v1/token", null, start + good + "}}"), "accessToken");
                assertThat(api.get("/api/reports", token).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aKeyStandsBesideTheBasicOfAProxy() throws Exception {
        Sallyport auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("p:0")
                .roles(Role.of("admin", "p:0"))
                .build();
        auth.users().createIfAbsent(NewUser.of("ada").withId("ada").withRoles("admin"));
        try (TestServer server = new TestServer(auth)
                .servlet(new Resource(), "/api/resource")
                .install(SallyportWeb.of(auth)
                        .protect("/api/*")
                        .endpoints("/auth/*")
                        .apiKeyHeader("X-API-Key"))
                .start()) {
            String key = server.key();
            for (String proxy : new String[] {"Basic YTpi", "Negotiate YIIB", "Basic"}) {
                assertThat(server.send("GET", "/api/resource", "X-API-Key", key, "Authorization", proxy)
                                .statusCode())
                        .isEqualTo(200);
                assertThat(server.send("POST", "/auth/logout", "X-API-Key", key, "Authorization", proxy)
                                .statusCode())
                        .isLessThan(500);
            }
            assertThat(server.send("GET", "/api/resource", "X-API-Key", key, "Authorization", "Bearer " + key)
                            .statusCode())
                    .isEqualTo(400);
            assertThat(server.send("GET", "/api/resource", "Authorization", "Basic YTpi")
                            .statusCode())
                    .as("Basic alone opens nothing")
                    .isEqualTo(401);
        }
    }
}
