package dev.sallyport.springapi;

import dev.sallyport.Sallyport;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the system, two people to play with, and the filter. */
@Configuration(proxyBeanMethods = false)
class Wiring {
    /** Spring closes it. */
    @Bean
    Sallyport sallyport() {
        Sallyport auth = Sallyport.builder()
                .issuer("https://springapi.example")
                .scopes("reports:read", "reports:generate")
                .roles(Role.of("analyst", "reports:read", "reports:generate"), Role.of("viewer", "reports:read"))
                .build();
        create(auth, "ada", "analyst", "acme");
        create(auth, "vic", "viewer", "globex");
        return auth;
    }

    @Bean
    Front front(Sallyport auth) {
        return new Front(auth);
    }

    private static void create(Sallyport auth, String name, String role, String tenant) {
        auth.users()
                .createIfAbsent(NewUser.of(name + "@example.com")
                        .withPassword(Secret.of(name + "-demo-password"))
                        .withTenant(tenant)
                        .withRoles(role));
    }
}
