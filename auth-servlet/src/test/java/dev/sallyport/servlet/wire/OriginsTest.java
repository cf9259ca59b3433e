package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of another origin is told by what browsers send, whatever way the request came. */
class OriginsTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.example.com,      api.example.com,      true",
        "https://api.example.com,      api.example.com,      false",
        "https://api.example.com:443,  api.example.com,      true",
        "https://api.example.com,      api.example.com:443,  true",
        "HTTPS://API.example.com,      api.EXAMPLE.com,      true",
        "https://api.example.com:8443, api.example.com:8443, true",
        "http://api.example.com,       api.example.com,      false",
        "http://api.example.com:80,    api.example.com,      false",
        "http://api.example.com,       api.example.com:80,   false",
        "http://localhost:8080,        localhost:8080,       false",
        "https://[::1]:8443,           [::1]:8443,           true",
        "https://[::1],                [::1],                true",
        "https://[::1],                [::1]:443,            true"
    })
    void pageOfTheSameOriginIsNotForeign(String origin, String host, boolean secure) {
        assertThat(Origins.isForeign(asked(secure)
                        .header("Host", host)
                        .header("Origin", origin)
                        .request()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "null,                         api.example.com,      false",
        "api.example.com,              api.example.com,      false",
        "://api.example.com,           api.example.com,      false",
        "ftp://api.example.com,        api.example.com,      false",
        "http://api.example.com,       api.example.com,      true",
        "http://api.example.com,       api.example.com:443,  false",
        "https://api.example.com:8443, api.example.com,      true",
        "https://api.example.com,      api.example.com:8443, true",
        "https://www.example.com,      api.example.com,      true",
        "https://api.example.com.evil, api.example.com,      true",
        "https://[::1],                [::2],                true",
        "https://[::1],                [::1]:8443,           true"
    })
    void pageOfAnotherIs(String origin, String host, boolean secure) {
        assertThat(Origins.isForeign(asked(secure)
                        .header("Host", host)
                        .header("Origin", origin)
                        .request()))
                .isTrue();
    }

    @Test
    void programWithoutEitherHeaderIsNot() {
        assertThat(Origins.isForeign(asked(true).request())).isFalse();
    }

    @Test
    void originWithoutAHostOrTwoOfThemAreForeign() {
        assertThat(Origins.isForeign(
                        asked(true).header("Origin", "https://api.example.com").request()))
                .isTrue();
        assertThat(Origins.isForeign(asked(true)
                        .header("Host", "api.example.com")
                        .header("Origin", "https://api.example.com")
                        .header("Origin", "https://api.example.com")
                        .request()))
                .isTrue();
    }

    /** Browsers say it themselves, and no page can change it. */
    @Test
    void whatTheBrowserSaysOfTheSiteGoesBeforeTheOrigin() {
        assertThat(Origins.isForeign(asked(true)
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Origin", "https://evil.example")
                        .request()))
                .isFalse();
        assertThat(Origins.isForeign(asked(true)
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Sec-Fetch-Site", "same-origin")
                        .request()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none", ""})
    void everyOtherWordIsForeign(String site) {
        assertThat(Origins.isForeign(asked(true)
                        .header("Sec-Fetch-Site", site)
                        .header("Host", "api.example.com")
                        .header("Origin", "https://api.example.com")
                        .request()))
                .isTrue();
    }

    /** HTTP/2 has the host in the target, and a container need not write it into a header. */
    @ParameterizedTest
    @CsvSource({
        "https, api.example.com, 443,  https://api.example.com,      false",
        "https, api.example.com, 443,  https://api.example.com:443,  false",
        "https, api.example.com, 8443, https://api.example.com:8443, false",
        "https, api.example.com, 8443, https://api.example.com,      true",
        "https, api.example.com, 80,   https://api.example.com,      true",
        "https, api.example.com, 0,    https://api.example.com,      false",
        "https, api.example.com, -1,   https://api.example.com,      false",
        "http,  api.example.com, 80,   https://api.example.com,      false",
        "http,  api.example.com, 80,   http://api.example.com,       false",
        "http,  api.example.com, 8080, http://api.example.com,       true",
        "https, ::1,             8443, https://[::1]:8443,           false",
        "https, [::1],           8443, https://[::1]:8443,           false",
        "https, ::1,             443,  https://[::1],                false",
        "https, www.example.com, 443,  https://api.example.com,      true"
    })
    void targetOfHttp2NamesTheHost(String scheme, String name, int port, String origin, boolean foreign) {
        assertThat(Origins.isForeign(FakeRequest.of("POST", "HTTP/2.0")
                        .with("isSecure", scheme.equals("https"))
                        .with("getScheme", scheme)
                        .with("getServerName", name)
                        .with("getServerPort", port)
                        .header("Origin", origin)
                        .request()))
                .isEqualTo(foreign);
    }

    @Test
    void headerOfHttp2GoesBeforeTheTarget() {
        assertThat(Origins.isForeign(FakeRequest.of("POST", "HTTP/2.0")
                        .with("isSecure", true)
                        .header("Host", "api.example.com")
                        .header("Origin", "https://api.example.com")
                        .request()))
                .isFalse();
    }

    private static FakeRequest asked(boolean secure) {
        return FakeRequest.of("POST", "HTTP/1.1").with("isSecure", secure);
    }
}
