package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.grant.PresentedClient;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6749, section 2.3.1. */
class ClientAuthenticationTest {
    private static final String NOBODY = "nobody";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "batch:secret        | batch | secret",
                "batch:              | batch | \"\"",
                "batch:a:b           | batch | a:b",
                "a%20b:c+d%2Be       | a b   | c d+e",
                "b%c3%a4tch:s        | bätch | s",
                "batch:a b~!         | batch | a b~!"
            })
    void basicIsReadAsAForm(String pair, String id, String secret) {
        assertThat(of("", basic(pair))).isEqualTo(id + " " + secret);
    }

    @Test
    void nameOfTheSchemeHasNoCaseAndSpacesDoNotCount() {
        String credentials = basic("batch:secret").substring("Basic ".length());

        assertThat(of("", "bASIC   " + credentials + "  ")).isEqualTo("batch secret");
        assertThat(of("", "Basi " + credentials)).isEqualTo("INVALID_CREDENTIALS");
        assertThat(of("", "Basics " + credentials)).isEqualTo("INVALID_CREDENTIALS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch",
                ":secret",
                "",
                "batch:sec\u001Fret",
                "batch:secret\u007F",
                "b\u00E4tch:secret",
                "ba%tch:secret",
                "batch:%c3",
                "batch:%00"
            })
    void basicThatCannotBeReadIsRefused(String pair) {
        assertThat(of("", basic(pair))).isEqualTo("INVALID_CREDENTIALS");
    }

    @Test
    void whatIsNotBase64IsRefused() {
        assertThat(of("", "Basic ?")).isEqualTo("INVALID_CREDENTIALS");
        assertThat(of("", "Basic")).isEqualTo("INVALID_CREDENTIALS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Digest x", "DPoP x", "Bear x", ""})
    void otherSchemesAreRefused(String header) {
        assertThat(of("client_id=batch&client_secret=secret", header)).isEqualTo("INVALID_CREDENTIALS");
    }

    @Test
    void clientMayAuthenticateInTheBody() {
        assertThat(of("client_id=batch&client_secret=secret")).isEqualTo("batch secret");
        assertThat(of("client_id=batch")).isEqualTo("batch ");
        assertThat(of("client_id=batch&client_secret=")).isEqualTo("batch ");
        assertThat(of("client_secret=")).isEqualTo(NOBODY);
        assertThat(of("")).isEqualTo(NOBODY);
        assertThat(of("client_secret=secret")).isEqualTo("INVALID_REQUEST");
    }

    /** A client that sends a token along is still one that authenticates in the body. */
    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "bearer x", "Bearer"})
    void bearerTokenIsNoAuthenticationOfAClient(String header) {
        assertThat(of("client_id=batch&client_secret=secret", header)).isEqualTo("batch secret");
        assertThat(of("", header)).isEqualTo(NOBODY);
    }

    @Test
    void clientUsesOneMethodOnly() {
        assertThat(of("client_secret=secret", basic("batch:secret"))).isEqualTo("INVALID_REQUEST");
        assertThat(of("client_id=other", basic("batch:secret"))).isEqualTo("INVALID_REQUEST");
        assertThat(of("client_id=batch", basic("batch"))).isEqualTo("INVALID_REQUEST");
        assertThat(of("client_id=batch", basic("batch:secret"))).isEqualTo("batch secret");
        assertThat(of("", basic("batch:secret"), basic("batch:secret"))).isEqualTo("INVALID_REQUEST");
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The client's id and secret, or why it is refused. */
    private static String of(String form, String... headers) {
        List<String> lines = Arrays.asList(headers);
        Parameters parameters = Parameters.parse(form.getBytes(StandardCharsets.UTF_8))
                .fold(read -> read, refusal -> {
                    throw new AssertionError(refusal.detail());
                });
        Call call = (Call) Proxy.newProxyInstance(
                ClientAuthenticationTest.class.getClassLoader(),
                new Class<?>[] {Call.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "headers" -> arguments[0].equals("Authorization") ? lines : List.of();
                    case "parameters" -> parameters;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
        return ClientAuthentication.of(call)
                .fold(
                        client -> client.map(ClientAuthenticationTest::shown).orElse(NOBODY),
                        refusal -> refusal.cause().name());
    }

    private static String shown(PresentedClient client) {
        return client.id() + " " + client.secret().reveal();
    }
}
