package dev.sallyport.secret;

/**
 * Everything that is kept sealed, in the order in which it is sealed anew when the master key changes. Nothing else can be sealed,
 * so nothing can be forgotten then.
 */
public enum SealedKind {
    /** A private key that signs tokens, by its {@code kid}. */
    SIGNING_KEY("signing-key", "signing_key"),
    /** The seed of an authenticator app, by its owner. */
    TOTP_SEED("totp-seed", "second_factor"),
    /** The key of a refresh family, by its session. */
    REFRESH_FAMILY("refresh-family", "refresh_family"),
    /** What a session's token is made from again, by the session. */
    REUSABLE_TOKEN("reusable-token", "session"),
    /** Credentials that were reported as leaked, by the report. */
    LEAK_REPORT("leak-report", "leak_report"),
    /** A key for keyed hashes that outlives the master key, by its purpose. Last: that it opens tells that all others do. */
    KEPT_KEY("kept-key", "kept_key");

    private final String purpose;
    private final String table;

    SealedKind(String purpose, String table) {
        this.purpose = purpose;
        this.table = table;
    }

    String purpose() {
        return purpose;
    }

    String table() {
        return table;
    }
}
