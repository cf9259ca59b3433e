package dev.sallyport.servlet.guard.decide;

import dev.sallyport.authenticate.Authenticator;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.wire.CookieNames;
import dev.sallyport.servlet.wire.CredentialSources;
import dev.sallyport.session.BrowserCookies;
import dev.sallyport.token.TokenPolicy;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the credential of a request: {@code Authorization: Bearer} (RFC 6750 section 2.1), or one of the profile's headers.
 * Nothing is ever read from a query string or a form. Immutable.
 *
 * <p>There is no falling back: a header that occurs twice, or two credentials at once, are a malformed request, and a value that is
 * no {@code b64token} of at most {@value #MAX_LENGTH} characters is a bad credential. An {@code Authorization} of another scheme
 * is none of ours: it opens nothing here, does not bar an open resource that reads it itself, and stands beside a header of the
 * profile's without being a second credential.
 */
public final class Credentials {
    /** No setting lets a credential be longer; how long one can be in this application, its authenticator knows. */
    static final int MAX_LENGTH = TokenPolicy.MAX_LENGTH;

    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "Bearer";
    private static final PresentedCredential REPEATED = new PresentedCredential.Unread(Refusal.of(
            Refusal.Cause.INVALID_REQUEST, "A request carries one credential, in one header that occurs once."));

    // A table, because a token of some 700 characters is looked through on every request.
    private static final boolean[] TOKEN_CHARACTERS = new boolean[0x80];

    static {
        String characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/";
        for (int i = 0; i < characters.length(); i++) {
            TOKEN_CHARACTERS[characters.charAt(i)] = true;
        }
    }

    private final String[] headers;
    private final @Nullable String cookie;
    private final CookieNames cookieNames;

    public Credentials(CredentialSources sources, List<String> moreHeaders, CookieNames cookieNames) {
        this.cookie = sources.cookie();
        this.cookieNames = cookieNames;
        this.headers = Stream.concat(sources.headers().stream(), moreHeaders.stream())
                .distinct()
                .toArray(String[]::new);
    }

    PresentedCredential of(HttpServletRequest request) {
        PresentedCredential presented = inHeaders(request);
        return cookie != null && presented instanceof PresentedCredential.None
                ? inCookies(request, BrowserCookies.Kind.LOGIN, cookie)
                : presented;
    }

    /** The same where the cookie of the page alone counts: what stands in headers is not looked at. */
    PresentedCredential ofConsole(HttpServletRequest request, String name) {
        return inCookies(request, BrowserCookies.Kind.CONSOLE, name);
    }

    /** Several of that name are no fault of the browser: another host of the site can set them. What can be none is passed over. */
    private PresentedCredential inCookies(HttpServletRequest request, BrowserCookies.Kind kind, String name) {
        List<String> values = cookieNames.valuesOf(name, request, Authenticator.MAX_COOKIES);
        if (values.isEmpty()) {
            return PresentedCredential.NONE;
        }
        List<Secret> possible = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            if (isToken(values.get(i), 0)) {
                possible.add(Secret.of(values.get(i)));
            }
        }
        return possible.isEmpty() ? PresentedCredential.BAD_COOKIE : new PresentedCredential.InCookies(kind, possible);
    }

    private PresentedCredential inHeaders(HttpServletRequest request) {
        Enumeration<String> lines = request.getHeaders(AUTHORIZATION);
        String authorization = null;
        if (lines != null && lines.hasMoreElements()) {
            authorization = lines.nextElement();
            if (lines.hasMoreElements()) {
                return REPEATED;
            }
        }
        return headers.length == 0 ? bearer(authorization) : withOwnHeaders(request, authorization);
    }

    private PresentedCredential withOwnHeaders(HttpServletRequest request, @Nullable String authorization) {
        String value = null;
        // A proxy in front may have a use for a scheme that is none of ours.
        boolean several = authorization != null && isBearer(authorization);
        for (String header : headers) {
            Enumeration<String> lines = request.getHeaders(header);
            while (lines != null && lines.hasMoreElements()) {
                if (several || value != null) {
                    return REPEATED;
                }
                value = lines.nextElement();
            }
        }
        if (value == null) {
            return bearer(authorization);
        }
        return isToken(value, 0) ? new PresentedCredential.InHeader(Secret.of(value)) : PresentedCredential.MALFORMED;
    }

    private static PresentedCredential bearer(@Nullable String authorization) {
        if (authorization == null || !isBearer(authorization)) {
            return PresentedCredential.NONE;
        }
        int from = BEARER.length();
        while (from < authorization.length() && authorization.charAt(from) == ' ') {
            from++;
        }
        return isToken(authorization, from)
                ? new PresentedCredential.InHeader(Secret.of(authorization.substring(from)))
                : PresentedCredential.MALFORMED;
    }

    private static boolean isBearer(String authorization) {
        int length = BEARER.length();
        return authorization.regionMatches(true, 0, BEARER, 0, length)
                && (authorization.length() == length || authorization.charAt(length) <= ' ');
    }

    /** {@code b64token = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="}, up to the end of the text. */
    static boolean isToken(String text, int from) {
        int at = from;
        int length = text.length();
        while (at < length && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        if (at == from || length - from > MAX_LENGTH) {
            return false;
        }
        while (at < length && text.charAt(at) == '=') {
            at++;
        }
        return at == length;
    }

    private static boolean isTokenCharacter(char c) {
        return c < TOKEN_CHARACTERS.length && TOKEN_CHARACTERS[c];
    }
}
