package dev.sallyport.apikey;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.outcome.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiKeyRotationTest extends ApiKeysFixture {
    @Test
    void rotationWithOverlapLetsTheOldKeyGoOnForThatLong() {
        NewApiKey old = create();
        NewApiKey next = done(keys.rotate(old.key().id(), DAY, ADA));
        assertThat(next.key().replaces()).isEqualTo(old.key().id());
        assertThat(next.key().id()).isNotEqualTo(old.key().id());
        assertThat(next.secret()).isNotEqualTo(old.secret());
        ApiKey ending = keys.find(old.key().id()).orElseThrow();
        assertThat(ending.isUsableAt(clock.instant().plus(DAY).minusMillis(1))).isTrue();
        assertThat(ending.isUsableAt(clock.instant().plus(DAY))).isFalse();
        assertThat(stopped).isEmpty();
        assertThat(changes()).containsExactly(Change.apiKey(old.key().id()));
        assertThat(audit.last().type()).isEqualTo(AuditEvent.Type.API_KEY_ROTATED);
        assertThat(audit.last().details())
                .isEqualTo(Map.of("replaces", old.key().id()));
    }

    @Test
    void rotationWithoutOverlapEndsTheOldKeyAtOnce() {
        String old = create().key().id();
        String next = done(keys.rotate(old, Duration.ZERO, ADA)).key().id();
        assertThat(live()).containsExactly(next);
        assertThat(stopped).containsExactly(old);
        assertThat(keys.find(old).orElseThrow().revokedReason()).isEqualTo("rotated");
    }

    @Test
    void overlapNeverProlongsTheOldKey() {
        Instant expiry = clock.instant().plusSeconds(60);
        String old = done(keys.create("ada", KeyRequest.named("n").withExpiresAt(expiry), ADA))
                .key()
                .id();
        NewApiKey next = done(keys.rotate(old, DAY, ADA));
        assertThat(keys.find(old).orElseThrow().expiresAt()).isEqualTo(expiry);
        assertThat(next.key().expiresAt()).isEqualTo(expiry);
    }

    @Test
    void refusesOverlapOutOfRangeAndKeysThatAreNotUsable() {
        String id = create().key().id();
        for (Duration wrong : List.of(Duration.ofSeconds(-1), Duration.ofDays(7).plusSeconds(1))) {
            assertThat(refusal(keys.rotate(id, wrong, ADA)).errors())
                    .extracting("field")
                    .containsExactly("overlap_seconds");
        }
        done(keys.update(id, KeyUpdate.nothing().enabled(false), ADA));
        assertThat(refusal(keys.rotate(id, DAY, ADA)).cause()).isEqualTo(Refusal.Cause.NOT_FOUND);
        assertThat(keys.list("ada")).hasSize(1);
    }

    @Test
    void failingStoreLeavesNothingHalfDone() {
        String id = create().key().id();
        ApiKey before = keys.find(id).orElseThrow();
        for (int call = 1; ; call++) {
            watched.failAtCall(call);
            if (attemptToRotate(id)) {
                watched.failAtCall(0);
                break;
            }
            assertThat(keys.list("ada")).as("after failure of call %d", call).containsExactly(before);
        }
        assertThat(live()).hasSize(1).doesNotContain(id);
    }

    private boolean attemptToRotate(String id) {
        try {
            done(keys.rotate(id, Duration.ZERO, ADA));
            return true;
        } catch (StoreException e) {
            return false;
        }
    }
}
