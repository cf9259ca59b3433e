package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scope.ScopeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedScopesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a b", " a b", "a b ", "  a   b  ", "a a b"})
    void spacesMoreDoNotCount(String text) {
        assertThat(AskedScopes.parse(text)).contains(ScopeSet.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "   ", "a\tb", "\"a\"", "a\nb"})
    void nothingAndWhatIsNoScopeIsNone(String text) {
        assertThat(AskedScopes.parse(text)).isEmpty();
    }
}
