package dev.sallyport.issues;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Node;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles are joined without a limit of their own, so what is made of them is read without one. */
class ManyScopesTest {
    private static String[] scopes(int count) {
        return IntStream.range(0, count).mapToObj(i -> "p:" + i).toArray(String[]::new);
    }

    private static Node node(int count) {
        String[] all = scopes(count);
        return Node.create(settings -> settings.scopes(all)
                .roles(
                        Role.of("one", Arrays.copyOfRange(all, 0, 150)),
                        Role.of("two", Arrays.copyOfRange(all, 150, count)))
                .clientTypes(ClientType.of("job", "j_", "js_", CallerKind.CLIENT)));
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 257, 300, 400})
    void everyTokenOfAUserWithManyScopesIsAccepted(int count) {
        try (Node node = node(count)) {
            node.userWithPassword("ada", "one", "two");
            Login login = node.login("ada");
            assertThat(node.accepted(login.accessToken()).scopes().size()).isEqualTo(count);

            Login next = done(node.auth.logins().refresh(Objects.requireNonNull(login.refreshToken()), origin(null)));
            assertThat(node.accepted(next.accessToken()).scopes().size()).isEqualTo(count);

            for (KeyRequest request :
                    List.of(KeyRequest.named("all"), KeyRequest.named("wild").withScopes(ScopeSet.of("p:*")))) {
                Secret key = node.key("ada", request).secret();
                assertThat(node.accepted(key).scopes().size()).isEqualTo(count);
                assertThat(node.accepted(node.keyLogin(key, "l").accessToken())
                                .scopes()
                                .size())
                        .isEqualTo(count);
                // The same token again: it is read back from the session.
                assertThat(node.accepted(node.keyLogin(key, "l").accessToken())
                                .scopes()
                                .size())
                        .isEqualTo(count);
            }
        }
    }

    @Test
    void aClientWithAUnionOfScopesGetsATokenThatIsAccepted() {
        try (Node node = node(300)) {
            ScopeSet all = ScopeSet.of(Arrays.copyOfRange(scopes(300), 0, 200))
                    .union(ScopeSet.of(Arrays.copyOfRange(scopes(300), 200, 300)));
            NewClient client =
                    done(node.auth.clients().create(ClientRequest.of("job", "j").withScopes(all), Actor.application()));
            Login login = done(node.auth
                    .logins()
                    .clientCredentials(new ClientLogin(
                            null, client.client().id(), client.secret(), null, null, Map.of(), origin(null))));
            assertThat(node.accepted(login.accessToken()).scopes()).isEqualTo(all);
        }
    }

    @Test
    void aUnionIsReadBackAsItWasWritten() {
        ScopeSet union = ScopeSet.of(scopes(250))
                .union(ScopeSet.of("q:*"))
                .union(ScopeSet.of(
                        IntStream.range(0, 250).mapToObj(i -> "r:" + i).toArray(String[]::new)));
        assertThat(ScopeSet.parseUnion(union.toString())).isEqualTo(union);
    }
}
