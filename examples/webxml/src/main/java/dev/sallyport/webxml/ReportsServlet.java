package dev.sallyport.webxml;

import dev.sallyport.access.RequiresScope;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code /api/reports}: reading, generating and deleting each take a scope of their own. */
@WebServlet("/api/reports/*")
public final class ReportsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final AtomicInteger reports = new AtomicInteger(2);

    @Override
    @RequiresScope("reports:read")
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getWriter().println("{\"reports\":" + reports + "}");
    }

    @Override
    @RequiresScope("reports:generate")
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        reports.incrementAndGet();
        response.setStatus(HttpServletResponse.SC_CREATED);
    }

    @Override
    @RequiresScope("reports:delete")
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        reports.set(0);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
