package dev.sallyport.servlet.guard.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.wire.CookieNames;
import dev.sallyport.servlet.wire.CredentialSources;
import dev.sallyport.session.BrowserCookies;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which of a request's cookies may be a credential. */
class CookieCredentialsTest {
    private final Credentials credentials =
            new Credentials(CredentialSources.cookie("session"), List.of(), new CookieNames(false));

    @Test
    void everyCookieOfTheNameMayBeTheOne() {
        assertThat(credentials.of(request(null, "a", "b")))
                .isEqualTo(new PresentedCredential.InCookies(
                        BrowserCookies.Kind.LOGIN, List.of(Secret.of("a"), Secret.of("b"))));
        assertThat(credentials.of(request(null))).isEqualTo(PresentedCredential.NONE);
    }

    @Test
    void whatCanBeNoneIsPassedOver() {
        assertThat(credentials.of(request(null, "no token", "a")))
                .isEqualTo(new PresentedCredential.InCookies(BrowserCookies.Kind.LOGIN, List.of(Secret.of("a"))));
        assertThat(credentials.of(request(null, "a", "no token")))
                .isEqualTo(new PresentedCredential.InCookies(BrowserCookies.Kind.LOGIN, List.of(Secret.of("a"))));
    }

    @Test
    void whereNoneCanBeTheCookieIsBad() {
        assertThat(credentials.of(request(null, "no token"))).isEqualTo(PresentedCredential.BAD_COOKIE);
    }

    @Test
    void headerGoesBeforeTheCookieEvenWhereItIsMalformed() {
        assertThat(credentials.of(request("Bearer x", "a")))
                .isEqualTo(new PresentedCredential.InHeader(Secret.of("x")));
        assertThat(credentials.of(request("Bearer no token", "a"))).isEqualTo(PresentedCredential.MALFORMED);
        assertThat(credentials.of(request("Basic x", "a")))
                .isEqualTo(new PresentedCredential.InCookies(BrowserCookies.Kind.LOGIN, List.of(Secret.of("a"))));
    }

    private static HttpServletRequest request(@Nullable String authorization, String... values) {
        Cookie[] cookies =
                Stream.of(values).map(value -> new Cookie("session", value)).toArray(Cookie[]::new);
        return (HttpServletRequest) Proxy.newProxyInstance(
                CookieCredentialsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getHeaders" ->
                        Collections.enumeration(authorization == null ? List.of() : List.of(authorization));
                    case "getCookies" -> cookies;
                    case "isSecure" -> false;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
