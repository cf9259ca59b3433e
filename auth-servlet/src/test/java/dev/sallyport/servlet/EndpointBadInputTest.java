package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static dev.sallyport.servlet.TestServer.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.profile.idsecret.IdSecretProfile;
import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.StandardProfile;
import dev.sallyport.servlet.wire.WireProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What no client should send, to every endpoint of every profile: the routes are asked of the profile, and one that no row says
 * anything of fails the test.
 */
class EndpointBadInputTest {
    private static final String ADA = "\"ada@example.com\"";
    private static final String PASSWORD = "\"ada-demo-password\"";

    private final Map<String, List<Body>> bodies = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // Each test starts the one of its profile.
    private TestApi api;

    private Map<String, String> credential = Map.of();

    /** Sent with logins instead, where it is not empty. */
    private Map<String, String> atLogins = Map.of();

    /**
     * A body that an endpoint takes.
     *
     * @param status what it is answered with, once nothing is wrong with it
     * @param required of its members
     * @param name the member that says who logs in; empty where nobody does
     * @param unknown a value of it that nobody has
     */
    private record Body(int status, Map<String, String> members, Set<String> required, String name, String unknown) {}

    @AfterEach
    void stop() {
        api.close();
    }

    private void start(WireProfile profile) {
        api = TestApi.start(
                profile,
                settings -> settings.logins(logins -> logins.withPerAddress(RateLimit.parse("100000/minute")))
                        .failuresPerAddress("100000/minute")
                        .clientTypes(ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)
                                .withScopes("reports:read")
                                .withClaims("tenantId", "params")));
    }

    /** @param members names and JSON values in turn, the required ones first */
    private static Body body(int status, int required, String... members) {
        Map<String, String> valid = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            valid.put(members[i], members[i + 1]);
        }
        return new Body(status, valid, Set.copyOf(List.copyOf(valid.keySet()).subList(0, required)), "", "");
    }

    /** The body of a login: its first member says who. */
    private static Body login(String unknown, String... members) {
        return login(200, unknown, members);
    }

    private static Body login(int status, String unknown, String... members) {
        Body body = body(status, members.length / 2, members);
        return new Body(status, body.members(), body.required(), members[0], unknown);
    }

    private void take(String route, Body... taken) {
        bodies.put(route, List.of(taken));
    }

    private void bearer(HttpResponse<String> login, String field) {
        credential = Map.of("Authorization", "Bearer " + member(login, field));
    }

    private String newKey() {
        return done(api.auth.apiKeys().create("ada", KeyRequest.named("job"), Actor.application()))
                .secret()
                .reveal();
    }

    private void importPair(String type) {
        done(api.auth
                .clients()
                .importPair(
                        ClientRequest.of(type, "demo"),
                        "d_0123456789abcdef",
                        Secret.of("ds_0123456789abcdef"),
                        Actor.application()));
    }

    @Test
    void standard() {
        StandardProfile profile = StandardProfile.at("/auth");
        start(profile);
        bearer(api.post("/auth/login", null, TestApi.ADA), "access_token");
        take(
                "POST /auth/login",
                login("\"nobody@example.com\"", "username", ADA, "password", PASSWORD),
                login("\"acme_key_nothing\"", "api_key", "\"" + newKey() + "\""));
        take("POST /auth/password", body(404, 2, "current", PASSWORD, "new", "\"another-long-password\""));
        take("POST /auth/mfa/totp", body(401, 0, "password", "\"not-the-password\""));
        take("POST /auth/mfa/totp/confirm", body(400, 1, "code", "\"000000\""));
        take("POST /auth/mfa/totp/recovery-codes", body(400, 2, "password", PASSWORD, "code", "\"000000\""));
        take("DELETE /auth/mfa/totp", body(400, 2, "password", PASSWORD, "code", "\"000000\""));
        take("POST /auth/api-keys", body(201, 1, "name", "\"k\"", "scopes", "[]", "expires_in_days", "30"));
        take("PATCH /auth/api-keys/{id}", body(404, 0, "name", "\"k\"", "enabled", "true", "rate_limit", "\"1/hour\""));
        take("DELETE /auth/api-keys/{id}", body(404, 0, "reason", "\"r\""));
        take("POST /auth/api-keys/{id}/rotate", body(404, 0, "overlap_seconds", "1"));
        attack(
                profile,
                "\\{\"type\":\"about:blank\",\"title\":\"[^\"]+\",\"status\":4[0-9]{2},\"detail\":\".+\",\"code\":\"[a-z_]+\".*}");
    }

    @Test
    void idSecret() {
        IdSecretProfile profile = IdSecretProfile.create();
        start(profile);
        importPair("dashboard");
        bearer(api.post("/api/v1/token", null, """
                        {"dashboardId":"d_0123456789abcdef","dashboardSecret":"ds_0123456789abcdef"}"""), "accessToken");
        Body pair = login(
                "\"d_9876543210abcdef\"",
                "dashboardId",
                "\"d_0123456789abcdef\"",
                "dashboardSecret",
                "\"ds_0123456789abcdef\"");
        take("POST /api/v1/token", pair);
        attack(profile, "\\{\"error\":\".+\",\"code\":\"[A-Z_]+\"}");
    }

    @Test
    void cookieSession() {
        CookieSessionProfile profile = CookieSessionProfile.create();
        start(profile);
        credential = cookieOfLogin();
        // A login that brings a cookie ends its session.
        atLogins = cookieOfLogin();
        take("POST /api/auth/login", login(204, "\"nobody@example.com\"", "auth", ADA, "password", PASSWORD));
        take("POST /api/auth/verify", body(401, 1, "passcode", "\"000000\""));
        take("POST /api/user/tokens", body(201, 0, "expires_at", "\"2031-01-01T00:00:00Z\""));
        attack(profile, "|\\{\"error\":\"[A-Z_]+\"(,\"fields\":\\[.*])?}");
    }

    private Map<String, String> cookieOfLogin() {
        HttpResponse<String> login = api.post("/api/auth/login", null, """
                        {"auth":%s,"password":%s}""".formatted(ADA, PASSWORD));
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
        return Map.of("Cookie", cookie.substring(0, cookie.indexOf(';')));
    }

    @Test
    void privateTokens() {
        PrivateTokensProfile profile = PrivateTokensProfile.create();
        start(profile);
        HttpResponse<String> login = api.post("/api/v1/auth/login", null, TestApi.ADA);
        bearer(login, "access_token");
        take("POST /api/v1/auth/login", login("\"nobody@example.com\"", "username", ADA, "password", PASSWORD));
        take("POST /api/v1/auth/refresh", body(200, 1, "refresh_token", "\"" + member(login, "refresh_token") + "\""));
        take(
                "POST /api/v1/auth/private_tokens",
                body(201, 2, "name", "\"k\"", "expiration_time", "\"2031-01-01T00:00:00Z\""));
        attack(
                profile,
                "\\{\"type\":\"(client|validation)_error\",\"errors\":\\[\\{\"code\":\"[a-z_]+\",\"detail\":\".+\",\"attr\":.+,\"extra\":null}]}");
    }

    @Test
    void keyLogin() {
        KeyLoginProfile profile = KeyLoginProfile.create();
        start(profile);
        String key = newKey();
        int half = key.length() - 38;
        importPair("dashboard");
        bearer(api.post("/auth/login", null, """
                {"api_key":"%s"}""".formatted(key)), "access_token");
        take(
                "POST /auth/login",
                login("\"acme_key_nothing\"", "api_key", "\"" + key + "\""),
                login(
                        "\"acme_key_nothing\"",
                        "key",
                        "\"" + key.substring(0, half) + "\"",
                        "secret",
                        "\"" + key.substring(half) + "\""),
                login("\"nobody@example.com\"", "username", ADA, "password", PASSWORD),
                login(
                        "\"d_9876543210abcdef\"",
                        "client_id",
                        "\"d_0123456789abcdef\"",
                        "client_secret",
                        "\"ds_0123456789abcdef\""));
        attack(profile, "\\{\"code\":4[0-9]{4},\"status\":4[0-9]{2},\"message\":\".+\".*}");
    }

    @Test
    void accessRefresh() {
        AccessRefreshProfile profile = AccessRefreshProfile.create();
        start(profile);
        HttpResponse<String> login = api.post("/api/auth/login", null, """
                        {"email":%s,"password":%s}""".formatted(ADA, PASSWORD));
        bearer(login, "access");
        take("POST /api/auth/login", login("\"nobody@example.com\"", "email", ADA, "password", PASSWORD));
        take("POST /api/auth/token/refresh", body(200, 1, "refresh", "\"" + member(login, "refresh") + "\""));
        take(
                "POST /api/auth/api-keys",
                body(201, 1, "name", "\"k\"", "scopes", "[\"reports:read\"]", "expires_in_days", "30"));
        attack(
                profile,
                "\\{(\"detail\":\"[^\"]+\",\"code\":\"[a-z_]+\"|(\"[A-Za-z_\\[\\]0-9]+\":\\[\"[^\"]+\"(,\"[^\"]+\")*],?)+)}");
    }

    /** @param errors what an error's body looks like in this profile */
    private void attack(WireProfile profile, String errors) {
        for (Route route : profile.routes(Operations.of(api.auth, Map::of))) {
            if (route.site() == RefusalContext.TOKEN) {
                continue; // Forms as well as JSON, and errors of their own: see OAuthHostileRequestTest.
            }
            String name = route.method() + " " + route.path();
            ErrorWording wording = new ErrorWording(name, errors);
            HostileRequests requests = new HostileRequests(api, route, credential, wording);
            requests.areAllRefused();
            if (route.body() != Route.Body.NONE) {
                List<Body> taken = bodies.getOrDefault(name, List.of());
                assertThat(taken).as("what " + name + " takes").isNotEmpty();
                taken.forEach(body -> attack(route, body, wording));
            }
        }
    }

    private void attack(Route route, Body body, ErrorWording wording) {
        HostileBodies hostile = hostile(route, body.members(), body, wording);
        List<String> answers = hostile.areAllRefused();
        if (!body.name().isEmpty()) {
            Map<String, String> unknown = new LinkedHashMap<>(body.members());
            unknown.put(body.name(), body.unknown());
            assertThat(hostile(route, unknown, body, wording).areAllRefused())
                    .as("nobody learns who there is")
                    .isEqualTo(answers);
        }
        hostile.isTakenWith(body.status());
    }

    private HostileBodies hostile(Route route, Map<String, String> members, Body body, ErrorWording wording) {
        URI uri = api.request(route.path().replace("{id}", "AAAAAAAAAAAA"))
                .build()
                .uri();
        Map<String, String> sent = route.site() == RefusalContext.LOGIN && !atLogins.isEmpty() ? atLogins : credential;
        HostileBodies hostile = new HostileBodies(route.method(), uri, sent, members, body.required(), wording);
        return route.body() == Route.Body.JSON_OR_FORM ? hostile.takingForms() : hostile;
    }
}
