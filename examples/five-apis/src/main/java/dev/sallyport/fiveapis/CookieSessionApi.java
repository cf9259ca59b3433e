package dev.sallyport.fiveapis;

import dev.sallyport.Sallyport;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.store.jdbc.JdbcStores;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** Tasks of projects: people log in for a cookie, and make tokens for their scripts with it. */
final class CookieSessionApi implements Api {
    @Override
    public String name() {
        return "cookiesession";
    }

    @Override
    public void install(
            ServletContextHandler context, DataSource dataSource, Path data, Map<String, String> credentials) {
        context.addServlet(new Tasks(), "/api/project/*");
        context.addEventListener(new Wiring(servlets -> {
            Sallyport auth = Sallyport.builder()
                    .issuer("https://tasks.example")
                    .scopes("tasks:run")
                    .roles(Role.of("member", "tasks:run"), Role.of("viewer"))
                    .stores(JdbcStores.of(dataSource))
                    .masterKey(MasterKey.fromEnv("SALLYPORT_MASTER_KEY"))
                    .build();
            SallyportWeb.of(auth)
                    .protect("/api/*")
                    .profile(CookieSessionProfile.create())
                    .install(servlets);
            Demo.createPeople(auth);
        }));
        credentials.put("user", Demo.MEMBER);
        credentials.put("email", Demo.EMAIL);
        credentials.put("password", Demo.PASSWORD);
        credentials.put("mfa_user", Demo.MFA_USER);
        credentials.put("mfa_password", Demo.MFA_PASSWORD);
        credentials.put("totp_secret", Demo.TOTP_SEED);
    }

    @RequiresScope("tasks:run")
    private static final class Tasks extends Answer {
        private static final long serialVersionUID = 1L;

        Tasks() {
            super("{\"id\":23,\"template_id\":1,\"status\":\"waiting\"}");
        }
    }
}
