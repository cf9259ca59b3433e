package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static dev.sallyport.servlet.TestServer.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.profile.idsecret.IdSecretProfile;
import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import dev.sallyport.servlet.wire.EndpointTable;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.StandardPart;
import dev.sallyport.servlet.wire.StandardProfile;
import dev.sallyport.servlet.wire.WireProfile;
import dev.sallyport.testing.AuthenticatorApp;
import dev.sallyport.testing.MovableClock;
import dev.sallyport.user.NewUser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The standard endpoints beside each other profile: whoever logged in by the profile can do there what they can do behind the standard one. */
class AlsoStandardTest {
    private static final String MOUNT = "/account/auth";
    private static final String PASSWORD = "a-demo-password";

    /** A profile, and how a person logs in to it. */
    enum Api {
        ACCESS_REFRESH(AccessRefreshProfile::create, "/api/auth/login/", "email", "access"),
        COOKIE_SESSION(CookieSessionProfile::create, "/api/auth/login", "auth", ""),
        KEY_LOGIN(KeyLoginProfile::create, "/auth/login", "username", "access_token"),
        PRIVATE_TOKENS(PrivateTokensProfile::create, "/api/v1/auth/login/", "username", "access_token"),
        /** People cannot log in to that one, so the login of the standard endpoints stands beside it. */
        ID_SECRET(IdSecretProfile::create, MOUNT + "/login", "username", "access_token");

        @SuppressWarnings("ImmutableEnumChecker") // Each is a method without state.
        private final Supplier<? extends WireProfile> profile;

        private final String login;
        private final String name;
        private final String token;

        Api(Supplier<? extends WireProfile> profile, String login, String name, String token) {
            this.profile = profile;
            this.login = login;
            this.name = name;
            this.token = token;
        }

