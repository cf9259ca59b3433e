package dev.sallyport.containers;

import dev.sallyport.caller.Caller;
import dev.sallyport.servlet.SallyportWeb;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every method with who it thinks calls, and counts how often it was entered. Safe for use by many threads. */
public class Recording extends HttpServlet {
    private static final long serialVersionUID = 1L;

    final transient AtomicInteger entered = new AtomicInteger();

    /** As the container tells them to the application. */
    final transient List<String> requestUris = new CopyOnWriteArrayList<>();

    void forget() {
        entered.set(0);
        requestUris.clear();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        entered.incrementAndGet();
        requestUris.add(request.getRequestURI());
        String caller = SallyportWeb.caller(request).map(Caller::id).orElse("nobody");
        response.getWriter().print("[" + getClass().getSimpleName() + " " + caller + "]");
    }
}
