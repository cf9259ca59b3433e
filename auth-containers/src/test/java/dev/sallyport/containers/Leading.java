package dev.sallyport.containers;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Leads on to wherever the request says, by every kind of dispatch; open to everybody. */
@PermitAll
final class Leading extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String to = request.getParameter("to");
        RequestDispatcher dispatcher = request.getRequestDispatcher(to);
        switch (request.getParameter("how")) {
            case "forward" -> dispatcher.forward(request, response);
            case "include" -> {
                // JAX-RS writes bytes.
                response.getOutputStream().print("before ");
                dispatcher.include(request, response);
                response.getOutputStream().print(" after");
            }
            case "async" -> request.startAsync(request, response).dispatch(to);
            default -> response.sendError(400);
        }
    }
}
