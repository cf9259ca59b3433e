package dev.sallyport.authenticate;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.Client;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client's token acts for no tenant but the one that its client and its type allow now. */
class ClientTenantTest {
    private static final ClientType FREE =
            ClientType.of("job", "j_", "js_", CallerKind.CLIENT).withClaims("tenantId");

    private final InMemoryStores memory = InMemoryStores.create();
    private final Node before = node(FREE.withTenantFromRequest());

    private Node node(ClientType type) {
        return Node.over(WatchedStores.over(memory), settings -> settings.clientTypes(type));
    }

    @AfterEach
    void close() {
        before.close();
    }

    private NewClient client(@Nullable String tenant) {
        ClientRequest request = ClientRequest.of("job", "one");
        return done(before.auth
                .clients()
                .create(tenant == null ? request : request.withTenant(tenant), Actor.application()));
    }

    private Secret token(NewClient client, Map<String, Object> claims) {
        return done(before.auth
                        .logins()
                        .withClient(new ClientLogin(
                                null, client.client().id(), client.secret(), null, null, claims, origin(null))))
                .accessToken();
    }

    @Test
    void tenantThatARequestNamedCountsOnlyWhileTheTypeAllowsIt() {
        Secret token = token(client(null), Map.of("tenantId", "acme"));
        assertThat(before.accepted(token).tenant()).isEqualTo("acme");
        try (Node now = node(FREE)) {
            assertThat(now.accepted(token).tenant()).isNull();
        }
    }

    /** Such as where a row was put back from elsewhere. */
    @Test
    void tenantThatIsNoLongerTheClientsDoesNotCount() {
        NewClient made = client("acme");
        Secret token = token(made, Map.of());
        assertThat(before.accepted(token).tenant()).isEqualTo("acme");
        Client client = made.client();
        memory.clients().delete(client.id());
        memory.clients()
                .insert(new Client(
                        client.id(),
                        client.type(),
                        client.name(),
                        "other",
                        client.scopes(),
                        client.grants(),
                        client.secrets(),
                        client.createdAt(),
                        null,
                        client.audience()));
        try (Node now = node(FREE.withTenantFromRequest())) {
            assertThat(now.accepted(token).tenant()).isNull();
        }
    }
}
