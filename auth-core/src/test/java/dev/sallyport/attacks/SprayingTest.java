package dev.sallyport.attacks;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.fixture.Node;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.grant.SprayPolicy;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A few passwords for each of many accounts: no account is locked, and no address has to try often. */
class SprayingTest {
    private static final Secret RIGHT = Secret.of("right");
    private static final Secret WRONG = Secret.of("wrong");
    private static final SprayPolicy NEVER =
            new SprayPolicy(100_000, 100_000, Duration.ofMinutes(10), RateLimit.parse("5/minute"));
    private static final SprayPolicy TENANTS_ONLY =
            new SprayPolicy(100_000, 200, Duration.ofMinutes(10), RateLimit.parse("5/minute"));

    private final Directory directory = new Directory();
    private @Nullable Node started;

    @AfterEach
    void close() {
        if (started != null) {
            started.close();
        }
    }

    /** Passwords that cost nothing; {@code a…} are accounts of a tenant, {@code b…} of another, {@code c…} of none. */
    private static final class Directory implements UserDirectory {
        private int looks;

        @Override
        public Optional<User> findById(String id) {
            return switch (id.charAt(0)) {
                case 'a' -> Optional.of(user(id, "acme"));
                case 'b' -> Optional.of(user(id, "bolt"));
                case 'c' -> Optional.of(user(id, null));
                default -> Optional.empty();
            };
        }

        private static User user(String id, @Nullable String tenant) {
            return new User(id, id, null, null, tenant, Set.of(), Map.of(), true);
        }

        @Override
        public Optional<User> findByLogin(String login) {
            return findById(login);
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            looks++;
            return user != null && password.equals(RIGHT);
        }
    }

    private Node node(SprayPolicy policy) {
        Node node = Node.create(settings -> settings.userDirectory(directory)
                .logins(logins -> Node.quick(logins).withSpraying(policy)));
        started = node;
        return node;
    }

    private static Outcome<Login> login(
            Node node, String name, Secret password, String address, @Nullable Secret device) {
        LoginOrigin origin = new LoginOrigin(address, null, device);
        return node.auth.logins().withPassword(new PasswordLogin(name, password, null, null, origin));
    }

    private static Refusal.@Nullable Cause cause(Outcome<Login> outcome) {
        return outcome.fold(login -> null, Refusal::cause);
    }

    /** Of a /48 with 65,536 networks. */
    private static String site(int n) {
        return "2001:db8:1:" + Integer.toHexString(n * 251 % 65_536) + "::/64";
    }

    /** One guess at each of 30 accounts a second, each from another network. */
    private static void spray(Node node, String prefix, int from, int seconds) {
        for (int i = 0; i < seconds * 30; i++) {
            login(node, prefix + (from + i), WRONG, site(from + i), null);
            if (i % 30 == 29) {
                node.clock.advance(Duration.ofSeconds(1));
            }
        }
    }

    private int looksOfASpray(Node node, String prefix) {
        spray(node, prefix, 0, 60);
        int before = directory.looks;
        spray(node, prefix, 100_000, 60);
        return directory.looks - before;
    }

    @Test
    void withoutTheLimitEachGuessIsLookedAt() {
        assertThat(looksOfASpray(node(NEVER), "c")).isEqualTo(1_800);
    }

    @Test
    void sprayerWithASiteIsSlowedDown() {
        // A budget of the site for one minute at most, after the one that it had at once.
        assertThat(looksOfASpray(node(SprayPolicy.defaults()), "c")).isBetween(1, 2 * 5 * 32);
    }

    @Test
    void madeUpNamesCountAndAreAnsweredAsRealOnes() {
        assertThat(looksOfASpray(node(SprayPolicy.defaults()), "x")).isBetween(1, 2 * 5 * 32);
        Node node = Objects.requireNonNull(started);
        assertThat(cause(login(node, "x1", WRONG, site(1), null)))
                .isEqualTo(cause(login(node, "c1", WRONG, site(1), null)));
        assertThat(IntStream.range(0, 12)
                        .mapToObj(i -> cause(login(node, "x" + i, WRONG, "192.0.2.7", null)))
                        .toList())
                .isEqualTo(IntStream.range(0, 12)
                        .mapToObj(i -> cause(login(node, "c" + i, WRONG, "192.0.2.8", null)))
                        .toList())
                .contains(Refusal.Cause.INVALID_CREDENTIALS, Refusal.Cause.RATE_LIMITED);
    }

