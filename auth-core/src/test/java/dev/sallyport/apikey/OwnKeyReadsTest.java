package dev.sallyport.apikey;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An act on a key of one's own reads the key once, under the lock that its owner's changes take. */
class OwnKeyReadsTest extends ApiKeysFixture {
    private static final String HERE = "192.0.2.1";

    private final OwnApiKeys own =
            new OwnApiKeys(keys, (id, subject, from, to) -> Secret.of(id), caller -> true, caller -> true);
    private final Caller ada = new Caller(
            "ada",
            CallerKind.USER,
            null,
            ScopeSet.none(),
            Set.of(),
            "session",
            null,
            clock.instant(),
            List.of("pwd"),
            null,
            Map.of());
    private final String id = create().key().id();

    private long reads() {
        long reads = watched.calls().stream().filter("apiKeys.findById"::equals).count();
        watched.forget();
        return reads;
    }

    @Test
    void changeAndRevocationReadTheKeyOnce() {
        reads();
        done(own.update(ada, id, KeyUpdate.nothing().name("other"), HERE));
        assertThat(reads()).isEqualTo(1);
        done(own.revoke(ada, id, null, HERE));
        assertThat(reads()).isEqualTo(1);
        done(own.revoke(ada, id, null, HERE));
        assertThat(reads()).as("revoked already").isEqualTo(2);
    }

    /** Whether the owner has the key's scopes is asked before the lock, since a directory elsewhere may be slow. */
    @Test
    void rotationReadsTheKeyOnceBeforeTheLockAndOnceUnderIt() {
        reads();
        done(own.rotate(ada, id, Duration.ZERO, HERE));
        assertThat(reads()).isEqualTo(2);
    }

    @Test
    void keyOfAnotherIsReadOnceToo() {
        String other =
                done(keys.create("bob", KeyRequest.named("n"), ADA)).key().id();
        reads();
        assertThat(own.update(ada, other, KeyUpdate.nothing().name("other"), HERE))
                .isEqualTo(own.update(ada, "nothing", KeyUpdate.nothing(), HERE));
        assertThat(reads()).isEqualTo(2);
        assertThat(keys.find(other).orElseThrow().name()).isEqualTo("n");
    }
}
