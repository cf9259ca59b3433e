package dev.sallyport.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.ServiceAccounts;
import dev.sallyport.tenant.TenantKeyPolicy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The most that one tenant can have, which is nobody else's matter. */
class TenantSizeTest {
    private static final Actor APP = Actor.application();
    private static final int KEYS = 1_000;
    private static final int KEYS_OF_AN_ACCOUNT = 100;

    private final Sallyport auth = Sallyport.builder()
            .issuer("https://api.example.com")
            .scopes("reports:read")
            .roles(Role.of("member", "reports:read"))
            .apiKeys(keys -> keys.withMaxPerOwner(KEYS_OF_AN_ACCOUNT))
            .tenantKeys(TenantKeyPolicy.withRoles("member"))
            .auditSink(event -> {})
            .build();

    @AfterEach
    void close() {
        auth.close();
    }

    @Test
    void tenantHasAThousandSharedKeys() {
        String last = "";
        for (int i = 0; i < KEYS / KEYS_OF_AN_ACCOUNT; i++) {
            ApiKey.Owner owner = ApiKey.Owner.serviceAccount(account("acme"));
            for (int j = 0; j < KEYS_OF_AN_ACCOUNT; j++) {
                last = key(owner).orElseThrow().key().id();
            }
        }
        ApiKey.Owner another = ApiKey.Owner.serviceAccount(account("acme"));
        assertTooMany(key(another));
        assertTooMany(key(ApiKey.Owner.tenant("acme")));
        assertThat(key(ApiKey.Owner.tenant("globex"))).isInstanceOf(Outcome.Done.class);
        auth.apiKeys().revoke(last, "not needed", APP).orElseThrow();
        assertThat(key(another)).isInstanceOf(Outcome.Done.class);
        assertTooMany(key(another));
    }

    @Test
    void tenantHasAThousandServiceAccounts() {
        String last = "";
        for (int i = 0; i < ServiceAccounts.MAX_PER_TENANT; i++) {
            last = account("acme");
        }
        assertTooMany(auth.serviceAccounts().create("acme", "one more", Set.of(), APP));
        assertThat(account("globex")).isNotEmpty();
        ServiceAccount gone = auth.serviceAccounts().delete(last, APP).orElseThrow();
        assertThat(gone.id()).isEqualTo(last);
        assertThat(account("acme")).isNotEmpty();
    }

    private String account(String tenant) {
        return auth.serviceAccounts()
                .create(tenant, "robot", Set.of("member"), APP)
                .orElseThrow()
                .id();
    }

    private Outcome<NewApiKey> key(ApiKey.Owner owner) {
        return auth.apiKeys().create(owner, KeyRequest.named("job"), APP);
    }

    private static void assertTooMany(Outcome<?> outcome) {
        List<FieldError> errors = outcome.fold(done -> List.of(), refusal -> refusal.errors());
        assertThat(errors).extracting(FieldError::code).containsExactly("too_many");
    }
}
