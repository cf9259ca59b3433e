package dev.sallyport.attacks;

import static dev.sallyport.fixture.Node.PASSWORD;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody knew the password for a while, and made keys to come back with. */
class KeysOfAThiefTest {
    private static final Secret NEXT = Secret.of("a better password");

    private final WatchedStores stores = WatchedStores.over(InMemoryStores.create());
    private final Node node = Node.over(stores, settings -> settings);

    @BeforeEach
    void users() {
        node.userWithPassword("vic", "analyst");
        node.userWithPassword("ada", "analyst");
    }

    @AfterEach
    void close() {
        node.close();
    }

    private Caller person(String name) {
        return node.accepted(node.login(name).accessToken());
    }

    private NewApiKey privateToken(Caller caller) {
        Instant end = node.clock.instant().plusSeconds(86_400);
        return done(node.auth
                .self()
                .apiKeys()
                .createToken(caller, KeyRequest.named("token").withExpiresAt(end), Node.ADDRESS));
    }

    @Test
    void keysGoOnWithoutTheChoice() {
        Caller vic = person("vic");
        Secret key = node.key("vic").secret();
        done(node.auth.self().password().change(vic, PASSWORD, NEXT, origin(null)));
        assertThat(node.accepts(key)).isTrue();
    }

    @Test
    void keysPrivateTokensAndWhatRestsOnThemEndWithTheChoice() {
        Caller vic = person("vic");
        NewApiKey key = node.key("vic");
        Secret token = privateToken(person("vic")).secret();
        Login ofKey = node.keyLogin(key.secret(), "job");
        NewApiKey disabled = node.key("vic");
        done(node.auth.self().apiKeys().rotate(vic, node.key("vic").key().id(), Duration.ofHours(1), Node.ADDRESS));
        Secret of = node.key("ada").secret();
        assertThat(node.accepts(token)).isTrue();
        assertThat(node.accepts(ofKey.accessToken())).isTrue();

        done(node.auth.self().password().change(vic, PASSWORD, NEXT, origin(null), true));

        assertThat(node.accepts(key.secret())).isFalse();
        assertThat(node.accepts(disabled.secret())).isFalse();
        assertThat(node.accepts(token)).isFalse();
        assertThat(node.accepts(ofKey.accessToken())).isFalse();
        assertThat(node.auth.apiKeys().list("vic"))
                .isNotEmpty()
                .allSatisfy(listed -> assertThat(listed.revokedAt()).isNotNull());
        assertThat(node.accepts(of)).as("of somebody else").isTrue();
        assertThat(node.audit.events())
                .filteredOn(event -> event.type() == AuditEvent.Type.API_KEY_REVOKED)
                .hasSize(5)
                .allSatisfy(event -> {
                    assertThat(event.actor()).isEqualTo("vic");
                    assertThat(event.details()).containsEntry("reason", "password changed");
                });
        assertThat(node.auth.sessions().listOfPerson("vic"))
                .as("the present one")
                .hasSize(1);
    }

    @Test
    void refusedChangeEndsNoKey() {
        Caller vic = person("vic");
        Secret key = node.key("vic").secret();
        refusal(node.auth.self().password().change(vic, Secret.of("wrong"), NEXT, origin(null), true));
        refusal(node.auth.self().password().change(vic, PASSWORD, Secret.of("short"), origin(null), true));
        assertThat(node.accepts(key)).isTrue();
    }

    @Test
    void narrowedLoginAndKeyEndNothing() {
        Secret key = node.key("vic").secret();
        Caller narrowed = node.accepted(done(node.auth
                        .logins()
                        .withPassword(
                                new PasswordLogin("vic", PASSWORD, ScopeSet.of("reports:read"), null, origin(null))))
                .accessToken());
        for (Caller caller : new Caller[] {narrowed, node.accepted(key)}) {
            assertThat(refusal(node.auth.self().password().change(caller, PASSWORD, NEXT, origin(null), true))
                            .cause())
                    .isEqualTo(Refusal.Cause.FORBIDDEN);
        }
        assertThat(node.accepts(key)).isTrue();
    }

    @Test
    void keysOfAnotherApplicationGoOn() {
        try (Node other = Node.over(
                stores, settings -> settings.tokens(tokens -> tokens.withAudience("https://other.example.com")))) {
            Secret there = other.key("vic").secret();
            done(node.auth.self().password().change(person("vic"), PASSWORD, NEXT, origin(null), true));
            assertThat(other.accepts(there)).isTrue();
        }
    }

    /** The thief was let in before the change; what they asked for reaches the store after it. */
    @Test
    void requestThatIsUnderWayLeavesNoKeyBehind() {
        Caller thief = person("vic");
        done(node.auth.self().password().change(person("vic"), PASSWORD, NEXT, origin(null), true));
        assertThat(refusal(node.auth.self().apiKeys().create(thief, KeyRequest.named("later"), Node.ADDRESS))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(refusal(node.auth
                                .self()
                                .apiKeys()
                                .createToken(
                                        thief,
                                        KeyRequest.named("later")
                                                .withExpiresAt(
                                                        node.clock.instant().plusSeconds(60)),
                                        Node.ADDRESS))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.auth.apiKeys().list("vic")).isEmpty();
        done(node.auth.apiKeys().create("vic", KeyRequest.named("trusted code"), Actor.application()));
    }
}
