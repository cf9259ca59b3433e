package dev.sallyport.servlet.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathReadingsTest {
    private static final List<UrlPattern> GUARDED = List.of(new UrlPattern("/api/*"), new UrlPattern("*.do"));

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
                "/x%2f..%2fapi%2fx"
            })
    void findsTheProtectedPathUnderIt(String path) {
        assertThat(PathReadings.lead(path, GUARDED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/app;jsessionid=1",
                "/apis",
                "/x//y",
                "/caf%e9",
                "/x/../y",
                "/100%",
                "/a%20b",
                "/%c0x",
                "/%e0%80",
                "/%e2%82%ac",
                "/%ff%80%80"
            })
    void leavesOthersAlone(String path) {
        assertThat(PathReadings.lead(path, GUARDED)).isFalse();
    }
}
