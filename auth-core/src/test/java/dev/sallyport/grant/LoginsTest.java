package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.change.StoreException;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.BusyHashing;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Answers to failed logins, which are held back, and to those that could not be decided. */
class LoginsTest {
    private static final Secret WRONG = Secret.of("wrong");
    private static final Duration GRID = Duration.ofSeconds(2);

    private final PlainUsers users = new PlainUsers().with("ada", "viewer");
    private final List<Long> held = new ArrayList<>();
    private final LoginOrigin origin = new LoginOrigin(ClientAddress.of(ADDRESS), null, null, held::add);

    private Node node(UserDirectory directory) {
        return Node.create(settings -> settings.userDirectory(directory)
                .clientTypes(ClientType.of("job", "j_", "js_", CallerKind.CLIENT))
                .logins(logins ->
                        logins.withPerAddress(RateLimit.parse("1000/second")).withResponseTimeGrid(GRID)));
    }

    private PasswordLogin password(Secret password) {
        return new PasswordLogin("ada", password, null, null, origin);
    }

    /** How long the answer is to be held back, as far as the grid says. */
    private Duration heldFor(Logins logins, Function<Logins, Outcome<?>> login) {
        held.clear();
        long start = System.nanoTime();
        assertThat(refusal(login.apply(logins)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(held).hasSize(1);
        return Duration.ofNanos(held.get(0) - start);
    }

    @Test
    void everyFailureOfACredentialIsHeldBackToTheGrid() {
        try (Node node = node(users)) {
            NewClient client = done(node.auth.clients().create(ClientRequest.of("job", "one"), Actor.application()));
            String id = client.client().id();
            List<Function<Logins, Outcome<?>>> failures = List.of(
                    logins -> logins.withPassword(password(WRONG)),
                    logins -> logins.withCookie(password(WRONG)),
                    logins -> logins.withApiKey(new KeyLogin(WRONG, null, origin)),
                    logins -> logins.withClient(ClientLogin.of(id, WRONG, origin)),
                    logins -> logins.clientCredentials(ClientLogin.of(id, WRONG, origin)),
                    logins -> logins.client(new PresentedClient(id, WRONG), origin));
            for (Function<Logins, Outcome<?>> failure : failures) {
                assertThat(heldFor(node.auth.logins(), failure)).isGreaterThanOrEqualTo(GRID);
            }
        }
    }

    @Test
    void wrongCodeOfTheSecondStepIsHeldBackToo() {
        try (Node node = node(users)) {
            done(node.auth
                    .secondFactors()
                    .importSeed(users.get("ada"), Secret.of("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"), Actor.application()));
            Secret waiting = done(node.auth.logins().withCookie(password(PlainUsers.RIGHT)))
                    .value();
            assertThat(heldFor(node.auth.logins(), logins -> logins.completeCookie(waiting, Secret.of("x"), origin)))
                    .isGreaterThanOrEqualTo(GRID);
        }
    }

    @Test
    void nothingElseIsHeldBack() {
        try (Node node = node(users)) {
            done(node.auth.logins().withPassword(password(PlainUsers.RIGHT)));
            users.fail(true);
            assertThat(refusal(node.auth.logins().withPassword(password(PlainUsers.RIGHT)))
                            .cause())
                    .isEqualTo(Refusal.Cause.UNAVAILABLE);
            assertThat(held).isEmpty();
        }
    }

    /** Else users whose hashes take longer than the grid could be told by it. */
    @Test
    void failedPasswordIsHeldBackAsLongAsTheLongestCheckTakes() {
        Duration longest = Duration.ofSeconds(50);
        UserDirectory slow = new Slow(users, longest);
        try (Node node = node(slow)) {
            assertThat(heldFor(node.auth.logins(), logins -> logins.withPassword(password(WRONG))))
                    .isGreaterThanOrEqualTo(longest);
            assertThat(heldFor(node.auth.logins(), logins -> logins.withApiKey(new KeyLogin(WRONG, null, origin))))
                    .as("no password is looked at")
                    .isLessThan(longest);
        }
        try (Node node = node(new Slow(users, Duration.ofMillis(1)))) {
            assertThat(heldFor(node.auth.logins(), logins -> logins.withPassword(password(WRONG))))
                    .isGreaterThanOrEqualTo(GRID);
        }
        try (Node node = node(new Slow(users, null))) {
            assertThat(heldFor(node.auth.logins(), logins -> logins.withPassword(password(WRONG))))
                    .as("where nobody knows")
                    .isGreaterThanOrEqualTo(GRID);
        }
    }

    private static final class Slow implements UserDirectory {
        private final PlainUsers users;
        private final @Nullable Duration longest;

        /** @param longest null when it cannot be told */
        Slow(PlainUsers users, @Nullable Duration longest) {
            this.users = users;
            this.longest = longest;
        }

        @Override
        public Optional<User> findById(String id) {
            return users.findById(id);
        }

        @Override
        public Optional<User> findByLogin(String login) {
            return users.findByLogin(login);
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            return users.passwordMatches(user, password);
        }

        @Override
        public Duration longestCheck() {
            if (longest == null) {
                throw new StoreException("by the test's wish");
            }
            return longest;
        }
    }

    @Test
    void loginThatCannotBeDecidedIsLoggedAndSaysWhenToComeAgain() {
        try (Node node = node(users);
                LogLines log = LogLines.of(Logins.class)) {
            users.fail(true);
            assertThat(refusal(node.auth.logins().withPassword(password(PlainUsers.RIGHT))))
                    .isEqualTo(Refusal.unavailable(Duration.ofSeconds(2)));
            assertThat(log.lines()).containsExactly("A login could not be decided");
        }
    }

    @Test
    void loginForWhichThereIsNoRoomIsLoggedAndSaysWhenToComeAgain() {
        Duration later = Duration.ofSeconds(7);
        users.beforeLook(() -> {
            throw BusyHashing.exception(later);
        });
        try (Node node = node(users);
                LogLines log = LogLines.of(Logins.class)) {
            assertThat(refusal(node.auth.logins().withPassword(password(PlainUsers.RIGHT))))
                    .isEqualTo(Refusal.unavailable(later));
            assertThat(log.lines()).containsExactly("A login was turned away. Busy by the test's wish.");
        }
    }

    @Test
    void loginWithoutASecondFactorSaysThatItIsNeeded() {
        try (Node node = node(users)) {
            done(node.auth
                    .secondFactors()
                    .importSeed(users.get("ada"), Secret.of("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"), Actor.application()));
            assertThat(refusal(node.auth.logins().withPassword(password(PlainUsers.RIGHT)))
                            .detail())
                    .isEqualTo("This account needs the code of its second factor too.");
        }
    }

    @Test
    void passwordsOfOneAddressAreBoundedAndKeysAreNot() {
        try (Node node = Node.create(settings -> settings.userDirectory(users)
                .logins(logins -> Node.quick(logins).withPerAddress(RateLimit.parse("2/hour"))))) {
            Secret key = node.key("ada").secret();
            Logins logins = node.auth.logins();
            done(logins.withPassword(password(PlainUsers.RIGHT)));
            done(logins.withCookie(password(PlainUsers.RIGHT)));
            assertThat(refusal(logins.withPassword(password(PlainUsers.RIGHT))).cause())
                    .isEqualTo(Refusal.Cause.RATE_LIMITED);
            assertThat(refusal(logins.withCookie(password(PlainUsers.RIGHT))).cause())
                    .isEqualTo(Refusal.Cause.RATE_LIMITED);
            for (int i = 0; i < 10; i++) {
                done(logins.withApiKey(new KeyLogin(key, null, origin(null))));
            }
        }
    }
}
