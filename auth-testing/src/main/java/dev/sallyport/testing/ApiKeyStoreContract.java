package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.apiKey;
import static dev.sallyport.testing.Samples.digest;
import static dev.sallyport.testing.Samples.plainApiKey;
import static dev.sallyport.testing.Samples.renamed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.apikey.ApiKeyStore} promises. */
interface ApiKeyStoreContract extends Contract {
    @Test
    default void apiKeyKeepsEveryField() {
        ApiKey key = apiKey("key");
        assertThat(stores().apiKeys().insert(key, digest("key"))).isTrue();
        assertThat(stores().apiKeys().findById("key")).contains(key);
        assertThat(stores().apiKeys().findByDigest(digest("key"))).contains(key);
        assertThat(stores().apiKeys().findByOwner("owner")).containsExactly(key);
    }

    @Test
    default void apiKeyKeepsWhatIsNull() {
        ApiKey key = plainApiKey("key", "owner", NOW);
        stores().apiKeys().insert(key, digest("key"));
        assertThat(stores().apiKeys().findById("key")).contains(key);
    }

    @Test
    default void apiKeyThatIsUnknownIsNotFound() {
        stores().apiKeys().insert(apiKey("key"), digest("key"));
        assertThat(stores().apiKeys().findById("other")).isEmpty();
        assertThat(stores().apiKeys().findById("ke\0y")).isEmpty();
        assertThat(stores().apiKeys().findById("key\ud83d")).isEmpty();
        assertThat(stores().apiKeys().findByDigest(digest("other"))).isEmpty();
        assertThat(stores().apiKeys().findByOwner("other")).isEmpty();
        assertThat(stores().apiKeys().findByOwner("own\0er")).isEmpty();
    }

    @Test
    default void apiKeyTellsNoScopesFromAllScopes() {
        for (ScopeSet scopes : List.of(ScopeSet.none(), ScopeSet.of("a", "b:*"))) {
            ApiKey key = ApiKey.of("k" + scopes.size(), "o", "app", "n", NOW).withScopes(scopes);
            stores().apiKeys().insert(key, digest(key.id()));
            assertThat(stores().apiKeys().findById(key.id()).orElseThrow().scopes())
                    .isEqualTo(scopes);
        }
        stores().apiKeys().insert(plainApiKey("all", "o", NOW), digest("all"));
        assertThat(stores().apiKeys().findById("all").orElseThrow().scopes()).isNull();
    }

    @Test
    default void apiKeysOfAnOwnerComeNewestFirst() {
        for (int i : new int[] {2, 0, 3, 1}) {
            stores().apiKeys().insert(plainApiKey("k" + i, "o", NOW.plusNanos(i * 1_000L)), digest("k" + i));
        }
        stores().apiKeys().insert(plainApiKey("else", "O", NOW), digest("else"));
        assertThat(stores().apiKeys().findByOwner("o")).extracting(ApiKey::id).containsExactly("k3", "k2", "k1", "k0");
    }

    @Test
    default void apiKeyIdsOwnersAndDigestsAreCaseSensitive() {
        assertThat(stores().apiKeys().insert(plainApiKey("aB", "Ow", NOW), digest("1")))
                .isTrue();
        assertThat(stores().apiKeys().insert(plainApiKey("Ab", "oW", NOW), digest("2")))
                .isTrue();
        assertThat(stores().apiKeys().findById("ab")).isEmpty();
        assertThat(stores().apiKeys().findByOwner("OW")).isEmpty();
        assertThat(stores().apiKeys().findByOwner("oW")).hasSize(1);
    }

    /** Some databases compare texts as if the shorter one ended in spaces. */
    @Test
    default void apiKeyIdsAndOwnersAreOthersWithASpaceAtTheEnd() {
        assertThat(stores().apiKeys().insert(plainApiKey("key", "owner", NOW), digest("1")))
                .isTrue();
        assertThat(stores().apiKeys().findById("key ")).isEmpty();
        assertThat(stores().apiKeys().findByOwner("owner ")).isEmpty();
        assertThat(stores().apiKeys().insert(plainApiKey("key ", "owner ", NOW), digest("2")))
                .isTrue();
        assertThat(stores().apiKeys().findByOwner("owner")).hasSize(1);
        assertThat(stores().apiKeys().delete("key ")).isTrue();
        assertThat(stores().apiKeys().findById("key")).isPresent();
    }

    @Test
    default void apiKeyKeepsLongAndOddTexts() {
        ApiKey key = ApiKey.builder(
                        Samples.longId(),
                        Samples.longId(),
                        Samples.longId(),
                        Samples.ODD,
                        Instant.parse("1969-12-31T23:59:59.999999Z"))
                .owned(ApiKey.OwnerKind.TENANT, Samples.longId(), Samples.longId())
                .description(Samples.longText())
                .expiresAt(Instant.parse("9999-12-31T23:59:59.999999Z"))
                .revoked(NOW, Samples.ODD)
                .replaces("")
                .version(Integer.MAX_VALUE + 1L)
                .build();
        stores().apiKeys().insert(key, digest("key"));
        assertThat(stores().apiKeys().findByOwner(Samples.longId())).containsExactly(key);
    }

    @Test
    default void apiKeyWithTakenIdOrDigestIsRefusedAndTheTransactionGoesOn() {
        stores().apiKeys().insert(apiKey("key"), digest("key"));
        stores().inTransaction(transaction -> {
            assertThat(stores().apiKeys().insert(renamed("key", "x", 0), digest("other")))
                    .isFalse();
            assertThat(stores().apiKeys().insert(renamed("other", "x", 0), digest("key")))
                    .isFalse();
            assertThat(stores().apiKeys().insert(renamed("third", "x", 0), digest("third")))
                    .isTrue();
            return true;
        });
        assertThat(stores().apiKeys().findById("key")).contains(apiKey("key"));
        assertThat(stores().apiKeys().findById("other")).isEmpty();
        assertThat(stores().apiKeys().findByDigest(digest("other"))).isEmpty();
        assertThat(stores().apiKeys().findById("third")).isPresent();
    }

    @Test
    default void apiKeyInsertedByManyAtOnceIsThereOnce() {
        List<Boolean> inserted =
                Together.run(12, i -> stores().apiKeys().insert(plainApiKey("key" + i, "owner", NOW), digest("same")));
        assertThat(Collections.frequency(inserted, true)).isEqualTo(1);
        assertThat(stores().apiKeys().findByOwner("owner")).hasSize(1);
    }
}
