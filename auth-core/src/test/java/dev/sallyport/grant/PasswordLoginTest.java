package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.PASSWORD;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.Together;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.AttemptPolicy;
import dev.sallyport.user.HashingPolicy;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordLoginTest {
    private static final Actor APP = Actor.application();
    private static final String BCRYPT_OF_OLD = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    private static final Secret OLD_PASSWORD = Secret.of("U*U");
    private static final Secret WRONG = Secret.of("not the password");
    private static final AttemptPolicy STRICT = new AttemptPolicy(3, 6, 3, Duration.ofMinutes(15));

    private final Node node = Node.create(settings -> settings.attempts(any -> STRICT));

    @BeforeEach
    void addUser() {
        node.userWithPassword("ada", "analyst");
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void tokenSaysWhoLoggedInAndHow() {
        Login login = node.login("ada");
        Caller caller = node.accepted(login.accessToken());
        assertThat(caller.id()).isEqualTo("ada");
        assertThat(caller.kind()).isEqualTo(CallerKind.USER);
        assertThat(caller.sessionId()).isEqualTo(login.sessionId());
        assertThat(caller.credentialId()).isNull();
        assertThat(caller.amr()).containsExactly("pwd");
        assertThat(caller.authTime()).isEqualTo(node.clock.instant());
        assertThat(caller.roles()).containsExactly("analyst");
        assertThat(caller.expiresAt()).isEqualTo(login.expiresAt());
        assertThat(login.expiresIn()).isEqualTo(Duration.ofHours(1));
        assertThat(node.audit.last())
                .isEqualTo(new AuditEvent(
                        node.clock.instant(),
                        AuditEvent.Type.LOGIN_SUCCEEDED,
                        "ada",
                        "ada",
                        login.sessionId(),
                        Node.ADDRESS,
                        Map.of("method", "pwd")));
    }

    @Test
    void scopesAreNarrowedAndNeverWidened() {
        assertThat(scopesFor(ScopeSet.of("reports:read"))).isEqualTo(ScopeSet.of("reports:read"));
        assertThat(scopesFor(ScopeSet.of("reports:read", "reports:delete"))).isEqualTo(ScopeSet.of("reports:read"));
        assertThat(scopesFor(ScopeSet.none())).isEqualTo(ScopeSet.none());
        assertThat(scopesFor(null)).isEqualTo(ScopeSet.of("reports:read", "reports:generate"));
    }

    private ScopeSet scopesFor(@Nullable ScopeSet wanted) {
        Login login =
                done(node.auth.logins().withPassword(new PasswordLogin("ada", PASSWORD, wanted, null, origin(null))));
        assertThat(node.accepted(login.accessToken()).scopes()).isEqualTo(login.scopes());
        return login.scopes();
    }

    @Test
    void everyFailureHasTheSameAnswerAndTheSameWrites() {
        lockAda();
        node.userWithPassword("off", "analyst");
        done(node.auth.users().disable("off", APP));
        node.user("keyless", "analyst");
        List<String> unknown = writesOf("nobody", PASSWORD);
        assertThat(unknown).hasSize(2).containsOnly("attempts.increment");
        assertThat(writesOf("off", PASSWORD)).as("disabled").isEqualTo(unknown);
        assertThat(writesOf("off", WRONG)).as("disabled, wrong").isEqualTo(unknown);
        assertThat(writesOf("keyless", PASSWORD)).as("without a password").isEqualTo(unknown);
        assertThat(writesOf("ada", PASSWORD)).as("locked").isEqualTo(unknown);
        assertThat(writesOf("ada", WRONG)).as("locked, wrong").isEqualTo(unknown);
        assertThat(writesOf("a\0b", WRONG)).as("no login at all").isEqualTo(unknown);
        assertThat(writesOf("x".repeat(5_000), WRONG)).as("far too long").isEqualTo(unknown);
        node.userWithPassword("eve", "viewer");
        assertThat(writesOf("eve", WRONG)).as("wrong").isEqualTo(unknown);
    }

    private List<String> writesOf(String username, Secret password) {
        node.stores.forget();
        assertThat(refusal(node.tryLogin(username, password))).isEqualTo(Refusal.invalidCredentials());
        return node.stores.writes();
    }

    @Test
    void everyFailureAsksForThePasswordOnce() {
        CountingDirectory directory = new CountingDirectory();
        try (Node foreign =
                Node.create(settings -> settings.userDirectory(directory).attempts(any -> STRICT))) {
            for (String username : List.of("ada", "off", "nobody", "ada", "ada", "ada")) {
                directory.asked.clear();
                assertThat(refusal(foreign.tryLogin(username, WRONG)).cause())
                        .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
                assertThat(directory.asked).as(username).containsExactly(username + "'s password");
            }
            assertThat(foreign.audit.last().type()).as("locked by now").isEqualTo(AuditEvent.Type.LOGIN_LOCKED);
        }
    }

    private static final class CountingDirectory implements UserDirectory {
        private final List<String> asked = new ArrayList<>();

        @Override
        public Optional<User> findById(String id) {
            return findByLogin(id);
        }

        @Override
        public Optional<User> findByLogin(String login) {
            return Optional.of(User.of(login, login).withEnabled(!login.equals("off")))
                    .filter(user -> !login.equals("nobody"));
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            asked.add((user == null ? "nobody" : user.id()) + "'s password");
            return false;
        }
    }

    @Test
    void lockedAccountStaysLockedWithTheRightPasswordUntilTheWindowEnds() {
        lockAda();
        assertThat(node.audit.last().type()).isEqualTo(AuditEvent.Type.LOGIN_LOCKED);
        node.clock.advance(Duration.ofMinutes(15).minusMillis(1));
        assertThat(refusal(node.tryLogin("ada", PASSWORD)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        node.clock.advance(Duration.ofMillis(1));
        assertThat(node.login("ada")).isNotNull();
    }

    @Test
    void successResetsTheCountAndAWrongPasswordDoesNot() {
        for (int round = 0; round < 3; round++) {
            node.tryLogin("ada", WRONG);
            node.tryLogin("ada", WRONG);
            assertThat(node.login("ada")).as("round %d", round).isNotNull();
        }
    }

    @Test
    void nobodyLocksAKnownDeviceOut() {
        Secret device = Objects.requireNonNull(node.login("ada").newDeviceCookie());
        for (int i = 0; i < 7; i++) {
            LoginOrigin elsewhere = new LoginOrigin("198.51.100." + i, null, null);
            Outcome<?> unused = node.auth.logins().withPassword(new PasswordLogin("ada", WRONG, null, null, elsewhere));
        }
        assertThat(refusal(node.tryLogin("ada", PASSWORD)).cause())
                .as("a stranger")
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        Login known =
                done(node.auth.logins().withPassword(new PasswordLogin("ada", PASSWORD, null, null, origin(device))));
        assertThat(known.newDeviceCookie()).as("it has one").isNull();
        Secret ofAnother = Objects.requireNonNull(newDeviceOf("eve"));
        assertThat(refusal(node.auth
                                .logins()
                                .withPassword(new PasswordLogin("ada", PASSWORD, null, null, origin(ofAnother))))
                        .cause())
                .as("the device of another account")
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    /** Whoever knew the old password and logged in with it is a stranger again. */
    @Test
    void aDeviceIsKnownUntilThePasswordChanges() {
        Secret device = Objects.requireNonNull(node.login("ada").newDeviceCookie());
        Secret next = Secret.of("another long password");
        String id = node.auth.users().findByLogin("ada").orElseThrow().id();
        done(node.auth.users().setPassword(id, next, Actor.application()));
        PasswordLogin old = new PasswordLogin("ada", next, null, null, origin(device));
        Secret again = done(node.auth.logins().withPassword(old)).newDeviceCookie();
        assertThat(again).as("a new one in place of the old").isNotNull();
        assertThat(done(node.auth.logins().withPassword(new PasswordLogin("ada", next, null, null, origin(again))))
                        .newDeviceCookie())
                .as("it has one")
                .isNull();
        for (int i = 0; i < 7; i++) {
            LoginOrigin elsewhere = new LoginOrigin("198.51.100." + i, null, null);
            Outcome<?> unused = node.auth.logins().withPassword(new PasswordLogin("ada", WRONG, null, null, elsewhere));
        }
        assertThat(refusal(node.auth.logins().withPassword(old)).cause())
                .as("the old device is a stranger")
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(node.auth.logins().withPassword(new PasswordLogin("ada", next, null, null, origin(again))))
                .isInstanceOf(Outcome.Done.class);
    }

    private @Nullable Secret newDeviceOf(String user) {
        node.userWithPassword(user, "viewer");
        return node.login(user).newDeviceCookie();
    }

    @Test
    void tooManyFromOneAddressIsToldOpenlyAndAlikeForKnownAndUnknown() {
        try (Node limited = Node.create(settings ->
                settings.logins(policy -> Node.quick(policy).withPerAddress(RateLimit.parse("2/minute"))))) {
            limited.userWithPassword("ada", "viewer");
            limited.login("ada");
            limited.tryLogin("nobody", WRONG);
            limited.stores.forget();
            Refusal known = refusal(limited.tryLogin("ada", PASSWORD));
            Refusal unknown = refusal(limited.tryLogin("nobody", WRONG));
            assertThat(known.cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
            assertThat(unknown).isEqualTo(known);
            assertThat(known.retryAfter()).isNotNull().isPositive();
            assertThat(limited.stores.calls()).as("refused unseen").isEmpty();
        }
    }

    @Test
    void failureIsReleasedOnTheGridAndNotBefore() {
        Duration grid = Duration.ofMillis(20);
        try (Node paced = Node.create(
                settings -> settings.logins(policy -> Node.quick(policy).withResponseTimeGrid(grid)))) {
            Secret badKey = Secret.of("sp_key_nonsense");
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                assertThat(refusal(paced.tryKeyLogin(badKey, null)).cause())
                        .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
                assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(grid.toNanos());
            }
            long start = System.nanoTime();
            paced.tryLogin("nobody", WRONG);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(grid.toNanos());
        }
    }

    @Test
    void oldHashIsReplacedAtLogin() {
        importOld();
        assertThat(done(node.tryLogin("old", OLD_PASSWORD))).isNotNull();
        assertThat(node.audit.types()).contains(AuditEvent.Type.PASSWORD_REHASHED);
        assertThat(hashOfOld()).startsWith("$argon2id$");
        assertThat(done(node.tryLogin("old", OLD_PASSWORD))).isNotNull();
    }

    @Test
    void oldHashOfALockedOrDisabledAccountStaysAsItIs() {
        importOld();
        for (int i = 0; i < 4; i++) {
            node.tryLogin("old", WRONG);
        }
        assertThat(writesOf("old", OLD_PASSWORD)).as("locked").hasSize(2).containsOnly("attempts.increment");
        assertThat(node.audit.last().type()).isEqualTo(AuditEvent.Type.LOGIN_LOCKED);
        assertThat(hashOfOld()).isEqualTo(BCRYPT_OF_OLD);

        node.clock.advance(STRICT.window());
        done(node.auth.users().disable("old", APP));
        assertThat(writesOf("old", OLD_PASSWORD)).as("disabled").hasSize(2).containsOnly("attempts.increment");
        assertThat(hashOfOld()).isEqualTo(BCRYPT_OF_OLD);
        assertThat(node.audit.types()).doesNotContain(AuditEvent.Type.PASSWORD_REHASHED);

        done(node.auth.users().enable("old", APP));
        assertThat(done(node.tryLogin("old", OLD_PASSWORD))).isNotNull();
        assertThat(hashOfOld()).as("a login that goes through").isNotEqualTo(BCRYPT_OF_OLD);
    }

    private void importOld() {
        done(node.auth
                .users()
                .importHashed(NewUser.of("old").withId("old").withRoles("viewer"), Secret.of(BCRYPT_OF_OLD), APP));
    }

    private String hashOfOld() {
        return node.stores
                .stores()
                .users()
                .findById("old")
                .orElseThrow()
                .passwordHash()
                .reveal();
    }

    @Test
    void directoryThatFailsAfterALoginDoesNotFailIt() {
        AcceptingDirectory directory = new AcceptingDirectory();
        try (Node foreign = Node.create(settings -> settings.userDirectory(directory))) {
            assertThat(foreign.accepts(foreign.login("ada").accessToken())).isTrue();
            assertThat(directory.told).containsExactly("ada");
            assertThat(refusal(foreign.tryLogin("ada", WRONG)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
            assertThat(directory.told).as("of logins that went through only").containsExactly("ada");
        }
    }

    private static final class AcceptingDirectory implements UserDirectory {
        private final List<String> told = new ArrayList<>();

        @Override
        public Optional<User> findById(String id) {
            return Optional.of(User.of(id, id));
        }

        @Override
        public Optional<User> findByLogin(String login) {
            return findById(login);
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            return password.equals(PASSWORD);
        }

        @Override
        public void passwordAccepted(User user, Secret password) {
            told.add(user.id());
            throw new IllegalStateException("by the test's wish");
        }
    }

    @Test
    void busyHashingIsUnavailable() throws Exception {
        HashingPolicy oneAtATime = new HashingPolicy(1, 0, Duration.ZERO);
        try (Node flooded = Node.create(settings -> settings.hashing(any -> oneAtATime)
                .attempts(any -> new AttemptPolicy(100, 100, 100, Duration.ofMinutes(15))))) {
            flooded.userWithPassword("ada", "viewer");
            List<Outcome<Login>> outcomes = Together.run(16, () -> flooded.tryLogin("ada", WRONG));
            assertThat(outcomes)
                    .extracting(outcome -> refusal(outcome).cause())
                    .contains(Refusal.Cause.UNAVAILABLE)
                    .containsOnly(Refusal.Cause.UNAVAILABLE, Refusal.Cause.INVALID_CREDENTIALS);
            assertThat(flooded.login("ada")).as("once it is over").isNotNull();
        }
    }

    @Test
    void userIsReadOnceALoginWhetherTheyAreKnownOrNot() {
        for (String name : List.of("ada", "unknown")) {
            for (Secret password : List.of(PASSWORD, WRONG)) {
                node.clock.advance(STRICT.window());
                node.stores.forget();
                node.tryLogin(name, password);
                assertThat(node.stores.calls())
                        .filteredOn(call -> call.startsWith("users."))
                        .as("%s", name)
                        .containsExactly("users.findByLogin");
            }
        }
    }

    @Test
    void storeThatFailsAtAnyCallLetsNobodyInAndLeavesNothingHalfWritten() {
        List<String> failed = new ArrayList<>();
        for (int call = 1; ; call++) {
            node.clock.advance(STRICT.window());
            node.stores.forget();
            node.stores.failAtCall(call);
            Outcome<Login> outcome = node.tryLogin("ada", PASSWORD);
            if (outcome instanceof Outcome.Done) {
                assertThat(node.stores.calls())
                        .as("no call is left that could fail")
                        .hasSize(call - 1);
                assertThat(failed).as("nothing follows the login").endsWith("refreshFamilies.insert");
                node.stores.failAtCall(0);
                break;
            }
            failed.add(node.stores.calls().get(call - 1));
            assertThat(refusal(outcome).cause()).as("failing %s", failed).isEqualTo(Refusal.Cause.UNAVAILABLE);
            assertThat(node.auth.sessions().list("ada")).isEmpty();
        }
        assertThat(failed).contains("users.findByLogin", "attempts.increment", "attempts.reset", "sessions.insert");
        assertThat(node.auth.sessions().list("ada")).hasSize(1);
    }

    @Test
    void storeThatFailsAtAnyCallOfAKeyLoginLeavesNothingHalfWritten() {
        List<String> failed = new ArrayList<>();
        for (int call = 1; ; call++) {
            // A new one each time: one that was recognised would not be looked up again.
            Secret key = node.key("ada").secret();
            node.stores.forget();
            node.stores.failAtCall(call);
            Outcome<Login> outcome = node.tryKeyLogin(key, "a");
            if (node.stores.isFailureToCome()) {
                node.stores.failAtCall(0);
                assertThat(node.accepts(done(outcome).accessToken())).isTrue();
                break;
            }
            failed.add(node.stores.calls().get(call - 1));
            assertThat(refusal(outcome).cause()).as("failing %s", failed).isEqualTo(Refusal.Cause.UNAVAILABLE);
            assertThat(node.auth.sessions().list("ada")).isEmpty();
        }
        assertThat(failed).contains("stores.findKeyWithOwner", "sessions.findByLabel", "sessions.insert");
    }

    private void lockAda() {
        for (int i = 0; i < 4; i++) {
            assertThat(refusal(node.tryLogin("ada", WRONG)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        }
    }
}
