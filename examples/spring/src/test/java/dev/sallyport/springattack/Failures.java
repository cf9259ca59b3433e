package dev.sallyport.springattack;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What ends on Boot's error page. */
@RestController
class Failures {
    static final class Meant extends RuntimeException {
        Meant() {
            super("detail that is nobody's business");
        }
    }

    @GetMapping("/x/throws")
    @PermitAll
    String fail() {
        throw new Meant();
    }

    @GetMapping("/x/gone")
    @PermitAll
    void gone(HttpServletResponse response) throws IOException {
        response.sendError(410, "detail that is nobody's business");
    }
}
