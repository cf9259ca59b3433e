package dev.sallyport.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.SecondFactorPolicy;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A login that has less than its owner, in whatever respect, does not stand for them. */
class FullLoginTest {
    private static final ScopeSet ALL = ScopeSet.of("reports:read", "reports:generate");
    private static final Set<String> ROLES = Set.of("analyst", "undeclared");

    private final PlainUsers users =
            new PlainUsers().with(new User("ada", "ada", null, null, "acme", ROLES, Map.of(), true));
    private final Node node = Node.create();
    private final FullLogin full = over(users, SecondFactorPolicy.defaults());

    private FullLogin over(UserDirectory directory, SecondFactorPolicy policy) {
        return new FullLogin(new UserRights(directory, node.auth.roles(), null, policy, tenant -> false));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static Caller caller(CallerKind kind, @Nullable String session, @Nullable String key) {
        return caller(kind, session, key, ALL, ROLES, "acme");
    }

    private static Caller caller(ScopeSet scopes, Set<String> roles, @Nullable String tenant) {
        return caller(CallerKind.USER, "s", null, scopes, roles, tenant);
    }

    private static Caller caller(
            CallerKind kind,
            @Nullable String session,
            @Nullable String key,
            ScopeSet scopes,
            Set<String> roles,
            @Nullable String tenant) {
        return new Caller(
                "ada", kind, tenant, scopes, roles, session, key, Instant.EPOCH, List.of("pwd"), null, Map.of());
    }

    private boolean isFull(Caller caller) {
        boolean full = this.full.is(caller);
        assertThat(this.full.holdsAll(caller, users.get("ada"))).isEqualTo(full);
        return full;
    }

    @Test
    void loginWithAllThatThereIsStandsForItsOwner() {
        assertThat(isFull(caller(ALL, ROLES, "acme"))).isTrue();
    }

    @Test
    void loginWithLessDoesNot() {
        assertThat(isFull(caller(ScopeSet.of("reports:read"), ROLES, "acme"))).isFalse();
        assertThat(isFull(caller(ALL, Set.of("analyst"), "acme")))
                .as("a role that grants no scope")
                .isFalse();
        assertThat(isFull(caller(ALL, ROLES, null))).isFalse();
        assertThat(isFull(caller(ALL, ROLES, "other"))).isFalse();
    }

    @Test
    void nothingButAPersonsOwnSessionDoes() {
        assertThat(isFull(caller(CallerKind.API_KEY, "s", null))).isFalse();
        assertThat(isFull(caller(CallerKind.CLIENT, "s", null))).isFalse();
        assertThat(isFull(caller(CallerKind.USER, null, null))).isFalse();
        assertThat(isFull(caller(CallerKind.USER, "s", "k")))
                .as("opened by a key")
                .isFalse();
    }

    @Test
    void whatTheOwnerGotMeanwhileCountsAtOnce() {
        Caller ada = caller(ALL, ROLES, "acme");
        users.with(users.get("ada").withRoles(Set.of("analyst", "undeclared", "viewer")));
        assertThat(isFull(ada)).isFalse();
    }

    @Test
    void ownerWhoIsDisabledOrGoneHasNone() {
        Caller ada = caller(ALL, ROLES, "acme");
        users.with(users.get("ada").withEnabled(false));
        assertThat(full.is(ada)).isFalse();
        users.remove("ada");
        assertThat(full.is(ada)).isFalse();
    }

    @Test
    void secondFactorThatARoleNeedsMustBeInTheLogin() {
        FullLogin strict = over(users, SecondFactorPolicy.defaults().requiredFor("analyst"));
        Caller bare = caller(ALL, ROLES, "acme");
        Caller both = new Caller(
                "ada",
                CallerKind.USER,
                "acme",
                ALL,
                ROLES,
                "s",
                null,
                Instant.EPOCH,
                List.of("pwd", "otp"),
                null,
                Map.of());
        assertThat(strict.is(bare)).isFalse();
        assertThat(strict.lacksSecondFactor(bare, users.get("ada"))).isTrue();
        assertThat(strict.is(both)).isTrue();
        assertThat(strict.lacksSecondFactor(both, users.get("ada"))).isFalse();
        users.with(users.get("ada").withRoles(Set.of("viewer")));
        assertThat(strict.lacksSecondFactor(bare, users.get("ada"))).isFalse();
    }

    /** Such as one over a database that compares without regard to case. */
    @Test
    void directoryThatAnswersAnIdWithAnotherOneFindsNobody() {
        UserDirectory careless = new UserDirectory() {
            @Override
            public Optional<User> findById(String id) {
                return users.findById(id.toLowerCase(Locale.ROOT));
            }

            @Override
            public Optional<User> findByLogin(String login) {
                return findById(login);
            }

            @Override
            public boolean passwordMatches(@Nullable User user, Secret password) {
                return false;
            }
        };
        UserRights userRights = new UserRights(careless, node.auth.roles(), null);
        assertThat(userRights.findActive("ada")).isPresent();
        assertThat(userRights.findActive("ADA")).isEmpty();
    }
}
