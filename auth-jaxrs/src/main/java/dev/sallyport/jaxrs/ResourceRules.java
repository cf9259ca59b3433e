package dev.sallyport.jaxrs;

import dev.sallyport.access.AccessRule;
import dev.sallyport.servlet.rule.Ancestry;
import dev.sallyport.servlet.rule.Found;
import dev.sallyport.servlet.rule.MethodRule;
import dev.sallyport.servlet.rule.Precedence;
import dev.sallyport.servlet.rule.Vocabulary;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What resource methods demand. Safe for use by many threads; reads each method once.
 *
 * <p>For a method the demand is the one on it or on what it overrides, nearest first; where there is none, that of the class, in
 * the same order; see {@link Precedence} for what keeps an inherited method from opening what a class closed. A sub-resource has
 * to be reached first: what the locator, or its class, demands holds too.
 */
final class ResourceRules {
    private static final Logger LOG = System.getLogger(ResourceRules.class.getName());

    private final Map<Key, Rule> known = new ConcurrentHashMap<>();
    private final Map<Way, List<Rule>> knownWays = new ConcurrentHashMap<>();
    private final Map<String, Class<?>> names = new ConcurrentHashMap<>();

    /** @param name of the method, for counts and records */
    record Rule(String name, MethodRule rule) {}

    private record Key(Class<?> type, Method method) {}

    private record Way(Class<?> parent, Class<?> child) {}

    /**
     * All that must hold, in the order of the path.
     *
     * @param matched the resources on the way, the last one first, as {@code UriInfo} gives them
     */
    List<Rule> of(Class<?> type, Method method, List<Object> matched, Vocabulary vocabulary) {
        Rule own = of(type, method, vocabulary);
        if (matched.size() < 2) {
            return List.of(own);
        }
        List<Rule> all = new ArrayList<>();
        for (int i = matched.size() - 1; i > 0; i--) {
            Way way = new Way(typeOf(matched.get(i)), typeOf(matched.get(i - 1)));
            List<Rule> found = knownWays.get(way);
            if (found == null) {
                found = written(way.parent(), Locators.between(way.parent(), way.child()), vocabulary);
                knownWays.put(way, found);
            }
            all.addAll(found);
        }
        all.add(own);
        return all;
    }

    /** @throws IllegalStateException when the annotations make no sense, with the class, the fault and what to do */
    Rule read(Class<?> type, Method method, Vocabulary vocabulary) {
        Ancestry ancestry = Ancestry.of(type, ancestor -> false);
        if (!method.getDeclaringClass().isAssignableFrom(type)) {
            throw new IllegalStateException(
                    Ancestry.name(method) + " is no method of " + type.getName() + ", so nobody knows what it demands");
        }
        Overridden overridden = new Overridden(type, method);
        Found found = Precedence.of(ancestry.demand(overridden), ancestry.demand());
        String name = name(type);
        List<AccessRule.Limit> limits = new ArrayList<>();
        vocabulary.addLimit(limits, ancestry.limit(), name);
        vocabulary.addLimit(limits, ancestry.limit(overridden), Vocabulary.printable(name + "." + method.getName()));
        return new Rule(Vocabulary.printable(name + "." + method.getName()), vocabulary.rule(found, limits));
    }

    private Rule of(Class<?> type, Method method, Vocabulary vocabulary) {
        Key key = new Key(type, method);
        Rule before = known.get(key);
        if (before != null) {
            return before;
        }
        Rule rule = readOrClose(type, method, vocabulary);
        known.put(key, rule);
        return rule;
    }

    private Rule readOrClose(Class<?> type, Method method, Vocabulary vocabulary) {
        try {
            return read(type, method, vocabulary);
        } catch (IllegalStateException e) {
            LOG.log(Level.ERROR, Ancestry.name(method) + " is closed to everyone: " + e.getMessage());
            return new Rule(Vocabulary.printable(method.getName()), MethodRule.closed());
        }
    }

    /** Only what someone wrote down: a way without annotations adds nothing to the method's own demand. */
    List<Rule> written(Class<?> parent, List<Method> locators, Vocabulary vocabulary) {
        return locators.stream()
                .map(locator -> of(parent, locator, vocabulary))
                .filter(rule -> rule.rule().isAnnotated()
                        || !rule.rule().rule().limits().isEmpty())
                .toList();
    }

    /** @param resource an object, or a class of which the runtime makes one */
    static Class<?> typeOf(Object resource) {
        return resource instanceof Class<?> type ? type : resource.getClass();
    }

    /** Callers see it in the name of a limit, so it is short where it can be. */
    private String name(Class<?> type) {
        Class<?> before = names.putIfAbsent(type.getSimpleName(), type);
        return Vocabulary.printable(before == null || before == type ? type.getSimpleName() : type.getName());
    }
}
