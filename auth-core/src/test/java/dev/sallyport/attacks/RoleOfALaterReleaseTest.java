package dev.sallyport.attacks;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.caller.Caller;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A later release gives a role more scopes. What was restricted before does not grow with it. */
class RoleOfALaterReleaseTest {
    private static final ScopeSet READ = ScopeSet.of("reports:read");
    private static final ScopeSet BOTH = ScopeSet.of("reports:read", "reports:delete");

    private final WatchedStores stores = WatchedStores.over(InMemoryStores.create());
    private final Node before = Node.over(stores, settings -> settings.roles(Role.of("clerk", "reports:read")));
    private final Node after =
            Node.over(stores, settings -> settings.roles(Role.of("clerk", "reports:read", "reports:delete")));

    @BeforeEach
    void addAda() {
        before.userWithPassword("ada", "clerk");
    }

    @AfterEach
    void close() {
        before.close();
        after.close();
    }

    private Caller later(Secret credential) {
        assertThat(before.accepted(credential).scopes()).isEqualTo(READ);
        assertThat(before.accepted(credential).roles()).containsExactly("clerk");
        return after.accepted(credential);
    }

    private Secret key(KeyRequest request) {
        return before.key("ada", request).secret();
    }

    @Test
    void keyThatNamesItsScopesHasThoseAndBearsTheRoleNoMore() {
        Secret key = key(KeyRequest.named("job").withScopes(READ));
        assertThat(later(key).scopes()).isEqualTo(READ);
        assertThat(later(key).roles()).isEmpty();
    }

    @Test
    void keyOfAllThatItsOwnerHasGrowsAsTheOwnerDoes() {
        Secret key = key(KeyRequest.named("job"));
        assertThat(later(key).scopes()).isEqualTo(BOTH);
        assertThat(later(key).roles()).containsExactly("clerk");
    }

    @Test
    void wildcardGrowsAsTheOwnerDoes() {
        Secret key = key(KeyRequest.named("job").withScopes(ScopeSet.of("reports:*")));
        assertThat(later(key).scopes()).isEqualTo(BOTH);
    }

    private static Login login(Node node, ScopeSet scopes) {
        return done(node.auth
                .logins()
                .withPassword(new PasswordLogin("ada", Node.PASSWORD, scopes, null, Node.origin(null))));
    }

    private Login refreshed(Login login) {
        return done(after.auth.logins().refresh(Objects.requireNonNull(login.refreshToken()), Node.origin(null)));
    }

    /** The name of the role goes with the token, which lives for an hour at most by default. */
    @Test
    void tokenKeepsItsScopesAndTheNameOfTheRoleUntilItEnds() {
        Login narrowed = login(before, READ);
        assertThat(later(narrowed.accessToken()).scopes()).isEqualTo(READ);
        assertThat(later(narrowed.accessToken()).roles()).containsExactly("clerk");
        Caller next = after.accepted(refreshed(narrowed).accessToken());
        assertThat(next.scopes()).isEqualTo(READ);
        assertThat(next.roles()).isEmpty();
    }

    @Test
    void wholeLoginGrowsWithItsNextToken() {
        Login whole = before.login("ada");
        assertThat(later(whole.accessToken()).scopes()).isEqualTo(READ);
        Caller next = after.accepted(refreshed(whole).accessToken());
        assertThat(next.scopes()).isEqualTo(BOTH);
        assertThat(next.roles()).containsExactly("clerk");
    }
}
