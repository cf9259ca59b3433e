package dev.sallyport.jaxrs;

import dev.sallyport.scope.Scope;
import dev.sallyport.servlet.rule.NamedRule;
import dev.sallyport.servlet.rule.RuleValidator;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the resource methods of a root resource demand, as the table of endpoints has it: those of the class, and those of the
 * sub-resources that its locators promise. A locator that promises no more than an object has one line for all that may come, and
 * so have those beyond what anyone reads. For use while an application starts.
 */
final class ResourceTable {
    private static final String LATER = "as the class says that the locator returns, which is read when it comes";

    /** How many sub-resources of a root resource are listed: where all lead to all, there are more ways than anyone reads. */
    private static final int MOST = 200;

    private final ResourceRuleReader rules;
    private final RuleValidator validator;
    private final Set<Row> rows = new LinkedHashSet<>();
    private final Map<Class<?>, Map<Method, Designation>> known = new HashMap<>();
    /** The short ways first, so that those are listed. */
    private final Queue<Reached> ahead = new ArrayDeque<>();

    private int expanded;

    /**
     * A resource that is not listed yet.
     *
     * @param way what is demanded on the way to it
     * @param above the classes on the way
     */
    private record Reached(Class<?> type, String path, List<NamedRule> way, Set<Class<?>> above) {}

    private ResourceTable(ResourceRuleReader rules, RuleValidator validator) {
        this.rules = rules;
        this.validator = validator;
    }

    /** @throws IllegalStateException when annotations make no sense, with the class, the fault and what to do */
    static List<Row> of(
            Class<?> root, String path, List<String> bases, ResourceRuleReader rules, RuleValidator validator) {
        ResourceTable found = new ResourceTable(rules, validator);
        bases.forEach(base -> found.ahead.add(new Reached(root, joined(base, path), List.of(), Set.of())));
        while (!found.ahead.isEmpty()) {
            found.add(found.ahead.remove());
        }
        return List.copyOf(found.rows);
    }

    private void add(Reached from) {
        in(from.type()).forEach((method, designation) -> {
            String whole = joined(from.path(), designation.path());
            if (designation.isLocator()) {
                addBelow(from, method, whole);
            } else {
                List<NamedRule> all = and(from.way(), List.of(rules.read(from.type(), method, validator)));
                designation.httpMethods().forEach(each -> rows.add(row(whole, each, all, "")));
            }
        });
    }

    /** Many ways lead to the same class. */
    private Map<Method, Designation> in(Class<?> type) {
        Map<Method, Designation> before = known.get(type);
        if (before != null) {
            return before;
        }
        Map<Method, Designation> found = Designation.in(type);
        Misplaced.refuseIn(type, found.keySet());
        known.put(type, found);
        return found;
    }

    private void addBelow(Reached from, Method locator, String path) {
        Class<?> promised = promised(locator);
        boolean isCircle = promised == from.type() || from.above().contains(promised);
        if (isCircle || expanded == MOST || in(promised).isEmpty()) {
            List<NamedRule> own = rules.written(from.type(), List.of(locator), validator);
            rows.add(row(joined(path, "/*"), "*", and(from.way(), own), LATER));
            return;
        }
        expanded++;
        List<Method> alike = rules.locators().alike(from.type(), locator, promised);
        List<NamedRule> way = and(from.way(), rules.written(from.type(), alike, validator));
        Set<Class<?>> above = new LinkedHashSet<>(from.above());
        above.add(from.type());
        ahead.add(new Reached(promised, path, way, above));
        if (Modifier.isAbstract(promised.getModifiers())) {
            rows.add(row(joined(path, "/*"), "*", way, LATER));
        }
    }

    /** All must be met; what is said twice is said once. */
    private static Row row(String path, String method, List<NamedRule> all, String further) {
        List<Row> parts = all.stream()
                .map(rule -> Row.of(path, method, rule.rule().rule()))
                .toList();
        if (parts.size() == 1 && further.isEmpty()) {
            return parts.get(0);
        }
        String text = Stream.concat(parts.stream().map(Row::rule), Stream.of(further))
                .filter(part -> !part.isEmpty())
                .distinct()
                .collect(Collectors.joining("; and "));
        List<Scope> scopes = parts.stream()
                .flatMap(part -> part.scopes().stream())
                .distinct()
                .toList();
        return new Row(path, method, text, scopes);
    }

    private static Class<?> promised(Method locator) {
        return locator.getReturnType() == Class.class
                        && locator.getGenericReturnType() instanceof ParameterizedType type
                        && type.getActualTypeArguments()[0] instanceof Class<?> argument
                ? argument
                : locator.getReturnType();
    }

    private static List<NamedRule> and(List<NamedRule> way, List<NamedRule> own) {
        List<NamedRule> all = new ArrayList<>(way);
        all.addAll(own);
        return all;
    }

    private static String joined(String base, String path) {
        return base
                + Arrays.stream(path.split("/(?![^{]*})", -1))
                        .filter(segment -> !segment.isEmpty())
                        .map(segment -> "/" + segment)
                        .collect(Collectors.joining());
    }
}
