package dev.sallyport.springattack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other spellings of closed paths, and closed paths that look like open ones. */
class PathsTest {
    private static App app;

    @BeforeAll
    static void start() {
        app = App.shared();
    }

    @BeforeEach
    void clear() {
        Entered.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/none/",
                "/a//none",
                "//a/none",
                "/a/./none",
                "/a/open/../none",
                "/a/open/%2e%2e/none",
                "/a/open/..;/none",
                "/a/open/.%2e/none",
                "/a/none;x=1",
                "/a;x=1/none",
                "/;/a/none",
                "/a/%6eone",
                "/%61/none",
                "/a%2fnone",
                "/a%252fnone",
                "/a/none%00",
                "/a/none%20",
                "/a/none%0a",
                "/a/none%3b",
                "/a/none.json",
                "/A/NONE",
                "/a\\none",
                "/a/none?/assets/site.css",
                "/a/none#/assets/site.css",
                "/assets/../a/none",
                "/assets/%2e%2e/a/none",
                "/assets/..%2fa/none",
                "/assets/..;/a/none",
                "/assets/..%5ca/none",
                "/assets/../internal/figures.txt",
                "/assets;/../internal/figures.txt",
                "/internal/figures.txt/",
                "/internal//figures.txt",
                "/a/files/assets/site.css",
                "/a/files/..%2f..%2fassets/site.css",
                "/e/function/",
                "/e/mapped/",
                "/error",
                "/error/",
                "http://localhost/a/none",
                "http://localhost/assets/../a/none"
            })
    void noSpellingOfAPathGetsAround(String path) throws Exception {
        assertThat(app.raw("GET " + path, "")).isIn(400, 401);
        assertThat(Entered.names()).isEmpty();
    }

    /** It is a path in the open folder, and Spring, which decodes it once more, finds no file there. */
    @Test
    void openFolderIsNotLeftByDecodingTwice() throws Exception {
        assertThat(app.get("/assets/..%252finternal/figures.txt", null).body()).isEqualTo("entered:advice");
        assertThat(app.get("/assets/%252e%252e/internal/figures.txt", null).body())
                .isEqualTo("entered:advice");
    }
}
