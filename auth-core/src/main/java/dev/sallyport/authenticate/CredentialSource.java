package dev.sallyport.authenticate;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.Session;
import dev.sallyport.user.User;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rows that a credential rests on, read in as few steps as the backend allows. What is supplied may cost a read of its own,
 * so ask for it last. Implementations are safe for use by many threads.
 */
interface CredentialSource {
    /** The key whose text has this digest, usable or not. */
    Optional<KeyRow> findKey(SecretDigest digest);

    /** A live session. */
    Optional<SessionRow> findSession(String id);

    /** @param owner empty when there is no user of that id */
    record KeyRow(ApiKey key, Supplier<Optional<User>> owner) {}

    /**
     * @param owner empty when there is no user of that id
     * @param key that opened the session, usable or not; empty when none did, or it is gone
     */
    record SessionRow(Session session, Supplier<Optional<User>> owner, Supplier<Optional<ApiKey>> key) {}
}
