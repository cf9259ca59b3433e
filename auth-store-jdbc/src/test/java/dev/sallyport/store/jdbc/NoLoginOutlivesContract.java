package dev.sallyport.store.jdbc;

import static dev.sallyport.store.jdbc.Nodes.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.grant.CookieLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.LoginPolicy;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.stores.Stores;
import dev.sallyport.testing.AuthenticatorApp;
import dev.sallyport.user.NewUser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A login that began before a change of its owner opens nothing after it. The change is forced to come at the worst moment: after
 * the login has read what the change makes untrue.
 */
@Timeout(120)
abstract class NoLoginOutlivesContract {
    static final Secret OLD = Secret.of("an old long password");
    static final Secret NEW = Secret.of("another long password");
    private static final Actor ADMIN = Actor.application();
    private static final LoginOrigin HERE = new LoginOrigin("192.0.2.1", null, null);
    private static final String SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    private static final String HASH_READ = "users.findByLogin";
    private static final String FACTOR_READ = "secondFactors.find";

    private SteppedStores steps;
    private Sallyport auth;

    abstract Stores newStores();

    @BeforeEach
    void start() {
        steps = new SteppedStores(newStores());
        auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .stores(steps.stores())
                .masterKey(MasterKey.of("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII)))
                .failuresPerAddress("1000000/second")
                .logins(NoLoginOutlivesContract::quick)
                .auditSink(event -> {})
                .build();
        auth.users()
                .createIfAbsent(
                        NewUser.of("ada").withId("ada").withPassword(OLD).withRoles("viewer"));
    }

    private static LoginPolicy quick(LoginPolicy policy) {
        return policy.withResponseTimeGrid(Duration.ZERO).withPerAddress(RateLimit.parse("1000000/second"));
    }

    @AfterEach
    void stop() {
        auth.close();
    }

    private Outcome<Login> login(Secret password, @Nullable String code) {
        return auth.logins().withPassword(new PasswordLogin("ada", password, null, Secret.ofNullable(code), HERE));
    }

    private Caller caller() {
        return accepted(done(login(OLD, null)).accessToken());
    }

    private Caller accepted(Secret token) {
        if (auth.authenticate(token.reveal(), "192.0.2.1") instanceof AuthenticationResult.Accepted accepted) {
            return accepted.caller();
        }
        throw new AssertionError("refused");
    }

    private static Refusal.Cause cause(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("done: " + value);
                },
                Refusal::cause);
    }

    /** The change comes after the call, in the middle of a login with the old password. */
    private void requireOutlived(String call, Runnable change) {
        steps.afterNext(call, change);
        assertThat(cause(login(OLD, null))).isEqualTo(Refusal.Cause.UNAVAILABLE);
        assertThat(steps.isToCome(call)).as("the change came").isFalse();
        assertThat(auth.sessions().list("ada")).isEmpty();
    }

    @Test
    void loginThatNothingOvertakesGoesThrough() {
        steps.afterNext(HASH_READ, () -> done(auth.users().create(NewUser.of("vic"), ADMIN)));
        done(login(OLD, null));
        assertThat(steps.isToCome(HASH_READ)).isFalse();
        assertThat(auth.sessions().list("ada")).hasSize(1);
    }

    @Test
    void newPassword() {
        requireOutlived(HASH_READ, () -> done(auth.users().setPassword("ada", NEW, ADMIN)));
        assertThat(cause(login(OLD, null))).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        done(login(NEW, null));
    }

    @Test
    void newPasswordOfTheirOwn() {
        Caller ada = caller();
        steps.afterNext(HASH_READ, () -> done(auth.self().password().change(ada, OLD, NEW, HERE)));
        assertThat(cause(login(OLD, null))).isEqualTo(Refusal.Cause.UNAVAILABLE);
        assertThat(auth.sessions().list("ada")).extracting("id").containsExactly(ada.sessionId());
    }

    @Test
    void disabledAndEnabledAgain() {
        requireOutlived(HASH_READ, () -> {
            done(auth.users().disable("ada", ADMIN));
            done(auth.users().enable("ada", ADMIN));
        });
        done(login(OLD, null));
    }

    @Test
    void endOfAllSessionsAlthoughThereWasNone() {
        requireOutlived(HASH_READ, () -> auth.sessions().endByOwner("ada", AuditEvent.Type.SESSION_ENDED, ADMIN));
        done(login(OLD, null));
    }

    @Test
    void ownerChangedToldByTheApplication() {
        requireOutlived(HASH_READ, () -> auth.ownerChanged("ada"));
    }

    @Test
    void secondFactorThatIsTurnedOn() {
        requireOutlived(
                FACTOR_READ,
                () -> done(auth.secondFactors()
                        .importSeed(auth.users().findById("ada").orElseThrow(), Secret.of(SEED), ADMIN)));
        assertThat(cause(login(OLD, null))).isEqualTo(Refusal.Cause.MFA_REQUIRED);
    }

    private List<Secret> withSecondFactor() {
        Caller ada = caller();
        Secret seed = done(auth.self().secondFactor().enrol(ada, OLD, HERE)).seed();
        List<Secret> codes = new ArrayList<>(done(auth.self()
                .secondFactor()
                .confirm(
                        ada,
                        Secret.of(AuthenticatorApp.of(seed).codeAt(auth.clock().instant())),
                        HERE)));
        auth.sessions().endByOwner("ada", AuditEvent.Type.SESSION_ENDED, ADMIN);
        return codes;
    }

