package dev.sallyport;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.ApiKeyPolicy;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two applications on the same stores: they have their users in common, and neither takes the other's keys and tokens. */
class TwoApplicationsTest {
    private static final Actor APP = Actor.application();

    private final InMemoryStores shared = InMemoryStores.create();
    private final Node first = application("https://first.example.com");
    private final Node second = application("https://second.example.com");

    private Node application(String issuer) {
        return Node.over(
                WatchedStores.over(shared),
                settings -> settings.issuer(issuer)
                        .apiKeys(keys -> ApiKeyPolicy.defaults()
                                .withMaxPerOwner(2)
                                .withMaxOverlap(Duration.ofDays(1))
                                .withImportedPrefixes("old-")));
    }

    @BeforeEach
    void addAda() {
        first.userWithPassword("ada", "analyst");
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void keyOfTheOtherIsRefused() {
        NewApiKey key = first.key("ada");
        assertThat(key.key().audience()).isEqualTo("https://first.example.com");
        assertThat(second.refused(key.secret())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(refusal(second.tryKeyLogin(key.secret(), "a")).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(first.accepts(key.secret())).isTrue();
    }

    @Test
    void importedKeyOfTheOtherIsRefused() {
        Secret imported = Secret.of("old-8c1f0b7d4e6a4f0e9d3b2a1c5f7e6d8b");
        done(first.auth.apiKeys().importByDigest("ada", KeyRequest.named("n"), imported.digest(), APP));
        assertThat(first.accepts(imported)).isTrue();
        assertThat(second.refused(imported)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void tokenOfTheOtherIsRefused() {
        for (Secret token : List.of(
                first.login("ada").accessToken(),
                first.keyLogin(first.key("ada").secret(), "a").accessToken())) {
            assertThat(first.accepts(token)).isTrue();
            assertThat(second.refused(token)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        }
    }

    @Test
    void keyOfTheOtherCannotBeSeenOrChanged() {
        NewApiKey made = first.key("ada");
        String id = made.key().id();
        assertThat(second.auth.apiKeys().find(id)).isEmpty();
        assertThat(second.auth.apiKeys().list("ada")).isEmpty();
        assertThat(second.auth.apiKeys().findByDigest(made.secret().digest())).isEmpty();
        assertNotFound(
                refusal(second.auth.apiKeys().update(id, KeyUpdate.nothing().enabled(false), APP)));
        assertNotFound(refusal(second.auth.apiKeys().rotate(id, Duration.ZERO, APP)));
        assertNotFound(refusal(second.auth.apiKeys().revoke(id, "x", APP)));
        assertThat(first.auth.apiKeys().find(id)).contains(made.key());
        assertThat(first.accepts(made.secret())).isTrue();
    }

    @Test
    void personLoggedInAtOneManagesTheKeysOfThatOne() {
        ApiKey there = first.key("ada").key();
        ApiKey here = second.key("ada").key();
        Caller ada = second.accepted(second.login("ada").accessToken());
        assertThat(done(second.auth.self().apiKeys().list(ada))).containsExactly(here);
        assertNotFound(refusal(second.auth.self().apiKeys().get(ada, there.id())));
        assertNotFound(refusal(second.auth.self().apiKeys().revoke(ada, there.id(), null, ADDRESS)));
    }

    @Test
    void successorOfAKeyIsForTheSameApplication() {
        NewApiKey next = done(first.auth.apiKeys().rotate(first.key("ada").key().id(), Duration.ZERO, APP));
        assertThat(first.accepts(next.secret())).isTrue();
        assertThat(second.accepts(next.secret())).isFalse();
    }

    @Test
    void eachHasItsOwnLimitOfKeysPerOwner() {
        for (Node node : List.of(first, second)) {
            node.key("ada");
            node.key("ada");
            assertThat(refusal(node.auth.apiKeys().create("ada", KeyRequest.named("n"), APP))
                            .errors())
                    .extracting("code")
                    .containsExactly("too_many");
        }
    }

    @Test
    void deadKeysOfTheOtherStayWhenOneMakesRoom() {
        ApiKey dead = first.key("ada").key();
        done(first.auth.apiKeys().revoke(dead.id(), null, APP));
        for (int i = 0; i < 4; i++) {
            done(second.auth.apiKeys().revoke(second.key("ada").key().id(), null, APP));
        }
        assertThat(first.auth.apiKeys().find(dead.id())).isPresent();
    }

    private static void assertNotFound(Refusal refusal) {
        assertThat(refusal.cause()).isEqualTo(Refusal.Cause.NOT_FOUND);
    }
}
