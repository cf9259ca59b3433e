package dev.sallyport.servlet.guard.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPatternTest {
    @ParameterizedTest
    @CsvSource({
        "/*, /, true",
        "/*, '', true",
        "/*, /api/*, true",
        "/*, *.do, true",
        "/api/*, /api/*, true",
        "/api/*, /api, true",
        "/api/*, /api/reports, true",
        "/api/*, /api/reports/*, true",
        "/api/*, /apis/*, false",
        "/api/*, /ap, false",
        "/api/*, /*, false",
        "/api/*, /, false",
        "/api/*, '', false",
        "/api/*, *.do, false",
        "/api/reports/*, /api/*, false",
        "/api, /api, true",
        "/api, /api/*, false",
        "*.do, *.do, true",
        "*.do, /x.do, true",
        "*.do, /x.do/*, false",
        "*.do, *.json, false"
    })
    void coversMappings(String pattern, String mapping, boolean expected) {
        assertThat(new UrlPattern(pattern).covers(mapping)).isEqualTo(expected);
    }

    @Test
    void saysWhichCharactersThereAreNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UrlPattern("/api/{id}"))
                .withMessage(
                        "The pattern \"/api/{id}\" is no plain path: no empty or dot segments, no space around a segment,"
                                + " nothing invisible, and none of the characters \" # < > ? [ \\ ] ^ ` { | } ;");
    }

    @ParameterizedTest
    @CsvSource({
        "/gr%C3%B6%C3%9Fe/*, /größe/*",
        "/gr%c3%b6%c3%9fe, /größe",
        "/my%20files/*, /my files/*",
        "/%61pi/*, /api/*",
        "/a%2fb, /a/b",
        "/a%2Eb%2E%2e/x, /a.b../x",
        "/a+b%2Bc, /a+b+c"
    })
    void saysHowAnEscapedPatternIsWritten(String escaped, String plain) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UrlPattern(escaped))
                .withMessage("The pattern \"" + escaped
                        + "\" has an escape and would match nothing, because paths are compared as"
                        + " containers decode them; write \"" + plain + "\"");
        assertThat(new UrlPattern(plain).text()).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/100%/*", "/%ff", "/%2525", "*.%2564o", "/gro%CC%88/*", "/%2e%2e/x", "/%00", "/a%22b"})
    void saysOfOtherEscapesThatThereAreNone(String escaped) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UrlPattern(escaped))
                .withMessageContaining("\"" + escaped + "\" has an escape")
                .withMessageEndingWith("write it without \"%\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/größe/*, /größe/x, true",
        "/größe/*, /gro\u0308ße/x, false",
        "/größe/*, /gr%C3%B6%C3%9Fe/x, false",
        "/my files/*, /my files/x, true",
        "/日本/*, /日本, true"
    })
    void matchesDecodedPaths(String pattern, String path, boolean expected) {
        assertThat(new UrlPattern(pattern).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/*, /x, true",
        "/*, '', true",
        "/api/*, /api, true",
        "/api/*, /api/x/y, true",
        "/api/*, /apix, false",
        "/api, /api, true",
        "/, /, true",
        "/, /x, false",
        "/, '', false",
        "/api, /api/, false",
        "*.do, /a/b.do, true",
        "*.do, /a.do/b, false",
        "*.do, /.do, true"
    })
    void matchesPaths(String pattern, String path, boolean expected) {
        assertThat(new UrlPattern(pattern).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api/*",
                "*",
                "**",
                "/api*",
                "/api/*/x",
                "/a*/b",
                "*.",
                "*.a/b",
                "*./b",
                "/a\"b",
                "*.*",
                "/api//x",
                "/api/../x",
                "/a;b/*",
                "/a?b",
                "/gr%C3%B6/*",
                "/my%20files/*",
                "/100%",
                "*.%64o",
                "/gro\u0308\u00dfe/*",
                "/a\u200b/*",
                "/a\u00a0b",
                "/a\u202eb",
                "/a\ud800",
                "/a\ufffd",
                "/ a/*",
                "/a /*",
                "/a//*",
                "/a[0]",
                "/{id}/*",
                "/a|b",
                " /api/*"
            })
    void refusesWhatMatchesNothingOrIsNoPattern(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UrlPattern(text))
                .withMessageContaining("\"" + text + "\"");
    }
}
