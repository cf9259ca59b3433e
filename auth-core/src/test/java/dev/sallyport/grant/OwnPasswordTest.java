package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.PASSWORD;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sessions and keys that end with a password that its owner changes. */
class OwnPasswordTest {
    private static final Secret NEXT = Secret.of("a better password");

    @Test
    void applicationThatKeepsItsUsersItselfChangesThemItself() {
        PlainUsers users = new PlainUsers().with("ada", "viewer");
        try (Node node = Node.create(settings -> settings.userDirectory(users))) {
            Login login = done(node.auth
                    .logins()
                    .withPassword(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null))));
            assertThat(refusal(node.auth
                                    .self()
                                    .password()
                                    .change(node.accepted(login.accessToken()), PlainUsers.RIGHT, NEXT, origin(null)))
                            .cause())
                    .isEqualTo(Refusal.Cause.NOT_FOUND);
        }
    }

    @Test
    void otherSessionsEndAndKeysWhereThatIsAskedFor() {
        try (Node node = Node.create()) {
            node.userWithPassword("ada", "viewer");
            Caller ada = node.accepted(node.login("ada").accessToken());
            Secret other = node.login("ada").accessToken();
            Secret key = node.key("ada").secret();
            OwnPassword own = node.auth.self().password();

            node.stores.afterNext("attempts.increment", () -> node.auth.ownerChanged("ada"));
            assertThat(refusal(own.change(ada, PASSWORD, NEXT, origin(null), true)))
                    .as("the owner changed meanwhile")
                    .isEqualTo(Refusal.unavailable(Duration.ofSeconds(1)));
            assertThat(node.accepts(other)).isTrue();
            assertThat(node.accepts(key)).isTrue();

            assertThat(done(own.change(ada, PASSWORD, NEXT, origin(null))).id()).isEqualTo("ada");
            assertThat(node.accepts(other)).isFalse();
            assertThat(node.accepts(key)).isTrue();
            assertThat(node.auth.sessions().list("ada")).extracting("id").containsExactly(ada.sessionId());

            assertThat(own.change(ada, NEXT, PASSWORD, origin(null), true)).isInstanceOf(Outcome.Done.class);
            assertThat(node.accepts(key)).isFalse();
            assertThat(node.audit.events())
                    .filteredOn(event -> event.type() == AuditEvent.Type.API_KEY_REVOKED)
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.actor()).isEqualTo("ada");
                        assertThat(event.details()).containsEntry("reason", "password changed");
                    });
        }
    }
}