    @Test
    void secondFactorThatIsRemoved() {
        String code = withSecondFactor().get(0).reveal();
        // The code was accepted.
        steps.afterNext("attempts.reset", () -> auth.secondFactors().disable("ada", ADMIN));
        assertThat(cause(login(OLD, code))).isEqualTo(Refusal.Cause.UNAVAILABLE);
        assertThat(auth.sessions().list("ada")).isEmpty();
    }

    private Outcome<CookieLogin> cookieLogin() {
        return auth.logins().withCookie(new PasswordLogin("ada", OLD, null, null, HERE));
    }

    @Test
    void cookieLogins() {
        steps.afterNext(HASH_READ, () -> done(auth.users().setPassword("ada", NEW, ADMIN)));
        assertThat(cause(cookieLogin())).isEqualTo(Refusal.Cause.UNAVAILABLE);
        assertThat(auth.sessions().list("ada")).isEmpty();
    }

    @Test
    void cookieThatWaitsForItsSecondFactor() {
        List<Secret> codes = withSecondFactor();
        Secret waiting = done(cookieLogin()).value();
        Secret control = done(cookieLogin()).value();
        done(auth.logins().completeCookie(control, codes.get(0), HERE));
        done(auth.users().setPassword("ada", NEW, ADMIN));
        assertThat(cause(auth.logins().completeCookie(waiting, codes.get(1), HERE)))
                .isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(auth.sessions().list("ada")).as("the control").hasSize(1);
    }

    @Test
    void cookieThatIsAboutToWait() {
        withSecondFactor();
        steps.afterNext(HASH_READ, () -> done(auth.users().setPassword("ada", NEW, ADMIN)));
        assertThat(cause(cookieLogin())).isEqualTo(Refusal.Cause.UNAVAILABLE);
    }

    @Test
    void secondStepThatIsUnderWay() {
        List<Secret> codes = withSecondFactor();
        Secret waiting = done(cookieLogin()).value();
        steps.afterNext("attempts.reset", () -> done(auth.users().setPassword("ada", NEW, ADMIN)));
        assertThat(cause(auth.logins().completeCookie(waiting, codes.get(0), HERE)))
                .isEqualTo(Refusal.Cause.UNAVAILABLE);
        assertThat(auth.sessions().list("ada")).isEmpty();
    }

    /** Two who know the old password: of two changes under way, the one from a session that ended does nothing. */
    @Test
    void changeOfThePasswordThatAnotherOneOvertook() {
        Caller thief = caller();
        Caller owner = caller();
        // The password was confirmed, and the place where passwords are looked at is free again.
        steps.afterNext(
                "attempts.reset",
                () -> steps.afterNext(
                        "users.findById", () -> done(auth.self().password().change(owner, OLD, NEW, HERE))));
        assertThat(cause(auth.self().password().change(thief, OLD, Secret.of("the thief's password"), HERE)))
                .isEqualTo(Refusal.Cause.UNAVAILABLE);
        done(login(NEW, null));
    }

    @Test
    void enrolmentThatAChangeOfThePasswordOvertook() {
        Caller thief = caller();
        Caller owner = caller();
        Secret seed = done(auth.self().secondFactor().enrol(thief, OLD, HERE)).seed();
        steps.afterNext(FACTOR_READ, () -> done(auth.self().password().change(owner, OLD, NEW, HERE)));
        assertThat(cause(auth.self()
                        .secondFactor()
                        .confirm(
                                thief,
                                Secret.of(AuthenticatorApp.of(seed)
                                        .codeAt(auth.clock().instant())),
                                HERE)))
                .isEqualTo(Refusal.Cause.UNAVAILABLE);
        assertThat(auth.secondFactors().isOn("ada")).isFalse();
    }

    @Test
    void refreshThatIsUnderWay() {
        Caller owner = caller();
        Login other = done(login(OLD, null));
        steps.afterNext(
                "refreshFamilies.findBySession",
                () -> done(auth.self().password().change(owner, OLD, NEW, HERE)));
        assertThat(cause(auth.logins().refresh(Objects.requireNonNull(other.refreshToken()), HERE)))
                .isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(auth.sessions().list("ada")).extracting("id").containsExactly(owner.sessionId());
    }

    /** The other order: the change holds the lock and is not committed yet when the login, its proof complete, wants to open. */
    @Test
    void loginThatWaitsForAChangeToBeCommitted() throws Exception {
        if (!takesTurnsByLocks()) {
            return;
        }
        Caller owner = caller();
        CountDownLatch proven = new CountDownLatch(1);
        List<CompletableFuture<Outcome<Login>>> logins = new ArrayList<>();
        steps.afterNext("users.update", () -> {
            steps.afterNext("attempts.reset", proven::countDown);
            logins.add(CompletableFuture.supplyAsync(() -> login(OLD, null)));
            await(proven);
        });
        done(auth.self().password().change(owner, OLD, NEW, HERE));
        assertThat(cause(logins.get(0).get(60, TimeUnit.SECONDS))).isEqualTo(Refusal.Cause.UNAVAILABLE);
        assertThat(auth.sessions().list("ada")).extracting("id").containsExactly(owner.sessionId());
    }

    /** False where one transaction runs at a time, so that nothing can come in between. */
    boolean takesTurnsByLocks() {
        return true;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
