package dev.sallyport.authenticate;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.ApiKeyServices;
import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.Session;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.PrivateTokens;
import dev.sallyport.token.VerifiedToken;
import dev.sallyport.user.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a credential from scratch: its form first, then its signature or digest, then the live rows it rests on. What it may
 * do is what it was given, cut down to what its owner has now. Safe for use by many threads.
 */
final class CredentialLoader {
    private static final String KEY_METHOD = "swk";

    private final ApiKeyServices apiKeys;
    private final CredentialSource rows;
    private final PrivateTokens privateTokens;
    private final AccessTokens tokens;
    private final UserRights userRights;
    private final KeyHolders holders;
    private final ClientTokens clientTokens;
    private final InstantSource clock;
    private final @Nullable Duration ownerMaxAge;

    /** @param ownerMaxAge how long an answer may rest on an owner who can change unseen; null when every change is known */
    CredentialLoader(
            Features features,
            CredentialSource rows,
            UserRights userRights,
            ClientTokens clientTokens,
            InstantSource clock,
            @Nullable Duration ownerMaxAge) {
        this.apiKeys = features.apiKeys();
        this.rows = rows;
        this.privateTokens = features.tokens().privateTokens();
        this.tokens = features.tokens().accessTokens();
        this.userRights = userRights;
        this.holders = new KeyHolders(userRights, features.tenants());
        this.clientTokens = clientTokens;
        this.clock = clock;
        this.ownerMaxAge = ownerMaxAge;
    }

    /** A kind that is not named here opens nothing. */
    Outcome<Loaded> load(Credential credential, SecretDigest digest) {
        if (credential instanceof Credential.Key key) {
            return isSpelledRight(key) ? loadKey(digest) : invalid();
        }
        // The JSON of a token's header may begin in another way than ours does.
        return credential instanceof Credential.AccessToken || credential instanceof Credential.Unknown
                ? loadToken(credential.secret())
                : invalid();
    }

    /** Checks the spelling of a key before a store is asked. */
    private boolean isSpelledRight(Credential.Key key) {
        if (key instanceof Credential.OwnKey) {
            return apiKeys.isSpelledAsKey(key.secret().reveal());
        }
        return key instanceof Credential.ImportedKey || privateTokens.isGenuine(key.secret());
    }

    private Outcome<Loaded> loadToken(Secret secret) {
        return tokens.verify(secret).flatMap(token -> switch (token.kind()) {
            case USER, API_KEY, SERVICE -> loadToken(token);
            case CLIENT, EMBED -> clientTokens.load(token);
        });
    }

    private Outcome<Loaded> loadKey(SecretDigest digest) {
        CredentialSource.KeyRow row = rows.findKey(digest).orElse(null);
        if (row == null || row.key().revokedAt() != null || row.key().disabledAt() != null) {
            return invalid();
        }
        ApiKey key = row.key();
        User owner = holders.find(key.owner(), row.owner()).orElse(null);
        if (owner == null) {
            return invalid();
        }
        if (key.isExpiredAt(clock.instant())) {
            return Outcome.refused(Refusal.tokenExpired());
        }
        Rights rights = holders.rightsOf(owner, key);
        Caller caller = Caller.builder(owner.id(), KeyHolders.kindOf(key), clock.instant())
                .tenant(owner.tenant())
                .rights(rights.scopes(), rights.roles())
                .credential(key.id())
                .amr(List.of(KEY_METHOD))
                .expiresAt(key.expiresAt())
                .build();
        return Outcome.done(loaded(caller, key, owner));
    }

    private Outcome<Loaded> loadToken(VerifiedToken token) {
        CredentialSource.SessionRow row =
                token.sessionId().flatMap(rows::findSession).orElse(null);
        if (row == null
                || !row.session().ownerId().equals(token.subject())
                || !Objects.equals(
                        row.session().credentialId(), token.credentialId().orElse(null))) {
            return invalid();
        }
        Session session = row.session();
        if (token.kind().isKey() != token.credentialId().isPresent()) {
            return invalid();
        }
        return token.kind().isKey()
                ? row.key()
                        .get()
                        .filter(key -> isBehind(key, token))
                        .map(key -> loadTokenOfKey(token, row, key))
                        .orElseGet(CredentialLoader::invalid)
                : userRights
                        .active(token.subject(), row.owner().get())
                        .map(owner -> loaded(token, session, null, owner, rightsOfPerson(token, session, owner)))
                        .orElseGet(CredentialLoader::invalid);
    }

    /** A key that was given to another owner since opens nothing more as the one before. */
    private boolean isBehind(ApiKey key, VerifiedToken token) {
        return key.isUsableAt(clock.instant())
                && key.ownerId().equals(token.subject())
                && KeyHolders.kindOf(key) == token.kind();
    }

    private Outcome<Loaded> loadTokenOfKey(VerifiedToken token, CredentialSource.SessionRow row, ApiKey key) {
        return holders.find(key.owner(), row.owner())
                .map(owner -> loaded(token, row.session(), key, owner, holders.rightsOf(owner, key)))
                .orElseGet(CredentialLoader::invalid);
    }

    private Rights rightsOfPerson(VerifiedToken token, Session session, User owner) {
        return userRights.rightsOf(owner, null, methods(token, session));
    }

    /** Limits a token to what its session still has: a second factor that was removed is missing in both. */
    private static List<String> methods(VerifiedToken token, Session session) {
        return token.amr().stream().filter(session.amr()::contains).toList();
    }

    /** @param key null for a person's login */
    private Outcome<Loaded> loaded(VerifiedToken token, Session session, @Nullable ApiKey key, User owner, Rights now) {
        Rights rights = now.intersect(token.scopes(), token.roles());
        Caller caller = Caller.builder(owner.id(), token.kind(), token.authTime())
                .tenant(token.tenant()
                        .filter(tenant -> tenant.equals(owner.tenant()))
                        .orElse(null))
                .rights(rights.scopes(), rights.roles())
                .session(session.id())
                .credential(session.credentialId())
                .amr(methods(token, session))
                .expiresAt(earliest(token.expiresAt(), session.expiresAt(), key == null ? null : key.expiresAt()))
                .claims(token.ext())
                .build();
        return Outcome.done(loaded(caller, key, owner));
    }

    private Loaded loaded(Caller caller, @Nullable ApiKey key, User owner) {
        return new Loaded(
                new AuthenticationResult.Accepted(
                        caller, key == null ? null : key.rateLimit(), userRights.planOf(owner, caller.credentialId())),
                key == null ? "" : key.id(),
                Objects.requireNonNullElse(caller.sessionId(), ""),
                caller.id(),
                Objects.requireNonNullElse(owner.tenant(), ""),
                caller.expiresAt(),
                ownerMaxAge == null ? null : clock.instant().plus(ownerMaxAge));
    }

    private static @Nullable Instant earliest(@Nullable Instant... instants) {
        return Stream.of(instants)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static <T> Outcome<T> invalid() {
        return Outcome.refused(Refusal.invalidToken());
    }
}
