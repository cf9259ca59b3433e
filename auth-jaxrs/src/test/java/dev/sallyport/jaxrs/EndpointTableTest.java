package dev.sallyport.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What start-up table and {@code GET /auth/scopes} say of resource methods, and what is wrong with annotations elsewhere. */
class EndpointTableTest {
    private static final String LATER = "as the class says that the locator returns, which is read when it comes";

    @Test
    void everyResourceMethodHasItsRow() throws Exception {
        try (RestServer server = RestServer.of(Resources.Guarded.class).start()) {
            assertThat(rows(server))
                    .contains(
                            "GET /api/open: open",
                            "POST /api/open: scope reports:write",
                            "GET /api/plain: any credential",
                            "ASK /api/plain: any credential",
                            "GET /api/reports/{id}: scope reports:read",
                            "POST /api/reports: closed",
                            "GET /api/inherited: scope reports:read and reports:write",
                            "GET /api/inherited/open: scope reports:read",
                            "GET /api/typed/{id}: scope reports:read",
                            "GET /api/typed: open",
                            "GET /api/companies/{company}: of tenant {company}",
                            "GET /api/companies/{company}/open: open")
                    .doesNotHaveDuplicates();
        }
    }

    /** The runtimes tell nothing of a class that has locators only, until a request comes by. */
    @Test
    void whatIsBelowLocatorsHasRowsAfterTheFirstRequestAtTheLatest() throws Exception {
        try (RestServer server = RestServer.of(Resources.Guarded.class).start()) {
            server.send("GET", "/api/items/instance", server.key("reports:read"));
            assertThat(rows(server))
                    .contains(
                            "GET /api/items/instance: scope reports:read",
                            "GET /api/items/instance/open: open",
                            "GET /api/items/instance/plain: any credential",
                            "GET /api/items/class: scope reports:read",
                            "GET /api/items/narrow: scope reports:write; and open",
                            "* /api/items/surprise/*: " + LATER);
        }
    }

    @Test
    void scopesTellWhichMethodsAskForThem() throws Exception {
        try (RestServer server = RestServer.of(Resources.Guarded.class).start()) {
            assertThat(server.send("GET", "/auth/scopes", server.key()).body())
                    .contains("\"GET /api/reports/{id}\"", "\"POST /api/open\"");
        }
    }

    /** Ten classes that all lead to each other have some ten million ways. */
    @Test
    @Timeout(60)
    void mazeOfLocatorsIsListedAsFarAsAnyoneReads() throws Exception {
        try (RestServer server = RestServer.of(Mazes.Mazed.class).start()) {
            assertThat(server.status("GET", "/api/maze/a", null)).isEqualTo(401);
            assertThat(server.status("GET", "/api/maze/a/b/c/d/e/f/g/h/i/j/a", server.key()))
                    .isEqualTo(200);
            assertThat(rows(server))
                    .contains("GET /api/maze/a: any credential", "GET /api/maze/j/a: any credential")
                    .anyMatch(row -> row.startsWith("* /api/maze/") && row.endsWith(LATER))
                    .hasSizeBetween(200, 3000);
        }
    }

    @Test
    void methodOfResourceThatNoRequestReachesMayNotDemand() {
        try (RestServer server = RestServer.of(Helping.class)) {
            assertThat(catchThrowable(server::start))
                    .hasStackTraceContaining(
                            "The annotation on " + Helper.class.getName() + ".load has no effect there")
                    .hasStackTraceContaining("put it on a public method with @GET");
        }
    }

    @Test
    void annotationsOfContractsAndBasesAreNoHelpers() throws Exception {
        try (RestServer server = RestServer.of(Sharing.class).start()) {
            assertThat(rows(server))
                    .contains(
                            "GET /api/sharing/{id: [0-9]+/?x}: scope reports:read",
                            "GET /api/sharing: scope reports:write");
            assertThat(server.status("GET", "/api/sharing", server.key("reports:read")))
                    .isEqualTo(403);
        }
    }

    @Test
    void tableIsInTheLogWhenTheContextHasStarted() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                said.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("dev.sallyport.servlet.wire.EndpointTable");
        log.addHandler(handler);
        try (RestServer server = RestServer.of(Sharing.class).start()) {
            assertThat(server.auth).isNotNull();
            assertThat(said.stream().flatMap(String::lines).map(String::strip))
                    .anyMatch(line -> line.matches("/api/sharing +GET +scope reports:write"));
        } finally {
            log.removeHandler(handler);
        }
    }

    private static List<String> rows(RestServer server) {
        List<Row> rows = SallyportWeb.endpointTable(server.context.getServletContext())
                .orElseThrow()
                .rows();
        return rows.stream()
                .map(row -> row.method() + " " + row.pattern() + ": " + row.rule())
                .toList();
    }

    public static final class Helping extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(SallyportFeature.class, Helper.class);
        }
    }

    @Path("helper")
    @DenyAll
    public static final class Helper {
        @GET
        public String get() {
            return load();
        }

        @RequiresScope("reports:read")
        String load() {
            return "";
        }
    }

    public static final class Sharing extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(SallyportFeature.class, Shared.class);
        }
    }

    interface Contract<T> {
        @RequiresScope("reports:read")
        String find(T id);
    }

    /** In another heir its method may be one that answers. */
    abstract static class Base {
        @RequiresScope("reports:write")
        public abstract String list();

        @RequiresScope("reports:write")
        public String unused() {
            return "";
        }
    }

    @Path("/sharing/")
    @PermitAll
    public static final class Shared extends Base implements Contract<String> {
        @Override
        @GET
        public String list() {
            return "all";
        }

        @Override
        @GET
        @Path("{id: [0-9]+/?x}")
        public String find(String id) {
            return id;
        }

        /** Jakarta's annotations may be meant for somebody else. */
        @DenyAll
        String internal() {
            return "";
        }

        @POST
        public String post() {
            return internal();
        }
    }
}
