package dev.sallyport.servlet.rule;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds a method and what it overrides or implements, among the methods of an ancestor. Immutable.
 *
 * <p>Parameters are compared as the class sees them: {@code create(T)} of an interface {@code Crud<T>} is {@code create(Report)}
 * for a class that implements {@code Crud<Report>}. An overload that merely could take the same arguments is another method, whose
 * annotations say nothing here. A bridge stands for the method that it leads to.
 */
public final class Overridden implements Function<Class<?>, List<Method>> {
    private final Method method;
    private final Map<TypeVariable<?>, Type> arguments = new HashMap<>();

    /** @param type the class whose method it is, which may inherit it */
    public Overridden(Class<?> type, Method method) {
        collect(type);
        this.method = isBridge(method) ? unbridged(type, method) : method;
    }

    /** The method that is meant: where that is a bridge, what it leads to. */
    public Method method() {
        return method;
    }

    @Override
    public List<Method> apply(Class<?> ancestor) {
        List<Method> found = new ArrayList<>();
        for (Method each : ancestor.getDeclaredMethods()) {
            if (each.equals(method) || isOverridden(each)) {
                found.add(each);
            }
        }
        return found;
    }

    /** Tells whether a compiler wrote it to lead elsewhere. Kotlin's into interfaces are not marked as synthetic. */
    public static boolean isBridge(Method method) {
        return method.isSynthetic() || method.isBridge();
    }

    private boolean isOverridden(Method other) {
        return isLike(other, method)
                && (Arrays.equals(other.getParameterTypes(), method.getParameterTypes())
                        || Arrays.equals(parameters(other), parameters(method)));
    }

    private static boolean isLike(Method other, Method method) {
        int modifiers = other.getModifiers();
        return !isBridge(other)
                && !Modifier.isStatic(modifiers)
                && !Modifier.isPrivate(modifiers)
                && other.getName().equals(method.getName())
                && other.getParameterCount() == method.getParameterCount();
    }

    /**
     * A compiler makes a bridge where a public class inherits from one that is not, and copies the annotations: as the class's own
     * these would loosen what the class demands. It also makes one for an erased signature, {@code find(Object)} for {@code
     * find(Integer)}; Kotlin's makes one for each method with a body that a class inherits from an interface.
     */
    private Method unbridged(Class<?> type, Method bridge) {
        List<Class<?>[]> signatures = signatures(type, bridge);
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            Method found = declared(each, bridge, signatures);
            if (found != null) {
                return found;
            }
        }
        Method found = declared(bridge.getDeclaringClass(), bridge, signatures);
        for (List<Class<?>> level : Ancestry.of(type, ancestor -> false).levels()) {
            for (Class<?> each : level) {
                found = found == null ? declared(each, bridge, signatures) : found;
            }
        }
        return found == null ? bridge : found;
    }

    /** The bridge's own, and as the class sees them those of what has the same erasure. */
    private List<Class<?>[]> signatures(Class<?> type, Method bridge) {
        List<Class<?>[]> signatures = new ArrayList<>();
        signatures.add(bridge.getParameterTypes());
        for (List<Class<?>> level : Ancestry.of(type, ancestor -> false).levels()) {
            for (Class<?> each : level) {
                for (Method method : each.getDeclaredMethods()) {
                    if (isLike(method, bridge)
                            && Arrays.equals(method.getParameterTypes(), bridge.getParameterTypes())) {
                        signatures.add(parameters(method));
                    }
                }
            }
        }
        return signatures;
    }

    private @Nullable Method declared(Class<?> type, Method bridge, List<Class<?>[]> signatures) {
        for (Method method : type.getDeclaredMethods()) {
            if (isLike(method, bridge)
                    && signatures.stream()
                            .anyMatch(each -> Arrays.equals(each, method.getParameterTypes())
                                    || Arrays.equals(each, parameters(method)))) {
                return method;
            }
        }
        return null;
    }

    private Class<?>[] parameters(Method of) {
        return Arrays.stream(of.getGenericParameterTypes()).map(this::erase).toArray(Class<?>[]::new);
    }

    private void collect(Type type) {
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                arguments.put(variables[i], parameterized.getActualTypeArguments()[i]);
            }
            collect(raw);
        } else if (type instanceof Class<?> raw) {
            Type above = raw.getGenericSuperclass();
            if (above != null) {
                collect(above);
            }
            for (Type each : raw.getGenericInterfaces()) {
                collect(each);
            }
        }
    }

    private Class<?> erase(Type type) {
        return erase(type, Set.of());
    }

    /** @param resolving variables that are being resolved: an inner class may extend its outer one, with that one's own variable */
    private Class<?> erase(Type type, Set<TypeVariable<?>> resolving) {
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erase(parameterized.getRawType(), resolving);
        }
        if (type instanceof GenericArrayType array) {
            return erase(array.getGenericComponentType(), resolving).arrayType();
        }
        if (type instanceof TypeVariable<?> variable) {
            Type argument = arguments.get(variable);
            if (argument == null || resolving.contains(variable)) {
                return erase(variable.getBounds()[0], resolving);
            }
            Set<TypeVariable<?>> further = new HashSet<>(resolving);
            further.add(variable);
            return erase(argument, further);
        }
        throw new IllegalStateException(type + " is no type of a parameter");
    }
}
