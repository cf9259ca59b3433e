package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.outcome.Refusal;
import dev.sallyport.outcome.Refusal.Cause;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OAuthErrorTest {
    private static final String TABLE = """
            INVALID_REQUEST 400 invalid_request
            AUTHENTICATION_REQUIRED 401 invalid_client
            INVALID_CREDENTIALS 401 invalid_client
            MFA_REQUIRED 401 invalid_client
            REAUTHENTICATION_REQUIRED 401 invalid_client
            INVALID_TOKEN 400 invalid_grant
            TOKEN_EXPIRED 400 invalid_grant
            INSUFFICIENT_SCOPE 400 invalid_scope
            FORBIDDEN 400 unauthorized_client
            NOT_FOUND 404 invalid_request
            METHOD_NOT_ALLOWED 405 invalid_request
            UNSUPPORTED_MEDIA_TYPE 415 invalid_request
            TOO_LARGE 413 invalid_request
            RATE_LIMITED 429 rate_limited
            UNAVAILABLE 503 temporarily_unavailable
            """;

    @Test
    void eachRefusalHasAStatusAndAWord() {
        Set<String> named = TABLE.lines().map(line -> line.split(" ", 2)[0]).collect(Collectors.toSet());
        assertThat(Arrays.stream(Cause.values()).map(Cause::name)).containsExactlyInAnyOrderElementsOf(named);
        TABLE.lines().map(line -> line.split(" ", 3)).forEach(row -> {
            Reply reply = StandardProfile.at("/auth")
                    .refusal(Refusal.of(Cause.valueOf(row[0]), "Why."), RefusalContext.TOKEN);
            assertThat(reply.status()).as(row[0]).isEqualTo(Integer.parseInt(row[1]));
            assertThat(reply.contentType()).isEqualTo("application/json");
            String why = row[2].equals("invalid_scope")
                    ? "More scope is asked for than there is, or it is not written right."
                    : "Why.";
            assertThat(reply.body()).isEqualTo("""
                    {"error":"%s","error_description":"%s"}""".formatted(row[2], why));
        });
    }

    @Test
    void failureNamesItsIncidentOnly() {
        Reply reply = StandardProfile.at("/auth").failure("0123456789ab", RefusalContext.TOKEN);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).isEqualTo("""
                        {"error":"server_error","error_description":\
                        "Something went wrong here. The log has it as incident 0123456789ab."}""");
    }
}
