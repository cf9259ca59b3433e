package dev.sallyport.springattack;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Controllers with the annotations where they may stand. */
final class Controllers {
    private Controllers() {}

    @RestController
    static class Plain {
        @GetMapping("/a/none")
        String none() {
            return Entered.by("none");
        }

        @PostMapping("/a/none")
        String take(@RequestBody String body) {
            return Entered.by("take");
        }

        @GetMapping("/a/open")
        @PermitAll
        String open() {
            return Entered.by("open");
        }

        @GetMapping("/a/denied")
        @DenyAll
        String denied() {
            return Entered.by("denied");
        }

        @GetMapping("/a/scope")
        @RequiresScope("reports:generate")
        String scope() {
            return Entered.by("scope");
        }

        @GetMapping("/a/role")
        @RolesAllowed("analyst")
        String role() {
            return Entered.by("role");
        }

        @GetMapping("/a/limited")
        @RateLimited(value = "2/minute", group = "plain")
        String limited() {
            return Entered.by("limited");
        }

        @GetMapping("/a/cross")
        @CrossOrigin
        String cross() {
            return Entered.by("cross");
        }

        @GetMapping("/a/files/{*rest}")
        String files() {
            return Entered.by("files");
        }
    }

    @RestController
    @DenyAll
    static class DeniedAsAWhole extends Base {
        @GetMapping("/a/class")
        String ofClass() {
            return Entered.by("class");
        }
    }

    static class Base {
        @GetMapping("/a/inherited")
        @PermitAll
        String inherited() {
            return Entered.by("inherited");
        }
    }

    interface Described {
        @GetMapping("/a/interface")
        @RequiresScope("reports:generate")
        String described();
    }

    @RestController
    static class Describing implements Described {
        @Override
        public String described() {
            return Entered.by("interface");
        }
    }
}
