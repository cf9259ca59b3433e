package dev.sallyport.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.caller.OwnerIds;
import dev.sallyport.change.Change;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochsTest {
    private final Epochs epochs = new Epochs();

    @Test
    void stampIsCurrentUntilOneOfItsSubjectsChanges() {
        for (Change change : List.of(
                Change.apiKey("key"),
                Change.session("session"),
                Change.owner("owner"),
                Change.owner(OwnerIds.ofTenant("acme")),
                Change.signingKeys("kid"))) {
            Epochs.Stamp stamp = stamp(epochs.noted());
            assertThat(epochs.isCurrent(stamp)).isTrue();
            epochs.changed(change);
            assertThat(epochs.isCurrent(stamp)).as("after %s", change).isFalse();
        }
    }

    @Test
    void changeAfterTheNoteAndBeforeTheStampCounts() {
        long[] noted = epochs.noted();
        epochs.changed(Change.apiKey("key"));
        assertThat(epochs.isCurrent(stamp(noted))).isFalse();
    }

    @Test
    void changeOfEverythingCounts() {
        Epochs.Stamp stamp = stamp(epochs.noted());
        epochs.everythingChanged();
        assertThat(epochs.isCurrent(stamp)).isFalse();
    }

    @Test
    void mostOtherChangesDoNotCount() {
        long misses = IntStream.range(0, 100)
                .filter(i -> {
                    Epochs fresh = new Epochs();
                    Epochs.Stamp of = fresh.stamp(fresh.noted(), loaded("key", "session", "owner", "acme"));
                    fresh.changed(Change.owner("other " + i));
                    return !fresh.isCurrent(of);
                })
                .count();
        assertThat(misses).as("of 100 with 4 of 1,024 counters").isLessThan(5);
    }

    /** Ids that are alike, such as numbers, must not make one counter. */
    @Test
    void changeOfANeighbourDoesNotCount() {
        for (int id = 1_000; id < 1_100; id++) {
            Epochs fresh = new Epochs();
            Epochs.Stamp of = fresh.stamp(fresh.noted(), loaded("", "", Integer.toString(id), ""));
            fresh.changed(Change.owner(Integer.toString(id + 1)));
            fresh.changed(Change.owner(Integer.toString(id - 1)));
            assertThat(fresh.isCurrent(of)).as("%d", id).isTrue();
        }
    }

    @Test
    void sameIdOfAnotherKindIsAnotherSubject() {
        Epochs.Stamp stamp = epochs.stamp(epochs.noted(), loaded("x", "", "", ""));
        epochs.changed(Change.owner("x"));
        assertThat(epochs.isCurrent(stamp)).isTrue();
        epochs.changed(Change.apiKey("x"));
        assertThat(epochs.isCurrent(stamp)).isFalse();
    }

    private Epochs.Stamp stamp(long[] noted) {
        return epochs.stamp(noted, loaded("key", "session", "owner", "acme"));
    }

    private static Loaded loaded(String credentialId, String sessionId, String ownerId, String tenant) {
        Caller caller = Caller.builder(ownerId, CallerKind.USER, Instant.EPOCH).build();
        return new Loaded(
                new AuthenticationResult.Accepted(caller, null, null),
                credentialId,
                sessionId,
                ownerId,
                tenant,
                null,
                null);
    }
}
