package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What was acknowledged is true after the process was killed, wherever it was: keys, refresh tokens and signing keys that it made,
 * rotated and revoked. The profile {@code kills} kills more often than a build has time for.
 */
abstract class CrashContract {
    private static final int LEAST_LINES = 10;
    private static final int MOST_LINES = 110;
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(6);

    private final Random random = new Random();
    private final CrashLedger ledger = new CrashLedger();

    /** Of an empty database that outlives a process. */
    abstract String url();

    /** How often it is killed in a build. */
    int usualKills() {
        return 4;
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void whatWasAcknowledgedIsTrueAfterEveryKill() throws Exception {
        int kills = Integer.getInteger("sallyport.kills", usualKills());
        String url = url();
        check(url, false);
        for (int i = 0; i < kills; i++) {
            killOne(url, i);
            ledger.killed();
            check(url, i == kills - 1);
        }
        assertThat(ledger.acknowledged()).isGreaterThan(kills);
        System.getLogger(CrashContract.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        getClass().getSimpleName() + ": " + kills + " kills, " + ledger.acknowledged()
                                + " changes acknowledged");
    }

    private void killOne(String url, int number) throws IOException, InterruptedException {
        try (KillableProcess node = new KillableProcess(CrashingNode.class, url, Integer.toString(number))) {
            // The first has changed something; others are killed now and then while they start, before they have said
            // anything.
            int lines = number > 0 && random.nextInt(10) == 0 ? 0 : LEAST_LINES + random.nextInt(MOST_LINES);
            for (int i = 0; i < lines; i++) {
                ledger.note(node.line());
            }
            LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE));
            node.kill().forEach(ledger::note);
        }
    }

    private void check(String url, boolean all) {
        DataSource database = CrashingNode.database(url);
        try (Sallyport auth = CrashingNode.start(database)) {
            JdbcStores stores = JdbcStores.of(database);
            ledger.require(auth, stores, all);
            ledger.forgetSigningKeys(auth, stores);
        } finally {
            ((JdbcConnectionPool) database).dispose();
        }
    }
}
