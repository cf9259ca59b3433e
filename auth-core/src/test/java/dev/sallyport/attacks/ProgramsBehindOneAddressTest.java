package dev.sallyport.attacks;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Node;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.LoginPolicy;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fleet of programs behind one address, and somebody there who presents wrong credentials all day. */
class ProgramsBehindOneAddressTest {
    private static final LoginOrigin NAT = new LoginOrigin(Node.ADDRESS, null, null);

    private final Node node = Node.create(settings -> settings.failuresPerAddress("120/minute")
            .clientTypes(ClientType.of("project", "p_", "ps_", CallerKind.CLIENT))
            .logins(ProgramsBehindOneAddressTest::limits));

    private static LoginPolicy limits(LoginPolicy policy) {
        return policy.withPerAddress(RateLimit.parse("60/minute")).withResponseTimeGrid(Duration.ZERO);
    }

    @BeforeEach
    void users() {
        node.userWithPassword("ada", "viewer");
    }

    @AfterEach
    void close() {
        node.close();
    }

    private NewClient client() {
        return done(node.auth.clients().create(ClientRequest.of("project", "one"), Actor.application()));
    }

    private Outcome<Login> login(NewClient client, Secret secret) {
        return node.auth.logins().withClient(ClientLogin.of(client.client().id(), secret, NAT));
    }

    private void flood(int times) {
        for (int i = 0; i < times; i++) {
            node.tryKeyLogin(Secret.of("sp_key_wrong" + i), null);
            Node.refusal(node.auth.logins().withClient(ClientLogin.of("p_" + i, Secret.of("wrong"), NAT)));
        }
    }

    @Test
    void goodKeysAndSecretsLogInAsOftenAsTheyLike() {
        Secret key = node.key("ada").secret();
        NewClient client = client();
        for (int i = 0; i < 500; i++) {
            done(node.tryKeyLogin(key, "label" + i % 3));
            done(login(client, client.secret()));
        }
        for (int i = 0; i < 100; i++) {
            done(node.tryKeyLogin(node.key("ada").secret(), null));
            node.auth
                    .apiKeys()
                    .list("ada")
                    .forEach(old -> node.auth
                            .apiKeys()
                            .revoke(old.id(), "test", Actor.application())
                            .orElseThrow());
        }
    }

    @Test
    void wrongOnesAreRefusedUnseenAfterAWhile() {
        flood(400);
        node.stores.forget();
        assertThat(Node.refusal(node.tryKeyLogin(Secret.of("sp_key_wrong"), null))
                        .cause())
                .isEqualTo(Refusal.Cause.RATE_LIMITED);
        assertThat(node.stores.calls()).isEmpty();
    }

    @Test
    void rightCredentialThatTheNodeHasSeenGetsInWhateverOthersDo() {
        Secret key = node.key("ada").secret();
        NewClient client = client();
        done(node.tryKeyLogin(key, null));
        done(login(client, client.secret()));
        flood(1_000);
        for (int i = 0; i < 20; i++) {
            flood(5);
            Login login = done(node.tryKeyLogin(key, "label" + i));
            assertThat(node.accepts(login.accessToken()))
                    .as("what was issued a moment ago")
                    .isTrue();
            assertThat(node.accepts(done(login(client, client.secret())).accessToken()))
                    .isTrue();
        }
    }

    /** A change drops what the cache knows of the key, not that it was right before. */
    @Test
    void rightKeyGetsInAfterAChangeOfItsOwner() {
        Secret key = node.key("ada").secret();
        done(node.tryKeyLogin(key, null));
        flood(1_000);
        node.auth
                .users()
                .setRoles("ada", Set.of("analyst"), Actor.application())
                .orElseThrow();
        done(node.tryKeyLogin(key, null));
    }

    @Test
    void rightCredentialThatTheNodeHasNotSeenGetsInByTheReserve() {
        Secret key = node.key("ada").secret();
        NewClient client = client();
        flood(130);
        done(node.tryKeyLogin(key, null));
        done(login(client, client.secret()));
    }

    @Test
    void refreshTokensGetInWhateverOthersDo() {
        Login login = node.login("ada");
        flood(1_000);
        for (int i = 0; i < 20; i++) {
            login = done(node.auth.logins().refresh(Objects.requireNonNull(login.refreshToken()), NAT));
            assertThat(node.accepts(login.accessToken())).isTrue();
            flood(5);
        }
    }

    @Test
    void credentialThatStoppedIsNothingSpecialAnyMore() {
        Secret key = node.key("ada").secret();
        done(node.tryKeyLogin(key, null));
        flood(1_000);
        node.auth
                .apiKeys()
                .list("ada")
                .forEach(one -> node.auth
                        .apiKeys()
                        .revoke(one.id(), "test", Actor.application())
                        .orElseThrow());
        assertThat(Node.refusal(node.tryKeyLogin(key, null)).cause()).isNotEqualTo(Refusal.Cause.UNAVAILABLE);
        node.stores.forget();
        assertThat(Node.refusal(node.tryKeyLogin(key, null)).cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
        assertThat(node.stores.calls()).isEmpty();
    }
}
