package dev.sallyport.servlet.rule;

import dev.sallyport.access.RateLimited;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The annotations along the ancestry of a class: the class itself, then its superclasses, each with the interfaces it names. {@link
 * Inheritance} says what holds of all that; where two interfaces on the same level differ, nobody can tell what was meant. Of rate
 * limits the nearest holds. Immutable; holds classes: for use while rules are read, not to be kept.
 */
public final class Ancestry {
    private final List<List<Class<?>>> levels;

    private Ancestry(List<List<Class<?>>> levels) {
        this.levels = List.copyOf(levels);
    }

    /** @param isRoot where to stop, before {@code Object} */
    public static Ancestry of(Class<?> start, Predicate<Class<?>> isRoot) {
        List<List<Class<?>>> levels = new ArrayList<>();
        Class<?> type = start;
        while (type != null && type != Object.class && !isRoot.test(type)) {
            Set<Class<?>> level = new LinkedHashSet<>();
            level.add(type);
            addInterfaces(type, level);
            levels.add(List.copyOf(level));
            type = type.getSuperclass();
        }
        return new Ancestry(levels);
    }

    /** The classes, nearest first; each is followed by its interfaces. */
    public List<List<Class<?>>> levels() {
        return levels;
    }

    /** What the classes themselves demand. */
    public @Nullable FoundDemand demand() {
        return Inheritance.of(levels, type -> List.of()).type();
    }

    /**
     * What the methods demand; where they are inherited, with what the classes demand that inherit them.
     *
     * @param methods those of one class or interface that are meant
     */
    public @Nullable FoundDemand demand(Function<Class<?>, List<Method>> methods) {
        return Inheritance.of(levels, methods).method();
    }

    /** How often the classes themselves may be called. */
    public @Nullable RateLimited limit() {
        return limitBy(Ancestry::ofType);
    }

    /** @param methods those of one class or interface that are meant */
    public @Nullable RateLimited limit(Function<Class<?>, List<Method>> methods) {
        return limitBy(type -> ofMethods(methods.apply(type)));
    }

    /** For messages. */
    public static String name(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }

    private @Nullable RateLimited limitBy(Function<Class<?>, List<Statement>> read) {
        for (List<Class<?>> level : levels) {
            for (Class<?> type : level) {
                for (Statement statement : read.apply(type)) {
                    if (statement.limit() != null) {
                        return statement.limit();
                    }
                }
            }
        }
        return null;
    }

    static List<Statement> ofType(Class<?> type) {
        return List.of(Statement.of(type, type.getName()));
    }

    private static List<Statement> ofMethods(List<Method> methods) {
        return methods.stream()
                .map(method -> Statement.of(method, name(method)))
                .toList();
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> into) {
        for (Class<?> each : type.getInterfaces()) {
            if (into.add(each)) {
                addInterfaces(each, into);
            }
        }
    }
}
