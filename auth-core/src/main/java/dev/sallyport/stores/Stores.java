package dev.sallyport.stores;

import dev.sallyport.account.TicketStore;
import dev.sallyport.account.VerifiedEmailStore;
import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.ApiKeyStore;
import dev.sallyport.audit.AuditStore;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.change.ChangeSignal;
import dev.sallyport.change.Transactions;
import dev.sallyport.client.ClientStore;
import dev.sallyport.leak.LeakReportStore;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.secret.VaultStore;
import dev.sallyport.session.BrowserCookieStore;
import dev.sallyport.session.RefreshFamilyStore;
import dev.sallyport.session.Session;
import dev.sallyport.session.SessionStore;
import dev.sallyport.tenant.ServiceAccountStore;
import dev.sallyport.tenant.TenantStore;
import dev.sallyport.token.RevokedTokenStore;
import dev.sallyport.token.SigningKeyStore;
import dev.sallyport.user.AttemptStore;
import dev.sallyport.user.SecondFactorStore;
import dev.sallyport.user.StoredUser;
import dev.sallyport.user.User;
import dev.sallyport.user.UserStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a backend supplies. Safe for use by many threads. A test suite that every backend must pass comes with
 * {@code sallyport-testing}.
 */
public interface Stores extends Transactions, AutoCloseable {
    ApiKeyStore apiKeys();

    SessionStore sessions();

    RefreshFamilyStore refreshFamilies();

    SecondFactorStore secondFactors();

    BrowserCookieStore browserCookies();

    ClientStore clients();

    RevokedTokenStore revokedTokens();

    LeakReportStore leakReports();

    SigningKeyStore signingKeys();

    UserStore users();

    TicketStore tickets();

    VerifiedEmailStore verifiedEmails();

    ServiceAccountStore serviceAccounts();

    TenantStore tenants();

    VaultStore vault();

    AttemptStore attempts();

    ChangeLog changeLog();

    AuditStore auditLog();

    /**
     * The key with this digest and its owner: all that a request with an unknown key asks, so where the backend can, one
     * statement of look-ups in unique indexes.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    default Optional<KeyWithOwner> findKeyWithOwner(SecretDigest digest) {
        return apiKeys().findByDigest(digest).map(key -> new KeyWithOwner(key, userOrNull(key.ownerId())));
    }

    /**
     * The session of this id, expired or not, its owner and its key: all that a request with an unknown token asks, so where the
     * backend can, one statement of look-ups in unique indexes.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    default Optional<SessionWithOwner> findSessionWithOwner(String id) {
        return sessions().findById(id).map(session -> {
            String keyId = session.credentialId();
            ApiKey key = keyId == null ? null : apiKeys().findById(keyId).orElse(null);
            return new SessionWithOwner(session, userOrNull(session.ownerId()), key);
        });
    }

    private @Nullable User userOrNull(String id) {
        return users().findById(id).map(StoredUser::user).orElse(null);
    }

    /** What tells other nodes of changes at once, where the backend has such a thing; the same each time. */
    default Optional<ChangeSignal> changeSignal() {
        return Optional.empty();
    }

    /** Tells whether what was written is there after a restart. A durable backend needs a master key. */
    boolean isDurable();

    /**
     * Tells whether other nodes may use the same backend. Then all of them date what they write by {@link #now()} of the backend, not by
     * clocks of their own.
     */
    default boolean isShared() {
        return true;
    }

    /** Releases what the backend itself opened; what the application handed in stays open. */
    @Override
    void close();

    /**
     * An API key and its owner, as one read found them. Immutable.
     *
     * @param owner null when these stores have no user of that id
     */
    record KeyWithOwner(ApiKey key, @Nullable User owner) {}

    /**
     * A session, its owner and the API key that opened it, as one read found them. Immutable.
     *
     * @param owner null when these stores have no user of that id
     * @param key null when no key opened it, or that key is gone
     */
    record SessionWithOwner(
            Session session, @Nullable User owner, @Nullable ApiKey key) {}
}
