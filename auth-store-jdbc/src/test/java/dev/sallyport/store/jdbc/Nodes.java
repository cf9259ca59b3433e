package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Nodes on one database with the user {@code ada}, without HTTP, and the short way to what tests ask of them. */
final class Nodes {
    static final String ADDRESS = "192.0.2.1";
    static final Secret PASSWORD = Secret.of("correct horse battery");

    /** For a busy machine: a node looks at the change log every second, and without any look it forgets all after half a minute. */
    static final Duration PATIENCE = Duration.ofSeconds(12);

    private Nodes() {}

    static SallyportBuilder on(DataSource database, JdbcSettings settings) {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .stores(JdbcStores.of(database, settings))
                .masterKey(MasterKey.of("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII)))
                .failuresPerAddress("1000000/second")
                .auditSink(event -> {});
    }

    static Sallyport start(DataSource database) {
        Sallyport node = on(database, JdbcSettings.defaults()).build();
        addAda(node);
        return node;
    }

    static void addAda(Sallyport node) {
        node.users().createIfAbsent(NewUser.of("ada").withId("ada").withPassword(PASSWORD));
    }

    static NewApiKey key(Sallyport node) {
        return done(node.apiKeys().create("ada", KeyRequest.named("job"), Actor.application()));
    }

    static boolean accepts(Sallyport node, Secret credential) {
        return node.authenticate(credential.reveal(), ADDRESS) instanceof AuthenticationResult.Accepted;
    }

    /** As unknown or ended, not because it could not be looked up. */
    static boolean refuses(Sallyport node, Secret credential) {
        return node.authenticate(credential.reveal(), ADDRESS) instanceof AuthenticationResult.Refused refused
                && refused.refusal().cause() == Refusal.Cause.INVALID_TOKEN;
    }

    static void awaitRefusal(Sallyport node, Secret credential) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!refuses(node, credential) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(refuses(node, credential)).as("refused within " + PATIENCE).isTrue();
    }

    static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }
}