    @Test
    void newcomersAndKnownDevicesGetInMeanwhile() {
        Node node = node(SprayPolicy.defaults());
        Secret device = Objects.requireNonNull(
                done(login(node, "c5", RIGHT, "198.51.100.5", null)).newDeviceCookie());
        spray(node, "c", 1_000, 120);
        for (int i = 0; i < 150; i++) {
            assertThat(cause(login(node, "c" + (200 + i), RIGHT, "198.51.100.200", null)))
                    .as("newcomer %d behind one address", i)
                    .isNull();
        }
        for (int i = 0; i < 20; i++) {
            login(node, "c" + (400 + i), WRONG, "198.51.100.5", null);
        }
        assertThat(cause(login(node, "c6", RIGHT, "198.51.100.5", null))).isEqualTo(Refusal.Cause.RATE_LIMITED);
        assertThat(cause(login(node, "c6", RIGHT, "198.51.100.5", device)))
                .as("a device is known to one account")
                .isEqualTo(Refusal.Cause.RATE_LIMITED);
        assertThat(cause(login(node, "c5", RIGHT, "198.51.100.5", device))).isNull();
        node.clock.advance(Duration.ofSeconds(12));
        assertThat(cause(login(node, "c6", RIGHT, "198.51.100.5", null)))
                .as("there is room again")
                .isNull();
    }

    @Test
    void endsAWindowAfterTheSpray() {
        Node node = node(SprayPolicy.defaults());
        spray(node, "c", 0, 60);
        assertThat(IntStream.range(0, 10)
                        .mapToObj(i -> cause(login(node, "c1", WRONG, "192.0.2.1", null)))
                        .toList())
                .contains(Refusal.Cause.RATE_LIMITED);
        node.clock.advance(Duration.ofMinutes(10));
        assertThat(IntStream.range(0, 10)
                        .mapToObj(i -> cause(login(node, "c1", WRONG, "192.0.2.1", null)))
                        .toList())
                .containsOnly(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void oneAccountIsNoSpray() {
        Node node = node(SprayPolicy.defaults());
        for (int i = 0; i < 2_000; i++) {
            login(node, "c1", WRONG, site(i), null);
        }
        assertThat(node.audit.types()).doesNotContain(AuditEvent.Type.PASSWORDS_SPRAYED);
    }

    @Test
    void beginningIsAuditedOnce() {
        Node node = node(SprayPolicy.defaults());
        spray(node, "c", 0, 120);
        assertThat(node.audit.types()).containsOnlyOnce(AuditEvent.Type.PASSWORDS_SPRAYED);
    }

    @Test
    void settingsHaveRanges() {
        RateLimit limit = RateLimit.parse("5/minute");
        Duration window = Duration.ofMinutes(10);
        assertThatThrownBy(() -> new SprayPolicy(0, 200, window, limit)).hasMessageContaining("accountsPerNode");
        assertThatThrownBy(() -> new SprayPolicy(600, 100_001, window, limit))
                .hasMessageContaining("accountsPerTenant");
        assertThatThrownBy(() -> new SprayPolicy(600, 200, Duration.ofSeconds(1), limit))
                .hasMessageContaining("window is");
    }

    /** No answer tells which tenant is guarded, nor that there is the account; other tenants are not concerned. */
    @Test
    void accountsOfASprayedTenantAreGuardedInSilence() {
        Node node = node(TENANTS_ONLY);
        spray(node, "a", 0, 20);
        assertThat(node.audit.events())
                .filteredOn(event -> event.type() == AuditEvent.Type.PASSWORDS_SPRAYED)
                .singleElement()
                .satisfies(event -> assertThat(event.details()).containsEntry("tenant", "acme"));
        assertThat(cause(login(node, "a9000", RIGHT, "192.0.2.9", null))).isNull();
        for (String name : new String[] {"a", "b", "c", "x"}) {
            assertThat(IntStream.range(0, 12)
                            .mapToObj(i -> cause(login(node, name + (9_100 + i), WRONG, "192.0.2.9", null)))
                            .toList())
                    .containsOnly(Refusal.Cause.INVALID_CREDENTIALS);
        }
        int looks = directory.looks;
        assertThat(cause(login(node, "a9001", RIGHT, "192.0.2.9", null)))
                .as("guesses from this address find nothing")
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(directory.looks).as("the same work").isEqualTo(looks + 1);
        assertThat(cause(login(node, "b9001", RIGHT, "192.0.2.9", null))).isNull();
        assertThat(cause(login(node, "a9001", RIGHT, "192.0.2.10", null))).isNull();
    }
}
