package dev.sallyport.fiveapis;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.store.jdbc.JdbcStores;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** Reports and dashboards: access and refresh tokens for people, API keys with scopes for scripts. */
final class AccessRefreshApi implements Api {
    @Override
    public String name() {
        return "accessrefresh";
    }

    @Override
    public void install(
            ServletContextHandler context, DataSource dataSource, Path data, Map<String, String> credentials) {
        ScopeTable.addTo(context);
        context.addEventListener(new Wiring(servlets -> {
            SallyportBuilder builder = Sallyport.builder()
                    .issuer("https://reports.example")
                    .keyPrefix("claribi_key")
                    .roles(
                            Role.of("member", ScopeTable.SCOPES.keySet().toArray(String[]::new)),
                            Role.of("viewer", "reports:read", "dashboards:read", "data_sources:read", "goals:read"))
                    .limit(LimitBy.CREDENTIAL, "1000/hour, 10000/day")
                    .stores(JdbcStores.of(dataSource))
                    .masterKey(MasterKey.fromEnv("SALLYPORT_MASTER_KEY"));
            ScopeTable.SCOPES.forEach(builder::scope);
            Sallyport auth = builder.build();
            SallyportWeb.of(auth)
                    .protect("/api/*")
                    .profile(AccessRefreshProfile.create())
                    .install(servlets);
            Demo.createPeople(auth);
        }));
        credentials.put("viewer_email", Demo.VIEWER);
        credentials.put("viewer_password", Demo.VIEWER_PASSWORD);
    }
}
