package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ends when a caller logs out, and what goes on. */
class LogoutTest {
    private final PlainUsers users = new PlainUsers().with("ada", "viewer");
    private final Node node = Node.create(settings -> settings.userDirectory(users)
            .clientTypes(ClientType.of("job", "j_", "js_", CallerKind.CLIENT).withScopes("reports:read")));
    private final Logins logins = node.auth.logins();

    @AfterEach
    void close() {
        node.close();
    }

    private Secret login() {
        return done(logins.withPassword(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null))))
                .accessToken();
    }

    @Test
    void personEndsTheirOwnSessionOnce() {
        Secret token = login();
        Secret other = login();
        Caller ada = node.accepted(token);
        assertThat(done(logins.logout(ada, token, ADDRESS))).isTrue();
        assertThat(node.audit.last().type()).isEqualTo(AuditEvent.Type.LOGOUT);
        assertThat(node.audit.last().credential()).isEqualTo(ada.sessionId());
        assertThat(node.audit.last().address()).isEqualTo(ADDRESS);
        assertThat(node.accepts(token)).isFalse();
        assertThat(node.accepts(other)).isTrue();
        assertThat(done(logins.logout(ada, token, ADDRESS)))
                .as("it ended already")
                .isFalse();
    }

    @Test
    void sessionThatSomebodyElseEndsMeanwhileIsNotSaidToHaveEnded() {
        Secret token = login();
        Caller ada = node.accepted(token);
        node.stores.afterNext("sessions.findById", () -> logins.logout(ada, ADDRESS));
        assertThat(done(logins.logout(ada, token, ADDRESS))).isFalse();
        assertThat(node.accepts(token)).isFalse();
    }

    @Test
    void whoeverSaysNoCredentialEndsTheirSessionToo() {
        Secret token = login();
        logins.logout(node.accepted(token), ADDRESS);
        assertThat(node.accepts(token)).isFalse();
        assertThat(node.audit.last().type()).isEqualTo(AuditEvent.Type.LOGOUT);
    }

    @Test
    void keyIsNotLoggedInAndGoesOn() {
        Secret key = node.key("ada").secret();
        Refusal refused = refusal(logins.logout(node.accepted(key), key, ADDRESS));
        assertThat(refused.cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
        logins.logout(node.accepted(key), ADDRESS);
        assertThat(node.accepts(key)).isTrue();
    }

    @Test
    void tokenThatAKeyOpenedEndsAndTheKeyGoesOn() {
        Secret key = node.key("ada").secret();
        Secret token = node.keyLogin(key, "a").accessToken();
        assertThat(done(logins.logout(node.accepted(token), token, ADDRESS))).isTrue();
        assertThat(node.accepts(token)).isFalse();
        assertThat(node.accepts(key)).isTrue();
    }

    @Test
    void clientEndsItsTokenWhichHasNoSession() {
        NewClient client = done(node.auth.clients().create(ClientRequest.of("job", "one"), Actor.application()));
        Secret token = done(logins.withClient(ClientLogin.of(client.client().id(), client.secret(), origin(null))))
                .accessToken();
        Secret other = done(logins.withClient(ClientLogin.of(client.client().id(), client.secret(), origin(null))))
                .accessToken();
        Caller caller = node.accepted(token);
        assertThat(done(logins.logout(caller, token, ADDRESS))).isTrue();
        assertThat(node.accepts(token)).isFalse();
        assertThat(node.accepts(other)).isTrue();
        assertThat(done(logins.logout(caller, token, ADDRESS))).isFalse();
    }
}
