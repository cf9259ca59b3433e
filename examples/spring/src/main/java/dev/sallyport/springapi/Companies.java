package dev.sallyport.springapi;

import dev.sallyport.access.RequiresTenant;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What belongs to a company. */
@RestController
class Companies {
    /** For its members; to others there is no such company. */
    @GetMapping("/api/companies/{company}/members")
    @RequiresTenant("company")
    Map<String, Object> members(@PathVariable String company) {
        return Map.of("company", company, "members", 1);
    }
}
