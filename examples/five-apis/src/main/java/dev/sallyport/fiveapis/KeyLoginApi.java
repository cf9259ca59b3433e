package dev.sallyport.fiveapis;

import dev.sallyport.Sallyport;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import dev.sallyport.store.jdbc.JdbcStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** Items behind tokens of two hours, which an API key is exchanged for. */
final class KeyLoginApi implements Api {
    @Override
    public String name() {
        return "keylogin";
    }

    @Override
    public void install(
            ServletContextHandler context, DataSource dataSource, Path data, Map<String, String> credentials) {
        context.addServlet(new Items(), "/api/items/*");
        context.addEventListener(new Wiring(servlets -> {
            Sallyport auth = Sallyport.builder()
                    .issuer("https://items.example")
                    .scopes("items:read", "items:write")
                    .roles(Role.of("member", "items:read", "items:write"), Role.of("viewer", "items:read"))
                    .clientTypes(ClientType.of("client", "c_", "cs_", CallerKind.CLIENT)
                            .withScopes("items:read"))
                    .tokens(tokens -> tokens.withLifetime(Duration.ofHours(2)))
                    .stores(JdbcStores.of(dataSource))
                    .masterKey(MasterKey.fromEnv("SALLYPORT_MASTER_KEY"))
                    .build();
            SallyportWeb.of(auth)
                    .protect("/api/*", "/auth/*")
                    .profile(KeyLoginProfile.create())
                    .install(servlets);
            Demo.createPeople(auth);
            KeyRequest request = KeyRequest.named("Demo");
            credentials.put(
                    "api_key", KeptKey.in(data, () -> auth.apiKeys().create("1", request, Actor.application())));
        }));
    }

    @RequiresScope("items:read")
    private static final class Items extends Answer {
        private static final long serialVersionUID = 1L;

        Items() {
            super("{\"items\":[{\"id\":1}]}");
        }
    }
}
