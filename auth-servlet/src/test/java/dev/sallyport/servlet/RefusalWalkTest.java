package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.profile.idsecret.IdSecretProfile;
import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import dev.sallyport.servlet.wire.CredentialSources;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.StandardProfile;
import dev.sallyport.servlet.wire.WireProfile;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every refusal there is, in every profile, over real HTTP: status, all headers but the container's, and the body. A cause that a
 * table has no line for fails the test.
 */
class RefusalWalkTest {
    /** A row besides those of the causes: failed validation names fields. */
    private static final String FIELDS = "INVALID_REQUEST(name)";

    /** OAuth 2.0 endpoints have errors of their own: see {@code OAuthErrorTest}. */
    private static final Set<RefusalContext> SITES =
            Set.of(RefusalContext.LOGIN, RefusalContext.ENDPOINT, RefusalContext.RESOURCE);

    private static final String REALM = "Bearer realm=\"https://api.example.com\"";
    private static final String INVALID = REALM + ", error=\"invalid_token\"";
    private static final Map<Cause, String> CHALLENGES = Map.of(
            Cause.AUTHENTICATION_REQUIRED, REALM,
            Cause.INVALID_CREDENTIALS, REALM,
            Cause.MFA_REQUIRED, REALM,
            Cause.REAUTHENTICATION_REQUIRED, REALM + ", error=\"insufficient_user_authentication\"",
            Cause.INVALID_TOKEN, INVALID,
            Cause.TOKEN_EXPIRED, INVALID,
            Cause.INSUFFICIENT_SCOPE, REALM + ", error=\"insufficient_scope\", scope=\"reports:read\"");

    @Test
    void standard() {
        walk(StandardProfile.at("/auth"), "application/problem+json", """
                INVALID_REQUEST 400 {"type":"about:blank","title":"Bad Request","status":400,"detail":"Why.","code":"invalid_request"}
                INVALID_REQUEST(name) 400 {"type":"about:blank","title":"Bad Request","status":400,"detail":"Some fields are missing or wrong.","code":"invalid_request","errors":[{"field":"name","code":"required","message":"Needed."}]}
                AUTHENTICATION_REQUIRED 401 {"type":"about:blank","title":"Unauthorized","status":401,"detail":"Why.","code":"authentication_required"}
                INVALID_CREDENTIALS 401 {"type":"about:blank","title":"Unauthorized","status":401,"detail":"The credentials are not valid.","code":"invalid_credentials"}
                MFA_REQUIRED 401 {"type":"about:blank","title":"Unauthorized","status":401,"detail":"Why.","code":"mfa_required"}
                REAUTHENTICATION_REQUIRED 401 {"type":"about:blank","title":"Unauthorized","status":401,"detail":"Why.","code":"reauthentication_required"}
                INVALID_TOKEN 401 {"type":"about:blank","title":"Unauthorized","status":401,"detail":"The token or key is not valid.","code":"invalid_token"}
                TOKEN_EXPIRED 401 {"type":"about:blank","title":"Unauthorized","status":401,"detail":"The token or key has expired.","code":"token_expired"}
                INSUFFICIENT_SCOPE 403 {"type":"about:blank","title":"Forbidden","status":403,"detail":"This needs the scope: reports:read.","code":"insufficient_scope","scope":"reports:read"}
                FORBIDDEN 403 {"type":"about:blank","title":"Forbidden","status":403,"detail":"Why.","code":"forbidden"}
                NOT_FOUND 404 {"type":"about:blank","title":"Not Found","status":404,"detail":"There is no such thing here.","code":"not_found"}
                METHOD_NOT_ALLOWED 405 {"type":"about:blank","title":"Method Not Allowed","status":405,"detail":"This method is not allowed here.","code":"method_not_allowed"}
                UNSUPPORTED_MEDIA_TYPE 415 {"type":"about:blank","title":"Unsupported Media Type","status":415,"detail":"Why.","code":"unsupported_media_type"}
                TOO_LARGE 413 {"type":"about:blank","title":"Content Too Large","status":413,"detail":"Why.","code":"too_large"}
                RATE_LIMITED 429 {"type":"about:blank","title":"Too Many Requests","status":429,"detail":"Too many requests.","code":"rate_limited"}
                UNAVAILABLE 503 {"type":"about:blank","title":"Service Unavailable","status":503,"detail":"Temporarily unavailable.","code":"unavailable"}
                """);
    }

