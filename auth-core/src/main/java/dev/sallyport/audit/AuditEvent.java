package dev.sallyport.audit;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One security-relevant act. Never has a credential; an unknown login name is there as a keyed hash only. Immutable. Texts are cut
 * at 500 characters, and of more than 16 details the first 16 by name are kept, so that an event is bounded whatever it tells of.
 *
 * @param actor id of who did it, null when nobody was authenticated
 * @param owner id of whom it concerns, null when unknown
 * @param credential id of the key or session it concerns, null where there is none
 * @param address the client's address, null when the act did not come over the network
 * @param details further facts by name, in words that are safe to print
 */
public record AuditEvent(
        Instant at,
        Type type,
        @Nullable String actor,
        @Nullable String owner,
        @Nullable String credential,
        @Nullable String address,
        Map<String, String> details) {

    /** What happened. */
    public enum Type {
        LOGIN_SUCCEEDED,
        LOGIN_FAILED,
        LOGIN_LOCKED,
        /** Passwords are tried at many accounts, of one tenant where the details name it: told when it begins, once on each node. */
        PASSWORDS_SPRAYED,
        LOGOUT,
        TOKEN_REFRESHED,
        TOKEN_REVOKED,
        /** A spent refresh token came again: the session was ended. */
        REFRESH_TOKEN_REUSED,
        SESSION_ENDED,
        API_KEY_CREATED,
        /** The key's first use, told once by all nodes together, within 30 seconds or so. */
        API_KEY_FIRST_USED,
        API_KEY_CHANGED,
        API_KEY_ROTATED,
        API_KEY_DISABLED,
        API_KEY_ENABLED,
        API_KEY_REVOKED,
        API_KEY_IMPORTED,
        /** A key got another owner; the details name the one before. */
        API_KEY_TRANSFERRED,
        SERVICE_ACCOUNT_CREATED,
        SERVICE_ACCOUNT_CHANGED,
        SERVICE_ACCOUNT_DISABLED,
        SERVICE_ACCOUNT_ENABLED,
        /** A service account was deleted; the details say how many keys were revoked with it. */
        SERVICE_ACCOUNT_DELETED,
        /** A tenant was disabled: everything of it stopped. */
        TENANT_DISABLED,
        TENANT_ENABLED,
        USER_CREATED,
        USER_CHANGED,
        USER_DISABLED,
        /** A user was deleted with all of their data; the details say how many keys and sessions. */
        USER_DELETED,
        /** The data of a user was exported. */
        USER_EXPORTED,
        /** A single-use ticket was issued; the details name its kind. */
        TICKET_ISSUED,
        /** A ticket was redeemed; its effect has an event of its own. */
        TICKET_REDEEMED,
        /** A ticket was presented that is unknown, expired or used. */
        TICKET_REFUSED,
        /** A user verified their e-mail address. */
        EMAIL_VERIFIED,
        /** A mail about an account was not sent. */
        MAIL_FAILED,
        PASSWORD_CHANGED,
        PASSWORD_REHASHED,
        SECOND_FACTOR_ENABLED,
        SECOND_FACTOR_DISABLED,
        RECOVERY_CODE_USED,
        RECOVERY_CODES_RENEWED,
        CLIENT_CREATED,
        CLIENT_CHANGED,
        CLIENT_SECRET_ROTATED,
        CLIENT_SECRET_REVOKED,
        CLIENT_DISABLED,
        CLIENT_ENABLED,
        CLIENT_DELETED,
        /** A genuine credential was reported as leaked. */
        CREDENTIAL_LEAKED,
        SIGNING_KEY_CREATED,
        SIGNING_KEY_REVOKED,
        ACCESS_DENIED,
        /** What nodes count limits in is gone: this one counts alone. */
        RATE_LIMITS_LOCAL,
        /** Limits are shared between nodes again. */
        RATE_LIMITS_SHARED,
        /** More notices of one type came than are kept; the details say which type, how many and since when. */
        NOTICES_LEFT_OUT
    }

    private static final int MAX_TEXT = 500;
    private static final int MAX_DETAILS = 16;

    public AuditEvent {
        actor = cut(actor);
        owner = cut(owner);
        credential = cut(credential);
        address = cut(address);
        details = bounded(details);
    }

    /** An event of this instance itself: nobody did it, and it concerns no owner. */
    public static AuditEvent ofInstance(Instant at, Type type, Map<String, String> details) {
        String nobody = null;
        return new AuditEvent(at, type, nobody, nobody, nobody, nobody, details);
    }

    private static Map<String, String> bounded(Map<String, String> details) {
        Map<String, String> kept = new TreeMap<>();
        new TreeMap<>(details)
                .entrySet().stream()
                        .limit(MAX_DETAILS)
                        .forEach(detail -> kept.put(cutText(detail.getKey()), cutText(detail.getValue())));
        return Map.copyOf(kept);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : cutText(text);
    }

    private static String cutText(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return text.substring(0, end);
    }
}
