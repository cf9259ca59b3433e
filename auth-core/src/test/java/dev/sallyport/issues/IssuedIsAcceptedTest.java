package dev.sallyport.issues;

import static dev.sallyport.fixture.Node.origin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Node;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.grant.RefreshRequest;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Draws catalogues, roles, users, keys, clients and claims up to every limit and beyond: each is refused by a value, or what is
 * issued for it is accepted. A failure names its seed; the number of seeds can be raised with {@code -Dsallyport.seeds=}.
 */
class IssuedIsAcceptedTest {
    private static final Actor ADMIN = Actor.application();
    private static final int DRAWS = Integer.getInteger("sallyport.seeds", 4);

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261, 77_003, 5_000_011})
    void whatIsIssuedIsAcceptedAndNothingFails(long start) {
        int issued = 0;
        for (long seed = start; seed < start + DRAWS; seed++) {
            try {
                Draw draw = new Draw(new Random(seed));
                draw.run();
                issued += draw.issued;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(issued).as("tokens from seed " + start).isPositive();
    }

    /** One application, drawn from one seed. */
    private static final class Draw {
        private final Random random;
        private final List<String> scopes = new ArrayList<>();
        private final List<Role> roles = new ArrayList<>();
        private int issued;

        Draw(Random random) {
            this.random = random;
        }

        void run() {
            int length = 1 + random.nextInt(random.nextBoolean() ? 120 : 12);
            Set<String> names = new LinkedHashSet<>();
            for (int i = 0; i < 20 + random.nextInt(700); i++) {
                names.add("g" + i % 7 + ":" + "s".repeat(random.nextInt(length)) + i);
            }
            scopes.addAll(names);
            for (int i = 0; i < 1 + random.nextInt(12); i++) {
                int from = random.nextInt(scopes.size());
                int to = Math.min(scopes.size(), from + random.nextInt(260));
                List<String> some = new ArrayList<>(scopes.subList(from, Math.min(to, from + 250)));
                if (random.nextInt(3) == 0) {
                    some.add("g" + random.nextInt(7) + ":*");
                }
                roles.add(Role.of("r" + i + "x".repeat(random.nextInt(50)), some.toArray(String[]::new)));
            }
            Set<String> held = some(roles.stream().map(Role::name).toList());
            Foreign foreign = random.nextInt(3) == 0 ? new Foreign(drawnTenant(), held) : null;
            Node node;
            try {
                node = Node.create(settings -> settings(settings, foreign));
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("does not fit into a token");
                return;
            }
            try (node) {
                if (foreign == null && !madeUser(node, held)) {
                    return;
                }
                people(node);
                keys(node);
                clients(node);
            }
        }

        private SallyportBuilder settings(SallyportBuilder settings, @Nullable Foreign foreign) {
            int maximum = List.of(2_048, 8_192, 8_192, 20_000, 65_536).get(random.nextInt(5));
            SigningAlgorithm algorithm = random.nextInt(4) == 0 ? SigningAlgorithm.RS256 : SigningAlgorithm.ES256;
            settings.scopes(scopes.toArray(String[]::new))
                    .roles(roles.toArray(Role[]::new))
                    .clientTypes(ClientType.of("job", "j_", "js_", CallerKind.CLIENT)
                            .withClaims("tenantId", "endUserId", "endUserEmail", "params")
                            .withTenantFromRequest())
                    .tokens(tokens -> tokens.withMaximumLength(maximum).withAlgorithm(algorithm));
            return foreign == null ? settings : settings.userDirectory(foreign);
        }

        private boolean madeUser(Node node, Set<String> held) {
            NewUser wanted = NewUser.of("u").withId("u").withPassword(Node.PASSWORD);
            String tenant = drawnTenant();
            wanted = tenant == null ? wanted : wanted.withTenant(tenant);
            Outcome<User> made = node.auth.users().create(wanted.withRoles(held.toArray(String[]::new)), ADMIN);
            return made.fold(user -> true, refusal -> false);
        }

        private void people(Node node) {
            for (int i = 0; i < 4; i++) {
                ScopeSet asked = random.nextBoolean() ? null : drawnScopes();
                Outcome<Login> outcome = node.auth
                        .logins()
                        .withPassword(new PasswordLogin("u", Node.PASSWORD, asked, null, origin(null)));
                check(node, outcome);
                Secret refresh = outcome.fold(Login::refreshToken, refusal -> null);
                for (int j = 0; refresh != null && j < 3; j++) {
                    ScopeSet fewer = random.nextBoolean() ? null : drawnScopes();
                    Outcome<Login> next =
                            node.auth.logins().refresh(new RefreshRequest(refresh, fewer, null, origin(null)));
                    check(node, next);
                    refresh = next.fold(Login::refreshToken, refusal -> null);
                }
            }
        }

        private void keys(Node node) {
            for (int i = 0; i < 4; i++) {
                KeyRequest request = KeyRequest.named("k");
                ScopeSet drawn = drawnScopes();
                Secret key = node.auth
                        .apiKeys()
                        .create("u", random.nextBoolean() ? request : request.withScopes(drawn), ADMIN)
                        .fold(made -> made.secret(), refusal -> null);
                if (key != null) {
                    assertThat(node.accepts(key)).isTrue();
                    check(node, node.tryKeyLogin(key, random.nextBoolean() ? null : text(140)));
                    check(node, node.tryKeyLogin(key, "again"));
                    check(node, node.tryKeyLogin(key, "again"));
                }
            }
        }

        private void clients(Node node) {
            for (int i = 0; i < 3; i++) {
                ClientRequest request = ClientRequest.of("job", "j").withScopes(drawnScopes());
                String tenant = drawnTenant();
                NewClient client = node.auth
                        .clients()
                        .create(tenant == null ? request : request.withTenant(tenant), ADMIN)
                        .fold(made -> made, refusal -> null);
                for (int j = 0; client != null && j < 6; j++) {
                    ClientLogin login = new ClientLogin(
                            null,
                            client.client().id(),
                            client.secret(),
                            random.nextBoolean() ? null : drawnScopes(),
                            null,
                            claims(),
                            origin(null));
                    check(
                            node,
                            random.nextBoolean()
                                    ? node.auth.logins().withClient(login)
                                    : node.auth.logins().clientCredentials(login));
                }
            }
        }

        private void check(Node node, Outcome<Login> outcome) {
            if (outcome instanceof Outcome.Done<Login> done) {
                issued++;
                assertThat(node.accepts(done.value().accessToken()))
                        .as(
                                "token %s of %s characters",
                                issued, done.value().accessToken().reveal().length())
                        .isTrue();
                assertThat(node.accepted(done.value().accessToken()).scopes())
                        .isEqualTo(done.value().scopes());
            }
        }

        private Map<String, Object> claims() {
            Map<String, Object> claims = new LinkedHashMap<>();
            for (String name : List.of("tenantId", "endUserId", "endUserEmail", "unknown")) {
                if (random.nextInt(name.equals("unknown") ? 30 : 3) == 0) {
                    claims.put(name, text(random.nextInt(5) == 0 ? 300 : 256));
                }
            }
            if (random.nextInt(3) > 0) {
                Map<String, Object> params = new HashMap<>();
                params.put(text(10), value(0));
                params.put("p", value(0));
                claims.put("params", params);
            }
            return claims;
        }

        private Object value(int depth) {
            return switch (random.nextInt(depth > 17 ? 4 : 7)) {
                case 0 -> text(List.of(10, 300, 3_000).get(random.nextInt(3)));
                case 1 -> random.nextLong();
                case 2 -> random.nextBoolean();
                case 3 -> random.nextDouble() * Math.pow(10, random.nextInt(600) - 300);
                case 4 -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    for (int i = 0; i < random.nextInt(4); i++) {
                        map.put(text(20), value(depth + 1));
                    }
                    yield map;
                }
                case 5 -> {
                    Object deep = random.nextInt();
                    for (int i = 0; i < random.nextInt(20); i++) {
                        deep = random.nextBoolean() ? List.of(deep) : Map.of("d", deep);
                    }
                    yield deep;
                }
                default -> {
                    Object[] numbers = new Object[random.nextInt(random.nextInt(4) == 0 ? 1_200 : 12)];
                    Arrays.setAll(numbers, i -> (long) i);
                    yield Arrays.asList(numbers);
                }
            };
        }

        private ScopeSet drawnScopes() {
            Set<String> some = some(scopes.subList(0, Math.min(scopes.size(), 256)));
            if (random.nextBoolean()) {
                some = new HashSet<>(some.stream().limit(200).toList());
                some.add("g" + random.nextInt(7) + ":*");
            }
            return ScopeSet.of(some.toArray(String[]::new));
        }

        private Set<String> some(List<String> all) {
            int one = 1 + random.nextInt(4);
            Set<String> some = new LinkedHashSet<>();
            all.stream().filter(each -> random.nextInt(one) == 0).forEach(some::add);
            return some;
        }

        private @Nullable String drawnTenant() {
            return random.nextInt(3) == 0 ? null : text(random.nextInt(6) == 0 ? 200 : 128);
        }

        private String text(int max) {
            String alphabet = List.of("abc", "林例", "\"\\", "😀", "\u0001", "\ud800", "é\u0301")
                    .get(random.nextInt(10) > 1 ? random.nextInt(4) : random.nextInt(7));
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(max + 1);
            while (text.length() < length) {
                int at = alphabet.offsetByCodePoints(0, random.nextInt(alphabet.codePointCount(0, alphabet.length())));
                text.appendCodePoint(alphabet.codePointAt(at));
            }
            return text.toString();
        }
    }

    /** Says whatever was drawn, and asks nobody what fits. */
    private record Foreign(@Nullable String tenant, Set<String> roles) implements UserDirectory {
        @Override
        public Optional<User> findById(String id) {
            return Optional.of(new User("u", "u", null, null, tenant, roles, Map.of(), true));
        }

        @Override
        public Optional<User> findByLogin(String login) {
            return findById("u");
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            return Objects.equals(password, Node.PASSWORD);
        }
    }
}
