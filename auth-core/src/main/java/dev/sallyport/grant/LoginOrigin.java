package dev.sallyport.grant;

import dev.sallyport.limit.ClientAddress;
import dev.sallyport.secret.Secret;
import dev.sallyport.text.Characters;
import org.jspecify.annotations.Nullable;

/**
 * Where a login comes from. Immutable.
 *
 * @param address the client's, IPv6 as its /64
 * @param userAgent as the client names itself; null when it does not
 * @param deviceCookie what {@link Login#newDeviceCookie} gave this client once; null when it sent none
 * @param hold what keeps the answer to a failed login back until its time
 */
public record LoginOrigin(
        ClientAddress address,
        @Nullable String userAgent,
        @Nullable Secret deviceCookie,
        AnswerHold hold) {
    private static final int MAX_USER_AGENT = 256;

    /** What a store might refuse in the user agent is replaced by {@code ?}: nobody logs in less for the name of their client. */
    public LoginOrigin {
        if (userAgent != null) {
            userAgent = userAgent
                    .substring(0, Math.min(userAgent.length(), MAX_USER_AGENT))
                    .codePoints()
                    .map(c -> Characters.isPrintable(c) ? c : '?')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }

    /** A login from code: the thread waits until a failure may be told. */
    public LoginOrigin(String address, @Nullable String userAgent, @Nullable Secret deviceCookie) {
        this(ClientAddress.of(address), userAgent, deviceCookie, AnswerHold.ON_THREAD);
    }
}
