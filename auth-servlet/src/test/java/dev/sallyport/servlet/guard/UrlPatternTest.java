package dev.sallyport.servlet.guard;

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
                        "The pattern \"/api/{id}\" is no plain path: no empty or dot segments, only printable ASCII, and none of"
                                + " the characters \" # < > ? [ \\ ] ^ ` { | } ;");
    }

    @ParameterizedTest
    @CsvSource({
        "/*, /x, true", "/*, '', true", "/api/*, /api, true", "/api/*, /api/x/y, true", "/api/*, /apix, false",
        "/api, /api, true", "/api, /api/, false", "*.do, /a/b.do, true", "*.do, /a.do/b, false", "*.do, /.do, true"
    })
    void matchesPaths(String pattern, String path, boolean expected) {
        assertThat(new UrlPattern(pattern).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "api/*",
                "*",
                "**",
                "/api*",
                "/api/*/x",
                "/a*/b",
                "*.",
                "*.a/b",
                "*.*",
                "/api//x",
                "/api/../x",
                "/a;b/*",
                "/a?b",
                "/\u00e4/*",
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
