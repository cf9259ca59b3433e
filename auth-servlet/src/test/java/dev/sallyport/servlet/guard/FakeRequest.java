package dev.sallyport.servlet.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that has headers and a peer and fails on everything else. */
final class FakeRequest {
    private FakeRequest() {}

    /** @param headers by lower-case name */
    static HttpServletRequest from(@Nullable String peer, Map<String, List<String>> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("getRemoteAddr")) {
                        return peer;
                    }
                    if (method.getName().equals("getHeaders")) {
                        String name = args[0].toString().toLowerCase(Locale.ROOT);
                        return Collections.enumeration(headers.getOrDefault(name, List.of()));
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
