package dev.sallyport.servlet.rule;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a class demands with all that it inherits. What stands on a method replaces what the method inherits, and what stands on a
 * class replaces what stands on the classes above it. But a demand on a class never gives way to a method that the class merely
 * inherits: then both hold. What a class inherits from its superclass and from its interfaces holds together, too. For one thread.
 *
 * <p>See decision 0085.
 */
final class Inheritance {
    private static final String KOTLIN_DELEGATE = "$$delegate_";
    private static final String GROOVY_BRIDGE = "org.codehaus.groovy.transform.trait.Traits$TraitBridge";

    private final List<List<Class<?>>> levels;
    private final Function<Class<?>, List<Method>> methods;

    /**
     * @param method null when none stands on the method; otherwise with what classes nearer than the method add
     * @param type null when none stands on the classes
     */
    record Demands(@Nullable FoundDemand method, @Nullable FoundDemand type) {
        private static final Demands NONE = new Demands(null, null);

        @Nullable
        FoundDemand either() {
            return method == null ? type : method;
        }
    }

    private Inheritance(List<List<Class<?>>> levels, Function<Class<?>, List<Method>> methods) {
        this.levels = levels;
        this.methods = methods;
    }

    /** @param methods those of one class or interface that are meant */
    static Demands of(List<List<Class<?>>> levels, Function<Class<?>, List<Method>> methods) {
        return new Inheritance(levels, methods).from(0);
    }

    private Demands from(int index) {
        if (index == levels.size()) {
            return Demands.NONE;
        }
        List<Class<?>> level = levels.get(index);
        Class<?> type = level.get(0);
        Demands interfaces = ofInterfaces(level.subList(1, level.size()), 2 * index + 1);
        Demands inherited = together(interfaces, from(index + 1));
        FoundDemand onType = agreed(List.of(type), Ancestry::ofType, 2 * index);
        FoundDemand onMethod = agreed(List.of(type), this::ofMethods, 2 * index);
        if (Proxies.isMade(type)) {
            // It may bear copies of what the class behind it inherits, so it adds to that and replaces nothing.
            return together(new Demands(onMethod, onType), inherited);
        }
        FoundDemand above = inherited.type();
        FoundDemand ofType = onType == null ? above : Precedence.inTenantOf(above, onType);
        if (onMethod != null && !isCopied(type, onMethod, interfaces.method())) {
            return new Demands(Precedence.inTenantOf(ofType, onMethod), ofType);
        }
        FoundDemand ofMethod = joined(onMethod, inherited.method());
        return new Demands(ofMethod == null || onType == null ? ofMethod : Precedence.both(onType, ofMethod), ofType);
    }

    private Demands ofInterfaces(List<Class<?>> interfaces, int level) {
        FoundDemand type = agreed(interfaces, Ancestry::ofType, level);
        FoundDemand method = agreed(interfaces, this::ofMethods, level);
        return new Demands(
                type == null || method == null || isNearer(interfaces) ? method : Precedence.both(type, method), type);
    }

    /** Tells whether each interface that demands something has, or inherits to one that has, the method with the demand. */
    private boolean isNearer(List<Class<?>> interfaces) {
        List<Class<?>> withMethod =
                interfaces.stream().filter(each -> isDemanding(ofMethods(each))).toList();
        return interfaces.stream()
                .filter(each -> isDemanding(Ancestry.ofType(each)))
                .allMatch(each -> withMethod.stream().anyMatch(each::isAssignableFrom));
    }

    private static boolean isDemanding(List<Statement> statements) {
        return statements.stream().anyMatch(statement -> statement.demand() != null);
    }

    /** Where one parent says it of the method and the other of the class, both say it of the method. */
    private static Demands together(Demands one, Demands other) {
        return new Demands(
                one.method() == null && other.method() == null ? null : joined(one.either(), other.either()),
                joined(one.type(), other.type()));
    }

    private static @Nullable FoundDemand joined(@Nullable FoundDemand nearer, @Nullable FoundDemand farther) {
        if (nearer == null || farther == null) {
            return nearer == null ? farther : nearer;
        }
        FoundDemand both = Precedence.both(nearer, farther);
        return new FoundDemand(both.demand(), Math.min(nearer.level(), farther.level()), both.where());
    }

    private static @Nullable FoundDemand agreed(
            List<Class<?>> types, Function<Class<?>, List<Statement>> read, int level) {
        FoundDemand found = null;
        for (Class<?> type : types) {
            for (Statement statement : read.apply(type)) {
                if (statement.demand() != null
                        && found != null
                        && !found.demand().equals(statement.demand())) {
                    throw new IllegalStateException(statement.where() + " and " + found.where()
                            + " demand different things of the same request; write one demand on the class itself");
                }
                found = statement.demand() == null
                        ? found
                        : new FoundDemand(statement.demand(), level, statement.where());
            }
        }
        return found;
    }

    /** Kotlin's {@code by}, and Groovy's traits, write the methods of the interface into the class, with their annotations. */
    private boolean isCopied(Class<?> type, FoundDemand onMethod, @Nullable FoundDemand ofInterfaces) {
        boolean isTraits = methods.apply(type).stream()
                .flatMap(method -> Arrays.stream(method.getDeclaredAnnotations()))
                .anyMatch(each -> each.annotationType().getName().equals(GROOVY_BRIDGE));
        return isTraits
                || (ofInterfaces != null
                        && ofInterfaces.demand().equals(onMethod.demand())
                        && Arrays.stream(type.getDeclaredFields())
                                .anyMatch(field ->
                                        field.isSynthetic() && field.getName().startsWith(KOTLIN_DELEGATE)));
    }

    private List<Statement> ofMethods(Class<?> type) {
        List<Statement> statements = new ArrayList<>();
        for (Method method : methods.apply(type)) {
            statements.add(Statement.of(method, Ancestry.name(method)));
        }
        return statements;
    }
}
