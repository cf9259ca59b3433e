package dev.sallyport.containers;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.caller.Caller;
import dev.sallyport.jaxrs.SallyportFeature;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A JAX-RS application; the system property {@code rest} says for which runtime: {@code jersey} or {@code resteasy}. */
@ApplicationPath("/api/rest")
public class RestApi extends Application {
    static final boolean JERSEY = System.getProperty("rest", "jersey").equals("jersey");

    /** How often the method was entered that no attack may enter. */
    static final AtomicInteger SECRET = new AtomicInteger();

    private static final String SERVLET = JERSEY
            ? "org.glassfish.jersey.servlet.ServletContainer"
            : "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher";

    /**
     * Registers its servlet.
     *
     * @param order when it starts with the context; negative: with its first request
     */
    static void register(ServletContext context, String path, int order) {
        ServletRegistration.Dynamic servlet = context.addServlet("rest", SERVLET);
        servlet.setInitParameter("jakarta.ws.rs.Application", RestApi.class.getName());
        servlet.setInitParameter("resteasy.servlet.mapping.prefix", path);
        servlet.setAsyncSupported(true);
        if (order >= 0) {
            servlet.setLoadOnStartup(order);
        }
        servlet.addMapping(path + "/*");
    }

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(SallyportFeature.class, Open.class, Secret.class, Parts.class);
    }

    @Path("open")
    public static class Open {
        @GET
        @PermitAll
        public String get() {
            return "[open]";
        }

        @GET
        @Path("plain")
        public String plain(@Context Caller caller) {
            return "[plain " + caller.id() + "]";
        }
    }

    @Path("secret{below: (/.*)?}")
    @RequiresScope("secret:read")
    public static class Secret {
        @GET
        public String get(@Context Caller caller, @PathParam("below") String below) {
            SECRET.incrementAndGet();
            return "[secret " + caller.id() + "]";
        }

        @POST
        @RequiresScope("secret:write")
        public void post(@Suspended AsyncResponse answer) {
            SECRET.incrementAndGet();
            Thread resuming = new Thread(() -> answer.resume("[secret written]"));
            resuming.setDaemon(true);
            resuming.start();
        }
    }

    @Path("parts")
    public static class Parts {
        @Path("{id}")
        @RequiresScope("secret:read")
        public Part part() {
            return new Part();
        }
    }

    public static class Part {
        @GET
        @PermitAll
        public String get() {
            SECRET.incrementAndGet();
            return "[part]";
        }
    }
}
