package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.apiKey;
import static dev.sallyport.testing.Samples.digest;
import static dev.sallyport.testing.Samples.plainApiKey;
import static dev.sallyport.testing.Samples.renamed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.apikey.ApiKeyStore} promises of keys that change, end and are used. */
interface ApiKeyChangesContract extends Contract {
    @Test
    default void apiKeyUpdateWritesEverythingButIdOwnerAudienceAndLastUse() {
        stores().apiKeys().insert(plainApiKey("key", "first owner", NOW), digest("key"));
        ApiKey full = apiKey("key");
        ApiKey changed = ApiKey.builder("key", "another owner", "another app", full.name(), NOW.plusSeconds(9))
                .owned(ApiKey.OwnerKind.TENANT, "another maker", "another tenant")
                .description(full.description())
                .scopes(full.scopes())
                .rateLimit(full.rateLimit())
                .expiresAt(full.expiresAt())
                .lastUsedAt(NOW)
                .disabledAt(full.disabledAt())
                .revoked(full.revokedAt(), full.revokedReason())
                .replaces(full.replaces())
                .version(1)
                .build();
        assertThat(stores().apiKeys().update(changed)).isTrue();

        ApiKey found = stores().apiKeys().findByDigest(digest("key")).orElseThrow();
        assertThat(found)
                .usingRecursiveComparison()
                .ignoringFields("ownerId", "ownerKind", "createdBy", "tenant", "audience", "lastUsedAt")
                .isEqualTo(changed);
        assertThat(found.ownerKind()).isEqualTo(ApiKey.OwnerKind.USER);
        assertThat(found.createdBy()).isEqualTo("first owner");
        assertThat(found.tenant()).isNull();
        assertThat(found.ownerId()).isEqualTo("first owner");
        assertThat(found.audience()).isEqualTo("app");
        assertThat(found.lastUsedAt()).isNull();
        assertThat(stores().apiKeys().findByOwner("another owner")).isEmpty();
    }

    @Test
    default void apiKeyUpdateCanTakeBackWhatMayBeNull() {
        stores().apiKeys().insert(apiKey("key"), digest("key"));
        stores().apiKeys().update(renamed("key", "new", 1));
        assertThat(stores().apiKeys().findById("key"))
                .get()
                .usingRecursiveComparison()
                .ignoringFields("ownerKind", "createdBy", "tenant", "lastUsedAt")
                .isEqualTo(renamed("key", "new", 1));
    }

    @Test
    default void tenantOfAPersonsKeysFollowsThem() {
        stores().apiKeys().insert(plainApiKey("a", "o", NOW), digest("a"));
        stores().apiKeys().insert(plainApiKey("b", "o", NOW), digest("b"));
        stores().apiKeys().insert(plainApiKey("else", "O", NOW), digest("else"));
        ApiKey service = plainApiKey("service", "o", NOW).toBuilder()
                .owned(ApiKey.OwnerKind.SERVICE, "o", "own")
                .build();
        stores().apiKeys().insert(service, digest("service"));
        stores().apiKeys().setTenant("o", "acme");
        assertThat(stores().apiKeys().findById("a").orElseThrow())
                .isEqualTo(plainApiKey("a", "o", NOW).toBuilder()
                        .owned(ApiKey.OwnerKind.USER, "o", "acme")
                        .build());
        assertThat(stores().apiKeys().findById("b").orElseThrow().tenant()).isEqualTo("acme");
        assertThat(stores().apiKeys().findById("else").orElseThrow().tenant()).isNull();
        assertThat(stores().apiKeys().findById("service")).contains(service);
        stores().apiKeys().setTenant("o", null);
        assertThat(stores().apiKeys().findById("a").orElseThrow().tenant()).isNull();
    }

    @Test
    default void apiKeyUpdateOfAnotherVersionIsRefused() {
        stores().apiKeys().insert(apiKey("key"), digest("key"));
        assertThat(stores().apiKeys().update(renamed("key", "x", 0))).isFalse();
        assertThat(stores().apiKeys().update(renamed("key", "x", 2))).isFalse();
        assertThat(stores().apiKeys().update(renamed("unknown", "x", 1))).isFalse();
        assertThat(stores().apiKeys().findById("key")).contains(apiKey("key"));
    }

    @Test
    default void apiKeyUpdatedByManyAtOnceIsUpdatedOnce() {
        stores().apiKeys().insert(apiKey("key"), digest("key"));
        List<Boolean> updated = Together.run(12, i -> stores().apiKeys().update(renamed("key", "name " + i, 1)));
        assertThat(Collections.frequency(updated, true)).isEqualTo(1);
        assertThat(stores().apiKeys().findById("key").orElseThrow().name()).isEqualTo("name " + updated.indexOf(true));
    }

