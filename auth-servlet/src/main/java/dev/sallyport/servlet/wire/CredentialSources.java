package dev.sallyport.servlet.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request may carry its credential, besides {@code Authorization: Bearer}, which always counts and comes first. A
 * request that carries more than one in headers is refused; a cookie counts where no header has one, and a bad header never falls
 * back to it. Of several cookies of the name the genuine one counts; where no credential is needed, a bad one is as good as none. Never a query parameter. Immutable.
 *
 * @param headers names of headers whose whole value is an API key, such as {@code X-API-Key}
 * @param cookie the name of the cookie of logins by browser; null when there are none
 */
public record CredentialSources(
        List<String> headers, @Nullable String cookie) {
    public CredentialSources {
        headers = List.copyOf(headers);
    }

    /** {@code Authorization: Bearer} and nothing else. */
    public static CredentialSources bearer() {
        return new CredentialSources(List.of(), null);
    }

    /** {@code Authorization: Bearer}, or one of these headers. */
    public static CredentialSources headers(String... names) {
        return new CredentialSources(List.of(names), null);
    }

    /** {@code Authorization: Bearer}, or the cookie of that name. */
    public static CredentialSources cookie(String name) {
        return new CredentialSources(List.of(), name);
    }
}
