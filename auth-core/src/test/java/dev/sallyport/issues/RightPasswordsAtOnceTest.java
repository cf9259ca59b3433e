package dev.sallyport.issues;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.Together;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.HashingPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A right password is never refused as a wrong one because others of the account are under way, or because nobody looked at it. */
class RightPasswordsAtOnceTest {
    /** No refusal of a login has this cause. */
    private static final Refusal.Cause IN = Refusal.Cause.NOT_FOUND;

    private static Refusal.Cause cause(Node node, Secret password) {
        return node.tryLogin("ada", password).fold(in -> IN, Refusal::cause);
    }

    @Test
    void fortyAtOnceAreInOrToldToComeAgain() throws Exception {
        try (Node node =
                Node.create(settings -> settings.hashing(any -> new HashingPolicy(2, 64, Duration.ofSeconds(5))))) {
            node.userWithPassword("ada");
            List<Refusal.Cause> causes = Together.run(40, () -> cause(node, Node.PASSWORD));
            assertThat(causes).contains(IN);
            assertThat(causes).isSubsetOf(IN, Refusal.Cause.UNAVAILABLE);
            assertThat(cause(node, Node.PASSWORD)).isEqualTo(IN);
        }
    }

    @Test
    void thoseThatWereTurnedAwayCountForNothing() throws Exception {
        try (Node node = Node.create(settings -> settings.hashing(any -> new HashingPolicy(1, 0, Duration.ZERO)))) {
            node.userWithPassword("ada");
            Secret device = done(node.auth
                            .logins()
                            .withPassword(new PasswordLogin("ada", Node.PASSWORD, null, null, Node.origin(null))))
                    .newDeviceCookie();
            for (int round = 0; round < 3; round++) {
                List<Refusal.Cause> causes = Together.run(
                        20,
                        () -> node.auth
                                .logins()
                                .withPassword(new PasswordLogin("ada", Node.PASSWORD, null, null, Node.origin(device)))
                                .fold(in -> IN, Refusal::cause));
                assertThat(causes).isSubsetOf(IN, Refusal.Cause.UNAVAILABLE);
            }
            assertThat(cause(node, Node.PASSWORD)).isEqualTo(IN);
        }
    }

    @Test
    void thoseThatTheStoreFailedAtCountForNothingWhereverItFails() {
        try (Node node = Node.create()) {
            node.userWithPassword("ada");
            node.stores.forget();
            done(node.tryLogin("ada", Node.PASSWORD));
            for (int round = 0; round < 3; round++) {
                for (int call = 1; call < 9; call++) {
                    node.stores.failAtCall(call);
                    cause(node, Node.PASSWORD);
                    node.stores.failAtCall(0);
                }
                node.stores.setDown(true);
                for (int i = 0; i < 12; i++) {
                    assertThat(cause(node, Node.PASSWORD)).isEqualTo(Refusal.Cause.UNAVAILABLE);
                }
                node.stores.setDown(false);
            }
            assertThat(cause(node, Node.PASSWORD)).isEqualTo(IN);
        }
    }

    /** Wrong ones all the same outrun no budget. */
    @Test
    void wrongOnesAtOnceAreTenAtTheMost() throws Exception {
        try (Node node = Node.create()) {
            node.userWithPassword("ada");
            Together.run(40, () -> cause(node, Secret.of("wrong")));
            assertThat(cause(node, Node.PASSWORD)).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        }
    }
}
