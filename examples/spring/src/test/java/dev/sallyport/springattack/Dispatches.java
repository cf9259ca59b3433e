package dev.sallyport.springattack;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Controllers that answer by a second dispatch. */
@Controller
class Dispatches {
    @GetMapping("/d/forward-to-none")
    @PermitAll
    String forwardToNone() {
        return "forward:/a/none";
    }

    @GetMapping("/d/forward-to-denied")
    @PermitAll
    String forwardToDenied() {
        return "forward:/a/denied";
    }

    @GetMapping("/d/forward-to-open")
    @PermitAll
    String forwardToOpen() {
        return "forward:/a/open";
    }

    @GetMapping("/d/include")
    @PermitAll
    void include(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        response.getOutputStream().print("[");
        request.getRequestDispatcher("/a/none").include(request, response);
        response.getOutputStream().print("]");
    }

    /** Leaves the request to what no controller of it is asked about. */
    @GetMapping("/d/async-to-denied")
    @PermitAll
    void asyncToDenied(HttpServletRequest request, HttpServletResponse response) {
        request.startAsync().dispatch("/a/denied");
    }

    @GetMapping("/d/async-to-limited")
    @PermitAll
    void asyncToLimited(HttpServletRequest request, HttpServletResponse response) {
        request.startAsync().dispatch("/d/limited");
    }

    @GetMapping("/d/limited")
    @ResponseBody
    @RateLimited(value = "2/minute", group = "dispatched")
    String limited() {
        return Entered.by("limited");
    }

    @GetMapping("/d/callable")
    @ResponseBody
    @RequiresScope("reports:generate")
    @RateLimited(value = "2/minute", group = "callable")
    Callable<String> callable() {
        Entered.by("callable");
        return () -> "later";
    }

    @GetMapping("/d/deferred")
    @ResponseBody
    @RequiresScope("reports:generate")
    DeferredResult<String> deferred() {
        Entered.by("deferred");
        DeferredResult<String> result = new DeferredResult<>();
        ForkJoinPool.commonPool().execute(() -> result.setResult("later"));
        return result;
    }

    @GetMapping("/d/stream")
    @RequiresScope("reports:generate")
    StreamingResponseBody stream() {
        Entered.by("stream");
        return out -> out.write("later".getBytes(StandardCharsets.UTF_8));
    }
}
