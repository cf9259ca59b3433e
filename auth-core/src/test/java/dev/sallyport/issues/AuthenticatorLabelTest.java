package dev.sallyport.issues;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.fixture.Node;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The label is read as the Key URI format says: what stands before the first colon, encoded or not, is the issuer. */
class AuthenticatorLabelTest {
    private static void assertLabel(
            UnaryOperator<SallyportBuilder> settings, String login, String issuer, String account) {
        try (Node node = Node.create(settings)) {
            String uri = done(node.auth.secondFactors().enrol(node.user(login)))
                    .uri()
                    .reveal();
            URI parsed = URI.create(uri);
            String label = decoded(parsed.getRawPath().substring(1));
            Map<String, String> parameters = Arrays.stream(parsed.getRawQuery().split("&", -1))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
            int colon = label.indexOf(':');
            assertThat(label.substring(0, colon)).isEqualTo(issuer);
            assertThat(parameters).containsEntry("issuer", issuer);
            assertThat(label.substring(colon + 1)).isEqualTo(account).doesNotContain(":");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com,api.example.com",
        "https://api.example.com:8443/v1,api.example.com",
        "https://[2001:db8::1]/,[2001-db8--1]",
        "Example API,Example API",
        "urn:example:api,urn-example-api",
        "not a: url,not a- url"
    })
    void anIssuerIsShownByItsHost(String issuer, String shown) {
        assertLabel(settings -> settings.issuer(issuer), "ada@example.com", shown, "ada@example.com");
    }

    @Test
    void aDisplayNameIsShownInstead() {
        assertLabel(
                settings -> settings.displayName("Acme Reports"), "ada@example.com", "Acme Reports", "ada@example.com");
        assertLabel(settings -> settings.displayName("Bücher & Söhne + 1%"), "ada", "Bücher & Söhne + 1%", "ada");
    }

    @Test
    void aColonInTheAccountDoesNotCutIt() {
        assertLabel(settings -> settings, "acme:ada", "api.example.com", "acme-ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Acme: Reports", "a\nb"})
    void aNameThatAnAppWouldCutIsRefused(String name) {
        assertThatThrownBy(() -> Sallyport.builder().displayName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("displayName(…) has 1 to 64 characters, no colon");
    }
}
