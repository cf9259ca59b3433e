package dev.sallyport.client;

import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as it is kept. Immutable.
 *
 * @param type the name of its {@link ClientType}
 * @param tenant null when it belongs to none
 * @param scopes the most that its tokens have
 * @param secrets the live ones and those that ran out; of each only its digest
 * @param disabledAt null while it may get tokens and its tokens count
 */
public record Client(
        String id,
        String type,
        String name,
        @Nullable String tenant,
        ScopeSet scopes,
        List<ClientSecret> secrets,
        Instant createdAt,
        @Nullable Instant disabledAt) {

    public Client {
        secrets = List.copyOf(secrets);
    }

    Client withSecrets(List<ClientSecret> others) {
        return new Client(id, type, name, tenant, scopes, others, createdAt, disabledAt);
    }

    Client disabled(@Nullable Instant at) {
        return new Client(id, type, name, tenant, scopes, secrets, createdAt, at);
    }
}
