package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.profile.idsecret.IdSecretProfile;
import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import dev.sallyport.servlet.wire.StandardProfile;
import dev.sallyport.servlet.wire.WireProfile;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Draws bodies up to every limit and beyond, for the endpoints of every profile; a failure names its seed. */
class NoBodyEndsInAFailureTest {
    private static final int DRAWS = Integer.getInteger("sallyport.draws", 40);

    private static final Map<String, WireProfile> PROFILES = Map.of(
            "standard", StandardProfile.at("/auth"),
            "accessRefresh", AccessRefreshProfile.create(),
            "cookieSession", CookieSessionProfile.create(),
            "idSecret", IdSecretProfile.create(),
            "keyLogin", KeyLoginProfile.create(),
            "privateTokens", PrivateTokensProfile.create());

    private static final Map<String, List<String>> PATHS = Map.of(
            "standard",
                    List.of(
                            "/auth/login",
                            "/auth/token",
                            "/auth/revoke",
                            "/auth/introspect",
                            "/auth/leaks",
                            "/auth/password",
                            "/auth/api-keys",
                            "/auth/mfa/totp",
                            "/auth/mfa/totp/confirm"),
            "accessRefresh", List.of("/api/auth/login", "/api/auth/refresh", "/api/auth/api-keys/"),
            "cookieSession", List.of("/api/auth/login", "/api/auth/tokens"),
            "idSecret", List.of("/api/v1/token", "/api/v1/invalidate-token"),
            "keyLogin", List.of("/auth/login", "/auth/logout"),
            "privateTokens", List.of("/api/v1/auth/login", "/api/v1/auth/refresh", "/api/user/tokens"));

    private static final List<String> MEMBERS = List.of(
            "username",
            "password",
            "totp",
            "scope",
            "api_key",
            "session_id",
            "grant_type",
            "refresh_token",
            "token",
            "client_id",
            "client_secret",
            "credentials",
            "current",
            "new",
            "name",
            "scopes",
            "expires_at",
            "rate_limit",
            "code",
            "email",
            "refresh",
            "auth",
            "passcode",
            "type",
            "dashboardId",
            "dashboardSecret",
            "tokenExpiry",
            "params",
            "tenantId",
            "key",
            "secret",
            "expires_in_days",
            "description");

    private final ClientType type = ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)
            .withScopes("reports:read")
            .withClaims("tenantId", "params");

    @ParameterizedTest
    @ValueSource(strings = {"standard", "accessRefresh", "cookieSession", "idSecret", "keyLogin", "privateTokens"})
    void whateverIsSent(String profile) {
        try (TestApi api = TestApi.start(
                Objects.requireNonNull(PROFILES.get(profile)),
                settings -> settings.logins(logins -> logins.withPerAddress(RateLimit.parse("100000/minute")))
                        .failuresPerAddress("100000/minute")
                        .leakReports(LeakPolicy.flag())
                        .clientTypes(type))) {
            String token = profile.equals("standard") ? api.token(TestApi.ADA) : null;
            for (String path : Objects.requireNonNull(PATHS.get(profile))) {
                for (int seed = 0; seed < DRAWS; seed++) {
                    Random random = new Random(path.hashCode() * 31L + seed);
                    boolean isForm = random.nextInt(4) == 0;
                    HttpRequest.Builder request = api.request(path)
                            .header("Content-Type", isForm ? "application/x-www-form-urlencoded" : "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(isForm ? form(random) : json(random)));
                    if (token != null && random.nextBoolean()) {
                        request.header("Authorization", "Bearer " + token);
                    }
                    HttpResponse<String> response = sent(api, request);
                    assertThat(response.statusCode())
                            .as("%s, seed %s: %s", path, seed, response.body())
                            .isLessThan(500);
                }
            }
        }
    }

    /** Once more where the container had closed the connection after an answer to a body that it did not read to its end. */
    private static HttpResponse<String> sent(TestApi api, HttpRequest.Builder request) {
        try {
            return api.send(request);
        } catch (UncheckedIOException e) {
            return api.send(request);
        }
    }

    private static String json(Random random) {
        return IntStream.range(0, 1 + random.nextInt(6))
                .mapToObj(i -> "\"" + MEMBERS.get(random.nextInt(MEMBERS.size())) + "\":" + value(random, 0))
                .distinct()
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String form(Random random) {
        return IntStream.range(0, 1 + random.nextInt(6))
                .mapToObj(i -> MEMBERS.get(random.nextInt(MEMBERS.size())) + "="
                        + List.of(
                                        "client_credentials",
                                        "refresh_token",
                                        "a+b",
                                        "%E6%9E%97",
                                        "%",
                                        "%00",
                                        "x".repeat(9_000))
                                .get(random.nextInt(7)))
                .collect(Collectors.joining("&"));
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 9)) {
            case 0 -> "\"" + "林".repeat(random.nextInt(400)) + "\"";
            case 1 ->
                "\"" + "x".repeat(List.of(0, 1, 254, 320, 4_096, 16_385, 60_000).get(random.nextInt(7))) + "\"";
            case 2 ->
                List.of("null", "true", "0", "-1", "1e400", "99999999999999999999", "1.5")
                        .get(random.nextInt(7));
            case 3 ->
                List.of("\"\\u0000\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\" \"", "\"a  b\"", "\"\\\"\\\\\"")
                        .get(random.nextInt(6));
            case 4 ->
                List.of(
                                "\"eyJhbGciOiJub25lIn0.e30.\"",
                                "\"acme_key_0123456789ab\"",
                                "\"reports:read reports:*\"",
                                "\"2030-01-31T12:00:00Z\"",
                                "\"+999999999-12-31T23:59:59Z\"",
                                "\"100/minute\"",
                                "\"dashboard\"")
                        .get(random.nextInt(7));
            case 5 -> {
                int levels = random.nextInt(40);
                yield "[".repeat(levels) + "1" + "]".repeat(levels);
            }
            case 6 ->
                IntStream.range(0, random.nextInt(300))
                        .mapToObj(i -> "\"s:" + i + "\"")
                        .collect(Collectors.joining(",", "[", "]"));
            case 7 -> "{\"a\":" + value(random, depth + 1) + "}";
            default -> "[" + value(random, depth + 1) + "]";
        };
    }
}
