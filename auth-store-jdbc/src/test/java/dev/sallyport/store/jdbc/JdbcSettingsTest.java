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
        assertThat(DEFAULTS.withoutMigration()
                        .withChangesKept(2_000)
                        .withQueryTimeout(Duration.ofSeconds(1))
                        .withConnectionTimeout(Duration.ofSeconds(2))
                        .withStartWait(Duration.ofMinutes(3))
                        .withTablePrefix("acme_")
                        .withoutPush()
                        .withConnectionsOnCallersThread())
                .isEqualTo(new JdbcSettings(
                        false,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(3),
                        false,
                        2_000,
                        "acme_",
                        true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.099S", "PT5M0.001S"})
    void refusesConnectionTimeoutOutOfRange(Duration timeout) {
        assertThatThrownBy(() -> DEFAULTS.withConnectionTimeout(timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("connectionTimeout is 100 milliseconds to 5 minutes, not " + timeout);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "PT1H0.001S"})
    void refusesStartWaitOutOfRange(Duration wait) {
        assertThatThrownBy(() -> DEFAULTS.withStartWait(wait))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("startWait is zero to 1 hour, not " + wait);
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

    @ParameterizedTest
    @ValueSource(
            strings = {"", "_a", "1a", "Acme_", "acme-", "acme.", "a b", "a'", "ä_", "a_twenty_one_letters_", "a\n"})
    void refusesPrefixThatIsNoPartOfAName(String prefix) {
        assertThatThrownBy(() -> DEFAULTS.withTablePrefix(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "tablePrefix is a lower-case letter and up to 19 lower-case letters, digits and underscores,"
                                + " such as acme_; not " + prefix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "acme_", "a_twenty_letters_yes", "a1_2_"})
    void takesPrefixThatIsPartOfAName(String prefix) {
        assertThat(DEFAULTS.withTablePrefix(prefix).tablePrefix()).isEqualTo(prefix);
    }
}
