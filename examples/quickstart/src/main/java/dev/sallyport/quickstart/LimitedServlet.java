package dev.sallyport.quickstart;

import dev.sallyport.access.RateLimited;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /api/limited}: any valid credential will do, five times a minute for each caller. */
@RateLimited("5/minute")
public final class LimitedServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Json.write(response, HttpServletResponse.SC_OK, "{\"ok\":true}");
    }
}
