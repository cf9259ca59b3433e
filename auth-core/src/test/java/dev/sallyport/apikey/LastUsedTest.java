package dev.sallyport.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.StoreException;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LastUsedTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final WatchedStores watched = WatchedStores.over(InMemoryStores.create());
    private final LastUsed lastUsed = new LastUsed(watched.stores().apiKeys());

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
        assertThat(watched.calls()).containsExactly("apiKeys.markUsed");
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

    private void insert(String id) {
        ApiKey key =
                KeyDraft.create(id, "ada", "app", KeyRequest.named("n"), NOW).build();
        watched.stores().apiKeys().insert(key, SecretDigest.of("text of " + id));
    }

    private Instant usedAt(String id) {
        Instant at = watched.stores().apiKeys().findById(id).orElseThrow().lastUsedAt();
        return at == null ? Instant.MIN : at;
    }
}
