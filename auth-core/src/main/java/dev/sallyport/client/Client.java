package dev.sallyport.client;

import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client as it is kept. Immutable.
 *
 * @param type the name of its {@link ClientType}
 * @param tenant null when it belongs to none
 * @param scopes the most that its tokens have
 * @param grants which of the OAuth 2.0 grants of its type it may use; null for all of them
 * @param secrets the live ones and those that ran out; of each only its digest
 * @param disabledAt null while it may get tokens and its tokens count
 * @param audience the application it is a client of; null in a row of before there were audiences, which no application takes
 */
public record Client(
        String id,
        String type,
        String name,
        @Nullable String tenant,
        ScopeSet scopes,
        @Nullable Set<String> grants,
        List<StoredSecret> secrets,
        Instant createdAt,
        @Nullable Instant disabledAt,
        @Nullable String audience) {

    public Client {
        grants = grants == null ? null : Set.copyOf(grants);
        secrets = List.copyOf(secrets);
    }

    Client changed(String otherName, ScopeSet otherScopes, @Nullable Set<String> otherGrants) {
        return new Client(
                id, type, otherName, tenant, otherScopes, otherGrants, secrets, createdAt, disabledAt, audience);
    }

    Client withSecrets(List<StoredSecret> others) {
        return new Client(id, type, name, tenant, scopes, grants, others, createdAt, disabledAt, audience);
    }

    Client disabled(@Nullable Instant at) {
        return new Client(id, type, name, tenant, scopes, grants, secrets, createdAt, at, audience);
    }

    /**
     * What is kept of a client's secret. Immutable.
     *
     * @param expiresAt it counts no more from this instant on; null for as long as it is not rotated
     */
    public record StoredSecret(
            SecretDigest digest,
            Instant createdAt,
            @Nullable Instant expiresAt) {

        boolean isLiveAt(Instant now) {
            return expiresAt == null || now.isBefore(expiresAt);
        }
    }
}
