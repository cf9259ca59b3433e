package dev.sallyport.grant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SprayedAccountsTest {
    private static final long WINDOW = 600_000;

    private final SprayedAccounts accounts = new SprayedAccounts(3, WINDOW);

    private boolean add(String account, long now) {
        return accounts.add(account, () -> 1, now);
    }

    @Test
    void asManyAsTheThresholdAreTooManyForOneWindow() {
        assertThat(add("a", 0)).isFalse();
        assertThat(add("b", 1)).isFalse();
        assertThat(accounts.areSprayedAt(1)).isFalse();
        assertThat(add("c", 2)).isTrue();
        assertThat(accounts.areSprayedAt(2)).isTrue();
        assertThat(accounts.areSprayedAt(2 + WINDOW - 1)).isTrue();
        assertThat(accounts.areSprayedAt(2 + WINDOW)).isFalse();
        assertThat(accounts.areSprayedAt(1)).as("a clock that was set back").isFalse();
    }

    @Test
    void oneAccountCountsOnceInAWindow() {
        for (int i = 0; i < 100; i++) {
            assertThat(add("a", i)).isFalse();
        }
        assertThat(add("b", 100)).isFalse();
        assertThat(add("c", 101)).isTrue();
    }

    @Test
    void afterThatTheyAreCountedAnew() {
        add("a", 0);
        add("b", 0);
        assertThat(add("c", 0)).isTrue();
        assertThat(add("c", 1)).isFalse();
        assertThat(add("d", 1)).isFalse();
        assertThat(add("e", 1)).isTrue();
    }

    @Test
    void windowBeginsWithItsFirstAccountAndEndsToTheMillisecond() {
        add("a", 1_000_000);
        add("b", 1_000_001);
        assertThat(add("c", 1_000_000 + WINDOW)).as("a new window").isFalse();
        assertThat(add("d", 1_000_001 + WINDOW)).isFalse();
        assertThat(add("e", 1_000_000 + 2 * WINDOW - 1))
                .as("the last millisecond")
                .isTrue();
    }

    @Test
    void clockThatIsSetBackBeginsANewWindow() {
        add("a", 5_000_000);
        add("b", 5_000_000);
        assertThat(add("c", 4_999_999)).isFalse();
        assertThat(add("d", 4_999_999)).isFalse();
        assertThat(add("e", 4_999_999)).isTrue();
    }

    @Test
    void accountsAreBoundedAlsoWhereNoneHasAWeight() {
        for (int i = 1; i < 6; i++) {
            assertThat(accounts.add("a" + i, () -> 0, 0)).isFalse();
        }
        assertThat(accounts.add("a6", () -> 0, 0)).as("twice the threshold").isTrue();
        assertThat(accounts.add("b1", () -> 2, 0)).isFalse();
        assertThat(accounts.add("b2", () -> 2, 0)).as("two of weight two").isTrue();
    }
}
