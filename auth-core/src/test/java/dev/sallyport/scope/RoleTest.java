package dev.sallyport.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {
    private static final String LONGEST = "1234567890123456789012345678901234567890123456789012345678901234";

    @ParameterizedTest
    @ValueSource(strings = {"a", "Analyst-2.b_c", "azAZ09", LONGEST})
    void takesLettersDigitsAndThreeMarks(String name) {
        assertThat(Role.of(name, "reports:read").scopes()).isEqualTo(ScopeSet.of("reports:read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,b", "é", "a:b", "a*", "`", "{", "@", "[", "/", ":", LONGEST + "5"})
    void refusesOtherNames(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Role.of(name))
                .withMessage("A role name has 1 to 64 characters of A-Z a-z 0-9 . _ -");
    }
}
