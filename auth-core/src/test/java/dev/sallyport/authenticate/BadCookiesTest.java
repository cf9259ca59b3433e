package dev.sallyport.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.secret.SecretDigest;
import org.junit.jupiter.api.Test;

class BadCookiesTest {
    private static final long NOW = 1_795_341_600_000L;
    private static final SecretDigest COOKIE = SecretDigest.of("cookie");

    private final BadCookies bad = new BadCookies();

    @Test
    void isKnownToBeNoneForLessThanAMinute() {
        assertThat(bad.has(COOKIE, NOW)).isFalse();
        bad.add(COOKIE, NOW);
        assertThat(bad.has(COOKIE, NOW)).isTrue();
        assertThat(bad.has(COOKIE, NOW + 59_999)).isTrue();
        assertThat(bad.has(COOKIE, NOW + 60_000)).isFalse();
        assertThat(bad.has(SecretDigest.of("other"), NOW)).isFalse();
    }

    @Test
    void clockThatIsSetBackMakesNoCookieBadForLonger() {
        bad.add(COOKIE, NOW);
        assertThat(bad.has(COOKIE, NOW - 59_999)).isTrue();
        assertThat(bad.has(COOKIE, NOW - 60_000)).isFalse();
    }

    @Test
    void noneIsBadAfterAChange() {
        bad.add(COOKIE, NOW);
        bad.clear();
        assertThat(bad.has(COOKIE, NOW)).isFalse();
    }
}
