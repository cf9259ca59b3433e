package dev.sallyport.servlet.wire;

import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.fields.HeaderText;
import java.util.Optional;

/** The {@code WWW-Authenticate} header of a refusal (RFC 6750 §3, RFC 9470 §3, RFC 7617 §2). Immutable. */
final class Challenge {
    private final String start;
    private final String basic;

    Challenge(String realm) {
        this.start = "Bearer realm=" + HeaderText.quoted(realm);
        this.basic = basic(realm);
    }

    /** The challenge to a client that failed with HTTP Basic. */
    static String basic(String realm) {
        return "Basic realm=" + HeaderText.quoted(realm) + ", charset=\"UTF-8\"";
    }

    /** Empty for a refusal that another credential would not change. */
    Optional<String> to(Refusal refusal, RefusalContext site) {
        return site == RefusalContext.TOKEN ? toClient(refusal) : toCaller(refusal);
    }

    /** A client that failed is told how to authenticate, by whatever method it tried (RFC 6749 §5.2, RFC 7617). */
    private Optional<String> toClient(Refusal refusal) {
        return switch (refusal.cause()) {
            case AUTHENTICATION_REQUIRED, INVALID_CREDENTIALS -> Optional.of(basic);
            default -> Optional.empty();
        };
    }

    private Optional<String> toCaller(Refusal refusal) {
        return switch (refusal.cause()) {
            case AUTHENTICATION_REQUIRED, INVALID_CREDENTIALS, MFA_REQUIRED -> Optional.of(start);
            case REAUTHENTICATION_REQUIRED -> Optional.of(start + ", error=\"insufficient_user_authentication\"");
            case INVALID_TOKEN, TOKEN_EXPIRED -> Optional.of(start + ", error=\"invalid_token\"");
            case INSUFFICIENT_SCOPE ->
                Optional.of(start + ", error=\"insufficient_scope\", scope="
                        + HeaderText.quoted(refusal.needed().toString()));
            default -> Optional.empty();
        };
    }
}
