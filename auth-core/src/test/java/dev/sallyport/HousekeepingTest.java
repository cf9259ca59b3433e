package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.MasterKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    @Test
    void twoThreadsThatEndWithClose() {
        Set<Thread> others = backgroundThreads();
        Node node = Node.create();
        List<Thread> own = backgroundThreads().stream()
                .filter(thread -> !others.contains(thread))
                .toList();
        assertThat(own)
                .hasSize(2)
                .allSatisfy(thread -> assertThat(thread.isDaemon()).isTrue());
        node.close();
        assertThat(own).noneMatch(Thread::isAlive);
        assertThat(node.stores.isClosed()).isTrue();
    }

    @Test
    void closingTwiceDoesNothing() {
        Node node = Node.create();
        node.user("ada", "viewer");
        NewApiKey key = node.key("ada");
        node.accepted(key.secret());
        node.close();
        node.stores.forget();
        node.close();
        assertThat(node.stores.calls()).isEmpty();
    }

    @Test
    void closingWritesLastUsedMarks() {
        Node node = Node.create();
        node.user("ada", "viewer");
        NewApiKey key = node.key("ada");
        node.accepted(key.secret());
        node.stores.forget();
        node.close();
        assertThat(node.stores.writes()).containsExactly("stores.inTransaction", "apiKeys.markUsed", "auditLog.insert");
    }

    @Test
    void closingGoesThroughThoughTheStoreIsOutOfReach() {
        Set<Thread> others = backgroundThreads();
        Node node = Node.create();
        node.user("ada", "viewer");
        node.accepted(node.key("ada").secret());
        node.stores.setDown(true);
        node.close();
        assertThat(node.stores.isClosed()).isTrue();
        assertThat(backgroundThreads()).allMatch(others::contains);
    }

    @Test
    void buildThatFailsLeavesNoThread() {
        Set<Thread> others = backgroundThreads();
        WatchedStores stores = WatchedStores.durableOver(InMemoryStores.create());
        Node.over(stores, settings -> settings).close();
        assertThatThrownBy(
                        () -> Node.over(stores, settings -> settings.masterKey(MasterKey.random(new SecureRandom()))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be opened");
        assertThat(backgroundThreads()).allMatch(others::contains);
    }

    private static Set<Thread> backgroundThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> WatchedStores.isBackground(thread))
                .collect(Collectors.toSet());
    }
}
