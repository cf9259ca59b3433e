package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixture.MovableClock;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.upkeep.Upkeep;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the background does by itself, and when. */
@Timeout(60)
class HousekeepingTasksTest {
    private static final Map<String, Duration> ALWAYS = Map.of(
            "write last-used marks", Duration.ofSeconds(30),
            "rotate signing keys", Duration.ofMinutes(1),
            "write audit events", Duration.ofSeconds(1),
            "remove what is over", Duration.ofMinutes(1));

    private static List<Upkeep.Task> tasks(Node node) {
        return node.auth.parts.upkeep.tasks();
    }

    private static Map<String, Duration> periods(Node node) {
        return tasks(node).stream().collect(Collectors.toMap(Upkeep.Task::what, Upkeep.Task::period));
    }

    private static void run(Node node, String what) {
        tasks(node).stream()
                .filter(task -> task.what().equals(what))
                .findFirst()
                .orElseThrow()
                .work()
                .run();
    }

    @Test
    void everyNodeHasTheseTasks() {
        try (Node node = Node.create()) {
            assertThat(periods(node)).isEqualTo(ALWAYS);
        }
    }

    @Test
    void settingsThatAskForMoreGetIt() {
        InMemoryStores database = InMemoryStores.create();
        Node.over(WatchedStores.over(database), settings -> settings).close();
        MasterKey present = MasterKey.random(new SecureRandom());
        try (Node node = Node.over(
                WatchedStores.over(database),
                settings -> settings.masterKey(present.withPrevious(Node.MASTER_KEY))
                        .leakReports(LeakPolicy.flag()))) {
            assertThat(periods(node))
                    .hasSize(ALWAYS.size() + 2)
                    .containsAllEntriesOf(ALWAYS)
                    .containsEntry("seal values anew under the present master key", Duration.ofMillis(250))
                    .containsEntry("work on reports of leaked credentials", Duration.ofSeconds(1));
        }
    }

    @Test
    void purgeRemovesWhatIsOver() {
        try (Node node = Node.create()) {
            node.userWithPassword("ada", "viewer");
            node.login("ada");
            assertThat(node.auth.sessions().list("ada")).hasSize(1);
            node.clock.advance(Duration.ofDays(365));
            assertThat(node.auth.health().lastPurge()).isNull();
            run(node, "remove what is over");
            assertThat(node.auth.health().lastPurge()).isEqualTo(node.clock.instant());
            assertThat(node.stores.stores().sessions().findByOwner("ada", 9)).isEmpty();
        }
    }

    /** By the time of the stores. */
    @Test
    void rotationMakesTheKeyThatIsDue() {
        MovableClock clock = new MovableClock();
        WatchedStores stores = WatchedStores.over(InMemoryStores.create(clock));
        try (Node node = Node.over(stores, settings -> settings)) {
            String before = node.auth.signingKeys().jwks();
            run(node, "rotate signing keys");
            assertThat(node.auth.signingKeys().jwks()).as("none is due").isEqualTo(before);
            clock.advance(Duration.ofDays(91));
            run(node, "rotate signing keys");
            assertThat(node.auth.signingKeys().jwks()).isNotEqualTo(before);
        }
    }
}