    @Test
    void idSecret() {
        walk(IdSecretProfile.create(), "application/json", """
                INVALID_REQUEST 400 {"error":"Why.","code":"INVALID_REQUEST"}
                INVALID_REQUEST(name) 400 {"error":"name: Needed.","code":"INVALID_REQUEST"}
                AUTHENTICATION_REQUIRED 401 {"error":"Why.","code":"INVALID_TOKEN"}
                INVALID_CREDENTIALS 401 {"error":"The credentials are not valid.","code":"INVALID_CREDENTIALS"}
                MFA_REQUIRED 401 {"error":"Why.","code":"INVALID_CREDENTIALS"}
                REAUTHENTICATION_REQUIRED 401 {"error":"Why.","code":"INVALID_TOKEN"}
                INVALID_TOKEN 401 {"error":"The token or key is not valid.","code":"INVALID_TOKEN"}
                TOKEN_EXPIRED 401 {"error":"The token or key has expired.","code":"TOKEN_EXPIRED"}
                INSUFFICIENT_SCOPE 403 {"error":"This needs the scope: reports:read.","code":"FORBIDDEN"}
                FORBIDDEN 403 {"error":"Why.","code":"FORBIDDEN"}
                NOT_FOUND 404 {"error":"There is no such thing here.","code":"NOT_FOUND"}
                METHOD_NOT_ALLOWED 405 {"error":"This method is not allowed here.","code":"METHOD_NOT_ALLOWED"}
                UNSUPPORTED_MEDIA_TYPE 415 {"error":"Why.","code":"UNSUPPORTED_MEDIA_TYPE"}
                TOO_LARGE 413 {"error":"Why.","code":"TOO_LARGE"}
                RATE_LIMITED 429 {"error":"Too many requests.","code":"RATE_LIMIT_EXCEEDED"}
                UNAVAILABLE 503 {"error":"Temporarily unavailable.","code":"UNAVAILABLE"}
                """);
    }

    @Test
    void cookieSession() {
        walk(CookieSessionProfile.create(), "application/json", """
                INVALID_REQUEST 400 {"error":"INVALID_REQUEST"}
                INVALID_REQUEST(name) 400 {"error":"INVALID_REQUEST","fields":["name"]}
                AUTHENTICATION_REQUIRED 401
                INVALID_CREDENTIALS 401
                MFA_REQUIRED 401 {"error":"TOTP_REQUIRED"}
                REAUTHENTICATION_REQUIRED 401 {"error":"REAUTHENTICATION_REQUIRED"}
                INVALID_TOKEN 401
                TOKEN_EXPIRED 401
                INSUFFICIENT_SCOPE 403 {"error":"FORBIDDEN"}
                FORBIDDEN 403 {"error":"FORBIDDEN"}
                NOT_FOUND 404 {"error":"NOT_FOUND"}
                METHOD_NOT_ALLOWED 405 {"error":"METHOD_NOT_ALLOWED"}
                UNSUPPORTED_MEDIA_TYPE 415 {"error":"UNSUPPORTED_MEDIA_TYPE"}
                TOO_LARGE 413 {"error":"TOO_LARGE"}
                RATE_LIMITED 429 {"error":"RATE_LIMITED"}
                UNAVAILABLE 503 {"error":"UNAVAILABLE"}
                """);
    }

    @Test
    void privateTokens() {
        walk(PrivateTokensProfile.create(), "application/json", """
                INVALID_REQUEST 400 {"type":"client_error","errors":[{"code":"parse_error","detail":"Why.","attr":null,"extra":null}]}
                INVALID_REQUEST(name) 400 {"type":"validation_error","errors":[{"code":"required","detail":"Needed.","attr":"name","extra":null}]}
                AUTHENTICATION_REQUIRED 401 {"type":"client_error","errors":[{"code":"not_authenticated","detail":"Authentication credentials were not provided.","attr":null,"extra":null}]}
                INVALID_CREDENTIALS 401 {"type":"client_error","errors":[{"code":"authentication_failed","detail":"The credentials are not valid.","attr":null,"extra":null}]}
                MFA_REQUIRED 401 {"type":"client_error","errors":[{"code":"mfa_required","detail":"Why.","attr":null,"extra":null}]}
                REAUTHENTICATION_REQUIRED 401 {"type":"client_error","errors":[{"code":"reauthentication_required","detail":"Why.","attr":null,"extra":null}]}
                INVALID_TOKEN 401 {"type":"client_error","errors":[{"code":"invalid_token","detail":"The provided token is expired or invalid.","attr":null,"extra":null}]}
                TOKEN_EXPIRED 401 {"type":"client_error","errors":[{"code":"invalid_token","detail":"The provided token is expired or invalid.","attr":null,"extra":null}]}
                INSUFFICIENT_SCOPE 403 {"type":"client_error","errors":[{"code":"permission_denied","detail":"This needs the scope: reports:read.","attr":null,"extra":null}]}
                FORBIDDEN 403 {"type":"client_error","errors":[{"code":"permission_denied","detail":"Why.","attr":null,"extra":null}]}
                NOT_FOUND 404 {"type":"client_error","errors":[{"code":"not_found","detail":"Not found.","attr":null,"extra":null}]}
                METHOD_NOT_ALLOWED 405 {"type":"client_error","errors":[{"code":"method_not_allowed","detail":"This method is not allowed here.","attr":null,"extra":null}]}
                UNSUPPORTED_MEDIA_TYPE 415 {"type":"client_error","errors":[{"code":"unsupported_media_type","detail":"Why.","attr":null,"extra":null}]}
                TOO_LARGE 413 {"type":"client_error","errors":[{"code":"too_large","detail":"Why.","attr":null,"extra":null}]}
                RATE_LIMITED 429 {"type":"client_error","errors":[{"code":"throttled","detail":"Request was throttled.","attr":null,"extra":null}]}
                UNAVAILABLE 503 {"type":"server_error","errors":[{"code":"unavailable","detail":"Temporarily unavailable.","attr":null,"extra":null}]}
                """);
    }

