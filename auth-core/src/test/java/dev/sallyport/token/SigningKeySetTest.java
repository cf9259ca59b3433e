package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.sallyport.secret.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The key that signs at each instant. */
class SigningKeySetTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration NANO = Duration.ofNanos(1);

    @Test
    void theNewestOfThoseThatAreActiveSigns() {
        SigningKeySet set = SigningKeySet.of(
                List.of(key("old", 1, NOW.minusSeconds(9)), key("next", 3, NOW.plus(NANO)), key("new", 2, NOW)));
        assertThat(set.current(NOW, SKEW)).map(SigningKey::kid).contains("new");
        assertThat(set.current(NOW.minus(NANO), SKEW)).map(SigningKey::kid).contains("old");
        assertThat(set.current(NOW.plus(NANO), SKEW)).map(SigningKey::kid).contains("next");
        assertThat(set.stored()).extracting(StoredSigningKey::kid).containsExactly("next", "new", "old");
    }

    @Test
    void whereNoneIsActiveTheFirstWithinTheSkewSigns() {
        SigningKeySet set = SigningKeySet.of(List.of(
                key("first", 1, NOW.plus(SKEW)), key("second", 2, NOW.plus(SKEW).plus(NANO))));
        assertThat(set.current(NOW.minus(NANO), SKEW)).isEmpty();
        assertThat(set.current(NOW, SKEW)).map(SigningKey::kid).contains("first");
        assertThat(set.current(NOW.plusSeconds(1), SKEW)).map(SigningKey::kid).contains("first");
    }

    @Test
    void findsKeysByIdAndByHeader() {
        SigningKey key = key("k", 1, NOW);
        SigningKeySet set = SigningKeySet.of(List.of(key));
        assertThat(set.named("k")).isSameAs(key);
        assertThat(set.named("K")).isNull();
        assertThat(set.withHeader(key.header())).isSameAs(key);
        assertThat(set.withHeader(key.header() + "A")).isNull();
        assertThat(key.toString()).contains("kid=k, period=1, algorithm=HS256", "redacted");
    }

    private static SigningKey key(String kid, long period, Instant activeAt) {
        return SigningKey.of(
                new StoredSigningKey(kid, period, SigningAlgorithm.HS256, NOW, activeAt, Sealed.of("")),
                new OctetSequenceKey.Builder(new byte[32]).keyID(kid).build(),
                "EdDSA");
    }
}
