package dev.sallyport.servlet;

import dev.sallyport.servlet.guard.PathSentry;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which filters Jetty calls before ours. The servlet API does not tell the order, and in other containers nothing but the
 * application itself comes before; Jetty puts its {@code WebSocketUpgradeFilter} first whenever it is added, and that answers a
 * handshake without calling on. For one thread at the start; later, safe for use by many.
 */
final class ChainOrder {
    private static final String JETTY = "org.eclipse.jetty.";
    private static final String UPGRADES = "WebSocketUpgradeFilter";

    private final ServletContext context;

    private ChainOrder(ServletContext context) {
        this.context = context;
    }

    static ChainOrder of(ServletContext context) {
        return new ChainOrder(context);
    }

    /** @throws IllegalStateException when a handshake of a WebSocket is answered before a filter of ours sees it */
    void requireFirst() {
        if (isOfJetty() && answersHandshakesBefore()) {
            throw new IllegalStateException(
                    "Jetty's " + UPGRADES + " stands before the filters of Sallyport, or its place cannot be"
                            + " told, so that WebSockets would open without a credential. In embedded Jetty call"
                            + " JakartaWebSocketServletContainerInitializer.configure(…), or that of Jetty's own WebSockets, before"
                            + " install(…); with web.xml put sallyport-servlet into WEB-INF/lib");
        }
    }

    private boolean isOfJetty() {
        return context.getClass().getName().startsWith(JETTY);
    }

    private boolean answersHandshakesBefore() {
        Optional<String> upgrades = context.getFilterRegistrations().values().stream()
                .filter(filter -> className(filter).endsWith(UPGRADES))
                .map(FilterRegistration::getName)
                .findFirst();
        return upgrades.isPresent()
                && names().stream().takeWhile(name -> !isOurs(name)).anyMatch(upgrades.get()::equals);
    }

    private boolean isOurs(String filter) {
        String type = className(context.getFilterRegistration(filter));
        return type.equals(PathSentry.class.getName()) || type.equals(SallyportFilter.class.getName());
    }

    private static String className(@Nullable FilterRegistration filter) {
        String name = filter == null ? null : filter.getClassName();
        return name == null ? "" : name;
    }

    /** By what Jetty's own classes say, which an application does not see. */
    private List<String> names() {
        try {
            Object mappings = call(call(call(context, "getContextHandler"), "getServletHandler"), "getFilterMappings");
            List<String> names = new ArrayList<>();
            for (int i = 0; i < Array.getLength(mappings); i++) {
                names.add((String) call(Array.get(mappings, i), "getFilterName"));
            }
            return names;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "The order of Jetty's filters cannot be read, and one of them answers WebSockets", e);
        }
    }

    private static Object call(Object target, String name) throws ReflectiveOperationException {
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            if (Modifier.isPublic(type.getModifiers())) {
                Method method = type.getMethod(name);
                return method.invoke(target);
            }
        }
        throw new NoSuchMethodException(name);
    }
}
