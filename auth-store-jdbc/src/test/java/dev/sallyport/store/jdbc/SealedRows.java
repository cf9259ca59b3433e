package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Vault;
import dev.sallyport.secret.VaultStore;
import dev.sallyport.session.RefreshFamily;
import dev.sallyport.session.Session;
import dev.sallyport.stores.Stores;
import dev.sallyport.user.SecondFactor;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Many rows with something sealed in them, of every kind that there can be many of. What is sealed is the id of the row. */
final class SealedRows {
    private static final int OF_EACH_KIND = 500;
    private static final List<SealedKind> KINDS =
            List.of(SealedKind.TOTP_SEED, SealedKind.REFRESH_FAMILY, SealedKind.REUSABLE_TOKEN);

    private final Stores stores;
    private final SecureRandom random = new SecureRandom();

    SealedRows(Stores stores) {
        this.stores = stores;
    }

    void fill(MasterKey key) {
        Vault vault = Vault.of(key, random);
        Instant now = Instant.now();
        Instant end = now.plusSeconds(7_000);
        stores.inTransaction(transaction -> {
            for (int i = 0; i < OF_EACH_KIND; i++) {
                String id = "row" + i;
                byte[] text = id.getBytes(StandardCharsets.US_ASCII);
                stores.sessions()
                        .insert(Session.of(id, "vic", now, end)
                                .withCredential("key", id)
                                .extended(end, vault.seal(SealedKind.REUSABLE_TOKEN, id, text)));
                stores.refreshFamilies()
                        .insert(new RefreshFamily(
                                id, vault.seal(SealedKind.REFRESH_FAMILY, id, text), null, 1, now, end));
                stores.secondFactors()
                        .enrol(new SecondFactor(id, vault.seal(SealedKind.TOTP_SEED, id, text), now, null, 0));
            }
            return true;
        });
    }

    /** Every one is there and opens. */
    void requireAll(MasterKey keys) {
        Vault vault = Vault.of(keys, random);
        for (SealedKind kind : KINDS) {
            long ours = values(kind).stream()
                    .filter(value -> value.row().startsWith("row"))
                    .peek(value -> assertThat(vault.open(kind, value.row(), value.sealed()))
                            .isEqualTo(value.row().getBytes(StandardCharsets.US_ASCII)))
                    .count();
            assertThat(ours).as("%s", kind).isEqualTo(OF_EACH_KIND);
        }
    }

    boolean areUnderSeveralKeys() {
        Set<String> keys = new HashSet<>();
        KINDS.forEach(kind -> values(kind).forEach(value -> keys.add(Vault.masterKeyIdOf(value.sealed()))));
        return keys.size() > 1;
    }

    private List<VaultStore.Value> values(SealedKind kind) {
        VaultStore.Page page = stores.vault().page(kind, "", 2 * OF_EACH_KIND);
        assertThat(page.next()).as("a page that has them all").isNull();
        return page.values();
    }
}
