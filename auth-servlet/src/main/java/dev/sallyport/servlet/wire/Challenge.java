package dev.sallyport.servlet.wire;

import dev.sallyport.caller.Refusal;
import java.util.Optional;

/** The {@code WWW-Authenticate} header of a refusal (RFC 6750 §3, RFC 9470 §3). Immutable. */
final class Challenge {
    private final String start;

    Challenge(String realm) {
        this.start = "Bearer realm=" + quoted(realm);
    }

    /** Empty for a refusal that another credential would not change. */
    Optional<String> to(Refusal refusal) {
        return switch (refusal.cause()) {
            case AUTHENTICATION_REQUIRED, INVALID_CREDENTIALS, MFA_REQUIRED -> Optional.of(start);
            case REAUTHENTICATION_REQUIRED -> Optional.of(start + ", error=\"insufficient_user_authentication\"");
            case INVALID_TOKEN, TOKEN_EXPIRED -> Optional.of(start + ", error=\"invalid_token\"");
            case INSUFFICIENT_SCOPE ->
                Optional.of(start + ", error=\"insufficient_scope\", scope="
                        + quoted(refusal.needed().toString()));
            default -> Optional.empty();
        };
    }

    /** A quoted-string of RFC 9110 §5.6.4; what cannot stand in one becomes a question mark. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else {
                quoted.append(c >= ' ' && c < 0x7F ? c : '?');
            }
        }
        return quoted.append('"').toString();
    }
}
