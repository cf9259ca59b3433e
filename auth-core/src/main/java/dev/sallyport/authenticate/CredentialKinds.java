package dev.sallyport.authenticate;

import dev.sallyport.apikey.ApiKeyServices;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.RefreshFamilies;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.PrivateTokens;
import org.jspecify.annotations.Nullable;

/**
 * Tells the kind of a credential by its spelling: the one place that decides it. Each feature knows how its own credentials begin;
 * the order in which they are asked is here. Immutable and safe for use by many threads.
 */
public final class CredentialKinds {
    private final ApiKeyServices ownKeys;
    private final String[] importedPrefixes;

    CredentialKinds(ApiKeyServices apiKeys) {
        this.ownKeys = apiKeys;
        this.importedPrefixes = apiKeys.policy().importedPrefixes().toArray(String[]::new);
    }

    /**
     * What came in the header of a request, without the scheme. Refresh tokens, cookies and secrets of clients never count there, so
     * what is no key is tried as an access token.
     */
    public Credential inHeader(Secret secret) {
        Credential key = key(secret);
        return key == null ? new Credential.AccessToken(secret) : key;
    }

    /**
     * What somebody holds and shows, such as to end it: any kind but a cookie, which has no spelling of its own and may hide behind
     * each of them.
     */
    public Credential held(Secret secret) {
        String text = secret.reveal();
        // Neither a refresh token nor an access token has a colon.
        int colon = text.indexOf(':');
        if (colon < 0 && RefreshFamilies.looksLike(text)) {
            return new Credential.RefreshToken(secret);
        }
        Credential key = key(secret);
        if (key != null) {
            return key;
        }
        if (colon >= 0) {
            return new Credential.ClientSecret(secret, colon);
        }
        return AccessTokens.looksLike(text) ? new Credential.AccessToken(secret) : new Credential.Unknown(secret);
    }

    private Credential.@Nullable Key key(Secret secret) {
        String text = secret.reveal();
        if (ownKeys.looksLikeKey(text)) {
            return new Credential.OwnKey(secret);
        }
        for (String prefix : importedPrefixes) {
            if (text.startsWith(prefix)) {
                return new Credential.ImportedKey(secret);
            }
        }
        return PrivateTokens.looksLike(text) ? new Credential.PrivateToken(secret) : null;
    }
}
