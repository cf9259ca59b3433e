package dev.sallyport.grant;

import org.jspecify.annotations.Nullable;

/**
 * Where a login comes from. Immutable.
 *
 * @param address the client's, IPv6 as its /64
 * @param userAgent as the client names itself; null when it does not
 * @param deviceCookie what {@link Login#newDeviceCookie} gave this client once; null when it sent none
 */
public record LoginOrigin(
        String address,
        @Nullable String userAgent,
        @Nullable String deviceCookie) {
    private static final int MAX_USER_AGENT = 256;

    public LoginOrigin {
        if (userAgent != null && userAgent.length() > MAX_USER_AGENT) {
            userAgent = userAgent.substring(0, MAX_USER_AGENT);
        }
    }
}
