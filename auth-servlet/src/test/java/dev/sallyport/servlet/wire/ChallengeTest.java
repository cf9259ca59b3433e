package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.outcome.Refusal;
import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.scope.ScopeSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChallengeTest {
    private final Challenge challenge = new Challenge("https://api.example.com");

    @ParameterizedTest
    @CsvSource({
        "AUTHENTICATION_REQUIRED,   ''",
        "INVALID_CREDENTIALS,       ''",
        "MFA_REQUIRED,              ''",
        "REAUTHENTICATION_REQUIRED, ', error=\"insufficient_user_authentication\"'",
        "INVALID_TOKEN,             ', error=\"invalid_token\"'",
        "TOKEN_EXPIRED,             ', error=\"invalid_token\"'"
    })
    void challengesWhereAnotherCredentialHelps(Cause cause, String rest) {
        assertThat(challenge.to(Refusal.of(cause, "x"), RefusalContext.RESOURCE))
                .contains("Bearer realm=\"https://api.example.com\"" + rest);
    }

    @Test
    void namesTheScopesThatAreMissing() {
        assertThat(challenge.to(Refusal.insufficientScope(ScopeSet.of("b:c", "a")), RefusalContext.RESOURCE))
                .contains("Bearer realm=\"https://api.example.com\", error=\"insufficient_scope\", scope=\"a b:c\"");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "AUTHENTICATION_REQUIRED",
                "INVALID_CREDENTIALS",
                "MFA_REQUIRED",
                "REAUTHENTICATION_REQUIRED",
                "INVALID_TOKEN",
                "TOKEN_EXPIRED",
                "INSUFFICIENT_SCOPE"
            })
    void isSilentWhereItDoesNot(Cause cause) {
        assertThat(challenge.to(Refusal.of(cause, "x"), RefusalContext.RESOURCE))
                .isEmpty();
    }

    @Test
    void quotesTheRealm() {
        assertThat(new Challenge("a\"b\\c\r\nSet-Cookie: dé").to(Refusal.invalidCredentials(), RefusalContext.ENDPOINT))
                .contains("Bearer realm=\"a\\\"b\\\\c??Set-Cookie: d?\"");
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void clientIsToldToUseBasicAndNothingElse(Cause cause) {
        boolean isClients = cause == Cause.AUTHENTICATION_REQUIRED || cause == Cause.INVALID_CREDENTIALS;
        assertThat(challenge.to(Refusal.of(cause, "x"), RefusalContext.TOKEN))
                .isEqualTo(
                        isClients
                                ? Optional.of("Basic realm=\"https://api.example.com\", charset=\"UTF-8\"")
                                : Optional.empty());
    }
}
