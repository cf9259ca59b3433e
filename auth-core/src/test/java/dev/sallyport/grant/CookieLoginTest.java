package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.fixture.Authenticator;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logins of browsers, in one step and in two. */
class CookieLoginTest {
    private static final Secret SEED = Secret.of("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U");

    private final PlainUsers users = new PlainUsers().with("ada", "analyst").with("vic", "viewer");
    private final Node node = Node.create(settings -> settings.userDirectory(users));
    private final Duration lifetime = Duration.ofDays(7);

    @AfterEach
    void close() {
        node.close();
    }

    private Outcome<CookieLogin> tryLogin(String name, @Nullable String code, Secret... replaced) {
        return node.auth
                .logins()
                .withCookie(
                        new PasswordLogin(name, PlainUsers.RIGHT, null, Secret.ofNullable(code), origin(null)),
                        List.of(replaced));
    }

    private CookieLogin login(String name, Secret... replaced) {
        return done(tryLogin(name, null, replaced));
    }

    private boolean accepts(Secret cookie) {
        return node.auth.authenticateCookie(cookie.reveal(), ADDRESS) instanceof AuthenticationResult.Accepted;
    }

    private Outcome<CookieLogin> complete(String code, Secret... values) {
        return node.auth.logins().completeCookie(List.of(values), Secret.of(code), origin(null));
    }

    /** Ada's, and what it shows now. */
    private String enrolled() {
        return enrolled("ada");
    }

    private String enrolled(String name) {
        done(node.auth.secondFactors().importSeed(users.get(name), SEED, Actor.application()));
        return new Authenticator(SEED).codeAt(node.clock.instant());
    }

    @Test
    void oneStepOpensASessionAndSaysSo() {
        CookieLogin login = login("ada");
        assertThat(login.lacksSecondFactor()).isFalse();
        assertThat(login.lifetime()).isEqualTo(lifetime);
        assertThat(login.newDevice()).isNotNull();
        assertThat(accepts(login.value())).isTrue();
        Session session = node.auth.sessions().list("ada").get(0);
        Instant now = node.clock.instant();
        assertThat(session.ownerId()).isEqualTo("ada");
        assertThat(session.credentialId()).isNull();
        assertThat(session.amr()).containsExactly("pwd");
        assertThat(List.of(session.authTime(), session.createdAt())).containsOnly(now);
        assertThat(session.expiresAt()).isEqualTo(now.plus(lifetime));
        assertThat(session.address()).isEqualTo(ADDRESS);
        assertThat(session.userAgent()).isEqualTo("test");
        assertThat(node.audit.last())
                .isEqualTo(new AuditEvent(
                        node.clock.instant(),
                        AuditEvent.Type.LOGIN_SUCCEEDED,
                        "ada",
                        "ada",
                        session.id(),
                        ADDRESS,
                        Map.of("method", "pwd+cookie")));
    }

