package dev.sallyport.springapi;

import jakarta.annotation.security.PermitAll;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the application says of itself. */
@RestController
class Status {
    /** Open to everyone. */
    @GetMapping("/api/status")
    @PermitAll
    Map<String, Object> get() {
        return Map.of("up", true);
    }

    /** Not annotated: any caller. */
    @GetMapping("/api/version")
    Map<String, Object> version() {
        return Map.of("version", 1);
    }
}
