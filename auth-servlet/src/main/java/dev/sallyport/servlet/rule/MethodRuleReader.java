package dev.sallyport.servlet.rule;

import dev.sallyport.access.AccessRule;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What methods demand that a framework calls inside a servlet: resource methods, controllers. Safe for use by many threads; reads
 * each method once, and keeps its class: for as long as the application.
 *
 * <p>For a method the demand is the one on it or on what it overrides, nearest first; where there is none, that of the class, in
 * the same order; see {@link Inheritance} for what keeps an inherited method from opening what a class closed.
 */
public final class MethodRuleReader {
    private static final Logger LOG = System.getLogger(MethodRuleReader.class.getName());

    private final Map<Key, NamedRule> known = new ConcurrentHashMap<>();

    private record Key(Class<?> type, Method method) {}

    /** None is known. */
    public MethodRuleReader() {}

    /**
     * The rule of a method; nobody may call one whose annotations make no sense, and the log says why.
     *
     * @param type the class that the method is called on, which may inherit it
     */
    public NamedRule of(Class<?> type, Method method, RuleValidator validator) {
        Key key = new Key(type, method);
        NamedRule before = known.get(key);
        if (before != null) {
            return before;
        }
        NamedRule rule = readOrClose(type, method, validator);
        known.put(key, rule);
        return rule;
    }

    /** @throws IllegalStateException when the annotations make no sense, with the class, the fault and what to do */
    public NamedRule read(Class<?> type, Method method, RuleValidator validator) {
        Ancestry ancestry = Ancestry.of(type, ancestor -> false);
        if (!method.getDeclaringClass().isAssignableFrom(type)) {
            throw new IllegalStateException(
                    Ancestry.name(method) + " is no method of " + type.getName() + ", so nobody knows what it demands");
        }
        Proxies.refuseBlind(type);
        Overridden overridden = new Overridden(type, method);
        if (Overridden.isBridge(overridden.method())) {
            throw new IllegalStateException(
                    Ancestry.name(method) + " is a bridge of the compiler, and nothing shows where it"
                            + " leads, so nobody knows what it demands; annotate a method that is written in "
                            + type.getName());
        }
        FoundDemand found = Precedence.of(ancestry.demand(overridden), ancestry.demand());
        String ofClass = RuleValidator.printable(type.getSimpleName());
        String name = RuleValidator.printable(ofClass + "." + method.getName());
        List<AccessRule.Limit> limits = new ArrayList<>();
        validator.addLimit(limits, ancestry.limit(), type.getName(), ofClass);
        validator.addLimit(limits, ancestry.limit(overridden), counted(type, overridden.method()), name);
        return new NamedRule(name, validator.rule(found, limits));
    }

    /** What tells the method from every other one: no name that two classes or two overloads share, or that depends on the order. */
    private static String counted(Class<?> type, Method method) {
        return type.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getName)
                        .collect(Collectors.joining(",", "." + method.getName() + "(", ")"));
    }

    private NamedRule readOrClose(Class<?> type, Method method, RuleValidator validator) {
        try {
            return read(type, method, validator);
        } catch (IllegalStateException e) {
            return closed(method, e.getMessage());
        } catch (LinkageError | TypeNotPresentException e) {
            return closed(method, e.toString());
        }
    }

    private static NamedRule closed(Method method, @Nullable String why) {
        LOG.log(Level.ERROR, Ancestry.name(method) + " is closed to everyone: " + why);
        return new NamedRule(RuleValidator.printable(method.getName()), MethodRule.closed());
    }
}
