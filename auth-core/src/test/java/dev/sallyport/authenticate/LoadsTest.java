package dev.sallyport.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.secret.SecretDigest;
import org.junit.jupiter.api.Test;

/** Loads of one credential at the same time share the refusal that one of them found. */
class LoadsTest {
    private static final SecretDigest KEY = SecretDigest.of("key");

    private final Loads loads = new Loads();

    @Test
    void loadsOfOneCredentialAtTheSameTimeAreOne() {
        Loads.Load first = loads.begin(KEY);
        Loads.Load second = loads.begin(KEY);
        assertThat(second).isSameAs(first);
        assertThat(loads.begin(SecretDigest.of("other"))).isNotSameAs(first);
        assertThat(second.wasRefused()).isFalse();
        first.refused();
        assertThat(second.wasRefused()).isTrue();
    }

    @Test
    void refusalIsForgottenWithTheLastLoadAndNotBefore() {
        Loads.Load first = loads.begin(KEY);
        loads.begin(KEY);
        first.refused();
        loads.end(KEY);
        assertThat(loads.begin(KEY)).as("one is under way").isSameAs(first);
        loads.end(KEY);
        loads.end(KEY);
        assertThat(loads.begin(KEY).wasRefused()).isFalse();
    }
}
