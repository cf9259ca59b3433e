package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.Together;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientFailuresTest {
    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "198.51.100.7";
    private static final String UNKNOWN = "p_" + "0".repeat(32);
    private static final Secret WRONG = Secret.of("wrong");
    private static final int BUDGET = 5;

    private final InMemoryStores database = InMemoryStores.create();
    private final Node first = node();
    private final Node second = node();
    private final NewClient client =
            done(first.auth.clients().create(ClientRequest.of("project", "one"), Actor.application()));

    private Node node() {
        return Node.over(WatchedStores.over(database), ClientFailuresTest::settings);
    }

    private static SallyportBuilder settings(SallyportBuilder builder) {
        return builder.clientTypes(ClientType.of("project", "p_", "ps_", CallerKind.CLIENT))
                .clientAttempts(BUDGET, Duration.ofMinutes(15));
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private static Outcome<Login> login(Node node, String id, Secret secret, String address) {
        return node.auth.logins().withClient(ClientLogin.of(id, secret, new LoginOrigin(address, null, null)));
    }

    private static void useUp(Node node, String id) {
        for (int i = 0; i < BUDGET; i++) {
            assertThat(refusal(login(node, id, WRONG, HERE)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        }
    }

    /** One secret in a minute is looked at although the door is closed; a wrong one hears nothing of that. */
    private static void useUpTheLookOfThisMinute(Node node, String id) {
        assertThat(refusal(login(node, id, WRONG, HERE)).cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
    }

    @Test
    void rightSecretGetsInBehindTheClosedDoorWhereTheNodeKnowsIt() {
        done(login(first, client.client().id(), client.secret(), HERE));
        useUp(second, client.client().id());
        for (int i = 0; i < 50; i++) {
            login(first, client.client().id(), WRONG, HERE);
            done(login(first, client.client().id(), client.secret(), HERE));
        }
    }

    @Test
    void rightSecretThatTheNodeDoesNotKnowGetsInWithinAMinute() {
        useUp(first, client.client().id());
        useUpTheLookOfThisMinute(second, client.client().id());
        assertThat(refusal(login(second, client.client().id(), client.secret(), HERE))
                        .cause())
                .isEqualTo(Refusal.Cause.RATE_LIMITED);
        second.clock.advance(Duration.ofMinutes(1));
        done(login(second, client.client().id(), client.secret(), HERE));
    }

    @Test
    void guessesBehindTheClosedDoorAreOneInAMinute() {
        useUp(first, client.client().id());
        for (int minute = 0; minute < 10; minute++) {
            first.stores.forget();
            for (int i = 0; i < 20; i++) {
                login(first, client.client().id(), WRONG, HERE);
            }
            assertThat(first.stores.calls()).filteredOn("clients.find"::equals).hasSizeLessThanOrEqualTo(1);
            first.clock.advance(Duration.ofMinutes(1));
        }
    }

    @Test
    void doorClosesOnEveryNodeAndBeforeTheSecretIsLookedAt() {
        for (String id : List.of(client.client().id(), UNKNOWN)) {
            useUp(first, id);
            for (Node node : List.of(first, second)) {
                useUpTheLookOfThisMinute(node, id);
                node.stores.forget();
                Refusal closed = refusal(login(node, id, client.secret(), HERE));
                assertThat(closed.cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
                assertThat(closed.retryAfter()).isEqualTo(Duration.ofMinutes(15));
                assertThat(node.stores.calls())
                        .as("no read: the node remembers")
                        .isEmpty();
            }
        }
    }

    @Test
    void doorIsStillClosedAfterARestart() {
        useUp(first, client.client().id());
        first.close();
        try (Node again = node()) {
            again.clock.advance(Duration.ofMinutes(14));
            useUpTheLookOfThisMinute(again, client.client().id());
            Refusal closed = refusal(login(again, client.client().id(), client.secret(), HERE));
            assertThat(closed.cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
            assertThat(closed.retryAfter()).as("the rest of the window").isEqualTo(Duration.ofMinutes(1));
            again.clock.advance(Duration.ofMinutes(1));
            done(login(again, client.client().id(), client.secret(), HERE));
        }
    }

    @Test
    void nodesCountTogether() {
        for (int i = 0; i < BUDGET; i++) {
            Node node = i % 2 == 0 ? first : second;
            assertThat(refusal(login(node, client.client().id(), WRONG, HERE)).cause())
                    .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        }
        for (Node node : List.of(first, second)) {
            assertThat(refusal(login(node, client.client().id(), WRONG, HERE)).cause())
                    .isEqualTo(Refusal.Cause.RATE_LIMITED);
        }
    }

    @Test
    void closedDoorCostsNoReadOnceTheNodeKnows() {
        useUp(first, client.client().id());
        useUpTheLookOfThisMinute(first, client.client().id());
        first.stores.forget();
        assertThat(refusal(login(first, client.client().id(), WRONG, HERE)).cause())
                .isEqualTo(Refusal.Cause.RATE_LIMITED);
        assertThat(first.stores.calls()).isEmpty();
    }

    @Test
    void lookBehindTheDoorIsOneOfEachClient() {
        NewClient other = done(first.auth.clients().create(ClientRequest.of("project", "two"), Actor.application()));
        useUp(first, client.client().id());
        useUp(first, other.client().id());
        useUpTheLookOfThisMinute(first, client.client().id());
        done(login(first, other.client().id(), other.secret(), HERE));
    }

    /** A flood of such names fills no memory, and is not told from a flood of one. */
    @Test
    void namesThatAreTooLongForAnIdAreOne() {
        useUp(first, "a".repeat(201));
        assertThat(refusal(login(first, "b".repeat(300), WRONG, HERE)).cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
        useUp(first, "a".repeat(200));
        assertThat(refusal(login(first, "b".repeat(200), WRONG, HERE)).cause())
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void customerAtAnotherAddressGoesOnEverywhere() {
        useUp(first, client.client().id());
        login(first, client.client().id(), WRONG, HERE);
        for (Node node : List.of(first, second)) {
            done(login(node, client.client().id(), client.secret(), ELSEWHERE));
        }
    }

    @Test
    void rightSecretsAreNotCounted() {
        for (int i = 0; i < 3 * BUDGET; i++) {
            done(login(first, client.client().id(), client.secret(), HERE));
        }
        useUp(first, client.client().id());
    }

    @Test
    void guessesAtTheSameMomentAreAllCountedAndThenTheDoorIsClosed() throws Exception {
        List<Refusal.Cause> causes = Together.run(
                8,
                () -> refusal(login(first, client.client().id(), WRONG, HERE)).cause());
        assertThat(causes)
                .filteredOn(cause -> cause == Refusal.Cause.INVALID_CREDENTIALS)
                .hasSizeLessThanOrEqualTo(BUDGET);
        useUpTheLookOfThisMinute(second, client.client().id());
        assertThat(refusal(login(second, client.client().id(), client.secret(), HERE))
                        .cause())
                .isEqualTo(Refusal.Cause.RATE_LIMITED);
    }

    @Test
    void storeThatCannotBeAskedLetsNobodyIn() {
        first.stores.setDown(true);
        assertThat(refusal(login(first, client.client().id(), client.secret(), HERE))
                        .cause())
                .isEqualTo(Refusal.Cause.UNAVAILABLE);
    }
}
