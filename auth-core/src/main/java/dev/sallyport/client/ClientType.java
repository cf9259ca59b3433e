package dev.sallyport.client;

import dev.sallyport.caller.CallerKind;
import dev.sallyport.scope.ScopeSet;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A kind of client that the application declares, such as {@code project} or {@code dashboard}. Immutable.
 *
 * @param name lower-case letters, digits and underscores
 * @param idPrefix how ids begin, such as {@code p_}
 * @param secretPrefix how secrets begin, such as {@code ps_}
 * @param kind of the callers its tokens make: {@link CallerKind#CLIENT}, or {@link CallerKind#EMBED} for tokens that end up in
 *     browsers and never reach more than what a scope of theirs names
 * @param scopes what a client of this type has unless it was given others
 * @param lifetime of a token for which no other was asked
 * @param maximumLifetime the longest that may be asked for
 * @param claims which claims a token request may set: {@code params}, an object, and names of strings, such as {@code tenantId}, {@code
 *     endUserId} or the application's own; at most 16. They give a caller no rights
 * @param tenantFromRequest whether {@code tenantId} becomes the tenant of the token, where the client has none of its own
 * @param grants the OAuth 2.0 grants it may use at the token endpoint
 */
public record ClientType(
        String name,
        String idPrefix,
        String secretPrefix,
        CallerKind kind,
        ScopeSet scopes,
        Duration lifetime,
        Duration maximumLifetime,
        Set<String> claims,
        boolean tenantFromRequest,
        Set<String> grants) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9]{0,15}_");
    private static final Pattern CLAIM = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final int MAX_CLAIMS = 16;
    /** What else a token request has. */
    private static final Set<String> FIELDS = Set.of("type", "scope", "tokenExpiry");

    private static final Set<String> GRANTS = Set.of("client_credentials", "refresh_token");

    /** @throws IllegalArgumentException when a value is out of its range, or two contradict each other */
    public ClientType {
        claims = Set.copyOf(claims);
        grants = Set.copyOf(grants);
        require(NAME.matcher(name).matches(), "name is lower-case letters, digits and _, not \"" + name + "\"");
        require(PREFIX.matcher(idPrefix).matches(), "idPrefix is such as \"p_\", not \"" + idPrefix + "\"");
        require(
                PREFIX.matcher(secretPrefix).matches(),
                "secretPrefix is such as \"ps_\", not \"" + secretPrefix + "\"");
        require(!idPrefix.equals(secretPrefix), "idPrefix and secretPrefix must differ");
        require(kind == CallerKind.CLIENT || kind == CallerKind.EMBED, "kind is CLIENT or EMBED, not " + kind);
        require(
                lifetime.toSeconds() >= 1 && lifetime.compareTo(maximumLifetime) <= 0,
                "lifetime is 1 second to maximumLifetime " + maximumLifetime + ", not " + lifetime);
        require(claims.size() <= MAX_CLAIMS, "claims are at most " + MAX_CLAIMS + ", not " + claims.size());
        for (String claim : claims) {
            require(
                    CLAIM.matcher(claim).matches()
                            && !FIELDS.contains(claim)
                            && !claim.equals(name + "Id")
                            && !claim.equals(name + "Secret"),
                    "a claim is a letter and up to 63 letters, digits and _, and no field of a token request, not \""
                            + claim + "\"");
        }
        require(!tenantFromRequest || claims.contains("tenantId"), "tenantFromRequest needs tenantId among the claims");
        require(GRANTS.containsAll(grants), "grants are of " + GRANTS + ", not " + grants);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("Client type: " + message);
        }
    }

    /** One whose tokens live an hour, may be asked to live a day, set no claims and have no scope. */
    public static ClientType of(String name, String idPrefix, String secretPrefix, CallerKind kind) {
        return new ClientType(
                name,
                idPrefix,
                secretPrefix,
                kind,
                ScopeSet.none(),
                Duration.ofHours(1),
                Duration.ofHours(24),
                Set.of(),
                false,
                Set.of("client_credentials"));
    }

    public ClientType withScopes(String... names) {
        return new ClientType(
                name,
                idPrefix,
                secretPrefix,
                kind,
                ScopeSet.of(names),
                lifetime,
                maximumLifetime,
                claims,
                tenantFromRequest,
                grants);
    }

    public ClientType withLifetime(Duration standard, Duration maximum) {
        return new ClientType(
                name, idPrefix, secretPrefix, kind, scopes, standard, maximum, claims, tenantFromRequest, grants);
    }

    public ClientType withClaims(String... names) {
        return new ClientType(
                name,
                idPrefix,
                secretPrefix,
                kind,
                scopes,
                lifetime,
                maximumLifetime,
                Set.of(names),
                tenantFromRequest,
                grants);
    }

    /** The {@code tenantId} of a request becomes the token's tenant, where the client has none of its own. */
    public ClientType withTenantFromRequest() {
        return new ClientType(
                name, idPrefix, secretPrefix, kind, scopes, lifetime, maximumLifetime, claims, true, grants);
    }

    public ClientType withGrants(String... names) {
        return new ClientType(
                name,
                idPrefix,
                secretPrefix,
                kind,
                scopes,
                lifetime,
                maximumLifetime,
                claims,
                tenantFromRequest,
                Set.of(names));
    }
}