        Set<StandardPart> parts() {
            return this == ID_SECRET ? StandardPart.all() : StandardPart.allBut(StandardPart.LOGIN);
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final MovableClock clock = MovableClock.at(Instant.parse("2030-01-01T00:00:00Z"));
    private final TestServer server = new TestServer(sallyport());
    /** Each as {@code POST /account/auth/token}. */
    private final Set<String> succeeded = new TreeSet<>();

    private Api api = Api.KEY_LOGIN;
    private String credential = "";

    private Sallyport sallyport() {
        Sallyport auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .clock(clock)
                .auditSink(event -> {})
                .leakReports(LeakPolicy.revoke())
                .clientTypes(
                        ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)
                                .withScopes("reports:read"),
                        ClientType.of("gateway", "g_", "gs_", CallerKind.CLIENT)
                                .withScopes("reports:read", "tokens:introspect")
                                .withGrants("client_credentials", "refresh_token"))
                .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO))
                .build();
        auth.users()
                .createIfAbsent(NewUser.of("7@example.com")
                        .withId("7")
                        .withPassword(Secret.of(PASSWORD))
                        .withTenant("42")
                        .withRoles("viewer"));
        return auth;
    }

    private void start(Api chosen) throws Exception {
        api = chosen;
        server.servlet(new Silent(), "/api/reports")
                .install(SallyportWeb.of(server.auth)
                        .protect("/api/*")
                        .profile(api.profile.get())
                        .alsoStandard(MOUNT + "/*", api.parts()))
                .start();
    }

    private static final class Silent extends jakarta.servlet.http.HttpServlet {
        private static final long serialVersionUID = 1L;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(body));
            if (request.copy().build().headers().firstValue("Content-Type").isEmpty()) {
                request.header("Content-Type", "application/json");
            }
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void logIn(String more) {
        HttpResponse<String> response = send("POST", api.login, """
                {"%s":"7@example.com","password":"%s"%s}""".formatted(api.name, PASSWORD, more));
        assertThat(response.statusCode()).as(response.body()).isIn(200, 204);
        if (api.token.isEmpty()) {
            String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
            credential = cookie.substring(0, cookie.indexOf(';'));
        } else {
            credential = member(response, api.token);
        }
        if (api.login.startsWith(MOUNT)) {
            succeeded.add("POST " + api.login);
        }
    }

    /** As whoever logged in. */
    private HttpResponse<String> as(String method, String path, @Nullable String body) {
        return api.token.isEmpty()
                ? send(method, path, body, "Cookie", credential)
                : send(method, path, body, "Authorization", "Bearer " + credential);
    }

    private HttpResponse<String> works(String template, @Nullable String body, String... ids) {
        String method = template.substring(0, template.indexOf(' '));
        String path = template.substring(template.indexOf(' ') + 1);
        HttpResponse<String> response =
                as(method, MOUNT + (ids.length == 0 ? path : path.replace("{id}", ids[0])), body);
        assertThat(response.statusCode()).as(template + response.body()).isBetween(200, 204);
        succeeded.add(method + " " + MOUNT + path);
        return response;
    }

    private Set<String> routes() {
        Set<String> routes = new LinkedHashSet<>();
        for (Route route :
                StandardProfile.at(MOUNT).withParts(api.parts()).routes(Operations.of(server.auth, Map::of))) {
            routes.add(route.method() + " " + route.path());
        }
        return routes;
    }

    @ParameterizedTest
    @EnumSource
    void everyStandardEndpointWorksBesideEachProfile(Api chosen) throws Exception {
        start(chosen);
        logIn("");
        keys();
        discovery();
        secondFactor();
        oauth();
        sessionsAndPassword();
        assertThat(succeeded).containsExactlyInAnyOrderElementsOf(routes());
    }

    private void keys() {
        HttpResponse<String> created = works("POST /api-keys", """
                {"name":"job"}""");
        String id = member(created, "id");
        String key = member(created, "key");
        works("GET /api-keys", null);
        works("GET /api-keys/policy", null);
        works("GET /api-keys/{id}", null, id);
        works("PATCH /api-keys/{id}", """
                {"name":"job 2"}""", id);
        HttpResponse<String> rotated = works("POST /api-keys/{id}/rotate", null, id);
        assertThat(send("GET", MOUNT + "/me", null, "Authorization", "Bearer " + key)
                        .statusCode())
                .isEqualTo(401);
        String next = member(rotated, "key");
        assertThat(send("GET", MOUNT + "/me", null, "Authorization", "Bearer " + next)
                        .statusCode())
                .isEqualTo(200);
        works("POST /leaks", """
                {"credentials":["%s"]}""".formatted(next));
        works("DELETE /api-keys/{id}", null, member(works("POST /api-keys", """
                {"name":"other"}"""), "id"));
    }

    private void discovery() {
        assertThat(works("GET /me", null).body()).contains("\"sub\":\"7\"");
        assertThat(works("GET /scopes", null).body()).contains("\"name\":\"reports:read\"");
        works("GET /jwks.json", null);
        assertThat(works("GET /.well-known/oauth-authorization-server", null).body())
                .contains("\"token_endpoint\":\"https://api.example.com" + MOUNT + "/token\"")
                .contains("\"jwks_uri\":\"https://api.example.com" + MOUNT + "/jwks.json\"");
    }

    private String code(String seed) {
        return AuthenticatorApp.of(Secret.of(seed)).codeAt(clock.instant());
    }

    private void secondFactor() {
        HttpResponse<String> enrolled = works("POST /mfa/totp", """
                {"password":"%s"}""".formatted(PASSWORD));
        String seed = member(enrolled, "secret");
        works("POST /mfa/totp/confirm", """
                {"code":"%s"}""".formatted(code(seed)));
        clock.advance(Duration.ofSeconds(30));
        String proof = """
                {"password":"%s","code":"%s"}""".formatted(PASSWORD, code(seed));
        works("POST /mfa/totp/recovery-codes", proof);
        clock.advance(Duration.ofSeconds(30));
        works("DELETE /mfa/totp", """
                {"password":"%s","code":"%s"}""".formatted(PASSWORD, code(seed)));
    }

    private void oauth() {
        NewClient gateway =
                done(server.auth.clients().create(ClientRequest.of("gateway", "a gateway"), Actor.application()));
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (gateway.client().id() + ":" + gateway.secret().reveal())
                                        .getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> token = form("/token", "grant_type=client_credentials", basic);
        String access = member(token, "access_token");
        assertThat(form("/introspect", "token=" + access, basic).body()).contains("\"active\":true");
        form("/revoke", "token=" + access, basic);
        assertThat(form("/introspect", "token=" + access, basic).body()).contains("\"active\":false");
    }

    private HttpResponse<String> form(String path, String body, String authorization) {
        HttpResponse<String> response = send(
                "POST",
                MOUNT + path,
                body,
                "Authorization",
                authorization,
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(response.statusCode()).as(path + response.body()).isEqualTo(200);
        succeeded.add("POST " + MOUNT + path);
        return response;
    }

    private void sessionsAndPassword() {
        String changed = "another-demo-password";
        works("POST /password", """
                {"current":"%s","new":"%s"}""".formatted(PASSWORD, changed));
        works("POST /password", """
                {"current":"%s","new":"%s"}""".formatted(changed, PASSWORD));
        logIn("");
        String sessions = works("GET /sessions", null).body();
        int at = sessions.indexOf("\"id\":\"") + 6;
        works("DELETE /sessions/{id}", null, sessions.substring(at, sessions.indexOf('"', at)));
        logIn("");
        works("DELETE /sessions", null);
        if (api == Api.ID_SECRET) {
            logIn("");
            works("POST /logout", null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void belowTheMountEverythingIsWordedByTheStandardProfile(Api chosen) throws Exception {
        start(chosen);
        logIn("");
        HttpResponse<String> unknown = as("GET", MOUNT + "/nothing", null);
        assertThat(unknown.statusCode()).isEqualTo(404);
        HttpResponse<String> nobody = send("GET", MOUNT + "/api-keys", null);
        assertThat(nobody.statusCode()).isEqualTo(401);
        HttpResponse<String> wrong = as("POST", MOUNT + "/api-keys", """
                {"nme":"job"}""");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("\"field\":\"nme\"");
        HttpResponse<String> method = as("PUT", MOUNT + "/api-keys", null);
        assertThat(method.statusCode()).isEqualTo(405);
        for (HttpResponse<String> each : Set.of(unknown, nobody, wrong, method)) {
            assertThat(each.headers().firstValue("Content-Type"))
                    .as(each.body())
                    .contains("application/problem+json");
        }
        assertThat(as("GET", MOUNT + "/me", null).headers().map()).containsKeys("ratelimit", "ratelimit-policy");
        HttpResponse<String> resource = send("GET", "/api/reports", null);
        assertThat(resource.statusCode()).isEqualTo(401);
        assertThat(resource.headers().firstValue("Content-Type").orElse(""))
                .as("the application's resources keep the profile's words")
                .isNotEqualTo("application/problem+json");
    }

    @Test
    void cookieOfTheProfileNeedsThisSiteThere() throws Exception {
        start(Api.COOKIE_SESSION);
        logIn("");
        String body = """
                {"name":"job"}""";
        HttpResponse<String> foreign =
                send("POST", MOUNT + "/api-keys", body, "Cookie", credential, "Origin", "https://evil.example");
        assertThat(foreign.statusCode()).isEqualTo(403);
        HttpResponse<String> form =
                send("POST", MOUNT + "/api-keys", body, "Cookie", credential, "Content-Type", "text/plain");
        assertThat(form.statusCode()).isBetween(400, 415);
        assertThat(as("GET", MOUNT + "/api-keys", null).body()).contains("\"items\":[]");
    }

    @Test
    void loginIsNoPartUnlessItIsNamed() throws Exception {
        start(Api.KEY_LOGIN);
        String login = """
                {"username":"7@example.com","password":"%s"}""".formatted(PASSWORD);
        assertThat(send("POST", MOUNT + "/login", login).statusCode()).isEqualTo(404);
    }

    @Test
    void pathsOfBothStopTheStart() {
        SallyportWeb web = SallyportWeb.of(server.auth).protect("/api/*");
        for (String mount : new String[] {"/auth/*", "/auth/login/*", "/auth/sessions/x/*"}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> {
                        try (TestServer other = new TestServer(sallyport())) {
                            other.install(web(mount)).start();
                        }
                    })
                    .withMessageContaining("alsoStandard(\"" + mount + "\")")
                    .withMessageContaining("have paths in common")
                    .withMessageContaining(" /auth/");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> web.alsoStandard("/account"))
                .withMessageContaining("alsoStandard(\"/account\")");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> web.alsoStandard("/account/*", Set.of()))
                .withMessageContaining("no part");
    }

    private SallyportWeb web(String mount) {
        return SallyportWeb.of(server.auth)
                .protect("/api/*")
                .profile(KeyLoginProfile.create())
                .alsoStandard(mount);
    }

    @Test
    void standardEndpointsBesideThemselvesStopTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> server.install(
                                SallyportWeb.of(server.auth).protect("/api/*").alsoStandard("/account/*"))
                        .start())
                .withMessageContaining("there is none");
    }

    @Test
    void movedProfileIsToldOfThis() {
        assertThatIllegalStateException()
                .isThrownBy(() -> server.install(SallyportWeb.of(server.auth)
                                .protect("/api/*")
                                .profile(KeyLoginProfile.create())
                                .endpoints("/account/*"))
                        .start())
                .withMessageContaining("write alsoStandard(\"/account/*\")");
    }

    @Test
    void tableOfEndpointsHasThoseOfBoth() throws Exception {
        start(Api.KEY_LOGIN);
        logIn("");
        assertThat(SallyportWeb.endpointTable(server.context.getServletContext())
                        .orElseThrow()
                        .rows())
                .extracting(EndpointTable.Row::pattern)
                .contains("/auth/login", MOUNT + "/api-keys");
    }
}
