package dev.sallyport.apikey;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.change.Change;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.fixture.Together;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** However it is tried, by whom and how many at once: an owner never has more keys than allowed. */
class KeysPerOwnerTest extends ApiKeysFixture {
    @Test
    void refusesOneKeyMoreThanTheOwnerCanHave() {
        for (int i = 0; i < MAX; i++) {
            create();
        }
        assertTooMany(keys.create("ada", KeyRequest.named("n"), ADA));
        assertThat(done(keys.create("bob", KeyRequest.named("n"), ADA)))
                .as("another owner")
                .isNotNull();
        done(keys.revoke(keys.list("ada").get(0).id(), null, ADA));
        assertThat(create()).as("room again").isNotNull();
    }

    @Test
    void neverExceedsTheMaximumUnderFiftyCreatorsAtOnce() throws Exception {
        List<Outcome<NewApiKey>> outcomes = Together.run(50, () -> keys.create("ada", KeyRequest.named("n"), ADA));
        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(MAX);
        assertThat(keys.list("ada")).hasSize(MAX);
    }

    @Test
    void countsUnderTheLockOfTheOwnerSoThatNodesDoNotCountAtOnce() {
        List<String> locked = new ArrayList<>();
        ApiKeys locking = keys(new Transactions() {
            @Override
            public Instant now() {
                return watched.stores().now();
            }

            @Override
            public <T> T inTransaction(Function<Transaction, T> work) {
                return watched.stores()
                        .inTransaction(transaction -> work.apply(new Transaction() {
                            @Override
                            public void lock(String name) {
                                locked.add(name);
                                transaction.lock(name);
                                watched.forget();
                            }

                            @Override
                            public void changed(Change change) {
                                transaction.changed(change);
                            }
                        }));
            }
        });
        String id =
                done(locking.create("ada", KeyRequest.named("n"), ADA)).key().id();
        assertThat(watched.calls()).as("after the lock").startsWith("apiKeys.statesByOwner");
        done(locking.rotate(id, DAY, ADA));
        assertThat(watched.calls()).as("after the lock").startsWith("apiKeys.findById", "apiKeys.statesByOwner");
        locking.revokeAll("ada", "test", ADA);
        assertThat(watched.calls()).as("after the lock").startsWith("apiKeys.statesByOwner", "apiKeys.findById");
        assertThat(watched.calls()).as("a whole list").doesNotContain("apiKeys.findByOwner");
        assertThat(locked).containsExactly("sessions:ada", "sessions:ada", "sessions:ada");
    }

    @Test
    void rotationDoesNotGoRoundTheMaximum() {
        create();
        create();
        String first = create().key().id();
        assertTooMany(keys.rotate(first, DAY, ADA));
        String second = done(keys.rotate(first, Duration.ZERO, ADA)).key().id();
        assertThat(live()).hasSize(MAX).contains(second).doesNotContain(first);
        done(keys.revoke(second, null, ADA));
        String third = keys.list("ada").stream()
                .filter(this::isLive)
                .findFirst()
                .orElseThrow()
                .id();
        done(keys.rotate(third, DAY, ADA));
        assertTooMany(keys.rotate(third, DAY, ADA));
        assertThat(live()).hasSize(MAX);
    }

    @Test
    void expiredKeyIsNotRevivedBesideOthers() {
        KeyRequest brief = KeyRequest.named("n").withExpiresAt(clock.instant().plus(DAY));
        String expired = done(keys.create("ada", brief, ADA)).key().id();
        clock.advance(DAY);
        Refusal refused = refusal(keys.update(expired, KeyUpdate.nothing().expiresAt(null), ADA));
        assertThat(refused.errors()).extracting("field").containsExactly("expires_at");
    }

    @Test
    void keepsAsManyDeadKeysAsLiveOnesAreAllowed() {
        for (int i = 0; i < 10; i++) {
            done(keys.revoke(create().key().id(), null, ADA));
            clock.advance(Duration.ofSeconds(1));
        }
        String key = create().key().id();
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofSeconds(1));
            key = done(keys.rotate(key, Duration.ZERO, ADA)).key().id();
        }
        assertThat(keys.list("ada")).hasSizeLessThanOrEqualTo(2 * MAX);
        assertThat(live()).containsExactly(key);
    }
}