    @Test
    void keyLogin() {
        walk(KeyLoginProfile.create(), "application/json", """
                INVALID_REQUEST 400 {"code":40000,"status":400,"message":"why"}
                INVALID_REQUEST(name) 400 {"code":40006,"status":400,"message":"validation failed","errors":[{"field":"name","message":"Needed."}]}
                AUTHENTICATION_REQUIRED 401 {"code":40100,"status":401,"message":"authentication required"}
                INVALID_CREDENTIALS 401 {"code":40101,"status":401,"message":"login failed"}
                MFA_REQUIRED 401 {"code":40106,"status":401,"message":"second factor required"}
                REAUTHENTICATION_REQUIRED 401 {"code":40100,"status":401,"message":"why"}
                INVALID_TOKEN 401 {"code":40100,"status":401,"message":"invalid token"}
                TOKEN_EXPIRED 401 {"code":40100,"status":401,"message":"token expired"}
                INSUFFICIENT_SCOPE 403 {"code":40305,"status":403,"message":"this needs the scope: reports:read"}
                FORBIDDEN 403 {"code":40300,"status":403,"message":"why"}
                NOT_FOUND 404 {"code":40400,"status":404,"message":"not found"}
                METHOD_NOT_ALLOWED 405 {"code":40500,"status":405,"message":"method not allowed"}
                UNSUPPORTED_MEDIA_TYPE 415 {"code":41500,"status":415,"message":"why"}
                TOO_LARGE 413 {"code":41300,"status":413,"message":"why"}
                RATE_LIMITED 429 {"code":42900,"status":429,"message":"too many requests"}
                UNAVAILABLE 503 {"code":50300,"status":503,"message":"temporarily unavailable"}
                """);
    }

    @Test
    void accessRefresh() {
        walk(AccessRefreshProfile.create(), "application/json", """
                INVALID_REQUEST 400 {"detail":"Why.","code":"invalid_request"}
                INVALID_REQUEST(name) 400 {"name":["Needed."]}
                AUTHENTICATION_REQUIRED 401 {"detail":"Why.","code":"authentication_required"}
                INVALID_CREDENTIALS 401 {"detail":"The credentials are not valid.","code":"invalid_credentials"}
                MFA_REQUIRED 401 {"detail":"Why.","code":"mfa_required"}
                REAUTHENTICATION_REQUIRED 401 {"detail":"Why.","code":"reauthentication_required"}
                INVALID_TOKEN 401 {"detail":"The token or key is not valid.","code":"invalid_token"}
                TOKEN_EXPIRED 401 {"detail":"The token or key has expired.","code":"token_expired"}
                INSUFFICIENT_SCOPE 403 {"detail":"This needs the scope: reports:read.","code":"insufficient_scope"}
                FORBIDDEN 403 {"detail":"Why.","code":"forbidden"}
                NOT_FOUND 404 {"detail":"There is no such thing here.","code":"not_found"}
                METHOD_NOT_ALLOWED 405 {"detail":"This method is not allowed here.","code":"method_not_allowed"}
                UNSUPPORTED_MEDIA_TYPE 415 {"detail":"Why.","code":"unsupported_media_type"}
                TOO_LARGE 413 {"detail":"Why.","code":"too_large"}
                RATE_LIMITED 429 {"detail":"Too many requests.","code":"rate_limited"}
                UNAVAILABLE 503 {"detail":"Temporarily unavailable.","code":"unavailable"}
                """);
    }

