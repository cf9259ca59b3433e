package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.outcome.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cookie is sent along by forms of every site, so what it may change is narrow. */
class CookieWritesTest {
    private final CorsHeaders pages = new CorsHeaders(CorsPolicy.none(), List.of(StandardProfile.at("/auth")));

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void readingIsNotRefused(String method) {
        assertThat(CookieWrites.refuse(
                        FakeRequest.of(method, "HTTP/1.1")
                                .header("Sec-Fetch-Site", "cross-site")
                                .request(),
                        pages))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "get"})
    void changeFromAnotherSiteIsForbidden(String method) {
        assertThat(CookieWrites.refuse(
                        FakeRequest.of(method, "HTTP/1.1")
                                .header("Sec-Fetch-Site", "cross-site")
                                .request(),
                        pages))
                .map(Refusal::cause)
                .contains(Refusal.Cause.FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, 2,  application/json,                  false, true",
        "HTTP/1.1, 2,  text/plain,                        false, false",
        "HTTP/1.1, 1,  application/x-www-form-urlencoded, false, false",
        "HTTP/1.1, 2,  ,                                  false, false",
        "HTTP/1.1, 0,  text/plain,                        false, true",
        "HTTP/1.1, -1, text/plain,                        false, true",
        "HTTP/1.1, -1, text/plain,                        true,  false",
        "HTTP/1.1, -1, application/json,                  true,  true",
        "HTTP/2.0, -1, text/plain,                        false, false",
        "HTTP/2.0, -1, application/json,                  false, true",
        "HTTP/2.0, -1, ,                                  false, true",
        "HTTP/2.0, 0,  text/plain,                        false, true"
    })
    void bodyIsJsonWhichNoFormSends(String protocol, long length, String type, boolean chunked, boolean accepted) {
        FakeRequest request = FakeRequest.of("POST", protocol).with("getContentLengthLong", length);
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (chunked) {
            request.header("Transfer-Encoding", "chunked");
        }
        var refused = CookieWrites.refuse(request.request(), pages);

        assertThat(refused.isEmpty()).isEqualTo(accepted);
        refused.ifPresent(refusal -> assertThat(refusal.cause()).isEqualTo(Refusal.Cause.UNSUPPORTED_MEDIA_TYPE));
    }

    @Test
    void encodedBodyIsNoJson() {
        assertThat(CookieWrites.refuse(
                        FakeRequest.of("POST", "HTTP/1.1")
                                .with("getContentLengthLong", 2L)
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", "gzip")
                                .request(),
                        pages))
                .isPresent();
    }
}
