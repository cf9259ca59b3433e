package dev.sallyport.jaxrs.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.jaxrs.RestServer;
import dev.sallyport.jaxrs.SallyportFeature;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Annotations of a class behind a proxy (eclipse-ee4j/jersey#1846, helidon-io/helidon#2903): they hold, or nobody gets in. */
class ProxiesTest {
    private static final AtomicInteger RAN = new AtomicInteger();

    @BeforeEach
    void reset() {
        RAN.set(0);
    }

    public interface Secret {
        @GET
        String get();
    }

    @RequiresScope("reports:write")
    public static class OfWriters implements Secret {
        @Override
        public String get() {
            return ran();
        }
    }

    public static class Denied implements Secret {
        @Override
        @DenyAll
        public String get() {
            return ran();
        }
    }

    /** A weak word on the interface does not stand for the strong one on the class. */
    public interface WeakSecret {
        @GET
        @PermitAll
        String get();
    }

    public static class StrongBehindWeak implements WeakSecret {
        @Override
        @DenyAll
        public String get() {
            return ran();
        }
    }

    @Path("sub")
    public static class Root {
        @Path("scoped")
        public Secret scoped() {
            return behind(Secret.class, new OfWriters());
        }

        @Path("denied")
        public Secret denied() {
            return behind(Secret.class, new Denied());
        }

        @Path("weak")
        public WeakSecret weak() {
            return behind(WeakSecret.class, new StrongBehindWeak());
        }

        @Path("plain")
        public Secret plain() {
            return new OfWriters();
        }

        @Path("subclass")
        public Secret subclass() throws ReflectiveOperationException {
            return new ByteBuddy()
                    .subclass(OfWriters.class)
                    .method(ElementMatchers.named("get"))
                    .intercept(FixedValue.value("intercepted"))
                    .make()
                    .load(OfWriters.class.getClassLoader())
                    .getLoaded()
                    .getConstructor()
                    .newInstance();
        }
    }

    public static class Subs extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(SallyportFeature.class, Root.class);
        }
    }

    @Path("root")
    public interface RootApi {
        @GET
        String get();
    }

    public static class RootBehind implements RootApi {
        @Override
        @DenyAll
        public String get() {
            return ran();
        }
    }

    public static class Singletons extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(SallyportFeature.class);
        }

        @Override
        @Deprecated
        public Set<Object> getSingletons() {
            return Set.of(behind(RootApi.class, new RootBehind()));
        }
    }

    @Test
    void subResourceBehindJdkProxyIsClosed() throws Exception {
        try (RestServer server = RestServer.of(Subs.class).start()) {
            String key = server.fullKey("ada");
            for (String path : new String[] {"/api/sub/scoped", "/api/sub/denied", "/api/sub/weak"}) {
                assertThat(server.status("GET", path, key)).as(path).isEqualTo(403);
                assertThat(server.status("GET", path, null)).as(path).isIn(401, 403);
            }
            assertThat(RAN).hasValue(0);
        }
    }

    @Test
    void subResourceBehindProxyThatExtendsItIsReadLikeIt() throws Exception {
        try (RestServer server = RestServer.of(Subs.class).start()) {
            assertThat(server.status("GET", "/api/sub/subclass", server.key("reports:read")))
                    .isEqualTo(403);
            assertThat(server.status("GET", "/api/sub/subclass", server.key("reports:write")))
                    .isEqualTo(200);
        }
    }

    /** The control: without a proxy. */
    @Test
    void subResourceWithoutProxyServesWhomItNames() throws Exception {
        try (RestServer server = RestServer.of(Subs.class).start()) {
            assertThat(server.status("GET", "/api/sub/plain", server.key("reports:read")))
                    .isEqualTo(403);
            assertThat(server.status("GET", "/api/sub/plain", server.key("reports:write")))
                    .isEqualTo(200);
            assertThat(RAN).hasValue(1);
        }
    }

    @Test
    void rootResourceBehindJdkProxyIsNotServed() throws Exception {
        try (RestServer server = RestServer.of(Singletons.class)) {
            Throwable refused = catchThrowable(server::start);
            if (refused == null) {
                assertThat(server.status("GET", "/api/root", server.fullKey("ada")))
                        .isGreaterThanOrEqualTo(400);
            } else {
                assertThat(refused).hasStackTraceContaining("is a proxy that has nothing but interfaces in common");
            }
            assertThat(RAN).hasValue(0);
        }
    }

    @Path("behind")
    public interface PathApi {
        @GET
        String get();

        @GET
        @Path("open")
        @PermitAll
        String open();
    }

    @RequiresScope("reports:write")
    public static class BehindPath implements PathApi {
        @Override
        public String get() {
            return ran();
        }

        @Override
        @DenyAll
        public String open() {
            return ran();
        }
    }

    public static class Behind extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(SallyportFeature.class, BehindPath.class);
        }
    }

    /** RESTEasy takes the interface for the resource class. */
    @Test
    void annotationsOfClassHoldWherePathStandsOnItsInterface() throws Exception {
        try (RestServer server = RestServer.of(Behind.class).start()) {
            assertThat(server.status("GET", "/api/behind", server.key("reports:read")))
                    .isEqualTo(403);
            assertThat(server.status("GET", "/api/behind/open", server.fullKey("ada")))
                    .isEqualTo(403);
            assertThat(server.status("GET", "/api/behind/open", null)).isEqualTo(403);
            assertThat(RAN).hasValue(0);
            assertThat(server.status("GET", "/api/behind", server.key("reports:write")))
                    .isEqualTo(200);
        }
    }

    private static String ran() {
        RAN.incrementAndGet();
        return "SECRET";
    }

    private static <T> T behind(Class<T> api, Object target) {
        return api.cast(Proxy.newProxyInstance(
                ProxiesTest.class.getClassLoader(),
                new Class<?>[] {api},
                (self, method, arguments) -> Map.of("get", true).containsKey(method.getName())
                        ? method.invoke(target, arguments)
                        : method.getName().equals("hashCode") ? (Object) 1 : "proxy"));
    }
}
