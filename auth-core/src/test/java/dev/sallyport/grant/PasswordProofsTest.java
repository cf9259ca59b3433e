package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.fixture.Authenticator;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.AttemptPolicy;
import dev.sallyport.user.BusyHashing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attempts that count, successes that set the count back, and the record of either. */
class PasswordProofsTest {
    private static final Secret WRONG = Secret.of("wrong");
    private static final Secret SEED = Secret.of("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U");
    private static final int BUDGET = 3;

    private final PlainUsers users = new PlainUsers().with("ada", "viewer");
    private final Node node = Node.create(settings -> settings.userDirectory(users)
            .attempts(any -> new AttemptPolicy(BUDGET, 100, BUDGET, Duration.ofMinutes(15))));

    @AfterEach
    void close() {
        node.close();
    }

    private Outcome<Login> login(String name, Secret password, @Nullable String code, @Nullable Secret device) {
        return node.auth
                .logins()
                .withPassword(new PasswordLogin(name, password, null, Secret.ofNullable(code), origin(device)));
    }

    private Outcome<Login> login(Secret password) {
        return login("ada", password, null, null);
    }

    private void enrol() {
        done(node.auth.secondFactors().importSeed(users.get("ada"), SEED, Actor.application()));
    }

    private String code() {
        return new Authenticator(SEED).codeAt(node.clock.instant());
    }

    private void assertRecorded(AuditEvent.Type type, @Nullable String owner, Map<String, String> details) {
        assertThat(node.audit.last())
                .isEqualTo(new AuditEvent(node.clock.instant(), type, null, owner, null, ADDRESS, details));
    }

    @Test
    void failureIsRecordedOfTheAccountOrOfAHashOfTheName() {
        refusal(login(WRONG));
        assertRecorded(AuditEvent.Type.LOGIN_FAILED, "ada", Map.of());
        refusal(login("nobody", WRONG, null, null));
        String hash = Objects.requireNonNull(node.audit.last().details().get("login_hash"));
        assertThat(hash).matches("[0-9a-f]{16}");
        assertRecorded(AuditEvent.Type.LOGIN_FAILED, null, Map.of("login_hash", hash));
        refusal(login("nobody else", WRONG, null, null));
        assertThat(node.audit.last().details()).isNotEqualTo(Map.of("login_hash", hash));
    }

