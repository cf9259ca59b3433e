package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsPolicyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "https://app.example.com:8443",
                "https://a",
                "https://xn--bcher-kva.example",
                "https://192.0.2.7:65535",
                "https://[2001:db8::1]:8443",
                "http://localhost",
                "http://localhost:5173",
                "http://127.0.0.1:8080",
                "http://[::1]:3000"
            })
    void takesOriginsAsBrowsersWriteThem(String origin) {
        assertThat(CorsPolicy.of(origin).allows(origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "",
                " ",
                "https://*",
                "https://*.example.com",
                "https://app.example.com/",
                "https://app.example.com/path",
                "https://app.example.com?",
                "https://app.example.com#",
                "https://app.example.com.",
                "https://.example.com",
                "https://app..example.com",
                "https://-app.example.com",
                "https://App.example.com",
                "HTTPS://app.example.com",
                "https://user@app.example.com",
                "https://app.example.com:443",
                "http://localhost:80",
                "https://app.example.com:0",
                "https://app.example.com:08443",
                "https://app.example.com:65536",
                "https://app.example.com:",
                "https://b\u00fccher.example",
                "https://app.example.com ",
                "https://app.example.com,https://b.example",
                "https://app.example.com\r\nX: y",
                "https://app.example.com\n",
                "http://app.example.com",
                "http://localhost.example.com",
                "ftp://app.example.com",
                "file://",
                "chrome-extension://abcdefgh",
                "//app.example.com",
                "app.example.com"
            })
    void refusesWhatNoBrowserSendsOrAnybodyCouldSend(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsPolicy.of("https://good.example", origin))
                .withMessageContaining("\"" + origin + "\"");
    }

    @Test
    void hostOfTheGreatestLengthIsTaken() {
        String host = "a.".repeat(126) + "b";
        String origin = "https://" + host + ":65535";
        assertThat(host).hasSize(253);

        assertThat(CorsPolicy.of(origin).allows(origin)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsPolicy.of("HTTPS://" + host + ":65535"))
                .withMessageContaining("\"HTTPS://" + host + ":65535\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsPolicy.of(origin + "0"))
                .withMessageContaining("\"" + origin + "\u2026\"");
    }

    @Test
    void namesAreListedOneByOne() {
        CorsPolicy policy = CorsPolicy.of("https://a.example")
                .withMethods("PUT", "POST")
                .withHeaders("X-API-Key", "content-type")
                .withExposedHeaders("Link");
        assertThat(policy.methods()).containsExactly("GET", "HEAD", "POST", "PUT");
        assertThat(policy.headers()).containsExactly("Authorization", "Content-Type", "X-API-Key");
        assertThat(policy.exposedHeaders()).containsExactly("Retry-After", "WWW-Authenticate", "Link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "put", "", "PUT, DELETE", "PUT\r\n", "TRACE", "CONNECT", "TRACK"})
    void refusesMethods(String method) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsPolicy.of("https://a.example").withMethods(method))
                .withMessageContaining("\"" + method + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "", "A, B", "A\r\nB", "A:", "Cookie", "set-cookie"})
    void refusesHeaders(String header) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsPolicy.of("https://a.example").withHeaders(header))
                .withMessageContaining("\"" + header + "\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsPolicy.of("https://a.example").withExposedHeaders(header));
    }

    @Test
    void ageIsUpToADay() {
        CorsPolicy policy = CorsPolicy.of("https://a.example");
        assertThat(policy.withMaxAge(Duration.ofDays(1)).maxAge()).isEqualTo(Duration.ofDays(1));
        assertThat(policy.maxAge()).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMaxAge(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withMaxAge(Duration.ofSeconds(86_401)))
                .withMessageContaining("PT24H1S");
    }

    @Test
    void aPolicyNamesSomebody() {
        assertThatIllegalArgumentException().isThrownBy(CorsPolicy::of).withMessageContaining("leave cors(…) out");
        assertThat(CorsPolicy.none().isPresent()).isFalse();
        assertThat(CorsPolicy.none().allows("https://a.example")).isFalse();
    }
}
