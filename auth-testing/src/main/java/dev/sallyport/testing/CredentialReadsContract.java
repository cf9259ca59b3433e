package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.apiKey;
import static dev.sallyport.testing.Samples.digest;
import static dev.sallyport.testing.Samples.plainApiKey;
import static dev.sallyport.testing.Samples.plainSession;
import static dev.sallyport.testing.Samples.session;
import static dev.sallyport.testing.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.secret.Secret;
import dev.sallyport.stores.Stores;
import dev.sallyport.user.StoredUser;
import dev.sallyport.user.User;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.stores.Stores} promises of a credential that is read with its owner: what single reads find. */
interface CredentialReadsContract extends Contract {
    @Test
    default void keyComesWithEveryFieldOfItsOwner() {
        stores().apiKeys().insert(apiKey("key"), digest("key"));
        stores().users().insert(user("owner"));
        assertThat(stores().findKeyWithOwner(digest("key")))
                .contains(new Stores.KeyWithOwner(apiKey("key"), user("owner").user()));
    }

    @Test
    default void keyComesWithItsOwnerWhereAllThatMayBeNullIs() {
        stores().apiKeys().insert(plainApiKey("key", "ada", NOW), digest("key"));
        stores().users().insert(plainUser("ada"));
        assertThat(stores().findKeyWithOwner(digest("key")))
                .contains(new Stores.KeyWithOwner(
                        plainApiKey("key", "ada", NOW), plainUser("ada").user()));
    }

    @Test
    default void keyIsFoundWithoutItsOwner() {
        stores().apiKeys().insert(apiKey("key"), digest("key"));
        stores().users().insert(user("OWNER"));
        stores().users().insert(user("owner "));
        assertThat(stores().findKeyWithOwner(digest("key"))).contains(new Stores.KeyWithOwner(apiKey("key"), null));
    }

    @Test
    default void ownerOfAnUnknownKeyIsNotFound() {
        stores().apiKeys().insert(apiKey("key"), digest("key"));
        stores().users().insert(user("owner"));
        assertThat(stores().findKeyWithOwner(digest("other"))).isEmpty();
    }

    @Test
    default void keyComesWithItsOwnerAsTheyAreNow() {
        stores().apiKeys().insert(apiKey("key"), digest("key"));
        stores().users().insert(user("owner"));
        stores().users().update(user("owner", "other", null, 1));
        assertThat(stores().findKeyWithOwner(digest("key")))
                .contains(new Stores.KeyWithOwner(
                        apiKey("key"), user("owner", "other", null, 1).user()));
    }

    @Test
    default void keyAndOwnerAreReadInsideTheTransactionThatMadeThem() {
        Stores.KeyWithOwner found = stores().inTransaction(transaction -> {
            stores().apiKeys().insert(apiKey("key"), digest("key"));
            stores().users().insert(user("owner"));
            return stores().findKeyWithOwner(digest("key")).orElseThrow();
        });
        assertThat(found)
                .isEqualTo(new Stores.KeyWithOwner(apiKey("key"), user("owner").user()));
    }

    @Test
    default void sessionComesWithEveryFieldOfItsOwnerAndOfItsKey() {
        stores().sessions().insert(session("session"));
        assertThat(stores().findSessionWithOwner("session"))
                .contains(new Stores.SessionWithOwner(session("session"), null, null));
        stores().apiKeys().insert(apiKey("key"), digest("key"));
        assertThat(stores().findSessionWithOwner("session"))
                .contains(new Stores.SessionWithOwner(session("session"), null, apiKey("key")));
        stores().users().insert(user("owner"));
        assertThat(stores().findSessionWithOwner("session"))
                .contains(new Stores.SessionWithOwner(
                        session("session"), user("owner").user(), apiKey("key")));
        stores().apiKeys().delete("key");
        assertThat(stores().findSessionWithOwner("session"))
                .contains(new Stores.SessionWithOwner(
                        session("session"), user("owner").user(), null));
    }

    @Test
    default void sessionWithoutKeyComesWithItsOwner() {
        stores().sessions().insert(plainSession("session", "ada", null, NOW, NOW.plusSeconds(1)));
        stores().users().insert(plainUser("ada"));
        stores().apiKeys().insert(plainApiKey("key", "ada", NOW), digest("key"));
        assertThat(stores().findSessionWithOwner("session"))
                .contains(new Stores.SessionWithOwner(
                        plainSession("session", "ada", null, NOW, NOW.plusSeconds(1)),
                        plainUser("ada").user(),
                        null));
    }

    @Test
    default void ownerOfAnUnknownSessionIsNotFound() {
        stores().sessions().insert(session("session"));
        assertThat(stores().findSessionWithOwner("other")).isEmpty();
        assertThat(stores().findSessionWithOwner("sess\0ion")).isEmpty();
        assertThat(stores().findSessionWithOwner("session\ud83d")).isEmpty();
    }

    /** Disabled, and without all that may be left out. */
    private static StoredUser plainUser(String id) {
        return new StoredUser(User.of(id, id).withEnabled(false), Secret.of(""), 0);
    }
}
