package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of paths that are not ASCII, or have a space, hold for the paths that containers make of what comes over the wire. */
class PatternTest {
    @ParameterizedTest
    @CsvSource({
        "/größe/*, /größe/secret, /gr%C3%B6%C3%9Fe/secret",
        "/größe/*, /größe/secret, /gr%c3%b6%c3%9fe/secret",
        "/my files/*, /my files/secret, /my%20files/secret",
        "/日本/*, /日本/secret, /%E6%97%A5%E6%9C%AC/secret",
        "/größe/*, /größe/*, /gr%C3%B6%C3%9Fe"
    })
    void aPlainPatternProtects(String pattern, String mapping, String target) throws IOException {
        Recording servlet = new Recording();
        try (App app =
                new App().strict().protecting(pattern).servlet(servlet, mapping).start()) {
            assertThat(app.send("GET " + target + " HTTP/1.1").status()).isEqualTo(401);
            assertThat(app.get(target, app.key("other")).body()).isEqualTo("[Recording ada]");
            assertThat(servlet.entered.get()).isEqualTo(1);
        }
    }

    /** The other spelling of an accent, which some file systems take for the same, and letters of another charset. */
    @ParameterizedTest
    @CsvSource({"/gro%CC%88%C3%9Fe/secret", "/gr%f6%dfe/secret", "/gr%25C3%25B6%25C3%259Fe/secret"})
    void noOtherSpellingOfItReachesTheRestOfTheApplication(String target) throws IOException {
        Recording other = new Recording();
        try (App app =
                new App().strict().protecting("/größe/*").servlet(other, "/").start()) {
            assertThat(app.send("GET /gro%C3%9Fe HTTP/1.1").body()).isEqualTo("[Recording nobody]");
            assertThat(app.send("GET " + target + " HTTP/1.1").status()).isEqualTo(400);
            assertThat(other.entered.get()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"/gr%C3%B6%C3%9Fe/*, /größe/*", "/my%20files/*, /my files/*"})
    void anEscapedPatternStopsTheStart(String escaped, String plain) {
        try (App app = new App().protecting(escaped)) {
            assertThatThrownBy(app::start)
                    .hasStackTraceContaining("\"" + escaped + "\" has an escape")
                    .hasStackTraceContaining("write \"" + plain + "\"");
        }
    }
}
