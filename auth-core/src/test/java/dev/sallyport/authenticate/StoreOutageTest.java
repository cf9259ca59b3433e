package dev.sallyport.authenticate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.change.StoreException;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is answered when the store, or a foreign directory, cannot be asked. */
class StoreOutageTest {
    private static final Duration STALENESS = Duration.ofSeconds(30);

    @Test
    void recognisedCredentialsAreServedForTheStalenessAndAllElseIsUnavailable() {
        try (Node node = Node.createDurable(settings -> settings.maxStaleness(STALENESS))) {
            node.user("ada", "viewer");
            NewApiKey seen = node.key("ada");
            NewApiKey unseen = node.key("ada");
            Secret token = node.keyLogin(seen.secret(), "a").accessToken();
            node.accepted(seen.secret());
            node.accepted(token);
            node.stores.setDown(true);

            assertThat(node.accepts(seen.secret())).isTrue();
            assertThat(node.accepts(token)).isTrue();
            assertThat(node.refused(unseen.secret())).isEqualTo(Refusal.Cause.UNAVAILABLE);
            assertThat(node.refused(Secret.of("nonsense"))).as("needs no store").isEqualTo(Refusal.Cause.INVALID_TOKEN);

            node.clock.advance(STALENESS.minusMillis(1));
            assertThat(node.accepts(seen.secret())).isTrue();
            node.clock.advance(Duration.ofMillis(1));
            assertThat(node.refused(seen.secret())).isEqualTo(Refusal.Cause.UNAVAILABLE);
            assertThat(node.refused(token)).isEqualTo(Refusal.Cause.UNAVAILABLE);

            node.stores.setDown(false);
            assertThat(node.accepts(seen.secret()))
                    .as("back again, without a restart")
                    .isTrue();
            assertThat(node.accepts(token)).isTrue();
            assertThat(node.accepts(unseen.secret())).isTrue();
        }
    }

    @Test
    void unavailableSaysWhenToTryAgainAndTheLogSaysWhy() {
        try (Node node = Node.create()) {
            node.user("ada", "viewer");
            NewApiKey key = node.key("ada");
            node.stores.setDown(true);
            try (LogLines log = LogLines.of(Authenticator.class)) {
                assertThat(node.authenticate(key.secret()))
                        .isEqualTo(new AuthenticationResult.Refused(Refusal.unavailable(Duration.ofSeconds(1))));
                assertThat(log.lines()).containsExactly("The store cannot be asked about a credential");
            }
        }
    }

    @Test
    void changeThatCouldNotBeMadeIsNotAnsweredWithSuccess() {
        try (Node node = Node.create()) {
            node.user("ada", "viewer");
            NewApiKey key = node.key("ada");
            node.accepted(key.secret());
            node.stores.setDown(true);
            assertThatThrownBy(() -> node.auth.apiKeys().revoke(key.key().id(), null, Actor.application()))
                    .isInstanceOf(StoreException.class);
            node.stores.setDown(false);
            assertThat(node.accepts(key.secret())).isTrue();
        }
    }

    @Test
    void revocationThatOtherNodesMadeHoldsOnceTheTailReadIt() {
        InMemoryStores shared = InMemoryStores.create();
        try (Node here = Node.over(WatchedStores.durableOver(shared), settings -> settings);
                Node there = Node.over(WatchedStores.durableOver(shared), settings -> settings)) {
            here.user("ada", "viewer");
            NewApiKey key = here.key("ada");
            here.accepted(key.secret());
            there.accepted(key.secret());
            Node.done(there.auth.apiKeys().revoke(key.key().id(), null, Actor.application()));
            assertThat(there.accepts(key.secret())).isFalse();
            // The background thread reads the log every second; this waits for it, with a limit.
            for (long end = System.nanoTime() + Duration.ofSeconds(20).toNanos(); here.accepts(key.secret()); ) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.onSpinWait();
            }
            assertThat(here.refused(key.secret())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        }
    }

    @Test
    void changeOfAForeignUserHoldsWhenItIsToldAndOtherwiseWithinThirtySeconds() {
        Directory directory = new Directory();
        try (Node node = Node.create(settings -> settings.userDirectory(directory))) {
            NewApiKey key = node.key("ada");
            node.accepted(key.secret());
            directory.enabled = false;
            assertThat(node.accepts(key.secret())).as("not told yet").isTrue();
            node.clock.advance(Duration.ofSeconds(30).minusMillis(1));
            assertThat(node.accepts(key.secret())).isTrue();
            node.clock.advance(Duration.ofMillis(1));
            assertThat(node.refused(key.secret())).isEqualTo(Refusal.Cause.INVALID_TOKEN);

            directory.enabled = true;
            assertThat(node.accepts(key.secret())).isTrue();
            directory.enabled = false;
            node.auth.ownerChanged("ada");
            assertThat(node.refused(key.secret())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        }
    }

    @Test
    void foreignDirectoryThatFailsIsUnavailable() {
        Directory directory = new Directory();
        try (Node node = Node.create(settings -> settings.userDirectory(directory))) {
            NewApiKey key = node.key("ada");
            directory.fails = true;
            assertThat(node.refused(key.secret())).isEqualTo(Refusal.Cause.UNAVAILABLE);
            assertThat(Node.refusal(node.tryLogin("ada", Node.PASSWORD)).cause())
                    .isEqualTo(Refusal.Cause.UNAVAILABLE);
            directory.fails = false;
            assertThat(node.accepts(key.secret())).isTrue();
        }
    }

    @Test
    void foreignDirectoryThatFindsAnotherIdLetsNobodyIn() {
        Directory directory = new Directory();
        try (Node node = Node.create(settings -> settings.userDirectory(directory))) {
            assertThat(Node.refusal(node.auth.apiKeys().create("ADA", KeyRequest.named("n"), Actor.application()))
                            .errors())
                    .extracting("field", "code")
                    .containsExactly(tuple("owner", "unknown"));
            directory.id = "ADA";
            Secret key = node.key("ADA").secret();
            assertThat(node.accepts(key)).isTrue();
            directory.id = "ada";
            node.auth.ownerChanged("ADA");
            assertThat(node.refused(key)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        }
    }

    private static final class Directory implements UserDirectory {
        private volatile String id = "ada";
        private volatile boolean enabled = true;
        private volatile boolean fails;

        @Override
        public Optional<User> findById(String id) {
            if (fails) {
                throw new IllegalStateException("LDAP is down");
            }
            return Optional.of(
                    User.of(this.id, "ada").withRoles(Set.of("viewer")).withEnabled(enabled));
        }

        @Override
        public Optional<User> findByLogin(String loginOrEmail) {
            return findById(loginOrEmail);
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            return true;
        }
    }
}
