package dev.sallyport.store.jdbc;

import static dev.sallyport.store.jdbc.ServedNode.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A process that seals everything under a new master key is killed wherever it is: with both keys everything opens and every
 * credential counts, and once the sealing was finished by another process the old key is needed no more.
 */
abstract class ResealingCrashContract {
    private static final LoginOrigin ORIGIN = new LoginOrigin(CrashingNode.HERE, null, null);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(4);

    /** So many commits are not enough for all that is sealed, which goes by hundreds. */
    private static final int TOO_FEW_COMMITS = 18;

    /** Then the sealing is finished, and the next key follows. */
    private static final int KILLS_OF_A_KEY = 4;

    /** One page of signing keys, two of seeds. */
    private static final int FIRST_COMMITS = 3;

    private final SecureRandom random = new SecureRandom();
    private final List<Secret> credentials = new ArrayList<>();
    private Secret refreshToken = Secret.of("none");
    private int midway;

    /** Of an empty database that outlives a process. */
    abstract String url();

    /** How often it is killed in a build. */
    int usualKills() {
        return 2;
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void everythingOpensAfterEveryKillAndTheOldKeyGoesAfterwards() throws Exception {
        int kills = Integer.getInteger("sallyport.kills", usualKills());
        String url = url();
        DataSource database = CrashingNode.database(url);
        try {
            byte[] former = newKey();
            try (Sallyport auth = start(database, MasterKey.of(former))) {
                issue(auth);
            }
            SealedRows rows = new SealedRows(JdbcStores.of(database));
            rows.fill(MasterKey.of(former));
            for (int killed = 0; killed < kills; ) {
                byte[] present = newKey();
                boolean finished = false;
                for (int i = 0; i < KILLS_OF_A_KEY && !finished && killed < kills; i++) {
                    finished = killOne(url, former, present, killed > 0);
                    killed++;
                    check(database, rows, MasterKey.of(former), MasterKey.of(present));
                }
                finish(database, rows, MasterKey.of(former), MasterKey.of(present));
                former = present;
            }
            assertThat(midway).as("kills that left values under both keys").isPositive();
            System.getLogger(ResealingCrashContract.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            getClass().getSimpleName() + ": " + kills + " kills, " + midway
                                    + " of them with values under both keys");
        } finally {
            ((JdbcConnectionPool) database).dispose();
        }
    }

    private byte[] newKey() {
        byte[] key = new byte[MasterKey.LENGTH];
        random.nextBytes(key);
        return key;
    }

    private static Sallyport start(DataSource database, MasterKey key) {
        return CrashingNode.start(database, key);
    }

    private void issue(Sallyport auth) {
        auth.users().createIfAbsent(NewUser.of("ada").withId("ada").withPassword(CrashingNode.PASSWORD));
        Login login =
                done(auth.logins().withPassword(new PasswordLogin("ada", CrashingNode.PASSWORD, null, null, ORIGIN)));
        refreshToken = Objects.requireNonNull(login.refreshToken());
        credentials.add(login.accessToken());
        Caller ada = ((AuthenticationResult.Accepted)
                        auth.authenticate(login.accessToken().reveal(), CrashingNode.HERE))
                .caller();
        KeyRequest request = KeyRequest.named("job");
        credentials.add(done(auth.self().apiKeys().create(ada, request, CrashingNode.HERE))
                .secret());
        credentials.add(done(auth.self()
                        .apiKeys()
                        .createToken(ada, request.withExpiresAt(Instant.now().plusSeconds(7_000)), CrashingNode.HERE))
                .secret());
    }

    /** Answers whether it had finished by then. */
    private boolean killOne(String url, byte[] former, byte[] present, boolean mayFinish)
            throws IOException, InterruptedException {
        boolean free = mayFinish && random.nextInt(4) == 0;
        int allowed = free ? Integer.MAX_VALUE : FIRST_COMMITS + random.nextInt(TOO_FEW_COMMITS - FIRST_COMMITS);
        int awaited = FIRST_COMMITS + random.nextInt(Math.min(allowed, TOO_FEW_COMMITS) - FIRST_COMMITS + 1);
        String[] arguments = {
            url, HexFormat.of().formatHex(former), HexFormat.of().formatHex(present), Integer.toString(allowed)
        };
        try (KillableProcess node = new KillableProcess(ResealingNode.class, arguments)) {
            boolean finished = false;
            for (int i = 0; i < awaited && !finished; i++) {
                finished = node.line().equals("done");
            }
            LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE));
            boolean finishedAtLast = node.kill().contains("done");
            return finished || finishedAtLast;
        }
    }

    private void check(DataSource database, SealedRows rows, MasterKey former, MasterKey present) {
        MasterKey both = present.withPrevious(former);
        rows.requireAll(both);
        if (rows.areUnderSeveralKeys()) {
            midway++;
        }
        try (Sallyport auth = start(database, both)) {
            requireCredentials(auth);
        }
    }

    private void finish(DataSource database, SealedRows rows, MasterKey former, MasterKey present) {
        try (Sallyport auth = start(database, present.withPrevious(former))) {
            auth.masterKeyRotation().run();
            assertThat(auth.masterKeyRotation().remaining()).isZero();
            assertThat(auth.masterKeyRotation().valuesByMasterKey()).containsOnlyKeys(present.id());
        }
        rows.requireAll(present);
        try (Sallyport auth = start(database, present)) {
            requireCredentials(auth);
        }
        assertThatThrownBy(() -> start(database, former)).isInstanceOf(IllegalStateException.class);
    }

    private void requireCredentials(Sallyport auth) {
        for (Secret credential : credentials) {
            assertThat(auth.authenticate(credential.reveal(), CrashingNode.HERE))
                    .isInstanceOf(AuthenticationResult.Accepted.class);
        }
        refreshToken = Objects.requireNonNull(
                done(auth.logins().refresh(refreshToken, ORIGIN)).refreshToken());
    }
}
