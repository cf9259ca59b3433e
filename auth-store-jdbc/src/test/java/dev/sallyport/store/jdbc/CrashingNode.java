package dev.sallyport.store.jdbc;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * A node that is made to be killed: it changes things until then, and tells what it begins and what is done. What it told is in the
 * pipe, whatever becomes of it.
 */
final class CrashingNode {
    /** What is asked here is what is there in the end, also of a machine that is busy with killing. */
    private static final JdbcSettings PATIENT = JdbcSettings.defaults()
            .withConnectionTimeout(Duration.ofMinutes(1))
            .withQueryTimeout(Duration.ofMinutes(1));

    private static final MasterKey MASTER_KEY =
            MasterKey.of("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII));
    static final String HERE = "192.0.2.1";
    static final Secret PASSWORD = Secret.of("correct horse battery");
    private static final LoginOrigin ORIGIN = new LoginOrigin(HERE, null, null);
    private static final int SIGNING_KEYS = 6;

    private final Actor by = Actor.application();
    private final PrintStream out;
    private final Random random;
    private final Sallyport auth;
    private final String owner;
    private final List<String> keys = new ArrayList<>();
    private final List<String> signingKeys = new ArrayList<>();
    private Secret refreshToken = Secret.of("none");

    private CrashingNode(Sallyport auth, int number, PrintStream out) {
        this.auth = auth;
        this.owner = "owner" + number;
        this.random = new Random(number);
        this.out = out;
    }

    static DataSource database(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return JdbcConnectionPool.create(url, "sa", "");
        }
        if (url.startsWith("jdbc:mariadb:")) {
            return JdbcConnectionPool.create(mariaDb(url));
        }
        PGConnectionPoolDataSource connections = new PGConnectionPoolDataSource();
        connections.setUrl(url);
        connections.setUser("postgres");
        return JdbcConnectionPool.create(connections);
    }

    private static MariaDbDataSource mariaDb(String url) {
        try {
            return new MariaDbDataSource(url);
        } catch (SQLException e) {
            throw new IllegalArgumentException("The driver refuses " + url, e);
        }
    }

    static Sallyport start(DataSource database) {
        return start(database, MASTER_KEY);
    }

    static Sallyport start(DataSource database, MasterKey masterKey) {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .stores(JdbcStores.of(database, PATIENT))
                .masterKey(masterKey)
                .refreshTokens(policy -> policy.withGrace(Duration.ofSeconds(60)))
                .failuresPerAddress("1000000/second")
                .auditSink(event -> {})
                .build();
    }

    /** @param args the URL of the database and the number of this node */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        new CrashingNode(start(database(args[0])), Integer.parseInt(args[1]), out).run();
    }

    private void run() {
        say("ready");
        auth.users().createIfAbsent(NewUser.of(owner).withId(owner).withPassword(PASSWORD));
        Login login = done(auth.logins().withPassword(new PasswordLogin(owner, PASSWORD, null, null, ORIGIN)));
        sayTokens("login", login);
        while (true) {
            switch (random.nextInt(8)) {
                case 0, 1 -> create();
                case 2 -> rotate();
                case 3 -> revoke();
                case 4, 5, 6 -> refresh();
                default -> rotateSigningKeys();
            }
        }
    }

    private void create() {
        say("begin create");
        NewApiKey key = done(auth.apiKeys().create(owner, KeyRequest.named("job"), by));
        keys.add(key.key().id());
        say("created", key.key().id(), key.secret().reveal());
        if (keys.size() > 20) {
            revoke();
        }
    }

    private void rotate() {
        if (keys.isEmpty()) {
            return;
        }
        String id = keys.remove(random.nextInt(keys.size()));
        say("begin rotate", id);
        NewApiKey key = done(auth.apiKeys().rotate(id, Duration.ZERO, by));
        keys.add(key.key().id());
        say("rotated", id, key.key().id(), key.secret().reveal());
    }

    private void revoke() {
        if (keys.isEmpty()) {
            return;
        }
        String id = keys.remove(random.nextInt(keys.size()));
        say("begin revoke", id);
        done(auth.apiKeys().revoke(id, "test", by));
        say("revoked", id);
    }

    private void refresh() {
        say("begin refresh");
        sayTokens("refreshed", done(auth.logins().refresh(refreshToken, ORIGIN)));
    }

    private void rotateSigningKeys() {
        if (signingKeys.size() < SIGNING_KEYS) {
            say("begin sign");
            String kid = auth.signingKeys().rotateNow();
            signingKeys.add(kid);
            say("signs", kid);
        } else {
            String kid = signingKeys.remove(0);
            say("begin unsign", kid);
            auth.signingKeys().revoke(kid);
            say("unsigned", kid);
        }
    }

    private void sayTokens(String what, Login login) {
        refreshToken = login.refreshToken() == null ? Secret.of("none") : login.refreshToken();
        say(what, owner, refreshToken.reveal(), login.accessToken().reveal());
    }

    private void say(String... words) {
        out.println(String.join(" ", words));
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new IllegalStateException(refusal.toString());
        });
    }
}
