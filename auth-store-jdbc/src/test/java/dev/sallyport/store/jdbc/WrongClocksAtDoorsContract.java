package dev.sallyport.store.jdbc;

import static dev.sallyport.store.jdbc.Nodes.ADDRESS;
import static dev.sallyport.store.jdbc.Nodes.PASSWORD;
import static dev.sallyport.store.jdbc.Nodes.accepts;
import static dev.sallyport.store.jdbc.Nodes.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.change.StoreException;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.NewClient;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.LeakReports;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.testing.AuthenticatorApp;
import dev.sallyport.user.NewSecondFactor;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same as {@link WrongClocksContract} for what closes and opens again, and for how recent a login is. The nodes are shared by
 * the tests, each of which has users, clients and keys of its own.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WrongClocksAtDoorsContract {
    private static final Actor APP = Actor.application();
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Secret WRONG = Secret.of("wrong horse battery");

    private final WrongClocks nodes = new WrongClocks(newDataSource(), UnaryOperator.identity());
    private final Map<Long, Sallyport> byClock = new HashMap<>();
    private int made;

    abstract DataSource newDataSource();

    @AfterAll
    void close() {
        nodes.close();
    }

    private Sallyport node(long wrong) {
        return byClock.computeIfAbsent(wrong, seconds -> nodes.node(Duration.ofSeconds(seconds)));
    }

    /** The right node writes and the wrong one judges, and the other way round. */
    private void eachWay(long wrong, WrongClocks.Trial trial) {
        WrongClocks.eachWay(node(0), node(wrong), trial);
    }

    private String newName() {
        made++;
        return "user" + made;
    }

    private static User add(Sallyport node, NewUser user) {
        return done(node.users().create(user, APP));
    }

    private static Refusal refusal(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("done");
                },
                refusal -> refusal);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void reportOfALeakThatSomebodyLeftIsTakenOnAfterAMinute(long wrong) {
        eachWay(wrong, (writer, judge) -> {
            String ada = add(writer, NewUser.of(newName())).id();
            NewApiKey key = done(writer.apiKeys().create(ada, KeyRequest.named("job"), APP));
            assertThat(accepts(judge, key.secret())).as("control").isTrue();
            LeakReports first = writer.leakReports().orElseThrow();
            LeakReports next = judge.leakReports().orElseThrow();
            done(first.report(List.of(key.secret()), ADDRESS));
            nodes.reports.stopTheNext();
            assertThatThrownBy(first::work).isInstanceOf(StoreException.class);
            assertThat(accepts(writer, key.secret())).isFalse();
            assertThat(next.work()).as("claimed").isZero();
            nodes.pass(Duration.ofSeconds(59));
            assertThat(next.work()).as("still claimed").isZero();
            nodes.pass(SECOND);
            assertThat(next.work()).isEqualTo(1);
            assertThat(next.work() + first.work()).as("done once").isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void enrolmentWaitsForTenMinutesToBeConfirmed(long wrong) {
        eachWay(wrong, (writer, judge) -> {
            User inTime = add(writer, NewUser.of(newName()));
            User late = add(writer, NewUser.of(newName()));
            NewSecondFactor early = done(writer.secondFactors().enrol(inTime));
            NewSecondFactor over = done(writer.secondFactors().enrol(late));
            nodes.pass(Duration.ofMinutes(10).minus(SECOND));
            done(judge.secondFactors().confirm(inTime.id(), Secret.of(codeOf(early)), APP));
            nodes.pass(SECOND);
            assertThat(refusal(judge.secondFactors().confirm(late.id(), Secret.of(codeOf(over)), APP))
                            .cause())
                    .isEqualTo(Refusal.Cause.INVALID_REQUEST);
            assertThat(writer.secondFactors().isOn(inTime.id())).isTrue();
            assertThat(writer.secondFactors().isOn(late.id())).isFalse();
        });
    }

    private String codeOf(NewSecondFactor factor) {
        return AuthenticatorApp.of(factor.seed()).codeAt(nodes.now());
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void loginIsRecentEnoughToEnrolForTenMinutes(long wrong) {
        eachWay(wrong, (writer, judge) -> {
            String name = newName();
            add(writer, NewUser.of(name).withPassword(PASSWORD).withRoles("boss"));
            Login login = done(
                    writer.logins().withPassword(new PasswordLogin(name, PASSWORD, null, null, WrongClocks.ORIGIN)));
            nodes.pass(Duration.ofMinutes(10).minus(SECOND));
            done(enrol(judge, caller(judge, login.accessToken())));
            nodes.pass(SECOND);
            for (Sallyport node : List.of(judge, writer)) {
                assertThat(refusal(enrol(node, caller(node, login.accessToken())))
                                .cause())
                        .isEqualTo(Refusal.Cause.REAUTHENTICATION_REQUIRED);
            }
        });
    }

    private static Outcome<NewSecondFactor> enrol(Sallyport node, Caller caller) {
        return node.self().secondFactor().enrol(caller, null, WrongClocks.ORIGIN);
    }

    private static Caller caller(Sallyport node, Secret token) {
        return ((AuthenticationResult.Accepted) node.authenticate(token.reveal(), ADDRESS)).caller();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void doorOfAClientIsClosedForNoLongerThanTheWindow(long wrong) {
        eachWay(wrong, (writer, judge) -> {
            NewClient client = newClient(writer);
            for (int i = 0; i < 3; i++) {
                assertThat(refusal(logIn(writer, client, WRONG)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
            }
            // The one look behind the closed door in a minute is used up, after which the right secret has to wait as
            // well.
            assertThat(refusal(logIn(judge, client, WRONG)).cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
            Refusal closed = refusal(logIn(judge, client, client.secret()));
            assertThat(closed.cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
            assertThat(closed.retryAfter()).isEqualTo(Duration.ofMinutes(15));
            nodes.pass(Duration.ofMinutes(15).minus(SECOND));
            assertThat(refusal(logIn(judge, client, WRONG)).retryAfter()).isEqualTo(SECOND);
            nodes.pass(SECOND);
            assertThat(refusal(logIn(judge, client, WRONG)).cause())
                    .as("looked at")
                    .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
            done(logIn(judge, client, client.secret()));
        });
    }

    private NewClient newClient(Sallyport node) {
        return done(node.clients().create(ClientRequest.of("project", newName()), APP));
    }

    private static Outcome<Login> logIn(Sallyport node, NewClient client, Secret secret) {
        return node.logins().withClient(ClientLogin.of(client.client().id(), secret, WrongClocks.ORIGIN));
    }

    /** The clock of the database was a month ahead, and is set right: what was counted meanwhile begins in the future. */
    @Test
    void windowThatBeginsInTheFutureLocksNobodyForLongerThanOneWindow() {
        Sallyport right = node(0);
        String name = newName();
        add(right, NewUser.of(name).withPassword(PASSWORD));
        NewClient client = newClient(right);
        Sallyport ahead = nodes.nodeOfADatabaseAheadBy(MONTH);
        for (int i = 0; i < 11; i++) {
            assertThat(guess(ahead, name, WRONG)).isFalse();
        }
        assertThat(guess(ahead, name, PASSWORD)).as("control").isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(logIn(ahead, client, WRONG)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        }
        assertThat(refusal(logIn(ahead, client, WRONG)).cause()).as("control").isEqualTo(Refusal.Cause.RATE_LIMITED);
        ahead.close();
        assertThat(refusal(logIn(right, client, WRONG)).retryAfter())
                .as("the window begins now")
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(guess(right, name, PASSWORD)).as("the window begins now").isFalse();
        nodes.pass(Duration.ofMinutes(15));
        done(logIn(right, client, client.secret()));
        assertThat(guess(right, name, PASSWORD)).isTrue();
    }

    /** One typing error in that time, and then one an hour. */
    @Test
    void typingErrorsHoursApartAddUpToNothingBesideAWindowInTheFuture() {
        Sallyport right = node(0);
        String name = newName();
        add(right, NewUser.of(name).withPassword(PASSWORD));
        try (Sallyport ahead = nodes.nodeOfADatabaseAheadBy(MONTH)) {
            assertThat(guess(ahead, name, WRONG)).isFalse();
        }
        for (int i = 0; i < 11; i++) {
            nodes.pass(Duration.ofHours(1));
            assertThat(guess(right, name, WRONG)).isFalse();
        }
        nodes.pass(SECOND);
        assertThat(guess(right, name, PASSWORD)).isTrue();
    }

    private static boolean guess(Sallyport node, String name, Secret password) {
        return node.logins()
                .withPassword(new PasswordLogin(name, password, null, null, WrongClocks.ORIGIN))
                .fold(login -> true, refusal -> false);
    }
}
