package dev.sallyport.fiveapis;

import dev.sallyport.Sallyport;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.profile.idsecret.IdSecretProfile;
import dev.sallyport.store.jdbc.JdbcStores;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** Dashboards for embedding, and projects that manage them: an id and a secret for a token. */
final class IdSecretApi implements Api {
    private static final String DASHBOARD = "d_cf007a8b-19bc-46ad-8787-2915445b7b86";
    private static final String DASHBOARD_SECRET = "ds_f32f0b30-b7e1-40f9-ba6a-9804a5b9d635";
    private static final String PROJECT = "p_1234567890abcdef";
    private static final String PROJECT_SECRET = "ps_abcdef1234567890";

    @Override
    public String name() {
        return "idsecret";
    }

    @Override
    public void install(
            ServletContextHandler context, DataSource dataSource, Path data, Map<String, String> credentials) {
        context.addServlet(new Management(), "/api/management/v1/dashboards/*");
        context.addServlet(new Embedded(), "/api/v1/dashboards/*");
        context.addEventListener(new Wiring(servlets -> {
            Sallyport auth = Sallyport.builder()
                    .issuer("https://dashboards.example")
                    .scopes("dashboards:manage", "dashboards:view")
                    .clientTypes(
                            ClientType.of("project", "p_", "ps_", CallerKind.CLIENT)
                                    .withScopes("dashboards:manage", "dashboards:view"),
                            ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)
                                    .withScopes("dashboards:view")
                                    .withClaims("tenantId", "endUserId", "endUserEmail", "params")
                                    .withTenantFromRequest())
                    .stores(JdbcStores.of(dataSource))
                    .masterKey(MasterKey.fromEnv("SALLYPORT_MASTER_KEY"))
                    .build();
            SallyportWeb.of(auth)
                    .protect("/api/*")
                    .profile(IdSecretProfile.create())
                    .install(servlets);
            create(auth, "dashboard", DASHBOARD, DASHBOARD_SECRET);
            create(auth, "project", PROJECT, PROJECT_SECRET);
        }));
        credentials.put("dashboardId", DASHBOARD);
        credentials.put("dashboardSecret", DASHBOARD_SECRET);
        credentials.put("projectId", PROJECT);
        credentials.put("projectSecret", PROJECT_SECRET);
    }

    private static void create(Sallyport auth, String type, String id, String secret) {
        if (auth.clients().find(id).isEmpty()) {
            auth.clients()
                    .importPair(ClientRequest.of(type, "Demo"), id, Secret.of(secret), Demo.APPLICATION)
                    .orElseThrow();
        }
    }

    @RequiresScope("dashboards:manage")
    private static final class Management extends Answer {
        private static final long serialVersionUID = 1L;

        Management() {
            super("{\"dashboards\":[{\"id\":\"" + DASHBOARD + "\",\"title\":\"Sales\"}]}");
        }
    }

    @RequiresScope("dashboards:view")
    private static final class Embedded extends Answer {
        private static final long serialVersionUID = 1L;

        Embedded() {
            super("{\"id\":\"" + DASHBOARD + "\",\"title\":\"Sales\",\"visuals\":[]}");
        }
    }
}
