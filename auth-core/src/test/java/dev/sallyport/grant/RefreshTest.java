package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.Together;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.RefreshFamily;
import dev.sallyport.session.RefreshPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refresh tokens rotate. */
class RefreshTest {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private final Node node = Node.create();
    private final Login login = loginOfAda();

    private Login loginOfAda() {
        node.userWithPassword("ada", "analyst");
        return node.login("ada");
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static Secret refreshToken(Login login) {
        return Objects.requireNonNull(login.refreshToken());
    }

    private Outcome<Login> tryRefresh(Secret token) {
        return node.auth.logins().refresh(token, origin(null));
    }

    private Login refresh(Secret token) {
        return done(tryRefresh(token));
    }

    private Login refresh(Login from) {
        return refresh(refreshToken(from));
    }

    private void assertEnded(Login... logins) {
        for (Login each : logins) {
            assertThat(node.accepts(each.accessToken())).isFalse();
            assertThat(refusal(tryRefresh(refreshToken(each))).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        }
        assertThat(node.auth.sessions().list("ada")).isEmpty();
    }

    @Test
    void givesNewTokensForTheSameSession() {
        node.clock.advance(Duration.ofMinutes(59));
        Login next = refresh(login);
        assertThat(next.sessionId()).isEqualTo(login.sessionId());
        assertThat(next.accessToken()).isNotEqualTo(login.accessToken());
        assertThat(next.refreshToken()).isNotEqualTo(login.refreshToken());
        assertThat(next.expiresIn()).isEqualTo(Duration.ofHours(1));
        assertThat(node.accepted(next.accessToken()).authTime())
                .as("a refresh is no proof of who one is")
                .isEqualTo(node.accepted(login.accessToken()).authTime());
        node.clock.advance(Duration.ofMinutes(1));
        assertThat(node.accepts(login.accessToken())).isFalse();
        assertThat(node.accepts(next.accessToken())).isTrue();
        assertThat(node.audit.last().type()).isEqualTo(AuditEvent.Type.TOKEN_REFRESHED);
    }

    @Test
    void replaysTheSameSuccessorWithinTheGrace() {
        Login next = refresh(login);
        node.clock.advance(GRACE.minusMillis(1));
        assertThat(refresh(login).refreshToken()).isEqualTo(next.refreshToken());
        assertThat(node.accepts(next.accessToken())).isTrue();
    }

    @Test
    void endsTheSessionWhenASpentTokenComesAfterTheGrace() {
        Login next = refresh(login);
        node.clock.advance(GRACE);
        assertThat(refusal(tryRefresh(refreshToken(login))).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertEnded(login, next);
        assertThat(node.audit.events())
                .filteredOn(event -> event.type() == AuditEvent.Type.REFRESH_TOKEN_REUSED)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.owner()).isEqualTo("ada");
                    assertThat(event.credential()).isEqualTo(login.sessionId());
                    assertThat(event.address()).isEqualTo(Node.ADDRESS);
                });
    }

