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
 * Puts ours before Jetty's filter for WebSocket handshakes. The servlet API tells no order of filters, and in other containers nothing
 * but the application itself comes before ours; Jetty puts its {@code WebSocketUpgradeFilter} first whenever it is added, and that
 * answers a handshake without calling on. For one thread at the start; later, safe for use by many.
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

    /**
     * @return whether it was so before
     * @throws IllegalStateException when it cannot be done, so that WebSockets would open without a credential
     */
    boolean putFirst() {
        if (!isOfJetty() || !answersHandshakesBefore()) {
            return true;
        }
        synchronized (ChainOrder.class) {
            if (answersHandshakesBefore()) {
                moveToFront();
            }
            if (answersHandshakesBefore()) {
                throw new IllegalStateException(
                        "Jetty's " + UPGRADES + " stands before the filters of Sallyport and cannot be moved,"
                                + " so that WebSockets would open without a credential. In embedded Jetty call"
                                + " JakartaWebSocketServletContainerInitializer.configure(…), or that of Jetty's own WebSockets, before"
                                + " install(…)");
            }
        }
        return false;
    }

    private void moveToFront() {
        try {
            Object handler = handler();
            Object mappings = call(handler, "getFilterMappings");
            int length = Array.getLength(mappings);
            int first = 0;
            while (!isOurs((String) call(Array.get(mappings, first), "getFilterName"))) {
                first++;
            }
            Object changed = Array.newInstance(mappings.getClass().getComponentType(), length);
            Array.set(changed, 0, Array.get(mappings, first));
            System.arraycopy(mappings, 0, changed, 1, first);
            System.arraycopy(mappings, first + 1, changed, first + 1, length - first - 1);
            handler.getClass()
                    .getMethod("setFilterMappings", mappings.getClass())
                    .invoke(handler, changed);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "The order of Jetty's filters cannot be changed, and one of them answers WebSockets", e);
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

    /** In a context that is closed, what answers everything; else what comes first of those that admit. */
    private boolean isOurs(String filter) {
        String type = className(context.getFilterRegistration(filter));
        return Pieces.isClosed(context)
                ? type.equals(Pieces.CLOSED)
                : type.equals(PathSentry.class.getName()) || type.equals(Pieces.FILTER);
    }

    private static String className(@Nullable FilterRegistration filter) {
        String name = filter == null ? null : filter.getClassName();
        return name == null ? "" : name;
    }

    /** By what Jetty's own classes say, which an application does not see. */
    private List<String> names() {
        try {
            Object mappings = call(handler(), "getFilterMappings");
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

    private Object handler() throws ReflectiveOperationException {
        return call(call(context, "getContextHandler"), "getServletHandler");
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
