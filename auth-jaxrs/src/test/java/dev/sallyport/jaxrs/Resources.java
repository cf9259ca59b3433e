package dev.sallyport.jaxrs;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.access.RequiresTenant;
import dev.sallyport.caller.Caller;
import dev.sallyport.change.StoreException;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;

/** An application with every kind of resource; each method counts that it ran. */
final class Resources {
    private Resources() {}

    static String entered(String what) {
        RestServer.ENTERED.incrementAndGet();
        return what;
    }

    public static final class Guarded extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(
                    SallyportFeature.class,
                    Open.class,
                    Plain.class,
                    Reports.class,
                    Inherited.class,
                    Typed.class,
                    Items.class,
                    Closed.class,
                    Companies.class,
                    Odd.class,
                    Bridged.class,
                    Selfish.class,
                    Torn.class);
        }
    }

    /** The same without the feature. */
    public static final class Unguarded extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Open.class, Plain.class, Reports.class);
        }
    }

    @Path("open")
    @PermitAll
    public static class Open {
        @GET
        public String get(@Context SecurityContext security) {
            return entered("open to " + security.getUserPrincipal());
        }

        @POST
        @RequiresScope("reports:write")
        public String post() {
            return entered("posted");
        }
    }

    @Path("plain")
    public static class Plain {
        @GET
        public String get(@Context SecurityContext security) {
            return entered(security.getUserPrincipal().getName() + " " + security.isUserInRole("admin") + " "
                    + security.getAuthenticationScheme());
        }

        @GET
        @Path("limited")
        @RateLimited("2/hour")
        public String limited() {
            return entered("limited");
        }

        @GET
        @Path("admin")
        @RolesAllowed("admin")
        public String admin() {
            return entered("admin");
        }

        @GET
        @Path("async")
        @RequiresScope("reports:read")
        public void async(@Suspended AsyncResponse response) {
            String answer = entered("async");
            Thread resuming = new Thread(() -> response.resume(answer));
            resuming.start();
        }

        @GET
        @Path("broken")
        public String broken() {
            throw new StoreException("gone", new IllegalStateException());
        }

        @GET
        @Path("caller")
        public String caller(@Context Caller caller) {
            return entered(caller.id() + " " + caller.kind());
        }

        @Ask
        public String ask() {
            return entered("asked");
        }
    }

    @HttpMethod("ASK")
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Ask {}

    /** The contract carries all annotations, those of JAX-RS and ours. */
    interface ReportsApi {
        @GET
        @Path("{id}")
        @RequiresScope("reports:read")
        String read(@PathParam("id") String id);

        @POST
        @DenyAll
        String create();
    }

    @Path("reports")
    @PermitAll
    public static class Reports implements ReportsApi {
        @Override
        public String read(String id) {
            return entered("report " + id);
        }

        @Override
        public String create() {
            return entered("created");
        }
    }

    public static class Base {
        @GET
        @RequiresScope("reports:write")
        public String get() {
            return entered("base");
        }

        @GET
        @Path("open")
        @PermitAll
        public String open() {
            return entered("open base");
        }
    }

    @Path("inherited")
    @RequiresScope("reports:read")
    public static class Inherited extends Base {
        @Override
        public String get() {
            return entered("inherited");
        }
    }

    interface Crud<T> {
        @GET
        @Path("{id}")
        @RequiresScope("reports:read")
        String find(@PathParam("id") T id);
    }

    @Path("typed")
    @PermitAll
    public static class Typed implements Crud<Integer> {
        @Override
        public String find(Integer id) {
            return entered("typed " + id);
        }

        /** An overload that nothing of the contract's is said about. */
        @GET
        public String find() {
            return entered("all");
        }
    }

    @Path("items")
    public static class Items {
        @Path("instance")
        public Details instance() {
            return new Details();
        }

        @Path("class")
        public Class<Details> type() {
            return Details.class;
        }

        @Path("narrow")
        @RequiresScope("reports:write")
        public Narrow narrow() {
            return new Narrow();
        }

        @Path("surprise")
        public Object surprise() {
            return new Surprise();
        }

        @Path("missing")
        public Details missing() {
            throw new NotFoundException("item 1 does not exist");
        }
    }

    public static class Details {
        @GET
        @RequiresScope("reports:read")
        public String get() {
            return entered("details");
        }

        @GET
        @Path("open")
        @PermitAll
        public String open() {
            return entered("open details");
        }

        @GET
        @Path("plain")
        public String plain() {
            return entered("plain details");
        }
    }

    public static class Narrow {
        @GET
        @PermitAll
        public String get() {
            return entered("narrow");
        }
    }

    @DenyAll
    public static class Surprise {
        @GET
        public String get() {
            return entered("surprise");
        }
    }

    @Path("closed")
    @DenyAll
    public static class Closed {
        @Path("below")
        public Narrow below() {
            return new Narrow();
        }
    }

    @Path("companies/{company}")
    public static class Companies {
        @GET
        @RequiresTenant("company")
        public String get(@PathParam("company") String company) {
            return entered("company " + company);
        }

        @GET
        @Path("open")
        @PermitAll
        public String open() {
            return entered("open company");
        }
    }

    /** Nothing that can be known at the start is wrong with it. */
    @Path("odd")
    public static class Odd {
        @Path("below")
        public Contradicting below() {
            return new Contradicting();
        }
    }

    @PermitAll
    @DenyAll
    public static class Contradicting {
        @GET
        public String get() {
            return entered("odd");
        }
    }

    /** Compilers give classes that are not hidden bridges to what they inherit here, with its annotations. */
    abstract static class Hidden {
        @GET
        @Path("all")
        @PermitAll
        public String all() {
            return entered("all");
        }

        @Path("{id}")
        public Unannotated one(@PathParam("id") String id) {
            return new Unannotated();
        }
    }

    @Path("bridged")
    @RequiresScope("reports:read")
    public static class Bridged extends Hidden {}

    public static class Unannotated {
        @GET
        public String get() {
            return entered("unannotated");
        }
    }

    @Path("selfish")
    public static class Selfish {
        @GET
        @PermitAll
        public String get() {
            return entered("selfish");
        }

        @Path("self")
        @RequiresScope("reports:read")
        public Selfish self() {
            return this;
        }
    }

    public static class LocatorAbove {
        @Path("below")
        @RequiresScope("reports:write")
        public Object below() {
            return new Narrow();
        }
    }

    interface MethodAbove {
        @GET
        @Path("below")
        Object below();
    }

    /** What the superclass says counts (JAX-RS 3.6). */
    @Path("torn")
    public static class Torn extends LocatorAbove implements MethodAbove {
        @Override
        public Object below() {
            return new Narrow();
        }

        @Path("other")
        public Narrow other() {
            return new Narrow();
        }
    }
}
