package dev.sallyport.fiveapis;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A resource that answers every method that its rule lets through: enough to see who may call what. */
abstract class Answer extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final String body;

    /** @param body of the answer to GET; other methods that make something answer 201, DELETE 204 */
    Answer(String body) {
        this.body = body;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, HttpServletResponse.SC_OK);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, HttpServletResponse.SC_CREATED);
    }

    /** PATCH is no method of its own to a servlet of Servlet 6.0. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getMethod().equals("PATCH")) {
            write(response, HttpServletResponse.SC_OK);
        } else {
            super.service(request, response);
        }
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private void write(HttpServletResponse response, int status) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getWriter().write(body + "\n");
    }
}
