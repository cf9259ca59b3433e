package dev.sallyport.servlet.wire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells once that cookies are set without {@code Secure} where the issuer says that clients come by TLS: as a rule a proxy ends it,
 * and nobody has told the container. At the start that cannot be known. Safe for use by many threads.
 */
final class PlainCookies {
    private static final Logger LOG = System.getLogger(PlainCookies.class.getName());

    private final boolean expectsTls;
    private final AtomicBoolean told = new AtomicBoolean();

    PlainCookies(String issuer) {
        expectsTls = issuer.toLowerCase(Locale.ROOT).startsWith("https:");
    }

    /** For each cookie that is set, not for those that are removed. */
    void look(boolean isSecure) {
        if (expectsTls && !isSecure && !told.get() && told.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "Cookies are set without Secure and the prefix __Host-, because the container sees plain HTTP, though"
                            + " the issuer begins with https: where a proxy ends TLS say secureCookies(true), in web.xml the"
                            + " init parameter secureCookies, or have the container read X-Forwarded-Proto");
        }
    }
}
