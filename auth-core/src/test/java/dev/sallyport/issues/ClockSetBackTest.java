package dev.sallyport.issues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.fixture.Node;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing in memory lasts longer than its own length because the clock was ahead and is set right. */
class ClockSetBackTest {
    private static final Secret NONSENSE = Secret.of("sp_key_nonsense");

    @ParameterizedTest
    @ValueSource(longs = {50, 3_600, 10_800, 2_592_000})
    void addressWithFailuresIsLetInAfterItsOwnMinute(long ahead) {
        try (Node node = Node.create(settings -> settings.failuresPerAddress("5/minute"))) {
            node.user("ada", "viewer");
            NewApiKey key = node.key("ada");
            node.clock.advance(Duration.ofSeconds(ahead));
            for (int i = 0; i < 7; i++) {
                node.authenticate(NONSENSE);
            }
            assertThat(node.refused(NONSENSE)).as("control").isEqualTo(Refusal.Cause.RATE_LIMITED);
            node.clock.advance(Duration.ofSeconds(-ahead));
            node.clock.advance(Duration.ofSeconds(73));
            assertThat(node.accepts(key.secret())).isTrue();
        }
    }

    /** The guide promises 30 seconds for a directory that tells nothing of its changes. */
    @ParameterizedTest
    @ValueSource(longs = {50, 3_600, 2_592_000})
    void disabledOwnerOfADirectoryIsRefusedAfterTheClockWasSetBack(long back) {
        MovableClock clock = new MovableClock();
        Directory directory = new Directory();
        try (Sallyport auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .stores(InMemoryStores.create(clock))
                .clock(clock)
                .userDirectory(directory)
                .build()) {
            String key = Node.done(auth.apiKeys().create("ada", KeyRequest.named("job"), Actor.application()))
                    .secret()
                    .reveal();
            assertThat(auth.authenticate(key, Node.ADDRESS)).isInstanceOf(AuthenticationResult.Accepted.class);
            clock.advance(Duration.ofSeconds(-back));
            directory.enabled = false;
            clock.advance(Duration.ofSeconds(31));
            assertThat(auth.authenticate(key, Node.ADDRESS)).isInstanceOf(AuthenticationResult.Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3_600, 2_592_000})
    void clientIsLetInAfterItsOwnWindow(long ahead) {
        try (Node node =
                Node.create(settings -> settings.clientTypes(ClientType.of("project", "p_", "ps_", CallerKind.CLIENT))
                        .clientAttempts(20, Duration.ofMinutes(15)))) {
            NewClient client =
                    Node.done(node.auth.clients().create(ClientRequest.of("project", "one"), Actor.application()));
            node.clock.advance(Duration.ofSeconds(ahead));
            for (int i = 0; i < 25; i++) {
                logIn(node, client, Secret.of("wrong"));
            }
            assertThat(Node.refusal(logIn(node, client, client.secret())).cause())
                    .as("control")
                    .isEqualTo(Refusal.Cause.RATE_LIMITED);
            node.clock.advance(Duration.ofSeconds(-ahead));
            node.clock.advance(Duration.ofSeconds(901));
            assertThat(Node.done(logIn(node, client, client.secret()))).isNotNull();
        }
    }

    private static Outcome<Login> logIn(Node node, NewClient client, Secret secret) {
        return node.auth.logins().withClient(ClientLogin.of(client.client().id(), secret, Node.origin(null)));
    }

    private static final class Directory implements UserDirectory {
        private volatile boolean enabled = true;

        @Override
        public Optional<User> findById(String id) {
            return Optional.of(User.of(id, id).withEnabled(enabled));
        }

        @Override
        public Optional<User> findByLogin(String loginOrEmail) {
            return findById(loginOrEmail);
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            return false;
        }
    }
}
