package dev.sallyport.servlet.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where there is TLS, no other host of the site can set a cookie that is read here: neither of the session nor of the device. */
class CookiePrefixTest {
    private static final String LOGIN = """
            {"auth":"ada","password":"%s"}""".formatted(Site.PASSWORD);
    private static final String[] TLS = {"X-Forwarded-Proto", "https"};

    private static Site site(String contextPath, boolean secureCookies) {
        return new Site(
                contextPath,
                settings -> settings,
                web -> web.profile(CookieSessionProfile.create()).secureCookies(secureCookies));
    }

    @Test
    void cookiesHaveThePrefixWhereTheContainerSeesTls() {
        try (Site site = site("/", false)) {
            HttpResponse<String> login = site.send("POST", "/api/auth/login", LOGIN, TLS);
            for (String name : List.of("semaphore", "sallyport_device")) {
                assertThat(Site.setCookie(login, name))
                        .startsWith("__Host-" + name + "=")
                        .contains("Path=/;", "Secure", "HttpOnly", "SameSite=Lax")
                        .doesNotContain("Domain");
            }
            String pair = Site.pair(Site.setCookie(login, "semaphore"));
            assertThat(site.status("GET", "/api/reports", "Cookie", pair, TLS[0], TLS[1]))
                    .isEqualTo(200);
            assertThat(site.status("GET", "/api/reports", "Cookie", pair.replace("__Host-", ""), TLS[0], TLS[1]))
                    .as("under the name that any host of the site can set")
                    .isEqualTo(401);
            HttpResponse<String> logout = site.send("POST", "/api/auth/logout", null, "Cookie", pair, TLS[0], TLS[1]);
            assertThat(Site.setCookie(logout, "semaphore"))
                    .startsWith("__Host-semaphore=;")
                    .contains("Path=/;", "Secure");
        }
    }

    @Test
    void plainHttpHasPlainNames() {
        try (Site site = site("/", false)) {
            HttpResponse<String> login = site.send("POST", "/api/auth/login", LOGIN);
            assertThat(Site.setCookie(login, "semaphore"))
                    .startsWith("semaphore=")
                    .doesNotContain("Secure");
        }
    }

    @Test
    void settingSaysThatAProxyEndsTls() {
        try (Site site = site("/", true)) {
            HttpResponse<String> login = site.send("POST", "/api/auth/login", LOGIN);
            assertThat(Site.setCookie(login, "semaphore"))
                    .startsWith("__Host-semaphore=")
                    .contains("Secure");
            String pair = Site.pair(Site.setCookie(login, "semaphore"));
            assertThat(site.cookies("GET", "/api/reports", pair)).isEqualTo(200);
            assertThat(site.cookies("GET", "/api/reports", pair.replace("__Host-", "")))
                    .isEqualTo(401);
        }
    }

    @Test
    void applicationsOfOneHostHaveCookiesOfTheirOwn() {
        try (Site site = site("/team/wiki", true)) {
            HttpResponse<String> login = site.send("POST", "/api/auth/login", LOGIN);
            assertThat(Site.setCookie(login, "semaphore"))
                    .startsWith("__Host-semaphore-team-wiki=")
                    .contains("Path=/;");
            assertThat(site.cookies("GET", "/api/reports", Site.pair(Site.setCookie(login, "semaphore"))))
                    .isEqualTo(200);
        }
    }
}
