package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.MICRO;
import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.ODD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.change.StoreException;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.ServiceAccountQuery;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Contract of service accounts, tenants, and the API keys that belong to them. */
interface TenantStoreContract extends Contract {
    private static ServiceAccount account(String id, String tenant, Instant createdAt) {
        return new ServiceAccount(id, "name " + ODD, tenant, Set.of("a", ODD), true, "maker", createdAt, 0);
    }

    private ApiKey keyOf(ApiKey.OwnerKind kind, String id, String tenant) {
        ApiKey key = ApiKey.builder(id, "owner of " + id, "app", "name", NOW)
                .owned(kind, "maker", tenant)
                .expiresAt(NOW.plusSeconds(10))
                .build();
        assertThat(stores().apiKeys().insert(key, Samples.digest(id))).isTrue();
        return key;
    }

    private int shared(String tenant, Instant now) {
        return stores().apiKeys().countShared(tenant, "app", now);
    }

    @Test
    default void accountKeepsEveryField() {
        ServiceAccount full = account("full", Samples.longId(), NOW);
        ServiceAccount plain = new ServiceAccount("plain", "n", "t", Set.of(), false, null, NOW, 0);
        stores().serviceAccounts().insert(full);
        stores().serviceAccounts().insert(plain);
        assertThat(stores().serviceAccounts().findById("full")).contains(full);
        assertThat(stores().serviceAccounts().findById("plain")).contains(plain);
        assertThat(stores().serviceAccounts().findById("Full")).isEmpty();
        assertThatThrownBy(() -> stores().serviceAccounts().insert(account("full", "t", NOW)))
                .isInstanceOf(StoreException.class);
        assertThat(stores().serviceAccounts().delete("full")).isTrue();
        assertThat(stores().serviceAccounts().delete("full")).isFalse();
        assertThat(stores().serviceAccounts().findById("full")).isEmpty();
    }

    @Test
    default void accountChangesOnceForEachVersionAndOnlyInWhatMayChange() {
        ServiceAccount account = account("id", "t", NOW);
        stores().serviceAccounts().insert(account);
        ServiceAccount other = new ServiceAccount("id", "m", "elsewhere", Set.of(), false, "x", NOW.plusSeconds(1), 1);
        assertThat(stores().serviceAccounts().update(other)).isTrue();
        assertThat(stores().serviceAccounts().update(other)).isFalse();
        assertThat(stores().serviceAccounts().update(account("gone", "t", NOW).withVersion(1)))
                .isFalse();
        assertThat(stores().serviceAccounts().findById("id"))
                .contains(account.withName("m")
                        .withRoles(Set.of())
                        .withEnabled(false)
                        .withVersion(1));
    }

    @Test
    default void accountsOfATenantAreListedNewestFirst() {
        for (int i = 0; i < 5; i++) {
            stores().serviceAccounts().insert(account("a" + i, "t", NOW.plus(MICRO.multipliedBy(i / 2))));
            stores().serviceAccounts().insert(account("b" + i, "T", NOW));
        }
        ServiceAccountQuery query = ServiceAccountQuery.of("t").withLimit(2);
        assertThat(Walk.names(after -> stores().serviceAccounts().list(query.after(after)), ServiceAccount::id))
                .isEqualTo(List.of("a4", "a3", "a2", "a1", "a0"));
        assertThat(stores().serviceAccounts().count("t")).isEqualTo(5);
        assertThat(stores().serviceAccounts().count("none")).isZero();
        ServiceAccountQuery ofOther = query.withTenant("T")
                .after(stores().serviceAccounts().list(query).next());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stores().serviceAccounts().list(ofOther));
    }

    @Test
    default void tenantIsDisabledUntilItIsEnabled() {
        assertThat(stores().tenants().disabledAt("t")).isEmpty();
        stores().tenants().setDisabled("t", NOW);
        stores().tenants().setDisabled(Samples.longId(), NOW.plusSeconds(1));
        assertThat(stores().tenants().disabledAt("t")).contains(NOW);
        assertThat(stores().tenants().disabledAt("T")).isEmpty();
        assertThat(stores().tenants().disabledAt(Samples.longId())).contains(NOW.plusSeconds(1));
        stores().tenants().setDisabled("t", NOW.plusSeconds(2));
        assertThat(stores().tenants().disabledAt("t")).contains(NOW.plusSeconds(2));
        stores().tenants().setDisabled("t", null);
        stores().tenants().setDisabled("unknown", null);
        assertThat(stores().tenants().disabledAt("t")).isEmpty();
    }

    @Test
    default void transferChangesTheOwnerAndNothingThatStays() {
        ApiKey before = keyOf(ApiKey.OwnerKind.USER, "k", "t");
        ApiKey after = ApiKey.builder("k", "account", "other", "name", NOW)
                .owned(ApiKey.OwnerKind.SERVICE, "other", "other")
                .scopes(ScopeSet.of("reports:read"))
                .expiresAt(before.expiresAt())
                .version(1)
                .build();
        assertThat(stores().apiKeys().transfer(after)).isTrue();
        assertThat(stores().apiKeys().transfer(after))
                .as("once for each version")
                .isFalse();
        ApiKey kept = ApiKey.builder("k", "account", "app", "name", NOW)
                .owned(ApiKey.OwnerKind.SERVICE, "maker", "t")
                .scopes(ScopeSet.of("reports:read"))
                .expiresAt(before.expiresAt())
                .version(1)
                .build();
        assertThat(stores().apiKeys().findByDigest(Samples.digest("k"))).contains(kept);
        assertThat(stores().apiKeys().findByOwner("account")).containsExactly(kept);
        assertThat(stores().apiKeys().findByOwner(before.ownerId())).isEmpty();
    }

    @Test
    default void liveKeysOfATenantAndItsAccountsAreCounted() {
        keyOf(ApiKey.OwnerKind.USER, "person", "t");
        ApiKey account = keyOf(ApiKey.OwnerKind.SERVICE, "account", "t");
        keyOf(ApiKey.OwnerKind.TENANT, "tenant", "t");
        keyOf(ApiKey.OwnerKind.TENANT, "other", "T");
        assertThat(shared("t", NOW)).isEqualTo(2);
        assertThat(stores().apiKeys().countShared("t", "elsewhere", NOW)).isZero();
        assertThat(stores().apiKeys().update(account.withRevoked(NOW, null).withVersion(1)))
                .isTrue();
        assertThat(shared("t", NOW)).isEqualTo(1);
        assertThat(shared("t", NOW.plusSeconds(10).minus(MICRO))).isEqualTo(1);
        assertThat(shared("t", NOW.plusSeconds(10))).as("expired").isZero();
    }
}
