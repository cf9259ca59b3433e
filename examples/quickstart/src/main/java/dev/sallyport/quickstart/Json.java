package dev.sallyport.quickstart;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes answers as JSON. */
final class Json {
    private Json() {}

    static void write(HttpServletResponse response, int status, String body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getWriter().write(body + "\n");
    }
}
