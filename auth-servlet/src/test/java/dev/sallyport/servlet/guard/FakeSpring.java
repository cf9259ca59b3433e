package dev.sallyport.servlet.guard;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Of Spring, as much as is asked for by reflection. */
final class FakeSpring {
    static final String DISPATCHER = "org.springframework.web.servlet.DispatcherServlet";
    static final String BEANS_OF = "org.springframework.web.servlet.FrameworkServlet.CONTEXT.";
    static final String ROOT = "org.springframework.web.context.WebApplicationContext.ROOT";

    static final ClassLoader LOADER = CompiledClasses.of(
            Map.of(
                    DISPATCHER,
                    "package org.springframework.web.servlet;"
                            + " public class DispatcherServlet extends jakarta.servlet.http.HttpServlet {}",
                    "org.springframework.context.ApplicationContext",
                    "package org.springframework.context; public interface ApplicationContext {"
                            + " ApplicationContext getParent(); String[] getBeanDefinitionNames();"
                            + " Class<?> getType(String name); Object getBean(String name); }",
                    "org.springframework.aop.framework.AopProxyUtils",
                    "package org.springframework.aop.framework; public class AopProxyUtils {"
                            + " public static Class<?> ultimateTargetClass(Object bean) {"
                            + " return (Class<?>) ((java.util.function.Supplier<?>) bean).get(); } }",
                    "app.OwnDispatcher",
                    "package app; public class OwnDispatcher extends"
                            + " org.springframework.web.servlet.DispatcherServlet {}",
                    "jakarta.ws.rs.Path",
                    "package jakarta.ws.rs; @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)"
                            + " public @interface Path { String value(); }",
                    "app.Resource",
                    "package app; @jakarta.ws.rs.Path(\"/x\") @dev.sallyport.access.RequiresScope(\"a\")"
                            + " public class Resource {}",
                    "app.Incomplete",
                    "package app; public class Incomplete { @dev.sallyport.access.RequiresScope(\"a\")"
                            + " public void with(app.Gone gone) {} }",
                    "app.Gone",
                    "package app; public class Gone {}"),
            Set.of("app.Gone"));

    private FakeSpring() {}

    static Class<?> load(String name) {
        try {
            return Class.forName(name, false, LOADER);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param beans classes by the beans' names, or what Spring fails with; a proxy's class is told apart from what is behind it */
    static Object beans(Map<String, ?> beans, @Nullable Object parent) {
        return Proxy.newProxyInstance(
                LOADER,
                new Class<?>[] {load("org.springframework.context.ApplicationContext")},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getParent" -> parent;
                    case "getBeanDefinitionNames" -> beans.keySet().toArray(new String[0]);
                    case "getType" -> type(beans.get(arguments[0]));
                    case "getBean" -> beans.get(arguments[0]);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private static @Nullable Object type(@Nullable Object bean) {
        if (bean instanceof RuntimeException failure) {
            throw failure;
        }
        return bean instanceof Class<?> || bean == null ? bean : bean.getClass();
    }

    /** A bean that the JDK made a proxy of. */
    static Object proxyOf(Class<?> target) {
        return Proxy.newProxyInstance(LOADER, new Class<?>[] {Supplier.class}, (proxy, called, arguments) -> target);
    }
}
