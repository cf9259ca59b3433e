package dev.sallyport.restapi;

import dev.sallyport.Sallyport;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.user.NewUser;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Puts the filter in front of the application, and makes two people to play with. */
final class Wiring implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        Sallyport auth = Sallyport.builder()
                .issuer("https://restapi.example")
                .scopes("reports:read", "reports:generate")
                .roles(Role.of("analyst", "reports:read", "reports:generate"), Role.of("viewer", "reports:read"))
                .build();
        SallyportWeb.of(auth).protect("/api/*").endpoints("/auth/*").install(event.getServletContext());

        create(auth, "ada", "analyst");
        create(auth, "vic", "viewer");
    }

    private static void create(Sallyport auth, String name, String role) {
        auth.users()
                .createIfAbsent(NewUser.of(name + "@example.com")
                        .withPassword(Secret.of(name + "-demo-password"))
                        .withRoles(role));
    }
}
