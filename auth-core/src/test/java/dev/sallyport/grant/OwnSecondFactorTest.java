package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.change.StoreException;
import dev.sallyport.fixture.Authenticator;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.AttemptPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logins from which somebody may change their factors, and what stops the change. */
class OwnSecondFactorTest {
    private static final Secret WRONG = Secret.of("wrong");
    private static final Secret SEED = Secret.of("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U");
    private static final Refusal COME_AGAIN = Refusal.unavailable(Duration.ofSeconds(1));

    /** Ada's role needs a second factor, Vic's does not. */
    private final PlainUsers users = new PlainUsers().with("ada", "analyst").with("vic", "viewer");

    private final Node node = Node.create(settings -> settings.userDirectory(users)
            .attempts(any -> new AttemptPolicy(3, 100, 3, Duration.ofMinutes(15)))
            .secondFactor(factor -> factor.requiredFor("analyst")));
    private final OwnSecondFactor own = node.auth.self().secondFactor();

    @AfterEach
    void close() {
        node.close();
    }

    private Login login(String name, @Nullable ScopeSet scopes) {
        return done(
                node.auth.logins().withPassword(new PasswordLogin(name, PlainUsers.RIGHT, scopes, null, origin(null))));
    }

    private Caller caller(String name) {
        return node.accepted(login(name, null).accessToken());
    }

    private Refusal.Cause refusedWithout(Caller caller) {
        return refusal(own.enrol(caller, null, origin(null))).cause();
    }

    /** Vic's, of a login before the factor was there. */
    private Caller withFactor() {
        Caller vic = caller("vic");
        done(node.auth.secondFactors().importSeed(users.get("vic"), SEED, Actor.application()));
        node.auth.ownerChanged("vic");
        return vic;
    }

    private String code() {
        return new Authenticator(SEED).codeAt(node.clock.instant());
    }

    @Test
    void freshLoginThatCanDoNothingElseEnrolsWithoutThePassword() {
        Caller ada = caller("ada");
        node.clock.advance(Duration.ofMinutes(10).minusMillis(1));
        done(own.enrol(ada, null, origin(null)));
        node.clock.advance(Duration.ofMillis(1));
        assertThat(refusedWithout(ada)).isEqualTo(Refusal.Cause.REAUTHENTICATION_REQUIRED);
        done(own.enrol(ada, PlainUsers.RIGHT, origin(null)));
    }

    @Test
    void loginThatCanDoMoreOrWasNarrowedNeedsThePassword() {
        assertThat(refusedWithout(caller("vic"))).isEqualTo(Refusal.Cause.REAUTHENTICATION_REQUIRED);
        Caller narrowed =
                node.accepted(login("ada", ScopeSet.of("reports:read")).accessToken());
        assertThat(refusedWithout(narrowed)).isEqualTo(Refusal.Cause.REAUTHENTICATION_REQUIRED);
        done(own.enrol(narrowed, PlainUsers.RIGHT, origin(null)));
    }

