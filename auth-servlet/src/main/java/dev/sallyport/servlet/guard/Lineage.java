package dev.sallyport.servlet.guard;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The annotations along the ancestry of a servlet class: the class itself, then its superclasses up to the servlet API's, each
 * with the interfaces it names. What stands nearer wins; where two interfaces on the same level differ, nobody can tell what was
 * meant. Holds classes: for use while rules are read, not to be kept.
 */
final class Lineage {
    /** The handler methods that are understood, beside {@code service}. */
    static final List<String> HANDLERS =
            List.of("doGet", "doHead", "doPost", "doPut", "doDelete", "doPatch", "doOptions", "doTrace");

    private static final String SERVICE = "service";

    private final List<List<Class<?>>> levels = new ArrayList<>();

    /**
     * A demand, and how far up the ancestry it stands.
     *
     * @param level 0 is the servlet class
     */
    record Found(AccessRule demand, int level, String where) {}

    /** @throws IllegalStateException when an annotation stands on a method that no request is decided by */
    Lineage(Class<?> servlet) {
        Class<?> type = servlet;
        while (type != null && type != HttpServlet.class && type != GenericServlet.class && type != Object.class) {
            Set<Class<?>> level = new LinkedHashSet<>();
            level.add(type);
            addInterfaces(type, level);
            levels.add(List.copyOf(level));
            type = type.getSuperclass();
        }
        levels.forEach(level -> level.forEach(Lineage::refuseMisplaced));
    }

    /** @param handler the method's name, or null for the classes themselves */
    @Nullable
    Found demand(@Nullable String handler) {
        for (int i = 0; i < levels.size(); i++) {
            List<Class<?>> level = levels.get(i);
            Found own = agreed(level.subList(0, 1), handler, i);
            Found found = own != null ? own : agreed(level.subList(1, level.size()), handler, i);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable Found agreed(List<Class<?>> types, @Nullable String handler, int level) {
        Found found = null;
        for (Statement statement : statements(types, handler)) {
            AccessRule demand = statement.demand();
            if (demand != null && found != null && !found.demand().equals(demand)) {
                throw new IllegalStateException(statement.where() + " and " + found.where()
                        + " demand different things of the same request; write one demand on the servlet itself");
            }
            found = demand == null ? found : new Found(demand, level, statement.where());
        }
        return found;
    }

    /** @param handler the method's name, or null for the classes themselves */
    @Nullable
    RateLimited limit(@Nullable String handler) {
        for (List<Class<?>> level : levels) {
            for (Statement statement : statements(level, handler)) {
                if (statement.limit() != null) {
                    return statement.limit();
                }
            }
        }
        return null;
    }

    /** Whether a class between the servlet and the servlet API has the method. */
    boolean declares(String handler) {
        return levels.stream().anyMatch(level -> !methods(level.get(0), handler).isEmpty());
    }

    /** Whether this library's own annotations stand anywhere on it. */
    static boolean usesOwnAnnotations(Class<?> servlet) {
        Lineage lineage = new Lineage(servlet);
        return lineage.levels.stream()
                .flatMap(List::stream)
                .anyMatch(type ->
                        hasOwn(type) || Arrays.stream(type.getDeclaredMethods()).anyMatch(Lineage::hasOwn));
    }

    private static boolean hasOwn(AnnotatedElement element) {
        return element.isAnnotationPresent(RequiresScope.class) || element.isAnnotationPresent(RateLimited.class);
    }

    @Nullable
    Found service() {
        return demand(SERVICE);
    }

    @Nullable
    RateLimited serviceLimit() {
        return limit(SERVICE);
    }

    private static List<Statement> statements(List<Class<?>> types, @Nullable String handler) {
        List<Statement> statements = new ArrayList<>();
        for (Class<?> type : types) {
            if (handler == null) {
                statements.add(Statement.of(type, type.getName()));
            } else {
                methods(type, handler).forEach(method -> statements.add(Statement.of(method, name(method))));
            }
        }
        return statements;
    }

    private static List<Method> methods(Class<?> type, String handler) {
        List<Method> methods = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(handler) && isHandler(method)) {
                methods.add(method);
            }
        }
        return methods;
    }

    private static boolean isHandler(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        if (method.isSynthetic() || parameters.length != 2) {
            return false;
        }
        boolean http = parameters[0] == HttpServletRequest.class && parameters[1] == HttpServletResponse.class;
        return method.getName().equals(SERVICE)
                ? http || (parameters[0] == ServletRequest.class && parameters[1] == ServletResponse.class)
                : http && HANDLERS.contains(method.getName());
    }

    private static void refuseMisplaced(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (!isHandler(method)
                    && !method.isSynthetic()
                    && !Statement.of(method, name(method)).isSilent()) {
                throw new IllegalStateException(
                        "The annotation on " + name(method) + " has no effect there; put it on the"
                                + " class, on service, or on one of " + String.join(", ", HANDLERS)
                                + " with the parameters HttpServletRequest and HttpServletResponse");
            }
        }
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> into) {
        for (Class<?> each : type.getInterfaces()) {
            if (into.add(each)) {
                addInterfaces(each, into);
            }
        }
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }
}
