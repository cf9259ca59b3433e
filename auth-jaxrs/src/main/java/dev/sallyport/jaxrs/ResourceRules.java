package dev.sallyport.jaxrs;

import dev.sallyport.servlet.rule.MethodRules;
import dev.sallyport.servlet.rule.NamedRule;
import dev.sallyport.servlet.rule.Vocabulary;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What resource methods demand, as {@link MethodRules} reads it. Safe for use by many threads; reads each method once.
 *
 * <p>A sub-resource has to be reached first: what the locator, or its class, demands holds too.
 */
final class ResourceRules {
    private final MethodRules methods = new MethodRules();
    private final Map<Way, List<NamedRule>> knownWays = new ConcurrentHashMap<>();

    private record Way(Class<?> parent, Class<?> child) {}

    /**
     * All that must hold, in the order of the path.
     *
     * @param matched the resources on the way, the last one first, as {@code UriInfo} gives them
     */
    List<NamedRule> of(Class<?> type, Method method, List<Object> matched, Vocabulary vocabulary) {
        NamedRule own = methods.of(type, method, vocabulary);
        if (matched.size() < 2) {
            return List.of(own);
        }
        List<NamedRule> all = new ArrayList<>();
        for (int i = matched.size() - 1; i > 0; i--) {
            Way way = new Way(typeOf(matched.get(i)), typeOf(matched.get(i - 1)));
            List<NamedRule> found = knownWays.get(way);
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
    NamedRule read(Class<?> type, Method method, Vocabulary vocabulary) {
        return methods.read(type, method, vocabulary);
    }

    /** Only what someone wrote down: a way without annotations adds nothing to the method's own demand. */
    List<NamedRule> written(Class<?> parent, List<Method> locators, Vocabulary vocabulary) {
        return locators.stream()
                .map(locator -> methods.of(parent, locator, vocabulary))
                .filter(rule -> rule.rule().isAnnotated()
                        || !rule.rule().rule().limits().isEmpty())
                .toList();
    }

    /** @param resource an object, or a class of which the runtime makes one */
    static Class<?> typeOf(Object resource) {
        return resource instanceof Class<?> type ? type : resource.getClass();
    }
}
