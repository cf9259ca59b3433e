package dev.sallyport.servlet.guard.start;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the WebSocket endpoints that a context has. No API lists them, and a container that does not look for annotated
 * classes, as embedded ones, tells of them in no other way; so this looks into the objects of those containers that it knows. Of others
 * it finds none. Without state.
 */
final class WebSocketEndpoints {
    private static final String CONTAINER = "jakarta.websocket.server.ServerContainer";
    private static final String CONFIG = "jakarta.websocket.server.ServerEndpointConfig";
    private static final List<String> KNOWN =
            List.of("org.apache.tomcat.websocket.", "io.undertow.websockets.", "org.eclipse.jetty.");
    private static final int MOST = 20_000;

    private final Deque<Object> waiting = new ArrayDeque<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Class<?>> found = new ArrayList<>();

    private WebSocketEndpoints() {}

    static List<Class<?>> in(ServletContext context) {
        WebSocketEndpoints endpoints = new WebSocketEndpoints();
        endpoints.add(context.getAttribute(CONTAINER));
        while (!endpoints.waiting.isEmpty() && endpoints.seen.size() < MOST) {
            endpoints.look(endpoints.waiting.removeFirst());
        }
        return endpoints.found;
    }

    private void add(@Nullable Object object) {
        if (object != null && isOfInterest(object) && seen.add(object)) {
            waiting.addLast(object);
        }
    }

    private static boolean isOfInterest(Object object) {
        String name = object.getClass().getName();
        return object instanceof Map
                || object instanceof Collection
                || isConfig(object.getClass())
                || (KNOWN.stream().anyMatch(name::startsWith)
                        && Stream.of("websocket", "pathmap").anyMatch(name::contains));
    }

    private static boolean isConfig(@Nullable Class<?> type) {
        return type != null
                && (type.getName().equals(CONFIG)
                        || isConfig(type.getSuperclass())
                        || Arrays.stream(type.getInterfaces()).anyMatch(WebSocketEndpoints::isConfig));
    }

    private void look(Object object) {
        try {
            if (object instanceof Map<?, ?> map) {
                map.values().forEach(this::add);
            } else if (object instanceof Collection<?> collection) {
                collection.forEach(this::add);
            } else if (isConfig(object.getClass())) {
                found.add((Class<?>)
                        Class.forName(CONFIG, false, object.getClass().getClassLoader())
                                .getMethod("getEndpointClass")
                                .invoke(object));
            } else {
                lookInside(object);
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // Not as this library knows it: what is in there stays unknown.
        }
    }

    private void lookInside(Object object) throws IllegalAccessException {
        for (Class<?> type = object.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()
                        && field.trySetAccessible()) {
                    add(field.get(object));
                }
            }
        }
    }
}
