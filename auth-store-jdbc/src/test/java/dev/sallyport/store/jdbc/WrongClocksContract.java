package dev.sallyport.store.jdbc;

import static dev.sallyport.store.jdbc.Nodes.ADDRESS;
import static dev.sallyport.store.jdbc.Nodes.PASSWORD;
import static dev.sallyport.store.jdbc.Nodes.accepts;
import static dev.sallyport.store.jdbc.Nodes.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.NewClient;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two nodes on one database, of which the clock of the second is wrong: each kind of instant that one of them writes and the other
 * judges means the same on both, because it is the database's. What a node does is tried on either.
 */
@Timeout(120)
abstract class WrongClocksContract {
    private static final LoginOrigin ORIGIN = WrongClocks.ORIGIN;
    private static final Actor APP = Actor.application();
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final PlainUsers USERS = new PlainUsers("ada"::equals, Set.of());

    private final WrongClocks nodes = new WrongClocks(newDataSource(), node -> node.userDirectory(USERS));

    abstract DataSource newDataSource();

    @AfterEach
    void close() {
        nodes.close();
    }

    private Sallyport node(Duration wrong) {
        return nodes.node(wrong);
    }

    private Instant now() {
        return nodes.now();
    }

    private void pass(Duration duration) {
        nodes.pass(duration);
    }

    /** The right node writes and the wrong one judges, and the other way round. */
    private void eachWay(long wrong, WrongClocks.Trial trial) {
        WrongClocks.eachWay(node(Duration.ZERO), node(Duration.ofSeconds(wrong)), trial);
    }

    private static Login logIn(Sallyport node) {
        return done(node.logins().withPassword(new PasswordLogin("ada", PASSWORD, null, null, ORIGIN)));
    }

    private static Secret refreshToken(Login login) {
        return Objects.requireNonNull(login.refreshToken());
    }

    private static boolean refreshes(Sallyport node, Secret token) {
        return node.logins().refresh(token, ORIGIN).fold(login -> true, refusal -> false);
    }

