package dev.sallyport.authenticate;

import dev.sallyport.apikey.ApiKeys;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.Sessions;
import dev.sallyport.stores.Stores;
import dev.sallyport.user.UserDirectory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the users are in the stores, one read for a credential and its owner; else the directory is asked for the owner. */
final class StoredCredentialSource implements CredentialSource {
    private final Stores stores;
    private final ApiKeys keys;
    private final Sessions sessions;
    private final @Nullable UserDirectory foreign;

    StoredCredentialSource(Stores stores, Features features) {
        this.stores = stores;
        this.keys = features.apiKeys().keys();
        this.sessions = features.sessions().sessions();
        this.foreign = features.users().foreign();
    }

    @Override
    public Optional<KeyRow> findKey(SecretDigest digest) {
        UserDirectory directory = foreign;
        return directory == null
                ? stores.findKeyWithOwner(digest)
                        .filter(found -> keys.isOurs(found.key()))
                        .map(found -> new KeyRow(found.key(), () -> Optional.ofNullable(found.owner())))
                : keys.findByDigest(digest).map(key -> new KeyRow(key, () -> directory.findById(key.ownerId())));
    }

    @Override
    public Optional<SessionRow> findSession(String id) {
        UserDirectory directory = foreign;
        return directory == null
                ? stores.findSessionWithOwner(id)
                        .filter(found -> sessions.isLive(found.session()))
                        .map(found -> new SessionRow(
                                found.session(),
                                () -> Optional.ofNullable(found.owner()),
                                () -> Optional.ofNullable(found.key()).filter(keys::isOurs)))
                : sessions.find(id)
                        .map(session -> new SessionRow(
                                session,
                                () -> directory.findById(session.ownerId()),
                                () -> Optional.ofNullable(session.credentialId())
                                        .flatMap(keys::find)));
    }
}
