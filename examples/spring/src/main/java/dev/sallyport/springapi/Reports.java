package dev.sallyport.springapi;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.caller.Caller;
import jakarta.annotation.security.DenyAll;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The reports. */
@RestController
@RequestMapping("/api/reports")
@RequiresScope("reports:read")
class Reports {
    /** All reports: {@code reports:read}, from the class. */
    @GetMapping
    Map<String, Object> list(Principal caller) {
        return Map.of("caller", ((Caller) caller).kind(), "items", List.of(1, 2, 3));
    }

    /** Makes one: {@code reports:generate} stands in place of the class's. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresScope("reports:generate")
    @RateLimited(value = "5/minute", group = "generate")
    Map<String, Object> generate() {
        return Map.of("id", 4);
    }

    /** Nobody. */
    @DeleteMapping("/{id}")
    @DenyAll
    void remove(@PathVariable int id) {
        throw new IllegalStateException("report " + id + " was reached");
    }
}
