package dev.sallyport.servlet.guard.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/",
                "/api/reports/42",
                "/api/a.b/...",
                "/api/.well-known",
                "/api/x..y",
                "/api/%20x",
                "/api/%C3%A4",
                "/api/%c2%80x",
                "/api/%e0%a0%80",
                "/api/%E2%82%AC/x",
                "/api/%ed%9f%bf",
                "/api/%ee%80%80",
                "/api/%f0%90%80%80",
                "/api/%F0%9F%92%A3",
                "/api/%f4%8f%bf%bf",
                "/api/a%25b",
                "/api/~a!$&'()*+,=:@"
            })
    void acceptsPlainPaths(String path) {
        assertThat(RawPath.isAmbiguous(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "api",
                "http://host/api",
                "//api",
                "/api//x",
                "/api/x//",
                "/./api",
                "/api/.",
                "/api/..",
                "/api/../x",
                "/api/;x",
                "/api;jsessionid=1/x",
                "/api/..;/x",
                "/api%2fx",
                "/api%2Fx",
                "/api%5cx",
                "/api\\x",
                "/api/%2e%2e/x",
                "/api/%2E",
                "/api/x%00",
                "/api/%0d%0aX",
                "/api/%7f",
                "/api/%3bx",
                "/api/%",
                "/api/%2",
                "/api/%zz",
                "/api/%c0%af",
                "/api/%C1%81",
                "/api/%ff",
                "/api/%80",
                "/api/%bf",
                "/api/%c3",
                "/api/%c3x",
                "/api/%c3%",
                "/api/%c3%2f",
                "/api/%c3%c3%a4",
                "/api/%c3%a4%a4",
                "/api/%e0%80%af",
                "/api/%e0%9f%bf",
                "/api/%e2%82",
                "/api/%e2%82x",
                "/api/%ed%a0%80",
                "/api/%ed%bf%bf",
                "/api/%f0%80%80%af",
                "/api/%f0%8f%bf%bf",
                "/api/%f4%90%80%80",
                "/api/%f5%80%80%80",
                "/api/%f8%80%80%80%af",
                "/api/ x",
                "/api/\tx",
                "/api/\u007f",
                "/api/\u00e4",
                "/api/x#y",
                "/api/x?y",
                "/api/\"x\"",
                "/api/<x>",
                "/api/x|y",
                "/api/{x}",
                "/api/x^y",
                "/api/`x`",
                "/api/x[0]"
            })
    void findsAmbiguousPaths(String path) {
        assertThat(RawPath.isAmbiguous(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/app/x;jsessionid=1A-b._!, /app/x",
        "/;jsessionid=1, /",
        "';jsessionid=1', ''",
        "/x;jsessionid=, /x;jsessionid=",
        "/x;jsessionid=1/y, /x;jsessionid=1/y",
        "/x;jsessionid=1;y, /x;jsessionid=1;y",
        "/x;y;jsessionid=1, /x;y;jsessionid=1",
        "/x;JSESSIONID=1, /x;JSESSIONID=1",
        "/x;jsessionid=1%2f.., /x;jsessionid=1%2f..",
        "/x;jsessionid=\u00e4, /x;jsessionid=\u00e4"
    })
    void knowsASessionIdAtTheEnd(String path, String without) {
        assertThat(RawPath.withoutSessionId(path)).isEqualTo(without);
    }

    @Test
    void escapesOfEscapesAndOfOtherScriptsHaveOtherSpellings() {
        for (String path : new String[] {"/%25", "/a%2561", "/%20%25", "%25", "/%80", "/%c3%a4", "/a%FF"}) {
            assertThat(RawPath.hasOtherSpellings(path)).as(path).isTrue();
        }
        for (String path : new String[] {"", "/", "/a%20b", "/%7f", "/%41%42", "/%", "/%zz"}) {
            assertThat(RawPath.hasOtherSpellings(path)).as(path).isFalse();
        }
    }
}
