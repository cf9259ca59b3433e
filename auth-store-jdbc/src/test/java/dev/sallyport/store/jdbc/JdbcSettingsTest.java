package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSettingsTest {
    private static final JdbcSettings DEFAULTS = JdbcSettings.defaults();

    @Test
    void changesOneAndKeepsTheOthers() {
        assertThat(DEFAULTS.withoutMigration().withChangesKept(2_000).withQueryTimeout(Duration.ofSeconds(1)))
                .isEqualTo(new JdbcSettings(false, Duration.ofSeconds(1), 2_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT1.5S", "PT5M1S", "PT9999999999999S"})
    void refusesQueryTimeoutOutOfRange(Duration timeout) {
        assertThatThrownBy(() -> DEFAULTS.withQueryTimeout(timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("queryTimeout is 1 second to 5 minutes in whole seconds, not " + timeout);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 999, 100_000_001})
    void refusesChangesKeptOutOfRange(int changes) {
        assertThatThrownBy(() -> DEFAULTS.withChangesKept(changes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("changesKept is 1000 to 100000000, not " + changes);
    }
}
