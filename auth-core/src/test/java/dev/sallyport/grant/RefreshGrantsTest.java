package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
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

/** Sessions that a password opens, and the exchange of their refresh tokens. */
class RefreshGrantsTest {
    private static final ScopeSet READ = ScopeSet.of("reports:read");
    private static final ScopeSet BOTH = ScopeSet.of("reports:read", "reports:generate");

    private final PlainUsers users = new PlainUsers().with("ada", "analyst");
    private final Node node = Node.create(settings -> settings.userDirectory(users));

    @AfterEach
    void close() {
        node.close();
    }

    private static Login login(Node at, @Nullable ScopeSet scopes) {
        return done(
                at.auth.logins().withPassword(new PasswordLogin("ada", PlainUsers.RIGHT, scopes, null, origin(null))));
    }

    private static Secret refreshToken(Login login) {
        return Objects.requireNonNull(login.refreshToken());
    }

    private static Outcome<Login> refresh(Node at, Login login, @Nullable ScopeSet scopes) {
        return at.auth.logins().refresh(new RefreshRequest(refreshToken(login), scopes, null, origin(null)));
    }

    @Test
    void loginOpensASessionThatIsRecorded() {
        Instant now = node.clock.instant();
        Login login = login(node, null);
        assertThat(login.user()).isEqualTo(users.get("ada"));
        assertThat(login.expiresIn()).isEqualTo(Duration.ofHours(1));
        Session session = node.auth.sessions().find(login.sessionId()).orElseThrow();
        assertThat(List.of(session.authTime(), session.createdAt())).containsOnly(now);
        assertThat(session.expiresAt()).isEqualTo(now.plus(Duration.ofDays(7)));
        assertThat(session.address()).isEqualTo(ADDRESS);
        assertThat(session.userAgent()).isEqualTo("test");
        assertThat(node.audit.last())
                .isEqualTo(new AuditEvent(
                        now,
                        AuditEvent.Type.LOGIN_SUCCEEDED,
                        "ada",
                        "ada",
                        session.id(),
                        ADDRESS,
                        Map.of("method", "pwd")));
    }

    @Test
    void refreshIsRecordedForItsSession() {
        Login login = login(node, null);
        Login next = done(refresh(node, login, null));
        assertThat(next.sessionId()).isEqualTo(login.sessionId());
        assertThat(next.newDeviceCookie()).isNull();
        assertThat(next.user()).isEqualTo(users.get("ada"));
        assertThat(node.audit.last())
                .isEqualTo(new AuditEvent(
                        node.clock.instant(),
                        AuditEvent.Type.TOKEN_REFRESHED,
                        "ada",
                        "ada",
                        login.sessionId(),
                        ADDRESS,
                        Map.of()));
    }

    @Test
    void tokenLivesNoLongerThanItsSessionAndOneSecondAtLeast() {
        Login login = login(node, null);
        Instant end = node.auth.sessions().find(login.sessionId()).orElseThrow().expiresAt();
        node.clock.set(end.minusSeconds(3_600));
        login = done(refresh(node, login, null));
        assertThat(login.expiresIn()).isEqualTo(Duration.ofHours(1));
        node.clock.set(end.minusSeconds(3_599));
        login = done(refresh(node, login, null));
        assertThat(login.expiresIn()).isEqualTo(Duration.ofSeconds(3_599));
        node.clock.set(end.minusMillis(500));
        login = done(refresh(node, login, null));
        assertThat(login.expiresIn()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void sessionWithoutRefreshTokenEndsWithItsToken() {
        try (Node none = Node.create(
                settings -> settings.userDirectory(users).refreshTokens(policy -> policy.withoutRefreshTokens()))) {
            Login login = login(none, null);
            assertThat(login.refreshToken()).isNull();
            Session session = none.auth.sessions().find(login.sessionId()).orElseThrow();
            assertThat(session.expiresAt()).isEqualTo(login.expiresAt());
        }
    }

    @Test
    void fewerScopesAreForThatTokenOnly() {
        Login login = login(node, null);
        Login narrow = done(refresh(node, login, READ));
        assertThat(node.accepted(narrow.accessToken()).scopes()).isEqualTo(READ);
        Login next = done(refresh(node, narrow, null));
        assertThat(node.accepted(next.accessToken()).scopes()).isEqualTo(BOTH);
    }

    @Test
    void moreScopesThanTheLoginWasGivenSpendNothing() {
        Login login = login(node, READ);
        for (ScopeSet more : List.of(BOTH, ScopeSet.of("reports:delete"))) {
            Refusal refused = refusal(refresh(node, login, more));
            assertThat(refused.cause()).isEqualTo(Refusal.Cause.INSUFFICIENT_SCOPE);
            assertThat(refused.needed()).isEqualTo(more);
        }
        node.clock.advance(Duration.ofMinutes(1));
        assertThat(done(refresh(node, login, READ)).scopes()).isEqualTo(READ);
    }

    @Test
    void ownerWhoIsDisabledOrGoneSpendsNothing() {
        Login login = login(node, null);
        users.with(users.get("ada").withEnabled(false));
        assertThat(refusal(refresh(node, login, null))).isEqualTo(Refusal.invalidToken());
        users.remove("ada");
        assertThat(refusal(refresh(node, login, null))).isEqualTo(Refusal.invalidToken());
        users.with("ada", "viewer");
        node.clock.advance(Duration.ofMinutes(1));
        assertThat(done(refresh(node, login, null)).scopes()).isEqualTo(READ);
    }

    /** Such a token may enrol the factor that it lacks; one that was narrowed must not. */
    @Test
    void tokenThatHasNothingForWantOfAFactorIsNotNarrowed() {
        try (Node strict = Node.create(
                settings -> settings.userDirectory(users).secondFactor(factor -> factor.requiredFor("analyst")))) {
            Login login = login(strict, null);
            assertThat(login.scopes()).isEqualTo(ScopeSet.none());
            assertThat(refusal(refresh(strict, login, ScopeSet.none())).cause())
                    .isEqualTo(Refusal.Cause.INSUFFICIENT_SCOPE);
            assertThat(done(refresh(strict, login, null)).scopes()).isEqualTo(ScopeSet.none());
            users.with(users.get("ada").withRoles(Set.of("viewer")));
            Login viewer = login(strict, null);
            assertThat(done(refresh(strict, viewer, ScopeSet.none())).scopes()).isEqualTo(ScopeSet.none());
        }
    }
}
