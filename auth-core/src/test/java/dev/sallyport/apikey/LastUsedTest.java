package dev.sallyport.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.StoreException;
import dev.sallyport.environment.Environment;
import dev.sallyport.fixture.AuditTrail;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.SecretDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class LastUsedTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final WatchedStores watched = WatchedStores.over(InMemoryStores.create());
    private final AuditTrail audit = new AuditTrail();
    private final LastUsed lastUsed = new LastUsed(
            watched.stores().apiKeys(),
            new Environment(watched.stores(), audit, InstantSource.system(), new SecureRandom()));

    @Test
    void writesAllMarksAsOneBatchAndOnce() {
        insert("a");
        insert("b");
        lastUsed.mark("a", NOW);
        lastUsed.mark("a", NOW.plusSeconds(1));
        lastUsed.mark("b", NOW);
        watched.forget();
        lastUsed.flush();
        lastUsed.flush();
        assertThat(watched.calls()).containsOnlyOnce("apiKeys.markUsed");
        assertThat(usedAt("a")).isEqualTo(NOW.plusSeconds(1));
        assertThat(usedAt("b")).isEqualTo(NOW);
    }

    @Test
    void keepsMarksThatCouldNotBeWritten() {
        insert("a");
        lastUsed.mark("a", NOW);
        watched.setDown(true);
        assertThatThrownBy(lastUsed::flush).isInstanceOf(StoreException.class);
        watched.setDown(false);
        lastUsed.flush();
        assertThat(usedAt("a")).isEqualTo(NOW);
    }

    @Test
    void keepsMarkThatComesWhileABatchIsWritten() {
        insert("a");
        lastUsed.mark("a", NOW);
        watched.afterNext("apiKeys.markUsed", () -> lastUsed.mark("a", NOW.plusSeconds(30)));
        lastUsed.flush();
        lastUsed.flush();
        assertThat(usedAt("a")).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void recordsTheFirstUseOnceWhateverNumberOfNodesSawIt() {
        insert("a");
        LastUsed other = new LastUsed(
                watched.stores().apiKeys(),
                new Environment(watched.stores(), audit, InstantSource.system(), new SecureRandom()));
        lastUsed.mark("a", NOW);
        other.mark("a", NOW.plusSeconds(1));
        lastUsed.flush();
        other.flush();
        lastUsed.mark("a", NOW.plusSeconds(60));
        lastUsed.flush();
        assertThat(audit.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(AuditEvent.Type.API_KEY_FIRST_USED);
            assertThat(event.credential()).isEqualTo("a");
            assertThat(event.owner()).isEqualTo("ada");
            assertThat(event.at()).isEqualTo(NOW);
        });
    }

    @Test
    void writesManyMarksInBatches() {
        for (int i = 0; i < 2_500; i++) {
            lastUsed.mark("key " + i, NOW);
        }
        watched.forget();
        lastUsed.flush();
        assertThat(watched.calls()).filteredOn("apiKeys.markUsed"::equals).hasSize(3);
    }

    private void insert(String id) {
        ApiKey key = KeyDraft.create(id, ApiKey.Owner.user("ada"), "app", KeyRequest.named("n"), NOW)
                .build();
        watched.stores().apiKeys().insert(key, SecretDigest.of("text of " + id));
    }

    private Instant usedAt(String id) {
        Instant at = watched.stores().apiKeys().findById(id).orElseThrow().lastUsedAt();
        return at == null ? Instant.MIN : at;
    }
}
