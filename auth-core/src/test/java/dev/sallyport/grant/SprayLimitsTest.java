package dev.sallyport.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.environment.Environment;
import dev.sallyport.fixture.AuditTrail;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.memory.InMemoryStores;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bounds of a spray: its beginning, the addresses that wait, and its end. */
class SprayLimitsTest {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final LoginOrigin HERE = new LoginOrigin("192.0.2.1", null, null);
    private static final LoginOrigin ELSEWHERE = new LoginOrigin("198.51.100.7", null, null);

    private final MovableClock clock = new MovableClock();
    private final AuditTrail audit = new AuditTrail();
    private final Heads random = new Heads();
    private final Spraying spraying = new Spraying(
            new SprayPolicy(4, 6, WINDOW, RateLimit.parse("2/minute")),
            new LocalRateLimiter(clock, random),
            new Environment(InMemoryStores.create(), audit, clock, random));

    /** Throws the coin as it is told. */
    private static final class Heads extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private boolean next = true;

        @Override
        public boolean nextBoolean() {
            return next;
        }
    }

    private void fail(String prefix, int accounts, @Nullable String tenant, LoginOrigin origin) {
        for (int i = 0; i < accounts; i++) {
            spraying.failed(prefix + i, tenant, origin);
        }
    }

    @Test
    void fewAccountsAreNoSpray() {
        fail("a", 3, null, HERE);
        for (int i = 0; i < 100; i++) {
            spraying.failed("a0", null, HERE);
        }
        assertThat(spraying.isOnNode()).isFalse();
        assertThat(spraying.waitOf(HERE)).isEmpty();
        assertThat(audit.events()).isEmpty();
    }

    @Test
    void addressThatUsedUpItsFailuresWaitsAndNoOther() {
        fail("a", 4, null, HERE);
        assertThat(spraying.isOnNode()).isTrue();
        assertThat(spraying.waitOf(HERE)).as("one failure is left").isEmpty();
        spraying.failed("a0", null, HERE);
        assertThat(spraying.waitOf(HERE)).contains(Duration.ofSeconds(30));
        assertThat(spraying.waitOf(ELSEWHERE)).isEmpty();
        clock.advance(Duration.ofSeconds(29));
        assertThat(spraying.waitOf(HERE)).contains(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(spraying.waitOf(HERE)).isEmpty();
    }

    /** Tries of somebody who has to wait make the wait no longer. */
    @Test
    void failuresWhileItWaitsCostNothingMore() {
        fail("a", 4, null, HERE);
        for (int i = 0; i < 20; i++) {
            spraying.failed("a0", null, HERE);
        }
        clock.advance(Duration.ofSeconds(30));
        assertThat(spraying.waitOf(HERE)).isEmpty();
        spraying.failed("a0", null, HERE);
        assertThat(spraying.waitOf(HERE)).as("one permit came back").contains(Duration.ofSeconds(30));
    }

    @Test
    void networkAroundTheAddressesHasABudgetToo() {
        fail("a", 4, null, ELSEWHERE);
        int failures = 0;
        for (int i = 0; i < 5_000 && spraying.waitOf(site(60_000)).isEmpty(); i++) {
            spraying.failed("a0", null, site(i));
            failures++;
        }
        assertThat(spraying.waitOf(site(60_000))).isPresent();
        assertThat(failures).isGreaterThan(2).isLessThan(5_000);
        assertThat(spraying.waitOf(ELSEWHERE)).isEmpty();
    }

    private static LoginOrigin site(int network) {
        return new LoginOrigin("2001:db8:1:" + Integer.toHexString(network) + "::1", null, null);
    }

    @Test
    void endsAWindowAfterTheLastTimeToTheMillisecond() {
        fail("a", 4, null, HERE);
        clock.advance(WINDOW.minusMillis(1));
        assertThat(spraying.isOnNode()).isTrue();
        spraying.failed("a0", null, HERE);
        spraying.failed("a0", null, HERE);
        assertThat(spraying.waitOf(HERE)).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(spraying.isOnNode()).isFalse();
        assertThat(spraying.waitOf(HERE)).isEmpty();
        spraying.failed("a0", null, ELSEWHERE);
        spraying.failed("a0", null, ELSEWHERE);
        assertThat(spraying.waitOf(ELSEWHERE)).isEmpty();
    }

    @Test
    void clockThatIsSetBackEndsIt() {
        fail("a", 5, null, HERE);
        assertThat(spraying.waitOf(HERE)).isPresent();
        clock.advance(Duration.ofMillis(-1));
        assertThat(spraying.waitOf(HERE)).isEmpty();
    }

    @Test
    void accountsOfATenantCountTwoOrNoneByChance() {
        random.next = false;
        fail("a", 3, "acme", HERE);
        assertThat(spraying.isOnTenant("acme")).isFalse();
        random.next = true;
        spraying.failed("b0", "acme", HERE);
        spraying.failed("b1", "acme", HERE);
        assertThat(spraying.isOnTenant("acme")).isFalse();
        spraying.failed("b2", "acme", HERE);
        assertThat(spraying.isOnTenant("acme")).isTrue();
        assertThat(spraying.isOnTenant("other")).isFalse();
        assertThat(spraying.isOnTenant(null)).isFalse();
    }

    @Test
    void eachBeginningIsRecordedOnce() {
        fail("a", 20, "acme", HERE);
        assertThat(audit.events())
                .extracting(AuditEvent::type, AuditEvent::details)
                .containsExactly(
                        tuple(AuditEvent.Type.PASSWORDS_SPRAYED, Map.of("tenant", "acme")),
                        tuple(AuditEvent.Type.PASSWORDS_SPRAYED, Map.of()));
        clock.advance(WINDOW);
        fail("b", 4, null, HERE);
        assertThat(audit.events()).hasSize(3);
    }

    @Test
    void tenantThatWasAskedForLongestAgoIsForgottenAfter256Others() {
        fail("a", 3, "acme", HERE);
        for (int i = 0; i < 255; i++) {
            assertThat(spraying.isOnTenant("t" + i)).isFalse();
        }
        assertThat(spraying.isOnTenant("acme")).isTrue();
        for (int i = 0; i < 256; i++) {
            assertThat(spraying.isOnTenant("u" + i)).isFalse();
        }
        assertThat(spraying.isOnTenant("acme")).isFalse();
    }

    @Test
    void operatorIsWarnedOnceAMinuteWhileItGoesOn() {
        try (LogLines log = LogLines.of(Spraying.class)) {
            fail("a", 3, null, HERE);
            assertThat(log.lines()).isEmpty();
            fail("a", 10, null, HERE);
            assertThat(log.lines())
                    .containsExactly("Passwords are tried at many accounts: an address has 2/minute failed logins now,"
                            + " those of known devices apart");
            clock.advance(Duration.ofMillis(59_999));
            fail("a", 1, null, HERE);
            assertThat(log.lines()).hasSize(1);
            clock.advance(Duration.ofMillis(1));
            fail("a", 1, null, HERE);
            assertThat(log.lines()).hasSize(2);
        }
    }
}
