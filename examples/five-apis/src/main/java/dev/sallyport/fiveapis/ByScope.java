package dev.sallyport.fiveapis;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request of a collection on to the resource of the scope that it needs. Servlet mappings know no {@code
 * /reports/{id}/public-link/}; a forward does, and the filter asks for the rule of where it goes.
 */
final class ByScope extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Method and what follows the collection, to the scope. */
    private static final Map<String, Map<String, String>> ROUTES = Map.of(
            "reports",
            Map.of(
                    "GET /", "reports:read",
                    "GET /{id}", "reports:read",
                    "POST /generate", "reports:generate",
                    "DELETE /{id}", "reports:delete",
                    "POST /{id}/public-link", "reports:share",
                    "DELETE /{id}/public-link", "reports:share"),
            "dashboards",
            Map.of(
                    "GET /", "dashboards:read",
                    "GET /{id}", "dashboards:read",
                    "POST /", "dashboards:create",
                    "PATCH /{id}", "dashboards:update",
                    "DELETE /{id}", "dashboards:delete",
                    "POST /{id}/refresh", "dashboards:refresh",
                    "POST /{id}/public-link", "dashboards:share",
                    "DELETE /{id}/public-link", "dashboards:share"),
            "data-sources",
            Map.of("GET /", "data_sources:read", "GET /{id}", "data_sources:read"),
            "usage",
            Map.of("GET /", "usage:read"),
            "goals",
            Map.of("GET /", "goals:read", "GET /{id}", "goals:read", "GET /{id}/progress", "goals:read"));

    private final String collection;

    ByScope(String collection) {
        this.collection = collection;
    }

    static String path(String scope) {
        return "/api/by-scope/" + scope.replace(':', '/');
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        String scope = Objects.requireNonNull(ROUTES.get(collection)).get(method + " " + shape(request.getPathInfo()));
        if (scope == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else {
            request.getRequestDispatcher(path(scope)).forward(request, response);
        }
    }

    /** With {@code {id}} for a number, and without the slash at the end. */
    private static String shape(@Nullable String pathInfo) {
        if (pathInfo == null || pathInfo.equals("/")) {
            return "/";
        }
        List<String> segments = List.of(pathInfo.substring(1).split("/", 0));
        return "/" + String.join("/", segments.stream().map(ByScope::variable).toList());
    }

    private static String variable(String segment) {
        return segment.matches("[0-9]{1,9}") ? "{id}" : segment;
    }
}
