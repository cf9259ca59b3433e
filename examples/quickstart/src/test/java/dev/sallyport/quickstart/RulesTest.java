package dev.sallyport.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.SallyportExtension;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may do what: the servlets with their rules, everything in memory, and callers made as each test needs them. */
class RulesTest {
    @RegisterExtension
    static final SallyportExtension auth = SallyportExtension.with(
            settings -> settings.scopes(Demo.SCOPES).roles(Demo.ROLES).operators(operators -> operators));

    private static final Server SERVER = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        Quickstart.addServlets(context);
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                SallyportWeb.of(auth.sallyport()).protect("/api/*").install(event.getServletContext());
            }
        });
        SERVER.setHandler(context);
        SERVER.start();
        client = new Client("http://127.0.0.1:" + SERVER.getURI().getPort());
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
    }

    @Test
    void eachScopeOpensItsMethodAlone() throws Exception {
        String reads = auth.key(Person.named("ada").withScopes("reports:read"));
        String generates = auth.token(Person.named("ada").withScopes("reports:generate"));
        assertThat(client.get("/api/reports", reads).statusCode()).isEqualTo(200);
        assertThat(client.post("/api/reports", reads, "").statusCode()).isEqualTo(403);
        assertThat(client.get("/api/reports", generates).statusCode()).isEqualTo(403);
        assertThat(client.post("/api/reports", generates, "").statusCode()).isEqualTo(201);
    }

    @Test
    void noRoleDeletes() throws Exception {
        for (String role : new String[] {"analyst", "viewer"}) {
            String token = auth.token(Person.named(role).withRoles(role));
            assertThat(client.delete("/api/reports/1", token).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void limitIsFullForAMinute() throws Exception {
        String token = auth.token(Person.named("vic"));
        for (int i = 0; i < 5; i++) {
            assertThat(client.get("/api/limited", token).statusCode()).isEqualTo(200);
        }
        assertThat(client.get("/api/limited", token).statusCode()).isEqualTo(429);
        auth.clock().advance(Duration.ofMinutes(1));
        assertThat(client.get("/api/limited", token).statusCode()).isEqualTo(200);
    }

    @Test
    void tokenExpires() throws Exception {
        String token = auth.token(Person.named("ada").withRoles("viewer"));
        assertThat(client.get("/api/reports", token).statusCode()).isEqualTo(200);
        auth.clock().advance(Duration.ofDays(1));
        assertThat(client.get("/api/reports", token).statusCode()).isEqualTo(401);
    }
}