    /** @param table lines of cause, status and body */
    private static void walk(WireProfile profile, String contentType, String table) {
        Map<String, Refusal> refusals = refusals();
        Map<String, String[]> expected =
                table.lines().map(line -> line.split(" ", 3)).collect(Collectors.toMap(row -> row[0], row -> row));
        assertThat(expected.keySet()).as("a line for each").isEqualTo(refusals.keySet());
        try (TestApi api = TestApi.start(
                new Walk(profile, refusals),
                settings -> settings.clientTypes(ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)))) {
            refusals.forEach((name, refusal) -> {
                String[] row = Objects.requireNonNull(expected.get(name));
                for (RefusalContext site : SITES) {
                    HttpResponse<String> response = refusal.cause() == Cause.METHOD_NOT_ALLOWED
                            ? api.send("PUT", path(profile, site, name), null, null)
                            : api.get(path(profile, site, name), null);
                    assertThat(response.statusCode()).as(name).isEqualTo(Integer.parseInt(row[1]));
                    assertThat(response.body()).as(name).isEqualTo(row.length == 3 ? row[2] : "");
                    assertThat(headers(response))
                            .as(name)
                            .isEqualTo(expectedHeaders(refusal.cause(), response.body(), contentType));
                }
            });
        }
    }

    private static Map<String, Refusal> refusals() {
        Map<String, Refusal> refusals = new LinkedHashMap<>();
        for (Cause cause : Cause.values()) {
            refusals.put(cause.name(), with(cause));
        }
        refusals.put(FIELDS, Refusal.invalid(List.of(new FieldError("name", "required", "Needed."))));
        return refusals;
    }

    private static Refusal with(Cause cause) {
        return switch (cause) {
            case INSUFFICIENT_SCOPE -> Refusal.insufficientScope(ScopeSet.of("reports:read"));
            case RATE_LIMITED -> Refusal.rateLimited(Duration.ofMillis(6_500));
            case UNAVAILABLE -> Refusal.unavailable(Duration.ofSeconds(5));
            case INVALID_CREDENTIALS -> Refusal.invalidCredentials();
            case INVALID_TOKEN -> Refusal.invalidToken();
            case TOKEN_EXPIRED -> Refusal.tokenExpired();
            case NOT_FOUND -> Refusal.notFound();
            default -> Refusal.of(cause, "Why.");
        };
    }

    /** What the container says of itself, and how it frames the body, is not ours. */
    private static Map<String, String> headers(HttpResponse<String> response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(" | ", values)));
        headers.keySet().removeAll(Set.of("date", "server", "content-length"));
        return headers;
    }

    private static Map<String, String> expectedHeaders(Cause cause, String body, String contentType) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Cache-Control", "no-store");
        if (!body.isEmpty()) {
            headers.put("Content-Type", contentType);
            headers.put("X-Content-Type-Options", "nosniff");
        }
        Optional.ofNullable(CHALLENGES.get(cause)).ifPresent(value -> headers.put("WWW-Authenticate", value));
        switch (cause) {
            case METHOD_NOT_ALLOWED -> headers.put("Allow", "GET, HEAD, OPTIONS");
            case RATE_LIMITED -> headers.put("Retry-After", "7");
            case UNAVAILABLE -> headers.put("Retry-After", "5");
            default -> {}
        }
        return headers;
    }

    private static String path(WireProfile profile, RefusalContext site, String name) {
        return profile.mount().orElse("/api") + "/walk/" + site + "/" + name;
    }

    /** A profile with one more open route for each refusal and site, which answers with it. */
    private record Walk(WireProfile profile, Map<String, Refusal> refusals) implements WireProfile {
        @Override
        public CredentialSources credentials() {
            return profile.credentials();
        }

        @Override
        public List<Route> routes(Operations core) {
            List<Route> routes = new ArrayList<>(profile.routes(core));
            for (RefusalContext site : SITES) {
                refusals.forEach((name, refusal) -> routes.add(new Route(
                        "GET",
                        path(profile, site, name),
                        site,
                        Route.Body.NONE,
                        AccessRule.open(),
                        call -> Outcome.refused(refusal))));
            }
            return routes;
        }

        @Override
        public Optional<String> mount() {
            return profile.mount();
        }

        @Override
        public Reply refusal(Refusal refusal, RefusalContext site) {
            return profile.refusal(refusal, site);
        }

        @Override
        public Reply failure(String incident, RefusalContext site) {
            return profile.failure(incident, site);
        }

        @Override
        public Map<String, String> limits(String policy, LimitDecision decision) {
            return profile.limits(policy, decision);
        }
    }
}
