package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.scope.ScopeSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardProfileTest {
    private final StandardProfile profile = StandardProfile.at("/auth");

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST,           400, Bad Request,            invalid_request",
        "AUTHENTICATION_REQUIRED,   401, Unauthorized,           authentication_required",
        "INVALID_CREDENTIALS,       401, Unauthorized,           invalid_credentials",
        "MFA_REQUIRED,              401, Unauthorized,           mfa_required",
        "REAUTHENTICATION_REQUIRED, 401, Unauthorized,           reauthentication_required",
        "INVALID_TOKEN,             401, Unauthorized,           invalid_token",
        "TOKEN_EXPIRED,             401, Unauthorized,           token_expired",
        "FORBIDDEN,                 403, Forbidden,              forbidden",
        "NOT_FOUND,                 404, Not Found,              not_found",
        "METHOD_NOT_ALLOWED,        405, Method Not Allowed,     method_not_allowed",
        "TOO_LARGE,                 413, Content Too Large,      too_large",
        "UNSUPPORTED_MEDIA_TYPE,    415, Unsupported Media Type, unsupported_media_type",
        "RATE_LIMITED,              429, Too Many Requests,      rate_limited",
        "UNAVAILABLE,               503, Service Unavailable,    unavailable"
    })
    void writesEveryCauseAsProblem(Cause cause, int status, String title, String code) {
        Reply reply = profile.refusal(Refusal.of(cause, "Why \"not\"."), RefusalContext.RESOURCE);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.contentType()).isEqualTo("application/problem+json");
        assertThat(reply.body()).isEqualTo("""
                        {"type":"about:blank","title":"%s","status":%s,"detail":"Why \\"not\\".","code":"%s"}""".formatted(title, status, code));
    }

    @Test
    void namesScopesAndFields() {
        assertThat(profile.refusal(Refusal.insufficientScope(ScopeSet.of("b", "a")), RefusalContext.RESOURCE)
                        .body())
                .isEqualTo("""
                        {"type":"about:blank","title":"Forbidden","status":403,\
                        "detail":"This needs the scope: a b.","code":"insufficient_scope","scope":"a b"}""");
        assertThat(profile.refusal(
                                Refusal.invalid(List.of(new FieldError("name", "required", "A name is needed."))),
                                RefusalContext.ENDPOINT)
                        .body())
                .isEqualTo("""
                        {"type":"about:blank","title":"Bad Request","status":400,\
                        "detail":"Some fields are missing or wrong.","code":"invalid_request",\
                        "errors":[{"field":"name","code":"required","message":"A name is needed."}]}""");
    }

    @Test
    void noCauseIsForgotten() {
        assertThat(Arrays.stream(Cause.values())
                        .map(cause -> profile.refusal(Refusal.of(cause, "x"), RefusalContext.ENDPOINT)
                                .status()))
                .hasSize(15)
                .allMatch(status -> status >= 400);
    }

    @Test
    void tellsTheLimitInBothHeaders() {
        LimitDecision decision = new LimitDecision(
                true, new RateLimit.Window(100, Duration.ofMinutes(1)), 50, Duration.ZERO, Duration.ofMillis(29_001));

        assertThat(profile.limits("default", decision))
                .containsOnly(
                        Map.entry("RateLimit-Policy", "\"default\";q=100;w=60"),
                        Map.entry("RateLimit", "\"default\";r=50;t=1"));
        assertThat(profile.limits("a\"b", decision)).containsEntry("RateLimit", "\"a\\\"b\";r=50;t=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "auth", "/auth/", "/a//b", "/a/{x}", "/a b", "/auth/*", "/a%2F"})
    void refusesMountThatIsNoPlainPath(String mount) {
        assertThatThrownBy(() -> StandardProfile.at(mount))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The mount of the endpoints is a path such as /auth, of letters, digits and . _ ~ -, not \""
                        + mount + "\"");
    }

    @Test
    void readsCredentialsFromBearerUnlessToldMore() {
        assertThat(profile.credentials().headers()).isEmpty();
        CredentialSources more = CredentialSources.headers("X-API-Key");
        assertThat(profile.withCredentials(more).credentials()).isEqualTo(more);
    }

    @Test
    void mountIsWhereItWasPut() {
        assertThat(StandardProfile.at("/login").mount()).contains("/login");
    }
}
