package dev.sallyport.servlet.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that has headers and what a test gives it, and fails on everything else. */
final class FakeRequest {
    private final Map<String, List<String>> headers = new HashMap<>();
    private final Map<String, @Nullable Object> answers = new HashMap<>();

    /** @param protocol such as {@code HTTP/1.1} */
    static FakeRequest of(String method, String protocol) {
        return new FakeRequest().with("getMethod", method).with("getProtocol", protocol);
    }

    FakeRequest with(String called, @Nullable Object answer) {
        answers.put(called, answer);
        return this;
    }

    FakeRequest header(String name, String value) {
        headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), same -> new ArrayList<>())
                .add(value);
        return this;
    }

    HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getHeaders" -> Collections.enumeration(lines(arguments[0]));
                    case "getHeader" -> first((String) arguments[0]);
                    case "getContentType" -> first("Content-Type");
                    default -> answer(called.getName());
                });
    }

    private List<String> lines(Object name) {
        return headers.getOrDefault(name.toString().toLowerCase(Locale.ROOT), List.of());
    }

    private @Nullable String first(String name) {
        return lines(name).isEmpty() ? null : lines(name).get(0);
    }

    private @Nullable Object answer(String called) {
        if (!answers.containsKey(called)) {
            throw new UnsupportedOperationException(called);
        }
        return answers.get(called);
    }
}
