package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What was acknowledged is true after the process was killed, wherever it was: keys, refresh tokens and signing keys that it made,
 * rotated and revoked. {@code -Dsallyport.kills=100} kills more often than a build has time for.
 */
abstract class CrashContract {
    private static final int KILLS = Integer.getInteger("sallyport.kills", 4);
    private static final int MOST_LINES = 120;
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(6);

    private final Random random = new Random();
    private final CrashLedger ledger = new CrashLedger();

    /** Of an empty database that outlives a process. */
    abstract String url();

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void whatWasAcknowledgedIsTrueAfterEveryKill() throws Exception {
        String url = url();
        check(url, false);
        for (int i = 0; i < KILLS; i++) {
            killOne(url, i);
            ledger.killed();
            check(url, i == KILLS - 1);
        }
        assertThat(ledger.acknowledged()).isGreaterThan(KILLS);
        System.getLogger(CrashContract.class.getName())
                .log(System.Logger.Level.INFO, KILLS + " kills, " + ledger.acknowledged() + " changes acknowledged");
    }

    private void killOne(String url, int number) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingNode.class.getName(),
                        url,
                        Integer.toString(number))
                .redirectError(Redirect.DISCARD)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            // Now and then before it has said anything, while it starts.
            int lines = random.nextInt(10) == 0 ? 0 : random.nextInt(MOST_LINES);
            for (int i = 0; i < lines; i++) {
                String line = said.readLine();
                if (line == null) {
                    throw new AssertionError("The node ended by itself");
                }
                ledger.note(line);
            }
            LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE));
            // SIGKILL. Through the handle, because Process.destroyForcibly closes the pipe, with what was said in it.
            assertThat(process.toHandle().destroyForcibly()).isTrue();
            process.waitFor();
            noteRest(said);
        }
    }

    /** What it had said in whole lines; the last line may be cut. */
    private void noteRest(BufferedReader said) throws IOException {
        StringBuilder rest = new StringBuilder();
        for (int c = said.read(); c >= 0; c = said.read()) {
            rest.append((char) c);
            if (c == '\n') {
                ledger.note(rest.toString().strip());
                rest.setLength(0);
            }
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