    private static Caller caller(Sallyport node, Secret token) {
        return ((AuthenticationResult.Accepted) node.authenticate(token.reveal(), ADDRESS)).caller();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void graceOfARefreshTokenIsTenSeconds(long wrong) {
        eachWay(wrong, (writer, judge) -> {
            Secret first = refreshToken(logIn(writer));
            Secret second = refreshToken(done(writer.logins().refresh(first, ORIGIN)));
            assertThat(refreshToken(done(judge.logins().refresh(first, ORIGIN))))
                    .isEqualTo(second);
            pass(Duration.ofSeconds(9));
            assertThat(refreshToken(done(judge.logins().refresh(first, ORIGIN))))
                    .isEqualTo(second);
            pass(SECOND);
            assertThat(refreshes(judge, first)).as("used twice").isFalse();
            assertThat(refreshes(writer, second)).as("the login ended").isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void revokedTokenIsNeverAcceptedAgain(long wrong) {
        eachWay(wrong, (writer, judge) -> {
            NewClient client = done(writer.clients().create(ClientRequest.of("project", "one"), APP));
            Login login = done(
                    writer.logins().withClient(ClientLogin.of(client.client().id(), client.secret(), ORIGIN)));
            assertThat(accepts(judge, login.accessToken())).as("control").isTrue();
            writer.revocations().revoke(login.accessToken(), "leaked", APP);
            Nodes.awaitRefusal(judge, login.accessToken());
            for (Duration step :
                    List.of(SECOND, login.expiresIn().minus(Duration.ofSeconds(42)), Duration.ofSeconds(40))) {
                pass(step);
                judge.purge();
                writer.purge();
                Sallyport fresh = node(Duration.ofSeconds(wrong));
                for (Sallyport node : List.of(writer, judge, fresh, node(Duration.ZERO))) {
                    assertThat(accepts(node, login.accessToken())).isFalse();
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void nobodysSessionIsPurgedBeforeItsEnd(long wrong) {
        eachWay(wrong, (writer, judge) -> {
            Login login = logIn(writer);
            String cookie = done(writer.logins().withCookie(new PasswordLogin("ada", PASSWORD, null, null, ORIGIN)))
                    .value()
                    .reveal();
            pass(Duration.ofMinutes(29));
            judge.purge();
            for (Sallyport node : List.of(writer, judge)) {
                assertThat(node.authenticateCookie(cookie, ADDRESS)).isInstanceOf(AuthenticationResult.Accepted.class);
                assertThat(node.sessions().find(login.sessionId())).isPresent();
            }
            pass(Duration.ofDays(400));
            for (Sallyport node : List.of(writer, judge)) {
                assertThat(node.authenticateCookie(cookie, ADDRESS)).isInstanceOf(AuthenticationResult.Refused.class);
                assertThat(node.sessions().find(login.sessionId())).isEmpty();
                assertThat(refreshes(node, refreshToken(login))).isFalse();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void tokenIsGoodFromItsFirstMomentToItsLast(long wrong) {
        eachWay(wrong, (writer, judge) -> {
            Login login = logIn(writer);
            assertThat(accepts(judge, login.accessToken())).isTrue();
            pass(login.expiresIn().minus(SECOND));
            assertThat(accepts(judge, login.accessToken())).isTrue();
            pass(SECOND);
            assertThat(accepts(judge, login.accessToken())).isFalse();
            assertThat(accepts(writer, login.accessToken())).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void keyAndItsOverlapEndWhenTheyAreToEnd(long wrong) {
        eachWay(wrong, (writer, judge) -> {
            NewApiKey old = done(writer.apiKeys().create("ada", KeyRequest.named("a"), APP));
            NewApiKey next = done(writer.apiKeys().rotate(old.key().id(), Duration.ofSeconds(20), APP));
            NewApiKey hour = done(writer.apiKeys()
                    .create("ada", KeyRequest.named("b").withExpiresAt(now().plus(Duration.ofHours(1))), APP));
            assertThat(accepts(judge, old.secret())).isTrue();
            pass(Duration.ofSeconds(19));
            assertThat(accepts(judge, old.secret())).isTrue();
            pass(SECOND);
            assertThat(accepts(judge, old.secret())).isFalse();
            assertThat(accepts(judge, next.secret())).isTrue();
            pass(Duration.ofMinutes(59));
            assertThat(accepts(judge, hour.secret())).isTrue();
            pass(MINUTE);
            assertThat(accepts(judge, hour.secret())).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void overlapOfAClientsSecretsEndsWhenItIsToEnd(long wrong) {
        eachWay(wrong, (writer, judge) -> {
            NewClient old = done(writer.clients().create(ClientRequest.of("project", "one"), APP));
            String id = old.client().id();
            done(writer.clients().rotateSecret(id, Duration.ofSeconds(20), APP));
            pass(Duration.ofSeconds(19));
            assertThat(judge.clients().authenticate(id, old.secret())).isPresent();
            pass(SECOND);
            assertThat(judge.clients().authenticate(id, old.secret())).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void loginIsRecentForTenMinutes(long wrong) {
        eachWay(wrong, (writer, judge) -> {
            Login login = logIn(writer);
            Caller caller = caller(judge, login.accessToken());
            assertThat(caller.authTime()).isBetween(now().minus(SECOND), now());
            assertThat(judge.clock().instant()).isEqualTo(now());
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void nobodyIsLockedForLongerThanTheWindow(long wrong) {
        eachWay(wrong, (writer, judge) -> {
            for (int i = 0; i < 12; i++) {
                guess(writer, Secret.of("wrong horse battery"));
            }
            assertThat(guess(writer, PASSWORD)).as("control").isFalse();
            assertThat(guess(judge, PASSWORD)).as("control").isFalse();
            pass(Duration.ofMinutes(16));
            assertThat(guess(judge, PASSWORD)).isTrue();
            assertThat(guess(writer, PASSWORD)).isTrue();
        });
    }

    private static boolean guess(Sallyport node, Secret password) {
        return node.logins()
                .withPassword(new PasswordLogin("ada", password, null, null, ORIGIN))
                .fold(login -> true, refusal -> false);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void eventsAreDatedAlike(long wrong) {
        eachWay(wrong, (writer, judge) -> {
            done(writer.apiKeys().create("ada", KeyRequest.named("a"), APP));
            assertThat(judge.auditLog().find(AuditQuery.newest()).events())
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.at()).isEqualTo(now()));
        });
    }
}
