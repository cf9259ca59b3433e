package dev.sallyport.issues;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.grant.TokenFit;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What cannot end up in a token is refused when it is assigned or declared, and never by a failing login. */
class RolesThatFitNoTokenTest {
    private static final Actor ADMIN = Actor.application();
    /** Each role alone fits into a token of 8,192 characters, two do not. */
    private static final String[] LEFT = scopes("left", 60);

    private static final String[] RIGHT = scopes("right", 60);

    private static String[] scopes(String group, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> group + ":" + "x".repeat(44) + i)
                .toArray(String[]::new);
    }

    private static Node node() {
        return Node.create(RolesThatFitNoTokenTest::wide);
    }

    private static SallyportBuilder wide(SallyportBuilder settings) {
        return settings.scopes(LEFT).scopes(RIGHT).roles(Role.of("left", LEFT), Role.of("right", RIGHT));
    }

    @Test
    void rolesThatTogetherFitNoTokenCannotBeAssigned() {
        try (Node node = node()) {
            node.userWithPassword("ada", "left");
            Login login = node.login("ada");

            Refusal refused = refusal(node.auth.users().setRoles("ada", Set.of("left", "right", "viewer"), ADMIN));

            assertThat(refused.errors()).singleElement().satisfies(error -> {
                assertThat(error.field()).isEqualTo("roles");
                assertThat(error.code()).isEqualTo("too_large");
                assertThat(error.message())
                        .contains("TokenPolicy.maximumLength is 8192")
                        .contains("most of it is the role \"right\" with 60 scopes");
            });
            assertThat(node.accepts(login.accessToken())).isTrue();
            assertThat(node.auth.users().findById("ada").orElseThrow().roles()).containsExactly("left");
        }
    }

    @Test
    void noUserIsCreatedOrImportedWithThem() {
        try (Node node = node()) {
            NewUser both = NewUser.of("bob").withRoles("left", "right");
            assertThat(refusal(node.auth.users().create(both, ADMIN)).errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.code()).isEqualTo("too_large"));
            assertThatThrownBy(() -> node.auth.users().createIfAbsent(both))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("roles too_large")
                    .hasMessageContaining("the role \"right\" with 60 scopes");
        }
    }

    @Test
    void aTenantThatMakesItTooMuchIsRefusedToo() {
        String[] exact = scopes("exact", 104);
        try (Node node = Node.create(settings -> settings.scopes(exact).roles(Role.of("exact", exact)))) {
            node.user("ada", "exact");
            assertThat(refusal(node.auth.users().update("ada", user -> user.withTenant("林".repeat(128)), ADMIN))
                            .errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.code()).isEqualTo("too_large"));
        }
    }

    @Test
    void aDeclaredRoleThatFitsNoTokenStopsTheStartAndIsNamed() {
        String[] huge = scopes("huge", 120);
        assertThatThrownBy(() -> Node.create(settings -> settings.scopes(huge).roles(Role.of("huge", huge))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The role \"huge\" does not fit into a token")
                .hasMessageContaining("TokenPolicy.maximumLength is 8192");
        Node.create(settings -> settings.scopes(huge)
                        .roles(Role.of("huge", huge))
                        .tokens(tokens -> tokens.withMaximumLength(16_384)))
                .close();
    }

    @Test
    void aClientTypeThatFitsNoTokenStopsTheStartAndIsNamed() {
        String[] huge = scopes("huge", 120);
        ClientType type = ClientType.of("job", "j_", "js_", CallerKind.CLIENT).withScopes(huge);
        assertThatThrownBy(() -> Node.create(settings -> settings.scopes(huge).clientTypes(type)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The client type \"job\" does not fit into a token");
    }

    @Test
    void aClientWithMoreThanATokenHoldsIsNotMade() {
        ClientType type = ClientType.of("job", "j_", "js_", CallerKind.CLIENT);
        try (Node node = Node.create(settings -> wide(settings).clientTypes(type))) {
            ScopeSet both = ScopeSet.of(LEFT).union(ScopeSet.of(RIGHT));
            assertThat(refusal(node.auth
                                    .clients()
                                    .create(ClientRequest.of("job", "j").withScopes(both), ADMIN))
                            .errors())
                    .singleElement()
                    .satisfies(error -> {
                        assertThat(error.field() + " " + error.code()).isEqualTo("scopes too_large");
                        assertThat(error.message())
                                .startsWith("A token cannot hold this client: the token would have ");
                    });
            for (String tenant : List.of("", "a\u0000b", "x".repeat(129), "\ud800")) {
                assertThat(refusal(node.auth
                                        .clients()
                                        .create(ClientRequest.of("job", "j").withTenant(tenant), ADMIN))
                                .errors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.field()).isEqualTo("tenant"));
            }
        }
    }

    /** The roles were smaller when they were given. */
    @Test
    void aUserOfAnOlderConfigurationIsRefusedWithoutAFailureAndTheRefreshTokenIsNotSpent() {
        InMemoryStores stores = InMemoryStores.create();
        UnaryOperator<SallyportBuilder> before = settings -> settings.scopes(LEFT)
                .scopes(RIGHT)
                .roles(Role.of("left", LEFT), Role.of("right", "right:" + "x".repeat(44) + "0"));
        try (Node old = Node.over(WatchedStores.over(stores), before)) {
            old.userWithPassword("ada", "left", "right");
            Secret key = old.key("ada").secret();
            Secret refresh = Objects.requireNonNull(old.login("ada").refreshToken());
            try (Node now = Node.over(WatchedStores.over(stores), RolesThatFitNoTokenTest::wide)) {
                Refusal refused = refusal(now.tryLogin("ada", Node.PASSWORD));
                assertThat(refused.cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
                assertThat(refusal(now.tryKeyLogin(key, null)).cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
                assertThat(refusal(now.auth.logins().refresh(refresh, origin(null)))
                                .cause())
                        .isEqualTo(Refusal.Cause.FORBIDDEN);
                assertThat(now.accepts(key)).as("the key itself").isTrue();

                // One role fewer is a way out, although what is left need not fit.
                done(now.auth.users().setRoles("ada", Set.of("left"), ADMIN));
                now.clock.advance(Duration.ofSeconds(30));
                Login next = done(now.auth.logins().refresh(refresh, origin(null)));
                assertThat(now.accepts(next.accessToken())).isTrue();
            }
        }
    }

    @Test
    void askingForMoreNamesThanATokenHoldsIsTheAskersFault() {
        try (Node node = Node.create(settings -> wide(settings).roles(Role.of("all", "left:*", "right:*")))) {
            node.userWithPassword("ada", "all");
            ScopeSet both = ScopeSet.of(LEFT).union(ScopeSet.of(RIGHT));
            Refusal refused = refusal(
                    node.auth.logins().withPassword(new PasswordLogin("ada", Node.PASSWORD, both, null, origin(null))));
            assertThat(refused.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("scope"));
            Secret key =
                    node.key("ada", KeyRequest.named("wide").withScopes(both)).secret();
            assertThat(node.accepts(key)).isTrue();
            assertThat(refusal(node.tryKeyLogin(key, "label")).detail()).contains("send the key itself");
        }
    }

    @Test
    void paramsThatFitNoTokenAreAFaultOfTheirField() {
        ClientType type = ClientType.of("job", "j_", "js_", CallerKind.CLIENT)
                .withScopes("reports:read")
                .withClaims("params", "endUserId");
        try (Node node = Node.create(settings -> settings.clientTypes(type))) {
            NewClient client = done(node.auth.clients().create(ClientRequest.of("job", "j"), ADMIN));
            List<Object> numbers = new ArrayList<>();
            for (long i = 0; i < 1_100; i++) {
                numbers.add(i);
            }
            Object deep = 1L;
            for (int i = 0; i < 20; i++) {
                deep = List.of(deep);
            }
            List<Object> most = numbers.subList(0, 1_005);
            for (Object bad : List.of("林".repeat(2_000), numbers, deep, Map.of("a", "\ud800"), "x".repeat(6_000))) {
                Refusal refused = refusal(login(node, client, Map.of("endUserId", "u", "params", Map.of("p", bad))));
                assertThat(refused.errors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.field()).isEqualTo("params"));
            }
            // Up to the last value that is written, what is issued is accepted.
            boolean issued = false;
            boolean refused = false;
            for (int count = most.size(); count < 1_030; count++) {
                Map<String, Object> params = Map.of("p", numbers.subList(0, count));
                Outcome<Login> outcome = login(node, client, Map.of("params", params));
                issued |= outcome.fold(
                        token -> {
                            node.accepted(token.accessToken());
                            return true;
                        },
                        no -> false);
                refused |= outcome.fold(token -> false, no -> true);
            }
            assertThat(issued && refused).as("the border is between").isTrue();
        }
    }

    private static Outcome<Login> login(Node node, NewClient client, Map<String, Object> claims) {
        return node.auth
                .logins()
                .withClient(new ClientLogin(
                        "job", client.client().id(), client.secret(), null, null, claims, origin(null)));
    }

    /** A directory of the application's own asks nobody what fits. */
    private static final class Directory implements UserDirectory {
        private final Set<String> roles;
        private final @Nullable String tenant;

        Directory(Set<String> roles, @Nullable String tenant) {
            this.roles = roles;
            this.tenant = tenant;
        }

        @Override
        public Optional<User> findById(String id) {
            return Optional.of(new User("ada", "ada", null, null, tenant, roles, Map.of(), true));
        }

        @Override
        public Optional<User> findByLogin(String login) {
            return findById("ada");
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            return password.equals(Node.PASSWORD);
        }
    }

    @Test
    void whatAForeignDirectorySaysIsRefusedWithoutAFailure() {
        String[] many = IntStream.range(0, 1_100).mapToObj(i -> "r" + i).toArray(String[]::new);
        for (UserDirectory directory : List.of(
                new Directory(Set.of("left", "right"), null),
                new Directory(Set.of(many), null),
                new Directory(Set.of(""), null),
                new Directory(Set.of("\ud800"), null),
                new Directory(Set.of("viewer"), ""),
                new Directory(Set.of("viewer"), "x".repeat(9_000)))) {
            try (Node node = Node.create(settings -> wide(settings).userDirectory(directory))) {
                Secret key = node.key("ada").secret();
                assertThat(refusal(node.tryLogin("ada", Node.PASSWORD)).cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
                assertThat(refusal(node.tryKeyLogin(key, null)).cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
                assertThat(node.accepts(key)).isTrue();
            }
        }
    }

    @Test
    void theOperatorIsToldOnceWhichRoleIsToBlame() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(TokenFit.class.getName());
        Level before = log.getLevel();
        log.setLevel(Level.ALL);
        log.addHandler(handler);
        try (Node node = Node.create(
                settings -> wide(settings).userDirectory(new Directory(Set.of("left", "right", "a\nb"), null)))) {
            for (int i = 0; i < 3; i++) {
                assertThat(refusal(node.tryLogin("ada", Node.PASSWORD)).detail())
                        .contains("ask those who run this API");
            }
        } finally {
            log.removeHandler(handler);
            log.setLevel(before);
        }
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("SEVERE No token can be made for ada")
                .contains("the role \"right\" with 60 scopes")
                .doesNotContain("\n");
    }
}
