package dev.sallyport.springapi;

import dev.sallyport.Sallyport;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.user.NewUser;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the filter in front of the application, and makes two people to play with. */
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
        create(auth, "ada", "analyst");
        create(auth, "vic", "viewer");
        return auth;
    }

    /** Not a {@code FilterRegistrationBean}: unless told otherwise, that leaves forwards, errors and async dispatches out. */
    @Bean
    ServletContextInitializer sallyportFilter(Sallyport auth) {
        return context -> SallyportWeb.of(auth)
                .protect("/*")
                .open("/assets/*")
                .endpoints("/auth/*")
                .closeWithContext(false)
                .install(context);
    }

    private static void create(Sallyport auth, String name, String role) {
        auth.users()
                .createIfAbsent(NewUser.of(name + "@example.com")
                        .withPassword(Secret.of(name + "-demo-password"))
                        .withRoles(role));
    }
}
