package dev.sallyport.quickstart;

import dev.sallyport.access.RequiresScope;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code /api/reports}: reading, generating and deleting each take a scope of their own. Reports live in memory only. */
public final class ReportsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int KEPT = 100;

    private final transient NavigableSet<Integer> reports = new TreeSet<>();
    private int lastId;

    /** Starts with two reports, so that there is something to read. */
    public ReportsServlet() {
        generate();
        generate();
    }

    @Override
    @RequiresScope("reports:read")
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() != null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Json.write(response, HttpServletResponse.SC_OK, list());
    }

    @Override
    @RequiresScope("reports:generate")
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() != null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Json.write(response, HttpServletResponse.SC_CREATED, json(generate()));
    }

    @Override
    @RequiresScope("reports:delete")
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() != null && delete(request.getPathInfo().substring(1))) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private synchronized String list() {
        return reports.stream().map(ReportsServlet::json).collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private synchronized int generate() {
        reports.add(++lastId);
        if (reports.size() > KEPT) {
            reports.pollFirst();
        }
        return lastId;
    }

    private synchronized boolean delete(String id) {
        return id.matches("[1-9][0-9]{0,8}") && reports.remove(Integer.valueOf(id));
    }

    private static String json(int id) {
        return "{\"id\":" + id + ",\"title\":\"Report " + id + "\"}";
    }
}
