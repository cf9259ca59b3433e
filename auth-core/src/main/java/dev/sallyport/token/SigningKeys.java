package dev.sallyport.token;

import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Transactions;
import dev.sallyport.secret.Vault;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The signing keys of all nodes. Safe for use by many threads. */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class SigningKeys {
    public SigningKeys(
            SigningKeyStore store,
            Transactions transactions,
            Vault vault,
            TokenPolicy policy,
            InstantSource time,
            SecureRandom random,
            AuditSink audit) {}

    /** Reads the keys, and makes the first one where there is none. */
    public void start() {
        throw new UnsupportedOperationException();
    }

    /** Reads the keys again. */
    public void reload() {
        throw new UnsupportedOperationException();
    }

    /** Publishes the next key now; it signs after the lead. Returns its kid. */
    public String rotate() {
        throw new UnsupportedOperationException();
    }

    /** Makes a new key that signs at once. Returns its kid. */
    public String rotateNow() {
        throw new UnsupportedOperationException();
    }

    /** For a scheduler: makes the next key when it is time and drops keys without living tokens. Returns whether anything changed. */
    public boolean rotateIfDue() {
        throw new UnsupportedOperationException();
    }

    /** Drops the key and all it signed; false when there is none of that id. */
    public boolean revoke(String kid) {
        throw new UnsupportedOperationException();
    }

    /** Drops every key and makes a new one that signs at once. Returns its kid. */
    public String replaceAll() {
        throw new UnsupportedOperationException();
    }

    /** The published keys as a JWK set (RFC 7517). */
    public String jwks() {
        throw new UnsupportedOperationException();
    }
}
