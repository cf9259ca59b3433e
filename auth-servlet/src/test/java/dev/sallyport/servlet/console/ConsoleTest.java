package dev.sallyport.servlet.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
    private final Console console = Console.at("/account/*");

    @Test
    void settingsAreKept() {
        Console all = console.withTitle("Acme")
                .withTenantLabel("Company ID")
                .withHome("/")
                .withAccent("#0b57d0");
        assertThat(all.mount()).isEqualTo("/account");
        assertThat(all.title()).isEqualTo("Acme");
        assertThat(all.tenantLabel()).contains("Company ID");
        assertThat(all.home()).contains("/");
        assertThat(all.accent()).contains("#0b57d0");
        assertThat(console.home()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account", "/*", "/account/"})
    void mountEndsInAStar(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Console.at(pattern))
                .withMessageContaining("such as \"/account/*\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "data:,x", "//evil.example", "/\\evil.example", "app", "https://a\"b", ""
            })
    void homeIsAUrlOrAPath(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> console.withHome(url))
                .withMessageContaining("such as https://app.example.com/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app", "https://app.example.com/x?y=z", "http://localhost:3000"})
    void homeMayBe(String url) {
        assertThat(console.withHome(url).home()).contains(url);
    }

    @Test
    void accentIsOneThatWhiteTextCanBeReadOn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> console.withAccent("#ffd000"))
                .withMessage(
                        "withAccent(\"#ffd000\"): white text on it has a contrast of 1.4 to 1, and needs 4.5: choose a darker"
                                + " colour");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> console.withAccent("red;}"))
                .withMessageContaining("#rrggbb");
        assertThat(console.withAccent("#767676").accent()).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> console.withAccent("#777777"));
    }

    @Test
    void titleIsNeitherEmptyNorLong() {
        assertThatIllegalArgumentException().isThrownBy(() -> console.withTitle(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> console.withTenantLabel("x".repeat(61)));
    }

    @Test
    void missingJarIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new ConsoleProfile(console))
                .withMessageContaining("add the artifact sallyport-console");
    }
}
