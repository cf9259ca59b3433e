package dev.sallyport.servlet.rule;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds a method and what it overrides or implements, among the methods of an ancestor. Immutable.
 *
 * <p>Parameters are compared as the class sees them: {@code create(T)} of an interface {@code Crud<T>} is {@code create(Report)}
 * for a class that implements {@code Crud<Report>}. An overload that merely could take the same arguments is another method, whose
 * annotations say nothing here.
 */
public final class Overridden implements Function<Class<?>, List<Method>> {
    private final Method method;
    private final Map<TypeVariable<?>, Type> arguments = new HashMap<>();

    /** @param type the class whose method it is, which may inherit it */
    public Overridden(Class<?> type, Method method) {
        this.method = method;
        collect(type);
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

    private boolean isOverridden(Method other) {
        int modifiers = other.getModifiers();
        return !other.isSynthetic()
                && !Modifier.isStatic(modifiers)
                && !Modifier.isPrivate(modifiers)
                && other.getName().equals(method.getName())
                && other.getParameterCount() == method.getParameterCount()
                && (Arrays.equals(other.getParameterTypes(), method.getParameterTypes())
                        || Arrays.equals(parameters(other), parameters(method)));
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
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erase(parameterized.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return erase(array.getGenericComponentType()).arrayType();
        }
        if (type instanceof WildcardType wildcard) {
            return erase(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof TypeVariable<?> variable) {
            Type argument = arguments.get(variable);
            return erase(argument == null ? variable.getBounds()[0] : argument);
        }
        return Object.class;
    }
}
