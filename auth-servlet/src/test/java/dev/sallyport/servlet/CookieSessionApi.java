package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;

/** An application with the cookie-session profile, and a browser of it. */
abstract class CookieSessionApi {
    static final String LOGIN = """
            {"auth":"7@example.com","password":"7-demo-password"}""";
    static final String TOKENS = "/api/user/tokens";

    final TestApi api =
            TestApi.start(CookieSessionProfile.create(), settings -> settings.failuresPerAddress("1000/minute"));

    @AfterEach
    void stop() {
        api.close();
    }

    HttpResponse<String> login(String body) {
        return api.post("/api/auth/login", null, body);
    }

    static String cookie(HttpResponse<String> response) {
        String header = response.headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("semaphore="))
                .findFirst()
                .orElseThrow();
        return header.substring(0, header.indexOf(';'));
    }

    String loggedIn() {
        return cookie(login(LOGIN));
    }

    HttpResponse<String> with(String cookie, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = api.request(path).header("Cookie", cookie);
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return api.send(request);
    }

    HttpResponse<String> with(String cookie, String method, String path) {
        return with(cookie, method, path, "");
    }

    static void assertEmpty401(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    static void assertError(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("""
                {"error":"%s"}""".formatted(code));
    }
}
