package dev.sallyport.servlet.guard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UpgradesTest {
    /** HTTP/1 asks by a header, HTTP/2 and 3 by a method. */
    @Test
    void anotherProtocolIsAskedForByHeaderOrMethod() {
        assertThat(Upgrades.isAsked(request("GET", "websocket"))).isTrue();
        assertThat(Upgrades.isAsked(request("CONNECT", null))).isTrue();
        assertThat(Upgrades.isAsked(request("GET", null))).isFalse();
    }

    private static HttpServletRequest request(String method, @Nullable String upgrade) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                UpgradesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getHeader" -> arguments[0].equals("Upgrade") ? upgrade : null;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
