package dev.sallyport.servlet.guard.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixtures.LogLines;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method that a filter behind the gate may take the request to have is found, however it is written. */
class OverridingMethodsTest {
    private final OverridingMethods plain = OverridingMethods.in(context(Map.of("plain", PlainFilter.class.getName())));
    private final OverridingMethods forms = OverridingMethods.in(context(Map.of("forms", OwnFilter.class.getName())));

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void headersName(String header) {
        assertThat(plain.of(request("POST", Map.of(header, List.of("DELETE")), null)))
                .containsExactly("DELETE");
        assertThat(plain.of(request("POST", Map.of(header, List.of(" delete ,, put", "patch")), null)))
                .containsExactly("DELETE", "PUT", "PATCH");
    }

    @ParameterizedTest
    @CsvSource({
        "_method=DELETE, DELETE",
        "a=1&_method=DELETE, DELETE",
        "_method=DELETE&a=1, DELETE",
        "a=1;_method=delete;b, DELETE",
        "%5fmethod=DELETE, DELETE",
        "_%6Dethod=%44ELETE, DELETE",
        "_metho%64=DELETE, DELETE",
        "_method=DELETE+, DELETE",
        "_method=%zz, %ZZ"
    })
    void queryNames(String query, String method) {
        assertThat(plain.of(request("POST", Map.of(), query))).containsExactly(method);
    }

    @Test
    void everyOneCounts() {
        assertThat(plain.of(request(
                        "POST", Map.of("X-HTTP-Method", List.of("PUT")), "_method=DELETE&_method=PATCH&_method=")))
                .containsExactly("PUT", "DELETE", "PATCH");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=_method",
                "_method",
                "_methods=DELETE",
                "x_method=DELETE",
                "_method=",
                "_metho",
                "_metho%6",
                "_METHOD=DELETE"
            })
    void otherQueriesNameNone(String query) {
        assertThat(plain.of(request("POST", Map.of(), query))).isEmpty();
        assertThat(plain.of(request("POST", Map.of(), null))).isEmpty();
    }

    /** To read a form takes the body from the application, so it happens only where a filter does it anyway. */
    @Test
    void formsNameWhereAFilterReadsThem() {
        for (String type : new String[] {"application/x-www-form-urlencoded", "Multipart/Form-Data; boundary=x"}) {
            assertThat(forms.of(form("POST", type, "delete", "put"))).as(type).containsExactly("DELETE", "PUT");
            assertThat(plain.of(form("POST", type, "delete"))).as(type).isEmpty();
        }
        assertThat(forms.of(form("PUT", "application/x-www-form-urlencoded", "delete")))
                .isEmpty();
        assertThat(forms.of(form("POST", "application/json", "delete"))).isEmpty();
        assertThat(forms.of(form("POST", null, "delete"))).isEmpty();
        assertThat(forms.of(form("POST", "application/x-www-form-urlencoded"))).isEmpty();
    }

    @Test
    void logNamesFiltersThatDoIt() {
        try (LogLines log = LogLines.of(OverridingMethods.class)) {
            OverridingMethods.in(context(Map.of("one", HttpMethodOverrideFilter.class.getName())));
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("The filter " + HttpMethodOverrideFilter.class.getName()
                            + " has a request taken for another");
        }
        try (LogLines log = LogLines.of(OverridingMethods.class)) {
            OverridingMethods.in(context(Map.of("plain", PlainFilter.class.getName(), "gone", "no.such.Filter")));
            assertThat(log.lines()).isEmpty();
        }
        assertThat(OverridingMethods.in(context(Map.of("one", HttpMethodOverrideFilter.class.getName())))
                        .of(form("POST", "application/x-www-form-urlencoded", "delete")))
                .as("it reads no forms")
                .isEmpty();
    }

    private static HttpServletRequest request(
            String method, Map<String, List<String>> headers, @Nullable String query) {
        Map<String, Object> answers = new HashMap<>();
        answers.put("getMethod", method);
        answers.put("getQueryString", query);
        return fake(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getHeader" ->
                headers.containsKey(arguments[0]) ? headers.get(arguments[0]).get(0) : null;
            case "getHeaders" -> Collections.enumeration(headers.getOrDefault(arguments[0], List.of()));
            default -> answers.get(called.getName());
        });
    }

    private static HttpServletRequest form(String method, @Nullable String type, String... values) {
        return fake(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getMethod" -> method;
            case "getContentType" -> type;
            case "getParameterValues" -> values.length == 0 ? null : values;
            default -> null;
        });
    }

    private static ServletContext context(Map<String, String> filters) {
        Map<String, FilterRegistration> registrations = new HashMap<>();
        filters.forEach((name, type) -> registrations.put(
                name,
                fake(
                        FilterRegistration.class,
                        (proxy, called, arguments) -> called.getName().equals("getClassName") ? type : null)));
        return fake(ServletContext.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getFilterRegistrations" -> registrations;
            case "getClassLoader" -> OverridingMethodsTest.class.getClassLoader();
            default -> throw new UnsupportedOperationException(called.getName());
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(
                Proxy.newProxyInstance(OverridingMethodsTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }

    interface PlainFilter extends Filter {}

    abstract static class HiddenHttpMethodFilter implements Filter {}

    abstract static class OwnFilter extends HiddenHttpMethodFilter {}

    abstract static class HttpMethodOverrideFilter implements Filter {}
}
