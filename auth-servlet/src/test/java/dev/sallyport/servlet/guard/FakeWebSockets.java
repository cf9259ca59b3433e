package dev.sallyport.servlet.guard;

import java.lang.reflect.Constructor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Of the WebSocket API and of containers that have it, as much as is asked for by reflection. */
final class FakeWebSockets {
    static final String CONTAINER = "jakarta.websocket.server.ServerContainer";

    private static final String CONFIG = "jakarta.websocket.server.ServerEndpointConfig";

    /** Each holds an object in a field, as classes of a container do. */
    private static final List<String> HOLDERS = List.of(
            "org.apache.tomcat.websocket.server.Mapping",
            "io.undertow.websockets.Mapping",
            "org.eclipse.jetty.ee10.websocket.Mapping",
            "org.eclipse.jetty.pathmap.Mapping",
            "org.eclipse.jetty.server.Mapping",
            "org.apache.catalina.Mapping",
            "app.websocket.Mapping");

    static final ClassLoader LOADER = CompiledClasses.of(sources(), Set.of());

    private FakeWebSockets() {}

    private static Map<String, String> sources() {
        Map<String, String> sources = new HashMap<>();
        HOLDERS.forEach(name -> {
            String folder = name.substring(0, name.lastIndexOf('.'));
            sources.put(
                    name,
                    "package " + folder + "; public class Mapping { static Object shared = null; int count = 1;"
                            + " private final Object held; public Mapping(Object held) { this.held = held; } }");
            sources.put(
                    folder + ".Extended",
                    "package " + folder + "; public class Extended extends Mapping {"
                            + " public Extended(Object held) { super(held); } }");
        });
        sources.put(
                CONFIG,
                "package jakarta.websocket.server; public interface ServerEndpointConfig { Class<?> getEndpointClass(); }");
        sources.put(
                "app.Config",
                "package app; public class Config implements jakarta.websocket.server.ServerEndpointConfig {"
                        + " private final Object type; public Config(Object type) { this.type = type; }"
                        + " public Class<?> getEndpointClass() { return (Class<?>) type; } }");
        sources.put(
                "app.OwnConfig",
                "package app; public class OwnConfig extends Config { public OwnConfig(Object type) { super(type); } }");
        sources.put("jakarta.websocket.Endpoint", "package jakarta.websocket; public abstract class Endpoint {}");
        sources.put(
                "jakarta.websocket.server.ServerEndpoint",
                "package jakarta.websocket.server;"
                        + " @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)"
                        + " public @interface ServerEndpoint {}");
        endpoint(sources, "ByType", "extends jakarta.websocket.Endpoint", "");
        endpoint(sources, "ByAnnotation", "", "@jakarta.websocket.server.ServerEndpoint");
        endpoint(sources, "Inheriting", "extends ByAnnotation", "");
        sources.put("app.Silent", "package app; public class Silent extends jakarta.websocket.Endpoint {}");
        return sources;
    }

    private static void endpoint(Map<String, String> sources, String name, String above, String annotation) {
        sources.put(
                "app." + name,
                "package app; @dev.sallyport.access.RequiresScope(\"a\") " + annotation + " public class " + name + " "
                        + above + " {}");
    }

    static Class<?> load(String name) {
        try {
            return Class.forName(name, false, LOADER);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An object of the class, made of the other one. */
    static Object made(String type, Object of) {
        try {
            Constructor<?> constructor = load(type).getConstructor(Object.class);
            return constructor.newInstance(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
