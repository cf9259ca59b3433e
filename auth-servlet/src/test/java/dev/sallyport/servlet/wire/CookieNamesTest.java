package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CookieNamesTest {
    private final CookieNames names = new CookieNames(false);

    @Test
    void nameHasThePrefixWhereTheBrowserCameByTls() {
        assertThat(names.name("session", request(true, ""))).isEqualTo("__Host-session");
        assertThat(names.name("__Host-session", request(true, ""))).isEqualTo("__Host-session");
        assertThat(names.name("session", request(false, "/app"))).isEqualTo("session");
        assertThat(new CookieNames(true).name("session", request(false, ""))).isEqualTo("__Host-session");
    }

    /** The prefix asks for the path "/", so applications of one host tell their cookies apart by name. */
    @Test
    void nameTellsApplicationsOfOneHostApart() {
        assertThat(names.name("session", request(true, "/one"))).isEqualTo("__Host-session-one");
        assertThat(names.name("session", request(true, "/two/three"))).isEqualTo("__Host-session-two-three");
        assertThat(names.name("session", request(true, "/one"))).isEqualTo("__Host-session-one");
        assertThat(names.name("other", request(true, "/one"))).isEqualTo("__Host-other-one");
    }

    @Test
    void pathIsTheRootWhereTheNameHasThePrefix() {
        assertThat(names.path("/auth", request(true, "/app"))).isEqualTo("/");
        assertThat(names.path("/auth", request(false, "/app"))).isEqualTo("/app/auth");
    }

    /** Another host of the site can set a cookie without the prefix. */
    @Test
    void onlyTheNameWithThePrefixIsReadByTls() {
        HttpServletRequest request = request(
                true, "", new Cookie("session", "planted"), new Cookie("__Host-session", "own"), new Cookie("x", "y"));

        assertThat(names.valuesOf("session", request, 4)).containsExactly("own");
    }

    @Test
    void lastOfManyValuesAreKeptEachOnce() {
        Cookie[] cookies = {
            new Cookie("a", "1"), new Cookie("a", ""), new Cookie("a", "2"), new Cookie("a", "1"), new Cookie("a", "3")
        };

        assertThat(names.valuesOf("a", request(false, "", cookies), 4)).containsExactly("1", "2", "3");
        assertThat(names.valuesOf("a", request(false, "", cookies), 2)).containsExactly("2", "3");
        assertThat(names.valuesOf("b", request(false, "", cookies), 2)).isEmpty();
        assertThat(names.valuesOf("b", request(false, "", (Cookie[]) null), 2)).isEqualTo(List.of());
    }

    private static HttpServletRequest request(boolean secure, String contextPath, Cookie @Nullable ... cookies) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                CookieNamesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "isSecure" -> secure;
                    case "getContextPath" -> contextPath;
                    case "getCookies" -> cookies;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
