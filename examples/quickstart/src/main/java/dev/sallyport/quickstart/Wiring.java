package dev.sallyport.quickstart;

import dev.sallyport.Sallyport;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.store.jdbc.JdbcStores;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import javax.sql.DataSource;

/** All that joins this application with Sallyport, and the demo users. */
final class Wiring implements ServletContextListener {
    private final DataSource dataSource;

    Wiring(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Sallyport auth = Sallyport.builder()
                .issuer("https://quickstart.example")
                .scopes(Demo.SCOPES)
                .roles(Demo.ROLES)
                // Only for the demo: whoever operates a real application logs in with a second factor.
                .operators(operators -> operators.withSecondFactor(false))
                .stores(JdbcStores.of(dataSource))
                .masterKey(MasterKey.fromEnv("SALLYPORT_MASTER_KEY"))
                .build();
        SallyportWeb.of(auth)
                .protect("/api/*")
                .endpoints("/auth/*")
                .operators("/auth/admin/*")
                .health("/auth/health/*")
                .console("/account/*")
                .install(event.getServletContext());

        Demo.createUsers(auth.users());
    }
}
