package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.grant.KeyLogin;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.secret.Secret;
import dev.sallyport.stores.Stores;
import dev.sallyport.user.NewUser;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Somebody who logs in with one key under ever new labels. Each such login pushes the oldest session out under the lock that the
 * owner's other logins wait for, so it must not take longer the more sessions there are.
 */
@Timeout(120)
class PostgresNewLabelsTest {
    /** Those of a login that pushes a session out: lock, label, oldest, delete, insert, and what is made known of it. */
    private static final int MOST_STATEMENTS = 12;

    /** The oldest session's id, and what the lock and the change log answer. */
    private static final int MOST_ROWS = 5;

    private record Cost(List<String> statements, int rows) {}

    @Test
    void loginUnderANewLabelCostsTheSameHoweverManySessionsTheKeyHas() {
        Cost few = ofALogin(10);
        Cost many = ofALogin(1_000);
        assertThat(many).isEqualTo(few);
        assertThat(many.statements()).hasSizeBetween(4, MOST_STATEMENTS);
        assertThat(many.rows()).isBetween(1, MOST_ROWS);
    }

    /** @param sessions that the key has, which are as many as it may have */
    private static Cost ofALogin(int sessions) {
        RecordingDataSource recording = new RecordingDataSource(Postgres.newPooledSchema(), Thread.currentThread());
        Stores stores = JdbcStores.of(
                recording.dataSource(), JdbcSettings.defaults().withoutPush().withConnectionsOnCallersThread());
        try (Sallyport auth = ServedNode.settings(stores)
                .sessions(policy -> policy.withMaxPerCredential(sessions))
                .build()) {
            auth.users().createIfAbsent(NewUser.of("ada").withId("ada").withRoles("viewer"));
            Secret key = ServedNode.done(auth.apiKeys().create("ada", KeyRequest.named("job"), Actor.application()))
                    .secret();
            for (int i = 0; i < sessions; i++) {
                logIn(auth, key, "label " + i);
            }
            // The cheapest of a few: a node that was late to look for changes loads the key anew.
            Cost cost = Stream.of("a", "b", "c")
                    .map(label -> ofALogin(auth, key, label, recording))
                    .min(Comparator.comparing(each -> each.statements().size()))
                    .orElseThrow();
            assertThat(auth.sessions().list("ada")).hasSize(sessions);
            return cost;
        }
    }

    private static Cost ofALogin(Sallyport auth, Secret key, String label, RecordingDataSource recording) {
        recording.drain();
        recording.drainRows();
        logIn(auth, key, label);
        List<String> statements = recording.drain().stream()
                .map(RecordingDataSource.Executed::sql)
                .toList();
        return new Cost(statements, recording.drainRows());
    }

    private static void logIn(Sallyport auth, Secret key, String label) {
        KeyLogin login = new KeyLogin(key, label, new LoginOrigin("192.0.2.1", null, null));
        assertThat(ServedNode.done(auth.logins().withApiKey(login)).sessionId()).isNotNull();
    }
}
