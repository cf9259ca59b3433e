package dev.sallyport.servlet.guard.start;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletRegistration;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servlet 6.0, section 12.1. */
class ServletMappingsTest {
    private final Map<String, List<String>> servlets = Map.of(
            "exact", List.of("/api/a", "/x.do"),
            "near", List.of("/api/a/*"),
            "far", List.of("/api/*"),
            "extension", List.of("*.do", "*.json"),
            "default", List.of("/"));

    @ParameterizedTest
    @CsvSource({
        "/api/a, exact",
        "/api/a/, near",
        "/api/a/b/c, near",
        "/api/a/x.do, near",
        "/api/ab, far",
        "/api, far",
        "/api/x.do, far",
        "/x.do, exact",
        "/y.do, extension",
        "/y/.do, extension",
        "/y/z.json, extension",
        "/y.do/z, default",
        "/y.xml, default",
        "/apis, default",
        "/, default",
        "'', default"
    })
    void findsTheServlet(String path, String servlet) {
        assertThat(mappings(servlets).find(path)).isEqualTo(servlet);
    }

    @Test
    void findsNoneWhereNoneIsMapped() {
        ServletMappings mappings = mappings(Map.of("api", List.of("/api/*", "*.do")));

        assertThat(mappings.find("/x")).isNull();
        assertThat(mappings.find("/apis/x")).isNull();
        assertThat(mappings.find("/x.doc")).isNull();
    }

    @Test
    void mappingToEverythingGoesBeforeEndingsAndTheDefault() {
        ServletMappings mappings =
                mappings(Map.of("all", List.of("/*"), "ending", List.of("*.do"), "default", List.of("/")));

        assertThat(mappings.find("/x.do")).isEqualTo("all");
        assertThat(mappings.find("/x/y")).isEqualTo("all");
    }

    @Test
    void servletWithoutMappingsIsNone() {
        assertThat(ServletMappings.of(List.of(registration("broken", null), registration("api", List.of("/api/*"))))
                        .find("/api/x"))
                .isEqualTo("api");
    }

    private static ServletMappings mappings(Map<String, List<String>> servlets) {
        return ServletMappings.of(servlets.entrySet().stream()
                .map(each -> registration(each.getKey(), each.getValue()))
                .toList());
    }

    private static ServletRegistration registration(String name, @Nullable List<String> mappings) {
        return (ServletRegistration) Proxy.newProxyInstance(
                ServletMappingsTest.class.getClassLoader(),
                new Class<?>[] {ServletRegistration.class},
                (proxy, called, arguments) -> called.getName().equals("getName") ? name : mappings);
    }
}
