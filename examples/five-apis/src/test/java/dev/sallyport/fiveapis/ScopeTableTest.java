package dev.sallyport.fiveapis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scope.Role;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.SallyportExtension;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scope of the table opens its own resource and no other. */
class ScopeTableTest {
    private static final String[] NAMES = ScopeTable.SCOPES.keySet().toArray(String[]::new);

    @RegisterExtension
    static final SallyportExtension auth =
            SallyportExtension.with(settings -> settings.scopes(NAMES).roles(Role.of("all", NAMES)));

    private static final Server SERVER = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        ScopeTable.addTo(context);
        context.addEventListener(new Wiring(
                servlets -> SallyportWeb.of(auth.sallyport()).protect("/api/*").install(servlets)));
        SERVER.setHandler(context);
        SERVER.start();
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
    }

    static String[] scopes() {
        return NAMES;
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void opensItsOwnResourceAlone(String scope) throws Exception {
        String key = auth.key(Person.named("ada").withScopes(scope));
        for (String other : NAMES) {
            assertThat(status(ByScope.path(other), key)).as(other).isEqualTo(other.equals(scope) ? 200 : 403);
        }
    }

    private static int status(String path, String key) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + SERVER.getURI().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + key)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
