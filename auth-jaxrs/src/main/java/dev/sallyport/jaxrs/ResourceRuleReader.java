package dev.sallyport.jaxrs;

import dev.sallyport.servlet.rule.MethodRule;
import dev.sallyport.servlet.rule.MethodRuleReader;
import dev.sallyport.servlet.rule.NamedRule;
import dev.sallyport.servlet.rule.RuleValidator;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rules of resource methods, as {@link MethodRuleReader} reads them. Safe for use by many threads; reads each method once.
 *
 * <p>A sub-resource has to be reached first: what the locator, or its class, demands holds too.
 */
final class ResourceRuleReader {
    private final MethodRuleReader methods = new MethodRuleReader();
    private final Locators locators;
    private final Map<Locators.Step, List<NamedRule>> knownSteps = new ConcurrentHashMap<>();

    ResourceRuleReader(Locators locators) {
        this.locators = locators;
    }

    Locators locators() {
        return locators;
    }

    /** The rule of the method alone; of an interface nobody knows what stands on the class behind it. */
    NamedRule of(Class<?> type, Method method, RuleValidator validator) {
        return type.isInterface()
                ? new NamedRule(RuleValidator.printable(method.getName()), MethodRule.closed())
                : methods.of(type, method, validator);
    }

    /** What must hold to go the step; what leads on without anybody knowing how is for nobody. */
    List<NamedRule> of(Locators.Step step, RuleValidator validator) {
        List<NamedRule> before = knownSteps.get(step);
        if (before != null) {
            return before;
        }
        List<NamedRule> found = step.methods().isEmpty()
                ? List.of(new NamedRule(
                        RuleValidator.printable(step.parent().getSimpleName()) + ".locator", MethodRule.closed()))
                : written(step.parent(), step.methods(), validator);
        knownSteps.put(step, found);
        return found;
    }

    /** @throws IllegalStateException when the annotations make no sense, with the class, the fault and what to do */
    NamedRule read(Class<?> type, Method method, RuleValidator validator) {
        return methods.read(type, method, validator);
    }

    /** Only what someone wrote down: a way without annotations adds nothing to the method's own demand. */
    List<NamedRule> written(Class<?> parent, List<Method> ways, RuleValidator validator) {
        return ways.stream()
                .map(way -> methods.of(parent, way, validator))
                .filter(rule -> rule.rule().isAnnotated()
                        || !rule.rule().rule().limits().isEmpty())
                .toList();
    }
}
