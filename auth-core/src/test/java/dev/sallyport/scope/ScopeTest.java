package dev.sallyport.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
    @ParameterizedTest
    @CsvSource({
        "reports:read, reports:read, true",
        "reports:read, reports:write, false",
        "reports:read, Reports:read, false",
        "reports:*, reports:read, true",
        "reports:*, reports:read:own, true",
        "reports:*, reports:own:*, true",
        "reports:*, reports:*, true",
        "reports:*, reports:, true",
        "reports:*, reports, false",
        "reports:*, reportsx:read, false",
        "reports:own:*, reports:*, false",
        "reports:read, reports:*, false",
        "a:, a:*, false",
        "a:, a:b, false"
    })
    void coversItselfAndWhatIsUnderItsWildcard(String held, String asked, boolean covered) {
        assertThat(new Scope(held).covers(new Scope(asked))).isEqualTo(covered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", ":*", "**", "rep*", "*:read", "a:*:b", "a:**", "a:*b", "reports:r*d", "a:*:*"})
    void refusesAStarThatIsNoWildcard(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scope(name))
                .withMessage("The scope " + name
                        + " has a star that is no wildcard; a wildcard is a name, a colon and a star"
                        + " at the end, like reports:*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\tb", "a\"b", "a\\b", "a\nb", "aéb", "a\u007Fb"})
    void refusesCharactersOutsideTheGrammar(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scope(name))
                .withMessage("A scope is printable ASCII without space, quote and backslash (RFC 6749 section 3.3);"
                        + " character 2 is not");
    }

    @Test
    void has1To128Characters() {
        assertThat(new Scope("x".repeat(128)).value()).hasSize(128);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scope(""))
                .withMessage("A scope has 1 to 128 characters, this one has 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scope("x".repeat(129)))
                .withMessage("A scope has 1 to 128 characters, this one has 129");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "#$%&'()+,-./0:;<=>?@[]^_`{|}~", "https://example.com/read"})
    void takesEveryOtherPrintableCharacter(String name) {
        assertThat(new Scope(name)).hasToString(name);
    }
}
