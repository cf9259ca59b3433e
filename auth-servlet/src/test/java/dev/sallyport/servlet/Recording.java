package dev.sallyport.servlet;

import dev.sallyport.caller.Caller;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often it was entered and answers with who it thinks calls. Safe for use by many threads. */
class Recording extends HttpServlet {
    final AtomicInteger entered = new AtomicInteger();

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        entered.incrementAndGet();
        String caller = SallyportWeb.caller(request).map(Caller::id).orElse("nobody");
        response.getWriter()
                .print(getClass().getSimpleName() + " " + caller + " " + request.getRemoteUser() + " "
                        + request.getAuthType());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response);
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response);
    }
}
