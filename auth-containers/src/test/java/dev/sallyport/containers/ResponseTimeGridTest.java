package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Failed logins wait for their time, many more at once than the container has threads: the application answers as before. */
class ResponseTimeGridTest {
    private static final int CLIENTS = Math.min(250, Container.SLOW_CLIENTS);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration PROMPT = Duration.ofSeconds(15);

    private final App app = new App(STEP).servlet(new Ping(), "/api/public/ping");
    private final List<Socket> sockets = new ArrayList<>();

    private static final class Ping extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("pong");
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        app.close();
    }

    @Test
    @Execution(CONCURRENT)
    void failuresThatWaitForTheirTimeHoldNothingUp() throws IOException {
        app.start();
        long start = System.nanoTime();
        failAll();
        assertPrompt();
        for (Socket socket : sockets) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 401");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(STEP);
    }

    @Test
    @Execution(CONCURRENT)
    void failuresBehindFilterThatKnowsNoAsyncHoldFewThreads() throws IOException {
        app.with(context -> {
            FilterRegistration.Dynamic filter =
                    context.addFilter("old", (Filter) (request, response, chain) -> chain.doFilter(request, response));
            filter.setAsyncSupported(false);
            filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        });
        app.start();
        failAll();
        assertPrompt();
        List<String> answers = new ArrayList<>();
        for (Socket socket : sockets) {
            answers.add(answer(socket).substring(9, 12));
        }
        assertThat(answers).contains("401").contains("503").containsOnly("401", "503");
    }

    /** No password is hashed for a client. */
    private void failAll() throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            String body = "token=x&client_id=nobody" + i + "&client_secret=wrong";
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port());
            socket.setSoTimeout(40_000);
            sockets.add(socket);
            socket.getOutputStream()
                    .write(("POST /auth/introspect HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private void assertPrompt() throws IOException {
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            assertThat(app.send("GET /api/public/ping HTTP/1.1").status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
        }
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
