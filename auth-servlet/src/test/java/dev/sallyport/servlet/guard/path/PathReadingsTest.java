package dev.sallyport.servlet.guard.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathReadingsTest {
    private static final List<UrlPattern> GUARDED =
            List.of(new UrlPattern("/api/*"), new UrlPattern("*.do"), new UrlPattern("/größe"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api%2fx",
                "/%61pi/x",
                "/x/..;/api/x",
                "/x/%2e%2e/api",
                "/x/%252e%252e/api",
                "//api",
                "/;x/api",
                "/.\\api",
                "/%5capi",
                "/api%00.html",
                "/x/%c0%ae%c0%ae/api",
                "/%c0%afapi",
                "/x/%e0%80%ae%e0%80%ae/api",
                "/api%e0%80%afx",
                "/x/%f0%80%80%ae%f0%80%80%ae/api",
                "/%f8%80%80%80%afapi",
                "/%fc%80%80%80%80%afapi",
                "/a;x=1/b.do;y",
                "/%25252525252561",
                "/x%2f..%2fapi%2fx",
                "/x%00/../api/secret",
                "/api/../x",
                "/api%2f..%2fx",
                "/../app/x",
                "/x/%2e%2e/../x",
                "/gr%C3%B6%C3%9Fe;x",
                "/gro%CC%88%C3%9Fe",
                "/gr%f6%dfe",
                "/gr\u00f6\u00dfe"
            })
    void findsTheProtectedPathUnderIt(String path) {
        assertThat(PathReadings.lead(path, GUARDED)).isTrue();
    }

    /** A lax decoder takes ASCII in two to six bytes for itself; that must not pass for the text of another charset. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x/%c0%ae%c0%ae/api",
                "/%c0%afapi",
                "/%c1%a1pi",
                "/api%e0%80%afx",
                "/%e0%81%a1pi",
                "/x/%f0%80%80%ae%f0%80%80%ae/api",
                "/%f8%80%80%80%afapi",
                "/%fc%80%80%80%80%afapi",
                "/api%c0%80.html",
                "/%25c0%25afapi"
            })
    void findsTheProtectedPathUnderLongSpellingsOfAscii(String path) {
        assertThat(PathReadings.lead(path, List.of(new UrlPattern("/api/*")))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/x%2",
                "/x%c0%bf",
                "/%c2%80x",
                "/x%252561",
                "/app;jsessionid=1",
                "/apis",
                "/x//y",
                "/x/../y",
                "/100%",
                "/a%20b",
                "/%e2%82%ac;x",
                "/a/b/../../c"
            })
    void leavesOthersAlone(String path) {
        assertThat(PathReadings.lead(path, GUARDED)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/caf%e9", "/%c0x", "/%e0%80", "/%ff%80%80"})
    void takesOtherCharsetsForDisguiseOnlyWhereAPatternHasSuchLetters(String path) {
        assertThat(PathReadings.lead(path, List.of(new UrlPattern("/api/*")))).isFalse();
        assertThat(PathReadings.lead(path, GUARDED)).isTrue();
    }

    @Test
    void takesWhatIsEscapedFourTimesForTheWorst() {
        assertThat(PathReadings.lead("/x%252561", GUARDED)).isFalse();
        assertThat(PathReadings.lead("/x%25252561", GUARDED)).isTrue();
    }

    /** Each costs a comparison, so that a long path would cost its square. */
    @Test
    void takesAPathThatClimbsOftenForTheWorst() {
        assertThat(PathReadings.lead("/a/..".repeat(32), GUARDED)).isFalse();
        assertThat(PathReadings.lead("/a/..".repeat(33), GUARDED)).isTrue();
    }
}
