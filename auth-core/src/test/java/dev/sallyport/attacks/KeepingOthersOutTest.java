package dev.sallyport.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.LoginPolicy;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.AttemptPolicy;
import dev.sallyport.user.LoginAttempts;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Floods from one network that try to lock everybody else out, with the default limits and a clock that is moved. */
class KeepingOthersOutTest {
    private static final int ACCOUNTS = 150;
    private static final Secret RIGHT = Secret.of("right");
    private static final Secret WRONG = Secret.of("wrong");

    /** Users whose passwords cost nothing, so that a flood of an hour takes seconds. */
    private static final class Directory implements UserDirectory {
        @Override
        public Optional<User> findById(String id) {
            return id.startsWith("user") ? Optional.of(user(id)) : Optional.empty();
        }

        @Override
        public Optional<User> findByLogin(String login) {
            return findById(login);
        }

        private static User user(String id) {
            return User.of(id, id);
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            return user != null && password.equals(RIGHT);
        }
    }

    private static Node node() {
        return Node.over(WatchedStores.over(InMemoryStores.create()), KeepingOthersOutTest::settings);
    }

    private static SallyportBuilder settings(SallyportBuilder builder) {
        return builder.userDirectory(new Directory())
                .failuresPerAddress("120/minute")
                .auditSink(event -> {})
                .logins(KeepingOthersOutTest::limits);
    }

    private static LoginPolicy limits(LoginPolicy policy) {
        return policy.withPerAddress(RateLimit.parse("60/minute")).withResponseTimeGrid(Duration.ZERO);
    }

    private static LoginOrigin at(String address) {
        return new LoginOrigin(address, null, null);
    }

    /** Of a /56: 256 networks of a single machine. */
    private static LoginOrigin subscriber(int n) {
        return at("2001:db8:0:" + Integer.toHexString(n % 256) + "::/64");
    }

    /** Of a /48: 65,536 of them. */
    private static LoginOrigin site(int n) {
        return at("2001:db8:1:" + Integer.toHexString(n * 251 % 65_536) + "::/64");
    }

    private static Outcome<Login> login(Node node, String name, Secret password, LoginOrigin origin) {
        return node.auth.logins().withPassword(new PasswordLogin(name, password, null, null, origin));
    }

    private static void flood(Node node, int seconds, int perSecond, IntConsumer attempt) {
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < perSecond; i++) {
                attempt.accept(second * perSecond + i);
            }
            node.clock.advance(Duration.ofSeconds(1));
        }
    }

    private static long lockedOut(Node node) {
        return IntStream.range(0, ACCOUNTS)
                .filter(i -> login(node, "user" + i, RIGHT, at("198.51.100." + i)) instanceof Outcome.Refused)
                .count();
    }

    @Test
    void secretsOfMadeUpClientsLockNobodyOut() {
        try (Node node = node()) {
            flood(
                    node,
                    600,
                    30,
                    i -> Node.refusal(node.auth
                            .logins()
                            .withClient(ClientLogin.of("made-up-client-" + i, WRONG, subscriber(i)))));
            assertThat(lockedOut(node)).isZero();
        }
    }

    @Test
    void madeUpNamesLockNobodyOut() {
        try (Node node = node()) {
            flood(node, 600, 30, i -> login(node, "nobody" + i, WRONG, subscriber(i)));
            assertThat(lockedOut(node)).isZero();
        }
    }

    @Test
    void attemptsAtRealNamesFromOneNetworkLockNobodyOutElsewhere() {
        try (Node node = node()) {
            flood(node, 600, 40, i -> login(node, "user" + i % ACCOUNTS, WRONG, subscriber(i)));
            flood(node, 600, 40, i -> login(node, "user" + i % ACCOUNTS, WRONG, site(i)));
            assertThat(lockedOut(node)).isZero();
        }
    }

    @Test
    void oneRealNameFromManyNetworksOfASiteFillsNoSlotsOfOthers() {
        try (Node node = node()) {
            flood(node, 600, 40, i -> login(node, "user0", WRONG, site(i)));
            assertThat(lockedOut(node)).isZero();
        }
    }

    /** The attack is real: without regions for purposes and without limits by network, the slots of people fill up. */
    @Test
    void slotsOfOnePurposeCanBeFilledByWhoeverMayWriteThem() {
        LoginAttempts attempts = new LoginAttempts(
                InMemoryStores.create().attempts(),
                new byte[32],
                AttemptPolicy.defaults(),
                "https://api.example.com",
                () -> Instant.parse("2026-11-22T10:00:00Z"),
                new SecureRandom());
        LoginAttempts confirmations = attempts.ofConfirmations();
        for (int i = 0; i < 120_000; i++) {
            confirmations.begin("id|made-up-" + i, ClientAddress.of("session" + i), null);
        }
        long locked = IntStream.range(0, ACCOUNTS)
                .filter(i -> confirmations
                        .begin("id|user" + i, ClientAddress.of("mine" + i), null)
                        .locked())
                .count();
        long other = IntStream.range(0, ACCOUNTS)
                .filter(i -> attempts.begin("id|user" + i, ClientAddress.of("198.51.100." + i), null)
                        .locked())
                .count();
        assertThat(locked).isGreaterThan(ACCOUNTS / 2);
        assertThat(other).isZero();
    }

    @Test
    void ownerOfANetworkHasAFewBudgetsOfLoginsAndNotOneForEachAddress() {
        try (Node node = node()) {
            long looked = IntStream.range(0, 4_000)
                    .mapToObj(i -> login(node, "nobody", WRONG, site(i)))
                    .filter(outcome ->
                            ((Outcome.Refused<Login>) outcome).refusal().cause() != Refusal.Cause.RATE_LIMITED)
                    .count();
            assertThat(looked).isBetween(1L, 32L * 60);
            assertThat(login(node, "user1", RIGHT, at("2001:db8:2:1::/64"))).isInstanceOf(Outcome.Done.class);
        }
    }
}
