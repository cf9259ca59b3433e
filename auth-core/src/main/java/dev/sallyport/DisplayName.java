package dev.sallyport;

import dev.sallyport.text.Characters;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The application's name as people read it. */
final class DisplayName {
    private static final int MAX_LENGTH = 64;

    private DisplayName() {}

    /** @throws IllegalArgumentException when it is empty, too long, or has a colon, which ends the name in an authenticator app */
    static String checked(String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH || name.indexOf(':') >= 0 || !Characters.arePrintable(name)) {
            throw new IllegalArgumentException("displayName(…) has 1 to " + MAX_LENGTH
                    + " characters, no colon and no control characters, such as \"Acme Reports\"");
        }
        return name;
    }

    /** The name that was set; else the issuer's host, or the issuer itself where it is no URL. */
    static String of(@Nullable String set, String issuer) {
        if (set != null) {
            return set;
        }
        try {
            String host = new URI(issuer).getHost();
            return host == null ? issuer : host;
        } catch (URISyntaxException e) {
            return issuer;
        }
    }
}
