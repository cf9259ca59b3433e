package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.change.StoreException;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.environment.Environment;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.fixture.Together;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.leak.LeakReport;
import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.Vault;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeakReportsTest {
    private static final String REPORTER = "203.0.113.9";
    private static final Secret GARBAGE = Secret.of("sp_key_" + "A".repeat(50));
    private static final Secret FORGED = Secret.of("eyJhbGciOiJFZERTQSJ9.e30.AAAA");

    private final InMemoryStores database = InMemoryStores.create();
    private final Node node = node();
    private final LeakReports reports = reports(node, LeakPolicy.revoke());
    private final SomeCredentials held = new SomeCredentials(node);

    private Node node() {
        return Node.over(WatchedStores.over(database), LeakReportsTest::settings);
    }

    private static SallyportBuilder settings(SallyportBuilder builder) {
        return builder.userDirectory(new PlainUsers().with("ada", "analyst"))
                .clientTypes(ClientType.of("project", "p_", "ps_", CallerKind.CLIENT));
    }

    /** Without the background thread, so that the test says when the work is done. */
    private static LeakReports reports(Node of, LeakPolicy policy) {
        return reports(of, policy, Node.MASTER_KEY);
    }

    private static LeakReports reports(Node of, LeakPolicy policy, MasterKey key) {
        SecureRandom random = new SecureRandom();
        Environment environment = new Environment(of.stores.stores(), of.audit, of.clock, random);
        return new LeakReports(
                new LeakInbox(
                        of.stores.stores().leakReports(),
                        Vault.of(key, random),
                        of.auth.tokenPolicy().audience(),
                        of.clock,
                        random),
                of.auth.revocations(),
                policy,
                new LeakRecords(new LocalRateLimiter(of.clock, random), environment),
                environment);
    }

    @AfterEach
    void close() {
        node.close();
    }

    /** One of each kind, and what each came from. */
    private static final class SomeCredentials {
        private final Secret key;
        private final Secret keyOfToken;
        private final Secret tokenOfKey;
        private final Secret accessToken;
        private final Secret refreshToken;
        private final NewClient client;
        private final NewClient clientOfToken;
        private final Secret clientToken;

        SomeCredentials(Node node) {
            key = node.key("ada").secret();
            keyOfToken = node.key("ada").secret();
            tokenOfKey = node.keyLogin(keyOfToken, "job").accessToken();
            accessToken = loginOfAda(node).accessToken();
            refreshToken = Objects.requireNonNull(loginOfAda(node).refreshToken());
            client = done(node.auth.clients().create(ClientRequest.of("project", "one"), Actor.application()));
            clientOfToken = done(node.auth.clients().create(ClientRequest.of("project", "two"), Actor.application()));
            clientToken = login(node, clientOfToken).map(Login::accessToken).fold(token -> token, refused -> {
                throw new AssertionError(refused.toString());
            });
        }

        private static Login loginOfAda(Node node) {
            return done(node.tryLogin("ada", PlainUsers.RIGHT));
        }

        static Outcome<Login> login(Node node, NewClient client) {
            return node.auth.logins().withClient(ClientLogin.of(client.client().id(), client.secret(), origin(null)));
        }

        List<Secret> all() {
            return List.of(key, tokenOfKey, accessToken, refreshToken, pair(client), clientToken);
        }

        void assertEnded(Node node) {
            assertThat(node.accepts(key)).isFalse();
            assertThat(node.accepts(tokenOfKey)).isFalse();
            assertThat(node.accepts(accessToken)).isFalse();
            assertThat(node.auth.logins().refresh(refreshToken, origin(null))).isInstanceOf(Outcome.Refused.class);
            assertThat(login(node, client)).isInstanceOf(Outcome.Refused.class);
            assertThat(node.accepts(clientToken)).isFalse();
        }

        void assertParentsLive(Node node) {
            assertThat(node.accepts(keyOfToken)).as("the key that made a token").isTrue();
            assertThat(login(node, clientOfToken))
                    .as("the client that had a token")
                    .isInstanceOf(Outcome.Done.class);
            assertThat(loginOfAda(node)).as("the person behind a session").isNotNull();
        }
    }

    @Test
    void whatIsReportedEndsAndNothingThatItCameFrom() {
        List<Secret> presented = new ArrayList<>(held.all());
        presented.add(GARBAGE);
        presented.add(FORGED);
        assertThat(done(reports.report(presented, REPORTER))).isEqualTo(8);
        assertThat(node.accepts(held.key)).as("not before the work").isTrue();
        assertThat(reports.work()).isEqualTo(1);
        held.assertEnded(node);
        held.assertParentsLive(node);
        assertThat(leaks(node)).hasSize(6).allSatisfy(event -> {
            assertThat(event.actor()).isNull();
            assertThat(event.address()).isEqualTo(REPORTER);
            assertThat(event.details()).containsEntry("action", "revoke");
        });
        assertThat(leaks(node))
                .extracting(event -> event.details().get("kind"))
                .containsExactly(
                        "api_key", "access_token", "access_token", "refresh_token", "client_secret", "access_token");
        assertThat(reports.work()).as("nothing is left").isZero();
    }

    private static List<AuditEvent> leaks(Node of) {
        return of.audit.events().stream()
                .filter(event -> event.type() == AuditEvent.Type.CREDENTIAL_LEAKED)
                .toList();
    }

    @Test
    void flagRecordsAndEndsNothing() {
        LeakReports flagging = reports(node, LeakPolicy.flag());
        done(flagging.report(held.all(), REPORTER));
        flagging.work();
        assertThat(leaks(node))
                .hasSize(6)
                .allSatisfy(event -> assertThat(event.details()).containsEntry("action", "flag"));
        assertThat(node.accepts(held.key)).isTrue();
        assertThat(node.accepts(held.accessToken)).isTrue();
        assertThat(SomeCredentials.login(node, held.client)).isInstanceOf(Outcome.Done.class);
    }

    /** The holder of a genuine credential could fill the record with it otherwise. */
    @Test
    void whatGoesOnIsRecordedOnceADayEach() {
        LeakReports flagging = reports(node, LeakPolicy.flag());
        Secret clientSecret = pair(held.client);
        List<Secret> three = List.of(held.key, clientSecret, pair(held.clientOfToken), held.key);
        for (int i = 0; i < 3; i++) {
            done(flagging.report(three, REPORTER));
            flagging.work();
        }
        assertThat(leaks(node))
                .hasSize(3)
                .extracting(AuditEvent::details)
                .allSatisfy(details -> assertThat(details).doesNotContainKey("result"));
        assertThat(leaks(node))
                .extracting(AuditEvent::owner)
                .containsExactly(
                        "ada",
                        held.client.client().id(),
                        held.clientOfToken.client().id());
        node.clock.advance(Duration.ofDays(1));
        done(flagging.report(three, REPORTER));
        flagging.work();
        assertThat(leaks(node)).hasSize(6);
    }

    private static Secret pair(NewClient client) {
        return Secret.of(client.client().id() + ":" + client.secret().reveal());
    }

    @Test
    void credentialThatAReportNamesManyTimesIsLookedUpOnce() {
        done(reports.report(Collections.nCopies(100, GARBAGE), REPORTER));
        node.stores.forget();
        reports.work();
        assertThat(node.stores.calls())
                .filteredOn("apiKeys.findByDigest"::equals)
                .hasSize(1);
    }

    @Test
    void whoeverIsRefusedHearsWhy() {
        assertThat(refusal(reports.report(List.of(), REPORTER)).errors())
                .extracting("field", "code")
                .containsExactly(tuple("credentials", "required"));
        assertThat(refusal(reports.report(Collections.nCopies(101, GARBAGE), REPORTER))
                        .errors())
                .extracting("code")
                .containsExactly("too_long");
        assertThat(refusal(reports.report(Collections.nCopies(17, FORGED), REPORTER))
                        .errors())
                .extracting("code")
                .containsExactly("too_many");
        assertThat(reports.policy()).isEqualTo(LeakPolicy.revoke());
    }

    @Test
    void neitherTheTableNorTheAuditHasACredential() {
        done(reports.report(held.all(), REPORTER));
        LeakReport waiting = database.leakReports()
                .findUnclaimed(node.auth.tokenPolicy().audience(), node.clock.instant(), 10)
                .get(0);
        reports.work();
        String all = waiting + node.audit.events().toString();
        assertThat(held.all()).allSatisfy(secret -> assertThat(all).doesNotContain(secret.reveal()));
        assertThat(database.leakReports()
                        .findUnclaimed(
                                node.auth.tokenPolicy().audience(),
                                node.clock.instant().plusSeconds(3_600),
                                10))
                .as("gone when it is done")
                .isEmpty();
    }

    @Test
    void takingInCostsTheSameCallsWhateverIsGenuine() {
        for (List<Secret> presented : List.of(held.all(), List.of(GARBAGE), List.of(FORGED, Secret.of("\n\u0000 ")))) {
            node.stores.forget();
            done(reports.report(presented, REPORTER));
            assertThat(node.stores.calls()).containsExactly("leakReports.insert");
        }
    }

    @Test
    void sizesAreBounded() {
        assertThat(refusal(reports.report(List.of(), REPORTER)).cause()).isEqualTo(Refusal.Cause.INVALID_REQUEST);
        assertThat(refusal(reports.report(Collections.nCopies(101, GARBAGE), REPORTER))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_REQUEST);
        assertThat(refusal(reports.report(Collections.nCopies(17, FORGED), REPORTER))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_REQUEST);
        List<Secret> most = new ArrayList<>(Collections.nCopies(16, FORGED));
        most.addAll(Collections.nCopies(84, GARBAGE));
        assertThat(done(reports.report(most, REPORTER))).isEqualTo(100);
    }

    @Test
    void queueIsBoundedAndTellsSo() {
        for (int i = 0; i < 1_000; i++) {
            done(reports.report(List.of(GARBAGE), REPORTER));
        }
        assertThat(refusal(reports.report(List.of(held.key), REPORTER)).cause()).isEqualTo(Refusal.Cause.UNAVAILABLE);
        reports.work();
        done(reports.report(List.of(held.key), REPORTER));
    }

    @Test
    void secretOfADisabledClientEndsToo() {
        String id = held.client.client().id();
        done(node.auth.clients().disable(id, Actor.application()));
        done(reports.report(held.all(), REPORTER));
        reports.work();
        done(node.auth.clients().enable(id, Actor.application()));
        assertThat(SomeCredentials.login(node, held.client)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void reportThatCannotBeWrittenIsNotAnswered() {
        node.stores.failAtCall(1);
        assertThatThrownBy(() -> reports.report(held.all(), REPORTER)).isInstanceOf(StoreException.class);
        assertThat(reports.work()).isZero();
        assertThat(node.accepts(held.key)).isTrue();
    }

    @Test
    void nodeThatStopsAtAnyCallLeavesTheWorkToTheNext() {
        boolean stopped = true;
        int stops = 0;
        while (stopped) {
            SomeCredentials some = new SomeCredentials(node);
            done(reports.report(some.all(), REPORTER));
            node.stores.failAtCall(++stops);
            try {
                reports.work();
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining("by the test's wish");
            }
            stopped = !node.stores.isFailureToCome();
            node.stores.failAtCall(0);
            try (Node next = node()) {
                next.clock.set(node.clock.instant().plusSeconds(60));
                assertThat(reports(next, LeakPolicy.revoke()).work()).isEqualTo(stopped ? 1 : 0);
                some.assertEnded(next);
                some.assertParentsLive(next);
            }
        }
        assertThat(stops).as("every call of the work failed once").isGreaterThan(10);
    }

    @Test
    void reportIsWorkedOnOnceByAnyNumberOfNodes() throws Exception {
        done(reports.report(held.all(), REPORTER));
        List<Integer> done =
                Together.run(4, () -> reports(node, LeakPolicy.revoke()).work());
        assertThat(done).containsOnlyOnce(1);
        assertThat(leaks(node)).hasSize(6);
    }

    @Test
    void reportUnderALostMasterKeyIsDroppedAndTheNextOneGoesOn() {
        MasterKey lost = MasterKey.of("another0123456789abcdef012345678".getBytes(StandardCharsets.US_ASCII));
        done(reports(node, LeakPolicy.revoke(), lost).report(List.of(held.key), REPORTER));
        node.clock.advance(Duration.ofSeconds(1));
        done(reports.report(List.of(held.accessToken), REPORTER));
        assertThat(reports.work()).isEqualTo(2);
        assertThat(node.accepts(held.accessToken)).isFalse();
        assertThat(database.leakReports()
                        .findUnclaimed(
                                node.auth.tokenPolicy().audience(),
                                node.clock.instant().plusSeconds(3_600),
                                10))
                .isEmpty();
    }
}