    @Test
    void lockedAccountIsRecordedAsSuch() {
        for (int i = 0; i < BUDGET; i++) {
            refusal(login(WRONG));
        }
        assertRecorded(AuditEvent.Type.LOGIN_FAILED, "ada", Map.of());
        assertThat(refusal(login(PlainUsers.RIGHT)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertRecorded(AuditEvent.Type.LOGIN_LOCKED, "ada", Map.of());
    }

    @Test
    void disabledAccountFailsAsAWrongPasswordDoes() {
        users.with(users.get("ada").withEnabled(false));
        assertThat(refusal(login(PlainUsers.RIGHT))).isEqualTo(Refusal.invalidCredentials());
        assertRecorded(AuditEvent.Type.LOGIN_FAILED, "ada", Map.of());
    }

    @Test
    void rightPasswordSetsTheCountBack() {
        for (int round = 0; round < 3; round++) {
            refusal(login(WRONG));
            refusal(login(WRONG));
            done(login(PlainUsers.RIGHT));
        }
    }

    @Test
    void passwordThatNobodyCouldLookAtIsNoAttempt() {
        users.fail(true);
        for (int i = 0; i < 2 * BUDGET; i++) {
            assertThat(refusal(login(PlainUsers.RIGHT)).cause()).isEqualTo(Refusal.Cause.UNAVAILABLE);
        }
        users.fail(false);
        done(login(PlainUsers.RIGHT));
    }

    @Test
    void missingCodeIsNoAttemptAndNoSuccess() {
        enrol();
        for (int i = 0; i < 2 * BUDGET; i++) {
            assertThat(refusal(login(PlainUsers.RIGHT)).cause()).isEqualTo(Refusal.Cause.MFA_REQUIRED);
        }
        refusal(login(WRONG));
        refusal(login(WRONG));
        refusal(login(PlainUsers.RIGHT));
        refusal(login(WRONG));
        assertThat(refusal(login("ada", PlainUsers.RIGHT, code(), null)).cause())
                .as("the failures before it counted")
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void wrongCodeIsAFailureThatCounts() {
        enrol();
        for (int i = 0; i < BUDGET; i++) {
            assertThat(refusal(login("ada", PlainUsers.RIGHT, "x", null))).isEqualTo(Refusal.invalidCredentials());
            assertRecorded(AuditEvent.Type.LOGIN_FAILED, "ada", Map.of());
        }
        refusal(login("ada", PlainUsers.RIGHT, code(), null));
        assertRecorded(AuditEvent.Type.LOGIN_LOCKED, "ada", Map.of());
    }

    @Test
    void codeIsWantedOfWhomHasAFactorAndOfNobodyElse() {
        assertThat(node.accepted(done(login("ada", PlainUsers.RIGHT, "000000", null))
                                .accessToken())
                        .amr())
                .containsExactly("pwd");
        enrol();
        assertThat(node.accepted(done(login("ada", PlainUsers.RIGHT, code(), null))
                                .accessToken())
                        .amr())
                .containsExactly("pwd", "otp");
    }

    @Test
    void deviceIsKnownFromItsFirstLoginOn() {
        Secret device = Objects.requireNonNull(done(login(PlainUsers.RIGHT)).newDeviceCookie());
        for (int i = 0; i < BUDGET; i++) {
            refusal(login(WRONG));
        }
        assertThat(refusal(login(PlainUsers.RIGHT)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(done(login("ada", PlainUsers.RIGHT, null, device)).newDeviceCookie())
                .isNull();
    }

    @Test
    void secondStepSetsTheCountBackAndMakesTheDeviceKnown() {
        enrol();
        refusal(login(WRONG));
        refusal(login(WRONG));
        Secret waiting = done(node.auth
                        .logins()
                        .withCookie(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null))))
                .value();
        CookieLogin opened = done(node.auth.logins().completeCookie(waiting, Secret.of(code()), origin(null)));
        refusal(login(WRONG));
        refusal(login(WRONG));
        refusal(login(WRONG));
        node.clock.advance(Duration.ofSeconds(30));
        assertThat(refusal(login(PlainUsers.RIGHT)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        done(login("ada", PlainUsers.RIGHT, code(), opened.newDevice()));
    }

    @Test
    void countIsSetBackByTheSecondStep() {
        enrol();
        refusal(login(WRONG));
        refusal(login(WRONG));
        Secret waiting = done(node.auth
                        .logins()
                        .withCookie(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null))))
                .value();
        done(node.auth.logins().completeCookie(waiting, Secret.of(code()), origin(null)));
        refusal(login(WRONG));
        node.clock.advance(Duration.ofSeconds(30));
        done(login("ada", PlainUsers.RIGHT, code(), null));
    }

    @Test
    void directoryThatFailsAfterALoginFailsNoneAndIsLogged() {
        users.afterAccepted(() -> {
            throw new IllegalStateException("by the test's wish");
        });
        try (LogLines log = LogLines.of(PasswordProofs.class)) {
            done(login(PlainUsers.RIGHT));
            assertThat(log.lines())
                    .isEqualTo(List.of("The user directory failed after a login that went through; the next one tells"
                            + " it again"));
        }
    }

    @Test
    void hashThatCannotBeRenewedNowFailsNoLogin() {
        users.afterAccepted(() -> {
            throw BusyHashing.exception(Duration.ofSeconds(2));
        });
        try (LogLines log = LogLines.of(PasswordProofs.class)) {
            done(login(PlainUsers.RIGHT));
            assertThat(log.lines()).containsExactly("A hash was not renewed. Busy by the test's wish.");
        }
    }

    @Test
    void directoryIsToldOfLoginsThatWentThroughAndOfNoOthers() {
        int[] told = new int[1];
        users.afterAccepted(() -> told[0]++);
        refusal(login(WRONG));
        enrol();
        refusal(login(PlainUsers.RIGHT));
        assertThat(told[0]).isZero();
        done(login("ada", PlainUsers.RIGHT, code(), null));
        assertThat(told[0]).isEqualTo(1);
        node.clock.advance(Duration.ofSeconds(30));
        done(node.auth
                .logins()
                .withCookie(new PasswordLogin("ada", PlainUsers.RIGHT, null, Secret.of(code()), origin(null))));
        assertThat(told[0]).isEqualTo(2);
    }
}
