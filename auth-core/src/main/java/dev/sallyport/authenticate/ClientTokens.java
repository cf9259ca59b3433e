package dev.sallyport.authenticate;

import dev.sallyport.caller.Caller;
import dev.sallyport.client.Client;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.Clients;
import dev.sallyport.limit.Plan;
import dev.sallyport.limit.Plans;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.token.RevokedTokens;
import dev.sallyport.token.VerifiedToken;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** From a client's token to its caller: what the token was given and the client has now. Safe for use by many threads. */
final class ClientTokens {
    private final Clients clients;
    private final RevokedTokens revoked;
    private final @Nullable Plans plans;
    private final Predicate<@Nullable String> isDisabled;

    /**
     * @param plans null when there are none
     * @param isDisabled whether a tenant is disabled
     */
    ClientTokens(
            Clients clients, RevokedTokens revoked, @Nullable Plans plans, Predicate<@Nullable String> isDisabled) {
        this.isDisabled = isDisabled;
        this.clients = clients;
        this.revoked = revoked;
        this.plans = plans;
    }

    Outcome<Loaded> load(VerifiedToken token) {
        Client client = clients.find(token.subject()).orElse(null);
        ClientType type =
                client == null ? null : clients.types().find(client.type()).orElse(null);
        if (client == null
                || type == null
                || type.kind() != token.kind()
                || client.disabledAt() != null
                || token.sessionId().isPresent()
                || token.credentialId().isPresent()
                || revoked.isRevoked(token.jti())) {
            return Outcome.refused(Refusal.invalidToken());
        }
        // A client without a tenant of its own acts in the one that its token names.
        String tenant = tenant(token, client, type);
        String inForce = client.tenant() == null ? tenant : client.tenant();
        if (isDisabled.test(inForce)) {
            return Outcome.refused(Refusal.invalidToken());
        }
        Caller caller = Caller.builder(client.id(), token.kind(), token.authTime())
                .tenant(tenant)
                .rights(token.scopes().intersect(client.scopes()), Set.of())
                .amr(token.amr())
                .expiresAt(token.expiresAt())
                .claims(token.ext())
                .build();
        return Outcome.done(new Loaded(
                new AuthenticationResult.Accepted(caller, null, plan(client)),
                "",
                token.jti(),
                client.id(),
                Objects.requireNonNullElse(inForce, ""),
                token.expiresAt(),
                null));
    }

    /** By the client's own tenant: one that a request names must not choose whose budget it uses. */
    private Plan.@Nullable Budget plan(Client client) {
        return plans == null ? null : plans.ofClient(client.id(), client.tenant(), client.type());
    }

    /** The client's own, and only where it has none what the request named. */
    private static @Nullable String tenant(VerifiedToken token, Client client, ClientType type) {
        String own = client.tenant();
        if (own == null && !type.tenantFromRequest()) {
            return null;
        }
        return token.tenant()
                .filter(tenant -> own == null || tenant.equals(own))
                .orElse(null);
    }
}
