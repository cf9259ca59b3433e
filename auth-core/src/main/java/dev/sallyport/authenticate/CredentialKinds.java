package dev.sallyport.authenticate;

import dev.sallyport.apikey.ApiKeyServices;
import dev.sallyport.authenticate.Credential.Kind;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.RefreshFamilies;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.PrivateTokens;

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
        Kind key = keyKind(secret.reveal());
        return new Credential(key == Kind.UNKNOWN ? Kind.ACCESS_TOKEN : key, secret);
    }

    /**
     * What somebody holds and shows, such as to end it: any kind but a cookie, which has no spelling of its own and may hide behind
     * each of them.
     */
    public Credential held(Secret secret) {
        String text = secret.reveal();
        // Neither a refresh token nor an access token has a colon.
        boolean pair = text.indexOf(':') >= 0;
        if (!pair && RefreshFamilies.looksLike(text)) {
            return new Credential(Kind.REFRESH_TOKEN, secret);
        }
        Kind kind = keyKind(text);
        if (kind == Kind.UNKNOWN) {
            kind = pair ? Kind.CLIENT_SECRET : AccessTokens.looksLike(text) ? Kind.ACCESS_TOKEN : Kind.UNKNOWN;
        }
        return new Credential(kind, secret);
    }

    private Kind keyKind(String text) {
        if (ownKeys.looksLikeKey(text)) {
            return Kind.API_KEY;
        }
        for (String prefix : importedPrefixes) {
            if (text.startsWith(prefix)) {
                return Kind.IMPORTED_KEY;
            }
        }
        return PrivateTokens.looksLike(text) ? Kind.PRIVATE_TOKEN : Kind.UNKNOWN;
    }
}
