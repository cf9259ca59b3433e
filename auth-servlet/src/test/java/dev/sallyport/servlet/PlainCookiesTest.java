package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixtures.LogLines;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** An operator whose proxy ends TLS is told that cookies go out without what TLS would give them. */
class PlainCookiesTest {
    private static List<String> linesOfTwoLogins(String issuer, UnaryOperator<SallyportWeb> wiring) {
        try (LogLines log = LogLines.named("dev.sallyport.servlet.wire.PlainCookies");
                TestApi api = TestApi.start(settings -> settings.issuer(issuer), wiring)) {
            assertThat(log.lines()).isEmpty();
            for (String login : List.of(TestApi.ADA, TestApi.VIC)) {
                assertThat(api.post("/auth/login", null, login).headers().firstValue("Set-Cookie"))
                        .isPresent();
            }
            return log.lines();
        }
    }

    @Test
    void issuerWithTlsBehindPlainHttpIsToldOnceWhatToSet() {
        assertThat(linesOfTwoLogins("https://api.example.com", web -> web))
                .singleElement()
                .asString()
                .contains("secureCookies(true)", "X-Forwarded-Proto");
    }

    @Test
    void nothingIsToldWhereCookiesAreSecureOrTheIssuerHasNoTls() {
        assertThat(linesOfTwoLogins("https://api.example.com", web -> web.secureCookies(true)))
                .isEmpty();
        assertThat(linesOfTwoLogins("http://api.example.com", web -> web)).isEmpty();
        assertThat(linesOfTwoLogins("orders", web -> web)).isEmpty();
    }
}
