package dev.sallyport.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.SecretDigest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Credentials that were right here are looked at behind a closed door until they are wrong themselves. */
class ProvenCredentialsTest {
    private static final SecretDigest KEY = SecretDigest.of("key");
    private static final SecretDigest OTHER = SecretDigest.of("other");

    private final ProvenCredentials proven = new ProvenCredentials();

    @ParameterizedTest
    @EnumSource
    void onlyARefusalOfTheCredentialItselfEndsThat(Refusal.Cause cause) {
        assertThat(proven.contains(KEY)).isFalse();
        proven.add(KEY);
        proven.add(OTHER);
        proven.settle(KEY, Refusal.of(cause, "by the test's wish"));
        boolean isItsOwn = cause == Refusal.Cause.INVALID_TOKEN
                || cause == Refusal.Cause.INVALID_CREDENTIALS
                || cause == Refusal.Cause.TOKEN_EXPIRED;
        assertThat(proven.contains(KEY)).isEqualTo(!isItsOwn);
        assertThat(proven.contains(OTHER)).isTrue();
    }
}
