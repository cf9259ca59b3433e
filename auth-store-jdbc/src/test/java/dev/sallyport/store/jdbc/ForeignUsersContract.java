package dev.sallyport.store.jdbc;

import static dev.sallyport.store.jdbc.Nodes.ADDRESS;
import static dev.sallyport.store.jdbc.Nodes.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.stores.Stores;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Users in a directory of the application's own: a login that began before the application disabled them, or ended all of their
 * sessions, does not outlive that. The change comes, from another thread, after each question that the login asks of the directory
 * and of the stores.
 */
@Timeout(120)
abstract class ForeignUsersContract {
    private static final Secret PASSWORD = Secret.of("correct horse battery");
    private static final LoginOrigin HERE = new LoginOrigin(ADDRESS, null, null);
    private static final Actor APP = Actor.application();

    private final Directory directory = new Directory();
    private SteppedStores steps;
    private Sallyport auth;

    abstract Stores newStores();

    /** Such as an LDAP server. */
    private static final class Directory implements UserDirectory {
        private volatile boolean enabled = true;
        private volatile Runnable afterEach = () -> {};

        private Optional<User> ada() {
            User ada = User.of("ada", "ada").withRoles(Set.of("viewer")).withEnabled(enabled);
            afterEach.run();
            return Optional.of(ada);
        }

        @Override
        public Optional<User> findById(String id) {
            return ada();
        }

        @Override
        public Optional<User> findByLogin(String loginOrEmail) {
            return ada();
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            boolean matches = password.equals(PASSWORD);
            afterEach.run();
            return matches;
        }
    }

    @BeforeEach
    void start() {
        steps = new SteppedStores(newStores());
        auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .userDirectory(directory)
                .stores(steps.stores())
                .masterKey(MasterKey.of("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII)))
                .failuresPerAddress("1000000/second")
                .logins(logins ->
                        logins.withResponseTimeGrid(Duration.ZERO).withPerAddress(RateLimit.parse("1000000/second")))
                .auditSink(event -> {})
                .build();
    }

    @AfterEach
    void stop() {
        auth.close();
    }

    private Outcome<Login> login() {
        return auth.logins().withPassword(new PasswordLogin("ada", PASSWORD, null, null, HERE));
    }

    private boolean accepts(Login login) {
        return auth.authenticate(login.accessToken().reveal(), ADDRESS) instanceof AuthenticationResult.Accepted;
    }

    private void endAll() {
        auth.sessions().endByOwner("ada", AuditEvent.Type.SESSION_ENDED, APP);
    }

    private void setEnabled(boolean enabled) {
        directory.enabled = enabled;
        auth.ownerChanged("ada");
    }

    /** What comes in between, and whether the login had opened its session before it began. */
    private final class Interruption {
        private final Thread login = Thread.currentThread();
        private final int step;
        private final Runnable change;
        private int seen;
        private @Nullable CompletableFuture<Boolean> running;

        Interruption(int step, Runnable change) {
            this.step = step;
            this.change = change;
        }

        void afterEach() {
            if (Thread.currentThread() != login) {
                return;
            }
            seen++;
            if (seen == step) {
                CompletableFuture<Boolean> begun = CompletableFuture.supplyAsync(() -> {
                    boolean late = !auth.sessions().list("ada").isEmpty();
                    change.run();
                    return late;
                });
                running = begun;
                letGoOn(begun);
            }
        }

        /** Until it is done, or has to wait itself for the login's transaction; what must hold holds in either case. */
        private static void letGoOn(CompletableFuture<Boolean> change) {
            try {
                CompletableFuture.anyOf(change).get(150, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // It waits, or this machine is slow.
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean hasCome() {
            return running != null;
        }

        boolean wasLate() throws Exception {
            return running != null && running.get(60, TimeUnit.SECONDS);
        }
    }

    private interface Check {
        void run(Outcome<Login> login, boolean late);
    }

    /** One login after the other, until the change would come after the end of it. */
    private void afterEachStep(Runnable change, Check check) throws Exception {
        int step = 0;
        Interruption interruption;
        do {
            step++;
            interruption = new Interruption(step, change);
            steps.afterEach(interruption::afterEach);
            directory.afterEach = interruption::afterEach;
            Outcome<Login> login = login();
            steps.afterEach(() -> {});
            directory.afterEach = () -> {};
            boolean late = interruption.wasLate();
            if (interruption.hasCome()) {
                check.run(login, late);
            } else {
                done(login);
            }
            directory.enabled = true;
            endAll();
        } while (interruption.hasCome());
        assertThat(step).as("steps of a login").isGreaterThan(8);
    }

    @Test
    void loginDoesNotOutliveTheEndOfAllSessions() throws Exception {
        afterEachStep(this::endAll, (login, late) -> {
            assertThat(auth.sessions().list("ada")).isEmpty();
            login.fold(
                    opened -> assertThat(accepts(opened)).isFalse(),
                    refusal -> assertThat(refusal.cause()).isEqualTo(Refusal.Cause.UNAVAILABLE));
        });
    }

    @Test
    void loginDoesNotOutliveThatItsOwnerWasDisabled() throws Exception {
        afterEachStep(
                () -> setEnabled(false),
                (login, late) -> login.fold(
                        opened -> assertThat(accepts(opened)).isFalse(),
                        refusal -> assertThat(refusal.cause())
                                .isIn(Refusal.Cause.UNAVAILABLE, Refusal.Cause.INVALID_CREDENTIALS)));
    }

    /** As an application does that ends an account's sessions with it: nothing comes to life again. */
    @Test
    void loginDoesNotOutliveThatItsOwnerWasDisabledForAMoment() throws Exception {
        afterEachStep(
                () -> {
                    setEnabled(false);
                    endAll();
                    setEnabled(true);
                },
                (login, late) -> {
                    assertThat(auth.sessions().list("ada")).isEmpty();
                    login.fold(
                            opened -> assertThat(accepts(opened)).isFalse(),
                            refusal -> assertThat(refusal.cause()).isEqualTo(Refusal.Cause.UNAVAILABLE));
                });
    }

    /** Such as with a new password: what is told opens no session of before, although it ends none either. */
    @Test
    void loginUnderWayOpensNothingAfterAChangeThatWasTold() throws Exception {
        afterEachStep(() -> auth.ownerChanged("ada"), (login, late) -> {
            boolean opened = login.fold(value -> true, refusal -> false);
            assertThat(auth.sessions().list("ada")).hasSize(opened ? 1 : 0);
            login.fold(
                    value -> assertThat(accepts(value)).isTrue(),
                    refusal -> assertThat(refusal.cause()).isEqualTo(Refusal.Cause.UNAVAILABLE));
            assertThat(late && !opened)
                    .as("refused after it had opened a session")
                    .isFalse();
        });
    }

    /** Nobody told: the directory is asked once more before a session is opened. */
    @Test
    void ownerWhoIsDisabledWhileTheirPasswordIsLookedAtOpensNothing() {
        directory.afterEach = new Runnable() {
            private int asked;

            @Override
            public void run() {
                asked++;
                if (asked == 2) {
                    directory.enabled = false;
                }
            }
        };
        assertThat(login().<Object>fold(value -> "done", Refusal::cause)).isEqualTo(Refusal.Cause.UNAVAILABLE);
        assertThat(auth.sessions().list("ada")).isEmpty();
    }
}
