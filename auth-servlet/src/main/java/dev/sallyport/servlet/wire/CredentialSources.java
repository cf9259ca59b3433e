package dev.sallyport.servlet.wire;

import java.util.List;

/**
 * Where a request may carry its credential, besides {@code Authorization: Bearer}, which always counts and comes first. A
 * request that carries more than one is refused. Never a query parameter. Immutable.
 *
 * @param headers names of headers whose whole value is an API key, such as {@code X-API-Key}
 */
public record CredentialSources(List<String> headers) {
    public CredentialSources {
        headers = List.copyOf(headers);
    }

    /** {@code Authorization: Bearer} and nothing else. */
    public static CredentialSources bearer() {
        return new CredentialSources(List.of());
    }
}
