package dev.sallyport.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RequiresScope;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.glassfish.jersey.process.Inflector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What only Jersey has: resources that code puts together. */
@EnabledIfSystemProperty(named = "rest", matches = "jersey")
class JerseyTest {
    @BeforeEach
    void forgetEntries() {
        RestServer.ENTERED.set(0);
    }

    /** Clients of Jersey discover as servers do. */
    @Test
    void clientOfTheSameApplicationIsLeftAlone() throws Exception {
        try (RestServer server = RestServer.of(Resources.Guarded.class).start();
                Client client = ClientBuilder.newClient()) {
            assertThat(client.target(server.base() + "/api/open")
                            .request()
                            .get()
                            .getStatus())
                    .isEqualTo(200);
            assertThat(client.getConfiguration().isRegistered(DiscoveredFeature.class))
                    .isFalse();
        }
    }

    @Test
    void resourcesThatCodePutsTogetherNeedCallerUnlessTheirClassSaysOtherwise() throws Exception {
        try (RestServer server = RestServer.of(Programmed.class).start()) {
            for (String path : new String[] {"/api/lambda", "/api/inflector", "/api/handled"}) {
                assertThat(server.status("GET", path, null)).as(path).isEqualTo(401);
            }
            assertThat(server.status("GET", "/api/inflector", server.key())).isEqualTo(403);
            assertThat(server.status("GET", "/api/handled", server.key())).isEqualTo(403);
            assertThat(server.status("GET", "/api/instance", server.key())).isEqualTo(403);
            assertThat(server.status("OPTIONS", "/api/lambda", null)).isEqualTo(401);
            assertThat(RestServer.ENTERED).hasValue(0);
            String read = server.key("reports:read");
            for (String path : new String[] {"/api/lambda", "/api/inflector", "/api/handled", "/api/instance"}) {
                assertThat(server.status("GET", path, read)).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void modelsThatLocatorsAnswerKeepWhatTheLocatorDemands() throws Exception {
        try (RestServer server = RestServer.of(Modelled.class).start()) {
            String read = server.key("reports:read");
            for (String path : new String[] {"/api/models/model", "/api/models/same", "/api/models/lambda"}) {
                assertThat(server.status("GET", path, null)).as(path).isEqualTo(401);
                assertThat(server.status("GET", path, read)).as(path).isEqualTo(403);
            }
            assertThat(RestServer.ENTERED).hasValue(0);
            String write = server.key("reports:write");
            for (String path : new String[] {"/api/models/model", "/api/models/same", "/api/models/lambda"}) {
                assertThat(server.status("GET", path, write)).as(path).isEqualTo(200);
            }
            assertThat(server.status("GET", "/api/models/other", null)).isEqualTo(200);
        }
    }

    @Test
    void locatorsThatCodePutsTogetherDemandWhatTheySay() throws Exception {
        try (RestServer server = RestServer.of(Programmed.class).start()) {
            for (String path : new String[] {"/api/located", "/api/guarded"}) {
                assertThat(server.status("GET", path, null)).as(path).isEqualTo(401);
                assertThat(server.status("GET", path, server.key())).as(path).isEqualTo(403);
            }
            assertThat(RestServer.ENTERED).hasValue(0);
            for (String path : new String[] {"/api/located", "/api/guarded"}) {
                assertThat(server.status("GET", path, server.key("reports:read")))
                        .as(path)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void applicationThatIsReloadedWithoutTheFeatureIsTheFiltersAgain() throws Exception {
        try (RestServer server = RestServer.of(Modelled.class).start()) {
            ServletContainer jersey = (ServletContainer)
                    server.context.getServletHandler().getServlets()[0].getServlet();
            assertThat(server.status("GET", "/api/models/other", null)).isEqualTo(200);

            jersey.reload(new ResourceConfig(Models.class));
            assertThat(server.status("GET", "/api/models/other", null)).isEqualTo(401);
            assertThat(server.status("GET", "/api/models/other", server.key())).isEqualTo(200);

            jersey.reload(new ResourceConfig(Models.class, SallyportFeature.class));
            assertThat(server.status("GET", "/api/models/other", null)).isEqualTo(200);
            assertThat(server.status("GET", "/api/models/model", null)).isEqualTo(401);
        }
    }

    public static final class Modelled extends ResourceConfig {
        public Modelled() {
            super(SallyportFeature.class, Models.class);
        }
    }

    @Path("models")
    public static final class Models {
        @Path("model")
        @RequiresScope("reports:write")
        public Resource model() {
            return Resource.from(Shown.class);
        }

        @Path("same")
        @RequiresScope("reports:write")
        public Resource same() {
            return Resource.from(Models.class);
        }

        @Path("lambda")
        @RequiresScope("reports:write")
        public Resource lambda() {
            Resource.Builder made = Resource.builder();
            Inflector<ContainerRequestContext, String> inflector = call -> Resources.entered("lambda below");
            made.addMethod("GET").handledBy(inflector);
            return made.build();
        }

        @Path("other")
        public Object other() {
            return new Shown();
        }

        @GET
        @PermitAll
        public String get() {
            return Resources.entered("models");
        }
    }

    @PermitAll
    public static final class Shown {
        @GET
        public String get() {
            return Resources.entered("shown");
        }
    }

    /** Without annotations of JAX-RS. */
    public static final class Parent {
        @RequiresScope("reports:read")
        public Shown shown() {
            return new Shown();
        }
    }

    @RequiresScope("reports:read")
    public static final class GuardedParent {
        public Shown shown() {
            return new Shown();
        }
    }

    public static final class Programmed extends ResourceConfig {
        public Programmed() throws NoSuchMethodException {
            register(SallyportFeature.class);
            register(new Instance());
            Inflector<ContainerRequestContext, String> lambda = call -> Resources.entered("lambda");
            Resource.Builder root = Resource.builder("/");
            root.addChildResource("lambda").addMethod("GET").handledBy(lambda);
            root.addChildResource("inflector").addMethod("GET").handledBy(new Ruled());
            root.addChildResource("handled")
                    .addMethod("GET")
                    .handledBy(Handler.class, Handler.class.getMethod("handle"));
            root.addChildResource("located").addMethod().handledBy(Parent.class, Parent.class.getMethod("shown"));
            root.addChildResource("guarded")
                    .addMethod()
                    .handledBy(GuardedParent.class, GuardedParent.class.getMethod("shown"));
            registerResources(root.build());
        }
    }

    @RequiresScope("reports:read")
    public static final class Ruled implements Inflector<ContainerRequestContext, Response> {
        @Override
        public Response apply(ContainerRequestContext call) {
            return Response.ok(Resources.entered("inflected")).build();
        }
    }

    public static final class Handler {
        @RequiresScope("reports:read")
        public String handle() {
            return Resources.entered("handled");
        }

        @PermitAll
        public String other() {
            return "";
        }
    }

    @Path("instance")
    public static final class Instance {
        @GET
        @RequiresScope("reports:read")
        public String get() {
            return Resources.entered("instance");
        }
    }
}
