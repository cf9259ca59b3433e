package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.PASSWORD;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.fixture.Authenticator;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.Together;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewSecondFactor;
import dev.sallyport.user.User;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecondFactorTest {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Secret WRONG = Secret.of("not the password");

    private final Node node = Node.create(settings -> settings.secondFactor(factor -> factor.requiredFor("analyst")));
    private final OwnSecondFactor own = node.auth.self().secondFactor();

    @AfterEach
    void close() {
        node.close();
    }

    private Outcome<Login> tryLogin(String user, Secret password, @Nullable String code) {
        return node.auth
                .logins()
                .withPassword(new PasswordLogin(user, password, null, Secret.ofNullable(code), origin(null)));
    }

    private Refusal.Cause refused(Secret password, @Nullable String code) {
        return refusal(tryLogin("vic", password, code)).cause();
    }

    private Caller vic() {
        node.userWithPassword("vic", "viewer");
        return node.accepted(node.login("vic").accessToken());
    }

    private record Enrolled(Caller caller, Authenticator app, List<Secret> recoveryCodes) {}

    /** The step of the confirming code is over when this answers. */
    private Enrolled enrolled() {
        Caller vic = vic();
        NewSecondFactor factor = done(own.enrol(vic, PASSWORD, origin(null)));
        Authenticator app = new Authenticator(factor.seed());
        List<Secret> codes = done(own.confirm(vic, Secret.of(app.codeAt(node.clock.instant())), origin(null)));
        node.clock.advance(STEP);
        return new Enrolled(vic, app, codes);
    }

    private String code(Enrolled enrolled) {
        return enrolled.app().codeAt(node.clock.instant());
    }

    @Test
    void countsForNothingUntilACodeConfirmsIt() {
        Caller vic = vic();
        NewSecondFactor factor = done(own.enrol(vic, PASSWORD, origin(null)));
        assertThat(node.login("vic")).isNotNull();
        assertThat(refusal(own.confirm(vic, Secret.of("000000"), origin(null))).errors())
                .extracting("field")
                .containsExactly("code");
        assertThat(node.login("vic")).isNotNull();
        done(own.confirm(vic, Secret.of(new Authenticator(factor.seed()).codeAt(node.clock.instant())), origin(null)));
        assertThat(refused(PASSWORD, null)).isEqualTo(Refusal.Cause.MFA_REQUIRED);
    }

    @Test
    void uriSaysWhatAnAppNeeds() {
        NewSecondFactor factor = done(own.enrol(vic(), PASSWORD, origin(null)));
        assertThat(factor.seed().reveal()).matches("[A-Z2-7]{32}");
        assertThat(factor.uri().reveal())
                .isEqualTo("otpauth://totp/api.example.com:vic?secret="
                        + factor.seed().reveal()
                        + "&issuer=api.example.com&algorithm=SHA1&digits=6&period=30");
        assertThat(factor.toString()).doesNotContain(factor.seed().reveal());
        assertThat(node.stores
                        .stores()
                        .secondFactors()
                        .find("vic")
                        .orElseThrow()
                        .sealedSeed()
                        .text())
                .startsWith("v1.");
    }

    @Test
    void enrolmentMustBeConfirmedWithinTenMinutes() {
        Caller vic = vic();
        NewSecondFactor factor = done(own.enrol(vic, PASSWORD, origin(null)));
        node.clock.advance(Duration.ofMinutes(10));
        assertThat(refusal(own.confirm(
                                vic,
                                Secret.of(new Authenticator(factor.seed()).codeAt(node.clock.instant())),
                                origin(null)))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_REQUEST);
    }

    @Test
    void loginTakesBothFactorsAndSaysSo() {
        Enrolled enrolled = enrolled();
        Login login = done(tryLogin("vic", PASSWORD, code(enrolled)));
        assertThat(node.accepted(login.accessToken()).amr()).containsExactly("pwd", "otp");
        assertThat(refusal(own.enrol(enrolled.caller(), PASSWORD, origin(null))).cause())
                .as("it is on already")
                .isEqualTo(Refusal.Cause.FORBIDDEN);
    }

    @Test
    void stepIsAcceptedOnce() throws Exception {
        String code = code(enrolled());
        List<Boolean> in = Together.run(8, () -> tryLogin("vic", PASSWORD, code) instanceof Outcome.Done);
        assertThat(in).containsOnlyOnce(true);
        assertThat(refused(PASSWORD, code)).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void codeThatConfirmedIsSpent() {
        Caller vic = vic();
        Authenticator app =
                new Authenticator(done(own.enrol(vic, PASSWORD, origin(null))).seed());
        String code = app.codeAt(node.clock.instant());
        done(own.confirm(vic, Secret.of(code), origin(null)));
        assertThat(refused(PASSWORD, code)).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void codeIsAcceptedOneStepOffAndNoMore() {
        Enrolled enrolled = enrolled();
        String next = enrolled.app().codeAt(node.clock.instant().plus(STEP));
        String tooNew = enrolled.app().codeAt(node.clock.instant().plus(STEP).plus(STEP));
        assertThat(refused(PASSWORD, tooNew)).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        done(tryLogin("vic", PASSWORD, next));
        assertThat(refused(PASSWORD, code(enrolled)))
                .as("an older step than one that was accepted")
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void wrongCodeLooksLikeAWrongPassword() {
        enrolled();
        Refusal wrongPassword = refusal(tryLogin("vic", WRONG, "000000"));
        assertThat(refusal(tryLogin("vic", PASSWORD, "000000"))).isEqualTo(wrongPassword);
        assertThat(refusal(tryLogin("vic", WRONG, null)))
                .as("never told that there is a factor")
                .isEqualTo(wrongPassword);
        assertThat(refusal(tryLogin("nobody", PASSWORD, null))).isEqualTo(wrongPassword);
    }

    @Test
    void lockedAccountNeverShowsThatItHasASecondFactor() {
        enrolled();
        for (int i = 0; i < 12; i++) {
            refused(WRONG, null);
        }
        assertThat(refused(PASSWORD, null)).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void disabledAccountNeverShowsThatItHasASecondFactor() {
        enrolled();
        done(node.auth.users().disable("vic", Actor.application()));
        assertThat(refused(PASSWORD, null)).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void guessesOfCodesAreBoundedWhateverTheAddress() {
        Enrolled enrolled = enrolled();
        for (int i = 0; i < 10; i++) {
            LoginOrigin elsewhere = new LoginOrigin("198.51.100." + i, null, null);
            refusal(node.auth
                    .logins()
                    .withPassword(new PasswordLogin("vic", PASSWORD, null, Secret.of("000000"), elsewhere)));
        }
        assertThat(refused(PASSWORD, code(enrolled)))
                .as("even the right one")
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        node.clock.advance(Duration.ofMinutes(15));
        done(tryLogin("vic", PASSWORD, code(enrolled)));
    }

    @Test
    void missingCodeIsNoSuccessThatResetsTheFailures() {
        Enrolled enrolled = enrolled();
        for (int i = 0; i < 9; i++) {
            refused(WRONG, null);
        }
        assertThat(refused(PASSWORD, null)).isEqualTo(Refusal.Cause.MFA_REQUIRED);
        refused(WRONG, null);
        assertThat(refused(PASSWORD, code(enrolled)))
                .as("after ten wrong ones")
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void missingOrEmptyCodeIsNoAttempt() {
        Enrolled enrolled = enrolled();
        for (int i = 0; i < 12; i++) {
            assertThat(refused(PASSWORD, null)).isEqualTo(Refusal.Cause.MFA_REQUIRED);
            assertThat(refused(PASSWORD, "")).isEqualTo(Refusal.Cause.MFA_REQUIRED);
            assertThat(refused(PASSWORD, " ")).isEqualTo(Refusal.Cause.MFA_REQUIRED);
        }
        done(tryLogin("vic", PASSWORD, code(enrolled)));
    }

    @Test
    void recoveryCodesAreTenAndCountOnce() throws Exception {
        Enrolled enrolled = enrolled();
        assertThat(Set.copyOf(enrolled.recoveryCodes())).hasSize(10);
        assertThat(enrolled.recoveryCodes())
                .allSatisfy(code -> assertThat(code.reveal()).matches("[a-z2-7]{25}"));
        String code = enrolled.recoveryCodes().get(0).reveal();
        List<Boolean> in = Together.run(8, () -> tryLogin("vic", PASSWORD, code) instanceof Outcome.Done);
        assertThat(in).containsOnlyOnce(true);
        assertThat(node.audit.types()).containsOnlyOnce(AuditEvent.Type.RECOVERY_CODE_USED);
        done(tryLogin("vic", PASSWORD, code(enrolled)));
        assertThat(refused(PASSWORD, null)).as("the factor stays on").isEqualTo(Refusal.Cause.MFA_REQUIRED);
    }

    @Test
    void seedFromElsewhereIsTakenOver() {
        User vic = node.userWithPassword("vic", "viewer");
        Secret seed = Secret.of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
        done(node.auth.secondFactors().importSeed(vic, seed, Actor.application()));
        assertThat(refused(PASSWORD, null)).isEqualTo(Refusal.Cause.MFA_REQUIRED);
        done(tryLogin("vic", PASSWORD, new Authenticator(seed).codeAt(node.clock.instant())));
        assertThat(refusal(node.auth.secondFactors().importSeed(vic, seed, Actor.application()))
                        .cause())
                .isEqualTo(Refusal.Cause.FORBIDDEN);
    }

    @Test
    void apiKeysPassWithoutASecondFactor() {
        enrolled();
        assertThat(node.accepted(node.key("vic").secret()).scopes()).isEqualTo(ScopeSet.of("reports:read"));
    }

    @Test
    void turningItOffTakesPasswordAndCode() {
        Enrolled enrolled = enrolled();
        Caller vic = enrolled.caller();
        assertThat(refusal(own.disable(vic, WRONG, Secret.of(code(enrolled)), origin(null)))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(refusal(own.disable(vic, PASSWORD, Secret.of("000000"), origin(null)))
                        .errors())
                .extracting("field")
                .containsExactly("code");
        done(own.disable(vic, PASSWORD, Secret.of(code(enrolled)), origin(null)));
        assertThat(node.login("vic")).isNotNull();
    }

    @Test
    void enrollingTakesThePassword() {
        Caller vic = vic();
        assertThat(refusal(own.enrol(vic, null, origin(null))).cause())
                .isEqualTo(Refusal.Cause.REAUTHENTICATION_REQUIRED);
        assertThat(refusal(own.enrol(vic, WRONG, origin(null))).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        done(own.enrol(vic, PASSWORD, origin(null)));
    }

    @Test
    void keysAndWhatTheyOpenedManageNoSecondFactor() {
        vic();
        Secret key = node.key("vic").secret();
        for (Secret credential : List.of(key, node.keyLogin(key, "job").accessToken())) {
            Caller caller = node.accepted(credential);
            assertThat(refusal(own.enrol(caller, PASSWORD, origin(null))).cause())
                    .isEqualTo(Refusal.Cause.FORBIDDEN);
            assertThat(refusal(own.confirm(caller, Secret.of("000000"), origin(null)))
                            .cause())
                    .isEqualTo(Refusal.Cause.FORBIDDEN);
            assertThat(refusal(own.disable(caller, PASSWORD, Secret.of("000000"), origin(null)))
                            .cause())
                    .isEqualTo(Refusal.Cause.FORBIDDEN);
            assertThat(refusal(node.auth.self().password().change(caller, PASSWORD, WRONG, origin(null)))
                            .cause())
                    .isEqualTo(Refusal.Cause.FORBIDDEN);
        }
    }

    @Test
    void turningItOnEndsTheOtherSessionsOfThePersonOnly() {
        Caller vic = vic();
        Login other = node.login("vic");
        Login job = node.keyLogin(node.key("vic").secret(), "job");
        Authenticator app =
                new Authenticator(done(own.enrol(vic, PASSWORD, origin(null))).seed());
        done(own.confirm(vic, Secret.of(app.codeAt(node.clock.instant())), origin(null)));
        assertThat(node.accepts(other.accessToken())).isFalse();
        assertThat(refusal(node.auth.logins().refresh(Objects.requireNonNull(other.refreshToken()), origin(null)))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.accepts(job.accessToken())).isTrue();
        assertThat(node.auth.sessions().find(Objects.requireNonNull(vic.sessionId())))
                .isPresent();
    }

    @Test
    void roleThatNeedsItHasNoRightsWithoutIt() {
        node.userWithPassword("ada", "analyst");
        Login bare = node.login("ada");
        Caller ada = node.accepted(bare.accessToken());
        assertThat(ada.scopes()).isEqualTo(ScopeSet.none());
        assertThat(ada.roles()).isEmpty();
        Login refreshed = done(node.auth.logins().refresh(Objects.requireNonNull(bare.refreshToken()), origin(null)));
        assertThat(refreshed.scopes()).isEqualTo(ScopeSet.none());

        Authenticator app =
                new Authenticator(done(own.enrol(ada, null, origin(null))).seed());
        done(own.confirm(ada, Secret.of(app.codeAt(node.clock.instant())), origin(null)));
        node.clock.advance(STEP);
        Login full = done(tryLogin("ada", PASSWORD, app.codeAt(node.clock.instant())));
        assertThat(node.accepted(full.accessToken()).scopes())
                .isEqualTo(ScopeSet.of("reports:read", "reports:generate"));
    }

    @Test
    void roleThatNeedsItIsNotGainedByRefreshing() {
        node.userWithPassword("vic", "viewer");
        Login login = node.login("vic");
        done(node.auth.users().setRoles("vic", Set.of("analyst"), Actor.application()));
        Login refreshed = done(node.auth.logins().refresh(Objects.requireNonNull(login.refreshToken()), origin(null)));
        assertThat(refreshed.scopes()).isEqualTo(ScopeSet.none());
    }

    @Test
    void newPasswordEndsTheOtherSessions() {
        Caller vic = vic();
        Login other = node.login("vic");
        Secret next = Secret.of("a better password");
        OwnPassword password = node.auth.self().password();
        assertThat(refusal(password.change(vic, WRONG, next, origin(null))).cause())
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(refusal(password.change(vic, PASSWORD, Secret.of("short"), origin(null)))
                        .errors())
                .extracting("field")
                .containsExactly("password");
        assertThat(node.accepts(other.accessToken())).isTrue();
        done(password.change(vic, PASSWORD, next, origin(null)));
        assertThat(node.accepts(other.accessToken())).isFalse();
        assertThat(node.auth.sessions().listOfPerson("vic")).hasSize(1);
        done(tryLogin("vic", next, null));
    }

    @Test
    void guessesOfTheCurrentPasswordAreBounded() {
        Caller vic = vic();
        for (int i = 0; i < 10; i++) {
            refusal(node.auth.self().password().change(vic, WRONG, Secret.of("a better password"), origin(null)));
        }
        assertThat(refusal(node.auth
                                .self()
                                .password()
                                .change(vic, PASSWORD, Secret.of("a better password"), origin(null)))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }
}
