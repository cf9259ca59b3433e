package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.SallyportWeb;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Spellings of a path together with spellings of the context path before it. Containers take several for the context path; a front
 * controller that reads the path itself must never be handed a protected one without a caller.
 */
class ContextPathTest {
    private static final List<String> TAILS = List.of(
            "/api/secret",
            "//api/secret",
            "/api//secret",
            "/;x/api/secret",
            "/api;x/secret",
            "/./api/secret",
            "/x/../api/secret",
            "/x/..;/api/secret",
            "/x/%2e%2e/api/secret",
            "/x/%2E%2E;y/api/secret",
            "/api%2fsecret",
            "/api%2Fsecret",
            "/api%5csecret",
            "/api%252fsecret",
            "/%61pi//secret",
            "/%2561pi/secret",
            "/x%00/../api/secret",
            "/x/../../x/api/secret",
            "%2fapi/secret",
            ";x/api/secret",
            ";/..//api/secret");

    static Stream<Arguments> applications() {
        return Stream.of("", "/app", "/gr\u00f6\u00dfe", "/my app", "/a/b")
                .flatMap(context -> Stream.of(Arguments.of(context, true), Arguments.of(context, false)));
    }

    /** Spellings that some container takes for the context path, and some that none does. */
    private static List<String> spellings(String context) {
        if (context.isEmpty()) {
            return List.of("", "/.", "/;x", "/x/..", "/%2e", "/");
        }
        String plain = escaped(context, false);
        List<String> spellings = new ArrayList<>(List.of(
                plain,
                plain.replace("a", "%61"),
                plain.replace("p", "%70"),
                plain.toLowerCase(Locale.ROOT),
                escaped(context, true),
                escaped(context, true).replace("%6", "%256"),
                plain.replace("a", "%2561"),
                plain + ";x",
                "/;y" + plain,
                "/" + plain,
                "/." + plain,
                "/x/.." + plain,
                "/%2e" + plain,
                "/x/%2e%2e" + plain,
                plain + "/.." + plain,
                plain + "/x/../.." + plain,
                plain + "/%2e%2e" + plain,
                plain.replaceFirst("/", "/%2f"),
                plain.replaceFirst("/", "%2f"),
                "/\\" + plain,
                plain + "%2f",
                plain + "%00",
                plain + "%20"));
        spellings.add(context);
        return spellings;
    }

    /** All of it but the slashes, or what must be. */
    private static String escaped(String path, boolean all) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            escaped.append(
                    octet == '/' || (!all && octet > ' ')
                            ? Character.toString(octet)
                            : String.format("%%%02X", octet & 0xFF));
        }
        return escaped.toString();
    }

    @ParameterizedTest
    @MethodSource("applications")
    void noSpellingOfTheContextPathHidesAProtectedPath(String context, boolean lenient) throws IOException {
        Secret secret = new Secret();
        FrontController front = new FrontController(context);
        App app = new App().at(context).servlet(secret, "/api/secret/*").servlet(front, "/");
        try (app) {
            (lenient ? app : app.strict()).start();
            String plain = escaped(context, false);
            assertThat(app.send("GET " + plain + "/open HTTP/1.1").body()).isEqualTo("[front controller]");
            // Undertow that takes unescaped characters tells the application escaped ones as if they had been sent
            // without escapes.
            boolean told = !lenient || !Container.NAME.equals("undertow") || plain.equals(context);
            assertThat(app.get(plain + "/api/secret", app.key("secret:read")).status())
                    .isEqualTo(told ? 200 : 400);
            secret.entered.set(0);
            for (String beginning : spellings(context)) {
                for (String tail : TAILS) {
                    Raw answer = app.send("GET " + beginning + tail + " HTTP/1.1");
                    assertThat(answer.isFailure()).as(answer.text()).isFalse();
                    assertThat(secret.entered.get()).as(beginning + tail).isZero();
                }
            }
            assertThat(front.protectedPathsWithoutCaller).isEmpty();
        }
    }

    /** Links that a container writes for a browser without cookies; outside the protected paths they are the application's business. */
    @Test
    void sessionIdsInOtherPathsStayAllowed() throws IOException {
        try (App app = new App()
                .at("/app")
                .strict()
                .servlet(new FrontController("/app"), "/")
                .start()) {
            assertThat(app.send("GET /app/open;jsessionid=1 HTTP/1.1").body()).isEqualTo("[front controller]");
            assertThat(app.send("GET /%61pp/open;jsessionid=1 HTTP/1.1").status())
                    .isIn(400, 404);
        }
    }

    /** Finds its way by what came over the wire, as leniently as any router may. */
    private static final class FrontController extends HttpServlet {
        private static final long serialVersionUID = 1L;

        final transient List<String> protectedPathsWithoutCaller = new CopyOnWriteArrayList<>();
        private final String context;

        FrontController(String context) {
            this.context = context;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String info = request.getPathInfo();
            String path = request.getServletPath() + (info == null ? "" : info);
            if (SallyportWeb.caller(request).isEmpty()
                    && (path.startsWith("/api/secret") || isProtected(request.getRequestURI()))) {
                protectedPathsWithoutCaller.add(path + " from " + request.getRequestURI());
            }
            response.getWriter().print("[front controller]");
        }

        private boolean isProtected(String uri) {
            String text = uri;
            for (int i = 0; i < 3; i++) {
                String plain = plain(text);
                if (plain.startsWith(context + "/api/secret")) {
                    return true;
                }
                text = decoded(text);
            }
            return false;
        }

        private static String plain(String text) {
            List<String> segments = new ArrayList<>();
            for (String segment : text.split("[/\\\\]", -1)) {
                String name = segment.split(";", -1)[0];
                if (name.equals("..") && !segments.isEmpty()) {
                    segments.remove(segments.size() - 1);
                } else if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
                    segments.add(name);
                }
            }
            return "/" + String.join("/", segments);
        }

        private static String decoded(String text) {
            try {
                return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return text;
            }
        }
    }
}
