package dev.sallyport.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Session;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.TenantKeyPolicy;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever managers do, no key can do more afterwards than it could before or the login of the manager holds. */
class ManagerGrantsTest {
    private static final List<String> SCOPES = List.of("reports:read", "reports:write", "files:read", "files:write");
    private static final List<String> ROLES = List.of("a", "b", "c", "mark", "boss");
    private static final String HERE = "192.0.2.1";
    private static final Actor APP = Actor.application();
    private static final int CATALOGUES = 4;
    private static final int ACTS = 150;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noGrantExceedsItsGranter(long seed) {
        Random random = new Random(seed);
        int gained = 0;
        for (int i = 0; i < CATALOGUES; i++) {
            try (World world = new World(random)) {
                for (int act = 0; act < ACTS; act++) {
                    gained += world.act("seed " + seed + ", catalogue " + i + ", act " + act);
                }
            }
        }
        assertThat(gained).as("acts that give nothing show nothing").isGreaterThan(15);
    }

    /** What a key can do; nothing when it is refused. */
    private record Power(ScopeSet scopes, Set<String> roles) {
        static final Power NONE = new Power(ScopeSet.none(), Set.of());
    }

    /** One tenant with random roles, its people, and the secrets of all keys that were ever made. For one thread. */
    private static final class World implements AutoCloseable {
        private final Random random;
        private final Sallyport auth;
        private final Map<Secret, String> secrets = new HashMap<>();
        private final List<String> accounts = new ArrayList<>();

        World(Random random) {
            this.random = random;
            this.auth = Sallyport.builder()
                    .issuer("https://api.example.com")
                    .scopes(SCOPES.toArray(String[]::new))
                    .roles(role("a"), role("b"), role("c"), Role.of("mark"), Role.of("boss"))
                    .tenantKeys(TenantKeyPolicy.withRoles("a", "b").managedBy("boss"))
                    .apiKeys(keys -> keys.withMaxPerOwner(1_000))
                    .auditSink(event -> {})
                    .build();
            for (int i = 0; i < 4; i++) {
                NewUser person = NewUser.of("u" + i).withId("u" + i).withTenant("acme");
                User user = auth.users().createIfAbsent(person);
                done(auth.users().setRoles(user.id(), some(ROLES), APP));
                remember(done(auth.apiKeys().create(user.id(), KeyRequest.named("own"), APP)));
                accounts.add(done(auth.serviceAccounts().create("acme", "robot", some(ROLES), APP))
                        .id());
            }
        }

        private Role role(String name) {
            return Role.of(name, some(SCOPES).toArray(String[]::new));
        }

        private Set<String> some(Collection<String> all) {
            return all.stream().filter(each -> random.nextBoolean()).collect(Collectors.toSet());
        }

        private @Nullable ScopeSet scopes() {
            return random.nextInt(4) == 0 ? null : ScopeSet.of(some(SCOPES).toArray(String[]::new));
        }

        /** Somebody with a login that may have less than they do. */
        private Caller manager() {
            String id = "u" + random.nextInt(4);
            Set<String> roles = new HashSet<>(some(ROLES));
            roles.add("boss");
            User user = done(auth.users().setRoles(id, roles, APP));
            Instant now = auth.clock().instant();
            Session session = Session.of(auth.sessions().newId(), id, now, now.plus(Duration.ofHours(1)))
                    .withAudience(auth.tokenPolicy().audience());
            auth.sessions().open(session);
            ScopeSet held = auth.roles().scopesOf(roles).filter(scope -> random.nextInt(6) > 0);
            Set<String> borne = auth.roles().within(roles, held);
            boolean isWhole = random.nextBoolean();
            return Caller.builder(id, CallerKind.USER, now)
                    .tenant(user.tenant())
                    .rights(isWhole ? auth.roles().scopesOf(roles) : held, isWhole ? roles : borne)
                    .session(session.id())
                    .build();
        }

        /** @return how many keys could do more afterwards */
        int act(String as) {
            Caller manager = manager();
            Map<Secret, Power> before = powers();
            String what = step(manager);
            int gained = 0;
            for (Map.Entry<Secret, Power> after : powers().entrySet()) {
                Power had = before.getOrDefault(after.getKey(), Power.NONE);
                Power has = after.getValue();
                assertThat(had.scopes().union(manager.scopes()).containsAll(has.scopes()))
                        .as("%s: %s gave %s, had %s, by %s", as, what, has, had, manager)
                        .isTrue();
                Set<String> roles = new HashSet<>(had.roles());
                roles.addAll(manager.roles());
                assertThat(roles).as("%s: %s by %s", as, what, manager).containsAll(has.roles());
                gained += has.equals(had) || had.scopes().containsAll(has.scopes()) ? 0 : 1;
            }
            return gained;
        }

        private Map<Secret, Power> powers() {
            Map<Secret, Power> powers = new HashMap<>();
            secrets.keySet().forEach(secret -> powers.put(secret, power(secret)));
            return powers;
        }

        private Power power(Secret secret) {
            return auth.authenticate(secret.reveal(), HERE) instanceof AuthenticationResult.Accepted accepted
                    ? new Power(accepted.caller().scopes(), accepted.caller().roles())
                    : Power.NONE;
        }

        private String step(Caller manager) {
            TenantKeys keys = auth.tenantManagers().orElseThrow().apiKeys();
            TenantAccounts robots = auth.tenantManagers().orElseThrow().serviceAccounts();
            String account = accounts.get(random.nextInt(accounts.size()));
            String key = List.copyOf(secrets.values()).get(random.nextInt(secrets.size()));
            return switch (random.nextInt(7)) {
                case 0 -> {
                    KeyRequest named = KeyRequest.named("job");
                    ScopeSet scopes = scopes();
                    keep(keys.create(
                            manager,
                            random.nextBoolean() ? TenantKeys.TENANT : account,
                            scopes == null ? named : named.withScopes(scopes),
                            HERE));
                    yield "create";
                }
                case 1 -> {
                    Outcome<?> unused =
                            keys.update(manager, key, KeyUpdate.nothing().scopes(scopes()), HERE);
                    yield "update scopes";
                }
                case 2 -> {
                    Outcome<?> unused =
                            keys.update(manager, key, KeyUpdate.nothing().enabled(random.nextBoolean()), HERE);
                    yield "update state";
                }
                case 3 -> {
                    keep(keys.rotate(manager, key, Duration.ofHours(random.nextInt(2)), HERE));
                    yield "rotate";
                }
                case 4 -> {
                    Outcome<?> unused = keys.transfer(manager, key, account, HERE);
                    yield "transfer";
                }
                case 5 -> {
                    Outcome<ServiceAccount> made = robots.create(manager, "robot", some(ROLES), HERE);
                    made.fold(Optional::of, refusal -> Optional.<ServiceAccount>empty())
                            .ifPresent(robot -> accounts.add(robot.id()));
                    yield "create account";
                }
                default -> {
                    Outcome<?> unused = robots.update(
                            manager,
                            account,
                            robot -> robot.withRoles(some(ROLES)).withEnabled(random.nextInt(3) > 0),
                            HERE);
                    yield "update account";
                }
            };
        }

        private void keep(Outcome<NewApiKey> outcome) {
            outcome.fold(Optional::of, refusal -> Optional.<NewApiKey>empty()).ifPresent(this::remember);
        }

        private void remember(NewApiKey made) {
            secrets.put(made.secret(), made.key().id());
        }

        private static <T> T done(Outcome<T> outcome) {
            return outcome.orElseThrow();
        }

        @Override
        public void close() {
            auth.close();
        }
    }
}