    @Test
    void endsTheSessionWhenASpentTokenComesAfterItsSuccessorWasUsed() {
        Login second = refresh(login);
        Login third = refresh(second);
        assertThat(refusal(tryRefresh(refreshToken(login))).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertEnded(login, second, third);
    }

    @Test
    void endIsCommittedBeforeTheRefusal() {
        refresh(login);
        node.clock.advance(GRACE);
        node.stores.forget();
        tryRefresh(refreshToken(login));
        assertThat(node.stores.stores().sessions().findById(login.sessionId())).isEmpty();
        assertThat(node.stores.calls()).contains("sessions.delete");
    }

    @Test
    void reuseThatCannotBeWrittenDownIsNotAnswered() {
        refresh(login);
        node.clock.advance(GRACE);
        node.stores.afterNext("sessions.findById", () -> node.stores.setDown(true));
        assertThat(refusal(tryRefresh(refreshToken(login))).cause()).isEqualTo(Refusal.Cause.UNAVAILABLE);
        node.stores.setDown(false);
        assertThat(refusal(tryRefresh(refreshToken(login))).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertEnded(login);
    }

    @Test
    void withoutGraceEverySpentTokenEndsTheSession() {
        try (Node strict = withPolicy(policy -> policy.withGrace(Duration.ZERO))) {
            Login first = strict.login("ada");
            Login next = done(strict.auth.logins().refresh(refreshToken(first), origin(null)));
            refusal(strict.auth.logins().refresh(refreshToken(first), origin(null)));
            assertThat(strict.accepts(next.accessToken())).isFalse();
        }
    }

    @Test
    void exactlyOneOfAHundredAdvancesAndAllGetTheSameSuccessor() throws Exception {
        List<Login> answers = Together.run(100, () -> refresh(login));
        Set<Secret> successors = new HashSet<>();
        answers.forEach(answer -> successors.add(refreshToken(answer)));
        assertThat(successors).hasSize(1);
        assertThat(node.stores
                        .stores()
                        .refreshFamilies()
                        .findBySession(login.sessionId())
                        .orElseThrow()
                        .generation())
                .isEqualTo(2);
        assertThat(refresh(successors.iterator().next()).sessionId()).isEqualTo(login.sessionId());
    }

    @Test
    void forgedTokensChangeNothing() {
        String genuine = refreshToken(login).reveal();
        Login other = node.login("ada");
        List<String> forged = new ArrayList<>(List.of(
                "",
                "rt_",
                genuine + "A",
                genuine.substring(0, genuine.length() - 1),
                genuine.substring(0, genuine.length() - 2) + (genuine.endsWith("AA") ? "QQ" : "AA"),
                "xx_" + genuine.substring(3),
                " " + genuine.substring(1),
                login.accessToken().reveal(),
                // The head of one session's token with the tag of another's.
                genuine.substring(0, 35) + refreshToken(other).reveal().substring(35)));
        // Every character changed, one at a time.
        for (int i = 3; i < genuine.length(); i++) {
            char changed = genuine.charAt(i) == 'A' ? 'B' : 'A';
            forged.add(genuine.substring(0, i) + changed + genuine.substring(i + 1));
        }
        for (String each : forged) {
            assertThat(refusal(tryRefresh(Secret.of(each))).cause())
                    .as(each.length() + " characters")
                    .isEqualTo(Refusal.Cause.INVALID_TOKEN);
        }
        assertThat(node.accepts(login.accessToken())).isTrue();
        assertThat(refresh(login).sessionId()).isEqualTo(login.sessionId());
    }

    @Test
    void generationOfTheFutureChangesNothing() {
        // As after a back-up was restored: genuine, and yet never given out by this database.
        Login second = refresh(login);
        Login third = refresh(second);
        var families = node.stores.stores().refreshFamilies();
        var family = families.findBySession(login.sessionId()).orElseThrow();
        assertThat(family.generation()).isEqualTo(3);
        node.auth.sessions().find(login.sessionId()).ifPresent(session -> {
            node.stores.stores().sessions().delete(session.id());
            node.stores.stores().sessions().insert(session);
        });
        families.insert(new RefreshFamily(
                family.sessionId(), family.sealedKey(), family.scopes(), 2, family.graceUntil(), family.expiresAt()));
        assertThat(refusal(tryRefresh(refreshToken(third))).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(refresh(second).sessionId()).isEqualTo(login.sessionId());
    }

    @Test
    void refreshTokenIsNoAccessTokenAndTheOtherWayRound() {
        assertThat(node.refused(refreshToken(login))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(refusal(tryRefresh(login.accessToken())).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(refreshToken(login).reveal()).doesNotContain(".");
    }

    @Test
    void familyHasAnAbsoluteEnd() {
        Login current = login;
        for (int day = 0; day < 6; day++) {
            node.clock.advance(Duration.ofDays(1));
            current = refresh(current);
        }
        node.clock.advance(Duration.ofDays(1).minusSeconds(1));
        Login last = refresh(current);
        assertThat(last.expiresIn()).as("no longer than the family").isEqualTo(Duration.ofSeconds(1));
        node.clock.advance(Duration.ofSeconds(1));
        assertThat(refusal(tryRefresh(refreshToken(last))).cause()).isEqualTo(Refusal.Cause.TOKEN_EXPIRED);
        assertThat(node.accepts(last.accessToken())).isFalse();
    }

    @Test
    void logoutEndsTheFamily() {
        node.auth.logins().logout(node.accepted(login.accessToken()), Node.ADDRESS);
        assertEnded(login);
    }

    @Test
    void rightsAreThoseOfTheOwnerNow() {
        node.auth.users().setRoles("ada", Set.of("viewer"), Actor.application()).orElseThrow();
        assertThat(refresh(login).scopes()).isEqualTo(ScopeSet.of("reports:read"));
    }

    @Test
    void narrowedLoginStaysNarrow() {
        Login narrow = done(node.auth
                .logins()
                .withPassword(
                        new PasswordLogin("ada", Node.PASSWORD, ScopeSet.of("reports:read"), null, origin(null))));
        assertThat(refresh(narrow).scopes()).isEqualTo(ScopeSet.of("reports:read"));
    }

    @Test
    void tokenOfADisabledOwnerIsRefusedAndNotSpent() {
        node.auth.users().disable("ada", Actor.application()).orElseThrow();
        assertThat(refusal(tryRefresh(refreshToken(login))).cause()).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        node.auth.users().enable("ada", Actor.application()).orElseThrow();
        assertThat(tryRefresh(refreshToken(login))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void keyLoginsGetNoRefreshToken() {
        assertThat(node.keyLogin(node.key("ada").secret(), null).refreshToken()).isNull();
    }

    @Test
    void storeThatFailsAtAnyCallLosesNoSession() {
        Login current = login;
        int failed = 0;
        for (int n = 1; n <= 12; n++) {
            node.stores.failAtCall(n);
            Outcome<Login> answer = tryRefresh(refreshToken(current));
            node.stores.failAtCall(0);
            failed += answer instanceof Outcome.Done<Login> ? 0 : 1;
            // Whatever was written, the client has the old token or the new one, and one of them goes on.
            current = answer instanceof Outcome.Done<Login> refreshed ? refreshed.value() : refresh(current);
        }
        assertThat(failed).as("refreshes that met the fault").isGreaterThan(3);
    }

    @Test
    void forgersAreSlowedDownByAddress() {
        try (Node strict = Node.create(settings -> settings.failuresPerAddress("3/minute"))) {
            strict.userWithPassword("ada", "analyst");
            for (int i = 0; i < 4; i++) {
                refusal(strict.auth.logins().refresh(Secret.of("rt_" + "A".repeat(75)), origin(null)));
            }
            Refusal refusal = refusal(strict.auth.logins().refresh(Secret.of("rt_" + "A".repeat(75)), origin(null)));
            assertThat(refusal.cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
            assertThat(refusal.retryAfter()).isPositive();
        }
    }

    @Test
    void withoutRotationTheTokenStaysUntilItsEnd() {
        try (Node loose = withPolicy(policy -> policy.withRotation(RefreshPolicy.Rotation.OFF))) {
            Login first = loose.login("ada");
            for (int day = 0; day < 6; day++) {
                loose.clock.advance(Duration.ofDays(1));
                Login next = done(loose.auth.logins().refresh(refreshToken(first), origin(null)));
                assertThat(next.refreshToken()).isEqualTo(first.refreshToken());
                assertThat(loose.accepts(next.accessToken())).isTrue();
            }
            loose.clock.advance(Duration.ofDays(1));
            assertThat(refusal(loose.auth.logins().refresh(refreshToken(first), origin(null)))
                            .cause())
                    .isEqualTo(Refusal.Cause.TOKEN_EXPIRED);
        }
    }

    @Test
    void withoutRefreshTokensTheSessionEndsWithItsToken() {
        try (Node none = withPolicy(policy -> policy.withoutRefreshTokens())) {
            Login only = none.login("ada");
            assertThat(only.refreshToken()).isNull();
            assertThat(none.auth.sessions().list("ada").get(0).expiresAt()).isEqualTo(only.expiresAt());
        }
    }

    @Test
    void keyOfTheFamilyIsSealed() {
        String sealed = node.stores
                .stores()
                .refreshFamilies()
                .findBySession(login.sessionId())
                .orElseThrow()
                .sealedKey()
                .text();
        assertThat(sealed).startsWith("v1.");
        assertThat(login.toString()).doesNotContain(refreshToken(login).reveal());
    }

    private static Node withPolicy(UnaryOperator<RefreshPolicy> change) {
        Node node = Node.create(settings -> settings.refreshTokens(change));
        node.userWithPassword("ada", "analyst");
        return node;
    }
}
