package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter behind ours that has a request taken for another method leads to no method whose rule the caller does not meet. */
class MethodOverrideTest {
    private final Methods methods = new Methods();
    private final App app = new App()
            .servlet(methods, "/api/methods")
            .with(context -> context.addFilter("override", new HiddenHttpMethodFilter())
                    .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*"));

    @BeforeEach
    void start() {
        app.start();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/methods | X-HTTP-Method-Override: DELETE",
                "/api/methods | x-http-method-override: delete",
                "/api/methods | X-HTTP-Method: DELETE",
                "/api/methods | X-Method-Override: DELETE",
                "/api/methods | X-Method-Override:    Delete  ",
                "/api/methods | X-HTTP-Method-Override: GET, DELETE",
                "/api/methods | X-HTTP-Method-Override: ,,DELETE",
                "/api/methods?_method=DELETE | X: y",
                "/api/methods?_method=delete&a=b | X: y",
                "/api/methods?a=b&_method=DELETE | X: y",
                "/api/methods?%5Fmethod=DELETE | X: y",
                "/api/methods?%5f%6d%65%74%68%6f%64=%44ELETE | X: y",
                "/api/methods?_method=GET&_method=DELETE | X: y",
                "/api/methods?a=b;_method=DELETE | X: y",
                "/api/methods?_method=DELETE%2CGET | X: y"
            })
    void theRulesOfBothMethodsMustBeMet(String target, String header) throws IOException {
        Raw weak = app.send(
                "POST " + target + " HTTP/1.1",
                header,
                "Content-Length: 0",
                "Authorization: Bearer " + app.key("secret:read"));
        assertThat(weak.status()).as(weak.text()).isEqualTo(403);
        assertThat(app.send("POST " + target + " HTTP/1.1", header, "Content-Length: 0")
                        .status())
                .isEqualTo(401);
        assertThat(methods.called).isEmpty();
        Raw both = app.send(
                "POST " + target + " HTTP/1.1",
                header,
                "Content-Length: 0",
                "Authorization: Bearer " + app.key("secret:read", "secret:write"));
        assertThat(both.status()).as(both.text()).isEqualTo(200);
    }

    /** The filter is there, so that the test would fail without the rule: this is what it does. */
    @Test
    void theFilterDoesHaveAnotherMethodCalled() throws IOException {
        app.send(
                "POST /api/methods HTTP/1.1",
                "X-HTTP-Method-Override: DELETE",
                "Content-Length: 0",
                "Authorization: Bearer " + app.key("secret:read", "secret:write"));
        assertThat(methods.called).containsExactly("DELETE");
    }

    @Test
    void twoHeadersBothCount() throws IOException {
        Raw answer = app.send(
                "POST /api/methods HTTP/1.1",
                "X-HTTP-Method-Override: GET",
                "X-HTTP-Method-Override: DELETE",
                "Content-Length: 0",
                "Authorization: Bearer " + app.key("secret:read"));
        assertThat(answer.status()).isEqualTo(403);
    }

    /** Spring's filter reads forms too, so where it stands we do. */
    @Test
    void theFieldOfAFormCounts() throws IOException {
        for (String type :
                List.of("application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=UTF-8")) {
            Raw weak = post(type, "a=b&_method=delete", app.key("secret:read"));
            assertThat(weak.status()).as(weak.text()).isEqualTo(403);
        }
        assertThat(methods.called).isEmpty();
        assertThat(post("application/x-www-form-urlencoded", "_method=delete", app.key("secret:read", "secret:write"))
                        .status())
                .isEqualTo(200);
        assertThat(methods.called).containsExactly("DELETE");
    }

    @Test
    void aMethodThatNobodyMayCallStaysClosed() throws IOException {
        Raw put = app.send(
                "POST /api/methods HTTP/1.1",
                "X-HTTP-Method-Override: PUT",
                "Content-Length: 0",
                "Authorization: Bearer " + app.key("secret:read", "secret:write"));
        assertThat(put.status()).isEqualTo(403);
        Raw trace = app.send(
                "POST /api/methods?_method=TRACE HTTP/1.1",
                "Content-Length: 0",
                "Authorization: Bearer " + app.key("secret:read", "secret:write"));
        assertThat(trace.status()).isEqualTo(403);
        assertThat(methods.called).isEmpty();
    }

    @Test
    void theLimitOfTheOtherMethodCounts() throws IOException {
        String key = app.key("secret:read", "secret:write");
        for (int i = 0; i < 3; i++) {
            Raw answer = app.send(
                    "POST /api/methods?_method=OPTIONS HTTP/1.1", "Content-Length: 0", "Authorization: Bearer " + key);
            assertThat(answer.status()).as(answer.text()).isEqualTo(i < 2 ? 200 : 429);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/methods?x_method=DELETE | X: y",
                "/api/methods?_methods=DELETE | X: y",
                "/api/methods?_method | X-HTTP-Method-Override:",
                "/api/methods?_metho%zz=DELETE&% | X: y",
                "/api/methods?q=_method%3DDELETE | X: y"
            })
    void whatNamesNoMethodChangesNothing(String target, String header) throws IOException {
        Raw answer = app.send("GET " + target + " HTTP/1.1", header, "Authorization: Bearer " + app.key("secret:read"));
        assertThat(answer.status()).as(answer.text()).isIn(200, 400);
        assertThat(answer.status() == 400 || methods.called.equals(List.of("GET")))
                .isTrue();
    }

    private Raw post(String type, String body, String key) throws IOException {
        return app.sendBody(
                body,
                "POST /api/methods HTTP/1.1",
                "Content-Type: " + type,
                "Content-Length: " + body.length(),
                "Authorization: Bearer " + key);
    }

    private static final class Methods extends HttpServlet {
        private static final long serialVersionUID = 1L;

        final transient List<String> called = new CopyOnWriteArrayList<>();

        @Override
        @RequiresScope("secret:read")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            called.add("GET");
        }

        @Override
        @PermitAll
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {
            called.add("POST");
        }

        @Override
        @RequiresScope("secret:write")
        protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
            called.add("DELETE");
        }

        @Override
        @DenyAll
        protected void doPut(HttpServletRequest request, HttpServletResponse response) {
            called.add("PUT");
        }

        @Override
        @RateLimited("2/hour")
        protected void doOptions(HttpServletRequest request, HttpServletResponse response) {
            called.add("OPTIONS");
        }
    }

    /** Grants what any such filter grants; called as the one of Spring. */
    private static final class HiddenHttpMethodFilter implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            HttpServletRequest http = (HttpServletRequest) request;
            String method = asked(http);
            chain.doFilter(
                    method == null || !http.getMethod().equals("POST")
                            ? request
                            : new HttpServletRequestWrapper(http) {
                                @Override
                                public String getMethod() {
                                    return method;
                                }
                            },
                    response);
        }

        private static @Nullable String asked(HttpServletRequest request) {
            List<String> asked = new ArrayList<>();
            for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
                request.getHeaders(header).asIterator().forEachRemaining(asked::add);
            }
            String[] parameters = request.getParameterValues("_method");
            asked.addAll(List.of(parameters == null ? new String[0] : parameters));
            if (asked.isEmpty()) {
                return null;
            }
            String[] last = asked.get(asked.size() - 1).split(",", -1);
            return last[last.length - 1].strip().toUpperCase(Locale.ROOT);
        }
    }
}
