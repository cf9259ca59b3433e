package dev.sallyport.servlet.guard;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A servlet context that has servlets, filters and attributes and fails on everything else. */
final class FakeContext {
    final Map<String, Object> attributes = new HashMap<>();
    final ServletContext context;
    private final Map<String, ServletRegistration> servlets = new LinkedHashMap<>();
    private final Map<String, FilterRegistration> filters = new LinkedHashMap<>();

    FakeContext() {
        this(FakeContext.class.getClassLoader());
    }

    /** @param loader of the application's classes */
    FakeContext(@Nullable ClassLoader loader) {
        context = fake(ServletContext.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getClassLoader" -> loader;
            case "getServletRegistrations" -> servlets;
            case "getServletRegistration" -> servlets.get(arguments[0]);
            case "getFilterRegistrations" -> filters;
            case "getAttribute" -> attributes.get(arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            default -> throw new UnsupportedOperationException(called.getName());
        });
    }

    FakeContext servlet(String name, Class<?> type, String... mappings) {
        servlets.put(name, registration(name, type.getName(), List.of(mappings)));
        return this;
    }

    /** @param type null where the container made the object itself */
    FakeContext unreadable(String name, @Nullable String type, String... mappings) {
        servlets.put(name, registration(name, type, List.of(mappings)));
        return this;
    }

    FakeContext filter(@Nullable String type) {
        filters.put(
                "filter" + filters.size(),
                fake(
                        FilterRegistration.class,
                        (proxy, called, arguments) -> called.getName().equals("getClassName") ? type : null));
        return this;
    }

    /** @param mappings null as of a container that knows none yet */
    static ServletRegistration registration(String name, @Nullable String type, @Nullable List<String> mappings) {
        return fake(ServletRegistration.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getName" -> name;
            case "getClassName" -> type;
            case "getMappings" -> mappings;
            default -> throw new UnsupportedOperationException(called.getName());
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(FakeContext.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
