package dev.sallyport.servlet.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
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
                "/api/ x",
                "/api/\tx",
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
}
