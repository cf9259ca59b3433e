package dev.sallyport.fiveapis;

import dev.sallyport.Sallyport;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.access.RequiresTenant;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import dev.sallyport.store.jdbc.JdbcStores;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** Datasets of companies: short-lived tokens for people, long-lived private ones for back ends. */
final class PrivateTokensApi implements Api {
    @Override
    public String name() {
        return "privatetokens";
    }

    @Override
    public void install(
            ServletContextHandler context, DataSource dataSource, Path data, Map<String, String> credentials) {
        context.addServlet(new Datasets(), "/api/v1/companies/*");
        context.addEventListener(new Wiring(servlets -> {
            Sallyport auth = Sallyport.builder()
                    .issuer("https://datasets.example")
                    .scopes("datasets:read")
                    .roles(Role.of("member", "datasets:read"), Role.of("viewer", "datasets:read"))
                    .stores(JdbcStores.of(dataSource))
                    .masterKey(MasterKey.fromEnv("SALLYPORT_MASTER_KEY"))
                    .build();
            SallyportWeb.of(auth)
                    .protect("/api/*")
                    .tenantPath("/api/v1/companies/{company_id}/**")
                    .profile(PrivateTokensProfile.create())
                    .install(servlets);
            Demo.createPeople(auth);
        }));
        credentials.put("company_id", Demo.COMPANY);
        credentials.put("other_company_id", Demo.OTHER_COMPANY);
    }

    @RequiresTenant("company_id")
    @RequiresScope("datasets:read")
    private static final class Datasets extends Answer {
        private static final long serialVersionUID = 1L;

        Datasets() {
            super("{\"count\":1,\"next\":null,\"previous\":null,\"results\":[{\"id\":1,\"name\":\"Sales\"}]}");
        }
    }
}
