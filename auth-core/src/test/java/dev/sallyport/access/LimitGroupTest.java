package dev.sallyport.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitGroupTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "reports:generate", " ", "!", "~", "default-x", "my default", "default-1a"})
    void takesWhatCanStandInAHeader(String name) {
        assertThatCode(() -> LimitGroup.require(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a\\b", "a\nb", "\u001f", "\u007f", "\u0080", "ä"})
    void refusesWhatWouldBreakTheHeader(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LimitGroup.require(name))
                .withMessage("A group has 1 to 64 characters of printable ASCII without quote and backslash, because"
                        + " callers see it in a header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "default-1", "default-23"})
    void refusesTheNamesOfGeneralLimits(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LimitGroup.require(name))
                .withMessage("The group \"" + name + "\" has the name of a general limit; choose another");
    }

    @Test
    void hasAtMost64Characters() {
        assertThatCode(() -> LimitGroup.require("x".repeat(64))).doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> LimitGroup.require("x".repeat(65)));
    }
}
