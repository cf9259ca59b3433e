package dev.sallyport.bench.http;

import com.sun.management.OperatingSystemMXBean;
import dev.sallyport.bench.Application;
import dev.sallyport.token.SigningAlgorithm;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A server process: Jetty with one servlet, behind one {@link Variant}. It says {@code ready <port>} and then answers one line
 * on its standard output for each on its standard input: {@code cpu}, {@code keys}, {@code credentials <kind> <count>} (so many
 * lines). It ends when its input does.
 */
public final class BenchServer {
    static final String PATH = "/api/reports";

    private BenchServer() {}

    /** The smallest useful answer. */
    static class Hello extends HttpServlet {
        private static final long serialVersionUID = 1;
        private static final byte[] BODY = "{\"message\":\"hello\"}".getBytes(StandardCharsets.US_ASCII);

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("application/json");
            response.setContentLength(BODY.length);
            response.getOutputStream().write(BODY);
        }
    }

    /**
     * @param args variant, header cache of a connection (0, or -1 for Jetty's default), algorithm of the tokens it makes, file
     *     with the public keys of another server's tokens where the variant reads those
     */
    public static void main(String[] args) throws Exception {
        Variant variant = Variant.valueOf(args[0]);
        Server server = new Server();
        HttpConfiguration configuration = new HttpConfiguration();
        int headerCache = Integer.parseInt(args[1]);
        if (headerCache >= 0) {
            configuration.setHeaderCacheSize(headerCache);
        }
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        server.setHandler(context);
        if (variant == Variant.SALLYPORT) {
            serve(server, connector, SallyportVariant.install(context, SigningAlgorithm.valueOf(args[2])));
            return;
        }
        context.addServlet(new ServletHolder(new Hello()), PATH);
        if (variant == Variant.NIMBUS) {
            NimbusFilter.install(context, Path.of(args[3]));
        }
        serve(server, connector, null);
    }

    private static void serve(Server server, ServerConnector connector, Application application) throws Exception {
        server.start();
        System.out.println("ready " + connector.getLocalPort());
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "cpu" -> System.out.println(system.getProcessCpuTime());
                case "keys" ->
                    System.out.println(application.auth().signingKeys().jwks());
                case "credentials" -> {
                    List<String> credentials =
                            application.credentials(Application.Kind.valueOf(words[1]), Integer.parseInt(words[2]));
                    System.out.println(String.join("\n", credentials));
                }
                default -> throw new IllegalArgumentException("No such command: " + line);
            }
        }
        server.stop();
    }
}
