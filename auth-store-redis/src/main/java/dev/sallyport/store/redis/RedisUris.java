package dev.sallyport.store.redis;

import io.lettuce.core.RedisURI;
import java.util.regex.Pattern;

/**
 * A strict reading of Redis URIs. A lenient one takes part of a password that is not percent-encoded for the host, connects to
 * nowhere, and logs it.
 */
final class RedisUris {
    private static final String USER_AND_PASSWORD = "(?:[A-Za-z0-9._~!$&'()*+,;=:%-]*@)?";
    private static final String HOST = "(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?";
    private static final String DATABASE_AND_OPTIONS = "(?:/[0-9]*)?(?:\\?[^@#]*)?";

    private static final Pattern ONE =
            Pattern.compile("redis(?:s|\\+ssl|\\+tls)?://" + USER_AND_PASSWORD + HOST + DATABASE_AND_OPTIONS);

    /** The name of the master follows the number sign. */
    private static final Pattern SENTINEL = Pattern.compile("rediss?-sentinel://" + USER_AND_PASSWORD + HOST + "(?:,"
            + HOST + ")*" + DATABASE_AND_OPTIONS + "(?:#[A-Za-z0-9._-]+)?");

    private static final Pattern SOCKET =
            Pattern.compile("redis(?:-socket|\\+socket)://" + USER_AND_PASSWORD + "/[^@#]+");

    private RedisUris() {}

    /** @throws IllegalArgumentException when the URI cannot be read; the message does not repeat it */
    static RedisURI parse(String uri) {
        if (!ONE.matcher(uri).matches()
                && !SENTINEL.matcher(uri).matches()
                && !SOCKET.matcher(uri).matches()) {
            throw unreadable();
        }
        try {
            return RedisURI.create(uri);
        } catch (RuntimeException e) {
            // Without the cause, which repeats the text and with it the password.
            throw unreadable();
        }
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("The Redis URI cannot be read; write"
                + " redis://[[user]:password@]host[:port][/database], or rediss://… for TLS, and percent-encode the"
                + " characters of user and password that are special in URIs (@ is %40, # is %23, / is %2F, : is %3A)");
    }
}