    @Test
    void loginWithLessThanItsOwnerChangesNothing() {
        Caller narrow = node.accepted(login("vic", ScopeSet.none()).accessToken());
        Refusal refused = refusal(own.enrol(narrow, PlainUsers.RIGHT, origin(null)));
        assertThat(refused.cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
        assertThat(refused.detail()).contains("log in with all of your scopes");
        assertThat(refusal(own.confirm(narrow, Secret.of("000000"), origin(null)))
                        .cause())
                .isEqualTo(Refusal.Cause.FORBIDDEN);
        Caller lacking = caller("ada");
        assertThat(refusal(own.disable(lacking, PlainUsers.RIGHT, Secret.of("000000"), origin(null)))
                        .cause())
                .as("the factor that it lacks")
                .isEqualTo(Refusal.Cause.FORBIDDEN);
    }

    @Test
    void keyAndWhatItOpenedChangeNothing() {
        Secret key = node.key("vic").secret();
        for (Secret each : List.of(key, node.keyLogin(key, "a").accessToken())) {
            Refusal refused = refusal(own.enrol(node.accepted(each), PlainUsers.RIGHT, origin(null)));
            assertThat(refused.cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
            assertThat(refused.detail()).contains("not for a key");
        }
    }

    @Test
    void ownerWhoIsDisabledOrGoneMeanwhileChangesNothing() {
        Caller vic = caller("vic");
        users.with(users.get("vic").withEnabled(false));
        assertThat(refusal(own.enrol(vic, PlainUsers.RIGHT, origin(null)))).isEqualTo(Refusal.invalidToken());
        users.remove("vic");
        assertThat(refusal(own.enrol(vic, PlainUsers.RIGHT, origin(null)))).isEqualTo(Refusal.invalidToken());
    }

    @Test
    void confirmedFactorEndsTheOtherSessions() {
        Caller vic = caller("vic");
        Login other = login("vic", null);
        Secret seed = done(own.enrol(vic, PlainUsers.RIGHT, origin(null))).seed();
        String code = new Authenticator(seed).codeAt(node.clock.instant());
        assertThat(done(own.confirm(vic, Secret.of(code), origin(null)))).hasSize(10);
        assertThat(node.accepts(other.accessToken())).isFalse();
        assertThat(node.auth.sessions().list("vic")).extracting("id").containsExactly(vic.sessionId());
        assertThat(node.audit.last().type()).isEqualTo(AuditEvent.Type.SESSION_ENDED);
        assertThat(node.audit.last().actor()).isEqualTo("vic");
        assertThat(node.audit.last().address()).isEqualTo(ADDRESS);
    }

    @Test
    void removalTakesThePasswordAndACodeAndEndsTheOtherSessions() {
        Caller vic = withFactor();
        assertThat(refusal(own.disable(vic, WRONG, Secret.of(code()), origin(null)))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(refusal(own.disable(vic, PlainUsers.RIGHT, Secret.of("x"), origin(null)))
                        .errors())
                .extracting(FieldError::field)
                .containsExactly("code");
        assertThat(node.auth.secondFactors().isOn("vic")).isTrue();
        assertThat(done(own.disable(vic, PlainUsers.RIGHT, Secret.of(code()), origin(null)))
                        .id())
                .isEqualTo("vic");
        assertThat(node.auth.secondFactors().isOn("vic")).isFalse();
    }

    @Test
    void newRecoveryCodesTakeThePlaceOfThoseBefore() {
        Caller vic = withFactor();
        List<Secret> first = done(own.renewRecoveryCodes(vic, PlainUsers.RIGHT, Secret.of(code()), origin(null)));
        assertThat(first).hasSize(10);
        assertThat(refusal(own.renewRecoveryCodes(vic, PlainUsers.RIGHT, Secret.of(code()), origin(null)))
                        .errors())
                .as("the code was used")
                .hasSize(1);
        List<Secret> second = done(own.renewRecoveryCodes(vic, PlainUsers.RIGHT, first.get(0), origin(null)));
        assertThat(second).hasSize(10).doesNotContainAnyElementsOf(first);
        assertThat(node.auth.secondFactors().accept("vic", first.get(1), Actor.application()))
                .isFalse();
        assertThat(node.auth.secondFactors().accept("vic", second.get(1), Actor.application()))
                .isTrue();
    }

    /** The owner must be the same when it is written as when it began. */
    @Test
    void ownerWhoChangesMeanwhileHasToComeAgain() {
        Caller ada = caller("ada");
        Secret seed = done(own.enrol(ada, null, origin(null))).seed();
        String code = new Authenticator(seed).codeAt(node.clock.instant());
        assertStopped("ada", () -> own.confirm(ada, Secret.of(code), origin(null)));
        assertThat(node.auth.secondFactors().isOn("ada")).isFalse();
        done(own.confirm(ada, Secret.of(code), origin(null)));

        Caller vic = withFactor();
        List<Secret> codes = done(own.renewRecoveryCodes(vic, PlainUsers.RIGHT, Secret.of(code()), origin(null)));
        assertStopped("vic", () -> own.renewRecoveryCodes(vic, PlainUsers.RIGHT, codes.get(0), origin(null)));
        assertThat(node.auth.secondFactors().recoveryCodesLeft("vic")).isEqualTo(9);
        assertStopped("vic", () -> own.disable(vic, PlainUsers.RIGHT, codes.get(1), origin(null)));
        assertThat(node.auth.secondFactors().isOn("vic")).isTrue();
        done(own.disable(vic, PlainUsers.RIGHT, codes.get(2), origin(null)));
    }

    private void assertStopped(String name, Supplier<Outcome<?>> change) {
        node.stores.afterNext("attempts.increment", () -> node.auth.ownerChanged(name));
        assertThat(refusal(change.get())).isEqualTo(COME_AGAIN);
    }

    @Test
    void wrongPasswordsCountInTheSessionAndLockNoLogin() {
        Caller vic = caller("vic");
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(own.enrol(vic, WRONG, origin(null))).cause())
                    .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
            assertThat(node.audit.last())
                    .isEqualTo(new AuditEvent(
                            node.clock.instant(), AuditEvent.Type.LOGIN_FAILED, null, "vic", null, ADDRESS, Map.of()));
        }
        int recorded = node.audit.events().size();
        assertThat(refusal(own.enrol(vic, PlainUsers.RIGHT, origin(null))).cause())
                .as("used up")
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(node.audit.events()).as("not looked at").hasSize(recorded);
        done(own.enrol(caller("vic"), PlainUsers.RIGHT, origin(null)));
        node.clock.advance(Duration.ofMinutes(15));
        done(own.enrol(vic, PlainUsers.RIGHT, origin(null)));
    }

    @Test
    void rightPasswordSetsTheCountBack() {
        Caller vic = caller("vic");
        for (int round = 0; round < 3; round++) {
            refusal(own.enrol(vic, WRONG, origin(null)));
            refusal(own.enrol(vic, WRONG, origin(null)));
            done(own.enrol(vic, PlainUsers.RIGHT, origin(null)));
        }
    }

    /** Another request may have used up the last attempt meanwhile. */
    @Test
    void attemptThatIsLockedWhileItIsMadeIsRecordedAsSuch() {
        Caller vic = caller("vic");
        refusal(own.enrol(vic, WRONG, origin(null)));
        refusal(own.enrol(vic, WRONG, origin(null)));
        node.stores.afterNext("attempts.find", () -> refusal(own.enrol(vic, WRONG, origin(null))));
        assertThat(refusal(own.enrol(vic, PlainUsers.RIGHT, origin(null))).cause())
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(node.audit.last().type()).isEqualTo(AuditEvent.Type.LOGIN_LOCKED);
    }

    @Test
    void passwordThatNobodyCouldLookAtIsNoAttempt() {
        Caller vic = caller("vic");
        for (int i = 0; i < 5; i++) {
            users.fail(true);
            Throwable thrown = catchThrowable(() -> {
                Outcome<?> unused = own.enrol(vic, PlainUsers.RIGHT, origin(null));
            });
            assertThat(thrown).isInstanceOf(StoreException.class);
        }
        users.fail(false);
        done(own.enrol(vic, PlainUsers.RIGHT, origin(null)));
    }
}
