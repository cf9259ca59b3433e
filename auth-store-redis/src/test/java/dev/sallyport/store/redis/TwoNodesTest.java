package dev.sallyport.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RequestLimits;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.change.ChangeSignal;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.store.jdbc.JdbcSettings;
import dev.sallyport.store.jdbc.JdbcStores;
import dev.sallyport.user.NewUser;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two whole nodes on one database and one Redis. */
@Timeout(120)
class TwoNodesTest {
    private static final String ADDRESS = "192.0.2.7";
    private static final LoginOrigin HERE = new LoginOrigin(ADDRESS, null, null);
    private static final Secret PASSWORD = Secret.of("correct horse battery");
    private static final RedisSettings SETTINGS = RedisSettings.defaults().withCommandTimeout(Duration.ofSeconds(2));

    @TempDir
    java.nio.file.Path folder;

    @Test
    void limitsAreSharedAndARevocationOnOneWakesTheOtherAndWithoutRedisAllElseGoesOn() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + folder.resolve(UUID.randomUUID().toString()) + ";DB_CLOSE_DELAY=-1");
        MasterKey masterKey = MasterKey.random(new SecureRandom());
        AtomicInteger woken = new AtomicInteger();
        try (RealRedis redis = RealRedis.start()) {
            RedisSharing shareA = RedisSharing.of(redis.uri(), SETTINGS);
            RedisSharing shareB = RedisSharing.of(redis.uri(), SETTINGS);
            try (Sallyport a = node(database, masterKey, shareA, shareA);
                    Sallyport b = node(database, masterKey, shareB, new Counted(shareB, woken))) {
                String owner = done(a.users()
                                .create(NewUser.of("ada@example.com").withPassword(PASSWORD), Actor.application()))
                        .id();
                NewApiKey key = key(a, owner);
                String secret = key.secret().reveal();
                AuthenticationResult.Accepted onA = accepted(a, secret);
                AuthenticationResult.Accepted onB = accepted(b, secret);

                AccessRule rule = AccessRule.authenticated();
                assertThat(remaining(a, onA)).isEqualTo(2);
                assertThat(remaining(b, onB)).isEqualTo(1);
                assertThat(a.requestLimits()
                                .check(onA.caller(), null, null, ClientAddress.of(ADDRESS), rule)
                                .isAllowed())
                        .isTrue();
                assertThat(b.requestLimits()
                                .check(onB.caller(), null, null, ClientAddress.of(ADDRESS), rule)
                                .isAllowed())
                        .isFalse();

                Await.until("b listens", () -> woken.get() > 0);
                int before = woken.get();
                done(a.apiKeys().revoke(key.key().id(), null, Actor.application()));
                Await.until("b was woken", () -> woken.get() > before);
                awaitRefusal(b, secret);

                redis.kill();
                a.requestLimits().check(onA.caller(), null, null, ClientAddress.of(ADDRESS), rule);
                b.requestLimits().check(onB.caller(), null, null, ClientAddress.of(ADDRESS), rule);
                Await.until("both noticed", () -> !shareA.isShared() && !shareB.isShared());
                NewApiKey later = key(b, owner);
                accepted(a, later.secret().reveal());
                accepted(b, later.secret().reveal());
                String token = done(b.logins()
                                .withPassword(new PasswordLogin("ada@example.com", PASSWORD, null, null, HERE)))
                        .accessToken()
                        .reveal();
                accepted(a, token);
                done(a.apiKeys().revoke(later.key().id(), null, Actor.application()));
                awaitRefusal(b, later.secret().reveal());
                a.logins().logout(accepted(a, token).caller(), ADDRESS);
                awaitRefusal(b, token);
            }
            assertThat(shareA.isShared()).isFalse();
            assertThat(shareB.isShared()).isFalse();
        }
    }

    private static Sallyport node(
            JdbcDataSource database, MasterKey masterKey, RedisSharing share, ChangeSignal signal) {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .stores(JdbcStores.of(database, JdbcSettings.defaults().withConnectionTimeout(Duration.ofSeconds(30))))
                .masterKey(masterKey)
                .limit(LimitBy.CALLER, "3/day")
                .rateLimiter(share)
                .changeSignal(signal)
                .auditSink(event -> {})
                .build();
    }

    private static NewApiKey key(Sallyport node, String owner) {
        return done(node.apiKeys().create(owner, KeyRequest.named("k"), Actor.application()));
    }

    private static void awaitRefusal(Sallyport node, String credential) {
        Await.until(
                "it is refused",
                () -> node.authenticate(credential, ADDRESS) instanceof AuthenticationResult.Refused refused
                        && refused.refusal().cause() == Refusal.Cause.INVALID_TOKEN);
    }

    private static int remaining(Sallyport node, AuthenticationResult.Accepted accepted) {
        RequestLimits.Result result = node.requestLimits()
                .check(accepted.caller(), null, null, ClientAddress.of(ADDRESS), AccessRule.authenticated());
        return Objects.requireNonNull(result.decision()).remaining();
    }

    private static AuthenticationResult.Accepted accepted(Sallyport node, String secret) {
        AuthenticationResult answer = node.authenticate(secret, ADDRESS);
        assertThat(answer).isInstanceOf(AuthenticationResult.Accepted.class);
        return (AuthenticationResult.Accepted) answer;
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new IllegalStateException(refusal.detail());
        });
    }

    /** Counts how often a node is woken. */
    private record Counted(ChangeSignal signal, AtomicInteger woken) implements ChangeSignal {
        @Override
        public void subscribe(Runnable wake) {
            signal.subscribe(() -> {
                wake.run();
                woken.incrementAndGet();
            });
        }

        @Override
        public void publish() {
            signal.publish();
        }

        @Override
        public void close() {
            signal.close();
        }
    }
}