    @Test
    default void apiKeyThatIsDeletedIsGone() {
        stores().apiKeys().insert(apiKey("key"), digest("key"));
        assertThat(stores().apiKeys().delete("KEY")).isFalse();
        assertThat(stores().apiKeys().delete("ke\0y")).isFalse();
        assertThat(stores().apiKeys().delete("key")).isTrue();
        assertThat(stores().apiKeys().delete("key")).isFalse();
        assertThat(stores().apiKeys().findByDigest(digest("key"))).isEmpty();
        assertThat(stores().apiKeys().findByOwner("owner")).isEmpty();
        assertThat(stores().apiKeys().insert(apiKey("key"), digest("key"))).isTrue();
    }

    @Test
    default void apiKeyIsUsedForTheFirstTimeOnce() {
        stores().apiKeys().insert(plainApiKey("a", "o", NOW), digest("a"));
        assertThat(Together.run(
                        10,
                        i -> stores().apiKeys()
                                .markUsed(Map.of("a", NOW.plusSeconds(i)))
                                .size()))
                .containsOnlyOnce(1);
    }

    @Test
    default void apiKeyThatIsDeadForLongIsRemoved() {
        ApiKey live = plainApiKey("live", "o", NOW);
        stores().apiKeys().insert(live, digest("live"));
        for (int i = 0; i < 3; i++) {
            stores().apiKeys().insert(ended("revoked" + i, null, NOW.plusSeconds(i)), digest("revoked" + i));
            stores().apiKeys().insert(ended("expired" + i, NOW.plusSeconds(i), null), digest("expired" + i));
        }
        assertThat(stores().apiKeys().deleteDead(NOW, 9)).isZero();
        assertThat(stores().apiKeys().deleteDead(NOW.plusSeconds(2), 3)).isEqualTo(3);
        assertThat(stores().apiKeys().deleteDead(NOW.plusSeconds(2), 9)).isEqualTo(1);
        assertThat(stores().apiKeys().findByOwner("o"))
                .extracting(ApiKey::id)
                .containsExactlyInAnyOrder("live", "revoked2", "expired2");
    }

    @Test
    default void statesOfKeysAreThoseOfOneApplication() {
        ApiKey live = plainApiKey("live", "o", NOW);
        stores().apiKeys().insert(live, digest("live"));
        stores().apiKeys().insert(ended("expired", NOW.plusSeconds(9), null), digest("expired"));
        stores().apiKeys().insert(ended("revoked", null, NOW.plusSeconds(8)), digest("revoked"));
        stores().apiKeys().insert(plainApiKey("newest", "o", NOW.plusSeconds(1)), digest("newest"));
        stores().apiKeys().insert(plainApiKey("else", "O", NOW), digest("else"));
        assertThat(stores().apiKeys().statesByOwner("o", live.audience()))
                .containsExactly(
                        new ApiKey.State("newest", "name", null, null),
                        new ApiKey.State("expired", "name", NOW.plusSeconds(9), null),
                        new ApiKey.State("live", "name", null, null),
                        new ApiKey.State("revoked", "name", null, NOW.plusSeconds(8)));
        assertThat(stores().apiKeys().statesByOwner("o", "other")).isEmpty();
        assertThat(stores().apiKeys().statesByOwner("o\0", live.audience())).isEmpty();
    }

    @Test
    default void apiKeyUseIsMarkedAndNeverBackInTime() {
        stores().apiKeys().insert(plainApiKey("a", "o", NOW), digest("a"));
        stores().apiKeys().insert(plainApiKey("b", "o", NOW), digest("b"));
        assertThat(stores().apiKeys().markUsed(Map.of("a", NOW.plusSeconds(5), "b", NOW, "unknown", NOW)))
                .as("never used before")
                .containsExactlyInAnyOrder("a", "b");
        assertThat(stores().apiKeys().markUsed(Map.of("a", NOW, "b", NOW.plusSeconds(7))))
                .isEmpty();
        assertThat(stores().apiKeys().markUsed(Map.of())).isEmpty();

        assertThat(stores().apiKeys().findById("a").orElseThrow().lastUsedAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(stores().apiKeys().findById("b").orElseThrow().lastUsedAt()).isEqualTo(NOW.plusSeconds(7));
        assertThat(stores().apiKeys().findById("b").orElseThrow().version()).isZero();
        assertThat(stores().apiKeys().findByOwner("o")).hasSize(2);
    }

    private static ApiKey ended(String id, @Nullable Instant expiresAt, @Nullable Instant revokedAt) {
        return plainApiKey(id, "o", NOW).toBuilder()
                .expiresAt(expiresAt)
                .revoked(revokedAt, null)
                .build();
    }
}