    @Test
    void knownDeviceGetsNoNewDeviceCookie() {
        Secret device = Objects.requireNonNull(login("ada").newDevice());
        CookieLogin again = done(node.auth
                .logins()
                .withCookie(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(device)), List.of()));
        assertThat(again.newDevice()).isNull();
    }

    @Test
    void whatTheBrowserHadBeforeEndsWhosesoeverItWas() {
        Secret before = login("vic").value();
        Secret elsewhere = login("vic").value();
        Secret next = login("ada", before, Secret.of("nothing")).value();
        assertThat(accepts(next)).isTrue();
        assertThat(accepts(before)).isFalse();
        assertThat(accepts(elsewhere)).isTrue();
    }

    @Test
    void failedLoginLeavesWhatTheBrowserHad() {
        Secret before = login("vic").value();
        Outcome<CookieLogin> failed = node.auth
                .logins()
                .withCookie(new PasswordLogin("ada", Secret.of("wrong"), null, null, origin(null)), List.of(before));
        assertThat(refusal(failed).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(accepts(before)).isTrue();
    }

    @Test
    void secondStepTakesThePlaceOfTheFirstOnce() {
        String code = enrolled();
        CookieLogin waiting = login("ada");
        assertThat(waiting.lacksSecondFactor()).isTrue();
        assertThat(waiting.newDevice()).isNull();
        assertThat(waiting.lifetime()).isEqualTo(lifetime);
        assertThat(accepts(waiting.value())).isFalse();
        assertThat(node.auth.sessions().list("ada")).isEmpty();

        CookieLogin opened = done(complete(code, waiting.value()));
        assertThat(opened.lacksSecondFactor()).isFalse();
        assertThat(opened.newDevice()).isNotNull();
        assertThat(accepts(opened.value())).isTrue();
        assertThat(node.auth.sessions().list("ada").get(0).amr()).containsExactly("pwd", "otp");
        assertThat(node.audit.last().details()).isEqualTo(Map.of("method", "pwd+otp+cookie"));
        assertThat(accepts(waiting.value())).isFalse();
        node.clock.advance(Duration.ofSeconds(30));
        String next = new Authenticator(SEED).codeAt(node.clock.instant());
        assertThat(refusal(complete(next, waiting.value())).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void codeWithThePasswordOpensInOneStep() {
        CookieLogin login = done(tryLogin("ada", enrolled()));
        assertThat(login.lacksSecondFactor()).isFalse();
        assertThat(accepts(login.value())).isTrue();
    }

    @Test
    void wrongCodeIsAFailureAndTheCookieGoesOnWaiting() {
        String code = enrolled();
        CookieLogin waiting = login("ada");
        assertThat(refusal(complete(code.equals("000000") ? "000001" : "000000", waiting.value()))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(node.audit.last().type()).isEqualTo(AuditEvent.Type.LOGIN_FAILED);
        assertThat(node.audit.last().owner()).isEqualTo("ada");
        assertThat(complete(code, waiting.value())).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void cookieThatDoesNotWaitCompletesNothing() {
        String code = enrolled();
        Secret vic = login("vic").value();
        for (Secret value : List.of(vic, Secret.of("nothing"), Secret.of("0".repeat(43)))) {
            assertThat(refusal(complete(code, value)).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        }
        assertThat(refusal(complete(code)).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(accepts(vic)).isTrue();
        assertThat(node.auth.sessions().list("ada")).isEmpty();
    }

    @Test
    void lastOfSeveralThatWaitCounts() {
        Secret logged = login("vic").value();
        enrolled("vic");
        String code = enrolled();
        Secret vic = login("vic").value();
        Secret ada = login("ada").value();
        done(complete(code, logged, vic, ada));
        assertThat(node.auth.sessions().list("ada")).hasSize(1);
        assertThat(node.auth.sessions().list("vic"))
                .as("what the browser had ends")
                .isEmpty();
        assertThat(refusal(complete(code, vic)).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void ownerWhoIsDisabledOrGoneBetweenTheStepsGetsNothing() {
        String code = enrolled();
        Secret waiting = login("ada").value();
        users.with(users.get("ada").withEnabled(false));
        assertThat(refusal(complete(code, waiting)).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        users.remove("ada");
        assertThat(refusal(complete(code, waiting)).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        users.with("ada", "analyst");
        done(complete(code, waiting));
    }

    @Test
    void cookieThatEndsDuringTheSecondStepOpensNothing() {
        String code = enrolled();
        Secret waiting = login("ada").value();
        node.stores.afterNext(
                "browserCookies.find", () -> node.auth.revocations().revoke(waiting, "leaked", Actor.application()));
        assertThat(refusal(complete(code, waiting)).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.auth.sessions().list("ada")).isEmpty();
    }

    @Test
    void secondStepAfterFiveMinutesIsTooLate() {
        enrolled();
        Secret waiting = login("ada").value();
        node.clock.advance(Duration.ofMinutes(5));
        String code = new Authenticator(SEED).codeAt(node.clock.instant());
        assertThat(refusal(complete(code, waiting)).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(refusal(node.auth.logins().completeCookie(waiting, Secret.of(code), origin(null)))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    /** Whoever fails from the same address keeps nobody out who was just let in. */
    @Test
    void whatWasJustIssuedIsLookedAtBehindTheClosedDoor() {
        try (Node strict = Node.create(settings -> settings.userDirectory(users).failuresPerAddress("2/hour"))) {
            Logins logins = strict.auth.logins();
            Secret cookie = done(logins.withCookie(
                            new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null)), List.of()))
                    .value();
            Login login =
                    done(logins.withPassword(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null))));
            for (int i = 0; i < 50; i++) {
                strict.refused(Secret.of("guess " + i));
            }
            assertThat(strict.accepts(strict.key("ada").secret()))
                    .as("what the node does not know")
                    .isFalse();
            assertThat(strict.auth.authenticateCookie(cookie.reveal(), ADDRESS))
                    .isInstanceOf(AuthenticationResult.Accepted.class);
            assertThat(strict.accepts(login.accessToken())).isTrue();
            assertThat(logins.refresh(Objects.requireNonNull(login.refreshToken()), origin(null)))
                    .isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void rolesThatNeedASecondFactorGiveNothingWithoutIt() {
        assertThat(users.get("ada").roles()).isEqualTo(Set.of("analyst"));
        try (Node strict = Node.create(
                settings -> settings.userDirectory(users).secondFactor(factor -> factor.requiredFor("analyst")))) {
            Secret cookie = done(strict.auth
                            .logins()
                            .withCookie(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null))))
                    .value();
            assertThat(strict.auth.authenticateCookie(cookie.reveal(), ADDRESS))
                    .isInstanceOfSatisfying(AuthenticationResult.Accepted.class, accepted -> {
                        assertThat(accepted.caller().scopes().isEmpty()).isTrue();
                        assertThat(accepted.caller().roles()).isEmpty();
                    });
        }
    }
}
