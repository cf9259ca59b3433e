package dev.sallyport.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.authenticate.UserRights;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever operators do, nobody has more afterwards than they had before or the operator has. */
class GrantRuleTest {
    private static final List<String> SCOPES =
            List.of("reports:read", "reports:write", "files:read", "files:write", "admin");
    private static final List<String> WITH_WILDCARDS =
            Stream.concat(SCOPES.stream(), Stream.of("reports:*", "files:*")).toList();
    private static final int TRIES = 20_000;

    private static final ScopeCatalog CATALOG = catalog();

    private static ScopeCatalog catalog() {
        Map<Scope, String> scopes = new LinkedHashMap<>();
        SCOPES.forEach(name -> scopes.put(new Scope(name), ""));
        scopes.putAll(OperatorArea.scopes());
        return ScopeCatalog.of(scopes).forPeopleOnly(OperatorArea.scopes().keySet());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noGrantExceedsItsGranter(long seed) {
        Random random = new Random(seed);
        int allowed = 0;
        for (int i = 0; i < TRIES; i++) {
            RoleCatalog roles = RoleCatalog.of(
                    List.of(
                            role(random, "a"),
                            role(random, "b"),
                            role(random, "c"),
                            role(random, "d"),
                            Role.of("mark")),
                    CATALOG);
            UserRights rights = new UserRights(new NoUsers(), roles, null);
            GrantRule rule = new GrantRule(roles, rights);
            // A login can have less than its owner.
            Set<String> borne = some(random, List.of("a", "b", "c", "d", "mark"));
            Operator operator = operator(roles.scopesOf(borne).filter(scope -> random.nextInt(8) > 0), borne);
            User before = User.of("u", "u").withRoles(some(random, List.of("a", "b", "c", "d", "mark", "gone")));
            User after = before.withRoles(some(random, List.of("a", "b", "c", "d", "mark")));

            if (rule.refuseStronger(operator, before).isEmpty()) {
                assertThat(operator.holds(rights.rightsOf(before, null).scopes()))
                        .isTrue();
                if (rule.refuseRoles(operator, before.roles(), after.roles()).isEmpty()) {
                    allowed++;
                    assertThat(operator.holds(rights.rightsOf(after, null).scopes()))
                            .as("seed %s, try %s: %s to %s", seed, i, before, after)
                            .isTrue();
                    assertThat(operator.caller().roles())
                            .as("rules of the application may ask for a role by its name")
                            .containsAll(after.roles());
                }
            }
        }
        assertThat(allowed).as("a rule that allows nothing shows nothing").isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void noKeyGetsWhatItsChangerLacks(long seed) {
        Random random = new Random(seed);
        RoleCatalog roles = RoleCatalog.of(List.of(), CATALOG);
        GrantRule rule = new GrantRule(roles, new UserRights(new NoUsers(), roles, null));
        for (int i = 0; i < TRIES; i++) {
            Operator operator = operator(scopes(random, WITH_WILDCARDS), Set.of());
            ScopeSet before = scopes(random, WITH_WILDCARDS);
            @Nullable ScopeSet after = random.nextInt(10) == 0 ? null : scopes(random, WITH_WILDCARDS);
            if (rule.refuseWiderKey(operator, before, after).isEmpty()) {
                assertThat(after).isNotNull();
                assertThat(before.union(operator.caller().scopes()).containsAll(after))
                        .as("seed %s, try %s: %s to %s by %s", seed, i, before, after, operator)
                        .isTrue();
            }
        }
    }

    @Test
    void aRoleCannotHaveAWildcardOverTheScopesOfOperators() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoleCatalog.of(List.of(Role.of("root", "sallyport:*")), CATALOG))
                .withMessageContaining("sallyport:*")
                .withMessageContaining("one by one");
    }

    /** Nobody is looked up here. */
    private static final class NoUsers implements UserDirectory {
        @Override
        public Optional<User> findById(String id) {
            return Optional.empty();
        }

        @Override
        public Optional<User> findByLogin(String loginOrEmail) {
            return Optional.empty();
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            return false;
        }
    }

    private static Role role(Random random, String name) {
        return new Role(
                name,
                scopes(
                        random,
                        Stream.concat(WITH_WILDCARDS.stream(), Stream.of("sallyport:users", "sallyport:keys"))
                                .toList()));
    }

    private static ScopeSet scopes(Random random, Collection<String> from) {
        return ScopeSet.of(some(random, from).toArray(String[]::new));
    }

    private static Set<String> some(Random random, Collection<String> from) {
        return from.stream().filter(each -> random.nextBoolean()).collect(Collectors.toCollection(HashSet::new));
    }

    private static Operator operator(ScopeSet scopes, Set<String> roles) {
        return new Operator(Caller.builder("root", CallerKind.USER, Instant.EPOCH)
                .rights(scopes, roles)
                .session("s")
                .build());
    }
}
