package dev.sallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A full corner of the table: what is forgotten then, and what is not. */
class CounterTableTest {
    /** Places of a corner. */
    private static final int WAYS = 16;

    private static final List<RateLimit.Window> LIMIT =
            RateLimit.parse("10/hour").windows();
    private static final long NOW = 3_600_000_000_000L;

    @Test
    void counterWithTheFewestRequestsMakesRoom() {
        CounterTable table = new CounterTable(WAYS);
        for (int key = 0; key < WAYS; key++) {
            take(table, key, LIMIT, key == 5 ? 2 : 4);
        }
        take(table, WAYS, LIMIT, 1);
        for (int key = 0; key < WAYS; key++) {
            if (key != 5) {
                assertThat(remaining(table, key, LIMIT)).as("key " + key).isEqualTo(5);
            }
        }
        take(table, WAYS, LIMIT, 1);
        assertThat(remaining(table, WAYS, LIMIT)).as("the new one is counted").isEqualTo(7);
        assertThat(remaining(table, 5, LIMIT)).as("the one that went").isEqualTo(9);
    }

    /** One request of two in an hour keeps its counter busy for longer than sixty of a hundred in a minute, and is less. */
    @Test
    void requestsCountAndNotTheTimeTheyLast() {
        List<RateLimit.Window> slow = RateLimit.parse("2/hour").windows();
        List<RateLimit.Window> quick = RateLimit.parse("100/minute").windows();
        for (int slowKey : List.of(0, 15)) {
            CounterTable table = new CounterTable(WAYS);
            for (int key = 0; key < WAYS; key++) {
                take(table, key, key == slowKey ? slow : quick, key == slowKey ? 1 : 60);
            }
            take(table, WAYS, quick, 1);
            for (int key = 0; key < WAYS; key++) {
                if (key != slowKey) {
                    assertThat(remaining(table, key, quick)).as("key " + key).isEqualTo(39);
                }
            }
        }
    }

    @Test
    void quickCounterWithOneRequestGoesBeforeSlowOnesWithTwo() {
        List<RateLimit.Window> quick = RateLimit.parse("100/minute").windows();
        CounterTable table = new CounterTable(WAYS);
        for (int key = 0; key < WAYS; key++) {
            take(table, key, key == 5 ? quick : LIMIT, key == 5 ? 1 : 2);
        }
        take(table, WAYS, LIMIT, 1);
        for (int key = 0; key < WAYS; key++) {
            if (key != 5) {
                assertThat(remaining(table, key, LIMIT)).as("key " + key).isEqualTo(7);
            }
        }
    }

    @Test
    void windowsOfOneLimitDoNotPushEachOtherOut() {
        CounterTable table = new CounterTable(WAYS);
        for (int key = 0; key < WAYS; key++) {
            take(table, key, LIMIT, 4);
        }
        List<RateLimit.Window> two = RateLimit.parse("2/hour, 3/day").windows();
        take(table, WAYS, two, 2);
        assertThat(table.acquire(hash(WAYS, 0), two, NOW).allowed()).isFalse();
        for (int key = 2; key < WAYS; key++) {
            assertThat(remaining(table, key, LIMIT)).as("key " + key).isEqualTo(5);
        }
    }

    @Test
    void cornersDoNotShareTheirPlaces() {
        int corners = 4;
        CounterTable table = new CounterTable(corners * WAYS);
        for (int corner = 0; corner < corners; corner++) {
            for (int key = 0; key < WAYS; key++) {
                assertThat(table.acquire(hash(key, corner), LIMIT, NOW).remaining())
                        .isEqualTo(9);
            }
        }
        for (int corner = 0; corner < corners; corner++) {
            for (int key = 0; key < WAYS; key++) {
                assertThat(table.acquire(hash(key, corner), LIMIT, NOW).remaining())
                        .isEqualTo(8);
            }
        }
    }

    @Test
    void hasAsManyPlacesAsAreAskedForAndNoCornerMore() {
        CounterTable table = new CounterTable(WAYS);
        for (int key = 0; key < WAYS; key++) {
            table.acquire(hash(key, key), LIMIT, NOW);
        }
        // They are all in one corner, so one of them makes room.
        table.acquire(hash(WAYS, 1), LIMIT, NOW);
        int forgotten = 0;
        for (int key = 0; key <= WAYS; key++) {
            forgotten +=
                    table.acquire(hash(key, key == WAYS ? 1 : key), LIMIT, NOW).remaining() == 9 ? 1 : 0;
        }
        assertThat(forgotten).isPositive();
    }

    @Test
    void placeThatIsEmptyAgainIsTakenFirst() {
        CounterTable table = new CounterTable(WAYS);
        take(table, 0, LIMIT, 1);
        long later = NOW + 361_000_000_000L;
        for (int key = 1; key <= WAYS; key++) {
            table.acquire(hash(key, 0), LIMIT, later);
        }
        for (int key = 1; key <= WAYS; key++) {
            assertThat(table.acquire(hash(key, 0), LIMIT, later).remaining()).isEqualTo(8);
        }
    }

    private static void take(CounterTable table, int key, List<RateLimit.Window> limit, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(table.acquire(hash(key, 0), limit, NOW).allowed()).isTrue();
        }
    }

    private static int remaining(CounterTable table, int key, List<RateLimit.Window> limit) {
        return table.acquire(hash(key, 0), limit, NOW).remaining();
    }

    /** The lowest bits choose the corner; they are no part of the name there. */
    private static long hash(int key, int corner) {
        return (long) key << 12 | corner;
    }
}
